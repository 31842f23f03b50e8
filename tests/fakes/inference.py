"""A conversation with a real inference worker, for tests that wait for its answers."""

from __future__ import annotations

import itertools
import queue
from dataclasses import dataclass, field, replace

from desktop_app.domain.chat import ChatTurn, GenerationSettings, LoadSettings, Role
from desktop_app.protocol.child import INFERENCE_WORKER, ChildProcess
from desktop_app.protocol.messages import (
    Cancelled,
    Event,
    Failed,
    Finished,
    Generate,
    LoadModel,
    PromptProgress,
    Ready,
    Text,
)

WAIT_S = 120.0


@dataclass
class Answer:
    """All that came for one command."""

    end: Finished | Failed | Cancelled
    events: list[Event] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(event.text for event in self.events if isinstance(event, Text))

    @property
    def stats(self):
        assert not isinstance(self.end, Failed), self.end
        return self.end.result

    @property
    def problem(self):
        assert isinstance(self.end, Failed), self.end
        return self.end.problem


class InferenceChild:
    """One worker process; questions go in, answers come out."""

    def __init__(self, entry_point: str = INFERENCE_WORKER) -> None:
        self.events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self.child = ChildProcess(entry_point, self.events.put)
        self._numbers = itertools.count()
        self.child.start()
        self.ready = self.events.get(timeout=WAIT_S)
        assert isinstance(self.ready, Ready)

    def load(self, path, **settings) -> Answer:
        job_id = f"load-{next(self._numbers)}"
        self.child.send(LoadModel(job_id, str(path), LoadSettings(**settings)))
        return self.collect()

    def start(self, *texts, system="", pictures=(), **settings) -> str:
        """Send a question after the turns before it (`pictures` with the first); returns the job id."""
        job_id = f"answer-{next(self._numbers)}"
        roles = itertools.cycle((Role.USER, Role.ASSISTANT))
        turns = tuple(ChatTurn(role, text) for role, text in zip(roles, texts, strict=False))
        if pictures:
            turns = (replace(turns[0], pictures=tuple(pictures)), *turns[1:])
        if system:
            turns = (ChatTurn(Role.SYSTEM, system), *turns)
        self.child.send(Generate(job_id, turns, GenerationSettings(**settings)))
        return job_id

    def ask(self, *texts, **settings) -> Answer:
        self.start(*texts, **settings)
        return self.collect()

    def wait_for(self, *kinds) -> list[Event]:
        seen = [self.events.get(timeout=WAIT_S)]
        while not isinstance(seen[-1], kinds):
            seen.append(self.events.get(timeout=WAIT_S))
        return seen

    def cancel_at_first(self, kind, job_id) -> Answer:
        """Cancel as soon as something of `kind` came (`Text`, `PromptProgress`)."""
        events = self.wait_for(kind, Finished, Failed)
        assert isinstance(events[-1], Text | PromptProgress), events[-1]
        self.child.cancel(job_id)
        answer = self.collect()
        return Answer(answer.end, events + answer.events)

    def collect(self) -> Answer:
        *events, end = self.wait_for(Finished, Failed, Cancelled)
        return Answer(end, events)
