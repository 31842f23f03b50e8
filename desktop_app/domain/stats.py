"""Live series: a fixed ring of (time, value) points that a graph reads without copying twice."""

from __future__ import annotations

import math
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping


class TimeSeries:
    """The newest `capacity` points of one measured value.

    Args:
        capacity: how many points are kept.
        unit: of the values, for axis and export ("tokens/s", "bytes").
    """

    def __init__(self, capacity: int, unit: str) -> None:
        if capacity < 1:
            raise ValueError("a series holds at least one point")
        self.unit = unit
        self._capacity = capacity
        self._times = array("d", bytes(8 * capacity))
        self._values = array("d", bytes(8 * capacity))
        self._count = 0

    def __len__(self) -> int:
        return min(self._count, self._capacity)

    @property
    def total_added(self) -> int:
        """Points ever added; changes exactly when there is something new to draw."""
        return self._count

    def add(self, time_s: float, value: float) -> None:
        """Append one point; a value that is not finite is left out, so that a graph never breaks."""
        if not (math.isfinite(time_s) and math.isfinite(value)):
            return
        slot = self._count % self._capacity
        self._times[slot] = time_s
        self._values[slot] = value
        self._count += 1

    def points(self) -> tuple[list[float], list[float]]:
        """Times and values, oldest first."""
        if self._count <= self._capacity:
            return list(self._times[: self._count]), list(self._values[: self._count])
        cut = self._count % self._capacity
        return (
            [*self._times[cut:], *self._times[:cut]],
            [*self._values[cut:], *self._values[:cut]],
        )

    def __iter__(self) -> Iterator[tuple[float, float]]:
        times, values = self.points()
        return iter(zip(times, values, strict=True))

    def at(self, time_s: float) -> float | None:
        """The value that was measured last at that time; None before the first."""
        times, values = self.points()
        place = bisect_right(times, time_s) - 1
        return values[place] if place >= 0 else None

    @property
    def last(self) -> float | None:
        return self._values[(self._count - 1) % self._capacity] if self._count else None

    @property
    def peak(self) -> float | None:
        return max(self.points()[1], default=None)

    def clear(self) -> None:
        self._count = 0


def to_csv(series: Mapping[str, TimeSeries], now_s: float) -> str:
    """All points in one table: name, seconds before `now_s` (negative), value, unit."""
    lines = ["series,seconds,value,unit"]
    for name, points in series.items():
        quoted = '"' + name.replace('"', '""') + '"'
        lines += [f"{quoted},{at - now_s:.3f},{value:.6g},{points.unit}" for at, value in points]
    return "\n".join(lines) + "\n"
