"""Commands in a job worker, from start to end, for a caller that waits."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable

from desktop_app.domain.errors import BitsmithError, CancelledError, PausedError
from desktop_app.protocol.child import JOB_WORKER, ChildProcess
from desktop_app.protocol.messages import Cancelled, Event, Failed, Finished, JobCommand, Result

_CHECK_CANCEL_S = 0.1
_CANCEL_GRACE_S = 10.0  # a job that was asked to stop cleans up within this time, else its process is ended


class JobChild:
    """A job worker that does one command after the other; one thread uses it at a time.

    Its process starts with the first command, or with `start`. After its end, whatever the reason was, the
    next command starts another.
    """

    def __init__(self, entry: str = JOB_WORKER) -> None:
        self._entry = entry
        self._events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self._child: ChildProcess | None = None

    @property
    def pid(self) -> int | None:
        """The process id of the worker that runs, None without one."""
        return self._child.pid if self._child is not None and self._child.is_alive else None

    def start(self) -> None:
        """Start the process now, so that the first command need not wait for it; returns at once."""
        if self._child is None or not self._child.is_alive:
            self.close()
            self._events = queue.SimpleQueue()
            self._child = ChildProcess(self._entry, self._events.put, name="job")
            self._child.start()

    def run(
        self,
        command: JobCommand,
        *,
        on_event: Callable[[Event], None] | None = None,
        is_cancelled: Callable[[], bool] = lambda: False,
        is_paused: Callable[[], bool] = lambda: False,
    ) -> Result:
        """Do `command` and return its result; arguments and errors as of `run_job`."""
        child = self._send(command)
        try:
            return self._follow(child, command.job_id, on_event, is_cancelled, is_paused)
        except BaseException:
            child.cancel(command.job_id)  # nobody listens any more; nothing happens when it has ended
            raise

    def _follow(
        self,
        child: ChildProcess,
        job_id: str,
        on_event: Callable[[Event], None] | None,
        is_cancelled: Callable[[], bool],
        is_paused: Callable[[], bool],
    ) -> Result:
        asked_at: float | None = None
        stop: type[CancelledError] = CancelledError
        while True:
            try:
                event = self._events.get(timeout=_CHECK_CANCEL_S)
            except queue.Empty:
                event = None
            except KeyboardInterrupt:
                asked_at, stop = _ask_to_stop(child, job_id, keep=True), PausedError
                continue
            if asked_at is None:
                if is_cancelled():
                    asked_at = _ask_to_stop(child, job_id, keep=False)
                elif is_paused():
                    asked_at, stop = _ask_to_stop(child, job_id, keep=True), PausedError
            elif time.monotonic() - asked_at > _CANCEL_GRACE_S:
                child.request_shutdown()
            if event is None or getattr(event, "job_id", job_id) != job_id:
                continue  # nothing yet, or the rest of a command that nobody listens to
            match event:
                case Finished(result=result):
                    return result
                case Cancelled():
                    raise stop
                case Failed(problem=problem):
                    if asked_at is not None:
                        raise stop
                    raise BitsmithError(
                        problem.kind, problem.what, problem.why, problem.next_step, problem.detail
                    )
                case _:
                    if on_event:
                        on_event(event)

    def close(self, *, wait: bool = True) -> None:
        """End the process; `wait` until it is gone, else return at once."""
        if self._child is not None:
            self._child.request_shutdown()
            if wait:
                self._child.wait()
            self._child = None

    def _send(self, command: JobCommand) -> ChildProcess:
        self.start()
        assert self._child is not None
        try:
            self._child.send(command)
        except BitsmithError:
            # it died between two commands
            self.close()
            self.start()
            self._child.send(command)
        return self._child


def run_job(
    command: JobCommand,
    *,
    on_event: Callable[[Event], None] | None = None,
    is_cancelled: Callable[[], bool] = lambda: False,
    is_paused: Callable[[], bool] = lambda: False,
    entry: str = JOB_WORKER,
) -> Result:
    """Start a child, do `command` in it, and return its result; not for the GUI thread.

    Args:
        command: what to do.
        on_event: gets each event but the last, on the calling thread.
        is_cancelled: asked ten times a second.
        is_paused: asked ten times a second; the child keeps what is done.
        entry: the child's module; tests give workers that misbehave.

    Raises:
        BitsmithError: the job failed, or its process died.
        CancelledError: `is_cancelled` said so; the child has cleaned up.
        PausedError: `is_paused` said so, or Ctrl+C was pressed; a later command can go on.
    """
    child = JobChild(entry)
    try:
        return child.run(command, on_event=on_event, is_cancelled=is_cancelled, is_paused=is_paused)
    finally:
        child.close()


def _ask_to_stop(child: ChildProcess, job_id: str, *, keep: bool) -> float:
    child.cancel(job_id, keep=keep)
    return time.monotonic()
