"""Files that may be models, before anybody has looked into them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from desktop_app.domain.library import ModelKind

SHARD = re.compile(r"-(\d{5})-of-(\d{5})\.gguf$", re.IGNORECASE)
MOST_SHARDS = 10_000


@dataclass(frozen=True, slots=True)
class FoundModel:
    """A file (or checkpoint folder) that was found.

    Attributes:
        path: of it; of a split model its first part, which may itself be missing.
        name: what its app calls it, "" for the file's own name.
        sha256: of the content, where the app keeps it, "" where not.
        kind: CHECKPOINT for a folder; of files the header says it.
        missing_parts: of a checkpoint, files that its index names and that are not there.
    """

    path: Path
    app: str = ""
    name: str = ""
    source: str = ""
    revision: str = ""
    sha256: str = ""
    kind: ModelKind = ModelKind.MODEL
    missing_parts: tuple[str, ...] = ()


def group_shards(paths: Iterable[Path]) -> Iterator[Path]:
    """Each single file, and of each split set its first part, once, even when that is not there."""
    seen: set[Path] = set()
    for path in paths:
        first = first_part(path)
        if first not in seen:
            seen.add(first)
            yield first


def first_part(path: Path) -> Path:
    """The first part of the set that a file belongs to, or the file itself."""
    match = _part(path)
    return path.with_name(_part_name(path, match, 1)) if match else path


def parts_of(path: Path) -> list[Path]:
    """All parts of the set that a file belongs to, in order, or the file alone; some may be missing."""
    match = _part(path)
    if not match:
        return [path]
    return [path.with_name(_part_name(path, match, n)) for n in range(1, int(match[2]) + 1)]


def _part(path: Path) -> re.Match[str] | None:
    """The numbers in a part's name, None for a name that has none or impossible ones."""
    match = SHARD.search(path.name)
    return match if match and 0 < int(match[1]) <= int(match[2]) <= MOST_SHARDS else None


def _part_name(path: Path, match: re.Match[str], number: int) -> str:
    return f"{path.name[: match.start()]}-{number:05d}-of-{match[2]}{path.suffix}"
