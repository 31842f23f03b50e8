"""Takes out of a program for Linux what nothing in it needs; entries are PyInstaller's."""

from __future__ import annotations

import os
import posixpath
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

Entry = tuple[str, str, str]


def needed(path: Path) -> set[str]:
    """File names of the libraries that this one asks for."""
    done = subprocess.run(
        ["readelf", "--wide", "--dynamic", path],
        env={**os.environ, "LC_ALL": "C"},
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    return set(re.findall(r"\(NEEDED\)\s+Shared library: \[(.+)\]", done.stdout))


def without_orphans(entries: Iterable[Entry]) -> list[Entry]:
    """Leave out the system's libraries that were there for files only which are left out themselves."""
    left = list(entries)
    asked = {entry: needed(Path(entry[1])) for entry in left if entry[2] != "SYMLINK"}
    while True:
        wanted = set().union(*(asked[entry] for entry in left if entry in asked))
        kept = [entry for entry in left if not _is_of_system(entry) or Path(entry[0]).name in wanted]
        if len(kept) == len(left):
            return left
        left = kept


def is_dead_link(entry: Entry, kept: set[str]) -> bool:
    """Whether this is a link to a file that is left out."""
    target, source, kind = entry
    if kind != "SYMLINK":
        return False
    return posixpath.normpath(posixpath.join(posixpath.dirname(target), source)) not in kept


def stripped(entry: Entry, folder: Path) -> Entry:
    """Python's own libraries without their debugging symbols; wheels come without, and stay as they are."""
    target, source, kind = entry
    if (
        kind == "SYMLINK"
        or not Path(source).is_relative_to(sys.base_prefix)
        or ".so" not in Path(source).name
    ):
        return entry
    lean = folder / target
    lean.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["strip", "--strip-unneeded", "-o", lean, source], check=True)
    return target, str(lean), kind


def _is_of_system(entry: Entry) -> bool:
    """A library that was found by following other libraries, and that no module of Python is."""
    target, source, kind = entry
    return kind == "BINARY" and "/" not in target and source.startswith(("/usr/lib/", "/lib/"))
