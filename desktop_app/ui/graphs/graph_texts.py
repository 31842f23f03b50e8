"""What the graphs say, and which part of a series they show; no Qt widgets, no plots."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop_app.ui import format as fmt
from desktop_app.ui.translation import numbers

if TYPE_CHECKING:
    from desktop_app.domain.chat import AnswerStats, LoadedModel
    from desktop_app.domain.stats import TimeSeries
    from desktop_app.services.states import MetricsReading

WINDOWS_S = (60, 120, 300, 900)
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


def derive_graphs(reading: MetricsReading, keys: tuple[str, ...], n_ctx: int = 0) -> tuple[GraphSpec, ...]:
    """The graphs for what is measured; what has a total is drawn against it."""
    graphs = [
        GraphSpec("tokens_per_s", _tr("Speed"), "graph_speed", "tokens/s"),
        GraphSpec("prompt_per_s", _tr("Prompt speed"), "graph_speed", "tokens/s"),
        GraphSpec("context_tokens", _tr("Context"), "accent", "tokens", n_ctx),
        GraphSpec("worker_bytes", _tr("Model memory"), "graph_worker", "bytes"),
        GraphSpec("ram_used_bytes", _tr("System RAM"), "graph_ram", "bytes", reading.ram_total_bytes),
        GraphSpec("cpu_percent", _tr("Processor"), "text_muted", "%", 100.0),
    ]
    graphs = [graph for graph in graphs if graph.key in keys]
    totals = {f"vram:{device.name}": device.total_bytes for device in reading.devices}
    names = [key for key in keys if key.startswith("vram:")]
    for key in names:
        caption = _tr("VRAM") if len(names) == 1 else _tr("VRAM {name}").format(name=key[5:])
        graphs.append(GraphSpec(key, caption, "graph_vram", "bytes", totals.get(key, 0)))
    for key in (key for key in keys if key.startswith("gpu:")):
        graphs.append(GraphSpec(key, _tr("GPU load {name}").format(name=key[4:]), "graph_vram", "%", 100.0))
    return tuple(graphs)


def value_text(value: float | None, unit: str) -> str:
    """One value with its unit; "–" when there is none."""
    if value is None:
        return fmt.NOT_KNOWN
    if unit == "bytes":
        return fmt.bytes_text(value)
    if unit == "tokens/s":
        return fmt.rate_text(value, "tokens")
    if unit == "tokens":
        return _tr("{n} tokens").format(n=fmt.number_text(round(value)))
    return numbers(f"{value:.0f} {unit}")


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


def derive_window_text(window_s: int) -> str:
    """A time range in a few words."""
    minutes = window_s // 60
    return _tr("1 minute") if minutes == 1 else _tr("{n} minutes").format(n=minutes)


def derive_memory_parts(loaded: LoadedModel | None, worker_bytes: int) -> list[tuple[str, int, str]]:
    """What the model's memory is made of: caption, bytes, colour token; [] without a model.

    Weights that are mapped from their file count from their first use on; what the engine's own numbers do
    not explain is "other".
    """
    if loaded is None or worker_bytes <= 0:
        return []
    parts = [
        (_tr("weights"), loaded.weights_bytes, "accent"),
        (_tr("context"), loaded.kv_bytes, "graph_ram"),
        (_tr("computing"), loaded.compute_bytes, "graph_vram"),
    ]
    known, shown = 0, []
    for caption, count, color in parts:
        here = max(0, min(count, worker_bytes - known))
        known += here
        shown.append((caption, here, color))
    return [*shown, (_tr("other"), worker_bytes - known, "text_muted")]


@dataclass(frozen=True, slots=True)
class Curve:
    """Points of a time range: seconds before now (negative), values, whether joined to the next."""

    seconds: list[float]
    values: list[float]
    joined: list[bool]


def derive_curve(series: TimeSeries, now_s: float, window_s: float) -> Curve:
    """The part of a series that is drawn, thinned out when it has more points than a screen.

    Which points stay depends on their place in the series, not on the window: else the curve would
    shimmer as it moves.
    """
    times, values = series.points()
    start, end = bisect_left(times, now_s - window_s), bisect_right(times, now_s)
    step = 1
    while (end - start) // step > _MOST_POINTS:
        step *= 2
    first_number = series.total_added - len(times)
    start += -(first_number + start) % step
    seconds = [at - now_s for at in times[start:end:step]]
    joined = [later - at <= _GAP_S * step for at, later in pairwise(seconds)]
    return Curve(seconds, values[start:end:step], [*joined, False] if seconds else [])


def derive_top(highest: float, unit: str, current_top: float) -> float:
    """The upper end of an axis: a round number above the highest value, which does not move for little."""
    least = {"bytes": 1e8, "tokens": 512.0}.get(unit, 10.0)
    wanted = max(highest * 1.1, least)
    if current_top * 0.35 <= wanted <= current_top:
        return current_top
    power = 10.0 ** math.floor(math.log10(wanted))
    return next(power * factor for factor in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if power * factor >= wanted)
