"""What the server needs of an engine, and the engine of a command line: one child process."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from desktop_app.domain.chat import LoadedModel, LoadSettings
from desktop_app.domain.errors import BitsmithError
from desktop_app.protocol.child import INFERENCE_WORKER, ChildProcess
from desktop_app.protocol.messages import (
    Cancelled,
    Event,
    Failed,
    Finished,
    JobCommand,
    LoadModel,
    TerminalEvent,
)

Listener = Callable[[Event], None]


@dataclass(frozen=True, slots=True)
class ServedModel:
    """The model that answers; `since` is when it was loaded, seconds since the epoch."""

    name: str
    loaded: LoadedModel
    since: float


class Engine(Protocol):
    """Takes commands from any thread."""

    def model(self) -> ServedModel | None:
        """The model that is loaded now."""
        ...

    def start(self, command: JobCommand, listener: Listener) -> None:
        """Do `command`; `listener` gets its events on some thread, the last of them a `TerminalEvent`.

        Raises:
            BitsmithError: there is no process that could do it; `listener` is not called.
        """
        ...

    def cancel(self, job_id: str) -> None:
        """Ask for the early end of a command; it still has its terminal event."""
        ...


class ChildEngine:
    """An inference worker of its own that holds one model.

    Args:
        name: what clients call the model.
        path: of its GGUF.
        settings: what it is loaded with.
        on_event: sees every event of every command.
    """

    def __init__(
        self, name: str, path: str, settings: LoadSettings, on_event: Listener | None = None
    ) -> None:
        self._name = name
        self._load = LoadModel("load", path, settings)
        self._watch = on_event
        self._lock = threading.Lock()
        self._listeners: dict[str, Listener] = {}
        self._model: ServedModel | None = None
        self._child = ChildProcess(INFERENCE_WORKER, self._on_event, self._on_exit, name="inference")
        self.ended = threading.Event()

    def open(self) -> ServedModel:
        """Start the process and load the model; returns when it can answer.

        Raises:
            BitsmithError: the model cannot be loaded; the process is gone.
        """
        done: list[TerminalEvent] = []
        loaded = threading.Event()

        def listen(event: Event) -> None:
            if isinstance(event, Finished | Failed | Cancelled):
                done.append(event)
                loaded.set()

        self._child.start()
        try:
            self.start(self._load, listen)
            while not loaded.wait(0.2):  # in steps, so that Ctrl+C is seen on every system
                pass
        except BaseException:
            self.close()
            raise
        match done[0]:
            case Finished(result=LoadedModel() as result):
                self._model = ServedModel(self._name, result, time.time())
                return self._model
            case Failed(problem=problem):
                self.close()
                raise BitsmithError(
                    problem.kind, problem.what, problem.why, problem.next_step, problem.detail
                )
        self.close()
        raise AssertionError("a load ends in a model or a problem")

    def close(self) -> None:
        """End the process; what runs is cancelled."""
        self._child.shutdown()

    def model(self) -> ServedModel | None:
        return None if self.ended.is_set() else self._model

    def start(self, command: JobCommand, listener: Listener) -> None:
        with self._lock:
            self._listeners[command.job_id] = listener
        try:
            self._child.send(command)
        except BaseException:
            with self._lock:
                self._listeners.pop(command.job_id, None)
            raise

    def cancel(self, job_id: str) -> None:
        self._child.cancel(job_id)

    def _on_event(self, event: Event) -> None:
        if self._watch:
            self._watch(event)
        job_id = getattr(event, "job_id", "")
        with self._lock:
            listener = self._listeners.get(job_id)
            if isinstance(event, Finished | Failed | Cancelled):
                self._listeners.pop(job_id, None)
        if listener:
            listener(event)

    def _on_exit(self, _outcome: object) -> None:
        self.ended.set()
