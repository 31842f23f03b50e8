"""What a model really took: the growth of this process, and of what the GPUs have in use."""

from __future__ import annotations

import sys
from pathlib import Path

import psutil

from desktop_app.worker.devices import list_devices


class PeakMemory:
    """Measures from its construction on, which is before a load."""

    def __init__(self) -> None:
        _reset_peak()
        self._rss_bytes = psutil.Process().memory_info().rss
        self._vram_free_bytes = _vram_free()
        self._vram_bytes = 0

    def ram_bytes(self) -> int:
        """The most that this process has grown by."""
        return max(0, _peak_rss() - self._rss_bytes)

    def vram_bytes(self) -> int:
        """The most that was seen in use on the GPUs beyond what was before; other programs count too."""
        self._vram_bytes = max(self._vram_bytes, self._vram_free_bytes - _vram_free())
        return self._vram_bytes


def _vram_free() -> int:
    return sum(device.memory_free_bytes for device in list_devices())


def _reset_peak() -> None:
    """Linux lets a process forget its earlier peak."""
    try:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    except OSError:
        pass


def _peak_rss() -> int:
    if sys.platform.startswith("linux"):
        for line in Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return 1024 * int(line.split()[1])
    if sys.platform == "darwin":
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    info = psutil.Process().memory_info()
    return getattr(info, "peak_wset", info.rss)
