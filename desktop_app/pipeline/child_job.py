"""One command in a job worker of its own, from start to end, for a caller that waits."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable

from desktop_app.domain.errors import BitsmithError, CancelledError
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
    entry: str = JOB_WORKER,
) -> Result:
    """Start a child, do `command` in it, and return its result; not for the GUI thread.

    Args:
        command: what to do.
        on_event: gets each event but the last, on the calling thread.
        is_cancelled: asked ten times a second.
        entry: the child's module; tests give workers that misbehave.

    Raises:
        BitsmithError: the job failed, or its process died.
        CancelledError: `is_cancelled` said so, or Ctrl+C was pressed; the child has cleaned up.
    """
    events: queue.SimpleQueue[Event] = queue.SimpleQueue()
    child = ChildProcess(entry, events.put, name="job")
    child.start()
    try:
        child.send(command)
        asked_at: float | None = None
        while True:
            try:
                event = events.get(timeout=_CHECK_CANCEL_S)
            except queue.Empty:
                event = None
            except KeyboardInterrupt:
                asked_at = _ask_to_stop(child, command.job_id)
                continue
            if asked_at is None:
                if is_cancelled():
                    asked_at = _ask_to_stop(child, command.job_id)
            elif time.monotonic() - asked_at > _CANCEL_GRACE_S:
                child.request_shutdown()
            match event:
                case None:
                    pass
                case Finished(result=result):
                    return result
                case Cancelled():
                    raise CancelledError
                case Failed(problem=problem):
                    if asked_at is not None:
                        raise CancelledError
                    raise BitsmithError(
                        problem.kind, problem.what, problem.why, problem.next_step, problem.detail
                    )
                case _:
                    if on_event:
                        on_event(event)
    finally:
        child.shutdown()


def _ask_to_stop(child: ChildProcess, job_id: str) -> float:
    child.cancel(job_id)
    return time.monotonic()
