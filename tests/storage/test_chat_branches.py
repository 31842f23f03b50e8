from __future__ import annotations

import sqlite3

import pytest

from desktop_app.domain.chat import Role
from desktop_app.domain.conversation import StoredAttachment
from desktop_app.storage import schema
from desktop_app.storage.chat_history import ChatHistory
from desktop_app.storage.chats import ChatStore
from desktop_app.storage.database import Database


@pytest.fixture
def store(tmp_path):
    database = Database(tmp_path / "chats.sqlite3")
    yield ChatStore(database)
    database.close()


def texts(store, chat):
    return [m.text for m in store.conversation(chat).messages]


def talk(store):
    """A chat of two questions, the first answer in three versions; the second version goes on."""
    chat = store.create_chat("x")
    store.add_message(chat, Role.USER, "q1")
    first = store.add_message(chat, Role.ASSISTANT, "a1")
    second = store.add_message(chat, Role.ASSISTANT, "a1b", beside=first.message_id)
    store.add_message(chat, Role.USER, "q2")
    store.add_message(chat, Role.ASSISTANT, "a2")
    third = store.add_message(chat, Role.ASSISTANT, "a1c", beside=first.message_id)
    return chat, first, second, third


def test_versions_stand_beside_each_other(store):
    chat, first, second, third = talk(store)
    assert texts(store, chat) == ["q1", "a1c"]
    shown = store.conversation(chat).messages[1]
    assert shown.siblings == (first.message_id, second.message_id, third.message_id) == third.siblings
    assert shown.branch == (3, 3)
    store.show_branch(first.message_id)
    assert texts(store, chat) == ["q1", "a1"]
    store.show_branch(second.message_id)
    assert texts(store, chat) == ["q1", "a1b", "q2", "a2"], "a branch is shown to its end"


def test_a_branch_is_shown_where_it_was_left(store):
    chat, first, second, _third = talk(store)
    store.show_branch(second.message_id)
    question = store.conversation(chat).messages[2]
    edited = store.add_message(chat, Role.USER, "q2b", beside=question.message_id)
    store.add_message(chat, Role.ASSISTANT, "a2b")
    store.show_branch(first.message_id)
    store.show_branch(second.message_id)
    assert texts(store, chat) == ["q1", "a1b", "q2b", "a2b"]
    store.show_branch(question.message_id)
    store.show_branch(first.message_id)
    store.show_branch(second.message_id)
    assert texts(store, chat) == ["q1", "a1b", "q2", "a2"]
    assert edited.branch == (2, 2)


def test_the_first_message_can_have_versions_too(store):
    chat = store.create_chat("x")
    first = store.add_message(chat, Role.USER, "q")
    store.add_message(chat, Role.ASSISTANT, "a")
    store.add_message(chat, Role.USER, "other", beside=first.message_id)
    assert texts(store, chat) == ["other"]
    store.show_branch(first.message_id)
    assert texts(store, chat) == ["q", "a"]


def test_deleted_messages_come_back_with_what_followed(store):
    chat, first, second, third = talk(store)
    store.show_branch(second.message_id)
    at = store.delete_message(second.message_id)
    assert texts(store, chat) == ["q1", "a1"]
    assert store.conversation(chat).messages[1].siblings == (first.message_id, third.message_id)
    store.restore_message(second.message_id, at)
    assert texts(store, chat) == ["q1", "a1b", "q2", "a2"]
    at = store.delete_message(store.conversation(chat).messages[0].message_id)
    assert texts(store, chat) == []
    store.add_message(chat, Role.USER, "anew")
    assert texts(store, chat) == ["anew"]
    assert ChatHistory(store._database).purge() == 0
    assert store._database.read("SELECT count(*) FROM messages")[0][0] == 1


def test_deleting_twice_and_what_is_not_there_does_nothing(store):
    chat, first, *_rest = talk(store)
    store.delete_message(first.message_id)
    before = texts(store, chat)
    store.delete_message(first.message_id)
    store.delete_message(999)
    store.restore_message(999, 1.0)
    store.show_branch(999)
    store.show_branch(first.message_id)
    assert texts(store, chat) == before


def test_a_chat_of_thousands_of_messages_can_be_deleted(store):
    chat = store.create_chat("long")
    with store._database.write() as db:
        db.executemany(
            "INSERT INTO messages (message_id, chat_id, parent_id, role, text, created_at, is_complete)"
            " VALUES (?, ?, ?, 'user', 'x', 0, 1)",
            [(n, chat, n - 1 if n > 1 else None) for n in range(1, 3001)],
        )
        db.execute("UPDATE chats SET active_message_id = 3000")
    assert len(store.conversation(chat).messages) == 3000
    history = ChatHistory(store._database)
    history.delete(chat)
    assert history.purge() == 1
    assert store._database.read("SELECT count(*) FROM messages")[0][0] == 0


def test_attachments_drafts_and_settings_are_kept(store):
    chat = store.create_chat("x", settings='{"temperature": 1}')
    note = StoredAttachment("a.txt", "text/plain", "hello", None, 3)
    picture = StoredAttachment("b.png", "image/png", "", b"\x89PNG", 0)
    store.add_message(chat, Role.USER, "see", attachments=(note, picture))
    store.keep_draft(chat, "not yet \ud800")
    store.keep_model(chat, "m")
    conversation = store.conversation(chat)
    assert conversation.messages[0].attachments == (note, picture)
    assert (conversation.draft, conversation.model_id) == ("not yet ?", "m")
    assert conversation.settings == '{"temperature": 1}'


def test_a_growing_answer_is_read_and_recovered(store):
    chat = store.create_chat("x")
    answer = store.add_message(chat, Role.ASSISTANT, "", is_complete=False)
    store.grow_message(answer.message_id, "half")
    store.grow_message(answer.message_id, "half an")
    assert texts(store, chat) == ["half an"]
    store.recover()
    assert texts(store, chat) == ["half an"]
    assert [h.message_id for h in ChatHistory(store._database).search("half")] == [answer.message_id]
    store.grow_message(999, "nobody")
    store.finish_message(answer.message_id, "half an answer", None, is_complete=True)
    assert texts(store, chat) == ["half an answer"]


def test_a_database_of_the_version_before_is_taken_along(tmp_path, monkeypatch):
    path = tmp_path / "old.sqlite3"
    migrations = schema._MIGRATIONS
    monkeypatch.setattr(schema, "_MIGRATIONS", migrations[:3])
    Database(path).close()
    old = sqlite3.connect(path)
    old.execute("INSERT INTO chats (chat_id, title, created_at, updated_at) VALUES (1, 'Old smiths', 1, 1)")
    old.execute(
        "INSERT INTO messages (message_id, chat_id, role, text, created_at, is_complete)"
        " VALUES (1, 1, 'user', 'anvil', 1, 1)"
    )
    old.execute("UPDATE chats SET active_message_id = 1")
    old.commit()
    old.close()
    monkeypatch.setattr(schema, "_MIGRATIONS", migrations)
    database = Database(path)
    assert database.problem is None
    assert texts(ChatStore(database), 1) == ["anvil"]
    assert [h.message_id for h in ChatHistory(database).search("anv")] == [1]
    assert [h.title for h in ChatHistory(database).search("smiths")] == ["Old smiths"]
