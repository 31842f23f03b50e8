"""Checking downloaded files again, against what the hub said when they came or says now."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.domain.errors import BitsmithError
from desktop_app.domain.jobs import JobProgress
from desktop_app.domain.library import LibraryModel, ModelKind, ModelOrigin
from desktop_app.domain.model_check import CheckedFile, FileVerdict, HashBasis, ModelCheck
from desktop_app.domain.repository import RepoFile
from desktop_app.pipeline.make import IsCancelled, Report
from desktop_app.pipeline.model_files import verify_file
from desktop_app.storage.found import parts_of
from desktop_app.storage.other_apps import blob_hash

if TYPE_CHECKING:
    from desktop_app.hub.client import HubClient
    from desktop_app.storage.fingerprints import Fingerprints
    from desktop_app.storage.known_hashes import KnownHashes

_Wanted = tuple[RepoFile, HashBasis] | None

_LEAST_SPEED_TIME_S = 0.5


def check_model(
    model: LibraryModel,
    hashes: KnownHashes,
    *,
    client: Callable[[], HubClient] | None = None,
    fingerprints: Fingerprints | None = None,
    on_progress: Report = lambda _progress: None,
    is_cancelled: IsCancelled = lambda: False,
) -> ModelCheck:
    """Compare a model's files with their hashes, then read every tensor.

    Args:
        model: that is checked.
        hashes: as of `verify`.
        client: makes the client of a hub, which is asked only when the model came from one.
        fingerprints: as of `verify`.
        on_progress: told several times a second, in bytes: of the hashes, then of the tensors.
        is_cancelled: asked for each MiB.

    Raises:
        CancelledError: `is_cancelled` said so.
        BitsmithError: (file_access) a file cannot be read.
    """
    if model.kind is ModelKind.CHECKPOINT:
        folder = Path(model.path)
        paths = [*sorted(folder.glob("*.safetensors")), *(folder / name for name in model.missing_parts)]
    else:
        paths = parts_of(Path(model.path))
    files = verify(
        paths,
        hashes,
        client=_client(client) if model.source and model.origin is not ModelOrigin.MADE else None,
        source=model.source,
        revision=model.revision,
        fingerprints=fingerprints,
        on_progress=on_progress,
        is_cancelled=is_cancelled,
    )
    faults, problem = (), None
    is_whole = all(file.verdict is not FileVerdict.MISSING for file in files)
    if is_whole and model.kind is not ModelKind.CHECKPOINT:
        try:
            report = verify_file(paths[0], on_progress=on_progress, is_cancelled=is_cancelled)
            faults = () if report.is_sound else tuple(report.text.splitlines())
        except BitsmithError as error:
            problem = error.problem
    return ModelCheck(model.model_id, files, faults, problem, time.time())


def verify(
    paths: Sequence[Path],
    hashes: KnownHashes,
    *,
    client: HubClient | None = None,
    source: str = "",
    revision: str = "",
    fingerprints: Fingerprints | None = None,
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
        fingerprints: keeps what is read here, for files whose hash nobody else knows.
        on_progress: told several times a second, in bytes.
        is_cancelled: asked for each MiB.

    Raises:
        CancelledError: `is_cancelled` said so.
        BitsmithError: (file_access) a file cannot be read.
    """
    from desktop_app.hub.digests import expected_hash, file_digest
    from desktop_app.hub.disk_room import disk_problem

    wanted = [_expected(path, hashes) for path in paths]
    is_kept = [entry is not None for entry in wanted]
    if client is not None and source and not all(wanted):
        wanted = _ask(client, source, revision, paths, wanted)
    wanted = [entry or _earlier(path, fingerprints) for path, entry in zip(paths, wanted, strict=True)]
    sizes = [path.stat().st_size if path.is_file() else 0 for path in paths]
    total, done, started = sum(sizes), 0, time.monotonic()
    found = []
    for path, size, entry, kept in zip(paths, sizes, wanted, is_kept, strict=True):
        if not path.is_file():
            found.append(CheckedFile(str(path), FileVerdict.MISSING))
            continue
        file, basis = entry or (RepoFile(path.name, size), HashBasis.NOBODY)

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
        if basis is HashBasis.NOBODY:
            verdict = FileVerdict.UNKNOWN
        else:
            is_right = digest == expected_hash(file) and size == file.size_bytes
            is_dated = basis is not HashBasis.HUB or kept or bool(revision)
            verdict = FileVerdict.DAMAGED if is_dated else FileVerdict.DIFFERENT
            verdict = FileVerdict.RIGHT if is_right else verdict
        if fingerprints is not None and not file.git_sha1 and verdict is not FileVerdict.DAMAGED:
            fingerprints.keep_digest(path, digest)
        found.append(CheckedFile(str(path), verdict, digest, basis))
    return tuple(found)


def _client(make: Callable[[], HubClient] | None) -> HubClient | None:
    try:
        return make() if make is not None else None
    except BitsmithError:
        return None  # an address that is none; what is kept here still counts


def _expected(path: Path, hashes: KnownHashes) -> _Wanted:
    from desktop_app.hub.digests import expected_hash

    known = hashes.of(path)
    if known is not None and expected_hash(known.file):
        return known.file, HashBasis.HUB
    digest = blob_hash(path)
    if digest and path.is_file():
        return RepoFile(path.name, path.stat().st_size, sha256=digest), HashBasis.APP
    return None


def _earlier(path: Path, fingerprints: Fingerprints | None) -> _Wanted:
    digest = fingerprints.known_digest(path) if fingerprints is not None else ""
    return (RepoFile(path.name, path.stat().st_size, sha256=digest), HashBasis.EARLIER) if digest else None


def _ask(
    client: HubClient, source: str, revision: str, paths: Sequence[Path], wanted: list[_Wanted]
) -> list[_Wanted]:
    """What the hub says now of files by their name; what it does not know stays unknown."""
    from desktop_app.hub.digests import expected_hash

    try:
        detail = client.repository(source, revision or "main")
    except BitsmithError:
        return wanted
    by_name = {f.path.rpartition("/")[2]: (f, HashBasis.HUB) for f in detail.files if expected_hash(f)}
    return [entry or by_name.get(path.name) for path, entry in zip(paths, wanted, strict=True)]
