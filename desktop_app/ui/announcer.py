"""Reads an answer out to people who use a screen reader, sentence by sentence as it is written."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

if TYPE_CHECKING:
    from desktop_app.services.chat_service import ChatService
    from desktop_app.services.states import ChatState

_SENTENCE_END = re.compile(r"[.!?:…。！？]\s|\n")
_PAUSE_S = 1.5  # a reader speaks longer than that; what comes sooner is read together
_LONGEST = 2000  # of one announcement, in characters


def announce(target: QObject, text: str) -> None:
    """Have the screen reader say `text` when it has ended what it says."""
    event = QAccessibleAnnouncementEvent(target, text)
    event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
    QAccessible.updateAccessibility(event)


class SentenceBuffer:
    """Cuts a growing text into whole sentences, not more often than every `pause_s` seconds."""

    def __init__(self, pause_s: float = _PAUSE_S) -> None:
        self._pause_s = pause_s
        self._text = ""
        self._said_at = float("-inf")

    def add(self, text: str, now_s: float) -> str:
        """What is to be said now, "" for nothing yet."""
        self._text += text
        if now_s - self._said_at < self._pause_s:
            return ""
        ends = [match.end() for match in _SENTENCE_END.finditer(self._text)]
        if not ends and len(self._text) < _LONGEST:
            return ""
        cut = ends[-1] if ends else len(self._text)
        said, self._text = self._text[:cut].strip(), self._text[cut:]
        if said:
            self._said_at = now_s
        return said[:_LONGEST]

    def rest(self) -> str:
        """What was not said yet; nothing is left."""
        said, self._text, self._said_at = self._text.strip(), "", float("-inf")
        return said[-_LONGEST:]


class AnswerAnnouncer(QObject):
    """Says answers and how they ended; does nothing while no screen reader listens.

    Args:
        chat: whose answers are read out.
        target: the window that speaks.
        say: how it is said, and `is_listened_to`, whether anybody listens; tests give their own.
    """

    def __init__(
        self,
        chat: ChatService,
        target: QObject,
        *,
        say: Callable[[QObject, str], None] = announce,
        is_listened_to: Callable[[], bool] = QAccessible.isActive,
    ) -> None:
        super().__init__(target)
        self._target, self._say, self._is_listened_to = target, say, is_listened_to
        self._buffer = SentenceBuffer()
        self._was_answering = False
        self._problem: object = None
        chat.answer_grew.connect(self._on_text)
        chat.state_changed.connect(self._on_state)

    def _on_text(self, text: str) -> None:
        if self._is_listened_to():
            self._speak(self._buffer.add(text, time.monotonic()))

    def _on_state(self, state: ChatState) -> None:
        if self._was_answering and not state.is_answering:
            rest = self._buffer.rest()
            if self._is_listened_to():
                self._speak(rest)
                self._speak(self.tr("The answer is complete."))
        self._was_answering = state.is_answering
        if state.problem is not self._problem:
            self._problem = state.problem
            if state.problem is not None and self._is_listened_to():
                self._speak(state.problem.text())

    def _speak(self, text: str) -> None:
        if text:
            self._say(self._target, text)
