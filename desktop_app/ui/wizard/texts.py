"""What the wizard says, as pure functions of what it knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop_app.domain.repository import conversion_files
from desktop_app.ui import format as fmt

if TYPE_CHECKING:
    from desktop_app.domain.fit import FitRow
    from desktop_app.domain.jobs import JobView
    from desktop_app.domain.machine import Machine
    from desktop_app.services.states import SourceState

WINDOW_BYTES = 512 * 1024 * 1024  # of weights that pass through; a single larger tensor needs more


def _tr(text: str) -> str:
    return QCoreApplication.translate("wizard", text)


def step_names() -> tuple[str, ...]:
    """What the steps are called, in their order."""
    return (_tr("Model"), _tr("Precision"), _tr("Where it runs"), _tr("Make"))


def derive_stage(stage: str) -> str:
    """A stage of a job in plain words."""
    return {
        "plan": _tr("Preparing"),
        "quantize": _tr("Quantizing"),
        "load": _tr("Loading"),
        "download": _tr("Downloading"),
        "verify": _tr("Checking"),
        "copy": _tr("Copying"),
        "Waiting": _tr("Waiting"),
        "Starting": _tr("Starting"),
        "Downloading": _tr("Downloading"),
        "Checking": _tr("Checking"),
        "Comparing": _tr("Comparing"),
        "Reading headers": _tr("Reading headers"),
        "Done": _tr("Done"),
    }.get(stage, stage)


def derive_progress(job: JobView) -> str:
    """One line for a running job: what, how much, how fast, how long."""
    step = job.progress
    parts = [derive_stage(step.stage)]
    if step.total:
        if step.unit == "bytes":
            parts.append(fmt.memory_text(step.done, step.total))
        else:
            parts.append(fmt.progress_text(step.done, step.total, step.unit))
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
    size = fmt.bytes_text(download_bytes)
    sentences = [_tr("The file takes {size}.").format(size=fmt.bytes_text(row.file_bytes))]
    if download_bytes and keeps:
        sentences.append(
            _tr("{size} of original weights are downloaded and stay on the disk.").format(size=size)
        )
    elif download_bytes:
        sentences.append(
            _tr(
                "{size} of original weights pass through, of which at most about {window} are on the disk "
                "at a time."
            ).format(size=size, window=fmt.bytes_text(min(WINDOW_BYTES, download_bytes)))
        )
    needed = derive_needed_bytes(row, download_bytes, keeps=keeps)
    if machine is not None:
        sentences.append(_tr("{size} are free.").format(size=fmt.bytes_text(machine.disk_free_bytes)))
        if needed > machine.disk_free_bytes:
            sentences.append(
                _tr("That is not enough: free some space or choose another models folder in the settings.")
            )
    return " ".join(sentences)


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
        (_tr("weights"), row.ram.weights_bytes + row.vram.weights_bytes),
        (_tr("context"), row.ram.kv_bytes + row.vram.kv_bytes),
        (_tr("computing"), row.ram.compute_bytes + row.vram.compute_bytes),
        (_tr("other"), row.ram.other_bytes + row.vram.other_bytes),
    )
    total = row.ram.total_bytes + row.vram.total_bytes
    return [(fmt.bytes_text(total), _tr("in all")), *((fmt.bytes_text(n), name) for name, n in parts)]
