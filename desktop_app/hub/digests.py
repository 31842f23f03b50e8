"""The hashes that a hub gives for its files: SHA-256 of large ones, git's own name of the others."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop_app.domain.errors import CancelledError
from desktop_app.domain.repository import RepoFile

_READ_BYTES = 1 << 20


def expected_hash(file: RepoFile) -> str:
    """What the hub says a file's hash is, "" when it does not."""
    return file.sha256 or file.git_sha1


def new_digest(file: RepoFile, size: int) -> Any:
    """An empty digest of the kind of `expected_hash`, for a file of `size` bytes."""
    if file.sha256 or not file.git_sha1:
        return hashlib.sha256()
    digest = hashlib.sha1(usedforsecurity=False)  # git's own name for a small file
    digest.update(f"blob {size}\0".encode())
    return digest


def file_digest(
    path: Path,
    file: RepoFile,
    cancelled: Callable[[], bool] = lambda: False,
    on_bytes: Callable[[int], None] = lambda _count: None,
) -> str:
    """The hash of a file on disk, of the kind that the hub gives for it.

    Args:
        path: of the file on this computer.
        file: what the hub says of it.
        cancelled: asked for each MiB.
        on_bytes: told how many bytes were read since the last call.

    Raises:
        CancelledError: `cancelled` said so.
        OSError: it cannot be read.
    """
    digest = new_digest(file, path.stat().st_size)
    with path.open("rb", buffering=0) as source:
        while chunk := source.read(_READ_BYTES):
            if cancelled():
                raise CancelledError
            digest.update(chunk)
            on_bytes(len(chunk))
    return digest.hexdigest()


def is_content_of(data: bytes, file: RepoFile) -> bool:
    """Whether a whole small file has the hash that the hub gives for it, if it gives one."""
    digest = new_digest(file, len(data))
    digest.update(data)
    return expected_hash(file) in ("", digest.hexdigest())
