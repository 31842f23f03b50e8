"""What a check of a model's files found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop_app.domain.errors import Problem


class FileVerdict(StrEnum):
    """What a comparison of one file with its hash found."""

    RIGHT = "right"
    DAMAGED = "damaged"
    DIFFERENT = "different"  # not what the hub has today; of which revision it is, nobody knows
    MISSING = "missing"
    UNKNOWN = "unknown"  # nobody says what its hash should be


class HashBasis(StrEnum):
    """Who says what the hash of a file should be."""

    HUB = "hub"
    APP = "app"
    EARLIER = "earlier"
    NOBODY = ""


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """One file, what was found, its hash ("" for a file that is not there), and what it was compared with."""

    path: str
    verdict: FileVerdict
    digest: str = ""
    basis: HashBasis = HashBasis.NOBODY


@dataclass(frozen=True, slots=True)
class ModelCheck:
    """One model, checked.

    Attributes:
        files: each of its files.
        faults: what is wrong inside (a tensor that is cut off, values that are no numbers), a line each.
        problem: why the inside could not be read.
        checked_at: seconds since the epoch.
    """

    model_id: str
    files: tuple[CheckedFile, ...]
    faults: tuple[str, ...] = ()
    problem: Problem | None = None
    checked_at: float = 0.0

    @property
    def is_sound(self) -> bool:
        bad = (FileVerdict.DAMAGED, FileVerdict.MISSING)
        return not self.faults and self.problem is None and not any(f.verdict in bad for f in self.files)
