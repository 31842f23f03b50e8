"""The card of updates, the mark at the settings, and the real service behind them."""

from __future__ import annotations

import dataclasses
import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel

from desktop_app.domain.errors import ErrorKind, Problem
from desktop_app.domain.updates import Verdict, compare
from desktop_app.services.background import Background
from desktop_app.services.update_service import UpdateService
from desktop_app.ui.pages.settings.privacy import PrivacyCard, derive_requests
from desktop_app.ui.pages.settings.updates import UpdateCard, derive_files_text, derive_verdict_text
from desktop_app.updates.release_key import new_private_key
from tests.fakes.page_services import FakeSettings, FakeUpdates
from tests.fakes.update_server import UpdateServer, release


@pytest.fixture
def card(qtbot):
    def make(updates, settings=None):
        made = UpdateCard(settings=settings or FakeSettings(), updates=updates)
        qtbot.addWidget(made)
        made.resize(760, 600)
        made.show()
        return made

    return make


@pytest.fixture
def server(tmp_path):
    made = UpdateServer(tmp_path)
    yield made
    made.close()


@pytest.fixture
def service(qtbot, server):
    background = Background()
    settings = FakeSettings()
    made = UpdateService(background=background, settings=settings, key=server.key)
    yield made, settings
    background.close()


def said(card):
    return [label.text() for label in card.findChildren(QLabel) if label.isVisible()]


def test_it_is_off_and_says_what_is_sent(card):
    settings, updates = FakeSettings(), FakeUpdates()
    made = card(updates, settings)
    assert not made.switch.isChecked()
    assert any("https://updates.example/latest.json" in text for text in said(made))
    QTest.keyClick(made.switch, Qt.Key.Key_Space)
    assert settings.settings.check_updates
    QTest.keyClick(made.check_button, Qt.Key.Key_Space)
    assert updates.calls == [("check_now",)]


def test_a_build_without_a_key_has_no_dead_button(card):
    made = card(FakeUpdates(address=""))
    assert any("carries no release key" in text for text in said(made))
    assert made.findChildren(QAbstractButton) == []


def test_everything_has_a_name(card):
    made = card(FakeUpdates())
    for button in made.findChildren(QAbstractButton):
        assert button.accessibleName() or button.text()
    assert made.switch.accessibleName() == "Look for updates"
    assert "one request" in made.switch.accessibleDescription()
    assert made.notes.accessibleName() == "What is new"


def test_a_newer_version_is_shown_and_its_page_is_asked_about(card, monkeypatch):
    updates = FakeUpdates()
    made = card(updates)
    opened, asked = [], []
    opener = "desktop_app.ui.pages.settings.updates.QDesktopServices.openUrl"
    monkeypatch.setattr(opener, lambda url: opened.append(url.toString()))
    made.confirm_link = lambda address: asked.append(address) or len(asked) > 1
    updates.publish(report=compare("0.1.0", release()))
    assert made.title.text() == "Bitsmith 9.0.0, 31 January 2027"
    assert made.verdict.text() == "There is a newer version. You have 0.1.0."
    assert "Faster answers" in made.notes.toPlainText()
    QTest.keyClick(made.page_button, Qt.Key.Key_Space)
    assert opened == [], "the person said no"
    QTest.keyClick(made.page_button, Qt.Key.Key_Space)
    assert opened == ["https://bitsmith.example/releases/v9.0.0"]
    made.notes.link_chosen.emit("file:///etc/passwd")
    assert len(asked) == 2, "only addresses of the web are offered"


def test_notes_are_harmless(card):
    updates = FakeUpdates()
    made = card(updates)
    notes = '<script>alert(1)</script><img src="https://spy.example/x.png" alt="a picture">\n\n![b](https://spy.example/y)'
    updates.publish(report=compare("0.1.0", release(notes=notes)))
    html = made.notes.toHtml()
    assert "alert(1)" not in html
    assert "<img" not in html


@pytest.mark.parametrize("version", ["0.1.0", "0.0.9"])
def test_nothing_newer_offers_nothing(card, version):
    updates = FakeUpdates()
    made = card(updates)
    updates.publish(report=compare("0.1.0", release(version)))
    assert version in made.verdict.text()
    assert not made.page_button.isVisible()
    assert not made.notes.isVisible()


def test_a_problem_and_work_are_shown(card):
    updates = FakeUpdates()
    made = card(updates)
    updates.publish(is_checking=True)
    assert not made.check_button.isEnabled()
    assert made.verdict.text() == "Asking…"
    problem = Problem(ErrorKind.UNTRUSTED, "It is forged.", "Because.", "Do nothing.")
    updates.publish(is_checking=False, problem=problem)
    assert made.check_button.isEnabled()
    assert made._banner.isVisible()
    assert made.verdict.text() == ""


def test_each_verdict_has_its_words():
    texts = {derive_verdict_text(compare("1.0.0", release(v))) for v in ("0.9.0", "1.0.0", "1.1.0")}
    assert len(texts) == len(Verdict)
    assert "bitsmith_9.0.0_amd64.deb, 123 MB, SHA-256 abab" in derive_files_text(release(), "linux-x86_64")
    assert derive_files_text(release(), "macos-arm64") == ""


def test_the_privacy_card_tells_of_it_where_it_can_happen(qtbot):
    address = "https://updates.example/latest.json"
    assert len(derive_requests(address)) == len(derive_requests()) + 1
    made = PrivacyCard(address)
    qtbot.addWidget(made)
    made.show()
    assert any(address in text for text in said(made))
    assert not any("updates" in text for row in derive_requests() for text in row)


# --- the service, over a real connection --------------------------------------------------------------


def test_the_service_asks_and_the_card_shows(qtbot, card, service, server):
    updates, settings = service
    made = card(updates, settings)
    made.check_button.click()
    assert updates.state.is_checking
    updates.check_now()
    qtbot.waitUntil(lambda: not updates.state.is_checking, timeout=10_000)
    assert len(server.requests) == 1, "one check at a time"
    assert updates.state.report.verdict is Verdict.NEWER
    assert made.title.isVisible()
    server.publish("9.0.1", private=new_private_key())
    made.check_button.click()
    qtbot.waitUntil(lambda: not updates.state.is_checking, timeout=10_000)
    assert updates.state.problem.kind is ErrorKind.UNTRUSTED
    assert updates.state.report is None
    assert not made.title.isVisible()
    assert made._banner.isVisible()


@pytest.mark.parametrize(
    ("on", "offline", "hours_ago", "asks"),
    [
        (False, False, 999, False),
        (True, False, 999, True),
        (True, False, 1, False),
        (True, False, -5, True),
        (True, True, 999, False),
    ],
)
def test_at_the_start_it_asks_once_a_day_where_that_is_wanted(
    qtbot, service, server, on, offline, hours_ago, asks
):
    updates, settings = service
    settings.update(check_updates=on, offline=offline, updates_checked_at=time.time() - 3600 * hours_ago)
    updates.open()
    assert updates.state.is_checking is asks
    qtbot.waitUntil(lambda: not updates.state.is_checking, timeout=10_000)
    assert len(server.requests) == asks
    if asks:
        assert abs(time.time() - settings.settings.updates_checked_at) < 60


def test_without_a_key_the_service_asks_nobody(qtbot):
    background = Background()
    updates = UpdateService(background=background, settings=FakeSettings())
    if updates.state.address:
        pytest.skip("this build carries a release key")
    before = dataclasses.replace(updates.state)
    updates.check_now()
    assert updates.state == before
    background.close()
