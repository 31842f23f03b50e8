"""One repository or checkpoint: what it is, and how each quant type of it fits this computer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.domain.fit import explain_recommendation, recommend
from desktop_app.domain.quantization import QUANT_TYPES
from desktop_app.domain.repository import gguf_variants, has_convertible_weights
from desktop_app.pipeline import fit
from desktop_app.services.states import SourceState

if TYPE_CHECKING:
    from desktop_app.domain.errors import Problem
    from desktop_app.domain.fit import FitRow
    from desktop_app.domain.jobs import JobProgress
    from desktop_app.domain.machine import Machine
    from desktop_app.domain.repository import RepoDetail
    from desktop_app.paths import UserFolders
    from desktop_app.services.background import Background, Task
    from desktop_app.services.hardware_service import HardwareService
    from desktop_app.services.hub_access import HubAccess
    from desktop_app.services.settings_service import SettingsService

_CONTEXT_PAUSE_MS = 250  # a slider moves many times a second


class SourceService(QObject):
    """Follows one source at a time; what an earlier one still reports is dropped.

    Signals:
        state_changed: the new `SourceState`.
    """

    state_changed = Signal(object)

    def __init__(
        self,
        *,
        background: Background,
        hub: HubAccess,
        hardware: HardwareService,
        settings: SettingsService,
        folders: UserFolders,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._background = background
        self._hub = hub
        self._hardware = hardware
        self._folders = folders
        self._settings = settings
        self._state = SourceState(n_ctx=settings.settings.load.n_ctx)
        self._task: Task | None = None
        self._timer = QTimer(self, singleShot=True, interval=_CONTEXT_PAUSE_MS)
        self._timer.timeout.connect(self._estimate)

    @property
    def state(self) -> SourceState:
        return self._state

    def open_repository(self, repo_id: str) -> None:
        """Show a repository of the Hub, then estimate its fit."""
        self._begin(SourceState(source=repo_id, title=repo_id, is_loading=True, n_ctx=self._state.n_ctx))
        task = self._background.run(
            lambda _task: self._hub.client().repository(repo_id),
            on_result=lambda detail: self._show_detail(task, detail),
            on_problem=lambda problem: self._fail(task, problem),
        )
        self._task = task

    def open_folder(self, path: str) -> None:
        """Show a checkpoint folder of this computer, then estimate its fit."""
        self._begin(SourceState(source=path, is_local=True, title=Path(path).name, n_ctx=self._state.n_ctx))
        self._estimate()

    def close(self) -> None:
        self._begin(SourceState(n_ctx=self._state.n_ctx))

    def retry(self) -> None:
        if not self._state.source:
            return
        if self._state.is_local:
            self.open_folder(self._state.source)
        elif self._state.detail is None:
            self.open_repository(self._state.source)
        else:
            self._estimate()

    def set_n_ctx(self, n_ctx: int) -> None:
        """Estimate for another context, a moment after the last change."""
        if n_ctx < 1 or n_ctx == self._state.n_ctx:
            return
        self._set(replace(self._state, n_ctx=n_ctx))
        if self._state.source and not self._state.is_loading and self._state.problem is None:
            self._timer.start()

    def cancel_fit(self) -> None:
        self._drop_task()
        self._set(replace(self._state, is_fitting=False, fit_progress=None))

    # --- steps ------------------------------------------------------------------------------------

    def _begin(self, state: SourceState) -> None:
        self._drop_task()
        self._set(state)

    def _show_detail(self, task: Task, detail: RepoDetail) -> None:
        if task is not self._task:
            return
        self._set(
            replace(self._state, detail=detail, is_loading=False, n_ctx_limit=detail.context_length or 0)
        )
        self._estimate()

    def _estimate(self) -> None:
        self._drop_task()
        state = self._state
        self._set(
            replace(
                state,
                fit_rows=(),
                gguf_rows=(),
                is_fitting=True,
                fit_problem=None,
                fit_progress=None,
                recommendation="",
            )
        )
        task = self._background.run(
            lambda task: self._work(task, state),
            on_result=lambda _none: self._done(task),
            on_problem=lambda problem: self._fit_failed(task, problem),
        )
        self._task = task

    def _work(self, task: Task, state: SourceState) -> None:
        """On a thread: headers, then the engine; rows are posted as they come."""

        def cancelled() -> bool:
            return task.is_cancelled

        def progress(step: JobProgress) -> None:
            self._background.post(lambda: self._show_progress(task, step))

        machine = self._hardware.read(task)
        types = tuple(t.name for t in QUANT_TYPES)

        def add(row: FitRow) -> None:
            self._background.post(lambda: self._add_row(task, row))

        if state.is_local:
            source = fit.local_source(Path(state.source))
            self._post_limit(task, source)
            fit.estimate_fit(
                source,
                types,
                state.n_ctx,
                machine,
                on_row=add,
                on_progress=progress,
                is_cancelled=cancelled,
            )
            return
        detail = state.detail
        assert detail is not None
        client = self._hub.client()
        if has_convertible_weights(detail):
            source = fit.remote_headers(
                client, detail, self._folders.headers, on_progress=progress, is_cancelled=cancelled
            )
            self._post_limit(task, source)
            fit.estimate_fit(
                source,
                types,
                state.n_ctx,
                machine,
                on_row=add,
                on_progress=progress,
                is_cancelled=cancelled,
            )
        self._fit_variants(task, state, detail, machine)

    def _post_limit(self, task: Task, source: fit.LocalSource) -> None:
        limit = fit.context_limit(source)
        if limit:
            self._background.post(lambda: self._show_limit(task, limit))

    def _fit_variants(self, task: Task, state: SourceState, detail: RepoDetail, machine: Machine) -> None:
        for variant in gguf_variants(detail.files):
            source = fit.remote_gguf_header(
                self._hub.client(),
                detail,
                variant,
                self._folders.headers,
                is_cancelled=lambda: task.is_cancelled,
            )

            def add(row: FitRow, label: str = variant.label) -> None:
                named = replace(row, quant_type=label)
                self._background.post(lambda: self._add_variant(task, named))

            fit.estimate_fit(
                source, (), state.n_ctx, machine, on_row=add, is_cancelled=lambda: task.is_cancelled
            )

    # --- what comes back --------------------------------------------------------------------------

    def _show_limit(self, task: Task, limit: int) -> None:
        if task is self._task:
            self._set(replace(self._state, n_ctx_limit=limit))

    def _add_row(self, task: Task, row: FitRow) -> None:
        if task is self._task:
            self._set(replace(self._state, fit_rows=(*self._state.fit_rows, row)))

    def _add_variant(self, task: Task, row: FitRow) -> None:
        if task is self._task:
            self._set(replace(self._state, gguf_rows=(*self._state.gguf_rows, row)))

    def _show_progress(self, task: Task, progress: JobProgress) -> None:
        if task is self._task:
            self._set(replace(self._state, fit_progress=progress))

    def _done(self, task: Task) -> None:
        if task is not self._task:
            return
        rows = recommend(self._state.fit_rows)
        self._set(
            replace(
                self._state,
                fit_rows=rows,
                is_fitting=False,
                fit_progress=None,
                recommendation=explain_recommendation(rows),
            )
        )

    def _fit_failed(self, task: Task, problem: Problem) -> None:
        if task is self._task:
            self._set(replace(self._state, is_fitting=False, fit_progress=None, fit_problem=problem))

    def _fail(self, task: Task, problem: Problem) -> None:
        if task is self._task:
            self._set(replace(self._state, is_loading=False, problem=problem))

    def _drop_task(self) -> None:
        self._timer.stop()
        if self._task:
            self._task.cancel()
            self._task = None

    def _set(self, state: SourceState) -> None:
        if state != self._state:
            self._state = state
            self.state_changed.emit(state)
