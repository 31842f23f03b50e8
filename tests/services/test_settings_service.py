"""Settings are written by the writer's thread, and by the caller at the end."""

from __future__ import annotations

import json
import threading

import pytest

from desktop_app.paths import UserFolders
from desktop_app.services.background import Background, SerialWriter
from desktop_app.services.settings_service import SettingsService
from desktop_app.storage.settings import SettingsStore
from tests.fakes.journey import wait_until


@pytest.fixture
def writer(qapp):
    background = Background()
    made = SerialWriter(background)
    yield made
    made.close()
    background.close()


@pytest.fixture
def folders(tmp_path):
    return UserFolders(tmp_path / "data", tmp_path / "config", tmp_path / "cache")


@pytest.fixture
def settings(folders, writer):
    return SettingsService(SettingsStore(folders.settings), folders, writer)


def kept(folders):
    return json.loads(folders.settings.read_text()) if folders.settings.exists() else {}


def test_a_change_is_written_a_moment_later(settings, folders):
    settings.update(theme="dark")
    assert kept(folders) == {}
    wait_until(lambda: kept(folders).get("theme") == "dark", "the file")


def test_what_waits_for_the_writer_does_not_overwrite_what_is_newer(settings, folders, writer):
    gate = threading.Event()
    writer.run(gate.wait)
    settings.update(theme="dark")
    wait_until(lambda: not settings._timer.isActive(), "the turn to write")
    settings.update(theme="light")
    settings.save_now()
    assert kept(folders)["theme"] == "light"
    gate.set()
    done = []
    writer.run(lambda: None, on_result=done.append)
    wait_until(lambda: done, "the writer")
    assert kept(folders)["theme"] == "light"


def test_a_file_that_cannot_be_written_is_said(settings, folders, qtbot):
    folders.settings.mkdir(parents=True)
    with qtbot.waitSignal(settings.problem_raised) as signal:
        settings.update(theme="dark")
    assert signal.args[0].what
    assert settings.settings.theme == "dark"
