from __future__ import annotations

import pytest

from desktop_app.domain.chat import Role
from desktop_app.services.background import Background, SerialWriter
from desktop_app.services.history_service import HistoryService
from desktop_app.services.open_chat import OpenChat
from desktop_app.storage.chat_history import ChatHistory
from desktop_app.storage.chat_transfer import ChatTransfer
from desktop_app.storage.chats import ChatStore
from desktop_app.storage.database import Database
from tests.fakes.journey import wait_until


@pytest.fixture
def kept(qapp, tmp_path):
    database = Database(tmp_path / "x.sqlite3")
    background = Background()
    writer = SerialWriter(background)
    yield ChatStore(database), ChatHistory(database), writer, ChatTransfer(database), background
    writer.close()
    background.close()
    database.close()


@pytest.fixture
def history(kept):
    return HistoryService(*kept[1:])


def test_pages_of_chats(kept, history):
    store = kept[0]
    for n in range(450):
        store.create_chat(str(n))
    history.refresh()
    wait_until(lambda: len(history.state.chats) == 200, "the first page")
    assert history.state.has_more
    history.load_more()
    wait_until(lambda: len(history.state.chats) == 400, "the second page")
    history.load_more()
    wait_until(lambda: len(history.state.chats) == 450, "the rest")
    assert not history.state.has_more
    history.load_more()
    assert not history.state.has_more


def test_a_search_that_was_overtaken_shows_nothing(kept, history):
    store = kept[0]
    chat = store.create_chat("smith")
    store.add_message(chat, Role.USER, "anvil and hammer")
    history.search("anv")
    history.search("hamm")
    wait_until(lambda: history.state.hits, "the hits")
    assert [hit.excerpt for hit in history.state.hits] == ["anvil and \x02hammer\x03"]
    history.search("")
    assert history.state.hits == ()
    assert not history.state.is_searching


def test_a_chat_that_is_forgotten_does_not_end_the_undo_of_a_message(kept, history):
    store = kept[0]
    chat, other = store.create_chat("chat"), store.create_chat("other")
    message = store.add_message(chat, Role.USER, "anvil")
    history.refresh()
    wait_until(lambda: len(history.state.chats) == 2, "the list")
    history.delete(other)
    deleted_at = store.delete_message(message.message_id)
    history.forget_deleted()
    wait_until(lambda: not kept[0]._database.read("SELECT 1 FROM chats WHERE title = 'other'"), "its end")
    store.restore_message(message.message_id, deleted_at)
    assert [m.text for m in store.conversation(chat).messages] == ["anvil"]


def test_only_the_last_deleted_chat_comes_back(kept, history):
    store = kept[0]
    first, second = store.create_chat("first"), store.create_chat("second")
    gone, back = [], []
    history.chat_deleted.connect(gone.append)
    history.chat_restored.connect(back.append)
    history.refresh()
    wait_until(lambda: len(history.state.chats) == 2, "the list")
    history.delete(first)
    history.delete(second)
    assert (history.state.deleted_id, history.state.deleted_title) == (second, "second")
    history.undo()
    wait_until(lambda: back == [second], "the chat")
    wait_until(lambda: [c.chat_id for c in history.state.chats] == [second], "the list")
    assert gone == [first, second]
    history.undo()
    history.delete(second)
    history.forget_deleted()
    assert history.state.deleted_id is None
    wait_until(lambda: store.conversation(second) is None and not history.state.chats, "the end of it")


def test_the_chat_that_was_asked_for_last_is_shown(kept):
    store, _history, writer, *_rest = kept
    first, second = store.create_chat("first"), store.create_chat("second")
    open_chat, shown = OpenChat(store, writer), []
    open_chat.changed.connect(lambda conversation: shown.append(conversation.title))
    open_chat.open(first)
    open_chat.open(second)
    wait_until(lambda: shown, "a chat")
    open_chat.open(first)
    open_chat.begin()
    writer.run(lambda: None, on_result=lambda _none: shown.append("end"))
    wait_until(lambda: shown[-1] == "end", "the end of the reading")
    assert shown == ["second", "", "end"]


def test_a_draft_belongs_to_its_chat(kept):
    store, _history, writer, *_rest = kept
    chat = store.create_chat("x")
    open_chat = OpenChat(store, writer)
    open_chat.keep_draft("for a new chat")
    open_chat.open(chat)
    wait_until(lambda: open_chat.conversation.chat_id == chat, "the chat")
    assert open_chat.conversation.draft == ""
    open_chat.keep_draft("for this one")
    open_chat.begin()
    assert open_chat.conversation.draft == "for a new chat"
    wait_until(lambda: store.conversation(chat).draft == "for this one", "the kept draft")
