"""Does a model fit this machine: what it needs, what there is, and the verdict."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """Best to worst."""

    FITS_GPU = "fits_gpu"
    FITS_GPU_AND_RAM = "fits_gpu_and_ram"
    FITS_RAM = "fits_ram"
    TIGHT = "tight"
    DOES_NOT_FIT = "does_not_fit"


@dataclass(frozen=True, slots=True)
class MemoryNeed:
    """Bytes that a loaded model takes in one place (host RAM, or one GPU)."""

    weights_bytes: int = 0
    kv_bytes: int = 0
    compute_bytes: int = 0
    other_bytes: int = 0

    @property
    def total_bytes(self) -> int:
        return self.weights_bytes + self.kv_bytes + self.compute_bytes + self.other_bytes


@dataclass(frozen=True, slots=True)
class FitRow:
    """One quant type of one model on this machine at `n_ctx`.

    `ram` and `vram` are what the engine's dry allocation says for `n_gpu_layers`; `reason` is one plain
    sentence for the verdict.
    """

    quant_type: str
    file_bytes: int
    bits_per_weight: float
    n_ctx: int
    n_gpu_layers: int
    ram: MemoryNeed
    vram: MemoryNeed
    verdict: Verdict
    reason: str
    recommended: bool = False
