"""A walk through folders that belong to others: bounded in depth, number and time, and never in a circle."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

_SKIPPED = {"node_modules", "__pycache__", "venv", "site-packages"}


@dataclass(frozen=True, slots=True)
class Bounds:
    """How far a walk goes before it gives up."""

    depth: int = 8
    entries: int = 50_000
    seconds: float = 20.0


@dataclass(slots=True)
class Walk:
    """One walk, perhaps through several folders, within one set of bounds.

    Attributes:
        is_cut_short: a bound was reached or it was cancelled, so what was not found may still be there.
        unreadable: folders that could not be read.
    """

    bounds: Bounds = field(default_factory=Bounds)
    is_cancelled: Callable[[], bool] = lambda: False
    is_cut_short: bool = False
    unreadable: list[str] = field(default_factory=list)
    _n_entries: int = 0
    _until: float = 0.0
    _visited: set[tuple[int, int]] = field(default_factory=set)

    def files(self, root: Path, suffix: str = "", *, depth: int | None = None) -> Iterator[Path]:
        """Files below `root` whose names end in `suffix` (in any case), by folder and name.

        Links to folders are followed, each folder once; hidden folders, and names that are no text, are
        left out.
        """
        self._until = self._until or time.monotonic() + self.bounds.seconds
        waiting = [(root, 0)]
        while waiting:
            folder, level = waiting.pop()
            below: list[tuple[Path, int]] = []
            for entry in self._entries(folder):
                if self._is_over():
                    return
                if not _is_text(entry.name) or entry.name.startswith(".") or entry.name in _SKIPPED:
                    continue
                try:
                    if entry.is_dir():
                        below.append((Path(entry.path), level + 1))
                    elif entry.name.lower().endswith(suffix) and entry.is_file():
                        yield Path(entry.path)
                except OSError:
                    continue  # it vanished, or is a link in a circle
            if level < (self.bounds.depth if depth is None else depth):
                waiting += reversed(below)

    def _entries(self, folder: Path) -> list[os.DirEntry[str]]:
        """The entries of a folder that was not visited yet, by name."""
        try:
            status = folder.stat()
            if (status.st_dev, status.st_ino) in self._visited and status.st_ino:
                return []
            self._visited.add((status.st_dev, status.st_ino))
            found = []
            with os.scandir(folder) as entries:
                for entry in entries:
                    self._n_entries += 1
                    if self._is_over():
                        break
                    found.append(entry)
        except FileNotFoundError:
            return []
        except OSError:
            self.unreadable.append(str(folder))
            return []
        return sorted(found, key=lambda entry: entry.name)

    def _is_over(self) -> bool:
        is_late = time.monotonic() > self._until
        is_over = is_late or self._n_entries > self.bounds.entries or self.is_cancelled()
        self.is_cut_short = self.is_cut_short or is_over
        return is_over


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
