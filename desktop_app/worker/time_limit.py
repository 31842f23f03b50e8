"""Python code of strangers, interrupted when its time is over."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable
from typing import TypeVar

_T = TypeVar("_T")


class NoEndError(Exception):
    """It did not come to an end in time."""


class _TimeLimitError(BaseException):
    """Not an Exception: nothing in the way of what is interrupted may catch it."""


def run_in_time(work: Callable[[], _T], time_limit_s: float) -> _T:
    """What `work` returns; it runs on a thread of its own.

    Raises:
        NoEndError: it takes longer.
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
    thread.start()
    thread.join(time_limit_s)
    if thread.is_alive():
        assert thread.ident is not None
        ctypes.pythonapi.PyThreadState_SetAsyncExc(
            ctypes.c_ulong(thread.ident), ctypes.py_object(_TimeLimitError)
        )
        thread.join(time_limit_s)
    if errors:
        raise errors[0]
    if not results:
        raise NoEndError
    return results[0]
