"""How a child process ended, in words."""

from __future__ import annotations

import signal
import sys
from dataclasses import dataclass

from desktop_app.domain.errors import BitsmithError, ErrorKind, Problem

# Windows gives the NTSTATUS as exit code; these are the ends that native code comes to
_WINDOWS_STATUS = {
    0xC0000005: "it used memory that is not its own (access violation)",
    0xC0000017: "the system had no memory left",
    0xC000001D: "this processor lacks an instruction that the engine uses",
    0xC00000FD: "its stack overflowed",
    0xC0000135: "a system library is missing",
    0xC0000409: "it gave up on an error inside the engine",
    0xC000012D: "the system had no memory left",
}
_SIGNAL_WORDS = {
    "SIGABRT": "it gave up on an error inside the engine",
    "SIGSEGV": "it used memory that is not its own (segmentation fault)",
    "SIGBUS": "a file that it was reading got shorter, or memory ran out (bus error)",
    "SIGILL": "this processor lacks an instruction that the engine uses",
    "SIGFPE": "it divided by zero",
    "SIGKILL": "the system or somebody else killed it, most often because memory ran out",
    "SIGTERM": "somebody else asked it to end",
}
_MEMORY_SIGNALS = ("SIGKILL", "SIGBUS")


@dataclass(frozen=True, slots=True)
class ExitOutcome:
    """The end of a child.

    `exit_code` is negative for a signal (POSIX), None when the process never ran. `was_requested`: we
    asked it to end. `problem` is None for an end in order. `output_tail` is the last that it printed.
    """

    exit_code: int | None
    was_requested: bool
    problem: Problem | None
    output_tail: str = ""


def describe_exit(exit_code: int | None, *, was_requested: bool, output_tail: str) -> ExitOutcome:
    """The outcome of a process that ran; anything but an end that we asked for is a problem."""
    if was_requested:
        return ExitOutcome(exit_code, True, None, output_tail)
    reason, may_be_memory = _reason(exit_code)
    next_step = (
        "Close other programs, or choose a smaller model or a shorter context, and try again."
        if may_be_memory
        else "Try again; if it happens again with this model, please report it with the log."
    )
    problem = Problem(
        ErrorKind.WORKER_CRASHED,
        "The engine process ended unexpectedly.",
        f"The reason: {reason}.",
        next_step,
        detail=f"exit code {exit_code}\n{output_tail}".strip(),
    )
    return ExitOutcome(exit_code, False, problem, output_tail)


def start_failed(error: BaseException) -> ExitOutcome:
    """The outcome of a process that could not be started."""
    problem = Problem(
        ErrorKind.WORKER_CRASHED,
        "The engine process could not be started.",
        f"The system says: {error}.",
        "Close other programs and try again; if it stays, install Bitsmith again.",
        detail=repr(error),
    )
    return ExitOutcome(None, False, problem)


def not_running() -> BitsmithError:
    """The error for a command that finds no process."""
    return BitsmithError(
        ErrorKind.WORKER_CRASHED,
        "The engine process is not running.",
        "It has ended before this could be asked of it.",
        "Load the model again.",
    )


def _reason(exit_code: int | None) -> tuple[str, bool]:
    if exit_code is None:
        return "it is unknown", False
    if exit_code < 0:
        try:
            name = signal.Signals(-exit_code).name
        except ValueError:
            return f"signal {-exit_code}", False
        return _SIGNAL_WORDS.get(name, name), name in _MEMORY_SIGNALS
    status = exit_code & 0xFFFFFFFF
    if sys.platform == "win32" and status in _WINDOWS_STATUS:
        return _WINDOWS_STATUS[status], status in (0xC0000017, 0xC000012D)
    if exit_code == 0:
        return "it ended in the middle of its work", False
    return f"an error inside it (exit code {exit_code})", False
