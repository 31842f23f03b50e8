"""Matrices as views on what a checkpoint stores: nothing is read until rows are asked for."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from converters.files import Files
    from converters.safetensors_header import SourceTensor

_STORED = {"F32": "<f4", "F16": "<f2", "BF16": "<u2"}
_BLOCK_VALUES = 1 << 20


class Source(ABC):
    """A matrix whose rows are read when they are asked for, from several threads at once.

    Attributes:
        n_rows, n_cols: its shape.
        dtype: precision of the source, "F32", "F16" or "BF16"; llama.cpp's converter computes in F16 where
            the source is F16, and in F32 otherwise.
    """

    @property
    @abstractmethod
    def n_rows(self) -> int: ...

    @property
    @abstractmethod
    def n_cols(self) -> int: ...

    @property
    @abstractmethod
    def dtype(self) -> str: ...

    @abstractmethod
    def read(self, files: Files, start: int, stop: int) -> NDArray[np.float32]:
        """Rows `start` to `stop`: a new, contiguous F32 array of shape (stop - start, n_cols)."""

    @abstractmethod
    def stored(self) -> Iterator[SourceTensor]:
        """The tensors of the checkpoint that are read."""

    def gather(self, files: Files, order: NDArray[np.int64]) -> NDArray[np.float32]:
        """The rows of these numbers, (len(order), n_cols)."""
        first, last = int(order.min()), int(order.max())
        return self.read(files, first, last + 1)[order - first]

    @property
    def packed_type(self) -> int | None:
        """Ggml's number of the quantized type in which the rows are there already; None for plain numbers."""
        return None

    def read_packed(self, files: Files, start: int, stop: int) -> NDArray[np.uint8]:
        """Rows `start` to `stop` in `packed_type`: (stop - start, bytes of a row)."""
        raise TypeError(f"{type(self).__name__} holds no packed rows: {start} to {stop} of {files}")


@dataclass(frozen=True, slots=True)
class Stored(Source):
    """A tensor as the checkpoint has it, seen as rows of `width` values."""

    part: SourceTensor
    width: int

    @property
    def n_rows(self) -> int:
        return self.part.n_values // self.width

    @property
    def n_cols(self) -> int:
        return self.width

    @property
    def dtype(self) -> str:
        return self.part.dtype

    def read(self, files: Files, start: int, stop: int) -> NDArray[np.float32]:
        return _as_f32(self.view(files, start, stop), self.part.dtype)

    def gather(self, files: Files, order: NDArray[np.int64]) -> NDArray[np.float32]:
        first = int(order.min())
        return _as_f32(self.view(files, first, int(order.max()) + 1)[order - first], self.part.dtype)

    def view(self, files: Files, start: int, stop: int) -> NDArray:
        """The rows as they are stored; BF16 as its bits."""
        width = self.n_cols * self.part.n_bytes // self.part.n_values
        data = files.bytes_of(self.part, start * width, stop * width)
        return data.view(_STORED[self.part.dtype]).reshape(stop - start, self.n_cols)

    def stored(self) -> Iterator[SourceTensor]:
        yield self.part


@dataclass(frozen=True, slots=True, eq=False)
class Computed(Source):
    """Values that are computed from the config; `values` has the shape (n_rows, n_cols)."""

    values: NDArray[np.float32]

    @property
    def dtype(self) -> str:
        return "F32"

    @property
    def n_rows(self) -> int:
        return self.values.shape[0]

    @property
    def n_cols(self) -> int:
        return self.values.shape[1]

    def read(self, files: Files, start: int, stop: int) -> NDArray[np.float32]:  # noqa: ARG002
        return np.array(self.values[start:stop], np.float32, order="C")

    def stored(self) -> Iterator[SourceTensor]:
        return iter(())


@dataclass(frozen=True, slots=True)
class Stacked(Source):
    """The rows of several matrices, one after the other."""

    sources: tuple[Source, ...]

    @property
    def n_rows(self) -> int:
        return sum(s.n_rows for s in self.sources)

    @property
    def n_cols(self) -> int:
        return self.sources[0].n_cols

    @property
    def dtype(self) -> str:
        return self.sources[0].dtype

    def read(self, files: Files, start: int, stop: int) -> NDArray[np.float32]:
        pieces, first = [], 0
        for source in self.sources:
            low, high = max(start - first, 0), min(stop - first, source.n_rows)
            if low < high:
                pieces.append(source.read(files, low, high))
            first += source.n_rows
        return pieces[0] if len(pieces) == 1 else np.concatenate(pieces)

    @property
    def packed_type(self) -> int | None:
        kinds = {s.packed_type for s in self.sources}
        return kinds.pop() if len(kinds) == 1 else None

    def read_packed(self, files: Files, start: int, stop: int) -> NDArray[np.uint8]:
        pieces, first = [], 0
        for source in self.sources:
            low, high = max(start - first, 0), min(stop - first, source.n_rows)
            if low < high:
                pieces.append(source.read_packed(files, low, high))
            first += source.n_rows
        return np.concatenate(pieces)

    def stored(self) -> Iterator[SourceTensor]:
        for source in self.sources:
            yield from source.stored()


@dataclass(frozen=True, slots=True)
class _View(Source):
    """What another matrix becomes."""

    source: Source

    @property
    def n_rows(self) -> int:
        return self.source.n_rows

    @property
    def n_cols(self) -> int:
        return self.source.n_cols

    @property
    def dtype(self) -> str:
        return self.source.dtype

    def stored(self) -> Iterator[SourceTensor]:
        return self.source.stored()


@dataclass(frozen=True, slots=True, eq=False)
class Taken(_View):
    """Rows in another order; `order` holds the number of the source's row for each row."""

    order: NDArray[np.int64]

    @property
    def n_rows(self) -> int:
        return len(self.order)

    def read(self, files: Files, start: int, stop: int) -> NDArray[np.float32]:
        return self.source.gather(files, self.order[start:stop])

    @property
    def packed_type(self) -> int | None:
        return self.source.packed_type

    def read_packed(self, files: Files, start: int, stop: int) -> NDArray[np.uint8]:
        order = self.order[start:stop]
        first = int(order.min())
        return self.source.read_packed(files, first, int(order.max()) + 1)[order - first]


@dataclass(frozen=True, slots=True)
class Sliced(_View):
    """Rows `first` to `last` of another matrix."""

    first: int
    last: int

    @property
    def n_rows(self) -> int:
        return self.last - self.first

    def read(self, files: Files, start: int, stop: int) -> NDArray[np.float32]:
        return self.source.read(files, self.first + start, self.first + stop)

    def gather(self, files: Files, order: NDArray[np.int64]) -> NDArray[np.float32]:
        return self.source.gather(files, order + self.first)

    @property
    def packed_type(self) -> int | None:
        return self.source.packed_type

    def read_packed(self, files: Files, start: int, stop: int) -> NDArray[np.uint8]:
        return self.source.read_packed(files, self.first + start, self.first + stop)


@dataclass(frozen=True, slots=True, eq=False)
class Columns(_View):
    """Some columns of another matrix, in the order of `order`."""

    order: NDArray[np.int64]

    @property
    def n_cols(self) -> int:
        return len(self.order)

    def read(self, files: Files, start: int, stop: int) -> NDArray[np.float32]:
        return np.ascontiguousarray(self.source.read(files, start, stop)[:, self.order])


@dataclass(frozen=True, slots=True)
class Reshaped(_View):
    """The same values in rows of `width` values."""

    width: int

    @property
    def n_cols(self) -> int:
        return self.width

    @property
    def n_rows(self) -> int:
        return self.source.n_rows * self.source.n_cols // self.n_cols

    def read(self, files: Files, start: int, stop: int) -> NDArray[np.float32]:
        width = self.source.n_cols
        low, high = start * self.n_cols, stop * self.n_cols
        first = low // width
        values = self.source.read(files, first, -(-high // width)).reshape(-1)
        chosen = values[low - first * width : high - first * width]
        return np.ascontiguousarray(chosen).reshape(stop - start, self.n_cols)


@dataclass(frozen=True, slots=True)
class Transposed(_View):
    """Each of `n_matrices` equal parts with rows and columns exchanged."""

    n_matrices: int = 1

    @property
    def n_rows(self) -> int:
        return self.n_matrices * self.source.n_cols

    @property
    def n_cols(self) -> int:
        return self.source.n_rows // self.n_matrices

    def read(self, files: Files, start: int, stop: int) -> NDArray[np.float32]:
        out = np.empty((stop - start, self.n_cols), np.float32)
        height = self.source.n_cols
        done = start
        while done < stop:
            matrix, low = divmod(done, height)
            high = min(height, low + stop - done)
            self._read_matrix(files, matrix, low, high, out[done - start : done - start + high - low])
            done += high - low
        return out

    def _read_matrix(self, files: Files, matrix: int, low: int, high: int, out: NDArray[np.float32]) -> None:
        first = matrix * self.n_cols
        if isinstance(self.source, Stored):
            # columns are picked before they become F32
            rows = self.source.view(files, first, first + self.n_cols)[:, low:high]
            out[:] = _as_f32(rows.T, self.source.dtype)
            return
        step = max(1, _BLOCK_VALUES // self.source.n_cols)
        for row in range(0, self.n_cols, step):
            block = self.source.read(files, first + row, first + min(row + step, self.n_cols))
            out[:, row : row + len(block)] = block[:, low:high].T


@dataclass(frozen=True, slots=True)
class Mapped(_View):
    """A function of each value alone, in the precision in which llama.cpp's converter computes it.

    What comes out of a BF16 source is F32 and goes so into the quantizer, as by way of a file in F32.
    """

    function: Callable[[NDArray[np.float32]], NDArray[np.float32]]

    def read(self, files: Files, start: int, stop: int) -> NDArray[np.float32]:
        rows = self.function(self.source.read(files, start, stop))
        if self.source.dtype == "F16":
            rows = rows.astype(np.float16)
        return np.ascontiguousarray(rows, dtype=np.float32)


def _as_f32(rows: NDArray, dtype: str) -> NDArray[np.float32]:
    """A contiguous copy, so that no array keeps the file mapped."""
    if dtype == "BF16":
        # BF16 is the upper half of an F32
        wide = np.array(rows, dtype=np.uint32, order="C")
        wide <<= 16
        return wide.view(np.float32)
    return np.array(rows, dtype=np.float32, order="C")
