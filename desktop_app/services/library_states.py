"""What the services of the library publish: frozen snapshots."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop_app.domain.duplicates import DuplicateGroup
    from desktop_app.domain.errors import Problem
    from desktop_app.domain.fit import FitRow
    from desktop_app.domain.jobs import JobProgress
    from desktop_app.domain.model_check import ModelCheck


@dataclass(frozen=True, slots=True)
class ScanState:
    """The look at other apps' folders.

    Attributes:
        app: title of the app that is looked at now.
        n_found: models that were found in this look.
        cut_short: titles of apps whose look was stopped before its end.
        unreadable: folders that could not be read.
        was_done: a look came to its end.
    """

    is_scanning: bool = False
    app: str = ""
    n_found: int = 0
    cut_short: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()
    was_done: bool = False


@dataclass(frozen=True, slots=True)
class LibraryFitState:
    """How the models fit, by id; `problems` are of models about which the engine says nothing."""

    fits: Mapping[str, FitRow] = field(default_factory=dict)
    problems: Mapping[str, Problem] = field(default_factory=dict)
    n_done: int = 0
    n_total: int = 0
    is_busy: bool = False
    is_stopped: bool = False


@dataclass(frozen=True, slots=True)
class DuplicateState:
    """Models with the same content; `progress` is of a whole comparison, of the models `comparing`."""

    groups: tuple[DuplicateGroup, ...] = ()
    is_looking: bool = False
    n_done: int = 0
    n_total: int = 0
    comparing: tuple[str, ...] = ()
    progress: JobProgress | None = None
    problem: Problem | None = None

    def group_of(self, model_id: str) -> DuplicateGroup | None:
        """The group that a model is in."""
        return next((g for g in self.groups if model_id in g.model_ids), None)


@dataclass(frozen=True, slots=True)
class CheckState:
    """Checks of files, by model id: what was found, what failed, what runs and what waits."""

    checks: Mapping[str, ModelCheck] = field(default_factory=dict)
    problems: Mapping[str, Problem] = field(default_factory=dict)
    running: str = ""
    waiting: tuple[str, ...] = ()
    progress: JobProgress | None = None
