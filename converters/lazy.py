"""Tensors whose values are read when rows are asked for.

A `LazyTensor` is a matrix (`converters.matrices`) with a name and a shape. Families describe the output as
transformations of what the checkpoint stores, and the quantizer reads it slice by slice.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from converters.matrices import (
    Columns,
    Computed,
    Mapped,
    Reshaped,
    Sliced,
    Source,
    Stacked,
    Stored,
    Taken,
    Transposed,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from converters.files import Files
    from converters.safetensors_header import SourceTensor


@dataclass(frozen=True, slots=True, eq=False)
class LazyTensor:
    """One tensor, of the checkpoint or of the output.

    Attributes:
        name: in the checkpoint or in the GGUF.
        shape: row-major (outermost first); a row is the last dimension.
        source: its rows, those of all matrices one after the other.
    """

    name: str
    shape: tuple[int, ...]
    source: Source

    @classmethod
    def stored(cls, part: SourceTensor) -> LazyTensor:
        """A tensor of the checkpoint."""
        return cls(part.name, part.shape, Stored(part, part.shape[-1] if part.shape else 1))

    @classmethod
    def computed(cls, name: str, values: NDArray[np.float32]) -> LazyTensor:
        """A tensor that is no part of the checkpoint."""
        return cls(name, values.shape, Computed(values.reshape(-1, values.shape[-1])))

    @classmethod
    def stack(cls, name: str, tensors: Sequence[LazyTensor]) -> LazyTensor:
        """Tensors of one shape as one with a new first dimension."""
        shape = (len(tensors), *tensors[0].shape)
        return cls(name, shape, Stacked(tuple(t.source for t in tensors)))

    @classmethod
    def concat(cls, name: str, tensors: Sequence[LazyTensor]) -> LazyTensor:
        """Tensors one after the other along the first dimension."""
        shape = (sum(t.shape[0] for t in tensors), *tensors[0].shape[1:])
        if len(shape) > 1:
            return cls(name, shape, Stacked(tuple(t.source for t in tensors)))
        column = Stacked(tuple(Reshaped(t.source, 1) for t in tensors))
        return cls(name, shape, Reshaped(column, shape[0]))

    @property
    def n_cols(self) -> int:
        return self.shape[-1] if self.shape else 1

    @property
    def n_rows(self) -> int:
        return math.prod(self.shape[:-1])

    @property
    def n_values(self) -> int:
        return math.prod(self.shape)

    @property
    def dtype(self) -> str:
        return self.source.dtype

    @property
    def source_bytes(self) -> int:
        return sum(part.n_bytes for part in self.source.stored())

    def read(self, files: Files, start: int = 0, stop: int | None = None) -> NDArray[np.float32]:
        """Rows `start` to `stop`, (stop - start, n_cols)."""
        return self.source.read(files, start, self.n_rows if stop is None else stop)

    def renamed(self, name: str) -> LazyTensor:
        """The same under another name."""
        return dataclasses.replace(self, name=name)

    def reshaped(self, *shape: int) -> LazyTensor:
        """The same values in another shape."""
        source = self.source if shape[-1] == self.n_cols else Reshaped(self.source, shape[-1])
        return dataclasses.replace(self, shape=shape, source=source)

    def taken(self, order: NDArray[np.int64]) -> LazyTensor:
        """Rows of a matrix, or values of a vector, in this order."""
        view = Columns if len(self.shape) == 1 else Taken
        return dataclasses.replace(
            self, shape=(len(order), *self.shape[1:]), source=view(self.source, np.asarray(order, np.int64))
        )

    def columns(self, order: NDArray[np.int64]) -> LazyTensor:
        """Values of each row in this order."""
        return dataclasses.replace(
            self,
            shape=(*self.shape[:-1], len(order)),
            source=Columns(self.source, np.asarray(order, np.int64)),
        )

    def sliced(self, start: int, stop: int) -> LazyTensor:
        """`start` to `stop` along the first dimension."""
        if len(self.shape) == 1:
            return self.taken(np.arange(start, stop))
        height = math.prod(self.shape[1:-1])
        return dataclasses.replace(
            self,
            shape=(stop - start, *self.shape[1:]),
            source=Sliced(self.source, start * height, stop * height),
        )

    def transposed(self) -> LazyTensor:
        """The last two dimensions exchanged."""
        *outer, height, width = self.shape
        return dataclasses.replace(
            self, shape=(*outer, width, height), source=Transposed(self.source, math.prod(outer))
        )

    def mapped(self, function: Callable[[NDArray[np.float32]], NDArray[np.float32]]) -> LazyTensor:
        """A function of each value."""
        return dataclasses.replace(self, source=Mapped(self.source, function))

    def shifted(self, number: float) -> LazyTensor:
        """`number` added to each value, as for norms that are stored around 0."""
        return self.mapped(lambda rows: rows + np.float32(number))
