"""What takes space on the disk, and deleting it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.pipeline.space import measure_space, remove_space

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from desktop_app.domain.errors import Problem
    from desktop_app.domain.space import SpaceItem
    from desktop_app.services.background import Background, Task
    from desktop_app.services.job_service import JobService
    from desktop_app.services.library_service import LibraryService
    from desktop_app.services.settings_service import SettingsService


@dataclass(frozen=True, slots=True)
class SpaceState:
    """What was found; `items` stay while it is measured again."""

    items: tuple[SpaceItem, ...] = ()
    is_busy: bool = False
    is_measured: bool = False
    problem: Problem | None = None


class SpaceService(QObject):
    """Measures when it is asked to, never by itself.

    Signals:
        state_changed: the new `SpaceState`.
    """

    state_changed = Signal(object)

    def __init__(
        self,
        *,
        background: Background,
        settings: SettingsService,
        jobs: JobService,
        library: LibraryService,
        cache: Path,
        open_sources: Callable[[], Iterable[str]] = lambda: (),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._background = background
        self._settings, self._jobs, self._library = settings, jobs, library
        self._cache = cache
        self._open_sources = open_sources
        self._state = SpaceState()
        self._task: Task | None = None

    @property
    def state(self) -> SpaceState:
        return self._state

    def measure(self) -> None:
        """Look at the disk."""
        self._start(())

    def remove(self, items: Iterable[SpaceItem]) -> None:
        """Delete these, as far as nothing needs them now."""
        self._start(tuple(items))

    def _start(self, unwanted: tuple[SpaceItem, ...]) -> None:
        if self._task is not None:
            if not unwanted:
                return
            self._task.cancel()
        self._show(replace(self._state, is_busy=True, problem=None))
        used_paths, used_repos = self._used()

        def work(task: Task) -> tuple[tuple[SpaceItem, ...], Problem | None]:
            from desktop_app.domain.errors import BitsmithError

            problem = None
            if unwanted:
                # what is in use is found out now, not when the list was made
                now = {i.path: i for i in self._measure(used_paths, used_repos, lambda: False)}
                for item in unwanted:
                    try:
                        remove_space(now.get(item.path, item))
                    except BitsmithError as error:
                        problem = error.problem
            return self._measure(used_paths, used_repos, lambda: task.is_cancelled), problem

        task = self._task = self._background.run(
            work,
            on_result=lambda found: self._measured(task, *found),
            on_problem=lambda problem: self._measured(task, self._state.items, problem),
        )

    def _measure(
        self, used_paths: set[str], used_repos: set[str], is_cancelled: Callable[[], bool]
    ) -> tuple[SpaceItem, ...]:
        return measure_space(
            self._cache,
            self._settings.models_folder,
            used_paths=used_paths,
            used_repos=used_repos,
            is_cancelled=is_cancelled,
        )

    def _used(self) -> tuple[set[str], set[str]]:
        paths = {model.path for model in self._library.models}
        repos = set(self._open_sources())
        for request in self._jobs.unfinished_requests:
            repos.add(request.source)
            paths |= set(request.paths)
        return paths, repos

    def _measured(self, task: Task, items: tuple[SpaceItem, ...], problem: Problem | None) -> None:
        if task is self._task:
            self._task = None
            self._show(SpaceState(items, is_measured=True, problem=problem))

    def _show(self, state: SpaceState) -> None:
        self._state = state
        self.state_changed.emit(state)
