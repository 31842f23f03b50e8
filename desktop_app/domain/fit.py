"""Does a model fit this machine: what it needs, what there is, and the verdict."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop_app.domain.quantization import find_quant_type, is_recommendable
from desktop_app.domain.speed import SpeedRange

if TYPE_CHECKING:
    from desktop_app.domain.machine import Machine

# the system and other programs go on needing memory while a model answers
_RAM_RESERVE_FRACTION = 0.05
_RAM_RESERVE_LEAST = 512 * 1024 * 1024
_TIGHT_FRACTION = 0.90
VRAM_RESERVE_BYTES = 256 * 1024 * 1024  # a driver's own and the desktop's


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
    """One quant type of one model on this machine at `n_ctx`, which is at most the model's limit.

    `ram` and `vram` are what the engine's dry allocation says for `n_gpu_layers` and a KV cache of
    `kv_type`; `reason` is one plain sentence for the verdict; `note` is one about weights that are quantized
    already, "" for original ones. `speed` is None where nothing is known of the memory's speed.
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
    note: str = ""
    kv_type: str = "f16"
    speed: SpeedRange | None = None


def usable_ram_bytes(machine: Machine) -> int:
    """What a model may take of the memory that is available now."""
    reserve = max(_RAM_RESERVE_LEAST, int(machine.ram_total_bytes * _RAM_RESERVE_FRACTION))
    return max(0, machine.ram_available_bytes - reserve)


def usable_vram_bytes(machine: Machine) -> int:
    """What a model may take of the GPUs' free memory, all of them together."""
    return sum(max(0, gpu.memory_free_bytes - VRAM_RESERVE_BYTES) for gpu in machine.gpus)


def judge(ram: MemoryNeed, vram: MemoryNeed, machine: Machine, *, is_all_on_gpu: bool) -> tuple[Verdict, str]:
    """The verdict and one sentence for it.

    Args:
        ram: what the model takes in the computer's memory.
        vram: what it takes on the GPUs, 0 when it does not use them.
        machine: this computer now.
        is_all_on_gpu: every layer is on a GPU.
    """
    usable, need = usable_ram_bytes(machine), ram.total_bytes
    free = f"{gigabytes(machine.ram_available_bytes)} of memory are free"
    if need > usable:
        if need > machine.ram_total_bytes:
            return Verdict.DOES_NOT_FIT, (
                f"Needs {gigabytes(need)}; this computer has {gigabytes(machine.ram_total_bytes)}."
            )
        return Verdict.DOES_NOT_FIT, f"Needs {gigabytes(need)}; {free}."
    if need > usable * _TIGHT_FRACTION:
        return Verdict.TIGHT, f"Needs {gigabytes(need)}; {free}. Close other programs first."
    if vram.total_bytes and is_all_on_gpu:
        return Verdict.FITS_GPU, (
            f"All of it fits the GPU: {gigabytes(vram.total_bytes)} of "
            f"{gigabytes(usable_vram_bytes(machine))}."
        )
    if vram.total_bytes:
        return Verdict.FITS_GPU_AND_RAM, (
            f"{gigabytes(vram.total_bytes)} on the GPU and {gigabytes(need)} in memory."
        )
    return Verdict.FITS_RAM, f"Needs {gigabytes(need)}; {free}."


def judge_again(row: FitRow, machine: Machine) -> FitRow:
    """A row that is known, with the verdict for the memory that is free now."""
    is_all_on_gpu = row.verdict is Verdict.FITS_GPU
    verdict, reason = judge(row.ram, row.vram, machine, is_all_on_gpu=is_all_on_gpu)
    return replace(row, verdict=verdict, reason=reason, recommended=False)


def with_projector(row: FitRow, projector_bytes: int, machine: Machine) -> FitRow:
    """The row of a model that is loaded with a projector, which takes memory of its own; 0 bytes for none."""
    if not projector_bytes:
        return row
    ram, vram = row.ram, row.vram
    if row.n_gpu_layers > 0:
        vram = replace(vram, other_bytes=vram.other_bytes + projector_bytes)
    else:
        ram = replace(ram, other_bytes=ram.other_bytes + projector_bytes)
    size_bytes = row.file_bytes + projector_bytes
    return judge_again(replace(row, ram=ram, vram=vram, file_bytes=size_bytes), machine)


def recommend(rows: tuple[FitRow, ...]) -> tuple[FitRow, ...]:
    """The rows with one of them marked: the closest to the original that fits, better on the GPU.

    8-bit is the most that is suggested: beyond it nobody notices a difference, and speed halves.
    """
    best: FitRow | None = None
    for row in rows:
        if row.verdict in (Verdict.DOES_NOT_FIT, Verdict.TIGHT) or not is_recommendable(row.quant_type):
            continue
        if best is None or _preference(row) > _preference(best):
            best = row
    return tuple(replace(row, recommended=row is best) for row in rows)


def explain_recommendation(rows: tuple[FitRow, ...]) -> str:
    """One sentence for the marked row, or why none is marked; "" without rows."""
    if not rows:
        return ""
    row = next((r for r in rows if r.recommended), None)
    if row is None:
        least = min(rows, key=lambda r: r.ram.total_bytes + r.vram.total_bytes)
        need = least.ram.total_bytes + least.vram.total_bytes
        return (
            f"No type fits this computer well at a context of {row_ctx(rows)} tokens; the smallest, "
            f"{least.quant_type}, needs {gigabytes(need)}. Choose a smaller model or a shorter context."
        )
    quant = find_quant_type(row.quant_type)
    title = quant.title.split(",")[0] if quant else row.quant_type
    where = {
        Verdict.FITS_GPU: "fits your GPU completely",
        Verdict.FITS_GPU_AND_RAM: "fits your GPU and memory together",
    }.get(row.verdict, "fits your memory")
    return (
        f"{title} ({row.quant_type}) is the closest to the original that {where} with room for "
        f"{row.n_ctx:,} tokens of context."
    )


def row_ctx(rows: tuple[FitRow, ...]) -> str:
    return f"{rows[0].n_ctx:,}"


def gigabytes(n_bytes: int) -> str:
    """A size for people, decimal units."""
    return f"{n_bytes / 1e9:.1f} GB" if n_bytes >= 1e9 else f"{n_bytes / 1e6:.0f} MB"


def _preference(row: FitRow) -> tuple[int, int]:
    places = {Verdict.FITS_GPU: 2, Verdict.FITS_GPU_AND_RAM: 1, Verdict.FITS_RAM: 1}
    quant = find_quant_type(row.quant_type)
    # a GPU that holds everything is worth more than bits, but not fewer than four of them
    on_gpu = places[row.verdict] if quant and quant.bits >= 4 else 1
    return on_gpu, quant.rank if quant else 0
