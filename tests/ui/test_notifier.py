from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget

from desktop_app.domain.errors import ErrorKind, Problem
from desktop_app.domain.jobs import JobProgress, JobState, JobView
from desktop_app.ui.notifier import Notifier, derive_notice
from tests.fakes.page_services import FakeJobs, FakeSettings


class FakeTray:
    def __init__(self):
        self.shown = []

    def show(self):
        pass

    def showMessage(self, title, text, _icon, _ms):  # noqa: N802 - Qt's name
        self.shown.append((title, text))


def ended(state, problem=None):
    return JobView("j", "org/x", "Q8_0", state, JobProgress("Done"), 0.0, problem)


@pytest.fixture
def notifier(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    return Notifier(jobs=FakeJobs(), settings=FakeSettings(), window=window, tray=FakeTray())


def test_success_and_failure_are_told():
    assert derive_notice(ended(JobState.DONE)) == ("Your model is ready", "org/x Q8_0")
    problem = Problem(ErrorKind.NETWORK, "The connection broke.", "", "")
    title, text = derive_notice(ended(JobState.FAILED, problem))
    assert "could not" in title
    assert "The connection broke." in text
    assert derive_notice(ended(JobState.CANCELLED)) is None


def test_a_notice_is_shown_while_another_window_is_in_front(notifier):
    notifier._on_end(ended(JobState.DONE))
    assert notifier._tray.shown == [("Your model is ready", "org/x Q8_0")]


def test_none_in_front_of_the_person_and_none_when_turned_off(notifier, monkeypatch):
    monkeypatch.setattr(notifier._window, "isActiveWindow", lambda: True)
    notifier._on_end(ended(JobState.DONE))
    monkeypatch.setattr(notifier._window, "isActiveWindow", lambda: False)
    notifier._settings.settings = replace(notifier._settings.settings, notify=False)
    notifier._on_end(ended(JobState.DONE))
    assert notifier._tray.shown == []
