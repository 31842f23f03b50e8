"""The answer in progress: its text as it grows, written down every half second and at its end."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from desktop_app.domain.reasoning import ReasoningSplitter

if TYPE_CHECKING:
    from desktop_app.domain.chat import AnswerStats
    from desktop_app.domain.errors import Problem
    from desktop_app.services.background import SerialWriter
    from desktop_app.storage.chats import ChatStore

_SAVE_EVERY_S = 0.5
_TRY_AGAIN_MS = 5000


class AnswerKeeper:
    """Keeps one answer at a time.

    Args:
        store: where it is kept.
        writer: does the writing.
        on_problem: told when something could not be written; the text stays here and is tried again.
        on_kept: told when all that could not be written is.
    """

    def __init__(
        self,
        store: ChatStore,
        writer: SerialWriter,
        on_problem: Callable[[Problem], None],
        on_kept: Callable[[], None],
    ) -> None:
        self._store, self._writer, self._on_problem, self._on_kept = store, writer, on_problem, on_kept
        self._has_failed = False
        self.chat_id: int | None = None
        self.message_id = 0
        self.text = ""
        self._saved_at = 0.0
        self._thinking = _Thinking()
        self._unkept: dict[int, _Ended] = {}
        self._again = QTimer(singleShot=True, interval=_TRY_AGAIN_MS)
        self._again.timeout.connect(self.keep)

    def begin(self, chat_id: int, message_id: int, text: str) -> None:
        """An answer begins, with what there is of it already."""
        self.chat_id, self.message_id, self.text = chat_id, message_id, text
        self._saved_at = time.monotonic()
        self._thinking = _Thinking(text)

    @property
    def reasoning_s(self) -> float:
        """How long the model has thought before it answered, in seconds; 0 while it does or did not."""
        return self._thinking.seconds

    def grow(self, text: str) -> None:
        """More of it."""
        self.text += text
        now = time.monotonic()
        self._thinking.grow(text, now)
        if now - self._saved_at >= _SAVE_EVERY_S:
            self._saved_at = now
            message_id, whole = self.message_id, self.text
            self._writer.run(lambda: self._store.grow_message(message_id, whole), on_problem=self._not_grown)

    def end(self, stats: AnswerStats | None, *, is_complete: bool) -> None:
        """It ended; what there is of it is kept, if not now, then as soon as there is room."""
        self._unkept[self.message_id] = _Ended(self.text, stats, is_complete)
        self.keep()

    def keep(self) -> None:
        """Write down what could not be written yet."""
        for message_id, ended in tuple(self._unkept.items()):
            self._writer.run(
                lambda m=message_id, e=ended: self._store.finish_message(
                    m, e.text, e.stats, is_complete=e.is_complete
                ),
                on_result=lambda _none, m=message_id, e=ended: self._kept(m, e),
                on_problem=self._not_kept,
            )

    def _kept(self, message_id: int, ended: _Ended) -> None:
        if self._unkept.get(message_id) is ended:
            del self._unkept[message_id]
        if self._has_failed and not self._unkept:
            self._has_failed = False
            self._on_kept()

    def _not_grown(self, problem: Problem) -> None:
        """Half of an answer was not written; its end is what counts."""
        self._has_failed = True
        self._on_problem(problem)

    def _not_kept(self, problem: Problem) -> None:
        self._has_failed = True
        self._on_problem(problem)
        self._again.start()


class _Thinking:
    """Measures how long an answer's reasoning takes, from its first text to the end of it."""

    def __init__(self, text: str = "") -> None:
        self._splitter = ReasoningSplitter()
        self._splitter.feed(text)
        self._began_at: float | None = None
        self.seconds = 0.0

    def grow(self, text: str, now_s: float) -> None:
        if self.seconds:
            return
        if self._began_at is None:
            self._began_at = now_s
        self._splitter.feed(text)
        if self._splitter.reasoning.strip() and not self._splitter.is_open:
            self.seconds = max(0.001, now_s - self._began_at)


@dataclass(frozen=True, slots=True)
class _Ended:
    text: str
    stats: AnswerStats | None
    is_complete: bool
