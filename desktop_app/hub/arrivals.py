"""Bytes of stretches as they come in, by several connections and in any order."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import IO


class StoppedError(Exception):
    """Nobody wants these bytes any more."""


class Arrival:
    """The file of one stretch while it is filled.

    Args:
        path: of the file; it is made with the first byte.
        n_bytes: how many will come.
    """

    def __init__(self, path: Path, n_bytes: int) -> None:
        self.path = path
        self._missing = n_bytes
        self._lock = threading.Lock()
        self._file: IO[bytes] | None = None
        self._is_closed = False

    @property
    def is_whole(self) -> bool:
        """Whether every byte is in the file, and the file is closed."""
        return self._missing == 0

    def write(self, position: int, data: memoryview) -> None:
        """Put bytes in their place; each place is written once.

        Raises:
            StoppedError: it was closed.
            OSError: the disk is full.
        """
        with self._lock:
            if self._is_closed:
                raise StoppedError
            if self._file is None:
                self._file = self.path.open("xb", buffering=0)
            self._file.seek(position)
            done = 0
            while done < len(data):
                done += self._file.write(data[done:])
            if self._missing == len(data):
                self._file.close()
            self._missing -= len(data)

    def close(self) -> None:
        """Write nothing from now on."""
        with self._lock:
            self._is_closed = True
            if self._file is not None:
                self._file.close()


class PieceWriter:
    """Spreads the bytes of one request over the stretches that they belong to.

    Args:
        parts: (arrival, offset in it, bytes), in the order of the request.
    """

    def __init__(self, parts: list[tuple[Arrival, int, int]]) -> None:
        self._parts = parts
        self._index = self._in_part = 0
        self.done = 0

    def write(self, data: memoryview) -> None:
        """The next bytes of the request.

        Raises:
            StoppedError, OSError: see `Arrival.write`.
        """
        while data:
            arrival, offset, count = self._parts[self._index]
            taken = data[: count - self._in_part]
            arrival.write(offset + self._in_part, taken)
            self.done += len(taken)
            self._in_part += len(taken)
            if self._in_part == count:
                self._index, self._in_part = self._index + 1, 0
            data = data[len(taken) :]
