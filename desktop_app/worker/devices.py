"""Devices that the engine can compute on, as ggml reports them."""

from __future__ import annotations

from ctypes import POINTER, byref, c_char_p, c_int, c_size_t, c_void_p

from converters.engine_loader import backend_function
from desktop_app.domain.machine import ComputeDevice, DeviceKind

# `enum ggml_backend_dev_type` in ggml-backend.h
_KINDS = {
    0: DeviceKind.CPU,
    1: DeviceKind.GPU,
    2: DeviceKind.INTEGRATED_GPU,
    3: DeviceKind.ACCELERATOR,
}
_ORDER = (DeviceKind.GPU, DeviceKind.INTEGRATED_GPU, DeviceKind.ACCELERATOR)


def list_devices() -> tuple[ComputeDevice, ...]:
    """GPUs first, then accelerators; the CPU is not listed."""
    found = (_device(handle) for handle in device_handles())
    return tuple(sorted((d for d in found if d.kind in _ORDER), key=lambda d: _ORDER.index(d.kind)))


def device_handles() -> list[int]:
    """The `ggml_backend_dev_t` of every device that is registered."""
    count = backend_function("ggml_backend_dev_count", c_size_t)()
    get = backend_function("ggml_backend_dev_get", c_void_p, c_size_t)
    return [get(index) for index in range(count)]


def device_kind(handle: int) -> DeviceKind | None:
    """None for a kind that is newer than this code."""
    return _KINDS.get(backend_function("ggml_backend_dev_type", c_int, c_void_p)(handle))


def _device(handle: int) -> ComputeDevice:
    free, total = c_size_t(), c_size_t()
    sizes = POINTER(c_size_t)
    backend_function("ggml_backend_dev_memory", None, c_void_p, sizes, sizes)(
        handle, byref(free), byref(total)
    )
    registry = backend_function("ggml_backend_dev_backend_reg", c_void_p, c_void_p)(handle)
    return ComputeDevice(
        name=_text("ggml_backend_dev_name", handle),
        description=_text("ggml_backend_dev_description", handle),
        kind=device_kind(handle) or DeviceKind.CPU,
        backend=_text("ggml_backend_reg_name", registry),
        memory_total_bytes=total.value,
        memory_free_bytes=free.value,
    )


def _text(function: str, handle: int) -> str:
    return (backend_function(function, c_char_p, c_void_p)(handle) or b"").decode("utf-8", "replace")
