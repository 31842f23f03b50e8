"""Which weights the engine copies into another order for this processor, asked of the engine.

A copy comes on top of the mapped file, so that memory is predicted right only when it is known. The
question is the one that llama.cpp asks when it places a tensor (`weight_buft_supported` in
src/llama-model-loader.cpp): does a buffer type of the CPU take this multiplication?
"""

from __future__ import annotations

import ctypes
from ctypes import POINTER, c_bool, c_char_p, c_int, c_int64, c_size_t, c_void_p
from functools import cache

from converters.engine_loader import backend_function
from desktop_app.domain.machine import DeviceKind
from desktop_app.worker.devices import device_handles, device_kind

_F32 = 0
_CONTEXT_BYTES = 64 * 1024
_N_TOKENS = 512  # of the trial multiplication, as in llama.cpp
_BUFFER_OFFSET = 8  # of `buffer` in `struct ggml_tensor`, behind the 4-byte type


class _InitParams(ctypes.Structure):
    _fields_ = (("mem_size", c_size_t), ("mem_buffer", c_void_p), ("no_alloc", c_bool))


@cache
def is_repacked(ggml_type: int, n_cols: int, n_rows: int) -> bool:
    """Whether a matrix of this type and shape is copied on a processor like this one."""
    return any(_takes(device, kind, ggml_type, n_cols, n_rows) for device, kind in _extra_buffer_types())


@cache
def _extra_buffer_types() -> tuple[tuple[int, int], ...]:
    """(device, buffer type) of the CPU's special orders; none on many processors."""
    found = []
    for device in device_handles():
        if device_kind(device) is not DeviceKind.CPU:
            continue
        registry = backend_function("ggml_backend_dev_backend_reg", c_void_p, c_void_p)(device)
        address = backend_function("ggml_backend_reg_get_proc_address", c_void_p, c_void_p, c_char_p)(
            registry, b"ggml_backend_dev_get_extra_bufts"
        )
        if not address:
            continue
        get_extra = ctypes.CFUNCTYPE(POINTER(c_void_p), c_void_p)(address)
        kinds = get_extra(device)
        index = 0
        while kinds and kinds[index]:
            found.append((device, kinds[index]))
            index += 1
    return tuple(found)


def _takes(device: int, buffer_type: int, ggml_type: int, n_cols: int, n_rows: int) -> bool:
    context = backend_function("ggml_init", c_void_p, _InitParams)(_InitParams(_CONTEXT_BYTES, None, True))
    new_tensor = backend_function("ggml_new_tensor_2d", c_void_p, c_void_p, c_int, c_int64, c_int64)
    buffer = backend_function("ggml_backend_buft_alloc_buffer", c_void_p, c_void_p, c_size_t)(buffer_type, 0)
    try:
        weights = new_tensor(context, ggml_type, n_cols, n_rows)
        tokens = new_tensor(context, _F32, n_cols, _N_TOKENS)
        product = backend_function("ggml_mul_mat", c_void_p, c_void_p, c_void_p, c_void_p)(
            context, weights, tokens
        )
        c_void_p.from_address(weights + _BUFFER_OFFSET).value = buffer
        return backend_function("ggml_backend_dev_supports_op", c_bool, c_void_p, c_void_p)(device, product)
    finally:
        backend_function("ggml_backend_buffer_free", None, c_void_p)(buffer)
        backend_function("ggml_free", None, c_void_p)(context)
