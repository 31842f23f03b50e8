"""How each model of the library fits this computer, found out in the background."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.fit import FitRow, judge_again
from desktop_app.pipeline.model_fits import estimate_fits, has_fit, known_fits
from desktop_app.services.library_states import LibraryFitState

if TYPE_CHECKING:
    from desktop_app.domain.errors import Problem
    from desktop_app.domain.library import FileIdentity, LibraryModel
    from desktop_app.domain.machine import Machine
    from desktop_app.services.background import Background, Task
    from desktop_app.services.hardware_service import HardwareService
    from desktop_app.services.library_service import LibraryService
    from desktop_app.services.settings_service import SettingsService
    from desktop_app.storage.model_fits import ModelFits


class LibraryFits(QObject):
    """Answers are kept by file, so that each is asked for once; nothing is asked before `start`.

    Signals:
        state_changed: the new `LibraryFitState`.
    """

    state_changed = Signal(object)

    def __init__(
        self,
        *,
        library: LibraryService,
        hardware: HardwareService,
        settings: SettingsService,
        store: ModelFits,
        background: Background,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._library, self._hardware, self._settings = library, hardware, settings
        self._store, self._background = store, background
        self._state = LibraryFitState()
        self._task: Task | None = None
        self._is_wanted = False
        self._load = self._question()
        self._failed: dict[str, tuple[FileIdentity, Problem]] = {}
        self._is_outdated = False
        library.models_changed.connect(lambda _models: self._follow_models())
        hardware.machine_changed.connect(self._follow_machine)
        settings.settings_changed.connect(lambda _settings: self._follow_settings())

    @property
    def state(self) -> LibraryFitState:
        return self._state

    def start(self) -> None:
        """Somebody looks at the library: find out what is not known yet."""
        if not self._is_wanted or self._state.is_stopped:
            self._is_wanted = True
            self._set(replace(self._state, is_stopped=False))
            self._look()

    def stop(self) -> None:
        """Ask about no further model; what is known stays."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
        self._set(replace(self._state, is_busy=False, is_stopped=True))

    def _question(self) -> tuple[int, str]:
        load = self._settings.settings.load
        return load.n_ctx, load.kv_type

    def _follow_models(self) -> None:
        if self._task is None:
            self._look()
        else:
            self._is_outdated = True  # the child that runs has its next models then

    def _follow_settings(self) -> None:
        if self._question() != self._load:
            self._load = self._question()
            self._failed.clear()
            self._set(replace(self._state, fits={}, problems={}))
            self._look()

    def _follow_machine(self, machine: Machine) -> None:
        if not self._state.fits:
            self._follow_models()
            return
        fits = {model_id: judge_again(row, machine) for model_id, row in self._state.fits.items()}
        if fits != self._state.fits:
            self._set(replace(self._state, fits=fits))

    def _look(self) -> None:
        """What is kept first, then the engine about the others."""
        machine = self._hardware.machine
        if not self._is_wanted or self._state.is_stopped or machine is None:
            return
        if self._task is not None:
            self._task.cancel()
        self._is_outdated = False
        models = tuple(m for m in self._library.models if has_fit(m))
        load, failed = self._settings.settings.load, dict(self._failed)

        def work(task: Task) -> None:
            known = known_fits(models, self._store, load, machine)
            open_ = [
                m
                for m in models
                if m.model_id not in known and failed.get(m.model_id, (None,))[0] != m.identity
            ]
            self._background.post(partial(self._begin, task, models, known, len(open_)))
            estimate_fits(
                open_,
                self._store,
                load,
                machine,
                on_fit=lambda model, row: self._background.post(partial(self._found, task, model, row)),
                on_problem=lambda model, why: self._background.post(partial(self._fail, task, model, why)),
                is_cancelled=lambda: task.is_cancelled,
            )

        task = self._task = self._background.run(
            work,
            on_result=lambda _none: self._ended(task),
            on_problem=lambda _problem: self._ended(task),
            on_cancelled=lambda: self._ended(task),
        )

    def _begin(
        self, task: Task, models: tuple[LibraryModel, ...], known: dict[str, FitRow], n_open: int
    ) -> None:
        if task is not self._task:
            return
        problems = {
            m.model_id: self._failed[m.model_id][1]
            for m in models
            if m.model_id in self._failed and self._failed[m.model_id][0] == m.identity
        }
        self._set(LibraryFitState(known, problems, 0, n_open, is_busy=n_open > 0))

    def _found(self, task: Task, model: LibraryModel, row: FitRow) -> None:
        if task is self._task:
            fits = {**self._state.fits, model.model_id: row}
            self._set(replace(self._state, fits=fits, n_done=self._state.n_done + 1))

    def _fail(self, task: Task, model: LibraryModel, problem: Problem) -> None:
        if task is self._task:
            self._failed[model.model_id] = (model.identity, problem)
            problems = {**self._state.problems, model.model_id: problem}
            self._set(replace(self._state, problems=problems, n_done=self._state.n_done + 1))

    def _ended(self, task: Task) -> None:
        if task is self._task:
            self._task = None
            self._set(replace(self._state, is_busy=False))
            if self._is_outdated:
                self._look()

    def _set(self, state: LibraryFitState) -> None:
        if state != self._state:
            self._state = state
            self.state_changed.emit(state)
