"""Tables, JSON and a progress line."""

from __future__ import annotations

import dataclasses
import json
import sys
import time
from typing import Any

from desktop_app.domain.jobs import JobProgress

_SHOW_EVERY_S = 0.1


def print_json(value: Any) -> None:
    """One document on standard output; dataclasses become tables."""
    print(json.dumps(value, default=_plain, indent=2, ensure_ascii=False))


def print_table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    """Columns of the width that they need."""
    widths = [max(len(row[i]) for row in [head, *rows]) for i in range(len(head))]
    for row in (head, *rows):
        print("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip())


def size_text(n_bytes: float) -> str:
    """Decimal units, as disks and downloads have them."""
    for unit in ("B", "kB", "MB", "GB"):
        if n_bytes < 1000:
            return f"{n_bytes:.0f} {unit}" if unit in ("B", "kB") else f"{n_bytes:.1f} {unit}"
        n_bytes /= 1000
    return f"{n_bytes:.1f} TB"


class ProgressLine:
    """One line on standard error that is written over; silent when nobody watches."""

    def __init__(self) -> None:
        self._is_shown = sys.stderr.isatty()
        self._at = 0.0
        self._width = 0

    def __call__(self, step: JobProgress) -> None:
        now = time.monotonic()
        if not self._is_shown or (now - self._at < _SHOW_EVERY_S and step.done < step.total):
            return
        self._at = now
        parts = [step.stage]
        if step.total:
            if step.unit == "bytes":
                parts.append(f"{size_text(step.done)} of {size_text(step.total)}")
            else:
                parts.append(f"{step.done} of {step.total} {step.unit}")
        if step.per_second:
            rate = size_text(step.per_second) if step.unit == "bytes" else f"{step.per_second:.1f}"
            parts.append(f"{rate}/s")
        if step.seconds_left is not None:
            parts.append(f"{step.seconds_left:.0f} s left")
        text = ", ".join(parts)
        self._width = max(self._width, len(text))
        print("\r" + text.ljust(self._width), end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        if self._width:
            print("\r" + " " * self._width + "\r", end="", file=sys.stderr, flush=True)
            self._width = 0


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    if isinstance(value, tuple | set):
        return list(value)
    return str(value)
