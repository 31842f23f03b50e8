"""Room for what is still to come, before it comes and while it does."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterable
from pathlib import Path

from desktop_app.domain.errors import BitsmithError, ErrorKind, is_full
from desktop_app.domain.repository import RepoFile
from desktop_app.hub.part_file import part_bytes

SPARE_BYTES = 64 * 1024 * 1024  # what the disk keeps free beside the files, for the rest of the system
_MORE_TO_GO_ON_BYTES = 192 * 1024 * 1024  # so that it does not stop again at once


def free_bytes(folder: Path) -> int:
    """Free space where `folder` is, or will be."""
    place = next(p for p in (folder, *folder.parents) if p.exists())
    return shutil.disk_usage(place).free


def check_room(folder: Path, files: Iterable[RepoFile]) -> None:
    """Refuse before anything is written when the disk cannot hold what is missing.

    Raises:
        BitsmithError: (disk_full) with how much is missing.
    """
    missing = 0
    for file in files:
        path = folder / file.path
        there = path.stat().st_size if path.is_file() else part_bytes(path)
        missing += max(0, file.size_bytes - there)
    free = free_bytes(folder)
    if missing + SPARE_BYTES > free:
        raise BitsmithError(
            ErrorKind.DISK_FULL,
            "There is not enough free disk space.",
            f"{missing / 1e9:.2f} GB are still to come to {folder}, and {free / 1e9:.2f} GB are free.",
            "Free some space, or choose another models folder in the settings.",
        )


class RoomWatch:
    """Says while a download runs whether there is room to go on.

    Args:
        folder: where it writes.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._is_short = False

    def has_room(self, missing_bytes: int) -> bool:
        """Whether to go on; once it said no, it wants a good deal more before it says yes."""
        free = free_bytes(self._folder)
        wanted = SPARE_BYTES if missing_bytes else 0
        if self._is_short:
            wanted += min(missing_bytes, _MORE_TO_GO_ON_BYTES)
        self._is_short = free < wanted
        return not self._is_short

    def note_full(self) -> None:
        """A write failed for want of room."""
        self._is_short = True


def disk_problem(error: OSError, folder: Path) -> BitsmithError:
    """The words for a failed write of a download."""
    if is_full(error) or error.errno == errno.EFBIG:
        return BitsmithError(
            ErrorKind.DISK_FULL,
            "The disk became full while downloading.",
            f"There is no room left in {folder}.",
            "Free some space and try again: the download goes on where it stopped.",
            repr(error),
        )
    return BitsmithError(
        ErrorKind.FILE_ACCESS,
        "A file could not be saved.",
        f"The system says: {error.strerror or error}.",
        f"Check {folder} and its permissions.",
        repr(error),
    )
