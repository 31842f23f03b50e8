"""How far a conversion is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of `quantize`; bytes are those of the source, `seconds_left` None while unknown."""

    tensors_done: int
    tensors_total: int
    bytes_done: int
    bytes_total: int
    bytes_per_s: float
    seconds_left: float | None
    tensor: str
