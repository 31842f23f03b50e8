"""Downloads that go on where they stopped, and are what the hub says they are.

huggingface_hub 2.4 starts a failed file again from its first byte and compares sizes only; so the transfer
is our own, over its session.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop_app.domain.errors import BitsmithError, CancelledError, ErrorKind
from desktop_app.domain.repository import RepoDetail, RepoFile, is_safe_path
from desktop_app.hub.client import HubClient
from desktop_app.hub.errors import network_error
from desktop_app.hub.retry import MAX_FAILURES, is_retried, pause_s

_PAUSE_STEP_S = 0.1
_SPEED_WINDOW_S = 5.0
_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG}


@dataclass(frozen=True, slots=True)
class DownloadProgress:
    """All files together; `file` is the one that comes now, `seconds_left` None while unknown."""

    file: str
    bytes_done: int
    bytes_total: int
    bytes_per_s: float
    seconds_left: float | None


def download_files(
    client: HubClient,
    detail: RepoDetail,
    files: tuple[RepoFile, ...],
    folder: Path,
    *,
    on_progress: Callable[[DownloadProgress], None] = lambda _progress: None,
    cancelled: Callable[[], bool] = lambda: False,
    first_pause_s: float = 1.0,
) -> None:
    """Bring files into `folder`, each under its name only when it is whole and its hash is right.

    What is there already is checked and kept. A part that was not finished stays as `NAME.part` beside
    `NAME.part.json`, and the next call goes on from it.

    Args:
        client: of the hub.
        detail: the repository, at a fixed revision.
        files: some of `detail.files`.
        folder: is made when it is not there.
        on_progress: called for each chunk.
        cancelled: asked for each chunk, and while waiting.
        first_pause_s: before the first retry; it doubles with each failure.

    Raises:
        BitsmithError: the hub refuses, does not answer for long, sends something else than it says, or the
            disk is full.
        CancelledError: `cancelled` said so; parts stay.
    """
    for file in files:
        if not is_safe_path(file.path):
            raise BitsmithError(
                ErrorKind.BAD_MODEL,
                f"{detail.repo_id} holds a file with a dangerous name.",
                f"{file.path[:200]!r} could end up outside its folder.",
                "Choose another model.",
            )
    meter = _Meter(sum(f.size_bytes for f in files), on_progress)
    _check_room(folder, files)
    try:
        for file in files:
            _FileDownload(client, detail, file, folder, meter, cancelled, first_pause_s).run()
    except OSError as error:
        raise disk_problem(error, folder) from error


def file_digest(path: Path, file: RepoFile, cancelled: Callable[[], bool] = lambda: False) -> str:
    """The hash of a file on disk, of the kind that the hub gives for it."""
    digest = new_digest(file, path.stat().st_size)
    with path.open("rb") as source:
        while chunk := source.read(1 << 20):
            if cancelled():
                raise CancelledError
            digest.update(chunk)
    return digest.hexdigest()


def is_content_of(data: bytes, file: RepoFile) -> bool:
    """Whether a whole small file has the hash that the hub gives for it, if it gives one."""
    digest = new_digest(file, len(data))
    digest.update(data)
    return expected_hash(file) in ("", digest.hexdigest())


class _FileDownload:
    """One file: as many requests as it takes."""

    def __init__(
        self,
        client: HubClient,
        detail: RepoDetail,
        file: RepoFile,
        folder: Path,
        meter: _Meter,
        cancelled: Callable[[], bool],
        first_pause_s: float,
    ) -> None:
        self._client = client
        self._detail = detail
        self._file = file
        self._path = folder / file.path
        self._part = self._path.with_name(self._path.name + ".part")
        self._note = self._path.with_name(self._path.name + ".part.json")
        self._meter = meter
        self._cancelled = cancelled
        self._first_pause_s = first_pause_s
        self._what = f"{file.path} of {detail.repo_id}"

    def run(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._meter.begin(self._file.path)
        if self._is_there():
            self._meter.add(self._file.size_bytes, is_transfer=False)
            return
        self._prepare_part()
        failures, have = 0, self._have()
        self._meter.add(have, is_transfer=False)
        while True:
            try:
                self._transfer()
                break
            except BitsmithError as error:
                if not is_retried(error):
                    raise
                failures = 0 if self._have() > have else failures + 1
                have = self._have()
                if failures >= MAX_FAILURES:
                    raise
                self._pause(failures, error)
        self._finish()

    def _is_there(self) -> bool:
        if not self._path.is_file() or self._path.stat().st_size != self._file.size_bytes:
            return False
        return not expected_hash(self._file) or (
            file_digest(self._path, self._file, self._cancelled) == expected_hash(self._file)
        )

    def _prepare_part(self) -> None:
        """Drop a part that belongs to other content."""
        wanted = {"size": self._file.size_bytes, "hash": expected_hash(self._file)}
        if self._part.exists():
            try:
                noted = json.loads(self._note.read_bytes())
            except (OSError, ValueError):
                noted = None
            # without a hash nothing says that a part of another revision is the same file
            if noted != wanted or not wanted["hash"] or self._have() > self._file.size_bytes:
                self._part.unlink()
        self._note.write_text(json.dumps(wanted))

    def _have(self) -> int:
        return self._part.stat().st_size if self._part.exists() else 0

    def _transfer(self) -> None:
        """One request for all that is missing."""
        have = self._have()
        if have and have == self._file.size_bytes:
            return
        headers = {"Accept-Encoding": "identity"}
        if have:
            headers["Range"] = f"bytes={have}-"
        url = self._client.file_url(self._detail, self._file.path)
        with self._client.stream(url, headers, self._what) as response:
            if response.status_code == 416 or (have and not _continues_at(response, have)):
                # this server does not go on in the middle: from the beginning then
                self._meter.add(-have, is_transfer=False)
                self._part.unlink()
                have = 0
                if response.status_code == 416:
                    raise network_error(OSError("range refused"), self._client.host)
            with self._part.open("ab", buffering=0) as out:
                try:
                    for chunk in response.iter_raw():
                        if self._cancelled():
                            raise CancelledError
                        if have + len(chunk) > self._file.size_bytes:
                            raise self._wrong("it sends more than it announced")
                        _write_all(out, chunk)
                        have += len(chunk)
                        self._meter.add(len(chunk))
                except self._client.http.HTTPError as error:
                    raise network_error(error, self._client.host) from error
        if have < self._file.size_bytes:
            raise network_error(OSError("the connection was closed early"), self._client.host)

    def _finish(self) -> None:
        if not self._part.exists():
            self._part.touch()  # an empty file
        expected = expected_hash(self._file)
        if expected and file_digest(self._part, self._file, self._cancelled) != expected:
            self._part.unlink()
            self._note.unlink(missing_ok=True)
            raise self._wrong("its hash differs")
        with self._part.open("rb+") as file:
            os.fsync(file.fileno())
        self._part.replace(self._path)
        self._note.unlink(missing_ok=True)

    def _wrong(self, why: str) -> BitsmithError:
        return BitsmithError(
            ErrorKind.BAD_MODEL,
            f"{self._what} is not what {self._client.host} says it is.",
            f"The download was damaged on its way, or the file was changed: {why}.",
            "Try again; nothing wrong was kept.",
        )

    def _pause(self, failures: int, error: BitsmithError) -> None:
        until = time.monotonic() + pause_s(error, failures, self._first_pause_s)
        self._meter.stall(f"{self._file.path}: {error.problem.what} Trying again.")
        while (left := until - time.monotonic()) > 0:
            if self._cancelled():
                raise CancelledError
            time.sleep(min(_PAUSE_STEP_S, left))
        if self._cancelled():
            raise CancelledError


class _Meter:
    """Adds files up, and measures speed over the last seconds."""

    def __init__(self, total: int, report: Callable[[DownloadProgress], None]) -> None:
        self._total, self._report = total, report
        self._done = self._transferred = 0
        self._file = ""
        self._marks: deque[tuple[float, int]] = deque([(time.monotonic(), 0)])

    def begin(self, file: str) -> None:
        self._file = file

    def stall(self, note: str) -> None:
        self._report(DownloadProgress(note, self._done, self._total, 0.0, None))

    def add(self, count: int, *, is_transfer: bool = True) -> None:
        self._done += count
        now = time.monotonic()
        if is_transfer:
            self._transferred += count
            self._marks.append((now, self._transferred))
            while len(self._marks) > 2 and now - self._marks[0][0] > _SPEED_WINDOW_S:
                self._marks.popleft()
        first, before = self._marks[0]
        speed = (self._transferred - before) / (now - first) if now > first else 0.0
        left = (self._total - self._done) / speed if speed > 0 else None
        self._report(DownloadProgress(self._file, self._done, self._total, speed, left))


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


def _continues_at(response: Any, start: int) -> bool:
    return response.status_code == 206 and response.headers.get("Content-Range", "").startswith(
        f"bytes {start}-"
    )


def _write_all(out: Any, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[out.write(view) :]


def _check_room(folder: Path, files: tuple[RepoFile, ...]) -> None:
    missing = 0
    for file in files:
        path = folder / file.path
        part = path.with_name(path.name + ".part")
        there = path if path.is_file() else part
        missing += max(0, file.size_bytes - (there.stat().st_size if there.is_file() else 0))
    place = next(p for p in (folder, *folder.parents) if p.exists())
    free = shutil.disk_usage(place).free
    if missing > free:
        raise BitsmithError(
            ErrorKind.DISK_FULL,
            "There is not enough free disk space.",
            f"{missing / 1e9:.2f} GB are missing in {place}, and {free / 1e9:.2f} GB are free.",
            "Free some space, or choose another folder in the settings.",
        )


def disk_problem(error: OSError, folder: Path) -> BitsmithError:
    """The words for a failed write of a download."""
    if error.errno in _FULL:
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
