from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from desktop_app.domain.discovery import SearchFormat, SearchQuery
from desktop_app.domain.errors import ErrorKind, Problem
from desktop_app.domain.jobs import JobProgress, JobState, JobView
from desktop_app.domain.repository import RepoDetail, RepoFile, RepoSummary
from desktop_app.domain.settings import ThemeChoice
from desktop_app.ui.pages.discover_page import DiscoverPage
from desktop_app.ui.pages.jobs_page import JobsPage
from desktop_app.ui.pages.settings.computer import derive_machine_lines
from desktop_app.ui.pages.settings_page import SettingsPage
from desktop_app.ui.widgets.files_table import FilesTable
from tests.fakes.page_services import (
    FakeAccount,
    FakeApi,
    FakeCatalog,
    FakeDiscoverMemory,
    FakeHardware,
    FakeJobs,
    FakeNetwork,
    FakeSettings,
    FakeSource,
    FakeSpace,
    FakeUpdates,
)


def shown(widget, qtbot):
    qtbot.addWidget(widget)
    widget.resize(1000, 700)
    widget.show()
    return widget


# --- jobs ---------------------------------------------------------------------------------------------


def job(state, job_id="j", **options):
    return JobView(job_id, "org/x", "Q8_0", state, JobProgress("quantize", 1, 2), 0.0, **options)


def test_jobs_appear_change_and_go(qtbot):
    jobs = FakeJobs()
    page = shown(JobsPage(jobs=jobs), qtbot)
    assert page._empty.isVisible()
    jobs.publish(job(JobState.RUNNING))
    card = page._cards["j"]
    card._stop.click()
    assert jobs.calls == [("cancel", "j")]
    jobs.publish(job(JobState.FAILED, problem=Problem(ErrorKind.NETWORK, "Cut.", "", "Try again.")))
    assert page._cards["j"] is card
    assert not card._banner.isHidden()
    card._retry.click()
    jobs.publish(job(JobState.DONE, result_model_id="m"))
    with qtbot.waitSignal(page.chat_requested) as signal:
        card._chat.click()
    assert signal.args == ["m"]
    card._dismiss.click()
    assert jobs.calls[-2:] == [("resume", "j"), ("dismiss", "j")]
    jobs.publish()
    assert page._empty.isVisible()


def test_a_job_is_paused_goes_on_and_is_moved(qtbot):
    jobs = FakeJobs()
    page = shown(JobsPage(jobs=jobs), qtbot)
    jobs.publish(job(JobState.RUNNING), job(JobState.QUEUED, "a"), job(JobState.QUEUED, "b"))
    first, second = page._cards["a"], page._cards["b"]
    assert not first._up.isEnabled()
    assert second._up.isEnabled()
    assert not second._down.isEnabled()
    second.setFocus()
    QTest.keyClick(second, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    first._down.click()
    page._cards["j"]._pause.click()
    assert jobs.calls == [("move", "b", -1), ("move", "a", 1), ("pause", "j")]
    jobs.publish(job(JobState.PAUSED, is_interrupted=True))
    card = page._cards["j"]
    assert "Interrupted" in card._line.text()
    card._resume.click()
    assert jobs.calls[-1] == ("resume", "j")
    assert not card._dismiss.isHidden()


def test_the_file_of_a_made_model_is_shown(qtbot):
    jobs = FakeJobs()
    page = shown(JobsPage(jobs=jobs), qtbot)
    jobs.publish(job(JobState.DONE, result_model_id="m"))
    with qtbot.waitSignal(page.folder_requested) as signal:
        page._cards["j"]._folder.click()
    assert signal.args == ["m"]


def test_newest_jobs_stand_first(qtbot):
    jobs = FakeJobs()
    page = shown(JobsPage(jobs=jobs), qtbot)
    jobs.publish(job(JobState.DONE, "a"))
    jobs.publish(job(JobState.RUNNING, "b"), job(JobState.DONE, "a"))
    assert page._column.indexOf(page._cards["b"]) == 0


# --- settings -----------------------------------------------------------------------------------------


@pytest.fixture
def settings_page(qtbot):
    settings, hardware = FakeSettings(), FakeHardware()
    services = {
        "api": FakeApi(),
        "account": FakeAccount(),
        "network": FakeNetwork(),
        "space": FakeSpace(),
        "updates": FakeUpdates(),
    }
    page = shown(SettingsPage(settings=settings, hardware=hardware, **services), qtbot)
    return page, settings, hardware


def test_settings_apply_at_once(settings_page):
    page, settings, _ = settings_page
    page._appearance.theme.setCurrentIndex(page._appearance.theme.findData(ThemeChoice.DARK))
    assert settings.settings.theme is ThemeChoice.DARK
    QTest.keyClicks(page._hub.endpoint, "hub.example/")
    page._hub.endpoint.editingFinished.emit()
    assert settings.settings.endpoint == "https://hub.example"
    page._answers.system_prompt.setPlainText("Be brief.")
    assert settings.settings.system_prompt == "Be brief."


def test_the_machine_is_shown_when_it_is_measured(settings_page, machine):
    page, _, hardware = settings_page
    hardware.publish(machine)
    texts = [page._computer.grid.itemAt(i).widget().text() for i in range(page._computer.grid.count())]
    assert "A processor, 4 cores" in texts
    assert any(text.startswith("None that the engine can use") for text in texts)
    assert derive_machine_lines(None) == [("Computer", "being measured…")]


# --- discover -----------------------------------------------------------------------------------------


@pytest.fixture
def discover(qtbot):
    parts = {
        "catalog": FakeCatalog(),
        "memory": FakeDiscoverMemory(),
        "hardware": FakeHardware(),
        "source": FakeSource(),
        "jobs": FakeJobs(),
        "settings": FakeSettings(),
    }
    return shown(DiscoverPage(**parts), qtbot), parts


def test_typing_searches_and_rows_open(discover, qtbot):
    page, parts = discover
    QTest.keyClicks(page.search_field, "ab")
    assert [c[1].words for c in parts["catalog"].calls] == ["a", "ab"]
    parts["catalog"].publish(rows=(RepoSummary("org/ab"), RepoSummary("org/abc")))
    QTest.keyClick(page.search_field, Qt.Key.Key_Return)
    assert parts["source"].calls == [("open_repository", "org/ab")]
    QTest.keyClick(page.results, Qt.Key.Key_Down)
    assert parts["source"].calls[-1] == ("open_repository", "org/abc")


def test_none_found_and_failed(discover):
    page, parts = discover
    page._ask()
    parts["catalog"].publish(rows=(), is_loading=False)
    assert page._none.isVisible()
    parts["catalog"].publish(problem=Problem(ErrorKind.NETWORK, "No network.", "Why.", "Next."))
    assert page._banner.isVisible()


def test_ready_made_files_of_a_model_are_looked_for(discover):
    page, parts = discover
    files = (RepoFile("config.json", 10), RepoFile("model.safetensors", 1000))
    parts["source"].publish(
        source="org/fine", title="org/fine", detail=RepoDetail("org/fine", "a" * 40, files)
    )
    assert page._panel.find_ready.isVisible()
    page._panel.find_ready.click()
    assert parts["catalog"].calls[-1][1].words == "fine GGUF"
    parts["source"].publish(source="/x", title="x", is_local=True, detail=None)
    assert not page._panel.find_ready.isVisible()


def test_an_unsupported_model_offers_a_search_for_a_gguf(discover):
    page, parts = discover
    parts["source"].publish(
        source="org/odd", title="org/odd", fit_problem=Problem(ErrorKind.UNSUPPORTED, "No.", "Odd.", "Look.")
    )
    page._panel.search_requested.emit("odd GGUF")
    assert parts["catalog"].calls[-1][1] == SearchQuery(words="odd GGUF", format=SearchFormat.GGUF)


def test_make_and_download(discover, rows, qtbot):
    from dataclasses import replace

    page, parts = discover
    parts["source"].publish(
        source="org/x", title="org/x", is_local=True, fit_rows=rows,
        gguf_rows=(replace(rows[4], quant_type="x-Q4", recommended=True),),
    )  # fmt: skip
    with qtbot.waitSignal(page.wizard_requested) as signal:
        page._panel._make.click()
    assert signal.args == ["org/x", True, "Q8_0"]
    page._panel._download.click()
    assert parts["jobs"].calls == [("download", "org/x", "x-Q4")]


def test_ready_made_files_by_others_and_the_way_back_to_the_original(discover, qtbot):
    page, parts = discover
    panel, source = page._panel, parts["source"]
    files = (RepoFile("config.json", 10), RepoFile("model.safetensors", 1000))
    others = tuple(RepoSummary(f"maker{n}/fine-GGUF", downloads=1000 - n, has_gguf=True) for n in range(8))
    detail = RepoDetail("org/fine", "a" * 40, files)
    source.publish(source="org/fine", title="org/fine", detail=detail, related=others)
    assert panel.related.isVisible()
    assert not panel.find_ready.isVisible()
    assert not panel.original.isVisible()

    def buttons():
        return [b for b in panel.related.findChildren(QPushButton) if b.isVisible()]

    wanted = [*(row.repo_id for row in others[:5]), "3 more"]
    qtbot.waitUntil(lambda: [b.text() for b in buttons()] == wanted)
    buttons()[-1].click()
    qtbot.waitUntil(lambda: len(buttons()) == len(others))
    buttons()[6].click()
    assert source.calls[-1] == ("open_repository", "maker6/fine-GGUF")
    source.publish(original="org/fine", related=())
    assert panel.original.isVisible()
    assert not panel.related.isVisible()
    panel.original.click()
    assert source.calls[-1] == ("open_repository", "org/fine")


def test_files_of_a_model_sort_and_tell_their_hashes(qtbot):
    table = FilesTable()
    qtbot.addWidget(table)
    sha, git = "ab" * 32, "cd" * 20
    large = RepoFile("model.safetensors", 5_000_000_000, sha256=sha)
    small = RepoFile("Config.json", 700, git_sha1=git)
    table.show_files((large, small, *(RepoFile(f"x/{n}.bin", n) for n in range(10_000))))
    shown = table.model()
    assert shown.index(0, 0).data() == "Config.json"
    table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert [shown.index(0, column).data() for column in range(3)] == [
        "model.safetensors",
        "5.0 GB",
        "abababababab…",
    ]
    assert shown.index(0, 2).data(Qt.ItemDataRole.ToolTipRole) == f"SHA-256 {sha}"
    table.selectRow(0)
    assert table.chosen_lines() == [f"{sha}  model.safetensors"]
    table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    table.selectRow(0)
    assert table.chosen_lines() == [f"git SHA-1 {git}  Config.json"]
