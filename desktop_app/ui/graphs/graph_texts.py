"""What the graphs say, and which part of a series they show; no Qt widgets, no plots."""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop_app.ui import format as fmt

if TYPE_CHECKING:
    from desktop_app.domain.chat import AnswerStats
    from desktop_app.domain.stats import TimeSeries
    from desktop_app.services.states import MetricsReading

WINDOW_S = 120.0
_GAP_S = 1.5  # two points further apart belong to two answers
_MOST_POINTS = 600


def _tr(text: str) -> str:
    return QCoreApplication.translate("graphs", text)


@dataclass(frozen=True, slots=True)
class GraphSpec:
    """One graph: `key` of its series, its caption, its colour token, its unit, and a fixed top (0: none)."""

    key: str
    caption: str
    color: str
    unit: str
    top: float = 0.0


def derive_graphs(reading: MetricsReading, keys: tuple[str, ...]) -> tuple[GraphSpec, ...]:
    """The graphs for what is measured; memory that has a total is drawn against it."""
    graphs = [
        GraphSpec("tokens_per_s", _tr("Speed"), "graph_speed", "tokens/s"),
        GraphSpec("worker_bytes", _tr("Model memory"), "graph_worker", "bytes"),
        GraphSpec("ram_used_bytes", _tr("System RAM"), "graph_ram", "bytes", reading.ram_total_bytes),
    ]
    totals = {f"vram:{device.name}": device.total_bytes for device in reading.devices}
    names = [key for key in keys if key.startswith("vram:")]
    for key in names:
        caption = _tr("VRAM") if len(names) == 1 else _tr("VRAM {name}").format(name=key[5:])
        graphs.append(GraphSpec(key, caption, "graph_vram", "bytes", totals.get(key, 0)))
    return tuple(graphs)


def value_text(value: float | None, unit: str) -> str:
    """One value with its unit; "–" when there is none."""
    if value is None:
        return fmt.NOT_KNOWN
    if unit == "bytes":
        return fmt.bytes_text(value)
    return fmt.rate_text(value, "tokens") if unit == "tokens/s" else f"{value:.0f} {unit}"


def derive_value(spec: GraphSpec, series: TimeSeries) -> str:
    """The value of now; no speed is a dash, not a zero."""
    last = series.last
    if spec.unit == "tokens/s" and not last:
        return fmt.NOT_KNOWN
    return value_text(last, spec.unit)


def derive_extra(spec: GraphSpec, series: TimeSeries) -> str:
    """What stands beside the value: its total, or its peak."""
    if spec.top > 0:
        return _tr("of {total}").format(total=value_text(spec.top, spec.unit))
    peak = series.peak
    return _tr("peak {value}").format(value=value_text(peak, spec.unit)) if peak else ""


def derive_description(spec: GraphSpec, series: TimeSeries) -> str:
    """The graph in words, for a screen reader."""
    return f"{spec.caption}: {derive_value(spec, series)} {derive_extra(spec, series)}".strip()


def derive_numbers(stats: AnswerStats | None) -> list[tuple[str, str]]:
    """The newest answer in numbers: (value, caption) pairs."""
    if stats is None:
        first, prompt = fmt.NOT_KNOWN, fmt.NOT_KNOWN
    else:
        first = fmt.duration_text(stats.time_to_first_token_s)
        prompt = fmt.tokens_rate_text(stats.prompt_tokens_per_s)
    return [(first, _tr("To first token")), (prompt, _tr("Prompt speed"))]


@dataclass(frozen=True, slots=True)
class Curve:
    """Points of the last two minutes: seconds before now (negative), values, whether joined to the next."""

    seconds: list[float]
    values: list[float]
    joined: list[bool]


def derive_curve(series: TimeSeries, now_s: float) -> Curve:
    """The part of a series that is drawn, thinned out when it has more points than a screen.

    Which points stay depends on their place in the series, not on the window: else the curve would
    shimmer as it moves.
    """
    times, values = series.points()
    start = bisect_left(times, now_s - WINDOW_S)
    step = 1
    while (len(times) - start) // step > _MOST_POINTS:
        step *= 2
    first_number = series.total_added - len(times)
    start += -(first_number + start) % step
    seconds = [at - now_s for at in times[start::step]]
    joined = [later - at <= _GAP_S * step for at, later in pairwise(seconds)]
    return Curve(seconds, values[start::step], [*joined, False] if seconds else [])


def derive_top(highest: float, unit: str, current_top: float) -> float:
    """The upper end of an axis: a round number above the highest value, which does not move for little."""
    least = 1e8 if unit == "bytes" else 10.0
    wanted = max(highest * 1.1, least)
    if current_top * 0.35 <= wanted <= current_top:
        return current_top
    power = 10.0 ** math.floor(math.log10(wanted))
    return next(power * factor for factor in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if power * factor >= wanted)
