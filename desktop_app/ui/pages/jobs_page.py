"""Jobs: what is being made and downloaded, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
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
        JobState.CANCELLING: ("Stopping", "stop", "neutral"),
        JobState.DONE: ("Done", "check-circle", "success"),
        JobState.FAILED: ("Failed", "x-circle", "danger"),
        JobState.CANCELLED: ("Stopped", "stop", "neutral"),
    }[state]


class _JobCard(QFrame):
    """One job; its widgets are kept while it changes, so that nothing jumps."""

    def __init__(self, job: JobView, page: JobsPage) -> None:
        super().__init__()
        set_kind(self, "card")
        job_id, jobs = job.job_id, page.jobs
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(12), px(12), px(12))
        column.setSpacing(px(8))
        head = QHBoxLayout()
        head.setSpacing(px(8))
        self._title = ElidedLabel("", "strong", Qt.TextElideMode.ElideMiddle)
        self._badge = Badge()
        head.addWidget(self._title, 1)
        head.addWidget(self._badge)
        self._stop = push_button(page.tr("Stop"), "stop", on_click=lambda: jobs.cancel(job_id))
        self._retry = push_button(page.tr("Try again"), "refresh", on_click=lambda: jobs.retry(job_id))
        self._chat = push_button(page.tr("Chat"), "chat", on_click=self._on_chat)
        self._dismiss = icon_button("close", page.tr("Take off the list"), lambda: jobs.dismiss(job_id))
        for button in (self._stop, self._retry, self._chat, self._dismiss):
            head.addWidget(button)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._line = text_label("", "secondary", tabular=True)
        self._note = ElidedLabel("", "small")
        self._banner = ErrorBanner()
        column.addLayout(head)
        for widget in (self._bar, self._line, self._note, self._banner):
            column.addWidget(widget)
        self._page = page
        self._model_id = ""
        self.show_job(job)

    def show_job(self, job: JobView) -> None:
        self._model_id = job.result_model_id
        self._title.setText(f"{job.title}  ·  {job.subtitle}" if job.subtitle else job.title)
        self._badge.show_badge(*derive_badge(job.state))
        is_running = job.state in (JobState.RUNNING, JobState.CANCELLING)
        fraction = job.progress.fraction
        self._bar.setVisible(is_running)
        self._bar.setRange(0, 0 if fraction is None else 1000)
        self._bar.setValue(round(1000 * (fraction or 0)))
        done = {
            JobState.DONE: self.tr("In your library. Started {when}.").format(
                when=fmt.ago_text(job.started_at)
            ),
            JobState.CANCELLED: self.tr("Stopped. It can go on where it was."),
            JobState.QUEUED: self.tr("Waits for the job before it."),
        }
        self._line.setText(done.get(job.state, "" if job.problem else derive_progress(job)))
        self._line.setVisible(bool(self._line.text()))
        self._note.setText(job.progress.note if is_running else "")
        self._note.setVisible(bool(self._note.text()))
        self._banner.show_problem(job.problem)
        self._stop.setVisible(not job.state.is_final)
        self._stop.setEnabled(job.state is not JobState.CANCELLING)
        self._retry.setVisible(job.state in (JobState.FAILED, JobState.CANCELLED))
        self._chat.setVisible(job.state is JobState.DONE and bool(job.result_model_id))
        self._dismiss.setVisible(job.state.is_final)
        self.setAccessibleName(
            f"{job.title} {job.subtitle}, {derive_badge(job.state)[0]}, {self._line.text()}"
        )

    def _on_chat(self) -> None:
        self._page.chat_requested.emit(self._model_id)


class JobsPage(QWidget):
    """Cards, newest first.

    Signals:
        chat_requested: id of a model that a job made.
        wizard_requested: make a model.
    """

    chat_requested = Signal(str)
    wizard_requested = Signal()

    def __init__(self, *, jobs: JobService, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.jobs = jobs
        self._cards: dict[str, _JobCard] = {}
        header = PageHeader(self.tr("Jobs"), self.tr("What is being made and downloaded"))
        self._empty = EmptyState(
            "jobs",
            self.tr("Nothing is being made"),
            self.tr("Models that you make or download appear here with their progress."),
            (self.tr("Make a model"), self.wizard_requested.emit),
        )
        self._column = QVBoxLayout()
        self._column.setSpacing(px(12))
        scroll = ScrollPage()
        scroll.column.addWidget(header)
        scroll.column.addWidget(self._empty)
        scroll.column.addLayout(self._column)
        scroll.column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        jobs.jobs_changed.connect(self.show_jobs)
        self.show_jobs(jobs.jobs)

    def show_jobs(self, jobs: tuple[JobView, ...]) -> None:
        shown = {job.job_id for job in jobs}
        for job_id in [j for j in self._cards if j not in shown]:
            card = self._cards.pop(job_id)
            self._column.removeWidget(card)
            card.deleteLater()
        for place, job in enumerate(jobs):
            if job.job_id in self._cards:
                self._cards[job.job_id].show_job(job)
            else:
                self._cards[job.job_id] = _JobCard(job, self)
                self._column.insertWidget(place, self._cards[job.job_id])
        self._empty.setVisible(not jobs)
