"""When to ask a hub again, and after how long."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import TypeVar

from desktop_app.domain.errors import BitsmithError, CancelledError, ErrorKind
from desktop_app.hub.errors import HubError

MAX_FAILURES = 6  # in a row, without a new byte
_LONGEST_PAUSE_S = 30.0
_LONGEST_ASKED_PAUSE_S = 300.0
_PAUSE_STEP_S = 0.1
_RETRIED = (ErrorKind.NETWORK, ErrorKind.SERVER, ErrorKind.RATE_LIMITED)


_T = TypeVar("_T")


def is_retried(error: BitsmithError) -> bool:
    """Whether the same request may succeed later."""
    return error.problem.kind in _RETRIED


def pause_s(error: BitsmithError, failures: int, first_pause_s: float) -> float:
    """How long to wait after so many failures in a row (from 1): what the hub asks for, or ever longer."""
    asked = error.retry_after_s if isinstance(error, HubError) else None
    if asked is not None:
        # a little more, so that many who were sent away do not all come back at once
        return min(_LONGEST_ASKED_PAUSE_S, asked) * random.uniform(1.0, 1.1)  # noqa: S311
    seconds = min(_LONGEST_PAUSE_S, first_pause_s * 2 ** max(0, failures - 1))
    return seconds * random.uniform(0.75, 1.25)  # noqa: S311 - only spreads load


def retrying(
    action: Callable[[], _T],
    *,
    attempts: int = MAX_FAILURES,
    first_pause_s: float = 1.0,
    cancelled: Callable[[], bool] = lambda: False,
) -> _T:
    """Do something small that asks a hub, again when it fails for a reason that may go away.

    Raises:
        BitsmithError: the last failure.
        CancelledError: `cancelled` said so during a pause.
    """
    failures = 0
    while True:
        try:
            return action()
        except BitsmithError as error:
            failures += 1
            if not is_retried(error) or failures >= attempts:
                raise
            until = time.monotonic() + pause_s(error, failures, first_pause_s)
        while (left := until - time.monotonic()) > 0:
            if cancelled():
                raise CancelledError
            time.sleep(min(_PAUSE_STEP_S, left))
