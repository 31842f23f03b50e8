from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.errors import ErrorKind, Problem
from desktop_app.services.states import ChatState
from desktop_app.ui.announcer import AnswerAnnouncer, SentenceBuffer, announce


class Chat(QObject):
    answer_grew = Signal(str)
    state_changed = Signal(object)


def test_sentences_are_whole_and_not_too_many():
    buffer = SentenceBuffer(pause_s=1)
    assert buffer.add("The sky is blue. It is", 10) == "The sky is blue."
    assert buffer.add(" wide. And", 10.5) == ""
    assert buffer.add(" high", 11.5) == "It is wide."
    assert buffer.rest() == "And high"
    assert buffer.rest() == ""
    assert len(buffer.add("x" * 5000, 20)) == 2000


def test_an_answer_is_read_out_once(qapp):
    said, chat, window = [], Chat(), QObject()
    announcer = AnswerAnnouncer(
        chat, window, say=lambda _target, text: said.append(text), is_listened_to=lambda: True
    )
    chat.state_changed.emit(ChatState(is_answering=True))
    for text in ("One. ", "Two", ". Three"):
        chat.answer_grew.emit(text)
    chat.state_changed.emit(ChatState(is_answering=False))
    assert said == ["One.", "Two. Three", "The answer is complete."]
    problem = Problem(ErrorKind.INTERNAL, "It failed.", "So.", "Again.")
    chat.state_changed.emit(ChatState(problem=problem))
    chat.state_changed.emit(ChatState(problem=problem, tokens_per_s=1.0))
    assert said[3:] == ["It failed. So. Again."]
    del announcer


def test_nobody_listens_nothing_is_said(qapp):
    said, chat, window = [], Chat(), QObject()
    announcer = AnswerAnnouncer(
        chat, window, say=lambda _target, text: said.append(text), is_listened_to=lambda: False
    )
    chat.state_changed.emit(ChatState(is_answering=True))
    chat.answer_grew.emit("One. ")
    chat.state_changed.emit(ChatState(is_answering=False))
    assert said == []
    del announcer


def test_the_real_announcement_reaches_qt(qtbot):
    from PySide6.QtWidgets import QWidget

    widget = QWidget()
    qtbot.addWidget(widget)
    announce(widget, "Hello")  # raises when this Qt has no announcements
