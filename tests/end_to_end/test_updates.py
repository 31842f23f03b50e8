"""A newer version in the real window: a mark at the settings, its notes, its page; by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop_app.domain.errors import ErrorKind
from desktop_app.ui.pages.settings.updates import UpdateCard
from tests.fakes.journey import wait_until
from tests.fakes.update_server import UpdateServer

pytestmark = pytest.mark.model


@pytest.fixture
def server(tmp_path, monkeypatch):
    made = UpdateServer(tmp_path)
    monkeypatch.setattr("desktop_app.services.update_service.own_key", lambda: made.key)
    yield made
    made.close()


def test_nothing_is_asked_until_somebody_wants_it(start, hub, server, monkeypatch):
    monkeypatch.setenv("HF_TOKEN", "hf_secret_of_the_person")
    journey = start(hub.endpoint)
    journey.open()
    app, window = journey.app, journey.window
    settings = window._sidebar.buttons["settings"]
    assert server.requests == []
    assert settings.accessibleName() == "Settings"

    window.show_page("settings")
    card = window.findChild(UpdateCard)
    QTest.keyClick(card.switch, Qt.Key.Key_Space)
    assert app.settings.settings.check_updates
    assert server.requests == [], "the switch is for the next start"
    QTest.keyClick(card.check_button, Qt.Key.Key_Space)
    wait_until(lambda: app.updates.state.report, "the answer")
    assert card.title.text() == "Bitsmith 9.0.0, 31 January 2027"
    assert settings.accessibleName() == "Settings, There is a newer version: 9.0.0"
    ((_path, headers),) = server.requests
    assert not any("hf_secret" in value for value in headers.values())

    server.body = server.body.replace(b"9.0.0", b"9.9.9")
    QTest.keyClick(card.check_button, Qt.Key.Key_Space)
    wait_until(lambda: app.updates.state.problem, "the problem")
    assert app.updates.state.problem.kind is ErrorKind.UNTRUSTED
    assert settings.accessibleName() == "Settings", "a mark that was not confirmed goes"
    assert not card.title.isVisible()
    journey.close()

    server.publish("9.0.1")
    journey = start(hub.endpoint)
    app = journey.app
    app.settings.update(updates_checked_at=0.0)
    journey.open()
    wait_until(lambda: app.updates.state.report, "the check at the start")
    assert app.updates.state.report.release.version == "9.0.1"
