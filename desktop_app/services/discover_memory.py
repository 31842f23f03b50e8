"""Favourites and recent searches, live."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.services.states import DiscoverMemory

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_app.domain.repository import RepoSummary
    from desktop_app.services.background import SerialWriter
    from desktop_app.storage.discover import DiscoverStore


class DiscoverMemoryService(QObject):
    """Reads and changes them on the writer's thread.

    Signals:
        state_changed: the new `DiscoverMemory`.
        problem_raised: a `Problem` with the last change; nothing was changed.
    """

    state_changed = Signal(object)
    problem_raised = Signal(object)

    def __init__(self, store: DiscoverStore, writer: SerialWriter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._writer = store, writer
        self._state = DiscoverMemory()

    @property
    def state(self) -> DiscoverMemory:
        return self._state

    def refresh(self) -> None:
        self._do(lambda: None)

    def toggle_favourite(self, row: RepoSummary) -> None:
        """Keep a model, or stop keeping it."""
        if row.repo_id in self._state.favourite_ids:
            self._do(lambda: self._store.remove_favourite(row.repo_id))
        else:
            self._do(lambda: self._store.add_favourite(row))

    def remember_search(self, words: str) -> None:
        """Keep words that led somewhere."""
        if words.strip():
            self._do(lambda: self._store.add_search(words))

    def forget_searches(self) -> None:
        self._do(self._store.clear_searches)

    def _do(self, work: Callable[[], None]) -> None:
        def change() -> DiscoverMemory:
            work()
            return DiscoverMemory(self._store.favourites(), self._store.searches())

        self._writer.run(change, on_result=self._show, on_problem=self.problem_raised.emit)

    def _show(self, state: DiscoverMemory) -> None:
        if state != self._state:
            self._state = state
            self.state_changed.emit(state)
