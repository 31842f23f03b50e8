"""Discover: searching the Hub as somebody types, and what suits this computer before that."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.domain.discovery import is_kept
from desktop_app.services.states import CatalogState

if TYPE_CHECKING:
    from desktop_app.domain.discovery import SearchQuery
    from desktop_app.domain.errors import Problem
    from desktop_app.domain.repository import RepoSummary
    from desktop_app.hub.client import SearchPage
    from desktop_app.pipeline.start_page import Section
    from desktop_app.services.background import Background, Task
    from desktop_app.services.hardware_service import HardwareService
    from desktop_app.services.hub_access import HubAccess

_TYPING_PAUSE_MS = 300
_PAGE_ROWS = 40
_ROWS_WANTED = 12  # of those that pass what is judged here, before the rest waits for somebody to scroll
_MOST_PAGES = 8  # that are asked for them


class CatalogService(QObject):
    """Keeps one list of repositories; answers to an outdated question are dropped.

    Signals:
        state_changed: the new `CatalogState`.
    """

    state_changed = Signal(object)

    def __init__(
        self,
        background: Background,
        hub: HubAccess,
        hardware: HardwareService,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._background = background
        self._hub = hub
        self._hardware = hardware
        self._state = CatalogState()
        self._seen: set[str] = set()
        self._cursor: str | None = None
        self._task: Task | None = None
        self._choosing: Task | None = None
        self._timer = QTimer(self, singleShot=True, interval=_TYPING_PAUSE_MS)
        self._timer.timeout.connect(self._load_first)

    @property
    def state(self) -> CatalogState:
        return self._state

    def search(self, query: SearchQuery) -> None:
        """Ask a moment after the last change; the old rows stay until the new ones are there."""
        self._drop_task()
        self._set(replace(self._state, query=query, is_loading=True, problem=None))
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
            self.search(self._state.query)
        if self._choosing is None and not self._state.sections:
            self.choose()

    # --- what suits this computer -----------------------------------------------------------------

    def choose(self) -> None:
        """Fill `sections`; once, as long as it works."""
        if self._choosing is not None or self._state.sections:
            return
        if self._hardware.machine is None:
            self._hardware.machine_changed.connect(self._on_machine)
            return
        machine = self._hardware.machine

        def work(task: Task) -> None:
            from desktop_app.pipeline.start_page import section, size_steps

            client = self._hub.client()
            for key, least, most in size_steps(machine):
                if task.is_cancelled:
                    return
                found = section(client, machine, key, least, most)
                if found.rows:
                    self._background.post(lambda found=found: self._add_section(found))

        def end(_result: object) -> None:
            self._choosing = None
            self._set(replace(self._state, is_choosing=False))

        # who is offline learns it from the list below
        self._choosing = self._background.run(work, on_result=end, on_problem=end)
        self._set(replace(self._state, is_choosing=True))

    def _on_machine(self, _machine: object) -> None:
        self._hardware.machine_changed.disconnect(self._on_machine)
        self.choose()

    def _add_section(self, section: Section) -> None:
        self._set(replace(self._state, sections=(*self._state.sections, section)))

    # --- the list ---------------------------------------------------------------------------------

    def _load_first(self) -> None:
        self._cursor = None
        self._fetch(None)

    def _fetch(self, cursor: str | None) -> None:
        query, machine = self._state.query, self._hardware.machine

        def work(task: Task) -> tuple[list[RepoSummary], int, str | None]:
            """Pages until there is something to show; on a thread."""
            rows: list[RepoSummary] = []
            n_looked_at, next_cursor = 0, cursor
            for _ in range(_MOST_PAGES):
                page: SearchPage = self._hub.client().search(query, limit=_PAGE_ROWS, cursor=next_cursor)
                n_looked_at += len(page.rows)
                rows += [row for row in page.rows if is_kept(row, query, machine)]
                next_cursor = page.next_cursor
                if len(rows) >= _ROWS_WANTED or not next_cursor or task.is_cancelled:
                    break
            return rows, n_looked_at, next_cursor

        task = self._background.run(
            work,
            on_result=lambda found: self._show(task, *found, is_first=cursor is None),
            on_problem=lambda problem: self._fail(task, problem),
        )
        self._task = task

    def _show(
        self, task: Task, found: list[RepoSummary], n_looked_at: int, cursor: str | None, *, is_first: bool
    ) -> None:
        if task is not self._task:
            return
        if is_first:
            self._seen = set()
        # a list that changes while it is read gives a row twice
        new = [row for row in found if row.repo_id not in self._seen]
        self._seen.update(row.repo_id for row in new)
        self._cursor = cursor
        self._set(
            replace(
                self._state,
                rows=tuple(new) if is_first else (*self._state.rows, *new),
                n_looked_at=n_looked_at + (0 if is_first else self._state.n_looked_at),
                is_loading=False,
                has_more=bool(cursor),
            )
        )

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
