"""Drives the real app as a person would, without one: the tour, the screenshots and the whole-way test."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.app import Application
from desktop_app.domain.jobs import JobState
from desktop_app.paths import UserFolders
from desktop_app.protocol.child import INFERENCE_WORKER
from desktop_app.services.states import ModelState
from desktop_app.storage.other_apps import Surroundings
from desktop_app.ui.wizard.make_wizard import BITS, MAKE, PLACE


class JourneyError(AssertionError):
    """The app did not get where it should."""


def wait_until(condition: Callable[[], object], what: str, timeout_s: float = 120.0) -> None:
    """Run the event loop until `condition()` is true; it is asked after each turn of 10 ms."""
    if condition():
        return
    loop = QEventLoop()
    check = QTimer(interval=10)
    check.timeout.connect(lambda: condition() and loop.quit())
    late = QTimer(singleShot=True, interval=round(timeout_s * 1000))
    is_late = []
    late.timeout.connect(lambda: (is_late.append(True), loop.quit()))
    check.start()
    late.start()
    loop.exec()
    check.stop()
    late.stop()
    if is_late:
        raise JourneyError(f"waited {timeout_s:.0f} s in vain for: {what}")


class Journey:
    """One run of the app in folders of its own.

    Args:
        home: where data, settings and caches go; the same home is the same installation.
        starter: the starter model's file.
        endpoint: of a hub, "" for none.
        worker: entry module of the process that answers.
    """

    def __init__(
        self, home: Path, starter: Path | None, endpoint: str = "", worker: str = INFERENCE_WORKER
    ) -> None:
        qt = QApplication.instance() or QApplication([])
        assert isinstance(qt, QApplication)
        self.qt = qt
        folders = UserFolders(home / "data", home / "config", home / "cache")
        # other apps' folders are looked for in a home of its own, too
        elsewhere = Surroundings(home=home / "person", environ={}, root=home / "root")
        self.app = Application(qt, folders, starter, elsewhere, worker)
        if endpoint:
            self.app.settings.update(endpoint=endpoint)
        self.window = self.app.window
        self.is_closed = False

    def open(self) -> None:
        """Show the window and wait until the model of the last run, or the starter model, is ready."""
        self.window.resize(1280, 800)
        self.app.show()
        wait_until(lambda: self.app.library.models, "the library")
        self.wait_for_model()

    def close(self) -> None:
        self.is_closed = True
        self.window.close()
        self.app.close()
        self.window.deleteLater()
        self.app.deleteLater()
        self.settle()

    def settle(self) -> None:
        """Let what is queued happen, twice over, so that what it queues happens too."""
        for _ in range(3):
            self.qt.processEvents()
            self.qt.sendPostedEvents(None, 0)

    def wait_for_model(self) -> None:
        chat = self.app.chat
        ends = (ModelState.READY, ModelState.FAILED, ModelState.CRASHED)
        wait_until(lambda: chat.state.model_state in ends, "the model in memory")
        if chat.state.model_state is not ModelState.READY:
            raise JourneyError(f"the model did not load: {chat.state.problem}")

    def ask(self, text: str, *, until: Callable[[], object] | None = None) -> None:
        """Write a message and wait for its answer, or for `until`."""
        chat = self.app.chat
        composer = self.window.page("chat").composer  # type: ignore[attr-defined]
        wait_until(lambda: not chat.state.is_busy, "the chat as it is kept")
        began = []
        watching = chat.answer_began.connect(lambda: began.append(True))
        composer.field.setFocus()
        composer.field.setPlainText(text)
        QTest.keyClick(composer.field, Qt.Key.Key_Return)
        wait_until(lambda: began, "the answer to begin")
        chat.disconnect(watching)
        wait_until(until or (lambda: not chat.state.is_answering), "the answer")

    def fit(self) -> None:
        """Wait until the wizard's fit table is complete."""
        source = self.app.wizard_source
        wait_until(
            lambda: (source.state.fit_rows and not source.state.is_fitting) or source.state.fit_problem,
            "the fit table",
        )
        if source.state.fit_problem:
            raise JourneyError(f"no fit: {source.state.fit_problem}")

    def make(self, quant_type: str = "") -> str:
        """In the open wizard: choose the bits, go on, make, wait; returns the new model's id."""
        wizard = self.app.wizard()
        self.fit()
        if wizard.step != BITS:
            raise JourneyError("the wizard is not at the choice of bits")
        if quant_type:
            wizard.bits_step.table.choose(quant_type)
        self.press(wizard.next_button)
        if wizard.step != PLACE:
            raise JourneyError("the wizard did not go on to where it runs")
        wait_until(wizard.next_button.isEnabled, "the disk to be measured")
        self.press(wizard.next_button)
        if wizard.step != MAKE:
            raise JourneyError("the wizard did not start")
        job = self.app.jobs.jobs[0].job_id
        wait_until(lambda: self.job(job).state.is_final, "the job", 300)
        if self.job(job).state is not JobState.DONE:
            raise JourneyError(f"the job failed: {self.job(job).problem}")
        model_id = self.job(job).result_model_id
        wait_until(lambda: self.app.library.find(model_id), "the model in the library")
        return model_id

    def job(self, job_id: str):
        return next(j for j in self.app.jobs.jobs if j.job_id == job_id)

    @staticmethod
    def press(button: QWidget) -> None:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def shot(self, path: Path, widget: QWidget | None = None) -> Path:
        """Save what a person would see now."""
        self.settle()
        path.parent.mkdir(parents=True, exist_ok=True)
        shown = widget or self.window
        if not shown.grab().save(str(path)):
            raise JourneyError(f"no screenshot could be written to {path}")
        return path


def starter_from_environment() -> Path:
    """The starter model that ./dev names."""
    path = Path(os.environ.get("BITSMITH_STARTER_MODEL", ""))
    if not path.is_file():
        raise JourneyError("BITSMITH_STARTER_MODEL names no file; start this through ./dev")
    return path
