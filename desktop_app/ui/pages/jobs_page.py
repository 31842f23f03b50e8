"""Jobs: what is being made and downloaded, what waits, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop_app.domain.jobs import JobState, JobView
from desktop_app.ui import format as fmt
from desktop_app.ui.theme import px, set_kind
from desktop_app.ui.widgets.badge import Badge
from desktop_app.ui.widgets.buttons import icon_button, push_button
from desktop_app.ui.widgets.labels import ElidedLabel, text_label
from desktop_app.ui.widgets.layout import PageHeader, ScrollPage
from desktop_app.ui.widgets.states import EmptyState, ErrorBanner
from desktop_app.ui.wizard.texts import derive_progress

if TYPE_CHECKING:
    from desktop_app.services.job_service import JobService


def derive_badge(state: JobState) -> tuple[str, str, str]:
    """Word, sign and tone of a job's state."""
    return {
        JobState.QUEUED: ("Waiting", "clock", "neutral"),
        JobState.RUNNING: ("Running", "play", "accent"),
        JobState.PAUSING: ("Pausing", "pause", "neutral"),
        JobState.PAUSED: ("Paused", "pause", "warning"),
        JobState.CANCELLING: ("Stopping", "stop", "neutral"),
        JobState.DONE: ("Done", "check-circle", "success"),
        JobState.FAILED: ("Failed", "x-circle", "danger"),
        JobState.CANCELLED: ("Stopped", "stop", "neutral"),
    }[state]


def derive_totals(jobs: tuple[JobView, ...]) -> str:
    """One line above the list: what runs, waits and is paused; "" when nothing does."""
    counts = (
        (sum(j.state.is_running for j in jobs), "running"),
        (sum(j.state is JobState.QUEUED for j in jobs), "waiting"),
        (sum(j.state is JobState.PAUSED for j in jobs), "paused"),
    )
    return ", ".join(f"{count} {word}" for count, word in counts if count)


class _JobCard(QFrame):
    """One job; its widgets are kept while it changes, so that nothing jumps."""

    def __init__(self, job: JobView, page: JobsPage) -> None:
        super().__init__()
        set_kind(self, "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._job_id, self._jobs = job.job_id, page.jobs
        job_id, jobs = self._job_id, self._jobs
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(12), px(12), px(12))
        column.setSpacing(px(8))
        head = QHBoxLayout()
        head.setSpacing(px(8))
        self._title = ElidedLabel("", "strong", Qt.TextElideMode.ElideMiddle)
        self._badge = Badge()
        head.addWidget(self._title, 1)
        head.addWidget(self._badge)
        self._up = icon_button("arrow-up", page.tr("Earlier (Ctrl+Up)"), lambda: jobs.move(job_id, -1))
        self._down = icon_button("arrow-down", page.tr("Later (Ctrl+Down)"), lambda: jobs.move(job_id, 1))
        self._pause = push_button(page.tr("Pause"), "pause", on_click=lambda: jobs.pause(job_id))
        self._resume = push_button(page.tr("Go on"), "play", on_click=lambda: jobs.resume(job_id))
        self._stop = push_button(page.tr("Stop"), "stop", on_click=lambda: jobs.cancel(job_id))
        self._retry = push_button(page.tr("Try again"), "refresh", on_click=lambda: jobs.resume(job_id))
        self._folder = push_button(page.tr("Show file"), "folder", on_click=self._on_folder)
        self._chat = push_button(page.tr("Chat"), "chat", on_click=self._on_chat)
        self._dismiss = icon_button("close", page.tr("Take off the list"), lambda: jobs.dismiss(job_id))
        for button in (
            self._up,
            self._down,
            self._pause,
            self._resume,
            self._stop,
            self._retry,
            self._folder,
            self._chat,
            self._dismiss,
        ):
            head.addWidget(button)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._line = text_label("", "secondary", wrap=True, tabular=True)
        self._note = ElidedLabel("", "small")
        self._banner = ErrorBanner()
        column.addLayout(head)
        for widget in (self._bar, self._line, self._note, self._banner):
            column.addWidget(widget)
        self._page = page
        self._model_id = ""
        self.show_job(job)

    def show_job(self, job: JobView, *, is_first: bool = True, is_last: bool = True) -> None:
        """Show its state; `is_first` and `is_last` are about its place among those that wait."""
        state = job.state
        self._model_id = job.result_model_id
        self._title.setText(f"{job.title}  ·  {job.subtitle}" if job.subtitle else job.title)
        self._badge.show_badge(*derive_badge(state))
        fraction = job.progress.fraction
        self._bar.setVisible(state.is_running or (state is JobState.PAUSED and fraction is not None))
        self._bar.setRange(0, 0 if fraction is None else 1000)
        self._bar.setValue(round(1000 * (fraction or 0)))
        self._line.setText("" if job.problem else self._words(job))
        self._line.setVisible(bool(self._line.text()))
        self._note.setText(job.progress.note if state.is_running else "")
        self._note.setVisible(bool(self._note.text()))
        self._banner.show_problem(job.problem)
        is_queued, is_done = state is JobState.QUEUED, state is JobState.DONE
        self._up.setVisible(is_queued)
        self._up.setEnabled(not is_first)
        self._down.setVisible(is_queued)
        self._down.setEnabled(not is_last)
        self._pause.setVisible(state in (JobState.QUEUED, JobState.RUNNING, JobState.PAUSING))
        self._pause.setEnabled(state is not JobState.PAUSING)
        self._resume.setVisible(state is JobState.PAUSED)
        self._stop.setVisible(state.is_working)
        self._stop.setEnabled(state is not JobState.CANCELLING)
        self._retry.setVisible(state in (JobState.FAILED, JobState.CANCELLED))
        self._folder.setVisible(is_done and bool(job.result_model_id))
        self._chat.setVisible(is_done and bool(job.result_model_id))
        self._dismiss.setVisible(state.is_final or state is JobState.PAUSED)
        self.setAccessibleName(f"{job.title} {job.subtitle}, {derive_badge(state)[0]}, {self._line.text()}")

    def _words(self, job: JobView) -> str:
        match job.state:
            case JobState.DONE:
                return self.tr("In your library. Started {when}.").format(when=fmt.ago_text(job.started_at))
            case JobState.CANCELLED:
                return self.tr("Stopped. What was downloaded is kept until you take it off the list.")
            case JobState.PAUSED if job.is_interrupted:
                return self.tr("Interrupted when the app ended. It goes on where it was.")
            case JobState.PAUSED:
                return self.tr("Paused. It goes on where it was, also after a restart.")
            case JobState.PAUSING:
                return self.tr("Finishing the current step, then it pauses.")
            case JobState.QUEUED:
                return self.tr("Waits for the job before it.")
            case _:
                return derive_progress(job)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in steps:
            self._jobs.move(self._job_id, steps[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)

    def _on_chat(self) -> None:
        self._page.chat_requested.emit(self._model_id)

    def _on_folder(self) -> None:
        self._page.folder_requested.emit(self._model_id)


class JobsPage(QWidget):
    """Cards: what runs, what waits in its order, what is paused, what has ended.

    Signals:
        chat_requested, folder_requested: id of a model that a job made.
        wizard_requested: make a model.
    """

    chat_requested = Signal(str)
    folder_requested = Signal(str)
    wizard_requested = Signal()

    def __init__(self, *, jobs: JobService, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.jobs = jobs
        self._cards: dict[str, _JobCard] = {}
        self._header = PageHeader(self.tr("Jobs"), self.tr("What is being made and downloaded"))
        self._empty = EmptyState(
            "jobs",
            self.tr("Nothing is being made"),
            self.tr("Models that you make or download appear here with their progress."),
            (self.tr("Make a model"), self.wizard_requested.emit),
        )
        self._problem = ErrorBanner()
        self._column = QVBoxLayout()
        self._column.setSpacing(px(12))
        scroll = ScrollPage()
        for widget in (self._header, self._problem, self._empty):
            scroll.column.addWidget(widget)
        scroll.column.addLayout(self._column)
        scroll.column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        self._problem.show_problem(None)
        jobs.jobs_changed.connect(self.show_jobs)
        jobs.problem_raised.connect(self._problem.show_problem)
        self.show_jobs(jobs.jobs)

    def show_jobs(self, jobs: tuple[JobView, ...]) -> None:
        shown = {job.job_id for job in jobs}
        for job_id in [j for j in self._cards if j not in shown]:
            card = self._cards.pop(job_id)
            self._column.removeWidget(card)
            card.deleteLater()
        queued = [job.job_id for job in jobs if job.state is JobState.QUEUED]
        for place, job in enumerate(jobs):
            card = self._cards.get(job.job_id)
            if card is None:
                card = self._cards[job.job_id] = _JobCard(job, self)
            if self._column.indexOf(card) != place:
                had_focus = card.hasFocus()
                self._column.removeWidget(card)
                self._column.insertWidget(place, card)
                if had_focus:
                    card.setFocus()
            card.show_job(
                job,
                is_first=bool(queued) and job.job_id == queued[0],
                is_last=bool(queued) and job.job_id == queued[-1],
            )
        self._empty.setVisible(not jobs)
        totals = derive_totals(jobs)
        self._header.show_text(self.tr("Jobs"), totals or self.tr("What is being made and downloaded"))
