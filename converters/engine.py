"""llama.cpp's functions, and its log."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from converters.engine_loader import library, load_backends

_sinks: list[list[str]] = []
_partial = ""
_callback: Any = None


@cache
def load_engine() -> Any:
    """llama.cpp's functions (the module `llama_cpp.llama_cpp`), with its log silent and devices loaded."""
    global _callback
    import llama_cpp.llama_cpp as lib

    _callback = lib.llama_log_callback(_on_log)
    lib.llama_log_set(_callback, ctypes.c_void_p(None))
    load_backends()
    lib.llama_backend_init()
    return lib


@cache
def load_ggml() -> ctypes.CDLL:
    """libggml-base with the signatures that the quantizer calls; ctypes lets go of the GIL meanwhile."""
    load_engine()
    ggml = library("ggml-base")
    ggml.ggml_quantize_init.argtypes = [ctypes.c_int]
    ggml.ggml_quantize_init.restype = None
    ggml.ggml_quantize_chunk.argtypes = [
        ctypes.c_int,  # type
        ctypes.c_void_p,  # float * src
        ctypes.c_void_p,  # void * dst
        ctypes.c_int64,  # start, in values
        ctypes.c_int64,  # rows
        ctypes.c_int64,  # values per row
        ctypes.c_void_p,  # float * importance
    ]
    ggml.ggml_quantize_chunk.restype = ctypes.c_size_t
    ggml.ggml_row_size.argtypes = [ctypes.c_int, ctypes.c_int64]
    ggml.ggml_row_size.restype = ctypes.c_size_t
    ggml.ggml_blck_size.argtypes = [ctypes.c_int]
    ggml.ggml_blck_size.restype = ctypes.c_int64
    ggml.ggml_type_size.argtypes = [ctypes.c_int]
    ggml.ggml_type_size.restype = ctypes.c_size_t
    ggml.ggml_validate_row_data.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t]
    ggml.ggml_validate_row_data.restype = ctypes.c_bool
    ggml.ggml_type_name.argtypes = [ctypes.c_int]
    ggml.ggml_type_name.restype = ctypes.c_char_p
    return ggml


def share_log(set_log: Callable[[Any, Any], None]) -> None:
    """Let another library of llama.cpp log to where the engine does."""
    load_engine()
    set_log(_callback, ctypes.c_void_p(None))


def engine_name() -> str:
    """Name and version, for people."""
    import llama_cpp

    return f"llama.cpp (llama-cpp-python {llama_cpp.__version__})"


@contextmanager
def capture_log() -> Iterator[list[str]]:
    """The whole lines that the engine logs meanwhile, of every level."""
    load_engine()
    lines: list[str] = []
    _sinks.append(lines)
    try:
        yield lines
    finally:
        _sinks.remove(lines)


def _on_log(_level: int, text: bytes, _user_data: object) -> None:
    """Callback of llama.cpp; a line may come in several pieces."""
    global _partial
    *whole, _partial = (_partial + text.decode("utf-8", "replace")).split("\n")
    if _sinks:
        for line in whole:
            for sink in _sinks:
                sink.append(line)
