"""A worker process as a QObject: its events arrive on the GUI thread, and never so many that it stalls."""

from __future__ import annotations

import threading
import time
from collections import deque

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from desktop_app.domain.errors import BitsmithError
from desktop_app.protocol.child import ChildProcess
from desktop_app.protocol.messages import Cancel, Command, Event, Failed, Progress, PromptProgress, Shutdown
from desktop_app.protocol.outcome import ExitOutcome, not_running

# events that wait here; when it is full the reader waits, the pipe fills and the worker slows down
_QUEUE_LENGTH = 1024
# how long one turn of the event loop may deliver
_TURN_BUDGET_S = 0.004


class _Inbox:
    """A bounded queue between the reader thread and the GUI thread."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._items: deque[Event | ExitOutcome] = deque()
        self._is_closed = False

    def put(self, item: Event | ExitOutcome) -> bool:
        """Add `item`, waiting for room; True when the GUI thread has to be woken."""
        with self._condition:
            if self._replace_last(item):
                return False
            # the end is always let in: there is exactly one, and nobody waits for room after it
            self._condition.wait_for(
                lambda: self._is_closed or len(self._items) < _QUEUE_LENGTH or isinstance(item, ExitOutcome)
            )
            if self._is_closed:
                return False
            self._items.append(item)
            return len(self._items) == 1

    def put_now(self, item: Event) -> bool:
        """Add `item` without waiting; for the GUI thread, which is the one that makes room."""
        with self._condition:
            self._items.append(item)
            return len(self._items) == 1

    def take(self) -> Event | ExitOutcome | None:
        with self._condition:
            if not self._items:
                return None
            item = self._items.popleft()
            self._condition.notify()
            return item

    def close(self) -> None:
        """Drop everything, now and from now on, and let the reader go."""
        with self._condition:
            self._is_closed = True
            self._items.clear()
            self._condition.notify_all()

    def _replace_last(self, item: Event | ExitOutcome) -> bool:
        """Newer progress takes the place of older progress that nobody has seen."""
        if not self._items or not isinstance(item, Progress | PromptProgress):
            return False
        last = self._items[-1]
        if type(last) is not type(item) or last.job_id != item.job_id:  # pyright: ignore[reportAttributeAccessIssue]
            return False
        self._items[-1] = item
        return True


class WorkerHost(QObject):
    """Starts one worker process at a time and delivers what it says.

    `event_received` carries every `Event` in order (progress that was overtaken before it was delivered is
    left out); `exited` the `ExitOutcome` after the last of them. Both on the thread of this object. Every
    command sent ends in exactly one `Finished`, `Failed` or `Cancelled`, unless `stop` was called.

    Args:
        entry: the entry module, `protocol.child.INFERENCE_WORKER` or `JOB_WORKER`.
    """

    event_received = Signal(object)
    exited = Signal(object)
    _woken = Signal(object)

    def __init__(self, entry: str, *, name: str = "worker", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entry = entry
        self._name = name
        self._child: ChildProcess | None = None
        self._inbox = _Inbox()
        self._woken.connect(self._on_woken, Qt.ConnectionType.QueuedConnection)
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._deliver)

    @property
    def is_running(self) -> bool:
        """From `start` until `exited` is emitted or `stop` returns."""
        return self._child is not None

    @property
    def pid(self) -> int | None:
        return self._child.pid if self._child is not None else None

    def start(self) -> None:
        """Start the process (returns at once); nothing happens when it runs."""
        if self._child is not None:
            return
        inbox = self._inbox = _Inbox()

        def receive(item: Event | ExitOutcome) -> None:
            if inbox.put(item):
                self._woken.emit(inbox)

        self._child = ChildProcess(self._entry, receive, receive, name=self._name)
        self._child.start()

    def send(self, command: Command) -> None:
        """Send `command`; one that finds no running process ends in `Failed` like any other."""
        try:
            if self._child is None:
                raise not_running()
            self._child.send(command)
        except BitsmithError as error:
            if isinstance(command, Cancel | Shutdown):
                return
            if self._inbox.put_now(Failed(command.job_id, error.problem)):
                self._woken.emit(self._inbox)

    def cancel(self, job_id: str) -> None:
        """Ask for the early end of a command."""
        if self._child is not None:
            self._child.cancel(job_id)

    def request_stop(self, grace_s: float = 2.0) -> None:
        """Ask the process to end and return at once; what still runs is cancelled, then `exited` comes."""
        if self._child is not None:
            self._child.request_shutdown(grace_s)

    def stop(self, grace_s: float = 2.0) -> None:
        """End the process and wait for it; no signal comes after this, and no thread is left.

        Blocks for what the process takes to end: about as long as a cancel, at most `grace_s` and a second.
        """
        child, self._child = self._child, None
        self._turn.stop()
        self._inbox.close()
        if child is not None:
            child.shutdown(grace_s)

    @Slot(object)
    def _on_woken(self, inbox: _Inbox) -> None:
        if inbox is self._inbox and not self._turn.isActive():
            self._deliver()

    @Slot()
    def _deliver(self) -> None:
        inbox = self._inbox
        end_s = time.monotonic() + _TURN_BUDGET_S
        while (item := inbox.take()) is not None:
            if isinstance(item, ExitOutcome):
                child, self._child = self._child, None
                if child is not None:
                    child.wait()
                self.exited.emit(item)
            else:
                self.event_received.emit(item)
            # a slot may have stopped this host, or started the next process
            if inbox is not self._inbox:
                return
            if time.monotonic() >= end_s:
                # a timer, not a posted event: the loop paints and reads input before it comes back
                self._turn.start()
                return
