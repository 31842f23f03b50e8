"""What the window's frame says; pure functions of service states."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop_app.services.states import ChatState, MetricsReading, ModelState
from desktop_app.ui import format as fmt

if TYPE_CHECKING:
    from desktop_app.domain.jobs import JobView
    from desktop_app.domain.machine import Machine


def _tr(text: str) -> str:
    return QCoreApplication.translate("window", text)


def derive_running_jobs(jobs: tuple[JobView, ...]) -> int:
    """How many jobs run or wait: the badge in the sidebar."""
    return sum(job.state.is_working for job in jobs)


def derive_status_parts(
    chat: ChatState, reading: MetricsReading, machine: Machine | None
) -> tuple[tuple[str, str], ...]:
    """The machine in one line: (caption, value) pairs; a caption may be empty."""
    if chat.model is None or chat.model_state is ModelState.NONE:
        name = _tr("No model loaded")
    else:
        name = {
            ModelState.LOADING: _tr("Loading {name}…"),
            ModelState.CRASHED: _tr("{name} (stopped)"),
            ModelState.FAILED: _tr("{name} (not loaded)"),
        }.get(chat.model_state, "{name}").format(name=chat.model.name)
    parts = [("", name)]
    if chat.model_state is ModelState.READY:
        parts.append((_tr("Speed"), fmt.tokens_rate_text(chat.tokens_per_s)))
        parts.append((_tr("Model memory"), fmt.bytes_text(reading.worker_bytes)))
    total = reading.ram_total_bytes or (machine.ram_total_bytes if machine else 0)
    if total:
        used = reading.ram_used_bytes or (total - machine.ram_available_bytes if machine else 0)
        parts.append((_tr("RAM"), fmt.memory_text(used, total)))
    parts += [(_tr("VRAM"), fmt.memory_text(d.used_bytes, d.total_bytes)) for d in reading.devices]
    return tuple(parts)


def derive_status_text(parts: tuple[tuple[str, str], ...]) -> str:
    """The same as one text."""
    return "   ·   ".join(f"{caption} {value}".strip() for caption, value in parts)


@dataclass(frozen=True, slots=True)
class CloseQuestion:
    """What is asked when the window is closed during work."""

    title: str
    text: str


def derive_close_question(running_jobs: int) -> CloseQuestion | None:
    """The question before closing, or None when nothing would be interrupted."""
    if running_jobs == 0:
        return None
    what = _tr("A job is still running.") if running_jobs == 1 else _tr("{n} jobs are not finished.")
    return CloseQuestion(
        what.format(n=running_jobs),
        _tr("Closing pauses the work. It is there at the next start and goes on where it was."),
    )
