"""What a load takes, and the settings nearest to the wanted ones that fit the memory that is free."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import psutil

from desktop_app.domain.chat import LoadForecast, LoadSettings
from desktop_app.domain.errors import BitsmithError
from desktop_app.domain.fit import VRAM_RESERVE_BYTES, MemoryNeed
from desktop_app.domain.machine import DeviceKind
from desktop_app.worker.devices import list_devices
from desktop_app.worker.dry_allocation import ContextTooLongError, DryAllocation, allocate_dry
from desktop_app.worker.fit import memory_needs, weights_of

_RAM_RESERVE_FRACTION = 0.05
_RAM_RESERVE_LEAST = 512 * 1024 * 1024
_TIGHT_FRACTION = 0.90
_LOWER_KV_TYPE = "q8_0"
_PLAIN_KV_TYPES = ("f32", "f16", "bf16")
_LEAST_CTX = 512
_CTX_STEP = 256


@dataclass(frozen=True, slots=True)
class FreeMemory:
    """Bytes that a model may take: of the computer, and of all GPUs together; `ram_total` is for context."""

    ram_bytes: int
    ram_total_bytes: int
    vram_bytes: int = 0

    @property
    def usable_ram_bytes(self) -> int:
        """Less what the system and other programs go on needing."""
        reserve = max(_RAM_RESERVE_LEAST, int(self.ram_total_bytes * _RAM_RESERVE_FRACTION))
        return max(0, self.ram_bytes - reserve)


def free_memory(freed_ram_bytes: int = 0, freed_vram_bytes: int = 0) -> FreeMemory:
    """As measured now, with what another model is going to give back."""
    memory = psutil.virtual_memory()
    gpus = [d for d in list_devices() if d.kind in (DeviceKind.GPU, DeviceKind.INTEGRATED_GPU)]
    vram = sum(max(0, gpu.memory_free_bytes - VRAM_RESERVE_BYTES) for gpu in gpus)
    return FreeMemory(
        min(memory.total, memory.available + freed_ram_bytes),
        memory.total,
        vram + freed_vram_bytes if gpus else 0,
    )


def forecast(
    files: Sequence[Path], settings: LoadSettings, free: FreeMemory, projector_bytes: int = 0
) -> LoadForecast:
    """What loading `files` takes with `settings`, or with those nearest to them that fit.

    Args:
        files: the GGUF, or all its shards.
        settings: as wanted; with `fits_memory` off they are used as they are.
        free: what there is.
        projector_bytes: weights of the projector that is loaded beside the model.

    Raises:
        BitsmithError: the engine does not take this model or context.
    """
    return _Forecaster(files, settings, free, projector_bytes).best()


class _Forecaster:
    def __init__(
        self, files: Sequence[Path], settings: LoadSettings, free: FreeMemory, projector_bytes: int
    ) -> None:
        self._files = files
        self._wanted = settings
        self._free = free
        self._weights = tuple(weight for path in files for weight in weights_of(path))
        self._adapters_bytes = sum(_size(adapter.path) for adapter in settings.adapters)
        self._projector_bytes = projector_bytes
        self._dry: dict[tuple[Any, ...], DryAllocation] = {}

    def best(self) -> LoadForecast:
        wanted = self._bounded(self._wanted)
        wanted = replace(wanted, n_ctx=self._allocation(wanted).n_ctx)
        if not wanted.fits_memory:
            return self._made(wanted)
        first = self._with_layers(wanted)
        if self._fits(first):
            return self._made(first)
        tried = [first]
        if wanted.kv_type in _PLAIN_KV_TYPES and not wanted.v_type:
            lower = self._lower_kv(wanted)
            if lower is not None:
                if self._fits(lower):
                    return self._made(lower)
                tried.append(lower)
        shorter = self._shorter(tried[-1], self._fits)
        if shorter is not None:
            return self._made(shorter)
        # the weights alone are too much: a mapped file can be larger than the memory, all else cannot
        if self._is_loadable(first):
            return self._made(first)
        shorter = self._shorter(tried[-1], self._is_loadable)
        return self._made(shorter or first)

    def _bounded(self, settings: LoadSettings) -> LoadSettings:
        """With a context that the engine can be asked for."""
        try:
            self._allocation(settings)
        except ContextTooLongError as error:
            if not settings.fits_memory:
                raise
            return replace(settings, n_ctx=error.most // _CTX_STEP * _CTX_STEP)
        return settings

    # --- candidates -------------------------------------------------------------------------------

    def _with_layers(self, settings: LoadSettings) -> LoadSettings:
        """As many layers on the GPUs as they hold, at most those wanted."""
        most = self._allocation(settings).n_layers
        if settings.n_gpu_layers >= 0:
            most = min(most, settings.n_gpu_layers)
        if self._free.vram_bytes <= 0:
            # without a GPU the engine offloads nothing, whatever the number is
            return settings
        low, high = 0, most
        while low < high:
            middle = (low + high + 1) // 2
            if self._needs(replace(settings, n_gpu_layers=middle))[1].total_bytes <= self._free.vram_bytes:
                low = middle
            else:
                high = middle - 1
        return settings if low == most else replace(settings, n_gpu_layers=low)

    def _lower_kv(self, settings: LoadSettings) -> LoadSettings | None:
        lower = replace(settings, kv_type=_LOWER_KV_TYPE)
        try:
            return self._with_layers(lower)
        except BitsmithError:
            return None  # the sizes of this model's heads do not allow it

    def _shorter(self, settings: LoadSettings, is_enough: Any) -> LoadSettings | None:
        """The longest shorter context that is enough, None when not even the shortest is."""
        low, high = _LEAST_CTX // _CTX_STEP, (settings.n_ctx - 1) // _CTX_STEP
        best = None
        while low <= high:
            middle = (low + high) // 2
            tried = self._with_layers(replace(settings, n_ctx=middle * _CTX_STEP))
            if is_enough(tried):
                best, low = tried, middle + 1
            else:
                high = middle - 1
        return best

    # --- judging ----------------------------------------------------------------------------------

    def _fits(self, settings: LoadSettings) -> bool:
        ram, _vram = self._needs(settings)
        return ram.total_bytes <= self._free.usable_ram_bytes and self._fits_vram(settings)

    def _is_loadable(self, settings: LoadSettings) -> bool:
        """Whether what the system cannot take from a mapped file at any time fits."""
        ram, vram = self._needs(settings)
        locked = ram.total_bytes
        if settings.use_mmap:
            total = sum(weight.n_bytes for weight in self._weights)
            locked -= min(ram.weights_bytes, max(0, total - vram.weights_bytes))
        return locked <= self._free.ram_bytes and self._fits_vram(settings)

    def _fits_vram(self, settings: LoadSettings) -> bool:
        return self._needs(settings)[1].total_bytes <= max(0, self._free.vram_bytes)

    def _made(self, used: LoadSettings) -> LoadForecast:
        ram, vram = self._needs(used)
        usable = self._free.usable_ram_bytes
        return LoadForecast(
            asked=self._wanted,
            used=used,
            n_layers=self._allocation(used).n_layers,
            ram=ram,
            vram=vram,
            ram_free_bytes=self._free.ram_bytes,
            vram_free_bytes=self._free.vram_bytes,
            fits=self._is_loadable(used),
            is_tight=ram.total_bytes > usable * _TIGHT_FRACTION,
        )

    # --- the engine's numbers ---------------------------------------------------------------------

    def _needs(self, settings: LoadSettings) -> tuple[MemoryNeed, MemoryNeed]:
        dry = self._allocation(settings)
        n_gpu_layers = settings.n_gpu_layers
        if self._free.vram_bytes <= 0:
            n_gpu_layers = 0
        elif n_gpu_layers < 0:
            n_gpu_layers = dry.n_layers
        ram, vram = memory_needs(self._weights, dry, min(n_gpu_layers, dry.n_layers))
        ram = replace(ram, other_bytes=ram.other_bytes + self._adapters_bytes)
        if n_gpu_layers > 0:
            return ram, replace(vram, other_bytes=vram.other_bytes + self._projector_bytes)
        return replace(ram, other_bytes=ram.other_bytes + self._projector_bytes), vram

    def _allocation(self, settings: LoadSettings) -> DryAllocation:
        key = (
            settings.n_ctx,
            settings.kv_type,
            settings.v_type,
            settings.n_gpu_layers if self._free.vram_bytes > 0 else 0,
        )
        if key not in self._dry:
            self._dry[key] = allocate_dry(self._files[0], settings)
        return self._dry[key]


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except OSError:
        return 0  # the load says what is wrong with it
