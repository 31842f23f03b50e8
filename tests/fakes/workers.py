"""Entry modules for child processes that behave, misbehave and die.

What the fake does is the first part of the job id: "echo:1", "abort:2". Runs in the child only.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading

from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.domain.jobs import JobProgress
from desktop_app.protocol.channel import CancelledWithResultError, WorkerChannel
from desktop_app.protocol.codec import encode
from desktop_app.protocol.messages import Finished, Progress, Ready, Text
from desktop_app.protocol.results import DeviceList


def main(conn):
    WorkerChannel(conn).serve(handle, engine="fake")


def handle(command, job):
    return BEHAVIOURS[command.job_id.split(":")[0]](command, job)


def text(job, words, count=1):
    job.send(Text(job.job_id, words, count, 1.0, count))


def _echo(command, job):
    for count, turn in enumerate(command.turns, 1):
        text(job, turn.text, count)


def _flood(command, job):
    """`max_tokens` numbered texts as fast as they go."""
    for number in range(command.settings.max_tokens):
        text(job, str(number), number)


def _progress_flood(command, job):
    for number in range(command.settings.max_tokens):
        job.send(Progress(job.job_id, JobProgress("count", number, command.settings.max_tokens)))


def _modules(command, job):
    text(job, "\n".join(sys.modules))


def _raise(command, job):
    raise ValueError("a mistake of the worker")


def _refuse(command, job):
    raise BitsmithError(ErrorKind.UNSUPPORTED, "No.", "Because.", "Do something else.", "the log")


def _memory(command, job):
    raise MemoryError


def _unsendable(command, job):
    return object()


def _until_cancelled(command, job):
    cancelled = threading.Event()
    job.on_cancel(cancelled.set)
    text(job, "running")
    cancelled.wait()
    job.check_cancelled()


def _result_when_cancelled(command, job):
    cancelled = threading.Event()
    job.on_cancel(cancelled.set)
    text(job, "running")
    cancelled.wait()
    raise CancelledWithResultError(DeviceList(()))


def _forever(command, job):
    """Does not listen to a cancel, as native code would not."""
    text(job, "running")
    threading.Event().wait()


def _forever_deaf(command, job):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    _forever(command, job)


def _print(command, job):
    os.write(1, b"native words on stdout\n")
    print("python words", flush=True)
    os.write(2, b"x" * 1_000_000)
    os.write(2, b"\nlast words\n")


def _abort(command, job):
    text(job, "before the end")
    os.write(2, b"GGML_ASSERT failed\n")
    os.abort()


def _segfault(command, job):
    ctypes.string_at(0)


def _exit(command, job):
    os._exit(7)


def _two_ends(command, job):
    """Claims to be done twice, and talks on."""
    job.send(Finished(job.job_id))
    text(job, "late")


def _garbage(command, job):
    job.send.__self__._conn.send_bytes(b'{"type":"Nonsense"}')
    threading.Event().wait()


BEHAVIOURS = {
    name.removeprefix("_").replace("_", "-"): function
    for name, function in list(globals().items())
    if name.startswith("_") and callable(function)
}


def dies_at_once(conn):
    raise RuntimeError("broken from the start")


def never_reads(conn):
    conn.send_bytes(encode(Ready(os.getpid(), "deaf")))
    threading.Event().wait()
