"""Discover: searching the Hub as somebody types."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.services.states import CatalogState, SearchFormat, SearchSort

if TYPE_CHECKING:
    from desktop_app.domain.errors import Problem
    from desktop_app.hub.client import SearchPage
    from desktop_app.services.background import Background, Task
    from desktop_app.services.hub_access import HubAccess

_TYPING_PAUSE_MS = 300
_PAGE_ROWS = 40


class CatalogService(QObject):
    """Keeps one list of repositories; answers to an outdated question are dropped.

    Signals:
        state_changed: the new `CatalogState`.
    """

    state_changed = Signal(object)

    def __init__(self, background: Background, hub: HubAccess, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._hub = hub
        self._state = CatalogState()
        self._cursor: str | None = None
        self._task: Task | None = None
        self._timer = QTimer(self, singleShot=True, interval=_TYPING_PAUSE_MS)
        self._timer.timeout.connect(self._load_first)

    @property
    def state(self) -> CatalogState:
        return self._state

    def search(
        self,
        query: str,
        *,
        sort: SearchSort = SearchSort.TRENDING,
        format: SearchFormat = SearchFormat.ANY,  # noqa: A002 - the page's own word for it
    ) -> None:
        """Ask a moment after the last change; the old rows stay until the new ones are there."""
        self._drop_task()
        self._set(replace(self._state, query=query, sort=sort, format=format, is_loading=True, problem=None))
        self._timer.start()

    def load_more(self) -> None:
        if self._cursor and not self._state.is_loading:
            self._set(replace(self._state, is_loading=True, problem=None))
            self._fetch(self._cursor)

    def retry(self) -> None:
        """Ask again for what failed: the next page when there are rows, else the first."""
        if self._state.rows and self._cursor:
            self.load_more()
        else:
            self.search(self._state.query, sort=self._state.sort, format=self._state.format)

    def _load_first(self) -> None:
        self._cursor = None
        self._fetch(None)

    def _fetch(self, cursor: str | None) -> None:
        state = self._state
        tags = {SearchFormat.ANY: (), SearchFormat.WEIGHTS: ("safetensors",), SearchFormat.GGUF: ("gguf",)}

        def work(_task: Task) -> SearchPage:
            return self._hub.client().search(
                state.query.strip(),
                sort=state.sort.value,
                filters=tags[state.format],
                limit=_PAGE_ROWS,
                cursor=cursor,
            )

        task = self._background.run(
            work,
            on_result=lambda page: self._show(task, page, is_first=cursor is None),
            on_problem=lambda problem: self._fail(task, problem),
        )
        self._task = task

    def _show(self, task: Task, page: SearchPage, *, is_first: bool) -> None:
        if task is not self._task:
            return
        known = () if is_first else self._state.rows
        seen = {row.repo_id for row in known}
        rows = (*known, *(row for row in page.rows if row.repo_id not in seen))
        self._cursor = page.next_cursor
        self._set(replace(self._state, rows=rows, is_loading=False, has_more=bool(page.next_cursor)))

    def _fail(self, task: Task, problem: Problem) -> None:
        if task is self._task:
            self._set(replace(self._state, is_loading=False, problem=problem))

    def _drop_task(self) -> None:
        if self._task:
            self._task.cancel()
            self._task = None

    def _set(self, state: CatalogState) -> None:
        if state != self._state:
            self._state = state
            self.state_changed.emit(state)
