"""A damaged file with chats, and a disk without room, in the real window."""

from __future__ import annotations

import gc
import os
import sqlite3
import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop_app.domain.errors import ErrorKind
from tests.fakes.journey import Journey, wait_until
from tests.fakes.scripted_worker import SCRIPTED_WORKER, request, write_answer
from tests.fakes.tiny_model import write_tiny_model


@pytest.fixture
def start(qapp, tmp_path):
    """Starts the app with a worker that needs no engine; the same installation each time."""
    model = write_tiny_model(tmp_path / "scripted.gguf")
    running = []

    def begin(home=tmp_path / "home"):
        running.append(Journey(home, model, worker=SCRIPTED_WORKER))
        running[-1].open()
        running[-1].window.show_page("chat")
        return running[-1]

    yield begin
    for journey in running:
        if not journey.is_closed:
            journey.close()


def chats(journey):
    return [chat.title for chat in journey.app.history.state.chats]


def test_a_damaged_file_is_kept_replaced_and_said(start, tmp_path):
    journey = start()
    for number in range(6):
        journey.window.new_chat()
        journey.ask(request(400, 4000, number))
    wait_until(lambda: len(chats(journey)) == 6, "the chats")
    last = journey.app.chat.conversation
    path = journey.app.folders.database
    journey.close()
    with sqlite3.connect(path) as database:  # the write-ahead log goes into the file
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        root = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'chats_by_time'")
        root = root.fetchone()[0]
        page = database.execute("PRAGMA page_size").fetchone()[0]
    database.close()
    with path.open("r+b") as file:
        file.seek((root - 1) * page)
        file.write(b"\xff" * page)

    again = start()
    wait_until(lambda: again.window.banner.isVisible(), "the word about it")
    problem = again.window.banner.problem
    assert "damaged" in problem.what
    kept = path.with_name(f"{path.name}.corrupt-1")
    assert kept.name in problem.next_step
    assert kept.read_bytes()[(root - 1) * page : root * page] == b"\xff" * page
    wait_until(lambda: len(chats(again)) == 6, "the chats that could be saved")
    wait_until(lambda: again.app.chat.conversation.messages, "the chat of before")
    assert again.app.chat.conversation.messages[-1].text == last.messages[-1].text
    again.ask(request(60, 400, 9))
    assert len(again.app.chat.conversation.messages) == 4
    again.close()
    with sqlite3.connect(path) as database:
        assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert database.execute("SELECT count(*) FROM messages").fetchone()[0] == 14
    database.close()


def test_what_a_start_makes_is_not_looked_through_for_garbage(start):
    gc.unfreeze()
    journey = start()
    wait_until(lambda: gc.get_freeze_count() > 10_000, "the end of the start")
    # a collection of all the rest holds every thread for a frame at most, instead of for several
    assert len(gc.get_objects(generation=2)) < gc.get_freeze_count()
    journey.close()


class SmallDisk:
    """A file system of 4 MB, which can be filled up."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir(parents=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder], check=True)

    def fill(self, left_bytes):
        free = os.statvfs(self.folder)
        with (self.folder / "ballast").open("ab") as ballast:
            ballast.write(bytes(max(0, free.f_bavail * free.f_frsize - left_bytes)))

    def empty(self):
        (self.folder / "ballast").unlink(missing_ok=True)

    def close(self):
        subprocess.run(["umount", "-l", self.folder], check=True)


class SmallFiles:
    """Files of this process that may not grow any more."""

    def __init__(self, folder):
        self.folder = folder

    def fill(self, left_bytes):
        import resource

        largest = max(file.stat().st_size for file in self.folder.rglob("*.sqlite3*"))
        # a log that begins anew does not grow: for no room at all, less than any of them is allowed
        limit = largest + left_bytes if left_bytes else 1024
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))

    def empty(self):
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))

    def close(self):
        self.empty()


@pytest.fixture(params=[SmallDisk, SmallFiles])
def disk(request, tmp_path):
    if sys.platform == "win32":
        pytest.skip("needs a file system or a limit of POSIX")
    try:
        made = request.param(tmp_path / "home" / "data")
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("may not mount a file system here")
    yield made
    made.close()


def test_a_full_disk_is_said_loses_nothing_and_goes_on_when_there_is_room(start, disk):
    journey = start()
    chat, page = journey.app.chat, journey.window.page("chat")
    journey.ask(request(200, 2000))
    wait_until(lambda: len(chats(journey)) == 1, "the chat")
    asked = request(12_000, 6000)
    answer = "".join(write_answer(12_000, 1))

    # the answer finds no room while it is written
    disk.fill(120_000)
    journey.ask(asked)
    problem = chat.state.problem
    assert problem is not None
    assert problem.kind is ErrorKind.DISK_FULL
    assert problem.next_step
    assert page.banner.isVisible()
    assert chat.conversation.messages[-1].text == answer
    assert page.conversation.messages[-1].text == answer

    # a question that cannot be kept stays in the composer
    page.composer.field.setPlainText("Do not lose this. " * 400)
    written = page.composer.text
    disk.fill(0)
    QTest.keyClick(page.composer.field, Qt.Key.Key_Return)
    wait_until(lambda: page.composer.text == written, "the question to come back")
    assert len(chat.conversation.messages) == 4

    # a question that was changed goes there too, before what is written there
    changed = "Do not lose this either. " * 300
    chat.edit(chat.conversation.messages[2].message_id, changed)
    wait_until(lambda: page.composer.text == f"{changed}\n\n{written}", "the changed question to come back")
    assert chat.conversation.messages[2].text == asked

    # there is room again: what was on the screen is kept, and the chat goes on
    disk.empty()
    wait_until(lambda: chat.state.problem is None, "the answer to be kept")
    assert not page.banner.isVisible()
    page.composer.field.clear()
    journey.ask(request(60, 400))
    assert len(chat.conversation.messages) == 6
    path = journey.app.folders.database
    journey.close()
    with sqlite3.connect(path) as database:
        assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        texts = [text for (text,) in database.execute("SELECT text FROM messages ORDER BY message_id")]
    database.close()
    assert len(texts) == 6
    assert texts[2:4] == [asked, answer]
