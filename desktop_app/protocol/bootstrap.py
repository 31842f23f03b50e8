"""What a spawned process runs first: silence, crash reports, then the entry module."""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
from importlib import import_module
from multiprocessing.connection import Connection


def run_worker(entry: str, conn: Connection, output: Connection | None) -> None:
    """Call `main(conn)` of the module `entry`, or another function of it ("package.module:function").

    Args:
        entry: named by a string, so that the parent never imports it.
        conn: the pipe to the parent.
        output: where everything that is printed goes; None leaves it alone.
    """
    # Ctrl+C in a terminal reaches the whole group; the parent decides what it means
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _redirect_output(output)
    # ggml would otherwise start a debugger in a process that is about to die
    os.environ.setdefault("GGML_NO_BACKTRACE", "1")
    if sys.stderr is not None:
        faulthandler.enable()
    module, _, function = entry.partition(":")
    getattr(import_module(module), function or "main")(conn)


def _redirect_output(output: Connection | None) -> None:
    if output is not None:
        for descriptor in (1, 2):
            os.dup2(output.fileno(), descriptor)
        output.close()
    # a Windows app without a console has no standard streams, and libraries print
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")
