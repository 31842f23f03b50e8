"""Python code of strangers, interrupted when its time is over."""

from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Callable
from typing import TypeVar

import psutil

_T = TypeVar("_T")
_LOOK_EVERY_S = 0.02


class NoEndError(Exception):
    """It did not come to an end in time."""


class _TimeLimitError(BaseException):
    """Not an Exception: nothing in the way of what is interrupted may catch it."""


def run_in_time(work: Callable[[], _T], time_limit_s: float, memory_limit_bytes: int = 0) -> _T:
    """What `work` returns; it runs on a thread of its own.

    Args:
        work: what to do.
        time_limit_s: the time that it may take.
        memory_limit_bytes: how far this process may grow meanwhile; 0 for any size.

    Raises:
        NoEndError: it takes longer.
        MemoryError: it takes more.
        Exception: what `work` raises.
    """
    results: list[_T] = []
    errors: list[Exception] = []

    def body() -> None:
        try:
            results.append(work())
        except Exception as error:  # noqa: BLE001 - raised again on the calling thread
            errors.append(error)
        except _TimeLimitError:
            pass

    thread = threading.Thread(target=body, name="time limit", daemon=True)
    is_within = _memory_watch(memory_limit_bytes)
    until = time.monotonic() + time_limit_s
    thread.start()
    while is_within() and thread.is_alive() and (left_s := until - time.monotonic()) > 0:
        thread.join(min(left_s, _LOOK_EVERY_S) if memory_limit_bytes else left_s)
    is_too_large = thread.is_alive() and not is_within()
    if thread.is_alive():
        assert thread.ident is not None
        ctypes.pythonapi.PyThreadState_SetAsyncExc(
            ctypes.c_ulong(thread.ident), ctypes.py_object(_TimeLimitError)
        )
        thread.join(time_limit_s)
    if is_too_large:
        raise MemoryError
    if errors:
        raise errors[0]
    if not results:
        raise NoEndError
    return results[0]


def _memory_watch(limit_bytes: int) -> Callable[[], bool]:
    """Whether this process is still within its limit."""
    if not limit_bytes:
        return lambda: True
    process = psutil.Process()
    most = process.memory_info().rss + limit_bytes
    return lambda: process.memory_info().rss <= most
