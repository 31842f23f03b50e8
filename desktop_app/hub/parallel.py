"""Work on threads that nobody has to wait for when it is no longer wanted."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Sequence

from desktop_app.domain.errors import CancelledError

_CHECK_CANCEL_S = 0.1


def run_all(
    tasks: Sequence[Callable[[], None]], at_once: int, cancelled: Callable[[], bool]
) -> Iterator[int]:
    """Do `tasks` on threads, giving how many are done after each.

    A thread that waits for the network cannot be woken; after a failure or a cancel it is left to its own
    end, and the interpreter does not wait for it either.

    Raises:
        CancelledError: `cancelled` said so.
        Exception: what the first task that failed raised.
    """
    waiting: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
    for task in tasks:
        waiting.put(task)
    ended: queue.SimpleQueue[BaseException | None] = queue.SimpleQueue()
    is_over = threading.Event()

    def work() -> None:
        while not is_over.is_set():
            try:
                task = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                task()
            except BaseException as error:  # noqa: BLE001 - raised again on the caller's thread
                ended.put(error)
                return
            ended.put(None)

    for number in range(min(at_once, len(tasks))):
        threading.Thread(target=work, name=f"hub-{number}", daemon=True).start()
    try:
        for done in range(1, len(tasks) + 1):
            error = _next(ended, cancelled)
            if error is not None:
                raise error
            yield done
    finally:
        is_over.set()


def _next(
    ended: queue.SimpleQueue[BaseException | None], cancelled: Callable[[], bool]
) -> BaseException | None:
    while True:
        if cancelled():
            raise CancelledError
        try:
            return ended.get(timeout=_CHECK_CANCEL_S)
        except queue.Empty:
            continue
