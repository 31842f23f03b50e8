"""One command in a job worker of its own, from start to end, for a caller that waits."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable

from desktop_app.domain.errors import BitsmithError, CancelledError, PausedError
from desktop_app.protocol.child import JOB_WORKER, ChildProcess
from desktop_app.protocol.messages import (
    Cancelled,
    Event,
    Failed,
    Finished,
    JobCommand,
    Result,
)

_CHECK_CANCEL_S = 0.1
_CANCEL_GRACE_S = 10.0  # a job that was asked to stop cleans up within this time, else its process is ended


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
    events: queue.SimpleQueue[Event] = queue.SimpleQueue()
    child = ChildProcess(entry, events.put, name="job")
    child.start()
    try:
        child.send(command)
        asked_at: float | None = None
        stop: type[CancelledError] = CancelledError
        while True:
            try:
                event = events.get(timeout=_CHECK_CANCEL_S)
            except queue.Empty:
                event = None
            except KeyboardInterrupt:
                asked_at, stop = _ask_to_stop(child, command.job_id, keep=True), PausedError
                continue
            if asked_at is None:
                if is_cancelled():
                    asked_at = _ask_to_stop(child, command.job_id, keep=False)
                elif is_paused():
                    asked_at, stop = _ask_to_stop(child, command.job_id, keep=True), PausedError
            elif time.monotonic() - asked_at > _CANCEL_GRACE_S:
                child.request_shutdown()
            match event:
                case None:
                    pass
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
    finally:
        child.shutdown()


def _ask_to_stop(child: ChildProcess, job_id: str, *, keep: bool) -> float:
    child.cancel(job_id, keep=keep)
    return time.monotonic()
