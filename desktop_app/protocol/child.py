"""The parent's side: a child process with typed messages, whose every end is an event and not a surprise."""

from __future__ import annotations

import logging
import multiprocessing
import os
import queue
import sys
import threading
from collections import deque
from collections.abc import Callable
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnContext
from multiprocessing.process import BaseProcess

from desktop_app.protocol.bootstrap import run_worker
from desktop_app.protocol.codec import MAX_MESSAGE_BYTES, ProtocolError, decode_event, encode
from desktop_app.protocol.messages import Cancel, Cancelled, Command, Event, Failed, Finished, Ready, Shutdown
from desktop_app.protocol.outcome import ExitOutcome, describe_exit, not_running, start_failed

_log = logging.getLogger(__name__)

INFERENCE_WORKER = "desktop_app.worker.inference_main"
JOB_WORKER = "desktop_app.worker.job_main"

_OUTPUT_TAIL_BYTES = 8192
_TERMINATE_GRACE_S = 1.0
# a child that has closed its pipe has nothing left to do
_EOF_GRACE_S = 5.0
# Process.start() reaps other dead children as a side effect; two threads that reap at once lose exit codes
_reap_lock = threading.Lock()


class ChildProcess:
    """One child of the entry module `entry`, driven from any thread.

    `on_event` is called for every event in order, `on_exit` once at the very end; both on one thread of this
    object. A command that is pending when the child dies ends in one `Failed(worker_crashed)`, or in
    `Cancelled` when the end was asked for. A callback that blocks slows the child down and loses nothing.

    Args:
        entry: module with `main(conn)`, or "module:function"; never imported by the parent.
        on_event: gets each event; must not call `shutdown` or `wait`.
        on_exit: gets the `ExitOutcome`; after it nothing is called any more.
        name: for threads and logs.
    """

    def __init__(
        self,
        entry: str,
        on_event: Callable[[Event], None],
        on_exit: Callable[[ExitOutcome], None] | None = None,
        *,
        name: str = "worker",
    ) -> None:
        self._entry = entry
        self._on_event = on_event
        self._on_exit = on_exit
        self._name = name
        self._lock = threading.Lock()
        self._pending: dict[str, None] = {}
        self._is_closed = False
        self._stop_requested = False
        self._protocol_error = ""
        self._outbox: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._process: BaseProcess | None = None
        self._launched = threading.Event()
        self._exited = threading.Event()
        self._done = threading.Event()
        self._outcome: ExitOutcome | None = None
        self._thread = threading.Thread(target=self._run, name=f"{name}-reader", daemon=True)
        self._stopper: threading.Thread | None = None

    @property
    def pid(self) -> int | None:
        """The process id, None until it runs."""
        return self._process.pid if self._process is not None else None

    @property
    def outcome(self) -> ExitOutcome | None:
        """How it ended, None while it runs."""
        return self._outcome

    @property
    def is_alive(self) -> bool:
        return self._thread.ident is not None and not self._done.is_set()

    def start(self) -> None:
        """Start the process; returns at once. A start that fails is an `on_exit` like any other end."""
        self._thread.start()

    def send(self, command: Command) -> None:
        """Any thread: queue `command`; never blocks, even when the child does not read.

        Raises:
            BitsmithError: (worker_crashed) the child has ended; nothing will come for this command.
            ProtocolError: the command holds what no message can carry.
        """
        data = encode(command)
        with self._lock:
            if self._is_closed:
                raise not_running()
            if not isinstance(command, Cancel | Shutdown):
                if command.job_id in self._pending:
                    raise ValueError(f"job {command.job_id!r} is already running")
                self._pending[command.job_id] = None
            self._outbox.put(data)

    def cancel(self, job_id: str, *, keep: bool = False) -> None:
        """Any thread: ask for the early end of `job_id`; nothing happens when it has ended.

        With `keep`, a job that can go on later leaves what it needs for that.
        """
        with self._lock:
            if not self._is_closed and job_id in self._pending:
                self._outbox.put(encode(Cancel(job_id, keep)))

    def request_shutdown(self, grace_s: float = 2.0) -> None:
        """Any thread: ask it to end, terminate it after `grace_s`, kill it after one second more."""
        with self._lock:
            if self._stop_requested or self._is_closed:
                return
            self._stop_requested = True
            self._outbox.put(encode(Shutdown()))
            self._stopper = threading.Thread(
                target=self._stop, args=(grace_s,), name=f"{self._name}-stop", daemon=True
            )
            self._stopper.start()

    def shutdown(self, grace_s: float = 2.0) -> ExitOutcome:
        """`request_shutdown` and wait for the end; afterwards no thread and no process is left."""
        self.request_shutdown(grace_s)
        outcome = self.wait()
        assert outcome is not None
        return outcome

    def wait(self, timeout_s: float | None = None) -> ExitOutcome | None:
        """Wait for the end; None when it has not come within `timeout_s`."""
        if not self._done.wait(timeout_s):
            return None
        self._thread.join()
        if self._stopper is not None:
            self._stopper.join()
        return self._outcome

    # ---- the reader thread: start, read, reap, report

    def _run(self) -> None:
        context = multiprocessing.get_context("spawn")
        conn, child_conn = context.Pipe(duplex=True)
        output, child_output = _output_pipe(context)
        try:
            process = context.Process(
                target=run_worker, args=(self._entry, child_conn, child_output), name=self._name, daemon=True
            )
            with _reap_lock:
                process.start()
        except Exception as error:  # noqa: BLE001 - whatever it is, the owner must hear of it
            _log.exception("%s could not be started", self._name)
            for connection in (conn, child_conn, output, child_output):
                if connection is not None:
                    connection.close()
            self._launched.set()
            self._exited.set()
            self._report(start_failed(error))
            return
        self._process = process
        self._launched.set()
        child_conn.close()
        if child_output is not None:
            child_output.close()
        printed: deque[bytes] = deque()
        writer = threading.Thread(target=self._write, args=(conn,), name=f"{self._name}-writer", daemon=True)
        printer = threading.Thread(
            target=_keep_tail, args=(output, printed), name=f"{self._name}-output", daemon=True
        )
        writer.start()
        printer.start()
        self._read(conn)
        exit_code = self._reap(process)
        self._exited.set()
        self._outbox.put(None)
        writer.join()
        printer.join(1.0)
        conn.close()
        tail = b"".join(printed)[-_OUTPUT_TAIL_BYTES:].decode("utf-8", "replace")
        if self._protocol_error:
            tail = f"{self._protocol_error}\n{tail}"
        self._report(describe_exit(exit_code, was_requested=self._stop_requested, output_tail=tail))

    def _read(self, conn: Connection) -> None:
        while True:
            try:
                event = decode_event(conn.recv_bytes(MAX_MESSAGE_BYTES))
            except (EOFError, OSError):
                return
            except ProtocolError as error:
                _log.error("%s does not speak the protocol: %s", self._name, error)
                self._protocol_error = str(error)
                self._signal("kill")
                return
            if self._is_wanted(event):
                self._call(event)

    def _is_wanted(self, event: Event) -> bool:
        """Nothing is delivered for a job after its terminal event, so that each ends exactly once."""
        if isinstance(event, Ready):
            return True
        with self._lock:
            if event.job_id not in self._pending:
                return False
            if isinstance(event, Finished | Failed | Cancelled):
                del self._pending[event.job_id]
            return True

    def _call(self, event: Event) -> None:
        try:
            self._on_event(event)
        except Exception:  # noqa: BLE001 - the owner's mistake must not end the reading
            _log.exception("an event of %s was not handled", self._name)

    def _reap(self, process: BaseProcess) -> int | None:
        if not wait([process.sentinel], _EOF_GRACE_S):
            self._signal("kill")
            wait([process.sentinel])
        with _reap_lock:
            process.join()
            return process.exitcode

    def _report(self, outcome: ExitOutcome) -> None:
        with self._lock:
            self._is_closed = True
            pending, self._pending = list(self._pending), {}
        for job_id in pending:
            if outcome.problem is None:
                self._call(Cancelled(job_id))
            else:
                self._call(Failed(job_id, outcome.problem))
        self._outcome = outcome
        if self._on_exit is not None:
            try:
                self._on_exit(outcome)
            except Exception:  # noqa: BLE001
                _log.exception("the end of %s was not handled", self._name)
        self._done.set()

    # ---- the other threads

    def _write(self, conn: Connection) -> None:
        while (data := self._outbox.get()) is not None:
            try:
                conn.send_bytes(data)
            except OSError:
                return  # the child is gone; the reader reports it

    def _stop(self, grace_s: float) -> None:
        self._launched.wait()
        if self._exited.wait(grace_s):
            return
        _log.warning("%s does not end when asked; terminating it", self._name)
        self._signal("terminate")
        if not self._exited.wait(_TERMINATE_GRACE_S):
            self._signal("kill")

    def _signal(self, how: str) -> None:
        with _reap_lock:
            process = self._process
            if process is not None and not self._exited.is_set():
                (process.kill if how == "kill" else process.terminate)()


def _output_pipe(
    context: SpawnContext,
) -> tuple[Connection | None, Connection | None]:
    """What the child prints (native asserts, crash reports) comes here, where its handles can do that."""
    if sys.platform == "win32":
        return None, None
    return context.Pipe(duplex=False)


def _keep_tail(output: Connection | None, printed: deque[bytes]) -> None:
    if output is None:
        return
    size = 0
    with output:
        while chunk := _read_some(output.fileno()):
            printed.append(chunk)
            size += len(chunk)
            while size - len(printed[0]) >= _OUTPUT_TAIL_BYTES:
                size -= len(printed.popleft())


def _read_some(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, _OUTPUT_TAIL_BYTES)
    except OSError:
        return b""
