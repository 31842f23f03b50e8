"""What a context would take, from the engine itself: a load without weights (`no_alloc`)."""

from __future__ import annotations

import ctypes
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from converters.engine import capture_log, load_engine
from desktop_app.domain.chat import LoadSettings
from desktop_app.domain.errors import BitsmithError, ErrorKind

_MIB = 1024 * 1024
# llama_kv_cache: size =   45.00 MiB (  2048 cells, ...   and   llama_memory_recurrent: size = ...
_MEMORY = re.compile(r"^llama_(kv_cache|memory_recurrent)\S*:\s+size =\s*([\d.]+) MiB \(\s*(\d+) cells")
# llama_kv_cache_iswa: creating     SWA KV cache, size = 768 cells   and   ... creating non-SWA KV cache, ...
_WINDOW = re.compile(r"^llama_kv_cache_iswa: creating\s+(non-)?SWA KV cache")
# sched_reserve:        CUDA0 compute buffer size =   102.51 MiB
_COMPUTE = re.compile(r"^\S+:\s+(\S+)\s+(compute|output) buffer size =\s*([\d.]+) MiB")
_OFFLOADED = re.compile(r"offloaded (\d+)/(\d+) layers to GPU")
# of each token: its position, two more and a shift, and which sequences it is in (`llama_kv_cells`)
_CELL_BYTES = 48
# that much of the free memory may go into asking; contexts of 10 million tokens take half a gigabyte
_CELLS_SHARE = 16
_HOST_BUFFERS = ("CPU", "BLAS", "AMX")
# what an answer takes beside all that: the engine's code that a load has not run (2 MB), the sampler's list
# of candidates, scratch memory of products, the texts; measured as 3.5 to 4.6 MB (`./dev bench fit`)
_ANSWER_BYTES = 4_000_000


@dataclass(frozen=True, slots=True)
class DryAllocation:
    """One context without weights; bytes.

    Attributes:
        kv_bytes: cache and recurrent state of all layers together.
        host_compute_bytes: scratch memory and outputs in the computer's memory.
        device_compute_bytes: the same on the GPUs.
        heap_bytes: vocabulary, graph and everything else that the engine keeps or an answer takes.
        n_layers: that can be offloaded, the output counted as one.
        n_ctx: the context that was asked for, or the model's limit where that is less; tokens.
    """

    kv_bytes: int
    host_compute_bytes: int
    device_compute_bytes: int
    heap_bytes: int
    n_layers: int
    n_ctx: int


class ContextTooLongError(BitsmithError):
    """What the engine keeps of each token beside the cache would fill the memory; `most` tokens would not."""

    def __init__(self, n_ctx: int, most: int) -> None:
        super().__init__(
            ErrorKind.OUT_OF_MEMORY,
            f"There is not enough memory for a context of {n_ctx:,} tokens.",
            "The list of its tokens alone would fill the computer.",
            "Choose a shorter context.",
        )
        self.most = most


def allocate_dry(path: Path, settings: LoadSettings) -> DryAllocation:
    """Load the file's header, and make a context, without memory for either.

    Args:
        path: a GGUF, or a skeleton of one.
        settings: of the load that is predicted.

    Raises:
        ContextTooLongError: not even the engine's lists would fit; this is asked before it tries.
        BitsmithError: (bad_model, unsupported) the engine does not take this model or context.
    """
    lib = load_engine()
    before = _heap_bytes()
    with capture_log() as lines:
        model = _load(lib, path, settings)
        if not model:
            raise _refused(lines)
        try:
            heap = max(0, _heap_bytes() - before)
            trained = lib.llama_model_n_ctx_train(model)
            n_ctx = min(settings.n_ctx or trained, trained) if trained > 0 else settings.n_ctx
            most = psutil.virtual_memory().available // _CELLS_SHARE // _CELL_BYTES
            if n_ctx > most:
                raise ContextTooLongError(n_ctx, most)
            _give_back_freed()
            resident = psutil.Process().memory_info().rss
            context = _context(lib, model, settings)
            if not context:
                raise _refused(lines)
            # of what a context allocates for itself, only what it touches becomes resident
            heap += max(0, psutil.Process().memory_info().rss - resident)
            n_layers = lib.llama_model_n_layer(model) + 1
            n_window = lib.llama_model_n_swa(model)
            lib.llama_free(context)
        finally:
            lib.llama_model_free(model)
    return parse_allocation(lines, heap + _ANSWER_BYTES, n_layers, n_ctx, n_window)


def parse_allocation(
    lines: list[str], heap_bytes: int, n_layers: int, n_ctx: int, n_window: int = 0
) -> DryAllocation:
    """Sum the buffers that the log names.

    A recurrent state and a sliding window (of `n_window` tokens) cannot go back, so a copy of them is kept
    for the next turn (`Context.checkpoint`); one of these counts with the heap. More of them are kept only
    while memory is free.
    """
    kv = host = device = kept = 0.0
    is_window = False
    for line in lines:
        if match := _WINDOW.match(line):
            is_window = not match[1]
        elif match := _MEMORY.match(line):
            size, n_cells = float(match[2]), int(match[3])
            kv += size
            if match[1] == "memory_recurrent":
                kept += size
            elif is_window:
                kept += size * min(1.0, n_window / max(1, n_cells))
        elif match := _COMPUTE.match(line):
            if match[1].startswith(_HOST_BUFFERS) or match[1].endswith("_Host"):
                host += float(match[3])
            else:
                device += float(match[3])
    return DryAllocation(
        round(kv * _MIB),
        round(host * _MIB),
        round(device * _MIB),
        heap_bytes + round(kept * _MIB),
        n_layers,
        n_ctx,
    )


def _load(lib: Any, path: Path, settings: LoadSettings) -> int | None:
    parameters = lib.llama_model_default_params()
    parameters.no_alloc = True
    parameters.load_mode = lib.LLAMA_LOAD_MODE_NONE  # a mapped file and no_alloc exclude each other
    parameters.n_gpu_layers = settings.n_gpu_layers
    return lib.llama_model_load_from_file(str(path).encode(), parameters)


def _context(lib: Any, model: int, settings: LoadSettings) -> int | None:
    from desktop_app.worker.context_parameters import context_parameters

    return lib.llama_init_from_model(model, context_parameters(lib, model, settings, n_threads=1))


def _refused(lines: list[str]) -> BitsmithError:
    reason = next((line for line in reversed(lines) if "error" in line or "failed" in line), "")
    return BitsmithError(
        ErrorKind.UNSUPPORTED,
        "The engine cannot load this model.",
        f"It says: {reason.split(': ', 1)[-1].strip()[:300]}." if reason else "It gives no reason.",
        "Choose another model, or a ready-made GGUF of this one.",
        "\n".join(lines[-20:]),
    )


class _Mallinfo2(ctypes.Structure):
    """`struct mallinfo2` of glibc."""

    _fields_ = tuple(
        (name, ctypes.c_size_t)
        for name in (
            "arena",
            "ordblks",
            "smblks",
            "hblks",
            "hblkhd",
            "usmblks",
            "fsmblks",
            "uordblks",
            "fordblks",
            "keepcost",
        )
    )


def _give_back_freed() -> None:
    """Return freed memory to the system, so that what uses it next is seen to become resident."""
    if sys.platform.startswith("linux"):
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)


def _heap_bytes() -> int:
    """Memory in use by native code; freed memory that a process keeps does not count where libc tells."""
    if sys.platform.startswith("linux"):
        mallinfo = getattr(ctypes.CDLL(None), "mallinfo2", None)
        if mallinfo is not None:
            mallinfo.restype = _Mallinfo2
            info = mallinfo()
            return info.uordblks + info.hblkhd
    return psutil.Process().memory_info().rss
