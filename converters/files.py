"""The bytes of a checkpoint's tensors, through memory maps."""

from __future__ import annotations

import mmap
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from converters.errors import FILE_ACCESS, ConvertError, bad_model

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from converters.lazy import LazyTensor
    from converters.safetensors_header import SourceTensor


class Files:
    """Gives the bytes of stored tensors; safe to call from several threads."""

    def __init__(self) -> None:
        self._maps: dict[Path, mmap.mmap] = {}
        self._lock = threading.Lock()

    def expect(self, tensors: Sequence[LazyTensor]) -> None:
        """Say which tensors will be read, in this order; files on this computer need no preparation."""

    def bytes_of(self, part: SourceTensor, start: int = 0, stop: int | None = None) -> NDArray[np.uint8]:
        """Bytes `start` to `stop` of a tensor's data, as a view of the file.

        Raises:
            ConvertError: the file went away or became shorter.
        """
        stop = part.n_bytes if stop is None else stop
        try:
            return np.frombuffer(self._map(part.path), np.uint8, stop - start, part.offset + start)
        except ValueError as error:
            raise bad_model(f"{part.path.name} became shorter while it was read.") from error

    def release(self, tensor: LazyTensor) -> None:
        """Give the memory of a tensor's pages back; they would count as ours until the file is closed."""
        if not hasattr(mmap, "MADV_DONTNEED"):
            return
        for part in tensor.source.stored():
            start = part.offset - part.offset % mmap.PAGESIZE
            self._map(part.path).madvise(mmap.MADV_DONTNEED, start, part.offset + part.n_bytes - start)

    def close(self) -> None:
        """Close the files."""
        for mapped in self._maps.values():
            # the traceback of an error may still hold a view: the map goes when that does
            with suppress(BufferError):
                mapped.close()
        self._maps.clear()

    def _map(self, path: Path) -> mmap.mmap:
        with self._lock:
            mapped = self._maps.get(path)
            if mapped is None:
                try:
                    with path.open("rb") as file:
                        mapped = self._maps[path] = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
                except (OSError, ValueError) as error:
                    raise ConvertError(
                        FILE_ACCESS,
                        f"{path.name} cannot be read.",
                        f"{error}.",
                        "Check that the model's folder is still there, and try again.",
                    ) from error
            return mapped
