"""The dialog around the steps: back, next, start, stop, chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.domain.jobs import JobState
from desktop_app.ui.theme import px, set_kind
from desktop_app.ui.widgets.buttons import push_button
from desktop_app.ui.widgets.labels import text_label
from desktop_app.ui.wizard import texts
from desktop_app.ui.wizard.steps import BitsStep, MakeStep, ModelStep, PlaceStep

if TYPE_CHECKING:
    from desktop_app.domain.fit import FitRow
    from desktop_app.domain.jobs import JobView
    from desktop_app.services.catalog_service import CatalogService
    from desktop_app.services.discover_memory import DiscoverMemoryService
    from desktop_app.services.hardware_service import HardwareService
    from desktop_app.services.job_service import JobService
    from desktop_app.services.settings_service import SettingsService
    from desktop_app.services.source_service import SourceService

MODEL, BITS, PLACE, MAKE = range(4)


class MakeWizard(QDialog):
    """Model, precision, place, make. Closing it while it makes leaves the job running.

    Signals:
        chat_requested: id of the model that was made.
    """

    chat_requested = Signal(str)

    def __init__(
        self,
        *,
        catalog: CatalogService,
        memory: DiscoverMemoryService,
        source: SourceService,
        jobs: JobService,
        hardware: HardwareService,
        settings: SettingsService,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._source, self._jobs = source, jobs
        self._hardware, self._settings = hardware, settings
        self._job_id = ""
        self.setWindowTitle(self.tr("Make a model for this computer"))
        self.resize(px(860), px(680))
        self.model_step = ModelStep(catalog, source, memory, hardware)
        self.bits_step = BitsStep(source)
        self.place_step = PlaceStep(source, keeps=settings.settings.keep_source)
        self.make_step = MakeStep()
        self._build()
        self.model_step.chosen.connect(lambda: self.show_step(BITS))
        self.bits_step.changed.connect(self._refresh)
        self.bits_step.activated.connect(self._next)
        self.place_step.keep_changed.connect(lambda keeps: settings.update(keep_source=keeps))
        source.state_changed.connect(lambda _state: self._refresh())
        hardware.machine_changed.connect(lambda _machine: self._refresh())
        settings.settings_changed.connect(lambda _settings: self._refresh())
        jobs.jobs_changed.connect(self._on_jobs)
        self.show_step(MODEL)

    def _build(self) -> None:
        self._marks = [text_label("", "secondary") for _ in texts.step_names()]
        marks = QHBoxLayout()
        marks.setSpacing(px(16))
        for mark in self._marks:
            marks.addWidget(mark)
        marks.addStretch(1)
        self._stack = QStackedWidget()
        for step in (self.model_step, self.bits_step, self.place_step, self.make_step):
            self._stack.addWidget(step)
        self._back = push_button(self.tr("Back"), "arrow-left", "ghost", self._go_back)
        self._close = push_button(self.tr("Close"), on_click=self.close)
        self._pause = push_button(self.tr("Pause"), "pause", on_click=self._on_pause)
        self._stop = push_button(self.tr("Stop"), "stop", "danger", self._on_stop)
        self.next_button = push_button(self.tr("Next"), kind="primary", on_click=self._next)
        self.next_button.setDefault(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        buttons.addWidget(self._back)
        buttons.addStretch(1)
        for button in (self._stop, self._pause, self._close, self.next_button):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(24), px(24), px(16))
        column.setSpacing(px(16))
        column.addLayout(marks)
        column.addWidget(self._stack, 1)
        column.addLayout(buttons)

    # --- what the window calls ------------------------------------------------------------------------

    def open_source(self, source: str, *, is_local: bool, quant_type: str = "") -> None:
        """Begin with a source that was chosen elsewhere; with a type too, go straight to where it runs."""
        self._job_id = ""
        if source != self._source.state.source:
            (self._source.open_folder if is_local else self._source.open_repository)(source)
        self.show_step(BITS)
        if quant_type:
            self.bits_step.table.choose(quant_type)
            if self._chosen is not None:
                self.show_step(PLACE)

    def begin(self) -> None:
        """Begin with choosing a model."""
        self._job_id = ""
        self.show_step(MODEL)
        self.model_step.begin()

    # --- steps ----------------------------------------------------------------------------------------

    @property
    def step(self) -> int:
        return self._stack.currentIndex()

    @property
    def _chosen(self) -> FitRow | None:
        return self.bits_step.chosen

    @property
    def _job(self) -> JobView | None:
        return next((j for j in self._jobs.jobs if j.job_id == self._job_id), None)

    def show_step(self, step: int) -> None:
        self._stack.setCurrentIndex(step)
        for number, (mark, name) in enumerate(zip(self._marks, texts.step_names(), strict=True)):
            mark.setText(f"{number + 1}  {name}")
            set_kind(mark, "strong" if number == step else "secondary")
        if step == MODEL and self.isVisible():
            self.model_step.begin()
        elif step == BITS:
            self.bits_step.table.setFocus()
        elif step == PLACE:
            self._hardware.refresh()
            self.place_step.context.slider.setFocus()
        elif step == MAKE:
            self.make_step.show_summary(self._source.state, self._chosen)
        self._refresh()

    def _refresh(self) -> None:
        state, row, job, step = self._source.state, self._chosen, self._job, self.step
        machine = self._hardware.machine
        if step == PLACE:
            self.place_step.show_state(state, row, machine)
        if job is not None:
            self.make_step.show_job(job)
        is_running = job is not None and job.state.is_working
        is_paused = job is not None and job.state is JobState.PAUSED
        is_done = job is not None and job.state is JobState.DONE
        self._back.setVisible(step in (BITS, PLACE) or (step == MAKE and not is_running and not is_done))
        self._stop.setVisible(step == MAKE and is_running)
        self._pause.setVisible(step == MAKE and is_running)
        self._pause.setEnabled(job is not None and job.state in (JobState.QUEUED, JobState.RUNNING))
        self._close.setText(self.tr("Leave it running") if is_running else self.tr("Close"))
        has_room = row is not None and texts.derive_has_room(
            row, texts.derive_download_bytes(state), machine, keeps=self._settings.settings.keep_source
        )
        look = {
            MODEL: (self.tr("Next"), bool(state.source)),
            BITS: (self.tr("Next"), row is not None and not state.is_fitting),
            PLACE: (self.tr("Make"), has_room and not state.is_fitting),
            MAKE: (
                self.tr("Chat now") if is_done else self.tr("Go on") if is_paused else self.tr("Try again"),
                not is_running,
            ),
        }[step]
        self.next_button.setText(look[0])
        self.next_button.setEnabled(look[1])
        self.next_button.setVisible(not (step == MAKE and is_running))

    def _next(self) -> None:
        step = self.step
        if step == BITS and self.bits_step.ready_label:
            self._start(self._jobs.download(self._source.state.source, self.bits_step.ready_label))
        elif step in (MODEL, BITS):
            if self.next_button.isEnabled():
                self.show_step(step + 1)
        elif step == PLACE:
            self._on_make()
        elif self._job is not None:
            if self._job.state is JobState.DONE:
                self.chat_requested.emit(self._job.result_model_id)
                self.close()
            elif not self._job.state.is_working:
                self._jobs.resume(self._job_id)

    def _on_make(self) -> None:
        row, state = self._chosen, self._source.state
        if row is None:
            return
        revision = state.detail.revision if state.detail else ""
        # what was judged here is what the chat loads with
        self._settings.update_load(n_ctx=state.n_ctx)
        self._start(
            self._jobs.make(
                state.source,
                row.quant_type,
                is_local=state.is_local,
                revision=revision,
                choices=self.place_step.expert.choices,
            )
        )

    def _start(self, job_id: str) -> None:
        self._job_id = job_id
        self.show_step(MAKE)

    def _go_back(self) -> None:
        self.show_step(PLACE if self.step == MAKE else self.step - 1)

    def _on_pause(self) -> None:
        self._jobs.pause(self._job_id)

    def _on_stop(self) -> None:
        self._jobs.cancel(self._job_id)

    def _on_jobs(self, _jobs: object) -> None:
        if self._job_id:
            self._refresh()
