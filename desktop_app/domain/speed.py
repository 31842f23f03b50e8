"""How fast a model answers: a range that is honest about what is not known."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SpeedRange:
    """Generated tokens per second; the real speed is expected between `low` and `high`."""

    low: float
    high: float
