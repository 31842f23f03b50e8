"""The unfinished output: locked while it is written, with a journal that says how much of it is safe.

Beside `model.gguf.part` lies `model.gguf.part.journal`, one JSON object a line. The first line names what is
being made; each further one says that so many tensors are on the disk, up to which byte, and the XXH3 hash
of their data (https://xxhash.com: it finds damage as CRC-32 does in a small part of the time, which was a
tenth of the time of a Q8_0 file). A line is written after the data that it vouches for was synced, so after a
kill or a power cut the last whole line is true.
"""

from __future__ import annotations

import errno
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xxhash import xxh3_64

from converters import durable
from converters.errors import FILE_ACCESS, ConvertError, write_problem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_VERSION = 2
_COMMIT_EVERY_S = 1.0
_READ_BYTES = 4 * 1024 * 1024
_MAX_JOURNAL_BYTES = 16 * 1024 * 1024


class PartFile:
    """A file that grows tensor by tensor and takes its name when it is whole.

    Args:
        out: the name of the whole file.

    Raises:
        ConvertError: another run is writing it, or it cannot be written.
    """

    def __init__(self, out: Path) -> None:
        self.out = out
        self.path = part_path(out)
        self.journal_path = journal_path(out)
        self._file = _open_locked(self.path)
        self._journal: int | None = None
        self._committer = ThreadPoolExecutor(1, thread_name_prefix="journal")
        self._commit: Future[None] | None = None
        self._committed_at = 0.0
        self._position, self._hash = 0, xxh3_64()
        self._safe = (0, 0, 0)  # tensors, bytes, hash at the end of the last whole tensor

    # --- beginning ------------------------------------------------------------------------------------

    def finished_tensors(self, identity: str, header: bytes, ends: Sequence[int]) -> int:
        """How many tensors an earlier run left, by its journal; 0 when it made something else.

        Args:
            identity: names source, recipe and tools; equal identities give equal bytes.
            header: what the file begins with.
            ends: where each tensor ends in the file, padding included.
        """
        found = self._read_journal(identity, ends)
        if found is None or os.fstat(self._file).st_size < found[1]:
            return 0
        os.lseek(self._file, 0, os.SEEK_SET)
        if _read(self._file, len(header)) != header:
            return 0
        self._safe = found
        return found[0]

    def resume(self, data_start: int, ends: Sequence[int]) -> Iterator[int]:
        """Check what `finished_tensors` found, giving the number of tensors read so far, and go on behind it.

        The iterator ends early when the data is damaged; `n_tensors` is 0 then.
        """
        wanted = self._safe
        os.lseek(self._file, data_start, os.SEEK_SET)
        hashed, position = xxh3_64(), data_start
        for number in range(wanted[0]):
            while position < ends[number]:
                data = _read(self._file, min(_READ_BYTES, ends[number] - position))
                if not data:
                    break
                hashed.update(data)
                position += len(data)
            yield number + 1
        if (hashed.intdigest(), position) != (wanted[2], wanted[1]):
            self._safe = (0, 0, 0)
            return
        os.ftruncate(self._file, position)
        os.lseek(self._file, position, os.SEEK_SET)
        self._position, self._hash = position, hashed
        self._journal = os.open(self.journal_path, os.O_WRONLY | os.O_APPEND | _NO_FOLLOW | _BINARY)

    def start(self, identity: str, header: bytes) -> None:
        """Begin anew with this header."""
        self.journal_path.unlink(missing_ok=True)
        os.ftruncate(self._file, 0)
        os.lseek(self._file, 0, os.SEEK_SET)
        self._safe, self._hash, self._position = (0, 0, 0), xxh3_64(), 0
        _write(self._file, header)
        self._position = len(header)
        self._journal = os.open(
            self.journal_path,
            os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | _NO_FOLLOW | _BINARY,
            0o666,
        )
        self._append({"version": _VERSION, "identity": identity})

    @property
    def n_tensors(self) -> int:
        """Tensors that are whole in the file."""
        return self._safe[0]

    @property
    def n_bytes(self) -> int:
        return self._position

    # --- writing --------------------------------------------------------------------------------------

    def write(self, data: NDArray[np.uint8]) -> None:
        """Append bytes of a tensor."""
        _write(self._file, data.data)
        self._hash.update(data.data)
        self._position += data.nbytes

    def finish_tensor(self) -> None:
        """Say that a tensor is whole; once a second this is made durable, on a thread of its own."""
        self._safe = (self._safe[0] + 1, self._position, self._hash.intdigest())
        if self._commit is not None and self._commit.done():
            self._commit.result()
            self._commit = None
        if self._commit is None and time.monotonic() - self._committed_at > _COMMIT_EVERY_S:
            self._committed_at = time.monotonic()
            self._commit = self._committer.submit(self._make_durable, self._safe)

    def _make_durable(self, safe: tuple[int, int, int]) -> None:
        durable.sync(self._file)
        self._append({"tensors": safe[0], "bytes": safe[1], "xxh3": safe[2]})

    # --- the end --------------------------------------------------------------------------------------

    def complete(self) -> None:
        """Give the file its name; it is whole and on the disk then."""
        self._end_commits()
        durable.sync(self._file)
        self._close()
        durable.replace(self.path, self.out, durable.SCAN_PATIENCE_S)
        self.journal_path.unlink(missing_ok=True)
        _sync_folder(self.out.parent)

    def keep(self) -> None:
        """Leave what is whole for a later run; nothing is left where no tensor is whole."""
        if self._safe[0] == 0 or self._journal is None:
            self.discard()
            return
        with suppress(OSError):
            self._end_commits()
            self._make_durable(self._safe)
        self._close()

    def discard(self) -> None:
        """Leave nothing."""
        with suppress(OSError):
            self._end_commits()
        # closed first: Windows does not remove an open file
        self._close()
        discard_part(self.out)

    def _end_commits(self) -> None:
        self._committer.shutdown(wait=True)
        if self._commit is not None:
            self._commit.result()

    def _close(self) -> None:
        self._committer.shutdown(wait=True)
        if self._journal is not None:
            os.close(self._journal)
            self._journal = None
        os.close(self._file)

    # --- the journal ----------------------------------------------------------------------------------

    def _append(self, row: dict[str, Any]) -> None:
        assert self._journal is not None
        _write(self._journal, json.dumps(row).encode() + b"\n")
        durable.sync(self._journal)

    def _read_journal(self, identity: str, ends: Sequence[int]) -> tuple[int, int, int] | None:
        rows = read_journal(self.out)
        if not rows or rows[0].get("version") != _VERSION or rows[0].get("identity") != identity:
            return None
        for row in reversed(rows[1:]):
            tensors, end, digest = (row.get(key) for key in ("tensors", "bytes", "xxh3"))
            if type(tensors) is not int or type(end) is not int or type(digest) is not int:
                continue
            if 0 < tensors <= len(ends) and end == ends[tensors - 1]:
                return tensors, end, digest
        return None


def part_path(out: Path) -> Path:
    """Where the unfinished file of `out` is."""
    return out.with_name(out.name + ".part")


def journal_path(out: Path) -> Path:
    """Where the journal of `out` is."""
    return out.with_name(out.name + ".part.journal")


def discard_part(out: Path) -> None:
    """Remove what an interrupted run left for `out`."""
    part_path(out).unlink(missing_ok=True)
    journal_path(out).unlink(missing_ok=True)


def read_journal(out: Path) -> list[dict[str, Any]]:
    """The whole lines of the journal of `out`, none where there is no journal."""
    path = journal_path(out)
    try:
        if path.stat().st_size > _MAX_JOURNAL_BYTES:
            return []
        lines = path.read_bytes().split(b"\n")
    except OSError:
        return []
    rows = []
    for line in lines:
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            break  # the power went while it was written
        if not isinstance(row, dict):
            break
        rows.append(row)
    return rows


_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_BINARY = getattr(os, "O_BINARY", 0)
_LOCKED = (errno.EAGAIN, errno.EACCES)  # as flock says it, and as Windows does


def _open_locked(part: Path) -> int:
    try:
        descriptor = os.open(part, os.O_RDWR | os.O_CREAT | _NO_FOLLOW | _BINARY, 0o666)
    except OSError as error:
        raise write_problem(error, part) from error
    try:
        _lock(descriptor)
    except OSError as error:
        os.close(descriptor)
        if error.errno in _LOCKED:
            raise ConvertError(
                FILE_ACCESS,
                f"{part.name.removesuffix('.part')} is being made already.",
                "Another run is writing it.",
                "Wait for it, or choose another name.",
            ) from error
        raise write_problem(error, part) from error
    return descriptor


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        # one byte far behind the content: what is locked there nobody else can read
        os.lseek(descriptor, 1 << 40, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        os.lseek(descriptor, 0, os.SEEK_SET)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _read(descriptor: int, size: int) -> bytes:
    pieces = []
    while size > 0:
        piece = os.read(descriptor, size)
        if not piece:
            break
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def _write(descriptor: int, data: bytes | memoryview) -> None:
    view = memoryview(data).cast("B")
    done = 0
    while done < len(view):
        done += os.write(descriptor, view[done:])


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable, where folders can be synced; the file is complete either way."""
    if os.name == "nt":
        return
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
