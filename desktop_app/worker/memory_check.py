"""Refuses a load that cannot work, before the system begins to kill processes for it."""

from __future__ import annotations

from typing import Any

import psutil

from desktop_app.domain.chat import LoadForecast
from desktop_app.domain.errors import BitsmithError, ErrorKind


def check_weights(lib: Any, name: str, weights_bytes: int) -> None:
    """Raise when the weights are larger than all memory; what is only tight is the person's choice."""
    total_bytes = psutil.virtual_memory().total
    if lib.llama_supports_gpu_offload() or weights_bytes <= total_bytes:
        return
    raise BitsmithError(
        ErrorKind.OUT_OF_MEMORY,
        f"{name} does not fit into this computer.",
        f"Its weights take {_gb(weights_bytes)}; the computer has {_gb(total_bytes)}.",
        "Choose fewer bits, or a smaller model.",
    )


def check_forecast(forecast: LoadForecast) -> None:
    """Raise when what cannot be read again from the file is larger than the free memory."""
    if forecast.fits:
        return
    used, ram, vram = forecast.used, forecast.ram, forecast.vram
    place, need = "memory", ram
    free = forecast.ram_free_bytes
    if vram.total_bytes > max(0, forecast.vram_free_bytes):
        place, need, free = "memory of the GPU", vram, max(0, forecast.vram_free_bytes)
    is_beside = need is ram and used.use_mmap
    besides = need.total_bytes - (need.weights_bytes if is_beside else 0)
    raise BitsmithError(
        ErrorKind.OUT_OF_MEMORY,
        f"There is not enough {place} for a context of {used.n_ctx:,} tokens.",
        f"It takes {_gb(besides)} {'beside' if is_beside else 'with'} the weights; {_gb(free)} are free.",
        "Choose a shorter context or a KV cache of fewer bits, or close other programs.",
    )


def _gb(n_bytes: int) -> str:
    return f"{n_bytes / 1e9:.1f} GB"
