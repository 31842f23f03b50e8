from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTextEdit

from desktop_app.domain.chat import Role
from desktop_app.domain.conversation import Conversation, StoredMessage
from desktop_app.services.states import ChatState, ModelState
from desktop_app.ui.pages.chat_composer import ChatComposer
from desktop_app.ui.pages.chat_conversation import ConversationView
from desktop_app.ui.pages.chat_find import FindBar, derive_found
from desktop_app.ui.shortcuts import key_groups
from desktop_app.ui.shortcuts_dialog import ShortcutsDialog

# keys of fields and lists, which no QShortcut binds
_FIELD_KEYS = {"Return", "Shift+Return", "Ctrl+Return", "Up", "F2", "F5", "Del", "Menu", "Ctrl+D", "Ctrl+T"}


def message(number, text, *, siblings=()):
    role = Role.USER if number % 2 else Role.ASSISTANT
    return StoredMessage(number, role, text, 0.0, siblings=siblings)


def long_chat():
    texts = [f"message {n} " + "and so on. " * 30 for n in range(1, 101)]
    texts[1] += " Needle in **bold**"
    texts[59] = "```python\nneedle = 1\n```"
    texts[98] += "the NEEDLE"
    return tuple(message(n, text) for n, text in enumerate(texts, start=1))


@pytest.fixture
def view(qtbot):
    view = ConversationView()
    qtbot.addWidget(view)
    view.resize(700, 500)
    view.show()
    view.show_state(ChatState(model_state=ModelState.READY))
    return view


def show(view, qtbot, messages):
    view.show_conversation(Conversation(1, "chat", messages))
    qtbot.waitUntil(lambda: not view._to_make)


def test_found_in_any_case_and_order():
    messages = (message(1, "Straße"), message(2, "none"), message(3, "a STRASSE b"))
    assert derive_found(messages, " strasse ") == (1, 3)
    assert derive_found(messages, "  ") == ()


def test_find_goes_through_all_messages_and_marks_them(view, qtbot):
    messages = long_chat()
    show(view, qtbot, messages)
    bar = FindBar(view, lambda: messages)
    qtbot.addWidget(bar)
    bar.open_bar()
    QTest.keyClicks(bar.field, "needle")
    qtbot.waitUntil(lambda: bar.count.text() == "3 of 3")
    QTest.keyClick(bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert bar.count.text() == "2 of 3"
    QTest.keyClick(bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert bar.count.text() == "1 of 3"  # it had no widget before
    answer = next(w for w in view.messages if w.message.message_id == 2)
    marks = [mark for part in answer.text_parts() for mark in part.extraSelections()]
    assert [mark.cursor.selectedText() for mark in marks] == ["Needle"]
    qtbot.waitUntil(lambda: 0 <= answer.mapTo(view.viewport(), answer.rect().bottomLeft()).y() <= 1000)
    QTest.keyClick(bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert bar.count.text() == "3 of 3"
    assert not any(part.extraSelections() for part in answer.text_parts() if isinstance(part, QTextEdit))
    with qtbot.waitSignal(bar.closed):
        QTest.keyClick(bar.field, Qt.Key.Key_Escape)
    assert bar.isHidden()


def test_a_jump_right_after_opening_ends_at_its_message(view, qtbot):
    view.show_conversation(Conversation(1, "chat", long_chat()))
    assert view.go_to(97)
    wanted = next(w for w in view.messages if w.message.message_id == 97)
    qtbot.waitUntil(lambda: not view._settling.isActive())
    assert 0 <= wanted.mapTo(view.viewport(), wanted.rect().topLeft()).y() < view.viewport().height()


def test_marks_of_a_question_go_with_the_step(view, qtbot):
    messages = (message(1, "a needle"), message(2, "a needle"))
    show(view, qtbot, messages)
    bar = FindBar(view, lambda: messages)
    qtbot.addWidget(bar)
    bar.open_bar()
    bar.field.setText("needle")
    bar.step(0)
    bar.step(-1)
    label = view.messages[0].text_parts()[0]
    assert label.selectedText() == "needle"
    bar.step(1)
    assert label.selectedText() == ""


def test_nothing_found_is_said(view, qtbot):
    messages = (message(1, "one"), message(2, "two"))
    show(view, qtbot, messages)
    bar = FindBar(view, lambda: messages)
    qtbot.addWidget(bar)
    bar.open_bar()
    bar.field.setText("three")
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    assert bar.count.text() == "Nothing found"
    assert not bar.after.isEnabled()


def test_versions_copy_and_edit_by_key(view, qtbot):
    show(view, qtbot, (message(1, "why?"), message(2, "because", siblings=(2, 4, 6)), message(3, "so?")))
    with qtbot.waitSignal(view.version_chosen) as signal:
        view.step_version(1)
    assert signal.args == [4]
    view.step_version(-1)  # it is the first: nothing before it
    view.copy_last_answer()
    assert QGuiApplication.clipboard().text() == "because"
    view.edit_last_question()
    assert view.messages[-1].is_edited
    assert not view.messages[0].is_edited


def test_what_is_being_changed_waits_for_an_answer_and_is_not_lost(view, qtbot):
    messages = (message(1, "why?"), message(2, "because"))
    show(view, qtbot, messages)
    view.edit_last_question()
    editor = view.messages[0]._editor
    editor.field.setPlainText("why, really?")
    view.show_state(ChatState(model_state=ModelState.READY, is_answering=True))
    kept = []
    view.edit_kept.connect(lambda *args: kept.append(args))
    QTest.keyClick(editor.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert view.messages[0].is_edited
    assert not kept
    view.show_state(ChatState(model_state=ModelState.READY))
    # the chat goes on without the message: what was written in it is told
    with qtbot.waitSignal(view.edit_dropped) as signal:
        view.show_conversation(Conversation(1, "chat", (message(3, "another branch"),)))
    assert signal.args == ["why, really?"]
    # another chat is no reason to: it is there when the chat is shown again
    view.edit_last_question()
    view.messages[0]._editor.field.setPlainText("not done yet")
    with qtbot.assertNotEmitted(view.edit_dropped):
        view.show_conversation(Conversation(2, "chat", (message(4, "answer"),)))
        assert not view.messages[0].is_edited
        view.show_conversation(Conversation(1, "chat", (message(3, "another branch"),)))
    assert view.messages[0].unkept_text == "not done yet"
    QTest.keyClick(view.messages[0]._editor.field, Qt.Key.Key_Escape)
    view.show_conversation(Conversation(2, "chat", (message(4, "answer"),)))
    view.show_conversation(Conversation(1, "chat", (message(3, "another branch"),)))
    assert not view.messages[0].is_edited


def test_a_change_that_is_open_at_the_end_goes_into_the_draft(view, qtbot):
    show(view, qtbot, (message(1, "why?"), message(2, "because")))
    view.edit_last_question()
    view.messages[0]._editor.field.setPlainText("why, really?")
    with qtbot.waitSignal(view.edit_dropped) as signal:
        view.drop_edits()
    assert signal.args == ["why, really?"]
    with qtbot.assertNotEmitted(view.edit_dropped):
        view.drop_edits()
    # one in a chat that was left is not lost either
    view.edit_last_question()
    view.messages[0]._editor.field.setPlainText("elsewhere")
    view.show_conversation(Conversation(2, "chat", (message(4, "answer"),)))
    with qtbot.waitSignal(view.edit_dropped) as signal:
        view.drop_edits()
    assert signal.args == ["elsewhere"]


def test_up_in_an_empty_field_only(qtbot):
    composer = ChatComposer()
    qtbot.addWidget(composer)
    pressed = []
    composer.field.up_pressed.connect(lambda: pressed.append(True))
    QTest.keyClick(composer.field, Qt.Key.Key_Up)
    assert pressed == [True]
    composer.field.setPlainText("two\nlines")
    QTest.keyClick(composer.field, Qt.Key.Key_Up)
    assert pressed == [True]


def test_the_overview_lists_exactly_what_is_bound(tmp_path, qtbot):
    from tests.fakes.journey import Journey

    journey = Journey(tmp_path, None)
    try:
        journey.window.page("chat")
        bound = {s.key().toString() for s in journey.window.findChildren(QShortcut)}
        listed = {
            QKeySequence(key).toString() for group in key_groups() for keys, _ in group.keys for key in keys
        }
        assert listed - _FIELD_KEYS == bound
        journey.window.show_keys()
        dialog = journey.window.findChild(ShortcutsDialog)
        assert dialog.isVisible()
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()
    finally:
        journey.close()
