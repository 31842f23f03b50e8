"""Brings the weights that somebody consumes next into a window folder: in parallel, in order, bounded."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from desktop_app import durable
from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.domain.repository import RepoDetail, RepoFile
from desktop_app.domain.streaming import span_file_name
from desktop_app.hub.arrivals import Arrival, PieceWriter, StoppedError
from desktop_app.hub.client import HubClient
from desktop_app.hub.digests import expected_hash, new_digest
from desktop_app.hub.disk_room import disk_problem
from desktop_app.hub.errors import network_error, unforeseen
from desktop_app.hub.remote_file import ExpiredAddressError, RemoteFile
from desktop_app.hub.retry import is_retried, pause_s
from desktop_app.hub.span_plan import Piece, SpanPlan

_log = logging.getLogger(__name__)

CONNECTIONS = 8
_MAX_FAILURES = 9  # in a row of one request, without a new byte: two minutes without a network
_LOOK_EVERY_S = 0.02
_READ_BYTES = 1 << 20
# an answer that brings less than this within two timeouts is given up and asked for again
_LEAST_BYTES = 64 * 1024
_JOIN_S = 0.3


class SpanFetcher:
    """Fetches what a plan says, ahead of a consumer that deletes each span's file when it was read.

    A file appears in the window, under `span_file_name(number)`, when its span is whole and, where its
    source file is hashed, hashed; the last one of such a file only when the file's hash is right.

    Args:
        client: of the hub.
        detail: the repository, at a fixed revision.
        plan: what is fetched.
        window: an empty folder.
        headers: the folder with the beginning of each file.
        window_bytes: most bytes in the window at one time.
        connections: requests at one time.
        first_pause_s: before the first retry; it doubles with each failure.
    """

    def __init__(
        self,
        client: HubClient,
        detail: RepoDetail,
        plan: SpanPlan,
        window: Path,
        headers: Path,
        *,
        window_bytes: int,
        connections: int = CONNECTIONS,
        first_pause_s: float = 1.0,
    ) -> None:
        files = {f.path: f for f in detail.files}
        names = dict.fromkeys(s.file for s in plan.stretches)
        self._client = client
        self._plan = plan
        self._window = window
        self._headers = headers
        self._window_bytes = window_bytes
        self._first_pause_s = first_pause_s
        self._remote = {name: RemoteFile(client, detail, files[name]) for name in names}
        self._files: Mapping[str, RepoFile] = {name: files[name] for name in names}
        self._stop = threading.Event()
        self._changed = threading.Condition()
        self._arrivals: dict[int, Arrival] = {}
        self._next = self._in_window = 0
        self._published: dict[str, int] = {}
        self._looked_at = self._pause_until = 0.0
        self._verified: list[str] = []
        self._error: BitsmithError | None = None
        self._note = ""
        self._fetched = 0
        self._threads = [
            threading.Thread(target=self._guarded, args=(self._work,), name=f"fetch-{n}", daemon=True)
            for n in range(min(connections, len(plan.pieces)))
        ]
        self._threads.append(
            threading.Thread(target=self._guarded, args=(self._publish_all,), name="hash", daemon=True)
        )

    @property
    def error(self) -> BitsmithError | None:
        """Why it ended early, None while all is well."""
        return self._error

    @property
    def note(self) -> str:
        """What it waits for, in words for a person; "" when it does not."""
        return self._note

    @property
    def fetched_bytes(self) -> int:
        return self._fetched

    @property
    def verified_files(self) -> tuple[str, ...]:
        """Files whose bytes all came, and have the hash that the hub says."""
        return tuple(self._verified)

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End it soon; a thread that waits for the network writes nothing any more."""
        self._stop.set()
        with self._changed:
            self._changed.notify_all()
            arrivals = list(self._arrivals.values())
        for arrival in arrivals:
            arrival.close()
        until = time.monotonic() + _JOIN_S
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))

    # --- fetching: several threads ------------------------------------------------------------------

    def _guarded(self, work: Any) -> None:
        try:
            work()
        except StoppedError:
            pass
        except BitsmithError as error:
            self._fail(error)
        except OSError as error:
            self._fail(disk_problem(error, self._window))
        except Exception as error:  # noqa: BLE001 - a thread that ends silently would leave a job waiting
            _log.exception("fetching ended")
            self._fail(unforeseen(error))

    def _fail(self, error: BitsmithError) -> None:
        with self._changed:
            if self._error is None and not self._stop.is_set():
                self._error = error
            self._stop.set()
            self._changed.notify_all()

    def _work(self) -> None:
        while (piece := self._take()) is not None:
            self._fetch(piece)

    def _take(self) -> Piece | None:
        """The next request, as soon as there is room for its bytes; None after the last one."""
        pieces = self._plan.pieces
        with self._changed:
            while not self._stop.is_set() and self._next < len(pieces):
                piece = pieces[self._next]
                if self._in_window == 0 or self._in_window + piece.n_bytes <= self._window_bytes:
                    self._next += 1
                    self._in_window += piece.n_bytes
                    for index, _, _ in piece.parts:
                        if index not in self._arrivals:
                            size = self._plan.stretches[index].n_bytes
                            self._arrivals[index] = Arrival(self._window / f"{index:08d}.part", size)
                    return piece
                if not self._notice_room():
                    self._changed.wait(_LOOK_EVERY_S)
        return None

    def _notice_room(self) -> bool:
        """Count out what the consumer has deleted; looks at the folder some times a second."""
        now = time.monotonic()
        if now - self._looked_at < _LOOK_EVERY_S:
            return False
        self._looked_at = now
        there = {entry.name for entry in os.scandir(self._window)}
        gone = [name for name in self._published if name not in there]
        for name in gone:
            self._in_window -= self._published.pop(name)
        return bool(gone)

    def _fetch(self, piece: Piece) -> None:
        writer = PieceWriter([(self._arrivals[i], at, count) for i, at, count in piece.parts])
        failures = 0
        while writer.done < piece.n_bytes:
            before = writer.done
            try:
                self._wait_until(self._pause_until)
                self._transfer(piece, writer)
            except BitsmithError as error:
                failures = 1 if writer.done > before else failures + 1
                is_held = error.problem.kind is ErrorKind.OFFLINE  # until a person ends it
                if not is_held and (not is_retried(error) or failures >= _MAX_FAILURES):
                    raise
                if not isinstance(error, ExpiredAddressError) or failures > 1:
                    self._pause(error, failures)
        with self._changed:
            self._note = ""
            self._changed.notify_all()

    def _transfer(self, piece: Piece, writer: PieceWriter) -> None:
        """One request for what is missing of a piece."""
        start = piece.start + writer.done
        host = self._client.host
        with self._remote[piece.file].open(start, piece.stop) as response:
            marked_at, marked = time.monotonic(), writer.done
            try:
                for chunk in response.iter_raw():
                    if self._stop.is_set():
                        raise StoppedError
                    # a server that ignores ranges sends what follows as well
                    data = memoryview(chunk)[: piece.n_bytes - writer.done]
                    if len(data) < len(chunk) and response.status_code == 206:
                        raise network_error(OSError("more was sent than was asked for"), host)
                    writer.write(data)
                    self._fetched += len(data)
                    if self._client.limit.bytes_per_s:
                        self._client.limit.take(len(data), self._stop)
                        marked_at, marked = time.monotonic(), writer.done
                    if len(data) < len(chunk):
                        return
                    now = time.monotonic()
                    if writer.done - marked >= _LEAST_BYTES:
                        marked_at, marked = now, writer.done
                    elif now - marked_at > 2 * self._client.timeout_s:
                        raise network_error(TimeoutError("almost nothing arrives"), host)
            except self._client.http.HTTPError as error:
                raise network_error(error, host) from error
        if writer.done < piece.n_bytes:
            raise network_error(OSError("the connection was closed early"), host)

    def _pause(self, error: BitsmithError, failures: int) -> None:
        seconds = pause_s(error, failures, self._first_pause_s)
        until = time.monotonic() + seconds
        with self._changed:
            self._note = f"{error.problem.what} Trying again."
            if error.problem.kind is ErrorKind.RATE_LIMITED:
                self._pause_until = max(self._pause_until, until)  # meant for all connections
        self._wait_until(until)

    def _wait_until(self, until: float) -> None:
        """Wait, but not longer than until the network is back."""
        network = self._client.connectivity
        returns = network.returns
        while (left := until - time.monotonic()) > 0 and network.returns == returns:
            if self._stop.wait(min(left, _LOOK_EVERY_S)):
                raise StoppedError

    # --- hashing and publishing: one thread ------------------------------------------------------------

    def _publish_all(self) -> None:
        digests: dict[str, Any] = {}
        held: list[tuple[Path, int, int | None]] = []
        stretches = self._plan.stretches
        for index, stretch in enumerate(stretches):
            arrival = self._wait_for(index)
            if stretch.is_hashed:
                file = self._files[stretch.file]
                if stretch.file not in digests:
                    digests[stretch.file] = new_digest(file, file.size_bytes)
                    self._add_to(digests[stretch.file], self._headers / stretch.file)
                self._add_to(digests[stretch.file], arrival.path)
                if stretch.stop == file.size_bytes:
                    self._verify(file, digests.pop(stretch.file))
            held.append((arrival.path, stretch.n_bytes, stretch.number))
            following = stretches[index + 1] if index + 1 < len(stretches) else None
            # the last span of a file waits for the bytes behind it, which complete the file's hash
            if following is None or following.number is not None or following.file != stretch.file:
                self._publish(held)
                held.clear()

    def _wait_for(self, index: int) -> Arrival:
        with self._changed:
            while index not in self._arrivals or not self._arrivals[index].is_whole:
                if self._stop.is_set():
                    raise StoppedError
                self._changed.wait()
            return self._arrivals.pop(index)

    def _add_to(self, digest: Any, path: Path) -> None:
        with path.open("rb", buffering=0) as file:
            while data := file.read(_READ_BYTES):
                if self._stop.is_set():
                    raise StoppedError
                digest.update(data)

    def _verify(self, file: RepoFile, digest: Any) -> None:
        expected = expected_hash(file)
        if not expected:
            return
        if digest.hexdigest() != expected:
            raise BitsmithError(
                ErrorKind.BAD_MODEL,
                f"{file.path} is not what {self._client.host} says it is.",
                "The download was damaged on its way, or the file was changed: its hash differs.",
                "Try again; nothing wrong was kept.",
            )
        self._verified.append(file.path)

    def _publish(self, stretches: list[tuple[Path, int, int | None]]) -> None:
        for path, size, number in stretches:
            if self._stop.is_set():
                raise StoppedError
            if number is None:
                with suppress(FileNotFoundError):
                    path.unlink()
                with self._changed:
                    self._in_window -= size
                continue
            name = span_file_name(number)
            with self._changed:
                durable.replace(path, self._window / name)
                self._published[name] = size
