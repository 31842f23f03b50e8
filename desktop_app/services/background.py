"""Work on threads whose results come back on the GUI thread."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from desktop_app.domain.errors import BitsmithError, CancelledError, ErrorKind, Problem, system_problem
from desktop_app.redaction import redact

_log = logging.getLogger(__name__)


def problem_of(error: BaseException) -> Problem:
    """The words for an error; one that nobody foresaw is an internal one, with its text as detail."""
    if isinstance(error, BitsmithError):
        return error.problem
    if isinstance(error, OSError) and error.errno is not None:
        problem = system_problem(error)
        return replace(problem, why=redact(problem.why), detail=redact(problem.detail))
    return Problem(
        ErrorKind.INTERNAL,
        "Something went wrong inside Bitsmith.",
        redact(f"The reason given is: {type(error).__name__}: {error}."),
        "Try again; if it happens again, please report it with the log.",
        detail=redact(repr(error)),
    )


class Task:
    """One running piece of work; `cancel()` asks it to stop and drops what it still reports."""

    def __init__(self) -> None:
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        self._cancelled.set()

    @property
    def is_cancelled(self) -> bool:
        return self._cancelled.is_set()

    @property
    def event(self) -> threading.Event:
        """Set when cancelled; to wait on instead of sleeping."""
        return self._cancelled


class Background(QObject):
    """Starts threads, and delivers what they return on the thread that made this object.

    Each piece of work gets its `Task`; what it returns goes to `on_result`, what it raises to
    `on_problem`. After `close()` nothing is delivered any more, so a late thread cannot touch an object
    that is gone.
    """

    _delivered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._closed = False
        self._running: dict[Task, threading.Thread] = {}
        self._delivered.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[Task], Any],
        *,
        on_result: Callable[[Any], None] | None = None,
        on_problem: Callable[[Problem], None] | None = None,
        on_cancelled: Callable[[], None] | None = None,
    ) -> Task:
        """Run `work(task)` on a thread of its own."""
        task = Task()

        def body() -> None:
            try:
                result = work(task)
            except CancelledError:
                self._finish(task, on_cancelled)
            except Exception as error:  # noqa: BLE001 - a thread's end must always be reported
                if not isinstance(error, BitsmithError):
                    _log.exception("background work failed")
                problem = problem_of(error)
                self._finish(task, partial(on_problem, problem) if on_problem else None)
            else:
                self._finish(task, partial(on_result, result) if on_result else None)

        thread = threading.Thread(target=body, name="background", daemon=True)
        with self._lock:
            if self._closed:
                task.cancel()
                return task
            self._running[task] = thread
        thread.start()
        return task

    def post(self, call: Callable[[], None]) -> None:
        """From any thread: have `call` run on the GUI thread."""
        with self._lock:
            if not self._closed:
                self._delivered.emit(call)

    def close(self, timeout_s: float = 3.0) -> None:
        """Cancel everything and wait a moment for the threads to end."""
        with self._lock:
            self._closed = True
            running = dict(self._running)
        for task in running:
            task.cancel()
        for thread in running.values():
            thread.join(timeout_s / max(1, len(running)))

    def _finish(self, task: Task, call: Callable[[], None] | None) -> None:
        with self._lock:
            self._running.pop(task, None)
        if call is not None:
            self.post(call)

    @staticmethod
    def _call(call: Callable[[], None]) -> None:
        call()


class SerialWriter:
    """One thread that does pieces of work in the order given; for writes that must not overtake each other.

    `close()` finishes everything that was given, so that nothing a person wrote is lost at the end.
    """

    def __init__(self, background: Background) -> None:
        self._background = background
        self._queue: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._loop, name="writer", daemon=True)
        self._thread.start()

    def run(
        self,
        work: Callable[[], Any],
        *,
        on_result: Callable[[Any], None] | None = None,
        on_problem: Callable[[Problem], None] | None = None,
    ) -> None:
        """Do `work()` after everything given before; report on the GUI thread."""

        def body() -> None:
            try:
                result = work()
            except Exception as error:  # noqa: BLE001 - the writer must outlive any one failure
                if not isinstance(error, BitsmithError):
                    _log.exception("a write failed")
                problem = problem_of(error)
                if on_problem:
                    self._background.post(partial(on_problem, problem))
            else:
                if on_result:
                    self._background.post(partial(on_result, result))

        self._queue.put(body)

    def close(self, timeout_s: float = 10.0) -> None:
        self._queue.put(None)
        self._thread.join(timeout_s)

    def _loop(self) -> None:
        while (body := self._queue.get()) is not None:
            body()
