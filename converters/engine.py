"""The one place that loads llama.cpp's libraries and reads its log."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

_LOG_CONT = 5
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
    folder = library_folder()
    # a build with separate backends registers none by itself; a plain build has no such files
    if any(folder.glob("*ggml-cpu-*")):
        _library("ggml").ggml_backend_load_all_from_path(str(folder).encode())
    lib.llama_backend_init()
    return lib


@cache
def load_ggml() -> ctypes.CDLL:
    """libggml-base with the signatures that the quantizer calls; ctypes lets go of the GIL meanwhile."""
    load_engine()
    library = _library("ggml-base")
    library.ggml_quantize_init.argtypes = [ctypes.c_int]
    library.ggml_quantize_init.restype = None
    library.ggml_quantize_chunk.argtypes = [
        ctypes.c_int,  # type
        ctypes.c_void_p,  # float * src
        ctypes.c_void_p,  # void * dst
        ctypes.c_int64,  # start, in values
        ctypes.c_int64,  # rows
        ctypes.c_int64,  # values per row
        ctypes.c_void_p,  # float * importance
    ]
    library.ggml_quantize_chunk.restype = ctypes.c_size_t
    library.ggml_row_size.argtypes = [ctypes.c_int, ctypes.c_int64]
    library.ggml_row_size.restype = ctypes.c_size_t
    library.ggml_blck_size.argtypes = [ctypes.c_int]
    library.ggml_blck_size.restype = ctypes.c_int64
    library.ggml_type_size.argtypes = [ctypes.c_int]
    library.ggml_type_size.restype = ctypes.c_size_t
    library.ggml_validate_row_data.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t]
    library.ggml_validate_row_data.restype = ctypes.c_bool
    library.ggml_type_name.argtypes = [ctypes.c_int]
    library.ggml_type_name.restype = ctypes.c_char_p
    return library


@cache
def backend_function(name: str, result: Any, *arguments: Any) -> Any:
    """A C function of ggml with its signature, from libggml or libggml-base."""
    load_engine()
    for library in (_library("ggml"), _library("ggml-base")):
        try:
            found = library[name]
        except AttributeError:
            continue
        found.restype, found.argtypes = result, list(arguments)
        return found
    raise AttributeError(f"the engine has no function {name}")


def library_folder() -> Path:
    """Where the libraries of the llama_cpp package are."""
    import llama_cpp

    return Path(llama_cpp.__file__).parent / "lib"


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


def _library(name: str) -> ctypes.CDLL:
    """The library under the file name that libllama itself maps.

    A wheel holds copies of one library under several names; opening another name would map a second one
    with its own backend registry.
    """
    folder = library_folder()
    patterns = {
        "win32": [f"{name}.dll", f"lib{name}.dll"],
        "darwin": [f"lib{name}.0.dylib", f"lib{name}.dylib"],
    }
    for pattern in patterns.get(sys.platform, [f"lib{name}.so.0", f"lib{name}.so"]):
        path = folder / pattern
        if path.exists():
            return ctypes.CDLL(str(path))
    raise OSError(f"the engine's library {name} is missing in {folder}")
