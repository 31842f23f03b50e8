"""Files that are whole or not there, and what goes wrong with them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from desktop_app import durable
from desktop_app.domain.errors import CancelledError, file_problem


def atomic_write(path: Path, data: bytes, *, mode: int = 0o644) -> None:
    """Replace `path` by `data`; after a crash the old file or the new one is there, never a part.

    Raises:
        BitsmithError: (disk_full, file_access) it could not be written; the old file stays.
    """
    write_parts(path, (data,), mode=mode)


def write_parts(
    path: Path,
    parts: Iterable[bytes],
    *,
    mode: int = 0o644,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> None:
    """`atomic_write` of what comes in parts; nobody but the owner sees more than `mode` allows, ever.

    Raises:
        BitsmithError: (disk_full, file_access) it could not be written; the old file stays.
        CancelledError: `is_cancelled` said so between two parts; the old file stays.
    """
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(descriptor, "wb") as file:
            for data in parts:
                if is_cancelled():
                    raise CancelledError("cancelled")
                file.write(data)
            file.flush()
            durable.sync(file.fileno())
        durable.replace(part, path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise file_problem(error, f"{path.name} could not be saved.") from error
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def move_aside(path: Path) -> Path:
    """Rename a damaged file so that nothing of it is lost; returns its new name."""
    number = 1
    while (target := path.with_name(f"{path.name}.corrupt-{number}")).exists():
        number += 1
    path.rename(target)
    return target
