"""Numbers and times as people read them; pure functions.

Sizes are decimal (1 GB is 1,000,000,000 bytes), for files and for memory alike, so that they compare.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QCoreApplication

from desktop_app.ui.translation import numbers

_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_UNITS = ("", "kB", "MB", "GB", "TB", "PB")
NOT_KNOWN = "–"


def _tr(text: str) -> str:
    return QCoreApplication.translate("format", text)


def bytes_text(count: float | None) -> str:
    """Like "4.9 GB", "812 MB", "0 bytes"; "–" when not known."""
    if count is None or count < 0:
        return NOT_KNOWN
    value, unit = float(count), 0
    while unit < len(_UNITS) - 1 and round(value, 0 if value >= 100 else 1) >= 1000:
        value, unit = value / 1000, unit + 1
    if unit == 0:
        return _tr("{n} bytes").format(n=f"{value:.0f}")
    digits = 0 if unit == 1 or value >= 100 else 1
    return numbers(f"{value:.{digits}f} {_UNITS[unit]}")


def memory_text(used_bytes: float, total_bytes: float) -> str:
    """Like "5.2 of 16.8 GB"."""
    used, total = bytes_text(used_bytes), bytes_text(total_bytes)
    if used.split()[-1:] == total.split()[-1:] and " " in used:
        used = used.split()[0]
    return _tr("{used} of {total}").format(used=used, total=total)


def rate_text(per_second: float, unit: str) -> str:
    """A speed in "bytes", "tokens" or another unit per second: "12.4 MB/s", "38.1 tokens/s"."""
    if unit == "bytes":
        return f"{bytes_text(per_second)}/s"
    digits = 1 if per_second < 100 else 0
    return _tr("{n} {unit}/s").format(n=numbers(f"{per_second:,.{digits}f}"), unit=unit_text(unit))


def unit_text(unit: str) -> str:
    """What is counted, in the language of the window."""
    return {
        "tokens": _tr("tokens"),
        "tensors": _tr("tensors"),
        "files": _tr("files"),
        "models": _tr("models"),
    }.get(unit, unit)


def progress_text(done: float, total: float, unit: str) -> str:
    """Like "3 of 12 files"."""
    texts = {"done": number_text(round(done)), "total": number_text(round(total)), "unit": unit_text(unit)}
    return _tr("{done} of {total} {unit}").format(**texts)


def tokens_rate_text(tokens_per_s: float) -> str:
    """Like "38.1 tokens/s"; "–" when nothing is generated."""
    return rate_text(tokens_per_s, "tokens") if tokens_per_s > 0 else NOT_KNOWN


def duration_text(seconds: float | None) -> str:
    """Like "0.42 s", "18 s", "2 min 5 s", "1 h 12 min"; "–" when not known."""
    if seconds is None or seconds < 0:
        return NOT_KNOWN
    if seconds < 10:
        return numbers(f"{seconds:.2f} s" if seconds < 1 else f"{seconds:.1f} s")
    whole = round(seconds)
    if whole < _MINUTE:
        return f"{whole} s"
    if whole < _HOUR:
        minutes, rest = divmod(whole, _MINUTE)
        return f"{minutes} min {rest} s" if rest and minutes < 10 else f"{minutes} min"
    hours, rest = divmod(whole, _HOUR)
    return f"{hours} h {rest // _MINUTE} min" if rest >= _MINUTE else f"{hours} h"


def time_left_text(seconds: float | None) -> str:
    """Like "about 3 min left"; empty when not known."""
    if seconds is None:
        return ""
    if seconds < 1:
        return _tr("almost done")
    return _tr("about {time} left").format(time=duration_text(max(1, round(seconds))))


def count_text(count: int) -> str:
    """Like "950", "12.4k", "3.1M"; for downloads and likes."""
    for limit, divisor, letter in ((999_950_000, 1e9, "B"), (999_950, 1e6, "M"), (1_000, 1e3, "k")):
        if count >= limit:
            value = count / divisor
            return numbers(f"{value:.1f}{letter}" if value < 99.95 else f"{value:.0f}{letter}")
    return str(count)


def parameters_text(count: int) -> str:
    """Like "135M", "7.2B" parameters; "–" when not known."""
    if count <= 0:
        return NOT_KNOWN
    value, letter = (count / 1e9, "B") if count >= 999_500_000 else (count / 1e6, "M")
    return numbers(f"{value:.1f}".removesuffix(".0") + letter if value < 100 else f"{value:.0f}{letter}")


def number_text(count: int) -> str:
    """Like "12,480"."""
    return numbers(f"{count:,}")


def ago_text(at: float, now: float | None = None) -> str:
    """When something was, seen from `now` (seconds since the epoch): "just now", "2 days ago"."""
    passed = max(0.0, (time.time() if now is None else now) - at)
    if passed < _MINUTE:
        return _tr("just now")
    steps = (
        (_HOUR, _MINUTE, _tr("1 minute ago"), _tr("{n} minutes ago")),
        (_DAY, _HOUR, _tr("1 hour ago"), _tr("{n} hours ago")),
        (30 * _DAY, _DAY, _tr("yesterday"), _tr("{n} days ago")),
        (365 * _DAY, 30 * _DAY, _tr("1 month ago"), _tr("{n} months ago")),
    )
    for limit, size, one, many in steps:
        if passed < limit:
            n = int(passed // size)
            return one if n == 1 else many.format(n=n)
    years = int(passed // (365 * _DAY))
    return _tr("1 year ago") if years == 1 else _tr("{n} years ago").format(n=years)
