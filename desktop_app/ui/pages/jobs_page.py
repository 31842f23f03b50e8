"""Jobs: what is being made and downloaded, what waits, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop_app.domain.errors import ACCESS_KINDS
from desktop_app.domain.jobs import JobState, JobView
from desktop_app.domain.transfer import Waiting
from desktop_app.ui import format as fmt
from desktop_app.ui.pages.job_files import (
    JobFiles,
    derive_files_line,
    derive_waiting_text,
    shows_files,
)
from desktop_app.ui.theme import px, set_kind
from desktop_app.ui.translation import words
from desktop_app.ui.widgets.access_actions import access_actions
from desktop_app.ui.widgets.badge import Badge
from desktop_app.ui.widgets.buttons import icon_button, push_button
from desktop_app.ui.widgets.labels import ElidedLabel, text_label
from desktop_app.ui.widgets.layout import PageHeader, ScrollPage
from desktop_app.ui.widgets.states import EmptyState, ErrorBanner
from desktop_app.ui.wizard.texts import derive_progress

if TYPE_CHECKING:
    from desktop_app.services.job_service import JobService


def derive_badge(job: JobView) -> tuple[str, str, str]:
    """Word, sign and tone of a job's state."""
    tr = QCoreApplication.translate
    transfer = job.progress.transfer
    if job.state is JobState.RUNNING and transfer and transfer.waiting is not Waiting.NOTHING:
        return {
            Waiting.NETWORK: (tr("JobsPage", "No network"), "clock", "warning"),
            Waiting.OFFLINE_MODE: (tr("JobsPage", "Offline"), "clock", "warning"),
            Waiting.SERVER: (tr("JobsPage", "Trying again"), "refresh", "warning"),
            Waiting.RATE_LIMIT: (tr("JobsPage", "Trying again"), "refresh", "warning"),
            Waiting.DISK: (tr("JobsPage", "No room"), "disk", "warning"),
        }[transfer.waiting]
    return {
        JobState.QUEUED: (tr("JobsPage", "Waiting"), "clock", "neutral"),
        JobState.RUNNING: (tr("JobsPage", "Running"), "play", "accent"),
        JobState.PAUSING: (tr("JobsPage", "Pausing"), "pause", "neutral"),
        JobState.PAUSED: (tr("JobsPage", "Paused"), "pause", "warning"),
        JobState.CANCELLING: (tr("JobsPage", "Stopping"), "stop", "neutral"),
        JobState.DONE: (tr("JobsPage", "Done"), "check-circle", "success"),
        JobState.FAILED: (tr("JobsPage", "Failed"), "x-circle", "danger"),
        JobState.CANCELLED: (tr("JobsPage", "Stopped"), "stop", "neutral"),
    }[job.state]


def derive_totals(jobs: tuple[JobView, ...]) -> str:
    """One line above the list: what runs, waits and is paused, and how fast all downloads are together."""
    tr = QCoreApplication.translate
    counts = (
        (sum(j.state.is_running for j in jobs), tr("JobsPage", "{n} running")),
        (sum(j.state is JobState.QUEUED for j in jobs), tr("JobsPage", "{n} waiting")),
        (sum(j.state is JobState.PAUSED for j in jobs), tr("JobsPage", "{n} paused")),
    )
    parts = [text.format(n=count) for count, text in counts if count]
    loading = [j.progress for j in jobs if j.state.is_running and j.progress.transfer is not None]
    speed = sum(progress.per_second for progress in loading)
    if len(loading) > 1 and speed:
        parts.append(fmt.rate_text(speed, "bytes"))
    return ", ".join(parts)


def derive_line(job: JobView) -> str:
    """What a running job does: how much, how fast, how long, or what it waits for."""
    waiting = derive_waiting_text(job.progress.transfer)
    if waiting:
        done = fmt.memory_text(job.progress.done, job.progress.total) if job.progress.total else ""
        return "  ·  ".join(part for part in (waiting, done) if part)
    parts = (derive_progress(job), derive_files_line(job.progress.transfer))
    return "  ·  ".join(part for part in parts if part)


class _JobCard(QFrame):
    """One job; its widgets are kept while it changes, so that nothing jumps."""

    def __init__(self, job: JobView, page: JobsPage) -> None:
        super().__init__()
        set_kind(self, "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._page = page
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
        self._up = icon_button("arrow-up", self.tr("Earlier (Ctrl+Up)"), lambda: jobs.move(job_id, -1))
        self._down = icon_button("arrow-down", self.tr("Later (Ctrl+Down)"), lambda: jobs.move(job_id, 1))
        self._pause = push_button(self.tr("Pause"), "pause", on_click=lambda: jobs.pause(job_id))
        self._resume = push_button(self.tr("Go on"), "play", on_click=lambda: jobs.resume(job_id))
        self._stop = push_button(self.tr("Stop"), "stop", on_click=lambda: jobs.cancel(job_id))
        self._retry = push_button(self.tr("Try again"), "refresh", on_click=lambda: jobs.resume(job_id))
        self._folder = push_button(self.tr("Show file"), "folder", on_click=self._on_folder)
        self._chat = push_button(self.tr("Chat"), "chat", on_click=self._on_chat)
        self._dismiss = icon_button(
            "close", self.tr("Take off the list (Delete)"), lambda: jobs.dismiss(job_id)
        )
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
        self._files = JobFiles()
        self._banner = ErrorBanner()
        column.addLayout(head)
        for widget in (self._bar, self._line, self._note, self._files, self._banner):
            column.addWidget(widget)
        self._model_id = ""
        self.show_job(job)

    def show_job(self, job: JobView, *, is_first: bool = True, is_last: bool = True) -> None:
        """Show its state; `is_first` and `is_last` are about its place among those that wait."""
        state = job.state
        self._model_id = job.result_model_id
        self._title.setText(f"{job.title}  ·  {job.subtitle}" if job.subtitle else job.title)
        self._badge.show_badge(*derive_badge(job))
        fraction = job.progress.fraction
        self._bar.setVisible(state.is_running or (state is JobState.PAUSED and fraction is not None))
        self._bar.setRange(0, 0 if fraction is None else 1000)
        self._bar.setValue(round(1000 * (fraction or 0)))
        self._line.setText("" if job.problem else self._words(job))
        self._line.setVisible(bool(self._line.text()))
        has_files = shows_files(job)
        self._note.setText(words(job.progress.note) if state.is_running and not has_files else "")
        self._note.setVisible(bool(self._note.text()))
        transfer = job.progress.transfer
        files = transfer.files if transfer and has_files else ()
        self._files.show_files(files, is_at_work=state.is_running)
        self._files.setVisible(has_files)
        self._show_problem(job)
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
        # a problem with access has the button in its banner, after what has to be done first
        has_own = job.problem is not None and job.problem.kind in ACCESS_KINDS
        self._retry.setVisible(state in (JobState.FAILED, JobState.CANCELLED) and not has_own)
        self._folder.setVisible(is_done and bool(job.result_model_id))
        self._chat.setVisible(is_done and bool(job.result_model_id))
        self._dismiss.setVisible(state.is_final or state is JobState.PAUSED)
        self.setAccessibleName(f"{job.title} {job.subtitle}, {derive_badge(job)[0]}, {self._line.text()}")

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
                return derive_line(job)

    def _show_problem(self, job: JobView) -> None:
        if job.problem == self._banner.problem:
            return  # its buttons keep the focus
        actions = access_actions(
            job.problem,
            log_in=self._page.account_requested.emit,
            try_again=lambda: self._jobs.resume(self._job_id),
        )
        self._banner.show_problem(job.problem, actions)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in steps:
            self._jobs.move(self._job_id, steps[Qt.Key(event.key())])
            return
        if event.key() == Qt.Key.Key_Space:
            for button in (self._pause, self._resume, self._retry):
                if not button.isHidden() and button.isEnabled():
                    button.click()
                    return
        if event.key() == Qt.Key.Key_Delete and not self._dismiss.isHidden():
            self._dismiss.click()
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
        account_requested: log in to the hub.
    """

    chat_requested = Signal(str)
    folder_requested = Signal(str)
    wizard_requested = Signal()
    account_requested = Signal()

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
