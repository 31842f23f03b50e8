"""Files that stay: on the disk, and under their name. The app has its own: nothing here knows of it."""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from pathlib import Path

SCAN_PATIENCE_S = 20.0  # a virus scanner reads the whole of a new model
_LOOK_EVERY_S = 0.05


def sync(descriptor: int) -> None:
    """Bring an open file to the disk itself: what `fsync` means, and on a Mac does not do by itself."""
    if sys.platform == "darwin":
        import fcntl

        with suppress(OSError):  # not every file system there has it
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)


def replace(part: Path, target: Path, patience_s: float = 1.0) -> None:
    """Give `part` the name `target`.

    Args:
        part: a whole and closed file.
        target: its new name; what was there is gone at the same moment.
        patience_s: on Windows a file cannot be renamed while a virus scanner or an indexer looks at it, which
            they do right after it was written: that long it is tried again.

    Raises:
        OSError: it could not be renamed; both files are as they were.
    """
    until = time.monotonic() + patience_s
    while True:
        try:
            part.replace(target)
            return
        except PermissionError:
            if sys.platform != "win32" or time.monotonic() > until:
                raise
            time.sleep(_LOOK_EVERY_S)
