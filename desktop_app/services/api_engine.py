"""The chat's worker as an engine of the local API: requests come on its thread, the worker is the GUI's."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop_app.api.engine import Listener, ServedModel
from desktop_app.domain.errors import BitsmithError, ErrorKind, Problem
from desktop_app.protocol.messages import (
    Cancel,
    Cancelled,
    Complete,
    Event,
    Failed,
    Finished,
    Generate,
    JobCommand,
    Text,
)
from desktop_app.services.states import ModelState

if TYPE_CHECKING:
    from desktop_app.services.chat_service import ChatService
    from desktop_app.services.states import ChatState
    from desktop_app.services.worker_host import WorkerHost


class ApiEngine(QObject):
    """Passes commands to the worker that the chat uses, and what it says back to who asked.

    Everything that touches the worker happens on the thread of this object; the methods of
    `desktop_app.api.engine.Engine` may be called on any.

    Signals:
        model_changed: the name of the model that is served now, "" for none.
        answer_began: an answer was asked for (graphs mark it).
        speed_measured: tokens/s of an answer in progress, 0 at its end.
    """

    model_changed = Signal(str)
    answer_began = Signal()
    speed_measured = Signal(float)
    _asked = Signal(object)
    _cancelled = Signal(str)

    def __init__(self, chat: ChatService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._chat = chat
        self._host: WorkerHost | None = None
        self._lock = threading.Lock()
        self._listeners: dict[str, Listener] = {}
        self._model: ServedModel | None = None
        self._asked.connect(self._send, Qt.ConnectionType.QueuedConnection)
        self._cancelled.connect(self._cancel, Qt.ConnectionType.QueuedConnection)
        chat.state_changed.connect(self._on_chat)
        self._on_chat(chat.state)

    # --- any thread -------------------------------------------------------------------------------

    def model(self) -> ServedModel | None:
        return self._model

    def start(self, command: JobCommand, listener: Listener) -> None:
        if self._model is None:
            raise BitsmithError(ErrorKind.WORKER_CRASHED, *_GONE)
        with self._lock:
            self._listeners[command.job_id] = listener
        self._asked.emit(command)

    def cancel(self, job_id: str) -> None:
        self._cancelled.emit(job_id)

    def close(self) -> None:
        """On the thread of this object: serve nothing any more; who waits for an answer is told."""
        for job_id in self._open_jobs():
            self._cancel(job_id)
        self._chat.state_changed.disconnect(self._on_chat)
        self._model = None
        self._leave_host()

    # --- the thread of this object ----------------------------------------------------------------

    @Slot(object)
    def _send(self, command: JobCommand) -> None:
        if self._host is None or not self._host.is_running:
            self._deliver(Failed(command.job_id, Problem(ErrorKind.WORKER_CRASHED, *_GONE)))
            return
        if isinstance(command, Generate | Complete):
            self.answer_began.emit()
        self._host.send(command)

    @Slot(str)
    def _cancel(self, job_id: str) -> None:
        if self._host is not None and job_id in self._open_jobs():
            self._host.send(Cancel(job_id))

    def _on_chat(self, state: ChatState) -> None:
        host = self._chat.host
        if host is not self._host:
            self._leave_host()
            self._host = host
            if host is not None:
                host.event_received.connect(self._deliver)
                host.exited.connect(self._on_exited)
        is_ready = state.model_state is ModelState.READY and state.model is not None
        before = self._model
        if not is_ready or state.loaded is None or state.model is None:
            self._model = None
        elif before is None or before.loaded is not state.loaded or before.name != state.model.name:
            self._model = ServedModel(state.model.name, state.loaded, time.time())
        if (before.name if before else "") != (self._model.name if self._model else ""):
            self.model_changed.emit(self._model.name if self._model else "")

    def _leave_host(self) -> None:
        """A worker that was let go says nothing any more; who waits for it is told."""
        if self._host is not None:
            self._host.event_received.disconnect(self._deliver)
            self._host.exited.disconnect(self._on_exited)
            self._host = None
        for job_id in self._open_jobs():
            self._deliver(Failed(job_id, Problem(ErrorKind.WORKER_CRASHED, *_GONE)))

    def _on_exited(self, _outcome: object) -> None:
        self._leave_host()

    def _deliver(self, event: Event) -> None:
        job_id = getattr(event, "job_id", "")
        is_end = isinstance(event, Finished | Failed | Cancelled)
        with self._lock:
            listener = self._listeners.pop(job_id, None) if is_end else self._listeners.get(job_id)
        if listener is None:
            return
        if isinstance(event, Text):
            self.speed_measured.emit(event.tokens_per_s)
        elif is_end:
            self.speed_measured.emit(0.0)
        listener(event)

    def _open_jobs(self) -> tuple[str, ...]:
        with self._lock:
            return tuple(self._listeners)


_GONE = (
    "The model is not there any more.",
    "It was changed or unloaded in Bitsmith, or its process ended.",
    "Load it again, then repeat the request.",
)
