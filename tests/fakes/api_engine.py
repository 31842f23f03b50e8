"""An engine of the local API that answers from a script, on a thread of its own."""

from __future__ import annotations

import threading
import time

from desktop_app.api.engine import Listener, ServedModel
from desktop_app.domain.chat import AnswerStats, LoadedModel, StopReason
from desktop_app.domain.errors import BitsmithError, ErrorKind, Problem
from desktop_app.protocol.messages import (
    Cancelled,
    Complete,
    Embed,
    EmbeddingReady,
    Failed,
    Finished,
    JobCommand,
    PromptProgress,
    Text,
)
from desktop_app.protocol.results import Embedded

LOADED = LoadedModel("/m.gguf", "tiny", "llama", 1000, 512, 512, 2, 0, 1, True, 1, 1, 1, 0.1)


def stats(n_tokens: int, reason: StopReason = StopReason.END) -> AnswerStats:
    return AnswerStats(7, 3, n_tokens, 0.1, 100.0, 50.0, 7 + n_tokens, 512, reason)


class ScriptedEngine:
    """Says `texts` for each answer; `hold` keeps an answer open until it is set or cancelled."""

    def __init__(self, texts: tuple[str, ...] = ("Hello", " there"), name: str = "tiny") -> None:
        self.texts = texts
        self.served: ServedModel | None = ServedModel(name, LOADED, time.time())
        self.problem: Problem | None = None
        self.is_gone = False
        self.hold = threading.Event()
        self.hold.set()
        self.commands: list[JobCommand] = []
        self.running = 0
        self.most_running = 0
        self.cancelled: dict[str, threading.Event] = {}
        self.was_cancelled = threading.Event()
        self._lock = threading.Lock()

    def model(self) -> ServedModel | None:
        return self.served

    def start(self, command: JobCommand, listener: Listener) -> None:
        if self.is_gone:
            raise BitsmithError(ErrorKind.WORKER_CRASHED, "The process is gone.")
        with self._lock:
            self.commands.append(command)
            self.cancelled[command.job_id] = threading.Event()
            self.running += 1
            self.most_running = max(self.most_running, self.running)
        threading.Thread(target=self._answer, args=(command, listener), daemon=True).start()

    def cancel(self, job_id: str) -> None:
        self.cancelled[job_id].set()
        self.was_cancelled.set()

    def _answer(self, command: JobCommand, listener: Listener) -> None:
        job_id = command.job_id
        if self.problem:
            event = Failed(job_id, self.problem)
        elif isinstance(command, Embed):
            for index, text in enumerate(command.texts):
                listener(EmbeddingReady(job_id, index, (1.0, float(len(text)))))
            event = Finished(job_id, Embedded(9))
        else:
            if isinstance(command, Complete):
                listener(PromptProgress(job_id, 1, 2))
            for number, text in enumerate(self.texts):
                listener(Text(job_id, text, number + 1, 50.0, 10))
            while not self.hold.wait(0.01) and not self.cancelled[job_id].is_set():
                pass
            is_cancelled = self.cancelled[job_id].is_set()
            event = Cancelled(job_id) if is_cancelled else Finished(job_id, stats(len(self.texts)))
        with self._lock:
            self.running -= 1
        listener(event)
