from __future__ import annotations

import json
import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.domain.chat import AnswerStats, Role, StopReason
from desktop_app.domain.chat_transfer import Imported
from desktop_app.domain.conversation import StoredAttachment
from desktop_app.domain.errors import BitsmithError, CancelledError, ErrorKind
from desktop_app.storage import chat_files
from desktop_app.storage.chat_files import parse_document
from desktop_app.storage.chat_history import ChatHistory
from desktop_app.storage.chat_transfer import ChatTransfer
from desktop_app.storage.chats import ChatStore
from desktop_app.storage.database import Database

STATS = AnswerStats(10, 5, 20, 0.5, 100.0, 12.5, 30, 4096, StopReason.END, seed=3)


@pytest.fixture
def database(tmp_path):
    made = Database(tmp_path / "a.sqlite3")
    yield made
    made.close()


@pytest.fixture
def other(tmp_path):
    made = Database(tmp_path / "b.sqlite3")
    yield made
    made.close()


FILES = (
    StoredAttachment("notes.md", "text/plain", "Iron is hit on it.", n_tokens=5),
    StoredAttachment("anvil.png", "image/png", data=b"\x89PNG\0\xff", n_tokens=64),
)


def fill(database):
    store, history = ChatStore(database), ChatHistory(database)
    chat = store.create_chat("Smiths", settings='{"temperature": 0}')
    store.add_message(chat, Role.USER, "What is an anvil? 🔨", attachments=FILES)
    first = store.add_message(chat, Role.ASSISTANT, "", model_name="tiny")
    store.finish_message(first.message_id, "Iron.", STATS, is_complete=True)
    store.add_message(chat, Role.ASSISTANT, "Steel.", beside=first.message_id)
    store.show_branch(first.message_id)
    history.pin(chat, is_pinned=True)
    history.move(chat, history.add_folder("Work").folder_id)
    second = store.create_chat("Cut off")
    answer = store.add_message(second, Role.ASSISTANT, "", is_complete=False)
    store.grow_message(answer.message_id, "half an ans")
    gone = store.create_chat("Gone")
    store.add_message(gone, Role.USER, "secret")
    history.delete(gone)
    return chat


def test_everything_comes_back_and_only_once(database, other, tmp_path):
    chat = fill(database)
    path = tmp_path / "out.json"
    assert ChatTransfer(database).export_json(path) == 2
    assert "secret" not in path.read_text(encoding="utf-8")
    transfer = ChatTransfer(other)
    assert transfer.import_file(path) == Imported(2, 0, 0)
    assert transfer.import_file(path) == Imported(0, 2, 0)
    history = ChatHistory(other)
    (smiths,) = history.list_kept()
    assert (smiths.title, smiths.is_pinned) == ("Smiths", True)
    assert [f.name for f in history.list_folders()] == ["Work"]
    ours, theirs = ChatStore(database).conversation(chat), ChatStore(other).conversation(smiths.chat_id)
    assert theirs.settings == ours.settings
    for mine, copied in zip(ours.messages, theirs.messages, strict=True):
        assert mine.attachments == copied.attachments
        assert (mine.role, mine.text, mine.created_at, mine.stats, mine.branch) == (
            copied.role,
            copied.text,
            copied.created_at,
            copied.stats,
            copied.branch,
        )
    (cut,) = history.list_chats(limit=9)
    assert ChatStore(other).conversation(cut.chat_id).messages[0].text == "half an ans"
    assert not ChatStore(other).conversation(cut.chat_id).messages[0].is_complete
    assert len(history.search("steel")) == 1


def test_markdown_is_the_branch_that_is_shown(database, tmp_path):
    chat = fill(database)
    path = tmp_path / "out.md"
    assert ChatTransfer(database).export_markdown(path, chat) == 1
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# Smiths\n")
    assert "## You\n" in text
    assert "> anvil.png" in text
    assert "## tiny\n" in text
    assert "Iron." in text
    assert "Steel." not in text
    assert ChatTransfer(database).export_markdown(tmp_path / "no.md", 999) == 0


def test_a_cancelled_export_leaves_no_file(database, tmp_path):
    fill(database)
    path = tmp_path / "out.json"
    path.write_text("old")
    with pytest.raises(CancelledError):
        ChatTransfer(database).export_json(path, is_cancelled=lambda: True)
    assert path.read_text() == "old"
    assert sorted(p.name for p in tmp_path.iterdir() if "out" in p.name) == ["out.json"]


OPEN_WEBUI = [
    {
        "id": "x",
        "title": "Weather",
        "created_at": 1_700_000_000,
        "updated_at": 1_700_000_100,
        "chat": {
            "history": {
                "currentId": "d",
                "messages": {
                    "a": {"parentId": None, "role": "user", "content": "Rain?", "timestamp": 1_700_000_000},
                    "b": {"parentId": "a", "role": "assistant", "content": "No.", "model": "m1"},
                    "c": {"parentId": "a", "role": "assistant", "content": "Yes.", "model": "m2"},
                    "d": {"parentId": "c", "role": "user", "content": [{"type": "text", "text": "Sure?"}]},
                },
            }
        },
    }
]
CHATGPT = [
    {
        "title": "Bread",
        "create_time": 1_700_000_000.5,
        "current_node": "3",
        "mapping": {
            "0": {"message": None, "parent": None, "children": ["1"]},
            "1": {"message": {"author": {"role": "system"}, "content": {"parts": [""]}}, "parent": "0"},
            "2": {
                "message": {
                    "author": {"role": "user"},
                    "create_time": 1_700_000_001,
                    "content": {"content_type": "text", "parts": ["How?", {"image": 1}]},
                },
                "parent": "1",
            },
            "3": {
                "message": {
                    "author": {"role": "assistant"},
                    "metadata": {"model_slug": "gpt"},
                    "content": {"parts": ["Bake."]},
                },
                "parent": "2",
            },
        },
    }
]
ROW = {"title": "Row", "messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]}


@pytest.mark.parametrize(
    ("document", "branch", "n_messages"),
    [
        (OPEN_WEBUI, ["Rain?", "Yes.", "Sure?"], 4),
        (CHATGPT, ["How?", "Bake."], 2),
        (ROW, ["a", "b"], 2),
    ],
)
def test_exports_of_other_apps(other, tmp_path, document, branch, n_messages):
    path = tmp_path / "other.json"
    path.write_text(json.dumps(document))
    assert ChatTransfer(other).import_file(path) == Imported(1, 0, 0)
    (chat,) = ChatHistory(other).list_chats(limit=5)
    conversation = ChatStore(other).conversation(chat.chat_id)
    assert [m.text for m in conversation.messages] == branch
    assert other.read("SELECT count(*) FROM messages")[0][0] == n_messages


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"{}",
        b"3",
        b"null",
        b'"x"',
        b"[" * 200_000,
        b'{"format": "bitsmith-chats", "version": 9, "chats": []}',
        b'{"format": "bitsmith-chats", "chats": 3}',
        b'{"format": "bitsmith-chats", "chats": [{"messages": [{"key": "a"}]}]}',
        b'[{"mapping": {"a": 3}}]',
        b'[{"chat": {"history": {"messages": {"a": {"role": "user", "content": 5}}}}}]',
    ],
)
def test_what_is_no_export_is_refused_in_words(database, tmp_path, data):
    path = tmp_path / "bad.json"
    path.write_bytes(data)
    with pytest.raises(BitsmithError) as caught:
        ChatTransfer(database).import_file(path)
    assert caught.value.problem.kind is ErrorKind.BAD_REQUEST
    assert caught.value.problem.next_step
    assert database.read("SELECT count(*) FROM chats")[0][0] == 0


def test_a_file_that_is_too_large_or_not_there(database, tmp_path):
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        os.truncate(file.fileno(), 600 * 1024 * 1024)
    with pytest.raises(BitsmithError, match="629 MB"):
        ChatTransfer(database).import_file(path)
    with pytest.raises(BitsmithError) as caught:
        ChatTransfer(database).import_file(tmp_path / "nothing.json")
    assert caught.value.problem.kind is ErrorKind.FILE_ACCESS


def test_circles_and_missing_parents_become_a_tree(other, tmp_path):
    messages = {
        "a": {"parentId": "b", "role": "user", "content": "a"},
        "b": {"parentId": "a", "role": "assistant", "content": "b"},
        "c": {"parentId": "nobody", "role": "user", "content": "c"},
        "d": {"parentId": "d", "role": "user", "content": "d"},
    }
    path = tmp_path / "circle.json"
    path.write_text(
        json.dumps([{"title": "x", "chat": {"history": {"messages": messages, "currentId": "zz"}}}])
    )
    assert ChatTransfer(other).import_file(path).n_new == 1
    (chat,) = ChatHistory(other).list_chats(limit=5)
    assert ChatStore(other).conversation(chat.chat_id).messages


KEYS = (
    *("mapping", "chat", "history", "messages", "role", "content", "parentId", "parent", "message", "author"),
    *("parts", "title", "key", "text", "format", "chats", "active", "currentId", "stats"),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(KEYS),
            inner | st.sampled_from(["user", "assistant", "bitsmith-chats", "a"]),
            max_size=5,
        )
    ),
    max_leaves=30,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(document=JSON)
def test_any_document_is_chats_or_a_refusal(tmp_path, document):
    try:
        chats, _unreadable = parse_document(document, tmp_path / "x.json")
    except BitsmithError:
        return
    for chat in chats:
        keys = [m.key for m in chat.messages]
        assert all(m.parent is None or m.parent in keys[: keys.index(m.key)] for m in chat.messages)
        assert chat.active in keys


@pytest.mark.parametrize(
    "files",
    [
        None, 7, "x", [7, None, {}], [{"name": 3, "text": 4}],
        [{"media_type": "image/svg+xml", "data": "PHN2"}],
        [{"media_type": "image/png", "data": "not base64!"}], [{"media_type": "image/png", "data": 5}],
    ],
)  # fmt: skip
def test_files_of_a_message_that_are_none_are_left_out(files, tmp_path):
    message = {"key": 1, "role": "user", "text": "Hi", "attachments": files}
    document = {"format": "bitsmith-chats", "version": 1, "chats": [{"title": "T", "messages": [message]}]}
    chats, _n_unreadable = parse_document(document, tmp_path / "x.json")
    assert chats[0].messages[0].attachments == ()


def test_a_message_that_is_only_a_picture_is_one(tmp_path):
    picture = {"name": "a.png", "media_type": "image/png", "data": "iVBORw==", "n_tokens": 1e300}
    message = {"key": 1, "role": "user", "text": "", "attachments": [picture] * 40}
    document = {"format": "bitsmith-chats", "version": 1, "chats": [{"title": "T", "messages": [message]}]}
    (chat,), _n_unreadable = parse_document(document, tmp_path / "x.json")
    assert len(chat.messages[0].attachments) == 16
    assert chat.messages[0].attachments[0].data == b"\x89PNG"


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("2023-11-14T22:13:20+00:00", 1_700_000_000),
        ("1901-01-01", 0),
        ("9999-12-31", 0),
        (-5, 0),
        ("soon", 0),
    ],
)
def test_only_times_that_every_system_can_show(value, seconds):
    assert chat_files._time(value) == seconds


@pytest.mark.parametrize(
    "change",
    [
        {"tokens_per_s": "fast"},
        {"tokens_per_s": 10**400},
        {"answer_tokens": None},
        {"answer_tokens": [1]},
        {"stop_reason": {"a": 1}},
        {"stop_reason": "tired"},
    ],
)
def test_numbers_of_another_type_are_none(database, other, tmp_path, change):
    chat = fill(database)
    ChatTransfer(database).export_json(tmp_path / "a.json", chat)
    document = json.loads((tmp_path / "a.json").read_bytes())
    answer = next(m for m in document["chats"][0]["messages"] if m["stats"])
    answer["stats"] |= change
    (tmp_path / "b.json").write_text(json.dumps(document))

    ChatTransfer(other).import_file(tmp_path / "b.json")

    conversation = ChatStore(other).conversation(1)
    assert [message.text for message in conversation.messages][-1] == "Iron."
    assert conversation.messages[-1].stats is None


@pytest.mark.parametrize("change", [{"seed": "three"}, {"reasoning_s": "long"}, {"unknown": 1}])
def test_a_number_that_may_be_missing_costs_only_itself(database, other, tmp_path, change):
    chat = fill(database)
    ChatTransfer(database).export_json(tmp_path / "a.json", chat)
    document = json.loads((tmp_path / "a.json").read_bytes())
    next(m for m in document["chats"][0]["messages"] if m["stats"])["stats"].update(change)
    (tmp_path / "b.json").write_text(json.dumps(document))

    ChatTransfer(other).import_file(tmp_path / "b.json")

    stats = ChatStore(other).conversation(1).messages[-1].stats
    assert stats is not None
    assert stats.tokens_per_s == STATS.tokens_per_s
