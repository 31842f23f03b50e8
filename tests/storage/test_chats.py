from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest

from desktop_app.domain.chat import AnswerStats, Role, StopReason
from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.storage.chat_history import ChatHistory
from desktop_app.storage.chats import ChatStore
from desktop_app.storage.database import Database

STATS = AnswerStats(10, 5, 20, 0.5, 100.0, 12.5, 30, 4096, StopReason.END, seed=3)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "chats.sqlite3"


@pytest.fixture
def store(path):
    database = Database(path)
    yield ChatStore(database)
    database.close()


def reopened(path):
    return ChatStore(Database(path))


def test_a_chat_survives(path, store):
    chat = store.create_chat("Smiths")
    store.add_message(chat, Role.USER, "What is a smith?")
    answer = store.add_message(chat, Role.ASSISTANT, "", is_complete=False, model_name="tiny")
    store.grow_message(answer.message_id, "A smith")
    store.finish_message(answer.message_id, "A smith works metal.", STATS, is_complete=True)
    conversation = reopened(path).conversation(chat)
    assert conversation.title == "Smiths"
    assert [(m.role, m.text, m.is_complete) for m in conversation.messages] == [
        (Role.USER, "What is a smith?", True),
        (Role.ASSISTANT, "A smith works metal.", True),
    ]
    assert conversation.messages[1].stats == STATS
    assert conversation.messages[1].model_name == "tiny"


def test_what_was_written_before_a_crash_is_there(path, store):
    chat = store.create_chat("x")
    answer = store.add_message(chat, Role.ASSISTANT, "", is_complete=False)
    store.grow_message(answer.message_id, "half an ans")
    (message,) = reopened(path).conversation(chat).messages
    assert message.text == "half an ans"
    assert not message.is_complete


def test_rename_and_delete(store):
    chat = store.create_chat("old")
    message = store.add_message(chat, Role.USER, "a")
    store.rename(chat, "new")
    assert store.conversation(chat).title == "new"
    history = ChatHistory(store._database)
    history.delete(chat)
    assert store.conversation(chat) is None
    history.restore(chat)
    assert store.conversation(chat).messages == (message,)
    history.delete(chat)
    assert history.purge() == 1
    assert store._database.read("SELECT * FROM messages WHERE message_id = ?", (message.message_id,)) == []


def test_deleting_a_message_deletes_what_follows_it(store):
    chat = store.create_chat("x")
    kept = store.add_message(chat, Role.USER, "question")
    dropped = store.add_message(chat, Role.ASSISTANT, "answer")
    store.add_message(chat, Role.USER, "next")
    store.delete_message(dropped.message_id)
    assert [m.message_id for m in store.conversation(chat).messages] == [kept.message_id]
    store.add_message(chat, Role.ASSISTANT, "another")
    assert [m.text for m in store.conversation(chat).messages] == ["question", "another"]


@pytest.mark.parametrize("text", ["\ud800 lone", "\x00 null", "é" * 1_000_000, "🦙"])
def test_any_text_can_be_kept(store, text):
    chat = store.create_chat(text[:20])
    message = store.add_message(chat, Role.USER, text)
    stored = store.conversation(chat).messages[0].text
    assert stored == message.text == text.encode("utf-8", "replace").decode()


def test_numbers_of_another_version_do_not_hide_the_text(path, store):
    chat = store.create_chat("x")
    message = store.add_message(chat, Role.ASSISTANT, "text")
    with store._database.write() as db:
        db.execute("UPDATE messages SET stats = '{\"odd\": 1}' WHERE message_id = ?", (message.message_id,))
    assert store.conversation(chat).messages[0].text == "text"


def test_many_threads_at_once(store):
    chat = store.create_chat("x")

    def add(name):
        for number in range(25):
            store.add_message(chat, Role.USER, f"{name}-{number}")

    threads = [threading.Thread(target=add, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.conversation(chat).messages) == 100


def test_a_full_disk_is_said_and_nothing_is_lost(store):
    chat = store.create_chat("x")
    store.add_message(chat, Role.USER, "kept")
    pages = store._database.read("PRAGMA page_count")[0][0]
    store._database.read(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(BitsmithError) as caught:
        store.add_message(chat, Role.USER, "x" * 1_000_000)
    assert caught.value.problem.kind is ErrorKind.DISK_FULL
    assert [m.text for m in store.conversation(chat).messages] == ["kept"]
    store._database.read("PRAGMA max_page_count = 1000000")
    store.add_message(chat, Role.USER, "works again")


def test_a_file_that_is_no_database_is_kept_and_said(path):
    path.write_bytes(b"this is no database at all, but some text" * 100)
    database = Database(path)
    assert database.problem.kind is ErrorKind.FILE_ACCESS
    assert path.with_name("chats.sqlite3.corrupt-1").read_bytes().startswith(b"this is no database")
    assert ChatStore(database).create_chat("goes on") == 1


def test_of_a_damaged_file_what_can_be_read_is_saved(path):
    store = ChatStore(Database(path))
    for number in range(50):
        chat = store.create_chat(f"chat {number}")
        store.add_message(chat, Role.USER, "text " * 200)
    store._database.close()
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size - 8 * 4096)
        file.write(b"\xff" * 4 * 4096)
    database = Database(path)
    assert database.problem is not None
    assert len(ChatHistory(database).list_chats(limit=100)) > 10


def test_a_newer_database_is_not_touched(path):
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(BitsmithError, match="newer version"):
        Database(path)
    assert path.read_bytes()[:96] == before[:96]


WRITER = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from desktop_app.domain.chat import Role
    from desktop_app.storage.chats import ChatStore
    from desktop_app.storage.database import Database
    store = ChatStore(Database(Path(sys.argv[1])))
    chat = store.create_chat(sys.argv[2])
    for number in range(int(sys.argv[3])):
        store.add_message(chat, Role.USER, str(number))
        print(number, flush=True)
    """
)


def writer(path, name, count):
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), name, str(count)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
    )


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_after_a_kill_everything_that_was_reported_is_there(path):
    process = writer(path, "killed", 100_000)
    seen = [int(process.stdout.readline()) for _ in range(200)]
    process.send_signal(signal.SIGKILL)
    seen += [int(line) for line in process.stdout.read().split("\n")[:-1] if line]
    process.wait()
    texts = [int(m.text) for m in reopened(path).conversation(1).messages]
    assert texts == list(range(len(texts)))
    assert len(texts) >= len(seen)


def test_two_programs_at_once(path):
    both = [writer(path, name, 100) for name in ("a", "b")]
    for process in both:
        process.communicate(timeout=120)
        assert process.returncode == 0
    store = reopened(path)
    chats = ChatHistory(store._database).list_chats(limit=5)
    assert sorted((c.title, len(store.conversation(c.chat_id).messages)) for c in chats) == [
        ("a", 100),
        ("b", 100),
    ]
