"""Entry of a job process: it does what it is asked, and its memory goes back with it."""

from __future__ import annotations

import sys
from multiprocessing.connection import Connection

import psutil

from desktop_app.protocol.channel import Job, WorkerChannel
from desktop_app.protocol.messages import JobCommand, Result

_POSIX_NICENESS = 5


def main(conn: Connection) -> None:
    """Serve `Quantize`, `EstimateFit` and `ListDevices` until told to end."""
    _yield_to_the_window()
    WorkerChannel(conn).serve(_handle)


def _handle(command: JobCommand, job: Job) -> Result:
    # numpy and the converters take a third of a second: Ready goes out first
    from desktop_app.worker import jobs

    return jobs.handle(command, job)


def _yield_to_the_window() -> None:
    """A job uses every core; what a person looks at comes first."""
    process = psutil.Process()
    if sys.platform == "win32":
        process.nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
    else:
        process.nice(process.nice() + _POSIX_NICENESS)
