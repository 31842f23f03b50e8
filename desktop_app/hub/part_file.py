"""A file while it is downloaded: its bytes, and a record of which of them are there.

The bytes come in pieces, several at a time. Beside `NAME.part` lies `NAME.part.state`: a line that says which
content this is, and for each piece how much of it was written, updated in place. After a kill of the process
that is exact to some hundred kilobytes, because what was written is in the system's cache; after the
computer itself went down, only what was flushed to the disk before counts.
"""

from __future__ import annotations

import json
import os
import struct
import threading
from array import array
from pathlib import Path
from typing import IO, Any

import psutil

from desktop_app import durable
from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.domain.repository import RepoFile
from desktop_app.file_lock import try_lock
from desktop_app.hub.arrivals import StoppedError
from desktop_app.hub.digests import expected_hash

PART, STATE = ".part", ".part.state"
_HEAD_BYTES = 4096
_NUMBER = struct.Struct("=Q")
_RECORD_EVERY_BYTES = 64 * 1024
_LEAST_PIECE_BYTES, _MOST_PIECE_BYTES = 8 << 20, 64 << 20
_SCAN_PATIENCE_S = 20.0  # a virus scanner reads the whole of a new file
_BOOT_SLACK_S = 30.0  # the time of the start is computed from clocks, which are set now and then


def piece_bytes_for(size: int) -> int:
    """Size of the pieces that a file of this size is fetched in: about sixteen, none of them tiny or huge."""
    wanted = -(-size // 16) >> 20 << 20
    return min(_MOST_PIECE_BYTES, max(_LEAST_PIECE_BYTES, wanted))


class PartFile:
    """One file under construction; may be used from several threads.

    Args:
        path: of the finished file; its folder is there.
        file: what the hub says of it.
        revision: commit that it belongs to; content without a hash is told apart by it.
        piece_bytes: of a new download; one that goes on keeps its own.

    Raises:
        BitsmithError: (file_access) another process is downloading it.
        OSError: it cannot be written.
    """

    def __init__(self, path: Path, file: RepoFile, revision: str, piece_bytes: int = 0) -> None:
        self.path = path
        self.size = file.size_bytes
        self._part = path.with_name(path.name + PART)
        self._state = path.with_name(path.name + STATE)
        self._lock = threading.Lock()
        self._is_closed = False
        for name in (self._part, self._state):
            if name.is_symlink():
                name.unlink()  # what it points to is none of ours
        self._record: IO[bytes] = _open(self._state)
        if not try_lock(self._record):
            self._record.close()
            raise BitsmithError(
                ErrorKind.FILE_ACCESS,
                f"{path.name} is being downloaded already.",
                "Another window or command of Bitsmith is at work on it.",
                "Wait for it, or stop it there first.",
            )
        self._identity = {"size": self.size, "hash": expected_hash(file) or f"revision {revision}"}
        head = self._read_head()
        is_known = head is not None and self._part.is_file()
        self.piece_bytes = (
            head["piece_bytes"] if head and is_known else piece_bytes or piece_bytes_for(self.size)
        )
        self.n_pieces = -(-self.size // self.piece_bytes)
        self._data: IO[bytes] = _open(self._part)
        kept = self._read_written(head) if head and is_known else None
        self.is_verified = bool(head and kept and head.get("verified") == self._mark())
        if kept is None:
            self._data.truncate(0)
        self._written = array("Q", bytes(8 * self.n_pieces)) if kept is None else kept
        self._recorded = array("Q", self._written)
        self._write_head()
        self._write_array(0, self._written)

    # --- what is there --------------------------------------------------------------------------------

    @property
    def done_bytes(self) -> int:
        return sum(self._written)

    @property
    def is_whole(self) -> bool:
        return self.done_bytes == self.size

    def span_of(self, piece: int) -> tuple[int, int]:
        """Where a piece begins and ends in the file."""
        start = piece * self.piece_bytes
        return start, min(self.size, start + self.piece_bytes)

    def missing_of(self, piece: int) -> tuple[int, int]:
        """What of a piece is still to come, as positions in the file; empty when they are equal."""
        start, stop = self.span_of(piece)
        return start + self._written[piece], stop

    def missing_pieces(self) -> list[int]:
        return [n for n in range(self.n_pieces) if self.missing_of(n)[0] < self.missing_of(n)[1]]

    def frontier(self, position: int) -> int:
        """Up to where all bytes are there, from `position` on."""
        while position < self.size:
            here, stop = self.missing_of(position // self.piece_bytes)
            position = max(position, here)
            if here < stop:
                break
        return position

    # --- changes --------------------------------------------------------------------------------------

    def write(self, piece: int, position: int, data: memoryview) -> int:
        """Bytes of a piece that follow those which are there; returns how many of them were new.

        Raises:
            StoppedError: it was closed.
            OSError: the disk is full; nothing was counted, and the same call can be made again.
        """
        with self._lock:
            if self._is_closed:
                raise StoppedError
            here, stop = self.missing_of(piece)
            data = data[max(0, here - position) : max(0, stop - position)]
            self._data.seek(here)
            done = 0
            while done < len(data):
                done += self._data.write(data[done:])
            self._written[piece] += len(data)
            have = self._written[piece]
            if have - self._recorded[piece] >= _RECORD_EVERY_BYTES or here + len(data) == stop:
                self._record.seek(_HEAD_BYTES + 8 * piece)
                self._record.write(_NUMBER.pack(have))
                self._recorded[piece] = have
            return len(data)

    def read(self, position: int, count: int) -> bytes:
        """Bytes that are there, for their hash.

        Raises:
            StoppedError: it was closed.
        """
        with self._lock:
            if self._is_closed:
                raise StoppedError
            self._data.seek(position)
            return self._data.read(count)

    def flush(self) -> None:
        """Bring what was written so far to the disk, and note that it is there."""
        with self._lock:
            if self._is_closed:
                return
            safe = array("Q", self._written)
            descriptor = os.dup(self._data.fileno())
        try:
            durable.sync(descriptor)  # others go on writing meanwhile
        finally:
            os.close(descriptor)
        with self._lock:
            if not self._is_closed:
                self._write_array(8 * self.n_pieces, safe)

    def mark_verified(self) -> None:
        """Note that the hash of the whole file was right, and bring it to the disk."""
        self.flush()
        with self._lock:
            if self._is_closed:
                raise StoppedError
            self.is_verified = True
            self._write_head()

    def close(self) -> None:
        """Write nothing from now on; what is there stays, to go on from."""
        with self._lock:
            if self._is_closed:
                return
            self._is_closed = True
            if self._written != self._recorded:
                self._write_array(0, self._written)
            self._data.close()
            self._record.close()

    def drop(self) -> None:
        """Delete all of it."""
        self.close()
        self._part.unlink(missing_ok=True)
        self._state.unlink(missing_ok=True)

    # --- the record -----------------------------------------------------------------------------------

    def _read_head(self) -> dict[str, Any] | None:
        """What an earlier run noted, None when it is about other content or makes no sense."""
        self._record.seek(0)
        try:
            head = json.loads(self._record.read(_HEAD_BYTES).rstrip(b"\0"))
            known = {name: head[name] for name in self._identity}
            piece_bytes, boot = head["piece_bytes"], float(head["boot"])
        except (ValueError, TypeError, KeyError, RecursionError):
            return None
        is_sane = type(piece_bytes) is int and 1 <= piece_bytes <= _MOST_PIECE_BYTES
        return {**head, "boot": boot} if known == self._identity and is_sane else None

    def _read_written(self, head: dict[str, Any]) -> array[int] | None:
        same_boot = abs(head["boot"] - psutil.boot_time()) < _BOOT_SLACK_S
        self._record.seek(_HEAD_BYTES + (0 if same_boot else 8 * self.n_pieces))
        raw = self._record.read(8 * self.n_pieces)
        found = array("Q", raw.ljust(8 * self.n_pieces, b"\0")[: 8 * self.n_pieces])
        there = os.fstat(self._data.fileno()).st_size
        for piece, have in enumerate(found):
            start, stop = self.span_of(piece)
            if have > stop - start or (have and start + have > there):
                return None
        return found

    def _write_head(self) -> None:
        head = {**self._identity, "piece_bytes": self.piece_bytes, "boot": psutil.boot_time()}
        if self.is_verified:
            head["verified"] = self._mark()
        self._record.seek(0)
        self._record.write(json.dumps(head).encode().ljust(_HEAD_BYTES, b"\0"))

    def _write_array(self, offset: int, numbers: array[int]) -> None:
        self._record.seek(_HEAD_BYTES + offset)
        self._record.write(numbers.tobytes())
        if offset == 0:
            self._recorded = array("Q", numbers)

    def _mark(self) -> list[int]:
        """Changes when somebody writes to the part."""
        stat = os.fstat(self._data.fileno())
        return [stat.st_size, stat.st_mtime_ns]


def publish_part(path: Path) -> None:
    """Give a finished and closed part its name."""
    durable.replace(path.with_name(path.name + PART), path, _SCAN_PATIENCE_S)
    path.with_name(path.name + STATE).unlink(missing_ok=True)


def has_part(path: Path) -> bool:
    """Whether something of this file was downloaded by an earlier run."""
    return path.with_name(path.name + PART).is_file()


def part_bytes(path: Path) -> int:
    """Disk space that the unfinished `path` takes."""
    part = path.with_name(path.name + PART)
    return allocated_bytes(part) if part.is_file() else 0


def allocated_bytes(path: Path) -> int:
    """Space that a file takes, which is less than its size where it has holes."""
    stat = path.stat()
    return min(stat.st_size, getattr(stat, "st_blocks", stat.st_size) * 512)


def discard_part(path: Path) -> None:
    """Delete what an unfinished download of `path` left."""
    for suffix in (PART, STATE):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _open(path: Path) -> IO[bytes]:
    """Open for reading and writing, made when it is not there; a link is refused where the system can."""
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o644), "rb+", buffering=0)
