"""Refuses a load that cannot work, before the system begins to kill processes for it."""

from __future__ import annotations

from typing import Any

import psutil

from desktop_app.domain.chat import LoadSettings
from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.worker.dry_allocation import allocate_dry
from desktop_app.worker.gguf_check import GgufFile


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


def check_context(lib: Any, header: GgufFile, settings: LoadSettings) -> None:
    """Raise when the context alone is larger than the free memory.

    The engine's own dry allocation is exact but reads the header again, so it is asked only where the
    simplest bound (every head has its own keys and values, four bytes each) does not settle the matter.
    """
    available_bytes = psutil.virtual_memory().available
    trained, layers, width = (
        header.values.get(f"{header.architecture}.{key}")
        for key in ("context_length", "block_count", "embedding_length")
    )
    if isinstance(trained, int) and isinstance(layers, int) and isinstance(width, int):
        n_ctx = min(settings.n_ctx or trained, trained)
        if n_ctx * layers * width * 2 * 4 < available_bytes:
            return
    try:
        need = allocate_dry(header.path, settings)
    except BitsmithError:
        return  # the real load fails too, and its log says more
    # with a GPU, the cache is where the layers are
    needed_bytes = need.host_compute_bytes + (0 if lib.llama_supports_gpu_offload() else need.kv_bytes)
    if needed_bytes > available_bytes:
        raise BitsmithError(
            ErrorKind.OUT_OF_MEMORY,
            f"There is not enough memory for a context of {settings.n_ctx:,} tokens.",
            f"It takes {_gb(needed_bytes)} beside the weights; {_gb(available_bytes)} are free.",
            "Choose a shorter context or a KV cache of fewer bits, or close other programs.",
        )


def _gb(n_bytes: int) -> str:
    return f"{n_bytes / 1e9:.1f} GB"
