"""One reading of the machine: memory, processor, disk."""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import psutil

from desktop_app.domain.machine import ComputeDevice, Machine
from desktop_app.hardware.nvidia import GpuSample, sample_nvidia

# the instruction sets that decide how fast llama.cpp computes, under the names that people know
_FEATURES = {
    "sse3": "SSE3", "pni": "SSE3", "ssse3": "SSSE3", "sse4_2": "SSE4.2", "avx": "AVX", "f16c": "F16C",
    "fma": "FMA", "bmi2": "BMI2", "avx2": "AVX2", "avx_vnni": "AVX-VNNI", "avx512f": "AVX-512",
    "avx512_vnni": "AVX-512 VNNI", "avx512_vbmi": "AVX-512 VBMI", "avx512_bf16": "AVX-512 BF16",
    "amx_int8": "AMX INT8", "amx_bf16": "AMX BF16", "asimd": "NEON", "asimddp": "DOTPROD",
    "i8mm": "I8MM", "sve": "SVE", "sve2": "SVE2", "sme": "SME",
}  # fmt: skip


def read_machine(folder: Path, devices: tuple[ComputeDevice, ...] = ()) -> Machine:
    """Measure now.

    Args:
        folder: whose disk is meant; it need not exist yet.
        devices: GPUs and accelerators as the engine sees them; a worker lists them.
    """
    memory = psutil.virtual_memory()
    disk = _disk(folder)
    logical = psutil.cpu_count() or 1
    return Machine(
        system=f"{platform.system()} {platform.release()}",
        cpu_name=cpu_name(),
        physical_cores=psutil.cpu_count(logical=False) or logical,
        logical_cores=logical,
        cpu_features=cpu_features(),
        ram_total_bytes=memory.total,
        ram_available_bytes=memory.available,
        disk_free_bytes=disk.free,
        disk_total_bytes=disk.total,
        devices=with_samples(devices, sample_nvidia()),
    )


def read_again(machine: Machine, folder: Path) -> Machine:
    """What changes while somebody looks: free memory of the computer and of NVIDIA GPUs, free disk. Cheap."""
    disk = _disk(folder)
    return replace(
        machine,
        ram_available_bytes=psutil.virtual_memory().available,
        disk_free_bytes=disk.free,
        disk_total_bytes=disk.total,
        devices=with_samples(machine.devices, sample_nvidia()),
    )


def with_samples(devices: Sequence[ComputeDevice], samples: Sequence[GpuSample]) -> tuple[ComputeDevice, ...]:
    """Devices with the free memory, load and driver that NVIDIA's library tells of them.

    The engine and the library count GPUs in an order of their own, so they are matched by name; GPUs of one
    name by their order, and not at all when the two do not see the same number of them.
    """
    left: dict[str, list[GpuSample]] = {}
    for sample in samples:
        left.setdefault(sample.name, []).append(sample)
    names = [device.description for device in devices]
    found = []
    for number, device in enumerate(devices):
        alike = left.get(device.description, [])
        if len(alike) != names.count(device.description):
            found.append(device)
            continue
        sample = alike[names[:number].count(device.description)]
        found.append(
            replace(
                device,
                memory_total_bytes=sample.memory_total_bytes,
                memory_free_bytes=max(0, sample.memory_total_bytes - sample.memory_used_bytes),
                utilization_percent=sample.utilization_percent,
                driver=sample.driver,
            )
        )
    return tuple(found)


def _disk(folder: Path) -> Any:
    place = next((p for p in (folder, *folder.parents) if p.exists()), Path.cwd())
    return shutil.disk_usage(place)


@cache
def cpu_name() -> str:
    """The processor's marketing name, or what the platform says of it."""
    if sys.platform == "darwin":
        return _sysctl("machdep.cpu.brand_string") or platform.processor()
    if sys.platform == "win32":
        return _windows_cpu_name() or platform.processor()
    return parse_cpuinfo(_cpuinfo())[0] or platform.processor() or platform.machine()


@cache
def cpu_features() -> tuple[str, ...]:
    """Instruction sets that matter for speed; empty where the system does not tell."""
    if sys.platform == "darwin":
        words = (_sysctl("machdep.cpu.features") + " " + _sysctl("machdep.cpu.leaf7_features")).lower()
        return _known_features(words.replace(".", "_").split()) or ("NEON",)
    if sys.platform == "win32":
        return ()
    return parse_cpuinfo(_cpuinfo())[1]


def parse_cpuinfo(text: str) -> tuple[str, tuple[str, ...]]:
    """Name and features from Linux's /proc/cpuinfo."""
    name, words = "", []
    for line in text.splitlines():
        key, _, value = line.partition(":")
        key = key.strip().lower()
        if key in ("model name", "hardware", "cpu model") and not name:
            name = value.strip()
        elif key in ("flags", "features") and not words:
            words = value.split()
    return name, _known_features(words)


def _known_features(words: list[str]) -> tuple[str, ...]:
    there = set(words)
    return tuple(dict.fromkeys(label for word, label in _FEATURES.items() if word in there))


def _cpuinfo() -> str:
    try:
        return Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _sysctl(name: str) -> str:
    result = subprocess.run(["sysctl", "-n", name], capture_output=True, text=True, check=False)
    return result.stdout.strip()


def _windows_cpu_name() -> str:
    if sys.platform != "win32":
        return ""
    import winreg

    key = r"HARDWARE\DESCRIPTION\System\CentralProcessor\0"
    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, key) as opened:
            return str(winreg.QueryValueEx(opened, "ProcessorNameString")[0]).strip()
    except OSError:
        return ""
