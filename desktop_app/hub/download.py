"""Downloads that go on where they stopped, and are what the hub says they are.

huggingface_hub 2.4 starts a failed file again from its first byte and compares sizes only; so the transfer
is our own (ADR 4). Files are cut into pieces, and several connections fetch the next piece each, file after
file: so many small files come in parallel, and so do the parts of a large one. Behind them one thread hashes
what is there.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

from desktop_app.domain.errors import BitsmithError, CancelledError, ErrorKind
from desktop_app.domain.repository import RepoDetail, RepoFile, is_safe_path
from desktop_app.domain.transfer import FileState
from desktop_app.hub.client import HubClient
from desktop_app.hub.digests import expected_hash, file_digest
from desktop_app.hub.disk_room import RoomWatch, check_room, disk_problem
from desktop_app.hub.download_meter import DownloadMeter, DownloadProgress
from desktop_app.hub.part_file import PART, STATE, discard_part, has_part, publish_part
from desktop_app.hub.transfer import FileTransfer, Transfer

__all__ = ["DownloadProgress", "check_names", "discard_download", "download_files"]

CONNECTIONS = 4
_LOOK_EVERY_S = 0.05
_ROOM_EVERY_S = 1.0
_FLUSH_EVERY_S = 10.0


def download_files(
    client: HubClient,
    detail: RepoDetail,
    files: tuple[RepoFile, ...],
    folder: Path,
    *,
    on_progress: Callable[[DownloadProgress], None] = lambda _progress: None,
    cancelled: Callable[[], bool] = lambda: False,
    is_patient: bool = False,
    connections: int = CONNECTIONS,
    piece_bytes: int = 0,
    first_pause_s: float = 1.0,
) -> None:
    """Bring files into `folder`; they get their names when all of them are whole and their hashes are right.

    What is there already is checked and kept. What was not finished stays as `NAME.part`, and the next call
    goes on from it.

    Args:
        client: of the hub.
        detail: the repository, at a fixed revision.
        files: some of `detail.files`.
        folder: is made when it is not there.
        on_progress: called some times a second, from this thread.
        cancelled: asked some times a second; what is there stays.
        is_patient: wait for a network that is gone and for room on a disk that is full, instead of failing.
        connections: requests at one time.
        piece_bytes: of one request, 0 for what suits the file.
        first_pause_s: before the first retry; it doubles with each failure.

    Raises:
        BitsmithError: the hub refuses, does not answer for long, sends something else than it says, or the
            disk is full.
        CancelledError: `cancelled` said so.
    """
    check_names(detail, files)
    meter = DownloadMeter(files, on_progress)
    wanted: list[FileTransfer] = []
    try:
        check_room(folder, files)
        for file in files:
            path = _place(folder, file)
            if not _is_there(path, file, meter, cancelled):
                wanted.append(FileTransfer(client, detail, file, path, piece_bytes))
                if has_part(path):
                    meter.start(file, wanted[-1].look())
        transfer = Transfer(
            client,
            wanted,
            meter,
            RoomWatch(folder),
            connections,
            is_patient=is_patient,
            first_pause_s=first_pause_s,
        )
        try:
            _watch(transfer, meter, cancelled)
        finally:
            transfer.stop()
        for each in wanted:
            publish_part(each.path)
        meter.report(is_end=True)
    except OSError as error:
        raise disk_problem(error, folder) from error


def discard_download(files: tuple[str, ...], folder: Path) -> None:
    """Delete what an unfinished download left of these files, and the folders that are empty then."""
    for name in files:
        if is_safe_path(name):
            discard_part(folder / name)
            for parent in (folder / name).parents:
                try:
                    parent.rmdir()
                except OSError:
                    break
                if parent == folder:
                    break


def check_names(detail: RepoDetail, files: tuple[RepoFile, ...]) -> None:
    """Refuse names that would leave the folder, or meet each other in it on some system.

    Raises:
        BitsmithError: (bad_model) with one such name.
    """
    taken: set[str] = set()
    folders: set[str] = set()
    for file in files:
        if not is_safe_path(file.path):
            raise BitsmithError(
                ErrorKind.BAD_MODEL,
                f"{detail.repo_id} holds a file with a dangerous name.",
                f"{file.path[:200]!r} could end up outside its folder.",
                "Choose another model.",
            )
        name = file.path.casefold()
        above = {name[:at] for at, letter in enumerate(name) if letter == "/"}
        own = {name, name + PART, name + STATE}
        if own & (taken | folders) or above & taken:
            raise BitsmithError(
                ErrorKind.BAD_MODEL,
                f"{detail.repo_id} holds two files that would overwrite each other.",
                f"{file.path[:200]!r} and another one are the same name on many systems.",
                "Choose another model.",
            )
        taken |= own
        folders |= above


def _place(folder: Path, file: RepoFile) -> Path:
    """Where a file goes; its folders are made, and none of them may be a link to elsewhere."""
    folder.mkdir(parents=True, exist_ok=True)
    place = folder
    for name in file.path.split("/")[:-1]:
        place /= name
        if place.is_symlink():
            raise BitsmithError(
                ErrorKind.FILE_ACCESS,
                f"{file.path} cannot be saved.",
                f"{place} is a link: the file would end up somewhere else.",
                "Remove the link, or choose another folder.",
            )
        place.mkdir(exist_ok=True)
    return folder / file.path


def _is_there(path: Path, file: RepoFile, meter: DownloadMeter, cancelled: Callable[[], bool]) -> bool:
    if not path.is_file() or path.stat().st_size != file.size_bytes:
        return False
    if expected_hash(file):
        meter.change(file, FileState.CHECKING)
        meter.report()
        if file_digest(path, file, cancelled) != expected_hash(file):
            return False
    meter.have(file)
    return True


def _watch(transfer: Transfer, meter: DownloadMeter, cancelled: Callable[[], bool]) -> None:
    """Until all is done: show how far it is, look after the disk, notice a cancel or a failure."""
    if cancelled():
        raise CancelledError
    transfer.start()
    looked_at = flushed_at = time.monotonic()
    while not transfer.wait(_LOOK_EVERY_S):
        if cancelled():
            raise CancelledError
        now = time.monotonic()
        if now - looked_at >= _ROOM_EVERY_S or transfer.is_short_of_room:
            looked_at = now
            transfer.look_for_room()
        if now - flushed_at >= _FLUSH_EVERY_S and os.name != "nt":
            flushed_at = now
            transfer.flush()
        meter.report(transfer.waiting())
    if transfer.error is not None:
        raise transfer.error
