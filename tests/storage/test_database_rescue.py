"""What is brought over out of a damaged database."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager

import pytest

from desktop_app.domain.chat import Role
from desktop_app.domain.conversation import StoredAttachment
from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.storage.chat_history import ChatHistory
from desktop_app.storage.chats import ChatStore
from desktop_app.storage.database import Database

_N_CHATS = 40
_N_TURNS = 6
_TEXT = "the smith and the sea " * 30


@pytest.fixture
def path(tmp_path):
    return tmp_path / "bitsmith.sqlite3"


def fill(path):
    """40 chats of 12 messages, a row in each other table; returns (chat id, message id) pairs."""
    database = Database(path)
    store, history = ChatStore(database), ChatHistory(database)
    folder = history.add_folder("Forge").folder_id
    pairs = []
    for number in range(_N_CHATS):
        chat_id = store.create_chat(f"Chat {number}")
        for turn in range(_N_TURNS):
            for role in (Role.USER, Role.ASSISTANT):
                message = store.add_message(chat_id, role, f"{number}/{turn} {role.value}: {_TEXT}")
                pairs.append((chat_id, message.message_id))
        history.move(chat_id, folder)
    with database.write() as db:
        db.execute("INSERT INTO favourites VALUES ('a/b', 1.0, '{}')")
        db.execute("INSERT INTO searches VALUES ('smith', 1.0)")
        db.execute(
            "INSERT INTO jobs (job_id, position, state, started_at, request) VALUES ('j', 0, 'x', 0, '')"
        )
        db.execute("INSERT INTO known_files VALUES ('/f', 's', 'r', 'n', 1, 'h', 'g')")
        db.execute("INSERT INTO presets (name, settings) VALUES ('Dry', '{}')")
        db.execute(
            "INSERT INTO load_records (path, loaded_at, n_ctx, kv_type, n_gpu_layers, forecast_ram_bytes,"
            " forecast_vram_bytes) VALUES ('/f', 1.0, 512, 'f16', 0, 1, 0)"
        )
    database.close()
    with changed(path):
        pass
    return pairs


def leaf_pages(path, table):
    """Numbers of the pages that hold the rows of a table, in their order."""
    data = path.read_bytes()
    with closing(sqlite3.connect(path)) as db:
        size = db.execute("PRAGMA page_size").fetchone()[0]
        root = db.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]

    def below(page):
        start = (page - 1) * size
        if data[start] == 13:  # a leaf, see the file format of SQLite
            return [page]
        count = int.from_bytes(data[start + 3 : start + 5], "big")
        cells = [int.from_bytes(data[start + 12 + 2 * i : start + 14 + 2 * i], "big") for i in range(count)]
        children = [int.from_bytes(data[start + c : start + c + 4], "big") for c in cells]
        children.append(int.from_bytes(data[start + 8 : start + 12], "big"))
        return [leaf for child in children for leaf in below(child)]

    return below(root), size


def overwrite(path, pages, size):
    with path.open("r+b") as file:
        for page in pages:
            file.seek((page - 1) * size)
            file.write(b"\xff" * size)


def damage(path, table):
    """Make a table unreadable."""
    overwrite(path, *leaf_pages(path, table))


@contextmanager
def changed(path):
    """The file behind the app's back: nothing is checked, and all of it is in the file itself afterwards."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA foreign_keys = OFF")
        yield db
        db.commit()
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def assert_whole(database):
    """Nothing points to what is not there."""
    assert database.read("PRAGMA integrity_check")[0][0] == "ok"
    assert database.read("PRAGMA foreign_key_check") == []
    dangling = database.read(
        "SELECT chat_id FROM chats c WHERE active_message_id IS NOT NULL AND NOT EXISTS"
        " (SELECT 1 FROM messages m WHERE m.message_id = c.active_message_id AND m.chat_id = c.chat_id)"
    )
    assert dangling == []
    assert database.read("PRAGMA foreign_keys")[0][0] == 1


def test_damaged_pages_cost_only_the_messages_on_them(path):
    pairs = fill(path)
    leaves, size = leaf_pages(path, "messages")
    lost = [leaves[2], leaves[3], leaves[len(leaves) // 2], leaves[-1]]
    overwrite(path, lost, size)
    per_page = len(pairs) / len(leaves)

    database = Database(path)

    assert database.problem is not None
    assert "damaged" in database.problem.what
    there = {row[0] for row in database.read("SELECT message_id FROM messages")}
    assert len(pairs) - len(there) <= (len(lost) + 1) * (per_page + 1)
    assert there < {message_id for _chat, message_id in pairs}
    assert_whole(database)
    for table in ("favourites", "searches", "jobs", "known_files", "presets", "load_records", "folders"):
        assert len(database.read(f"SELECT * FROM {table}")) == 1, table
    assert len(database.read("SELECT * FROM chats")) == _N_CHATS
    # each message is reached from its chat, and found by its words
    store, history = ChatStore(database), ChatHistory(database)
    shown = set()
    for chat_id in range(1, _N_CHATS + 1):
        shown |= {m.message_id for m in store.conversation(chat_id).messages}
    assert shown == there
    assert history.search("smith sea", limit=1000)
    again = store.add_message(1, Role.USER, "and on")
    assert store.conversation(1).messages[-1].message_id == again.message_id
    database.close()


def test_messages_whose_chat_is_lost_get_a_chat_again(path):
    pairs = fill(path)
    damage(path, "chats")

    database = Database(path)

    assert len(database.read("SELECT * FROM messages")) == len(pairs)
    chats = database.read("SELECT chat_id, title FROM chats ORDER BY chat_id")
    assert [row["chat_id"] for row in chats] == list(range(1, _N_CHATS + 1))
    assert chats[3]["title"].startswith("3/0 user: the smith")
    assert len(ChatStore(database).conversation(4).messages) == 2 * _N_TURNS
    assert_whole(database)
    database.close()


def test_a_lost_folder_does_not_cost_its_chats(path):
    fill(path)
    damage(path, "folders")

    database = Database(path)

    assert {row["folder_id"] for row in database.read("SELECT folder_id FROM chats")} == {None}
    assert len(database.read("SELECT * FROM chats")) == _N_CHATS
    assert_whole(database)
    database.close()


def test_the_messages_after_a_lost_one_stay_in_their_branch(path):
    database = Database(path)
    store = ChatStore(database)
    chat_id = store.create_chat("Branches")
    first = store.add_message(chat_id, Role.USER, "question")
    answer = store.add_message(chat_id, Role.ASSISTANT, "answer")
    other = store.add_message(chat_id, Role.ASSISTANT, "another answer", beside=answer.message_id)
    store.add_message(chat_id, Role.USER, "thanks for another", after=other.message_id)
    lost = store.add_message(chat_id, Role.USER, "lost", after=answer.message_id)
    last = store.add_message(chat_id, Role.ASSISTANT, "after the lost one", after=lost.message_id)
    database.close()
    with changed(path) as db:
        db.execute("DELETE FROM messages WHERE message_id = ?", (lost.message_id,))
    damage(path, "chats")

    database = Database(path)
    ChatStore(database).show_branch(last.message_id)
    shown = [message.message_id for message in ChatStore(database).conversation(chat_id).messages]

    assert shown == [first.message_id, answer.message_id, last.message_id]
    database.close()


def test_values_of_another_type_do_not_stop_the_app(path):
    fill(path)
    with changed(path) as db:
        db.execute("UPDATE messages SET role = 'smith', created_at = 'never' WHERE message_id = 5")
        db.execute("UPDATE messages SET text = x'ff41' WHERE message_id = 6")
    damage(path, "folders")

    database = Database(path)

    messages = {m.message_id: m for m in ChatStore(database).conversation(1).messages}
    assert messages[5].role is Role.USER
    assert messages[5].created_at == 0.0
    assert messages[6].text == "\ufffdA"
    database.close()


def flip_row_number(path, table, number):
    """Flip a high bit of a row's number where it stands, a varint before the row's content."""
    leaves, size = leaf_pages(path, table)
    data = bytearray(path.read_bytes())
    for page in leaves:
        start = (page - 1) * size
        count = int.from_bytes(data[start + 3 : start + 5], "big")
        for cell in range(count):
            at = start + int.from_bytes(data[start + 8 + 2 * cell : start + 10 + 2 * cell], "big")
            while data[at] & 0x80:  # the length of the content
                at += 1
            at += 1
            if data[at] & 0x80 and ((data[at] & 0x7F) << 7 | data[at + 1]) == number:
                data[at] |= 0x40
                path.write_bytes(data)
                return
    raise AssertionError("no such row")


def test_one_wrong_row_number_costs_no_other_row(path):
    pairs = fill(path)
    flip_row_number(path, "messages", 300)
    damage(path, "folders")

    database = Database(path)

    assert len(database.read("SELECT * FROM messages")) == len(pairs)
    assert_whole(database)
    database.close()


def test_what_belonged_to_a_lost_message_goes_with_it(path):
    database = Database(path)
    store = ChatStore(database)
    chat_id = store.create_chat("lost")
    store.add_message(chat_id, Role.USER, "question")
    file = StoredAttachment("secret.txt", "text/plain", "SECRET")
    gone = store.add_message(chat_id, Role.USER, "gone", attachments=(file,))
    store.grow_message(gone.message_id, "more")
    store.delete_message(gone.message_id)
    with database.write() as db:
        db.execute("INSERT INTO folders (name) VALUES ('x')")
    database.close()
    with changed(path) as db:
        db.execute("DELETE FROM messages WHERE message_id = 1")
    damage(path, "chats")

    database = Database(path)

    assert_whole(database)
    assert database.read("SELECT * FROM attachments") == database.read("SELECT * FROM growing") == []
    database.close()


def test_times_that_no_calendar_has_are_none(path):
    fill(path)
    with changed(path) as db:
        db.execute("UPDATE chats SET updated_at = 1e300 WHERE chat_id = 1")
        db.execute("UPDATE chats SET updated_at = 9e999 WHERE chat_id = 2")
        db.execute("UPDATE chats SET updated_at = -1e12 WHERE chat_id = 3")
    damage(path, "folders")
    database = Database(path)
    times = database.read("SELECT updated_at FROM chats WHERE chat_id <= 3")
    assert [row[0] for row in times] == [0.0] * 3
    database.close()


@pytest.fixture
def little_room(monkeypatch):
    """New databases may have this many pages at most."""

    def limit(n_pages):
        whole = Database._open

        def opened(self, **options):
            connection = whole(self, **options)
            connection.execute(f"PRAGMA max_page_count = {n_pages}")
            return connection

        monkeypatch.setattr(Database, "_open", opened)

    return limit


def test_without_room_all_stays_as_it_was(path, little_room, monkeypatch):
    pairs = fill(path)
    damage(path, "folders")
    before = path.read_bytes()
    with monkeypatch.context():
        little_room(90)
        with pytest.raises(BitsmithError) as caught:
            Database(path)
    assert caught.value.problem.kind is ErrorKind.DISK_FULL
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir() if "corrupt" in p.name] == []
    monkeypatch.undo()
    database = Database(path)
    assert len(database.read("SELECT * FROM messages")) == len(pairs)
    database.close()


def test_without_room_the_damaged_one_is_used_on_and_it_is_said_once(path, little_room):
    fill(path)
    damage(path, "folders")
    said = []
    database = Database(path, checks_now=False, on_repaired=said.append)
    little_room(90)
    for _ in range(3):
        database.check()
    assert [problem.kind for problem in said] == [ErrorKind.DISK_FULL]
    assert len(database.read("SELECT * FROM chats")) == _N_CHATS
    database.close()


def test_a_file_that_is_nothing_at_all_leaves_an_empty_one(path):
    path.write_bytes(b"\x00\xff" * 4000)
    database = Database(path)
    assert database.problem is not None
    assert "0 of its entries" in database.problem.why
    assert database.read("SELECT * FROM chats") == []
    database.close()
