"""The computer as the engine sees it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class DeviceKind(StrEnum):
    """ggml's device classes."""

    CPU = "cpu"
    GPU = "gpu"
    INTEGRATED_GPU = "igpu"
    ACCELERATOR = "accel"


@dataclass(frozen=True, slots=True)
class ComputeDevice:
    """One device as `ggml_backend_dev_*` reports it; memory in bytes, `driver` "" when not known."""

    name: str
    description: str
    kind: DeviceKind
    backend: str
    memory_total_bytes: int
    memory_free_bytes: int
    utilization_percent: float | None = None
    driver: str = ""


@dataclass(frozen=True, slots=True)
class Machine:
    """One reading of the machine; `devices` holds GPUs and accelerators, not the CPU.

    `memory_bandwidth` is what reading memory with all cores was measured at, in bytes per second; 0 when it
    was not measured. `engine` is the engine's name and version, `cpu_variant` which of its code for
    processors runs here, "" for an engine that was built for one computer. `architectures` are the classes of
    config.json that can be converted.
    """

    system: str
    cpu_name: str
    physical_cores: int
    logical_cores: int
    cpu_features: tuple[str, ...]
    ram_total_bytes: int
    ram_available_bytes: int
    disk_free_bytes: int
    disk_total_bytes: int
    devices: tuple[ComputeDevice, ...] = ()
    memory_bandwidth: float = 0.0
    engine: str = ""
    cpu_variant: str = ""
    architectures: tuple[str, ...] = ()

    @property
    def gpus(self) -> tuple[ComputeDevice, ...]:
        return tuple(d for d in self.devices if d.kind in (DeviceKind.GPU, DeviceKind.INTEGRATED_GPU))
