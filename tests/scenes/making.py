"""Making models: each step of the wizard and the jobs in each state, light, dark and with a large font.

    python -m tests.scenes.making FOLDER

Nothing runs behind them, so that they are drawn in seconds.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.domain.errors import ErrorKind, Problem
from desktop_app.domain.fit import FitRow, MemoryNeed, Verdict
from desktop_app.domain.jobs import JobProgress, JobState, JobView
from desktop_app.domain.machine import Machine
from desktop_app.domain.repository import RepoDetail, RepoFile, RepoSummary
from desktop_app.domain.settings import ThemeChoice
from desktop_app.ui.pages.jobs_page import JobsPage
from desktop_app.ui.theme import apply_theme, set_base_font
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

_GB = 10**9
_LONG = "example-labs/a-model-with-a-very-long-name-that-goes-on-and-on-v2.1-instruct"
_TYPES = (
    ("BF16", 16.1, 16.0, Verdict.DOES_NOT_FIT), ("Q8_0", 8.5, 8.5, Verdict.TIGHT),
    ("Q6_K", 6.6, 6.56, Verdict.FITS_RAM), ("Q5_K_M", 5.7, 5.7, Verdict.FITS_RAM),
    ("Q4_K_M", 4.9, 4.89, Verdict.FITS_RAM), ("IQ4_XS", 4.5, 4.46, Verdict.FITS_RAM),
    ("Q3_K_M", 4.0, 4.0, Verdict.FITS_RAM), ("Q2_K", 3.2, 3.16, Verdict.FITS_RAM),
)  # fmt: skip


def draw(folder: Path) -> None:
    """Write the pictures into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    usual = QFont(app.font())
    for suffix, theme, scale in (
        ("light", ThemeChoice.LIGHT, 1.0),
        ("dark", ThemeChoice.DARK, 1.0),
        ("large-font", ThemeChoice.LIGHT, 2.0),
    ):
        base = QFont(usual)
        base.setPointSizeF(usual.pointSizeF() * scale)
        set_base_font(app, base)
        apply_theme(app, theme)
        _wizard(folder, suffix, scale)
        _jobs(folder, suffix)
    set_base_font(app, usual)


def _wizard(folder: Path, suffix: str, scale: float) -> None:
    catalog, source, jobs = FakeCatalog(), FakeSource(), FakeJobs()
    hardware, settings = FakeHardware(), FakeSettings()
    hardware.machine = MACHINE
    wizard = MakeWizard(
        catalog=catalog,
        memory=FakeDiscoverMemory(),
        source=source,
        jobs=jobs,
        hardware=hardware,
        settings=settings,
    )
    if scale > 1:
        wizard.resize(1280, 900)
    wizard.show()
    wizard.show_step(MODEL)
    catalog.publish(
        rows=(
            RepoSummary(
                "HuggingFaceTB/SmolLM2-135M-Instruct", downloads=1_240_000, likes=412, n_params=135 * 10**6
            ),
            RepoSummary(_LONG, downloads=90_000, likes=300, n_params=405 * _GB),
        )
    )
    _save(wizard, folder / f"making-model-{suffix}.png")
    wizard.open_source(_LONG, is_local=False)
    files = (RepoFile("config.json", 900), RepoFile("model.safetensors", 16 * _GB))
    source.publish(
        title=_LONG,
        detail=RepoDetail(_LONG, "a" * 40, files),
        fit_rows=_rows(),
        recommendation="Q4_K_M is the most precise type that leaves room for other apps on this computer.",
    )
    hardware.publish(
        Machine("Linux", "A processor", 4, 8, ("AVX2",), 16 * _GB, 11 * _GB, 120 * _GB, 500 * _GB)
    )
    wizard.show_step(BITS)
    _save(wizard, folder / f"making-bits-{suffix}.png")
    wizard.show_step(PLACE)
    _save(wizard, folder / f"making-place-{suffix}.png")
    wizard.place_step.expert.unfold(is_open=True)
    _save(wizard, folder / f"making-expert-{suffix}.png")
    wizard.place_step.expert.unfold(is_open=False)
    wizard._start("job-running")
    assert wizard.step == MAKE
    for state in (JobState.RUNNING, JobState.PAUSED, JobState.FAILED, JobState.DONE):
        view = _job(f"job-{state.value}", state)
        wizard._job_id = view.job_id
        jobs.publish(view)
        _save(wizard, folder / f"making-{state.value}-{suffix}.png")
    wizard.close()


def _jobs(folder: Path, suffix: str) -> None:
    jobs = FakeJobs()
    page = JobsPage(jobs=jobs)
    page.resize(1280, 900)
    page.show()
    _save(page, folder / f"making-jobs-empty-{suffix}.png")
    jobs.publish(*(_job(f"job-{state.value}", state) for state in JobState))
    _save(page, folder / f"making-jobs-{suffix}.png")
    page.close()


def _rows() -> tuple[FitRow, ...]:
    return tuple(
        FitRow(
            name,
            int(size * _GB),
            bits,
            4096,
            0,
            MemoryNeed(int(size * _GB), _GB // 2, _GB // 5, _GB // 20),
            MemoryNeed(),
            verdict,
            "11 GB of memory are free, and this takes about 5.6 GB of them.",
            recommended=name == "Q4_K_M",
        )
        for name, size, bits, verdict in _TYPES
    )


def _job(job_id: str, state: JobState) -> JobView:
    progress = JobProgress(
        "quantize", 6_100_000_000, 16_000_000_000, "bytes", 82e6, 121.0, "blk.12.ffn_down.weight"
    )
    problem = None
    if state is JobState.FAILED:
        problem = Problem(
            ErrorKind.DISK_FULL,
            "There is not enough free disk space.",
            "The model needs 4.90 GB in /home/someone/models, and 1.20 GB are free.",
            "Free some space, or choose fewer bits or another disk.",
        )
    started = progress if state not in (JobState.QUEUED, JobState.DONE) else JobProgress("plan")
    model_id = "m1" if state is JobState.DONE else ""
    return JobView(job_id, _LONG, "Q4_K_M", state, started, 0.0, problem=problem, result_model_id=model_id)


def _save(widget: QWidget, path: Path) -> None:
    app = QApplication.instance()
    assert app is not None
    for _ in range(5):
        app.processEvents()
    widget.grab().save(str(path))


if __name__ == "__main__":
    draw(Path(sys.argv[1]))
