"""Checks of models' files: one after the other, in the background."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.pipeline.verify import check_model
from desktop_app.services.library_states import CheckState

if TYPE_CHECKING:
    from desktop_app.domain.errors import Problem
    from desktop_app.domain.jobs import JobProgress
    from desktop_app.domain.model_check import ModelCheck
    from desktop_app.services.background import Background, Task
    from desktop_app.services.hub_access import HubAccess
    from desktop_app.services.library_service import LibraryService
    from desktop_app.storage.fingerprints import Fingerprints
    from desktop_app.storage.known_hashes import KnownHashes

_REPORT_S = 0.1


class ModelCheckService(QObject):
    """A model's hash is compared with what is known of it, then its tensors are read.

    Signals:
        state_changed: the new `CheckState`.
        check_ended: the `ModelCheck` that is complete now.
    """

    state_changed = Signal(object)
    check_ended = Signal(object)

    def __init__(
        self,
        *,
        library: LibraryService,
        hub: HubAccess,
        hashes: KnownHashes,
        fingerprints: Fingerprints,
        background: Background,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._library, self._hub, self._background = library, hub, background
        self._hashes, self._fingerprints = hashes, fingerprints
        self._state = CheckState()
        self._task: Task | None = None

    @property
    def state(self) -> CheckState:
        return self._state

    def check(self, model_ids: Sequence[str]) -> None:
        """Check these models, after those that wait already."""
        queued = (self._state.running, *self._state.waiting)
        new = tuple(i for i in dict.fromkeys(model_ids) if i not in queued)
        self._set(replace(self._state, waiting=(*self._state.waiting, *new)))
        self._go_on()

    def cancel(self) -> None:
        """Stop the check that runs and drop those that wait; what was found stays."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
        self._set(replace(self._state, running="", waiting=(), progress=None))

    def _go_on(self) -> None:
        if self._task is not None or not self._state.waiting:
            return
        model_id, *rest = self._state.waiting
        model = self._library.find(model_id)
        self._set(replace(self._state, waiting=tuple(rest), running=model_id if model else "", progress=None))
        if model is None:
            self._go_on()
            return

        def work(task: Task) -> ModelCheck:
            told = 0.0

            def report(progress: JobProgress) -> None:
                nonlocal told
                if time.monotonic() - told > _REPORT_S:
                    told = time.monotonic()
                    self._background.post(partial(self._report, task, progress))

            return check_model(
                model,
                self._hashes,
                client=self._hub.client,
                fingerprints=self._fingerprints,
                on_progress=report,
                is_cancelled=lambda: task.is_cancelled,
            )

        task = self._task = self._background.run(
            work,
            on_result=lambda found: self._ended(task, model_id, found),
            on_problem=lambda problem: self._ended(task, model_id, None, problem),
            on_cancelled=lambda: self._ended(task, model_id, None),
        )

    def _report(self, task: Task, progress: JobProgress) -> None:
        if task is self._task:
            self._set(replace(self._state, progress=progress))

    def _ended(
        self, task: Task, model_id: str, found: ModelCheck | None, problem: Problem | None = None
    ) -> None:
        if task is not self._task:
            return
        self._task = None
        checks = {i: c for i, c in self._state.checks.items() if i != model_id}
        problems = {i: p for i, p in self._state.problems.items() if i != model_id}
        if found is not None:
            checks[model_id] = found
        if problem is not None:
            problems[model_id] = problem
        self._set(replace(self._state, checks=checks, problems=problems, running="", progress=None))
        if found is not None:
            self.check_ended.emit(found)
        self._go_on()

    def _set(self, state: CheckState) -> None:
        if state != self._state:
            self._state = state
            self.state_changed.emit(state)
