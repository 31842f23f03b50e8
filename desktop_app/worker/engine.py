"""The engine's library and its log, for the worker."""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

_LOG_INFO = 2
_LOG_CONT = 5
_sinks: list[list[str]] = []
_recent: deque[str] = deque(maxlen=200)
_callback: Any = None


@cache
def load_engine() -> Any:
    """llama.cpp's functions (llama_cpp.llama_cpp), silent."""
    global _callback
    import llama_cpp.llama_cpp as lib

    _callback = lib.llama_log_callback(_on_log)
    lib.llama_log_set(_callback, ctypes.c_void_p(None))
    lib.llama_backend_init()
    return lib


def engine_name() -> str:
    """Name and version, for people."""
    import llama_cpp

    return f"llama.cpp (llama-cpp-python {llama_cpp.__version__})"


def _on_log(level: int, text: bytes, _user_data: object) -> None:
    if level < _LOG_INFO or level == _LOG_CONT:
        return
    line = text.decode("utf-8", "replace").rstrip("\n")
    _recent.append(line)
    for sink in _sinks:
        sink.append(line)


@contextmanager
def capture_log() -> Iterator[list[str]]:
    """The lines that the engine logs meanwhile (information and worse)."""
    lines: list[str] = []
    _sinks.append(lines)
    try:
        yield lines
    finally:
        _sinks.remove(lines)
