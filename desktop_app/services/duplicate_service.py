"""Models with the same content: found from samples, proven by whole digests when somebody asks."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.duplicates import DuplicateGroup, find_groups
from desktop_app.domain.errors import CancelledError
from desktop_app.domain.jobs import JobProgress
from desktop_app.services.library_states import DuplicateState

if TYPE_CHECKING:
    from desktop_app.domain.duplicates import FilePrint
    from desktop_app.domain.errors import Problem
    from desktop_app.domain.library import LibraryModel
    from desktop_app.services.background import Background, Task
    from desktop_app.services.library_service import LibraryService
    from desktop_app.storage.fingerprints import Fingerprints

_REPORT_S = 0.1


class DuplicateService(QObject):
    """Looks only after `look` was called once, then again whenever the library changes.

    Nothing is ever deleted here: that is for the person, in the library.

    Signals:
        state_changed: the new `DuplicateState`.
    """

    state_changed = Signal(object)

    def __init__(
        self,
        *,
        library: LibraryService,
        fingerprints: Fingerprints,
        background: Background,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._library, self._fingerprints, self._background = library, fingerprints, background
        self._state = DuplicateState()
        self._looking: Task | None = None
        self._comparing: Task | None = None
        self._is_wanted = False
        library.models_changed.connect(lambda _models: self._is_wanted and self.look())

    @property
    def state(self) -> DuplicateState:
        return self._state

    def look(self) -> None:
        """Find groups from samples of the files; digests that are known already count."""
        self._is_wanted = True
        if self._looking is not None:
            self._looking.cancel()
        models = self._library.models

        def work(task: Task) -> tuple[DuplicateGroup, ...]:
            prints: list[FilePrint] = []
            told = 0.0
            for done, model in enumerate(models):
                if task.is_cancelled:
                    raise CancelledError
                if time.monotonic() - told > _REPORT_S:
                    told = time.monotonic()
                    self._background.post(partial(self._looked, task, done, len(models)))
                found = self._fingerprints.quick(model)
                if found is not None:
                    prints.append(found)
            return find_groups(tuple(prints))

        self._set(replace(self._state, is_looking=True, n_done=0, n_total=len(models)))
        task = self._looking = self._background.run(
            work,
            on_result=lambda groups: self._found(task, groups),
            on_problem=lambda problem: self._found(task, self._state.groups, problem),
            on_cancelled=lambda: self._found(task, self._state.groups),
        )

    def compare(self, group: DuplicateGroup) -> None:
        """Read all files of a group whole, to prove that they are the same."""
        if self._comparing is not None:
            return
        models = tuple(m for m in map(self._library.find, group.model_ids) if m is not None)
        total = sum(m.size_bytes for m in models)

        def work(task: Task) -> None:
            before, told, started = 0, 0.0, time.monotonic()
            for model in models:

                def report(done: int, _total: int, model: LibraryModel = model, before: int = before) -> None:
                    nonlocal told
                    now = time.monotonic()
                    if now - told < _REPORT_S:
                        return
                    told = now
                    speed = (before + done) / max(0.001, now - started)
                    left = (total - before - done) / speed if speed else None
                    progress = JobProgress(
                        "Comparing", before + done, total, "bytes", speed, left, model.name
                    )
                    self._background.post(partial(self._report, task, progress))

                self._fingerprints.full(model, report, lambda: task.is_cancelled)
                before += model.size_bytes

        self._set(
            replace(
                self._state,
                comparing=group.model_ids,
                progress=JobProgress("Comparing", 0, total),
                problem=None,
            )
        )
        task = self._comparing = self._background.run(
            work,
            on_result=lambda _none: self._compared(task),
            on_problem=lambda problem: self._compared(task, problem),
            on_cancelled=lambda: self._compared(task),
        )

    def cancel(self) -> None:
        """Stop comparing, and looking; what is known stays."""
        for task in (self._looking, self._comparing):
            if task is not None:
                task.cancel()

    # --- what threads report ------------------------------------------------------------------------

    def _looked(self, task: Task, done: int, total: int) -> None:
        if task is self._looking:
            self._set(replace(self._state, n_done=done, n_total=total))

    def _found(self, task: Task, groups: tuple[DuplicateGroup, ...], problem: Problem | None = None) -> None:
        if task is self._looking:
            self._looking = None
            self._set(replace(self._state, groups=groups, is_looking=False, problem=problem))

    def _report(self, task: Task, progress: JobProgress) -> None:
        if task is self._comparing:
            self._set(replace(self._state, progress=progress))

    def _compared(self, task: Task, problem: Problem | None = None) -> None:
        if task is self._comparing:
            self._comparing = None
            self._set(replace(self._state, comparing=(), progress=None, problem=problem))
            if problem is None:
                self.look()

    def _set(self, state: DuplicateState) -> None:
        if state != self._state:
            self._state = state
            self.state_changed.emit(state)
