"""The connections of a download, and the thread that hashes what they bring."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from desktop_app.domain.errors import BitsmithError, ErrorKind, is_full
from desktop_app.domain.repository import RepoDetail, RepoFile
from desktop_app.domain.transfer import FileState, Waiting
from desktop_app.hub.arrivals import StoppedError
from desktop_app.hub.client import HubClient
from desktop_app.hub.digests import expected_hash, new_digest
from desktop_app.hub.disk_room import RoomWatch, disk_problem
from desktop_app.hub.download_meter import DownloadMeter
from desktop_app.hub.errors import network_error, unforeseen
from desktop_app.hub.part_file import PartFile
from desktop_app.hub.remote_file import ExpiredAddressError, NoRangesError, RemoteFile
from desktop_app.hub.retry import MAX_FAILURES, is_retried, pause_s

_log = logging.getLogger(__name__)

_READ_BYTES = 1 << 20
_MOST_OPEN = 64
_LOOK_EVERY_S = 0.05
_JOIN_S = 0.5
_FULL_DISK_PAUSE_S = 2.0
# a patient download goes through a longer trouble of the hub: about ten minutes
_PATIENT_FAILURES = 24
# an answer that brings less than this within two timeouts is given up and asked for again
_LEAST_BYTES = 64 * 1024
_EMPTY_HASHES = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391",
)
_WAITING = {
    ErrorKind.NETWORK: Waiting.NETWORK,
    ErrorKind.OFFLINE: Waiting.OFFLINE_MODE,
    ErrorKind.RATE_LIMITED: Waiting.RATE_LIMIT,
}


class FileTransfer:
    """One file of a download.

    Args:
        client: of the hub.
        detail: the repository, at a fixed revision.
        file: one of its files.
        path: where it will be.
        piece_bytes: of one request, 0 for what suits the file.
    """

    def __init__(
        self, client: HubClient, detail: RepoDetail, file: RepoFile, path: Path, piece_bytes: int
    ) -> None:
        self.file = file
        self.path = path
        self.what = f"{file.path} of {detail.repo_id}"
        self.part: PartFile | None = None
        self.is_verified = False
        self.in_order = threading.Lock()  # held by who reads it from its beginning, without ranges
        self._revision, self._piece_bytes = detail.revision, piece_bytes
        # large files are on a content network; small ones come from the hub itself
        self.remote = RemoteFile(client, detail, file, asks_first=bool(file.sha256))

    def open(self) -> PartFile:
        """Begin to write, or go on."""
        self.part = PartFile(self.path, self.file, self._revision, self._piece_bytes)
        return self.part

    def look(self) -> int:
        """How many bytes an earlier run brought."""
        part = self.open()
        self.is_verified = part.is_verified
        part.close()
        self.part = None
        return part.done_bytes


class Transfer:
    """Fetches what is missing of files.

    Args:
        client: of the hub.
        files: in the order in which they are wanted; so many as are at work are open.
        meter: is told what comes.
        room: knows whether the disk has room.
        connections: requests at one time.
        is_patient: wait for network and disk without end.
        first_pause_s: before the first retry; it doubles with each failure.
    """

    def __init__(
        self,
        client: HubClient,
        files: list[FileTransfer],
        meter: DownloadMeter,
        room: RoomWatch,
        connections: int,
        *,
        is_patient: bool,
        first_pause_s: float,
    ) -> None:
        self._client, self._files, self._meter, self._room = client, files, meter, room
        self._is_patient, self._first_pause_s = is_patient, first_pause_s
        self._stop = threading.Event()
        self._changed = threading.Condition()
        self._waiting_files = deque(f for f in files if not f.is_verified)
        self._open_files: list[FileTransfer] = []
        self._pieces: deque[tuple[FileTransfer, PartFile, int]] = deque()
        self._has_room = threading.Event()
        self._has_room.set()
        self._full_until = self._pause_until = 0.0
        self._troubles: dict[int, tuple[float, BitsmithError]] = {}
        self.error: BitsmithError | None = None
        self._is_done = threading.Event()
        self._threads = [
            threading.Thread(target=self._guarded, args=(self._work,), name=f"download-{n}", daemon=True)
            for n in range(connections if self._waiting_files else 0)
        ]
        self._hasher = threading.Thread(
            target=self._guarded, args=(self._hash_all,), name="download-hash", daemon=True
        )

    # --- from outside ---------------------------------------------------------------------------------

    def start(self) -> None:
        for thread in (*self._threads, self._hasher):
            thread.start()

    def wait(self, seconds: float) -> bool:
        """Whether it has ended within that time: everything is here and checked, or it failed."""
        return self._is_done.wait(seconds)

    def stop(self) -> None:
        """End it soon; a thread that waits for the network writes nothing any more."""
        self._stop.set()
        self._has_room.set()
        with self._changed:
            self._changed.notify_all()
            files = list(self._open_files)
        for file in files:
            if file.part is not None:
                file.part.close()
        until = time.monotonic() + _JOIN_S
        for thread in (*self._threads, self._hasher):
            if thread.ident is not None:
                thread.join(max(0.0, until - time.monotonic()))

    @property
    def is_short_of_room(self) -> bool:
        return not self._has_room.is_set()

    def look_for_room(self) -> None:
        """Hold everything while the disk is nearly full; or fail, when nobody waits for room.

        Raises:
            BitsmithError: (disk_full) it is, and this download is not patient.
        """
        missing = self._meter.missing_bytes
        if self._room.has_room(missing) and time.monotonic() >= self._full_until:
            self._has_room.set()
        elif missing and not self._is_patient:
            raise _no_room()
        elif missing:
            self._has_room.clear()

    def flush(self) -> None:
        """Bring what is here to the disk, so that it is still here after a loss of power."""
        with self._changed:
            parts = [file.part for file in self._open_files if file.part is not None]
        for part in parts:
            part.flush()

    def waiting(self) -> tuple[Waiting, float | None, str]:
        """What everything waits for, how long, and in words."""
        if self.is_short_of_room:
            return Waiting.DISK, None, _no_room().problem.what
        with self._changed:
            troubles = list(self._troubles.values())
            at_work = sum(thread.is_alive() for thread in self._threads)
        if not troubles or len(troubles) < at_work:
            return Waiting.NOTHING, None, ""
        until, error = min(troubles, key=lambda trouble: trouble[0])
        why = _WAITING.get(error.problem.kind, Waiting.SERVER)
        return why, max(0.0, until - time.monotonic()), error.problem.what

    # --- fetching: several threads --------------------------------------------------------------------

    def _guarded(self, work: Any) -> None:
        try:
            work()
        except StoppedError:
            pass
        except BitsmithError as error:
            self._fail(error)
        except OSError as error:
            self._fail(disk_problem(error, self._files[0].path.parent))
        except Exception as error:  # noqa: BLE001 - a thread that ends silently would leave a job waiting
            _log.exception("a download ended")
            self._fail(unforeseen(error))

    def _fail(self, error: BitsmithError) -> None:
        with self._changed:
            if self.error is None and not self._stop.is_set():
                self.error = error
            self._stop.set()
            self._changed.notify_all()
        self._is_done.set()

    def _work(self) -> None:
        while (taken := self._take()) is not None:
            file, part, piece = taken
            self._meter.change(file.file, FileState.ACTIVE)
            self._fetch(file, part, piece)

    def _take(self) -> tuple[FileTransfer, PartFile, int] | None:
        """The next piece; None after the last one."""
        with self._changed:
            while not self._stop.is_set():
                if self._pieces:
                    return self._pieces.popleft()
                if not self._waiting_files:
                    return None
                if len(self._open_files) >= _MOST_OPEN:
                    self._changed.wait()
                    continue
                file = self._waiting_files.popleft()
                part = file.open()
                self._open_files.append(file)
                self._pieces.extend((file, part, piece) for piece in part.missing_pieces())
                self._changed.notify_all()
        return None

    def _fetch(self, file: FileTransfer, part: PartFile, piece: int) -> None:
        failures = 0
        while True:
            have, stop = part.missing_of(piece)
            if have == stop:
                return
            before = part.done_bytes
            try:
                self._wait_until(self._pause_until)
                try:
                    self._transfer(file, part, piece)
                except NoRangesError:
                    self._read_in_order(file, part)
            except BitsmithError as error:
                failures = 1 if part.done_bytes > before else failures + 1
                if error.problem.kind is ErrorKind.BAD_MODEL:
                    part.drop()  # bytes of two contents may have met
                if not self._tries_again(error) or failures >= self._most_failures(error):
                    raise
                if not isinstance(error, ExpiredAddressError) or failures > 1:
                    self._pause(error, failures)

    def _tries_again(self, error: BitsmithError) -> bool:
        return is_retried(error) or (self._is_patient and error.problem.kind is ErrorKind.OFFLINE)

    def _most_failures(self, error: BitsmithError) -> float:
        if not self._is_patient:
            return MAX_FAILURES
        is_out = error.problem.kind in (ErrorKind.NETWORK, ErrorKind.OFFLINE)
        return float("inf") if is_out else _PATIENT_FAILURES

    def _transfer(self, file: FileTransfer, part: PartFile, piece: int) -> None:
        """One request for what is missing of a piece."""
        start, stop = part.missing_of(piece)
        with file.remote.open(start, stop) as response:
            if response.status_code == 200 and part.n_pieces > 1:
                raise NoRangesError(ErrorKind.SERVER, f"{self._client.host} cannot send parts of files.")
            position = start
            for data in self._chunks(response):
                if position + len(data) > stop:
                    raise self._wrong(file, "it sends more than it announced")
                self._store(file, part, piece, position, data)
                position += len(data)
        if position < stop:
            raise network_error(OSError("the connection was closed early"), self._client.host)

    def _read_in_order(self, file: FileTransfer, part: PartFile) -> None:
        """The whole file from its beginning, from a server that knows no ranges; what is here is skipped."""
        with file.in_order:
            if part.is_whole:
                return
            position = 0
            with file.remote.open(0, 0) as response:
                for chunk in self._chunks(response):
                    if position + len(chunk) > part.size:
                        raise self._wrong(file, "it sends more than it announced")
                    while chunk:
                        piece = position // part.piece_bytes
                        data = chunk[: part.span_of(piece)[1] - position]
                        self._store(file, part, piece, position, data)
                        position += len(data)
                        chunk = chunk[len(data) :]  # noqa: PLW2901 - what is left of it
            if position < part.size:
                raise network_error(OSError("the connection was closed early"), self._client.host)

    def _chunks(self, response: Any) -> Iterator[memoryview]:
        """The bytes of an answer, as fast as is allowed."""
        host, timeout_s = self._client.host, self._client.timeout_s
        limit = self._client.limit
        marked_at, marked = time.monotonic(), 0
        try:
            for chunk in response.iter_raw():
                if self._stop.is_set():
                    raise StoppedError
                if not self._has_room.is_set():
                    self._wait_for_room()
                    marked_at = time.monotonic()
                yield memoryview(chunk)
                marked += len(chunk)
                if limit.bytes_per_s:
                    limit.take(len(chunk), self._stop)
                    marked_at, marked = time.monotonic(), 0
                elif marked >= _LEAST_BYTES:
                    marked_at, marked = time.monotonic(), 0
                elif time.monotonic() - marked_at > 2 * timeout_s:
                    raise network_error(TimeoutError("almost nothing arrives"), host)
        except self._client.http.HTTPError as error:
            raise network_error(error, host) from error
        self._client.connectivity.note_answer()

    def _store(self, file: FileTransfer, part: PartFile, piece: int, position: int, data: memoryview) -> None:
        while True:
            try:
                self._meter.add(file.file, part.write(piece, position, data))
                return
            except OSError as error:
                if not (is_full(error) and self._is_patient):
                    raise
                self._room.note_full()
                self._full_until = time.monotonic() + _FULL_DISK_PAUSE_S
                self._has_room.clear()
                self._wait_for_room()

    def _wait_for_room(self) -> None:
        self._has_room.wait()
        if self._stop.is_set():
            raise StoppedError

    def _pause(self, error: BitsmithError, failures: int) -> None:
        until = time.monotonic() + pause_s(error, failures, self._first_pause_s)
        me = threading.get_ident()
        with self._changed:
            self._troubles[me] = (until, error)
            if error.problem.kind is ErrorKind.RATE_LIMITED:
                self._pause_until = max(self._pause_until, until)  # meant for all connections
        try:
            self._wait_until(until)
        finally:
            with self._changed:
                del self._troubles[me]

    def _wait_until(self, until: float) -> None:
        """Wait, but not longer than until the network is back."""
        network = self._client.connectivity
        returns = network.returns
        while (left := until - time.monotonic()) > 0 and network.returns == returns:
            if self._stop.wait(min(left, _LOOK_EVERY_S)):
                raise StoppedError

    def _wrong(self, file: FileTransfer, why: str) -> BitsmithError:
        return BitsmithError(
            ErrorKind.BAD_MODEL,
            f"{file.what} is not what {self._client.host} says it is.",
            f"The download was damaged on its way, or the file was changed: {why}.",
            "Try again; nothing wrong was kept.",
        )

    # --- hashing: one thread --------------------------------------------------------------------------

    def _hash_all(self) -> None:
        for file in self._files:
            if not file.is_verified:
                self._hash(file, self._wait_for(file))
            self._meter.change(file.file, FileState.DONE)
        self._is_done.set()

    def _wait_for(self, file: FileTransfer) -> PartFile:
        with self._changed:
            while file.part is None:
                if self._stop.is_set():
                    raise StoppedError
                self._changed.wait()
            return file.part

    def _hash(self, file: FileTransfer, part: PartFile) -> None:
        expected = expected_hash(file.file)
        if part.size == 0 and expected not in ("", *_EMPTY_HASHES):
            raise self._wrong(file, "the hub does not say how large it is")
        digest = new_digest(file.file, part.size)
        position = 0
        while position < part.size and not part.is_verified:
            frontier = part.frontier(position)
            if frontier == position:
                self._stop.wait(_LOOK_EVERY_S / 5)
            elif part.is_whole:
                self._meter.change(file.file, FileState.CHECKING)
            while position < frontier:
                if self._stop.is_set():
                    raise StoppedError
                data = part.read(position, min(_READ_BYTES, frontier - position))
                digest.update(data)
                position += len(data)
            if self._stop.is_set():
                raise StoppedError
        if not part.is_verified:
            if expected and digest.hexdigest() != expected:
                part.drop()
                raise self._wrong(file, "its hash differs")
            part.mark_verified()
        part.close()
        with self._changed:
            self._open_files.remove(file)
            self._changed.notify_all()


def _no_room() -> BitsmithError:
    return BitsmithError(
        ErrorKind.DISK_FULL,
        "The disk became full while downloading.",
        "There is almost no room left where the model goes.",
        "Free some space and try again: the download goes on where it stopped.",
    )
