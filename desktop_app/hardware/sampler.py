"""Numbers that change: memory and load of the system, of one process, of the GPUs. Cheap enough for 4 Hz."""

from __future__ import annotations

from dataclasses import dataclass

import psutil

from desktop_app.hardware.nvidia import GpuSample, sample_nvidia


@dataclass(frozen=True, slots=True)
class ProcessSample:
    """Resident memory of one process."""

    rss_bytes: int


@dataclass(frozen=True, slots=True)
class SystemSample:
    """The whole machine; `cpu_percent` is since the sample before."""

    ram_used_bytes: int
    ram_total_bytes: int
    cpu_percent: float
    devices: tuple[GpuSample, ...]


def sample_process(pid: int) -> ProcessSample | None:
    """The process now, None when it is gone."""
    try:
        return ProcessSample(psutil.Process(pid).memory_info().rss)
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return None


def sample_system() -> SystemSample:
    memory = psutil.virtual_memory()
    return SystemSample(
        ram_used_bytes=memory.total - memory.available,
        ram_total_bytes=memory.total,
        cpu_percent=psutil.cpu_percent(interval=None),
        devices=sample_nvidia(),
    )
