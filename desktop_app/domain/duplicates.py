"""Models with the same content under several paths, and what keeping one of them would save."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Proof(StrEnum):
    """How sure it is that the contents are the same."""

    LIKELY = "likely"
    PROVEN = "proven"


@dataclass(frozen=True, slots=True)
class FilePrint:
    """What was found out about one model's files.

    Attributes:
        size_bytes: of all its files.
        places: (device, inode) of each file: equal places are one file on the disk under several names.
        sample: digest of samples of the content.
        sha256: digests of the whole content, one for each file, empty as long as they are not known.
    """

    model_id: str
    size_bytes: int
    places: tuple[tuple[int, int], ...]
    sample: str
    sha256: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """Models with the same content.

    `copies` holds one tuple of model ids for each copy on the disk; ids within one tuple are names (links)
    of the same file and take its space once. `saves_bytes` is freed when one copy is kept.
    """

    copies: tuple[tuple[str, ...], ...]
    size_bytes: int
    proof: Proof

    @property
    def model_ids(self) -> tuple[str, ...]:
        return tuple(model_id for copy in self.copies for model_id in copy)

    @property
    def saves_bytes(self) -> int:
        return (len(self.copies) - 1) * self.size_bytes


def find_groups(prints: tuple[FilePrint, ...]) -> tuple[DuplicateGroup, ...]:
    """Groups of two or more, those that save most first; links to one file are groups that save nothing.

    Prints with the same sample are told apart where the full digests of both are known and differ.
    """
    by_sample: dict[tuple[int, str], list[FilePrint]] = {}
    for one in prints:
        by_sample.setdefault((one.size_bytes, one.sample), []).append(one)
    groups = [group for alike in by_sample.values() if len(alike) > 1 for group in _split(alike)]
    return tuple(sorted(groups, key=lambda g: (-g.saves_bytes, g.model_ids)))


def _split(alike: list[FilePrint]) -> list[DuplicateGroup]:
    """One group for each content; those whose digest is not known belong to the first one, unproven."""
    by_digest: dict[tuple[str, ...], list[FilePrint]] = {}
    unknown = []
    for one in alike:
        if one.sha256:
            by_digest.setdefault(one.sha256, []).append(one)
        else:
            unknown.append(one)
    sets = list(by_digest.values()) or [[]]
    sets[0] = [*sets[0], *unknown]
    groups = []
    for members in sets:
        if len(members) < 2:
            continue
        copies: dict[tuple, list[str]] = {}
        for one in members:
            copies.setdefault(one.places or (one.model_id,), []).append(one.model_id)
        is_proven = len(copies) == 1 or all(one.sha256 for one in members)
        groups.append(
            DuplicateGroup(
                tuple(tuple(ids) for ids in copies.values()),
                members[0].size_bytes,
                Proof.PROVEN if is_proven else Proof.LIKELY,
            )
        )
    return groups
