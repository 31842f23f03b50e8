from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel

from desktop_app.domain.errors import ErrorKind, Problem
from desktop_app.domain.jobs import JobProgress, JobState, JobView
from desktop_app.domain.quantize_choices import NO_CHOICES, QuantizeChoices
from desktop_app.domain.repository import RepoDetail, RepoFile, RepoSummary
from desktop_app.ui.wizard import texts
from desktop_app.ui.wizard.make_wizard import BITS, MAKE, MODEL, PLACE, MakeWizard
from tests.fakes.page_services import (
    FakeCatalog,
    FakeDiscoverMemory,
    FakeHardware,
    FakeJobs,
    FakeSettings,
    FakeSource,
)
from tests.scenes.discover import MACHINE


@pytest.fixture
def parts():
    return {
        "catalog": FakeCatalog(),
        "memory": FakeDiscoverMemory(),
        "source": FakeSource(),
        "jobs": FakeJobs(),
        "hardware": FakeHardware(),
        "settings": FakeSettings(),
    }


@pytest.fixture
def wizard(parts, qtbot):
    made = MakeWizard(**parts)
    qtbot.addWidget(made)
    made.show()
    return made


def job(state, **options):
    progress = JobProgress("quantize", 50, 100, "bytes", 10.0, 5.0)
    return JobView("job", "org/x", "Q8_0", state, progress, 0.0, **options)


def test_it_begins_with_a_search_and_waits_for_a_choice(wizard, parts):
    wizard.begin()
    assert wizard.step == MODEL
    assert parts["catalog"].calls[0][0] == "search"
    assert not wizard.next_button.isEnabled()


def test_a_pasted_address_is_a_choice(wizard, parts):
    wizard.begin()
    QTest.keyClicks(wizard.model_step.field, "https://huggingface.co/org/x")
    QTest.keyClick(wizard.model_step.field, Qt.Key.Key_Return)
    assert parts["source"].calls == [("open_repository", "org/x")]
    assert wizard.step == BITS


def test_enter_on_a_result_goes_one_step_and_not_two(wizard, parts, rows):
    wizard.begin()
    parts["source"].publish(fit_rows=rows)
    parts["catalog"].publish(rows=(RepoSummary("org/a"), RepoSummary("org/b")))
    results = wizard.model_step.results
    results.setCurrentIndex(results.model().index(0))
    QTest.keyClick(wizard.model_step.results, Qt.Key.Key_Return)
    assert parts["source"].calls == [("open_repository", "org/a")]
    assert wizard.step == BITS


def test_results_say_whether_they_fit_and_who_keeps_them(wizard, parts):
    parts["hardware"].machine = MACHINE
    parts["hardware"].machine_changed.emit(MACHINE)
    small, large = RepoSummary("org/small", n_params=10**9), RepoSummary("org/large", n_params=10**12)
    parts["catalog"].publish(rows=(small, large))
    results = wizard.model_step.results
    said = [results.model().index(n).data(Qt.ItemDataRole.AccessibleTextRole) for n in range(2)]
    assert "too large" in said[1].lower()
    assert "too large" not in said[0].lower()
    results.author_chosen.emit("org")
    assert parts["catalog"].calls[-1][1].author == "org"
    assert wizard.model_step.field.text() == "author:org"


def test_weights_that_are_quantized_already_get_a_sentence(wizard, parts, rows):
    wizard.open_source("org/x", is_local=True)
    noted = tuple(replace(row, note="The original is better.") for row in rows)
    parts["source"].publish(fit_rows=noted, is_fitting=False, recommendation="Because.")
    texts = [label.text() for label in wizard.bits_step.findChildren(QLabel)]
    assert "Because. The original is better." in texts


def test_from_the_bits_to_the_job_by_keyboard(wizard, parts, rows, machine, qtbot):
    detail = RepoDetail("org/x", "a" * 40, (RepoFile("config.json", 1), RepoFile("model.safetensors", 10**9)))
    wizard.open_source("org/x", is_local=False)
    parts["source"].publish(is_fitting=True, detail=detail)
    assert not wizard.next_button.isEnabled()
    parts["source"].publish(fit_rows=rows, is_fitting=False, recommendation="Because.")
    parts["hardware"].publish(machine)
    assert wizard.bits_step.chosen.quant_type == "Q8_0"
    QTest.keyClick(wizard.bits_step.table, Qt.Key.Key_Return)
    assert wizard.step == PLACE
    assert wizard.next_button.text() == "Make"
    QTest.keyClick(wizard, Qt.Key.Key_Return)
    assert wizard.step == MAKE
    assert parts["jobs"].calls == [("make", "org/x", "Q8_0", False, "a" * 40)]


def test_without_room_on_the_disk_it_does_not_start(wizard, parts, rows, machine):
    wizard.open_source("/folder", is_local=True)
    parts["source"].publish(fit_rows=rows)
    wizard.show_step(PLACE)
    parts["hardware"].publish(machine)
    assert wizard.next_button.isEnabled()
    parts["hardware"].publish(replace(machine, disk_free_bytes=10**9))
    assert not wizard.next_button.isEnabled()


def test_the_context_that_was_judged_is_the_one_that_is_loaded(wizard, parts, rows):
    wizard.open_source("/folder", is_local=True)
    parts["source"].publish(fit_rows=rows, n_ctx=8192)
    wizard.show_step(PLACE)
    wizard._on_make()
    assert parts["settings"].settings.load.n_ctx == 8192


def test_progress_stop_failure_and_chat(wizard, parts, rows, qtbot):
    wizard.open_source("/folder", is_local=True)
    parts["source"].publish(fit_rows=rows)
    wizard.show_step(PLACE)
    wizard._on_make()
    parts["jobs"].publish(job(JobState.RUNNING))
    assert wizard._stop.isVisible()
    assert wizard._close.text() == "Leave it running"
    wizard._pause.click()
    assert parts["jobs"].calls[-1] == ("pause", "job")
    parts["jobs"].publish(job(JobState.PAUSING))
    assert not wizard._pause.isEnabled()
    parts["jobs"].publish(job(JobState.PAUSED))
    assert not wizard._pause.isVisible()
    assert wizard.next_button.text() == "Go on"
    parts["jobs"].publish(job(JobState.RUNNING))
    wizard._stop.click()
    assert parts["jobs"].calls[-1] == ("cancel", "job")
    parts["jobs"].publish(job(JobState.FAILED, problem=Problem(ErrorKind.DISK_FULL, "Full.", "", "")))
    assert wizard.next_button.text() == "Try again"
    wizard.next_button.click()
    assert parts["jobs"].calls[-1] == ("resume", "job")
    parts["jobs"].publish(job(JobState.DONE, result_model_id="m1"))
    assert wizard.next_button.text() == "Chat now"
    with qtbot.waitSignal(wizard.chat_requested) as signal:
        wizard.next_button.click()
    assert signal.args == ["m1"]


def test_an_experts_choices_go_into_the_job(wizard, parts, rows, tmp_path, monkeypatch):
    wizard.open_source("/folder", is_local=True)
    parts["source"].publish(fit_rows=rows)
    wizard.show_step(PLACE)
    expert = wizard.place_step.expert
    assert expert.choices == NO_CHOICES
    expert._toggle.click()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "/adapters/second")
    expert._adapters.setPlainText(" /adapters/first \n\n")
    expert._on_add_adapter()
    expert._overrides.setPlainText("ffn_down=Q6_K\n")
    expert._pure.setChecked(True)
    wizard._on_make()
    assert parts["jobs"].choices == QuantizeChoices(
        overrides=("ffn_down=Q6_K",), pure=True, adapters=("/adapters/first", "/adapters/second")
    )


def test_a_ready_made_file_is_offered(wizard, parts, rows):
    wizard.open_source("org/x", is_local=False)
    parts["source"].publish(fit_rows=rows, gguf_rows=(replace(rows[4], quant_type="x-Q4_K_M"),))
    wizard.bits_step._ready.click()
    assert parts["jobs"].calls == [("download", "org/x", "x-Q4_K_M")]
    assert wizard.step == MAKE


def test_words_of_progress():
    assert texts.derive_progress(job(JobState.RUNNING)) == (
        "Quantizing  ·  50 of 100 bytes  ·  10 bytes/s  ·  about 5.0 s left"
    )
