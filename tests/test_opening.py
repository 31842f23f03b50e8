"""What a person or another program hands over, in the real app."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from desktop_app import opening
from desktop_app.domain.library import ModelOrigin
from desktop_app.instance import Instance
from tests.fakes.journey import Journey, wait_until
from tests.fakes.tiny_model import write_tiny_model


@pytest.fixture
def journey(qapp, tmp_path):
    made = Journey(tmp_path / "app", None)
    made.app.settings.update(offline=True)
    yield made
    if not made.is_closed:
        made.close()


@pytest.fixture
def shown(journey, qtbot):
    journey.window.show()
    qtbot.waitUntil(lambda: journey.app.library.is_loaded)
    return journey


def answer_with(monkeypatch, answer):
    asked = []
    monkeypatch.setattr(opening, "ask", lambda *words: asked.append(words[1:]) or answer)
    return asked


def test_a_link_asks_before_it_opens_anything(shown, monkeypatch):
    asked = answer_with(monkeypatch, False)
    shown.app.opening.open(["bitsmith:Qwen/Qwen3-0.6B"])
    assert "Qwen/Qwen3-0.6B" in asked[0][0]
    assert "nothing is downloaded" in asked[0][1]
    assert shown.app.source.state.source == ""
    assert not shown.app.jobs.jobs


def test_a_link_opens_the_models_page_and_downloads_nothing(shown, monkeypatch):
    answer_with(monkeypatch, True)
    shown.app.opening.open(["bitsmith://Qwen/Qwen3-0.6B"])
    assert shown.app.source.state.source == "Qwen/Qwen3-0.6B"
    assert not shown.app.jobs.jobs


def test_a_hostile_link_is_told_and_asks_nothing(shown, monkeypatch):
    asked = answer_with(monkeypatch, True)
    problems = []
    shown.app.library.problem_raised.connect(problems.append)
    shown.app.opening.open(["bitsmith:../../etc/passwd"])
    assert asked == []
    assert "cannot be opened" in problems[0].what


def test_the_address_of_a_file_is_opened_like_its_path(shown, tmp_path):
    path = write_tiny_model(tmp_path / "mein Modell 模型.gguf")
    shown.app.opening.open([path.as_uri()])
    wait_until(lambda: shown.app.library.models, "the model in the library")
    assert shown.app.library.models[0].path == str(path)


def test_a_starter_model_that_moved_is_the_same_model(qapp, tmp_path):
    first, second = (tmp_path / name / "starter.gguf" for name in ("mount-a", "mount-b"))
    first.parent.mkdir()
    write_tiny_model(first)
    journey = Journey(tmp_path / "app", first)
    journey.app.library_parts.register_starter(first)
    before = journey.app.library_store.list()
    journey.close()
    first.parent.rename(second.parent)
    journey = Journey(tmp_path / "app", second)
    journey.app.library_parts.register_starter(second)
    after = journey.app.library_store.list()
    journey.close()
    assert [model.origin for model in before] == [model.origin for model in after] == [ModelOrigin.STARTER]
    assert before[0].model_id == after[0].model_id
    assert after[0].path == str(second)


def test_a_starter_model_that_was_taken_off_the_list_stays_off(journey, tmp_path):
    parts = journey.app.library_parts
    starter = write_tiny_model(tmp_path / "starter.gguf")
    parts.register_starter(starter)
    parts.store.remove(parts.store.list()[0].model_id, delete_file=False)
    parts.register_starter(starter)
    assert parts.store.list() == ()


# --- files that are dropped, or that another start of the app was given ---------------------------------


def drop(widget, *paths):
    """Let go of files over a widget, as the desktop does; returns whether it took them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(p)) for p in paths])
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, button, none)
    QApplication.sendEvent(widget, enter)
    if not enter.isAccepted():
        return False
    QApplication.sendEvent(widget, QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, button, none))
    return True


def test_one_model_goes_into_the_chat(shown, qtbot, tmp_path):
    path = write_tiny_model(tmp_path / "one.gguf")
    field = shown.window.page("chat").composer.field
    assert drop(field.viewport(), path)  # the field leaves it to the window
    qtbot.waitUntil(lambda: shown.app.chat.state.model is not None, timeout=10_000)
    assert shown.app.chat.state.model.path == str(path)
    assert shown.window.current_page == "chat"
    assert not field.toPlainText()


def test_several_go_to_the_library_with_what_is_wrong(shown, qtbot, tmp_path):
    paths = [write_tiny_model(tmp_path / f"{n}.gguf") for n in ("a", "A")]
    (tmp_path / "no.gguf").write_bytes(b"no model")
    assert drop(shown.window, *paths, tmp_path / "no.gguf")
    qtbot.waitUntil(lambda: shown.window.current_page == "library", timeout=10_000)
    page = shown.window.page("library")
    qtbot.waitUntil(lambda: len(page.list.chosen_ids()) == 2)
    assert page._banner.isVisible()
    assert "no.gguf" in page._banner._what.text()


def test_a_checkpoint_opens_the_wizard(shown, qtbot, tmp_path):
    folder = tmp_path / "weights"
    folder.mkdir()
    (folder / "config.json").write_text("{}")
    assert drop(shown.window, folder)
    qtbot.waitUntil(lambda: shown.app.wizard().isVisible(), timeout=10_000)


def test_other_files_are_not_taken(shown, tmp_path):
    (tmp_path / "a.txt").write_text("text")
    assert not drop(shown.window, tmp_path / "a.txt")


def test_a_model_that_vanished_is_marked_when_it_is_used(shown, qtbot, tmp_path):
    paths = [write_tiny_model(tmp_path / f"{n}.gguf") for n in "ab"]
    assert drop(shown.window, *paths)
    qtbot.waitUntil(lambda: len(shown.app.library.models) == 2, timeout=10_000)
    paths[0].unlink()
    shown.app.use_model(next(m.model_id for m in shown.app.library.models if m.name == "a"))
    qtbot.waitUntil(lambda: shown.app.chat.state.problem is not None, timeout=20_000)
    qtbot.waitUntil(lambda: any(m.is_missing for m in shown.app.library.models), timeout=10_000)


def test_another_start_brings_its_files(shown, qtbot, tmp_path):
    path = write_tiny_model(tmp_path / "one.gguf")
    shown.window.showMinimized()
    shown.app.opening.come_forward((str(path),))
    assert not shown.window.isMinimized()
    qtbot.waitUntil(lambda: shown.app.chat.state.model is not None, timeout=10_000)
    # the model that was loaded last is the one that was used last
    qtbot.waitUntil(lambda: shown.app.library.models[0].last_used_at > 0, timeout=20_000)


# --- what comes before there is a window that could take it ---------------------------------------------


def test_what_comes_before_the_first_frame_waits(journey, qtbot, tmp_path):
    paths = [write_tiny_model(tmp_path / f"{n}.gguf") for n in "ab"]
    added = []
    journey.app.library.files_added.connect(added.append)
    journey.app.opening.open((str(paths[0]),))
    journey.app.opening.come_forward((str(paths[1]),))  # shows the window, and nothing paints it yet
    assert not journey.app.library.is_loaded
    journey.window.show()
    qtbot.waitUntil(lambda: bool(added), timeout=20_000)
    assert sorted(model.path for model in added[0].models) == sorted(map(str, paths))
    assert len(added) == 1


# in a process of its own: Qt's application of the app itself, which hears of files by events
_EVENTS = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QFileOpenEvent
import desktop_app.app
from desktop_app import start

def post(path):
    QCoreApplication.postEvent(qt[0], QFileOpenEvent(path))

def open_qt(on_failure):
    qt.append(first_open(on_failure))
    post(sys.argv[1])
    return qt[0]

def show(application):
    def added(what):
        names.extend(model.name for model in what.models)
        print(*names, flush=True)
        if len(names) == 3:
            qt[0].quit()
    application.library.files_added.connect(added)
    post(sys.argv[2])
    application.window.painted.connect(lambda: QTimer.singleShot(0, lambda: post(sys.argv[3])))
    first_show(application)

qt, names = [], []
first_open, start.open_qt = start.open_qt, open_qt
first_show, desktop_app.app.Application.show = desktop_app.app.Application.show, show
sys.exit(start.run([]))
"""


def hear_events(home, *paths):
    environment = {**os.environ, "BITSMITH_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    environment["BITSMITH_STARTER_MODEL"] = str(home / "none.gguf")
    command = [sys.executable, "-c", _EVENTS, *map(str, paths)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


def test_events_are_heard_before_and_after_the_first_frame(tmp_path):
    before, between, after = (
        write_tiny_model(tmp_path / f"{n}.gguf") for n in ("before", "between", "after")
    )
    process = hear_events(tmp_path / "home", before, between, after)
    said, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    assert set(said.split()) == {"before", "between", "after"}


def test_an_event_of_a_second_start_goes_to_the_first(qapp, qtbot, tmp_path):
    first = Instance(tmp_path / "home" / "data")
    assert first.needs_window(())
    with qtbot.waitSignal(first.called, timeout=60_000) as called:
        process = hear_events(tmp_path / "home", "/models/a b.gguf", "/x", "/y")
    assert called.args == [("/models/a b.gguf",)]
    assert process.wait(20) == 0
    process.stdout.close()
    first.close()
