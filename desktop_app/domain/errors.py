"""What went wrong, in the words of the person who uses the app."""

from __future__ import annotations

import errno
from dataclasses import dataclass
from enum import StrEnum

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}


class ErrorKind(StrEnum):
    """Why something failed; the part of a failure that code may branch on."""

    NETWORK = "network"
    OFFLINE = "offline"  # a person said so
    LOGIN_NEEDED = "login_needed"  # nobody is logged in
    UNAUTHORIZED = "unauthorized"  # the token is wrong, expired or revoked
    MISSING_RIGHT = "missing_right"  # the token is right, and not allowed to do this
    GATED = "gated"  # the terms of the model were not accepted
    ACCESS_PENDING = "access_pending"  # its owner has not answered yet
    ACCESS_DENIED = "access_denied"  # its owner said no
    NOT_FOUND = "not_found"
    RATE_LIMITED = "rate_limited"
    SERVER = "server"
    UNTRUSTED = "untrusted"  # a signature is not right
    DISK_FULL = "disk_full"
    FILE_ACCESS = "file_access"
    BAD_MODEL = "bad_model"
    UNSUPPORTED = "unsupported"
    BAD_TEMPLATE = "bad_template"
    OUT_OF_MEMORY = "out_of_memory"
    CONTEXT_FULL = "context_full"
    WORKER_CRASHED = "worker_crashed"
    BAD_REQUEST = "bad_request"
    INTERNAL = "internal"


# what stands between a person and a model of a hub; each has its own next step
ACCESS_KINDS = frozenset(
    {
        ErrorKind.LOGIN_NEEDED,
        ErrorKind.UNAUTHORIZED,
        ErrorKind.MISSING_RIGHT,
        ErrorKind.GATED,
        ErrorKind.ACCESS_PENDING,
        ErrorKind.ACCESS_DENIED,
    }
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One failure as it is shown: what happened, why, and what to do next.

    `link` is the address where the next step can be done, "" when there is none.
    """

    kind: ErrorKind
    what: str
    why: str = ""
    next_step: str = ""
    detail: str = ""
    link: str = ""

    def text(self) -> str:
        """All that a person needs, in one paragraph; `detail` is for the log."""
        return " ".join(part for part in (self.what, self.why, self.next_step) if part)


class BitsmithError(Exception):
    """A failure that carries its `Problem`."""

    def __init__(
        self,
        kind: ErrorKind,
        what: str,
        why: str = "",
        next_step: str = "",
        detail: str = "",
        link: str = "",
    ) -> None:
        self.problem = Problem(kind, what, why, next_step, detail, link)
        super().__init__(self.problem.text())


def is_full(error: OSError) -> bool:
    """Whether a write failed because there is no room."""
    return error.errno in _FULL


def system_problem(error: OSError, what: str = "") -> Problem:
    """What the system refused, in its own words; `what` was not done, "" when nobody knows."""
    if is_full(error):
        return Problem(
            ErrorKind.DISK_FULL,
            what or "A file could not be written.",
            "The disk is full.",
            "Free some space and try again.",
            repr(error),
        )
    words = error.strerror or str(error)
    why = f"The system says: {words}."
    if not what and isinstance(error.filename, str):
        why = f"The system says of {error.filename}: {words}."
    return Problem(
        ErrorKind.FILE_ACCESS,
        what or "A file or folder could not be used.",
        why,
        "Check the folder and its permissions.",
        repr(error),
    )


def file_problem(error: OSError, what: str) -> BitsmithError:
    """`system_problem` to be raised."""
    problem = system_problem(error, what)
    return BitsmithError(problem.kind, problem.what, problem.why, problem.next_step, problem.detail)


class CancelledError(Exception):
    """The person asked to stop; not a failure."""


class PausedError(CancelledError):
    """Stopped for now: what is done is kept, and the same request goes on from there."""
