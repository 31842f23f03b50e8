"""One repository or checkpoint: what it is, and how each quant type of it fits this computer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.domain.discovery import SearchFormat, SearchQuery, SearchSort
from desktop_app.domain.fit import (
    explain_recommendation,
    recommend,
    usable_ram_bytes,
    usable_vram_bytes,
)
from desktop_app.domain.repository import has_convertible_weights, is_repo_id
from desktop_app.pipeline.known_fits import KnownFits, nearby_contexts
from desktop_app.services.states import SourceState

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_app.domain.errors import Problem
    from desktop_app.domain.fit import FitRow
    from desktop_app.domain.jobs import JobProgress
    from desktop_app.domain.repository import RepoDetail
    from desktop_app.hub.client import SearchPage
    from desktop_app.paths import UserFolders
    from desktop_app.services.background import Background, Task
    from desktop_app.services.hardware_service import HardwareService
    from desktop_app.services.hub_access import HubAccess
    from desktop_app.services.settings_service import SettingsService
    from desktop_app.storage.repo_fits import RepoFits

_CARD = "README.md"
_MOST_CARD_BYTES = 512 * 1024  # more is not read; a card is a page or two
_MOST_RELATED = 20
_CONTEXT_PAUSE_MS = 250  # a slider moves many times a second


class SourceService(QObject):
    """Follows one source at a time; what an earlier one still reports is dropped.

    Args:
        render_card: makes harmless HTML of a model card; called on a thread, since a hostile card takes long.

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
        render_card: Callable[[str], str],
        repo_fits: RepoFits | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._background = background
        self._hub = hub
        self._hardware = hardware
        self._folders = folders
        self._render_card = render_card
        self._settings = settings
        self._state = SourceState(n_ctx=settings.settings.load.n_ctx)
        self._task: Task | None = None
        self._repo_fits = repo_fits
        self._fits = KnownFits(repo_fits)
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
        """Show another context: at once when its rows are known, else estimate a moment later."""
        if n_ctx < 1 or n_ctx == self._state.n_ctx:
            return
        self._set(replace(self._state, n_ctx=n_ctx))
        self._show_known_or_wait()

    def set_kv_type(self, kv_type: str) -> None:
        """Show another type of the KV cache, as `set_n_ctx`."""
        if kv_type != self._state.kv_type:
            self._set(replace(self._state, kv_type=kv_type))
            self._show_known_or_wait()

    # --- steps ------------------------------------------------------------------------------------

    def _begin(self, state: SourceState) -> None:
        self._drop_task()
        self._fits.close()
        self._fits = KnownFits(self._repo_fits)
        self._set(replace(state, kv_type=self._state.kv_type))

    def _show_known_or_wait(self) -> None:
        state = self._state
        if not state.source or state.is_loading or state.problem is not None:
            return
        known = self._fits.known(state.n_ctx, state.kv_type)
        if known is None:
            self._timer.start()
            return
        self._timer.stop()
        self._set(
            replace(
                state,
                fit_rows=known.rows,
                gguf_rows=known.gguf_rows,
                recommendation=explain_recommendation(known.rows),
            )
        )

    def _show_detail(self, task: Task, detail: RepoDetail) -> None:
        if task is not self._task:
            return
        self._set(
            replace(self._state, detail=detail, is_loading=False, n_ctx_limit=detail.context_length or 0)
        )
        self._read_card(detail)
        self._find_related(detail)
        self._estimate()

    def _read_card(self, detail: RepoDetail) -> None:
        """What its makers say about it; a model is shown without it when it cannot be read."""
        if not any(file.path == _CARD for file in detail.files):
            return

        def read(_task: Task) -> str:
            data = self._hub.client().read_range(detail, _CARD, 0, _MOST_CARD_BYTES)
            return self._render_card(data.decode("utf-8", "replace"))

        def show(card: str) -> None:
            if self._state.detail is detail:
                self._set(replace(self._state, card=card))

        self._background.run(read, on_result=show)

    def _find_related(self, detail: RepoDetail) -> None:
        """Ready-made GGUF files of the same original; a model is shown without them when nobody answers."""
        is_original = has_convertible_weights(detail)
        original = detail.repo_id if is_original else detail.base_model
        if not is_repo_id(original) or "/" not in original:
            return
        if original != detail.repo_id:
            self._set(replace(self._state, original=original))

        def show(page: SearchPage) -> None:
            if self._state.detail is detail:
                rows = tuple(row for row in page.rows if row.has_gguf and row.repo_id != detail.repo_id)
                self._set(replace(self._state, related=rows))

        query = SearchQuery(sort=SearchSort.DOWNLOADS, format=SearchFormat.GGUF)
        tags = (f"base_model:quantized:{original}",)
        self._background.run(
            lambda _task: self._hub.client().search(query, tags=tags, limit=_MOST_RELATED),
            on_result=show,
        )

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
        fits = self._fits
        task = self._background.run(
            lambda task: self._work(task, state, fits),
            on_result=lambda _none: self._done(task),
            on_problem=lambda problem: self._fit_failed(task, problem),
        )
        self._task = task

    def _work(self, task: Task, state: SourceState, fits: KnownFits) -> None:
        """On a thread: what is kept, else headers, then the engine; rows are posted as they come."""

        def progress(step: JobProgress) -> None:
            self._background.post(lambda: self._show_progress(task, step))

        def add(row: FitRow) -> None:
            self._background.post(lambda: self._add_row(task, row))

        def add_variant(row: FitRow) -> None:
            self._background.post(lambda: self._add_variant(task, row))

        machine = self._hardware.read(task)
        free = usable_ram_bytes(machine) + usable_vram_bytes(machine)
        self._background.post(lambda: self._show_free(task, free))
        limit = fits.estimate(
            client=None if state.is_local else self._hub.client(),
            detail=state.detail,
            folder=Path(state.source) if state.is_local else None,
            headers=self._folders.headers,
            machine=machine,
            n_ctx=state.n_ctx,
            kv_type=state.kv_type,
            on_row=add,
            on_variant=add_variant,
            on_limit=lambda limit: self._background.post(lambda: self._show_limit(task, limit)),
            on_progress=progress,
            is_cancelled=lambda: task.is_cancelled,
        )
        self._background.post(lambda: self._done(task))
        # the other places of the slider, so that moving it shows numbers at once
        for n_ctx in nearby_contexts(state.n_ctx, limit):
            fits.prepare(n_ctx, state.kv_type, machine, lambda: task.is_cancelled)

    # --- what comes back --------------------------------------------------------------------------

    def _show_limit(self, task: Task, limit: int) -> None:
        if task is self._task:
            self._set(replace(self._state, n_ctx_limit=limit))

    def _show_free(self, task: Task, free_bytes: int) -> None:
        if task is self._task:
            self._set(replace(self._state, free_bytes=free_bytes))

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
        """The rows are complete; called again when the other contexts are known too."""
        if task is not self._task or not self._state.is_fitting:
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
        if task is self._task and self._state.is_fitting:
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
