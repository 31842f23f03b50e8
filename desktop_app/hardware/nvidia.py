"""Memory and load of NVIDIA GPUs, where the driver is there."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import cache
from typing import Any

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class GpuSample:
    """One GPU now."""

    name: str
    memory_used_bytes: int
    memory_total_bytes: int
    utilization_percent: float | None
    driver: str = ""


def sample_nvidia() -> tuple[GpuSample, ...]:
    """All NVIDIA GPUs; none without a driver."""
    nvml = _library()
    if nvml is None:
        return ()
    samples = []
    try:
        driver = str(nvml.nvmlSystemGetDriverVersion())
        for index in range(nvml.nvmlDeviceGetCount()):
            handle = nvml.nvmlDeviceGetHandleByIndex(index)
            memory = nvml.nvmlDeviceGetMemoryInfo(handle)
            name = nvml.nvmlDeviceGetName(handle)
            load = _utilization(nvml, handle)
            samples.append(GpuSample(str(name), memory.used, memory.total, load, driver))
    except nvml.NVMLError as error:
        _log.warning("NVIDIA's library does not answer: %s", error)
    return tuple(samples)


def _utilization(nvml: Any, handle: Any) -> float | None:
    try:
        return float(nvml.nvmlDeviceGetUtilizationRates(handle).gpu)
    except nvml.NVMLError:
        return None  # partitioned and some older GPUs do not tell


@cache
def _library() -> Any:
    try:
        import pynvml
    except ImportError:
        return None
    try:
        pynvml.nvmlInit()
    except pynvml.NVMLError:
        return None
    return pynvml
