"""The child's side of the pipe: commands in order, cancellation at once, one terminal event for each."""

from __future__ import annotations

import logging
import os
import queue
import threading
import time
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection

from desktop_app.domain.errors import BitsmithError, CancelledError, ErrorKind, Problem
from desktop_app.domain.jobs import JobProgress
from desktop_app.protocol.codec import MAX_MESSAGE_BYTES, ProtocolError, decode_command, encode
from desktop_app.protocol.messages import (
    Cancel,
    Cancelled,
    Event,
    Failed,
    Finished,
    JobCommand,
    Progress,
    Ready,
    Result,
    Shutdown,
)

_log = logging.getLogger(__name__)

# how long a child whose parent is gone may take to clean up (a half-written file) before it is ended
ORPHAN_GRACE_S = 3.0
_PROGRESS_INTERVAL_S = 0.1


class CancelledWithResultError(CancelledError):
    """Cancelled, but there is something to show for it (the numbers of a stopped answer)."""

    def __init__(self, result: Result) -> None:
        super().__init__("cancelled")
        self.result = result


class Job:
    """One command while it is done: whether it is cancelled, and the way back to the parent."""

    def __init__(self, job_id: str, send: Callable[[Event], None]) -> None:
        self.job_id = job_id
        self.send = send
        self._cancelled = threading.Event()
        self._keep = False
        self._lock = threading.Lock()
        self._on_cancel: Callable[[], None] | None = None
        self._last_progress: JobProgress | None = None
        self._last_progress_s = 0.0

    @property
    def is_cancelled(self) -> bool:
        return self._cancelled.is_set()

    @property
    def is_paused(self) -> bool:
        """Whether what is done already shall be kept when the work stops."""
        return self._cancelled.is_set() and self._keep

    def cancel(self, *, keep: bool = False) -> None:
        """Any thread: ask the work to stop; once it was to keep nothing, that stays so."""
        with self._lock:
            self._keep = keep and (self._keep or not self._cancelled.is_set())
            self._cancelled.set()
            callback = self._on_cancel
        if callback is not None:
            callback()

    def on_cancel(self, callback: Callable[[], None] | None) -> None:
        """Have `callback` called once, on another thread, when cancelled; at once if that has happened."""
        with self._lock:
            self._on_cancel = callback
            is_late = self._cancelled.is_set()
        if is_late and callback is not None:
            callback()

    def check_cancelled(self) -> None:
        """Raise CancelledError when somebody asked to stop."""
        if self.is_cancelled:
            raise CancelledError("cancelled")

    def progress(self, progress: JobProgress) -> None:
        """Report progress; all but ten a second are left out, never the first or the last of a stage."""
        now_s = time.monotonic()
        last = self._last_progress
        is_edge = last is None or last.stage != progress.stage or progress.done >= progress.total > 0
        if is_edge or now_s - self._last_progress_s >= _PROGRESS_INTERVAL_S:
            self._last_progress, self._last_progress_s = progress, now_s
            self.send(Progress(self.job_id, progress))


Handler = Callable[[JobCommand, Job], Result]


class WorkerChannel:
    """Reads commands on a thread of its own, so that a cancel arrives while native code runs."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self._send_lock = threading.Lock()
        self._jobs_lock = threading.Lock()
        self._jobs: dict[str, Job] = {}
        self._queue: queue.SimpleQueue[tuple[JobCommand, Job] | BaseException | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._read, name="commands", daemon=True)

    def send(self, event: Event) -> None:
        """Any thread: tell the parent. Raises ProtocolError; OSError when the parent is gone."""
        data = encode(event)
        with self._send_lock:
            self._conn.send_bytes(data)

    def serve(self, handle: Handler, *, engine: str = "") -> None:
        """Do commands until told to end; what `handle` returns or raises becomes the terminal event."""
        self._thread.start()
        try:
            self.send(Ready(os.getpid(), engine))
            while (item := self._queue.get()) is not None:
                if isinstance(item, BaseException):
                    raise item
                command, job = item
                self._finish(job, self._outcome(handle, command, job))
        except OSError:
            # the parent closed the pipe: there is nobody left to tell
            _log.info("the parent is gone")

    def _outcome(self, handle: Handler, command: JobCommand, job: Job) -> Finished | Failed | Cancelled:
        try:
            job.check_cancelled()
            return Finished(job.job_id, handle(command, job))
        except CancelledWithResultError as stop:
            return Cancelled(job.job_id, stop.result)
        except CancelledError:
            return Cancelled(job.job_id)
        except BitsmithError as error:
            return Failed(job.job_id, error.problem)
        except (BrokenPipeError, ConnectionResetError):
            raise
        except MemoryError:
            return Failed(job.job_id, _out_of_memory(traceback.format_exc()))
        except Exception as error:  # noqa: BLE001 - every command must end in a terminal event
            return Failed(job.job_id, _internal(error, traceback.format_exc()))

    def _finish(self, job: Job, event: Finished | Failed | Cancelled) -> None:
        with self._jobs_lock:
            self._jobs.pop(job.job_id, None)
        job.on_cancel(None)
        try:
            self.send(event)
        except ProtocolError as error:
            self.send(Failed(job.job_id, _internal(error, traceback.format_exc())))

    def _read(self) -> None:
        try:
            while True:
                command = decode_command(self._conn.recv_bytes(MAX_MESSAGE_BYTES))
                if isinstance(command, Shutdown):
                    self._end_all()
                elif isinstance(command, Cancel):
                    with self._jobs_lock:
                        job = self._jobs.get(command.job_id)
                    if job is not None:
                        job.cancel(keep=command.keep)
                else:
                    job = Job(command.job_id, self.send)
                    with self._jobs_lock:
                        self._jobs[command.job_id] = job
                    self._queue.put((command, job))
        except (EOFError, OSError):
            self._end_all()
            # native code that hangs must not outlive the app and hold its memory
            threading.Event().wait(ORPHAN_GRACE_S)
            os._exit(1)
        except ProtocolError as error:
            self._queue.put(error)

    def _end_all(self) -> None:
        with self._jobs_lock:
            jobs = list(self._jobs.values())
        for job in jobs:
            # the app ends, it does not give the work up
            job.cancel(keep=True)
        self._queue.put(None)


def _out_of_memory(detail: str) -> Problem:
    return Problem(
        ErrorKind.OUT_OF_MEMORY,
        "There is not enough memory for this.",
        "The system refused to give more.",
        "Close other programs, or choose a smaller model or a shorter context.",
        detail=detail,
    )


def _internal(error: BaseException, detail: str) -> Problem:
    return Problem(
        ErrorKind.INTERNAL,
        "Something went wrong inside the engine process.",
        f"The reason given is: {type(error).__name__}: {error}.",
        "Try again; if it happens again, please report it with the log.",
        detail=detail,
    )
