"""What the wizard says, as pure functions of what it knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.domain.repository import conversion_files
from desktop_app.ui import format as fmt

if TYPE_CHECKING:
    from desktop_app.domain.fit import FitRow
    from desktop_app.domain.jobs import JobView
    from desktop_app.domain.machine import Machine
    from desktop_app.services.states import SourceState

WINDOW_BYTES = 512 * 1024 * 1024  # of weights that pass through; a single larger tensor needs more
STEPS = ("Model", "Precision", "Where it runs", "Make")
_STAGES = {
    "plan": "Preparing",
    "quantize": "Quantizing",
    "load": "Loading",
}


def derive_stage(stage: str) -> str:
    """A stage of a job in plain words."""
    return _STAGES.get(stage, stage)


def derive_progress(job: JobView) -> str:
    """One line for a running job: what, how much, how fast, how long."""
    step = job.progress
    parts = [derive_stage(step.stage)]
    if step.total:
        if step.unit == "bytes":
            parts.append(fmt.memory_text(step.done, step.total))
        else:
            parts.append(f"{step.done} of {step.total} {step.unit}")
    if step.per_second > 0:
        parts.append(fmt.rate_text(step.per_second, step.unit))
    if step.seconds_left is not None:
        parts.append(fmt.time_left_text(step.seconds_left))
    return "  ·  ".join(parts)


def derive_download_bytes(state: SourceState) -> int:
    """Bytes that a conversion has to bring to this computer first."""
    if state.is_local or state.detail is None:
        return 0
    return sum(f.size_bytes for f in conversion_files(state.detail))


def derive_disk_text(row: FitRow, download_bytes: int, machine: Machine | None, *, keeps: bool) -> str:
    """What the disk must hold, and whether it can."""
    text = f"The file takes {fmt.bytes_text(row.file_bytes)}."
    if download_bytes and keeps:
        text += f" {fmt.bytes_text(download_bytes)} of original weights are downloaded and stay on the disk."
    elif download_bytes:
        window = fmt.bytes_text(min(WINDOW_BYTES, download_bytes))
        text += (
            f" {fmt.bytes_text(download_bytes)} of original weights pass through, of which at most about "
            f"{window} are on the disk at a time."
        )
    needed = derive_needed_bytes(row, download_bytes, keeps=keeps)
    if machine is not None:
        text += f" {fmt.bytes_text(machine.disk_free_bytes)} are free."
        if needed > machine.disk_free_bytes:
            text += " That is not enough: free some space or choose another models folder in the settings."
    return text


def derive_needed_bytes(row: FitRow, download_bytes: int, *, keeps: bool) -> int:
    """What the disk must hold: the file, and the weights or the part of them that passes through."""
    return row.file_bytes + (download_bytes if keeps else min(WINDOW_BYTES, download_bytes))


def derive_has_room(row: FitRow, download_bytes: int, machine: Machine | None, *, keeps: bool) -> bool:
    """Whether the disk can hold the work; true while the disk is not known yet."""
    needed = derive_needed_bytes(row, download_bytes, keeps=keeps)
    return machine is None or needed <= machine.disk_free_bytes


def derive_memory_lines(row: FitRow) -> list[tuple[str, str]]:
    """Where the memory goes, as (value, caption)."""
    parts = (
        ("weights", row.ram.weights_bytes + row.vram.weights_bytes),
        ("context", row.ram.kv_bytes + row.vram.kv_bytes),
        ("computing", row.ram.compute_bytes + row.vram.compute_bytes),
        ("other", row.ram.other_bytes + row.vram.other_bytes),
    )
    total = row.ram.total_bytes + row.vram.total_bytes
    return [(fmt.bytes_text(total), "in all"), *((fmt.bytes_text(n), name) for name, n in parts)]
