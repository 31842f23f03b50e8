from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from desktop_app.domain.chat import Role
from desktop_app.domain.conversation import StoredMessage
from desktop_app.ui.pages.chat_message import AnswerMessage
from tests.fakes.services import make_stats

TEXT = "<think>\nFirst **this**.\n\nThen that.\n</think>\n\nThe *answer*."


def shown(qtbot, message):
    widget = AnswerMessage(message)
    qtbot.addWidget(widget)
    widget.resize(500, 400)
    widget.show()
    return widget


def text_of(view):
    return "\n".join(part.toPlainText() for part in view.parts).strip()


def test_a_kept_answer_is_folded_with_its_duration(qtbot):
    stats = make_stats(reasoning_s=12.4)
    widget = shown(qtbot, StoredMessage(1, Role.ASSISTANT, TEXT, 0.0, stats=stats))
    assert text_of(widget.view) == "The answer."
    assert widget.reasoning.header.text() == "Thought for 12 s"
    assert not widget.reasoning.view.isVisible()
    widget.reasoning.header.setFocus()
    QTest.keyClick(widget.reasoning.header, Qt.Key.Key_Space)
    assert widget.reasoning.view.isVisible()
    assert "First this." in text_of(widget.reasoning.view)
    QTest.keyClick(widget.reasoning.header, Qt.Key.Key_Space)
    assert not widget.reasoning.view.isVisible()


def test_a_growing_answer_in_small_pieces_is_the_same(qtbot):
    message = StoredMessage(1, Role.ASSISTANT, "", 0.0, is_complete=False)
    widget = shown(qtbot, message)
    widget.begin(message)
    widget.append(TEXT[:12])
    assert widget.reasoning.header.text() == "Thinking…"
    widget.reasoning.header.setChecked(True)
    for start in range(12, len(TEXT), 3):
        widget.append(TEXT[start : start + 3])
    assert text_of(widget.view) == "The answer."
    widget.finish(StoredMessage(1, Role.ASSISTANT, TEXT, 0.0, stats=make_stats(reasoning_s=2.0)))
    assert text_of(widget.view) == "The answer."
    assert "Then that." in text_of(widget.reasoning.view)
    assert widget.reasoning.header.text() == "Thought for 2.0 s"


def test_reasoning_that_began_in_the_prompt_moves_out_of_the_answer(qtbot):
    message = StoredMessage(1, Role.ASSISTANT, "", 0.0, is_complete=False)
    widget = shown(qtbot, message)
    widget.begin(message)
    widget.append("So it seems")
    assert text_of(widget.view) == "So it seems"
    assert not widget.reasoning.isVisible()
    widget.append(".</think>Yes")
    assert text_of(widget.view) == "Yes"
    assert widget.reasoning.isVisible()


def test_the_answer_alone_is_copied(qtbot):
    widget = shown(qtbot, StoredMessage(1, Role.ASSISTANT, TEXT, 0.0))
    widget.actions_row.copy_button.click()
    assert QGuiApplication.clipboard().text() == "The *answer*."


def test_an_answer_without_reasoning_shows_no_fold(qtbot):
    widget = shown(qtbot, StoredMessage(1, Role.ASSISTANT, "Plain.", 0.0))
    assert not widget.reasoning.isVisible()
    assert text_of(widget.view) == "Plain."
