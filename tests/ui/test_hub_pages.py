"""Account, hub, disk space, the network line, and downloads on the jobs page, by mouse and by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from desktop_app.domain.account import Account, DeviceCode, TokenPlace
from desktop_app.domain.errors import ACCESS_KINDS, ErrorKind, Problem
from desktop_app.domain.jobs import JobProgress, JobState, JobView
from desktop_app.domain.space import SpaceItem, SpaceKind
from desktop_app.domain.transfer import FileProgress, FileState, TransferProgress, Waiting
from desktop_app.services.account_service import AccountStatus
from desktop_app.services.network_service import ConnectionReport, NetworkState
from desktop_app.ui.pages.job_files import derive_waiting_text
from desktop_app.ui.pages.jobs_page import JobsPage, derive_badge, derive_line, derive_totals
from desktop_app.ui.pages.settings.account import AccountCard, derive_account_text
from desktop_app.ui.pages.settings.hub import HubCard, derive_report_text
from desktop_app.ui.pages.settings.privacy import derive_requests
from desktop_app.ui.pages.settings.space import SpaceCard, derive_groups
from desktop_app.ui.widgets.access_actions import access_actions
from desktop_app.ui.widgets.network_banner import NetworkBanner, derive_network_text
from tests.fakes.page_services import FakeAccount, FakeJobs, FakeNetwork, FakeSettings, FakeSpace


@pytest.fixture
def shown(qtbot):
    def show(widget):
        qtbot.addWidget(widget)
        widget.resize(900, 600)
        widget.show()
        return widget

    return show


# --- account ------------------------------------------------------------------------------------------


def test_a_token_is_pasted_sent_once_and_never_shown(shown):
    account = FakeAccount()
    card = shown(AccountCard(account=account))
    account.publish(status=AccountStatus.LOGGED_OUT)
    assert not card.token_button.isEnabled()
    QTest.keyClicks(card.token, " hf_abc_secret ")
    assert "secret" not in card.token.displayText()
    QTest.keyClick(card.token, Qt.Key.Key_Return)
    assert account.calls == [("log_in", "hf_abc_secret")]
    assert card.token.text() == ""
    QTest.keyClick(card.browser_button, Qt.Key.Key_Space)
    assert account.calls[-1] == ("begin_browser_login",)


def test_what_can_be_done_follows_the_account(shown):
    account = FakeAccount()
    card = shown(AccountCard(account=account))
    code = DeviceCode("ABCD-1234", "https://hub.example/device", "https://hub.example/x", 5, 900, "secret")
    account.publish(status=AccountStatus.LOGGED_OUT, is_busy=True, code=code)
    assert card._code.text() == "ABCD-1234"
    assert not card._login_holder.isVisible()
    card.cancel_button.click()
    assert account.calls == [("cancel",)]
    ada = Account("ada", "Ada Example")
    account.publish(status=AccountStatus.LOGGED_IN, is_busy=False, code=None, account=ada, host="hub.example")
    assert "Ada Example (ada)" in derive_account_text(account.state)
    assert not card.log_out_button.isVisible(), "a login of the hf command is not ours to end"
    account.publish(place=TokenPlace.KEYRING)
    assert card.log_out_button.isVisible()
    for status in AccountStatus:
        account.publish(status=status)
        assert derive_account_text(account.state)


@pytest.mark.parametrize("kind", sorted(ACCESS_KINDS))
def test_each_refusal_has_a_way_out(kind):
    done = []
    actions = access_actions(
        Problem(kind, "x", link="https://hub.example/a/b"),
        log_in=lambda: done.append("log in"),
        try_again=lambda: done.append("again"),
    )
    assert 1 <= len(actions) <= 3
    texts = [text for text, _ in actions]
    assert ("Log in…" in texts) is (kind in ("login_needed", "unauthorized", "missing_right"))
    assert ("Try again" in texts) is (kind != "access_denied")
    assert access_actions(Problem(ErrorKind.NETWORK, "x"), log_in=print, try_again=print) == ()


# --- hub ------------------------------------------------------------------------------------------------


def test_the_hub_is_set_and_checked(shown):
    settings, network = FakeSettings(), FakeNetwork()
    card = shown(HubCard(settings=settings, network=network))
    QTest.keyClicks(card.proxy, "proxy.example:8080")
    card.speed.setValue(8)
    card.offline.click()
    card.check_button.click()
    assert settings.settings.proxy == "http://proxy.example:8080"
    assert settings.settings.speed_limit_bytes_per_s == 1_000_000
    assert settings.settings.offline
    assert network.calls == [("check_connection",)]
    assert not card.check_button.isEnabled()
    network.connection_checked.emit(ConnectionReport("hub.example", 84, can_search=False, account="ada"))
    assert card.check_button.isEnabled()
    assert "cannot be searched" in card.report.text()
    problem = Problem(ErrorKind.NETWORK, "Nobody answers.")
    network.connection_checked.emit(ConnectionReport(problem=problem))
    assert card._banner.isVisible()
    assert derive_report_text(ConnectionReport(problem=problem)) == ""


def test_every_kind_of_request_is_listed():
    rows = derive_requests()
    assert len(rows) >= 6
    assert all(when and what for when, what in rows)


def test_the_network_line_comes_once_and_goes_by_itself(qtbot):
    network, settings = FakeNetwork(), FakeSettings()
    banner = NetworkBanner(network=network, settings=settings)
    qtbot.addWidget(banner)
    assert not banner.isVisible()
    network.publish(is_offline=True, host="hub.example")
    assert banner.isVisible()
    assert "hub.example" in banner.text.text()
    banner.retry_button.click()
    assert network.calls == [("look",)]
    banner._close()
    network.publish(is_looking=True)
    assert not banner.isVisible(), "it was closed"
    network.publish(is_offline=False, is_looking=False)
    network.publish(is_offline=True, is_offline_mode=True)
    assert banner.isVisible()
    settings.update(offline=True)
    banner.leave_button.click()
    assert not settings.settings.offline
    assert derive_network_text(NetworkState()) == ""


# --- space ----------------------------------------------------------------------------------------------


def test_nothing_is_deleted_without_a_question_or_while_it_is_used(shown, monkeypatch):
    space = FakeSpace()
    card = shown(SpaceCard(space=space))
    free = SpaceItem(SpaceKind.SOURCES, "org/a", "/a", 10)
    used = SpaceItem(SpaceKind.SOURCES, "org/b", "/b", 20, is_used=True)
    space.publish(items=(free, used), is_measured=True)
    row = card.rows[SpaceKind.SOURCES]
    monkeypatch.setattr(card, "confirm", lambda _items: False)
    row.delete.click()
    assert space.calls == []
    monkeypatch.setattr(card, "confirm", lambda _items: True)
    row.delete.click()
    assert space.calls == [("remove", (free,))]
    QTest.keyClick(row.fold, Qt.Key.Key_Space)
    assert row._list.isVisible()
    space.publish(items=(used,))
    assert not row.delete.isEnabled()
    assert not card.rows[SpaceKind.HEADERS].delete.isEnabled()
    assert [g.kind for g in derive_groups(())] == list(SpaceKind)


def test_ten_thousand_things_stay_quick(shown):
    space = FakeSpace()
    card = shown(SpaceCard(space=space))
    card.rows[SpaceKind.HEADERS].fold.setEnabled(True)
    items = tuple(SpaceItem(SpaceKind.HEADERS, f"org/{n}", f"/{n}", n) for n in range(10_000))
    space.publish(items=items, is_measured=True)
    card.rows[SpaceKind.HEADERS].fold.click()
    assert card.rows[SpaceKind.HEADERS]._rows.count() == 101


# --- downloads ------------------------------------------------------------------------------------------


def job(state=JobState.RUNNING, waiting=Waiting.NOTHING, files=(), retry=None, problem=None, **changes):
    transfer = TransferProgress(files, 1, max(1, len(files)), waiting, retry)
    progress = JobProgress("Downloading", 5 * 10**9, 7 * 10**9, "bytes", 1e7, 39, transfer=transfer)
    return JobView("j", "org/x", "Q4_K_M", state, progress, 0.0, problem, **changes)


@pytest.mark.parametrize("waiting", [w for w in Waiting if w is not Waiting.NOTHING])
def test_what_a_download_waits_for_is_said(waiting):
    view = job(waiting=waiting, retry=12)
    assert derive_badge(view)[2] == "warning"
    assert derive_waiting_text(view.progress.transfer)
    assert "5.0 of 7.0 GB" in derive_line(view)
    assert ("12 s" in derive_line(view)) is (waiting is not Waiting.OFFLINE_MODE)


def test_each_file_of_a_download_has_its_row(shown):
    jobs = FakeJobs()
    page = shown(JobsPage(jobs=jobs))
    files = tuple(FileProgress(f"{n}.gguf", n, 4, state) for n, state in enumerate(FileState))
    jobs.publish(job(files=files))
    card = page._cards["j"]
    assert not card._files.isHidden()
    assert len(card._files._rows) == 4
    assert "1 of 4 files" in card._line.text()
    jobs.publish(job(files=files[:2]))
    assert sum(not row[1].isHidden() for row in card._files._rows) == 2
    jobs.publish(job())
    assert card._files.isHidden()


def test_jobs_by_keyboard(shown):
    jobs = FakeJobs()
    page = shown(JobsPage(jobs=jobs))
    jobs.publish(job())
    card = page._cards["j"]
    QTest.keyClick(card, Qt.Key.Key_Space)
    jobs.publish(job(JobState.PAUSED))
    QTest.keyClick(card, Qt.Key.Key_Space)
    QTest.keyClick(card, Qt.Key.Key_Delete)
    jobs.publish(job(JobState.QUEUED))
    QTest.keyClick(card, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert jobs.calls == [("pause", "j"), ("resume", "j"), ("dismiss", "j"), ("move", "j", -1)]


def test_a_refused_download_leads_to_the_account_and_back(shown, qtbot):
    jobs = FakeJobs()
    page = shown(JobsPage(jobs=jobs))
    jobs.publish(job(JobState.FAILED, problem=Problem(ErrorKind.LOGIN_NEEDED, "Log in.")))
    buttons = {b.text(): b for b in page._cards["j"]._banner.findChildren(QPushButton)}
    with qtbot.waitSignal(page.account_requested):
        buttons["Log in…"].click()
    buttons["Try again"].click()
    assert jobs.calls == [("resume", "j")]
    assert not page._cards["j"]._retry.isVisible(), "one such button is enough"


def test_the_speed_of_all_downloads_together():
    assert derive_totals((job(),)) == "1 running"
    assert derive_totals((job(), job())) == "2 running, 20.0 MB/s"
