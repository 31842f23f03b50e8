"""Checking downloaded files again, against what the hub said when they came or says now."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.domain.errors import BitsmithError
from desktop_app.domain.jobs import JobProgress
from desktop_app.pipeline.make import IsCancelled, Report

if TYPE_CHECKING:
    from desktop_app.domain.repository import RepoFile
    from desktop_app.hub.client import HubClient
    from desktop_app.storage.known_hashes import KnownHashes

_LEAST_SPEED_TIME_S = 0.5


class FileVerdict(StrEnum):
    """What a check of one file found."""

    RIGHT = "right"
    DAMAGED = "damaged"
    MISSING = "missing"
    UNKNOWN = "unknown"  # nobody says what its hash should be


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """One file, what was found, and its hash ("" when it was not computed)."""

    path: str
    verdict: FileVerdict
    digest: str = ""


def verify(
    paths: Sequence[Path],
    hashes: KnownHashes,
    *,
    client: HubClient | None = None,
    source: str = "",
    revision: str = "",
    on_progress: Report = lambda _progress: None,
    is_cancelled: IsCancelled = lambda: False,
) -> tuple[CheckedFile, ...]:
    """Compare files with their hashes: all parts of a model, for example.

    Args:
        paths: of the files.
        hashes: what the hub said when they were downloaded.
        client: of a hub that is asked about files of which nothing is kept; None asks nobody.
        source: repository that those files came from.
        revision: its commit; "" for its newest.
        on_progress: told several times a second, in bytes.
        is_cancelled: asked for each MiB.

    Raises:
        CancelledError: `is_cancelled` said so.
        BitsmithError: (file_access) a file cannot be read.
    """
    from desktop_app.hub.digests import expected_hash, file_digest
    from desktop_app.hub.disk_room import disk_problem

    wanted = [_expected(path, hashes) for path in paths]
    if client is not None and source and not all(wanted):
        wanted = _ask(client, source, revision, paths, wanted)
    sizes = [path.stat().st_size if path.is_file() else 0 for path in paths]
    total, done, started = sum(sizes), 0, time.monotonic()
    found = []
    for path, size, file in zip(paths, sizes, wanted, strict=True):
        if not path.is_file():
            found.append(CheckedFile(str(path), FileVerdict.MISSING))
            continue
        if file is None or not expected_hash(file):
            found.append(CheckedFile(str(path), FileVerdict.UNKNOWN))
            done += size
            continue

        def count(n_bytes: int, name: str = path.name) -> None:
            nonlocal done
            done += n_bytes
            passed = time.monotonic() - started
            speed = done / passed if passed > _LEAST_SPEED_TIME_S else 0.0
            left = (total - done) / speed if speed else None
            on_progress(JobProgress("Checking", done, total, "bytes", speed, left, name))

        try:
            digest = file_digest(path, file, is_cancelled, count)
        except OSError as error:
            raise disk_problem(error, path.parent) from error
        is_right = digest == expected_hash(file) and size == file.size_bytes
        found.append(CheckedFile(str(path), FileVerdict.RIGHT if is_right else FileVerdict.DAMAGED, digest))
    return tuple(found)


def _expected(path: Path, hashes: KnownHashes) -> RepoFile | None:
    known = hashes.of(path)
    return known.file if known else None


def _ask(
    client: HubClient, source: str, revision: str, paths: Sequence[Path], wanted: list[RepoFile | None]
) -> list[RepoFile | None]:
    """What the hub says now of files by their name; what it does not know stays unknown."""
    try:
        detail = client.repository(source, revision or "main")
    except BitsmithError:
        return wanted
    by_name = {file.path.rpartition("/")[2]: file for file in detail.files}
    return [file or by_name.get(path.name) for path, file in zip(paths, wanted, strict=True)]
