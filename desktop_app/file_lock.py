"""A file that one process has to itself, for as long as it is open."""

from __future__ import annotations

import sys
from typing import IO

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


def try_lock(file: IO[bytes]) -> bool:
    """Whether this open file is the only one that holds the lock now; closing it gives the lock back."""
    try:
        if sys.platform == "win32":
            # one byte far behind the content: what is locked there cannot be read by others
            file.seek(1 << 40)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            file.seek(0)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
