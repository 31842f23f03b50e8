"""Window folders: there while their job runs, and removed at the next start when it was killed."""

from __future__ import annotations

import errno
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from desktop_app.file_lock import try_lock

_ATTEMPTS = 5
_IS_WINDOWS = os.name == "nt"


@contextmanager
def window_folder(parent: Path) -> Iterator[Path]:
    """A new, empty folder below `parent`, held by this process; what killed runs left there is removed.

    Raises:
        OSError: it cannot be made.
    """
    remove_stale(parent)
    folder, held = _claim(parent)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        held.close()
        with suppress(OSError):
            _lock_path(folder).unlink()
        with suppress(OSError):
            parent.rmdir()


def remove_stale(parent: Path) -> None:
    """Remove the windows that no living process holds."""
    for folder in parent.glob("*.window"):
        is_stale = False
        with suppress(OSError), _lock_path(folder).open("ab") as held:
            is_stale = try_lock(held)
            if is_stale:
                shutil.rmtree(folder, ignore_errors=True)
                if not _IS_WINDOWS:
                    _lock_path(folder).unlink()
        if is_stale and _IS_WINDOWS:  # which removes no open file, and refuses if another process has it now
            with suppress(OSError):
                _lock_path(folder).unlink()
    with suppress(OSError):
        parent.rmdir()


def _claim(parent: Path) -> tuple[Path, IO[bytes]]:
    folder = parent / f"{uuid.uuid4().hex}.window"
    # the lock comes first: a folder without one is stale
    held = _open_in(parent, _lock_path(folder))
    try_lock(held)
    try:
        folder.mkdir()
    except OSError:
        held.close()
        raise
    return folder, held


def _open_in(parent: Path, path: Path) -> IO[bytes]:
    """A new file; another process may just have removed the folder because it was empty."""
    for _ in range(_ATTEMPTS):
        with suppress(FileNotFoundError):
            parent.mkdir(parents=True, exist_ok=True)
            return path.open("ab")
    raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))


def _lock_path(folder: Path) -> Path:
    return folder.with_suffix(".lock")


def is_held(folder: Path) -> bool:
    """Whether a living process works in this window."""
    try:
        with _lock_path(folder).open("rb+") as held:
            return not try_lock(held)
    except OSError:
        return False
