"""Editing, versions, deleting, drafts and search in the real window, with the real worker and model."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop_app.domain.chat import Role
from desktop_app.storage.chats import ChatStore
from desktop_app.storage.database import Database
from desktop_app.ui.pages.history_rows import RowKind
from tests.fakes.journey import wait_until
from tests.fakes.starter import starter_model_path

pytestmark = pytest.mark.model


@pytest.fixture
def journey(start):
    journey = start()
    journey.open()
    journey.app.settings.update_generation(temperature=0.0, max_tokens=12, seed=1)
    journey.window.show_page("chat")
    return journey


def texts(journey):
    return [m.text for m in journey.app.chat.conversation.messages]


def widget(journey, place):
    view = journey.window.page("chat").conversation
    messages = journey.app.chat.conversation.messages
    wait_until(lambda: len(view.messages) == len(messages), "the messages")
    return view.messages[place]


def idle(journey):
    chat = journey.app.chat
    wait_until(
        lambda: not chat.state.is_answering and chat.conversation.messages[-1].is_complete, "the answer"
    )


def test_versions_of_questions_and_answers(journey):
    chat = journey.app.chat
    journey.ask("Name a colour.")
    journey.ask("And another one.")
    first = texts(journey)
    assert len(first) == 4

    # the first question asked in other words: the old branch stays
    question = widget(journey, 0)
    QTest.mouseClick(question.actions_row.edit_button, Qt.MouseButton.LeftButton)
    editor = question._editor
    editor.field.setPlainText("Name an animal.")
    QTest.keyClick(editor.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait_until(lambda: texts(journey)[:1] == ["Name an animal."] and len(texts(journey)) == 2, "the branch")
    idle(journey)
    assert chat.conversation.messages[0].branch == (2, 2)

    # step back by keyboard: the whole of the first branch is there
    row = widget(journey, 0).actions_row
    assert row.version.text() == "2 / 2"
    row.before.setFocus()
    QTest.keyClick(row.before, Qt.Key.Key_Space)
    wait_until(lambda: texts(journey) == first, "the first branch")

    # the last answer once more: a second version of it
    journey.app.settings.update_generation(temperature=1.5, max_tokens=12, seed=7)
    QTest.mouseClick(widget(journey, 3).actions_row.regenerate_button, Qt.MouseButton.LeftButton)
    wait_until(lambda: chat.conversation.messages[-1].branch == (2, 2), "the second version")
    idle(journey)
    assert texts(journey)[:3] == first[:3]

    # an answer that a person puts right is kept as it is written, and nothing is asked
    answer = widget(journey, 3)
    answer.edit()
    answer._editor.field.setPlainText("Green, of course.")
    QTest.mouseClick(answer._editor.keep_button, Qt.MouseButton.LeftButton)
    wait_until(lambda: texts(journey)[-1:] == ["Green, of course."], "the edited answer")
    assert chat.conversation.messages[-1].branch == (3, 3)
    assert not chat.state.is_answering
    assert chat.conversation.messages[-1].role is Role.ASSISTANT

    # Esc leaves a message as it is
    answer = widget(journey, 3)
    answer.edit()
    answer._editor.field.setPlainText("Nothing of this stays.")
    QTest.keyClick(answer._editor.field, Qt.Key.Key_Escape)
    assert not answer.is_edited
    assert texts(journey)[-1] == "Green, of course."

    # deleted with what follows, and brought back
    before = texts(journey)
    page = journey.window.page("chat")
    QTest.mouseClick(widget(journey, 2).actions_row.delete_button, Qt.MouseButton.LeftButton)
    wait_until(lambda: texts(journey) == before[:2], "the rest")
    wait_until(lambda: page.undo_button.isVisible(), "the way back")
    QTest.mouseClick(page.undo_button, Qt.MouseButton.LeftButton)
    wait_until(lambda: texts(journey) == before, "what was deleted")
    assert not page.undo_button.isVisible()


def test_drafts_history_and_search(journey, start):
    app, page = journey.app, journey.window.page("chat")
    journey.ask("What does a blacksmith do?")
    smith = app.chat.conversation.chat_id
    QTest.keyClicks(page.composer.field, "half a thought")
    journey.window.new_chat()
    wait_until(lambda: app.chat.conversation.chat_id is None, "the new chat")
    assert page.composer.text == ""
    journey.ask("Name a fruit.")
    fruit = app.chat.conversation.chat_id
    wait_until(lambda: len(app.history.state.chats) == 2, "the list")

    # words of a message, found as they are typed, opened by keyboard
    page.history.focus_search()
    QTest.keyClicks(page.history.search, "blacksm")
    rows = page.history.model
    wait_until(lambda: any(row.message_id for row in rows.rows), "the hits")
    assert {row.chat_id for row in rows.rows if row.kind is RowKind.HIT} == {smith}
    QTest.keyClick(page.history.search, Qt.Key.Key_Return)
    QTest.keyClick(page.history.list, Qt.Key.Key_Return)
    wait_until(lambda: app.chat.conversation.chat_id == smith, "the chat that was found")
    assert page.composer.text == "half a thought"
    page.history.search.clear()
    wait_until(lambda: rows.rows and rows.rows[0].kind is RowKind.GROUP, "the list")

    # renamed in place, pinned, into a folder, deleted and brought back
    index = rows.find_chat(fruit)
    rows.setData(index, "  Fruit\n salad ")
    wait_until(lambda: any(c.title == "Fruit salad" for c in app.history.state.chats), "the new title")
    app.history.pin(fruit, is_pinned=True)
    wait_until(lambda: rows.rows[0].text == "Pinned" and rows.rows[1].chat_id == fruit, "the pinned chat")
    app.history.move_to_new(smith, "Work")
    wait_until(lambda: any(row.kind is RowKind.FOLDER for row in rows.rows), "the folder")
    assert next(r.text for r in rows.rows if r.folder_id is not None) == "Work"
    page.history.list.setFocus()
    page.history.list.setCurrentIndex(rows.find_chat(smith))
    QTest.keyClick(page.history.list, Qt.Key.Key_Delete)
    wait_until(lambda: app.chat.conversation.chat_id is None, "an empty page")
    wait_until(lambda: not rows.find_chat(smith).isValid(), "the shorter list")
    QTest.mouseClick(page.history.undo_button, Qt.MouseButton.LeftButton)
    wait_until(lambda: app.chat.conversation.chat_id == smith, "the chat again")

    # all of it after a restart, the draft too
    QTest.keyClicks(page.composer.field, "!")
    wait_until(lambda: app.chat.conversation.draft == "half a thought!", "the kept draft")
    journey.close()
    again = start()
    again.open()
    again.window.show_page("chat")
    page = again.window.page("chat")
    wait_until(lambda: again.app.chat.conversation.chat_id == smith, "the last chat")
    wait_until(lambda: page.composer.text == "half a thought!", "the draft")
    wait_until(lambda: len(again.app.history.state.chats) == 2, "the list")
    assert {c.title for c in again.app.history.state.chats if c.is_pinned} == {"Fruit salad"}


def test_what_is_being_changed_is_there_again(journey, start):
    app, page = journey.app, journey.window.page("chat")
    journey.ask("Name a colour.")
    colour = app.chat.conversation.chat_id
    question = widget(journey, 0)
    question.edit()
    question._editor.field.setPlainText("Name two colours")
    journey.window.new_chat()
    wait_until(lambda: app.chat.conversation.chat_id is None, "the new chat")
    assert page.composer.text == ""
    app.chat.open_chat(colour)
    wait_until(lambda: app.chat.conversation.chat_id == colour, "the chat")
    assert widget(journey, 0).unkept_text == "Name two colours"
    journey.close()
    again = start()
    again.open()
    again.window.show_page("chat")
    page = again.window.page("chat")
    wait_until(lambda: page.composer.text == "Name two colours", "what was written")


APP = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from tests.fakes.journey import Journey, wait_until

    if __name__ == "__main__":
        journey = Journey(Path(sys.argv[1]), Path(sys.argv[2]))
        journey.open()
        journey.app.settings.update_generation(temperature=0.0, max_tokens=None, seed=1)
        journey.app.settings.save_now()
        journey.window.show_page("chat")
        chat = journey.app.chat
        journey.ask("Tell me a very long story.", until=lambda: chat.state.answer_tokens > 60)
        wait_until(lambda: journey.app.chat_store.conversation(1).messages[-1].text, "what is kept")
        print(len(journey.app.chat_store.conversation(1).messages[-1].text), flush=True)
        wait_until(lambda: False, "the kill")
    """
)


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_an_answer_survives_the_death_of_the_app_and_goes_on(start, tmp_path):
    script = tmp_path / "app.py"
    script.write_text(APP)
    process = subprocess.Popen(
        [sys.executable, str(script), str(tmp_path / "home"), str(starter_model_path())],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
    )
    try:
        kept = int(process.stdout.readline())
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
    assert kept > 20
    journey = start(home="home")
    journey.open()
    app = journey.app
    app.settings.update_generation(max_tokens=8)
    journey.window.show_page("chat")
    wait_until(lambda: len(app.chat.conversation.messages) == 2, "the chat")
    partial = app.chat.conversation.messages[-1]
    assert not partial.is_complete
    assert len(partial.text) >= kept
    QTest.mouseClick(widget(journey, 1)._continue, Qt.MouseButton.LeftButton)
    wait_until(lambda: app.chat.state.is_answering, "the answer to go on")
    idle(journey)
    whole = app.chat.conversation.messages[-1].text
    assert whole.startswith(partial.text)
    assert len(whole) > len(partial.text)


def test_two_windows_of_the_app_write_to_one_database(tmp_path):
    first, second = (ChatStore(Database(tmp_path / "x.sqlite3")) for _ in range(2))
    chat = first.create_chat("x")
    one = first.add_message(chat, Role.ASSISTANT, "", is_complete=False)
    other = second.add_message(second.create_chat("y"), Role.ASSISTANT, "", is_complete=False)
    for n in range(20):
        first.grow_message(one.message_id, "a" * n)
        second.grow_message(other.message_id, "b" * n)
        second.recover()  # another window starts in the middle of it
    first.finish_message(one.message_id, "done", None, is_complete=True)
    assert second.conversation(chat).messages[-1].text == "done"
