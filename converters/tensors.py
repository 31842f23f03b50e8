"""Tensors of the output as views on the source: nothing is read until rows are asked for."""

from __future__ import annotations

import mmap
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from converters.errors import FILE_ACCESS, UNSUPPORTED, ConvertError, bad_model
from converters.safetensors_header import VALUE_BYTES, SourceTensor

if TYPE_CHECKING:
    from numpy.typing import NDArray

_STORED = {"F32": "<f4", "F16": "<f2", "BF16": "<u2"}


@dataclass(frozen=True, slots=True, eq=False)
class OutTensor:
    """One tensor of the GGUF.

    Its rows are those of `parts` one after the other, taken in `row_order` when that is given; `values`
    holds a tensor that is computed and not read.

    Attributes:
        name: in the GGUF.
        shape: row-major (outermost first); a row is the last dimension.
        parts: tensors of the checkpoint.
        row_order: (n_rows,) which row of the parts each row is.
        value_order: (n_cols,) the same for the values of a tensor with one row.
        values: F32, of `shape`.
        shift: is added to each value, in the precision that llama.cpp's converter adds it.
    """

    name: str
    shape: tuple[int, ...]
    parts: tuple[SourceTensor, ...] = ()
    row_order: NDArray[np.int64] | None = None
    value_order: NDArray[np.int64] | None = None
    values: NDArray[np.float32] | None = None
    shift: float = 0.0

    @property
    def n_cols(self) -> int:
        return self.shape[-1] if self.shape else 1

    @property
    def n_rows(self) -> int:
        count = 1
        for size in self.shape[:-1]:
            count *= size
        return count

    @property
    def source_bytes(self) -> int:
        return sum(p.n_bytes for p in self.parts)


@dataclass(slots=True)
class RowReader:
    """Reads rows of output tensors through memory maps; safe to call from several threads."""

    _maps: dict[Path, mmap.mmap] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def release(self, tensor: OutTensor) -> None:
        """Give the memory of a tensor's pages back; they would count as ours until the file is closed."""
        if not hasattr(mmap, "MADV_DONTNEED"):
            return
        for part in tensor.parts:
            start = part.offset - part.offset % mmap.PAGESIZE
            self._map(part.path).madvise(mmap.MADV_DONTNEED, start, part.offset + part.n_bytes - start)

    def close(self) -> None:
        """Close the files; no array of `rows` refers to them."""
        for mapped in self._maps.values():
            mapped.close()
        self._maps.clear()

    def rows(self, tensor: OutTensor, start: int, stop: int) -> NDArray[np.float32]:
        """Rows `start` to `stop` as F32 of shape (stop - start, n_cols), contiguous.

        Raises:
            ConvertError: the source's data type is not supported, or its file went away.
        """
        rows = self._plain_rows(tensor, start, stop)
        if tensor.shift:
            rows = rows + np.float32(tensor.shift)
            if tensor.parts and tensor.parts[0].dtype == "F16":
                rows = rows.astype(np.float16).astype(np.float32)
        return rows

    def _plain_rows(self, tensor: OutTensor, start: int, stop: int) -> NDArray[np.float32]:
        if tensor.values is not None:
            return np.ascontiguousarray(tensor.values.reshape(-1, tensor.n_cols)[start:stop])
        if tensor.row_order is not None:
            (part,) = tensor.parts
            return _as_f32(self._view(part, tensor.n_cols)[tensor.row_order[start:stop]], part)
        if tensor.value_order is not None:
            (part,) = tensor.parts
            return _as_f32(self._view(part, tensor.n_cols)[start:stop, tensor.value_order], part)
        pieces, first = [], 0
        for part in tensor.parts:
            n_rows = part.n_values // tensor.n_cols
            low, high = max(start - first, 0), min(stop - first, n_rows)
            if low < high:
                pieces.append(_as_f32(self._view(part, tensor.n_cols)[low:high], part))
            first += n_rows
        return pieces[0] if len(pieces) == 1 else np.concatenate(pieces)

    def _view(self, part: SourceTensor, n_cols: int) -> NDArray:
        stored = _STORED.get(part.dtype)
        if stored is None:
            raise ConvertError(
                UNSUPPORTED,
                f"Weights of the type {part.dtype} cannot be converted yet.",
                f"Tensor {part.name[:200]!r} has them.",
                "Choose the original weights of this model (BF16, F16 or F32), or a ready-made GGUF.",
            )
        try:
            data = np.frombuffer(self._map(part.path), stored, part.n_values, part.offset)
        except ValueError as error:
            raise bad_model(f"{part.path.name} became shorter while it was read.") from error
        return data.reshape(-1, n_cols)

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


def _as_f32(rows: NDArray, part: SourceTensor) -> NDArray[np.float32]:
    """A copy, so that no array keeps the file mapped."""
    if part.dtype == "BF16":
        # BF16 is the upper half of an F32
        wide = rows.astype(np.uint32)
        wide <<= 16
        return wide.view(np.float32)
    return np.array(rows, dtype=np.float32, order="C")


def is_readable(dtype: str) -> bool:
    return dtype in VALUE_BYTES
