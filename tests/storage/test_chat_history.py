from __future__ import annotations

import pytest

from desktop_app.domain.chat import Role
from desktop_app.domain.conversation import HIT_END, HIT_START
from desktop_app.storage.chat_history import ChatHistory, match_query
from desktop_app.storage.chats import ChatStore
from desktop_app.storage.database import Database
from desktop_app.storage.presets import PresetStore


@pytest.fixture
def database(tmp_path):
    made = Database(tmp_path / "chats.sqlite3")
    yield made
    made.close()


@pytest.fixture
def store(database):
    return ChatStore(database)


@pytest.fixture
def history(database):
    return ChatHistory(database)


def test_newest_first_in_pages_pinned_and_foldered_apart(store, history):
    chats = [store.create_chat(str(n)) for n in range(5)]
    store.add_message(chats[0], Role.USER, "a")
    assert [c.chat_id for c in history.list_chats(limit=2)] == [chats[0], chats[4]]
    assert [c.chat_id for c in history.list_chats(limit=2, offset=2)] == [chats[3], chats[2]]
    folder = history.add_folder("Work")
    history.pin(chats[1], is_pinned=True)
    history.move(chats[2], folder.folder_id)
    assert [c.chat_id for c in history.list_chats(limit=9)] == [chats[0], chats[4], chats[3]]
    assert {c.chat_id: (c.is_pinned, c.folder_id) for c in history.list_kept()} == {
        chats[1]: (True, None),
        chats[2]: (False, folder.folder_id),
    }


def test_folders(store, history):
    folder = history.add_folder("b")
    history.add_folder("A")
    assert [f.name for f in history.list_folders()] == ["A", "b"]
    history.rename_folder(folder.folder_id, "c")
    chat = store.create_chat("x")
    history.move(chat, folder.folder_id)
    history.delete_folder(folder.folder_id)
    assert [f.name for f in history.list_folders()] == ["A"]
    assert [c.folder_id for c in history.list_chats(limit=5)] == [None], "a folder takes no chat along"


def test_words_are_found_in_titles_and_messages(store, history):
    chat = store.create_chat("About smiths")
    other = store.create_chat("Weather")
    message = store.add_message(chat, Role.USER, "The smith's\nanvil is made of Stahl-Café iron")
    store.add_message(other, Role.USER, "rain")
    hits = history.search("smith")
    assert [(h.chat_id, h.message_id) for h in hits] == [(chat, None), (chat, message.message_id)]
    assert hits[0].excerpt == f"About {HIT_START}smiths{HIT_END}"
    assert f"{HIT_START}smith{HIT_END}'s anvil" in hits[1].excerpt
    for words in ("cafe ir", "ANVIL smith", "stahl caf"):
        assert [h.message_id for h in history.search(words)] == [message.message_id]
    assert history.search("anvil rain") == []


def test_what_is_deleted_is_not_found(store, history):
    chat = store.create_chat("x")
    message = store.add_message(chat, Role.USER, "anvil")
    at = store.delete_message(message.message_id)
    assert history.search("anvil") == []
    store.restore_message(message.message_id, at)
    assert len(history.search("anvil")) == 1
    history.delete(chat)
    assert history.search("anvil") == []
    history.purge()
    history.restore(chat)
    assert history.search("anvil") == []


def test_changed_texts_are_found_by_their_new_words(store, history):
    chat = store.create_chat("before")
    answer = store.add_message(chat, Role.ASSISTANT, "", is_complete=False)
    store.finish_message(answer.message_id, "hammer", None, is_complete=True)
    store.finish_message(answer.message_id, "tongs", None, is_complete=True)
    store.rename(chat, "after")
    assert history.search("hammer") == history.search("before") == []
    assert len(history.search("tongs")) == len(history.search("after")) == 1


@pytest.mark.parametrize(
    "text", ["", "  ", '"', "'", "AND", "NEAR(", "a* OR b", "text:x", "(((", "\ud800", "-", "*", "\x00"]
)
def test_any_text_may_be_searched_for(history, text):
    assert history.search(text) == []


def test_queries():
    assert match_query("two words") == '"two" "words"*'
    assert match_query(" ".join(map(str, range(50)))).count('"') == 24


def test_old_ones_are_purged_and_young_ones_stay(store, history):
    chat = store.create_chat("x")
    history.delete(chat)
    assert history.purge(older_than_s=60) == 0
    history.restore(chat)
    assert store.conversation(chat) is not None


def test_presets(database):
    presets = PresetStore(database)
    presets.save("Exact", "{}")
    presets.save("exact", '{"a": 1}')
    presets.save("Wild", "{}")
    assert [(p.name, p.settings) for p in presets.list()] == [("Exact", '{"a": 1}'), ("Wild", "{}")]
    wild = presets.list()[1]
    assert not presets.rename(wild.preset_id, "EXACT"), "the other one stays"
    assert presets.rename(wild.preset_id, "Calm")
    assert [p.name for p in presets.list()] == ["Calm", "Exact"]
    presets.delete(wild.preset_id)
    assert [p.name for p in presets.list()] == ["Exact"]


def test_forgetting_a_chat_leaves_what_else_was_taken_away(store, history):
    gone, kept = store.create_chat("gone"), store.create_chat("kept")
    store.add_message(gone, Role.USER, "a")
    question = store.add_message(kept, Role.USER, "b")
    answer = store.add_message(kept, Role.ASSISTANT, "c")
    at = store.delete_message(answer.message_id)
    history.delete(gone)
    history.forget(gone)
    history.restore(gone)
    assert store.conversation(gone) is None
    store.restore_message(answer.message_id, at)
    assert [m.message_id for m in store.conversation(kept).messages] == [
        question.message_id,
        answer.message_id,
    ]


def test_a_chat_that_came_back_is_not_forgotten(store, history):
    chat = store.create_chat("x")
    history.delete(chat)
    history.restore(chat)
    history.forget(chat)
    assert store.conversation(chat) is not None


def test_a_long_chat_is_forgotten(store, history):
    chat = store.create_chat("long")
    for _ in range(1200):
        store.add_message(chat, Role.USER, "a")
    history.delete(chat)
    history.forget(chat)
    assert history._database.read("SELECT count(*) FROM messages")[0][0] == 0
