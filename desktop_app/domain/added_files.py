"""Files that a person gave to the app: dropped, chosen, or named when it was started."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop_app.domain.errors import Problem
    from desktop_app.domain.library import LibraryModel


@dataclass(frozen=True, slots=True)
class AddedFiles:
    """What became of them.

    Attributes:
        models: that are in the library now, each once.
        checkpoints: folders of original weights, which a model can be made from.
        problems: one for each path that is nothing of both.
    """

    models: tuple[LibraryModel, ...] = ()
    checkpoints: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
