"""Whole numbers of 2, 4 or 8 bits in 32-bit words: GPTQ, AWQ and compressed-tensors.

Layouts: GPTQModel's `BaseQuantLinear`, AutoAWQ's `WQLinear_GEMM` and compressed-tensors'
`pack_quantized` compressor.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from converters.errors import UNSUPPORTED, ConvertError, bad_model
from converters.formats.arrays import need, numbers, require, rows_of, unpack, whole
from converters.lazy import LazyTensor
from converters.matrices import Source

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from converters.files import Files
    from converters.safetensors_header import SourceTensor

_AWQ_ORDER = np.array([0, 2, 4, 6, 1, 3, 5, 7])  # the column that each group of 4 bits in a word belongs to


@dataclass(frozen=True, slots=True)
class Gptq(Source):
    """Inputs run down the words, outputs along them; a row of the weight is a column of `weight`.

    Attributes:
        weight: (inputs * bits / 32, outputs).
        zeros: (groups, outputs * bits / 32).
        scales: (groups, outputs).
        groups: (inputs,) which group each input is in, None for groups in order.
        group_size: inputs of a group in order.
        bits: of one number.
        zero_shift: is added to the zero points.
    """

    weight: SourceTensor
    zeros: SourceTensor
    scales: SourceTensor
    groups: SourceTensor | None
    group_size: int
    bits: int
    zero_shift: int

    @property
    def n_rows(self) -> int:
        return self.scales.shape[1]

    @property
    def n_cols(self) -> int:
        return self.weight.shape[0] * 32 // self.bits

    @property
    def dtype(self) -> str:
        return "F32"

    def stored(self) -> Iterator[SourceTensor]:
        yield from (self.weight, self.zeros, self.scales)
        if self.groups is not None:
            yield self.groups

    def read(self, files: Files, start: int, stop: int) -> NDArray[np.float32]:
        words = rows_of(files, self.weight, 0, self.weight.shape[0], self.n_rows)[:, start:stop]
        values = unpack(np.ascontiguousarray(words.T), self.bits)
        group = _group_of(files, self.groups, self.group_size, self.n_cols, self.scales.shape[0])
        per_word = 32 // self.bits
        first = start // per_word
        zero_words = whole(files, self.zeros)[:, first : -(-stop // per_word)]
        zeros = unpack(np.ascontiguousarray(zero_words), self.bits)
        zeros = zeros[:, start - first * per_word : stop - first * per_word] + self.zero_shift
        scales = numbers(whole(files, self.scales)[:, start:stop], self.scales.dtype)
        return np.ascontiguousarray(scales[group].T * (values - zeros[group].T).astype(np.float32))


@dataclass(frozen=True, slots=True)
class Awq(Source):
    """Outputs run along the words in AWQ's own order of columns.

    Attributes:
        weight: (inputs, outputs / 8).
        zeros: (groups, outputs / 8).
        scales: (groups, outputs).
        group_size: inputs of a group.
    """

    weight: SourceTensor
    zeros: SourceTensor
    scales: SourceTensor
    group_size: int

    @property
    def n_rows(self) -> int:
        return self.scales.shape[1]

    @property
    def n_cols(self) -> int:
        return self.weight.shape[0]

    @property
    def dtype(self) -> str:
        return "F32"

    def stored(self) -> Iterator[SourceTensor]:
        yield from (self.weight, self.zeros, self.scales)

    def read(self, files: Files, start: int, stop: int) -> NDArray[np.float32]:
        first, last = start // 8, -(-stop // 8)
        chosen = slice(start - first * 8, stop - first * 8)
        weight = self._columns(rows_of(files, self.weight, 0, self.n_cols, self.n_rows // 8)[:, first:last])
        zeros = self._columns(whole(files, self.zeros)[:, first:last])
        scales = numbers(whole(files, self.scales)[:, start:stop], self.scales.dtype)
        group = np.arange(self.n_cols) // self.group_size
        values = (weight - zeros[group])[:, chosen].astype(np.float32) * scales[group]
        return np.ascontiguousarray(values.T)

    @staticmethod
    def _columns(words: NDArray[np.int32]) -> NDArray[np.int32]:
        nibbles = unpack(np.ascontiguousarray(words), 4).reshape(*words.shape, 8)
        ordered = np.empty_like(nibbles)
        ordered[..., _AWQ_ORDER] = nibbles
        return ordered.reshape(words.shape[0], -1)


@dataclass(frozen=True, slots=True)
class PackedIntegers(Source):
    """compressed-tensors: words along the inputs.

    Attributes:
        weight: (rows, words).
        scales: (rows, groups).
        zeros: (words, groups) packed along the rows, or (rows, groups) with a sign as they were written
            first; None for numbers around the middle.
        groups: (columns,) which group each column is in, None for groups in order.
        group_size: columns of a group in order.
        bits: of one number.
        width: columns; the last word may be padded.
    """

    weight: SourceTensor
    scales: SourceTensor
    zeros: SourceTensor | None
    groups: SourceTensor | None
    group_size: int
    bits: int
    width: int

    @property
    def n_rows(self) -> int:
        return self.weight.shape[0]

    @property
    def n_cols(self) -> int:
        return self.width

    @property
    def dtype(self) -> str:
        return "F32"

    def stored(self) -> Iterator[SourceTensor]:
        yield from (self.weight, self.scales)
        yield from (part for part in (self.zeros, self.groups) if part is not None)

    def read(self, files: Files, start: int, stop: int) -> NDArray[np.float32]:
        words = rows_of(files, self.weight, start, stop, self.weight.shape[1])
        values = unpack(np.ascontiguousarray(words), self.bits)[:, : self.width]
        n_groups = self.scales.shape[1]
        scales = numbers(rows_of(files, self.scales, start, stop, n_groups), self.scales.dtype)
        group = _group_of(files, self.groups, self.group_size, self.width, n_groups)
        values = values - self._zeros(files, start, stop)[:, group]
        return np.ascontiguousarray(values.astype(np.float32) * scales[:, group])

    def _zeros(self, files: Files, start: int, stop: int) -> NDArray[np.int32]:
        """The numbers that stand for 0, (stop - start, groups)."""
        n_groups, middle = self.scales.shape[1], 1 << (self.bits - 1)
        if self.zeros is None:
            return np.full((stop - start, n_groups), middle, np.int32)
        if self.zeros.dtype == "I8":
            return rows_of(files, self.zeros, start, stop, n_groups).astype(np.int32) + middle
        per_word = 32 // self.bits
        first = start // per_word
        words = rows_of(files, self.zeros, first, -(-stop // per_word), n_groups)
        zeros = unpack(np.ascontiguousarray(words.T), self.bits).T
        return zeros[start - first * per_word : stop - first * per_word]


def _group_of(
    files: Files, groups: SourceTensor | None, group_size: int, width: int, n_groups: int
) -> NDArray[np.int64]:
    """The group of each column, (width,)."""
    if groups is not None:
        group = whole(files, groups).astype(np.int64)
        if not len(group) or (group.min() >= 0 and group.max() < n_groups):
            return group
        # compressed-tensors says "in order" with -1
        if group.max() >= n_groups or group.min() < -1:
            raise bad_model(
                f"Tensor {groups.name[:200]!r} is damaged.", f"It names groups that are not among {n_groups}."
            )
    return np.arange(width) // group_size


def _group_size(scales: SourceTensor, group_size: int, width: int, n_groups: int) -> int:
    """Columns of a group; a `group_size` that does not match the scales gives way to equal groups.

    Args:
        scales: is named where neither makes sense.
        group_size: by the config, 0 or less for one group or where it does not say.
        width: columns.
        n_groups: that have scales.
    """
    if group_size > 0 and -(-width // group_size) == n_groups:
        return group_size
    require(scales, width % n_groups == 0)
    return max(1, width // n_groups)


def read_gptq(
    parts: dict[str, SourceTensor], bits: int, group_size: int, *, is_version_2: bool
) -> list[LazyTensor]:
    """All tensors of a GPTQ checkpoint, the quantized ones under the name of their weight.

    Some checkpoints have layers of other bits than the config says, so the shapes of each one tell.
    """
    found = []
    for name, part in parts.items():
        stem, _, kind = name.rpartition(".")
        if kind != "qweight":
            if kind not in ("qzeros", "scales", "g_idx") or f"{stem}.qweight" not in parts:
                found.append(LazyTensor.stored(part))
            continue
        zeros, scales = need(parts, f"{stem}.qzeros", name), need(parts, f"{stem}.scales", name)
        groups = parts.get(f"{stem}.g_idx")
        require(part, part.dtype == "I32" and len(part.shape) == 2 and part.n_values > 0)
        require(zeros, zeros.dtype == "I32" and len(zeros.shape) == 2)
        own_bits = zeros.shape[1] * 32 // part.shape[1]
        if bits not in (2, 4, 8) or own_bits in (3, 5, 6, 7):
            raise _bits_problem("GPTQ", bits if bits not in (2, 4, 8) else own_bits)
        require(zeros, own_bits in (2, 4, 8))
        width, n_groups = part.shape[0] * 32 // own_bits, scales.shape[0] if scales.shape else 0
        require(scales, scales.shape == (n_groups, part.shape[1]) and n_groups > 0)
        require(zeros, zeros.shape == (n_groups, part.shape[1] * own_bits // 32))
        if groups is not None:
            require(groups, groups.dtype == "I32" and groups.shape == (width,))
        size = _group_size(scales, group_size, width, n_groups)
        source = Gptq(part, zeros, scales, groups, size, own_bits, 0 if is_version_2 else 1)
        found.append(LazyTensor(f"{stem}.weight", (part.shape[1], width), source))
    return found


def read_awq(parts: dict[str, SourceTensor], bits: int, group_size: int) -> list[LazyTensor]:
    """All tensors of an AWQ checkpoint in the GEMM layout."""
    if bits != 4:
        raise _bits_problem("AWQ", bits)
    found = []
    for name, part in parts.items():
        stem, _, kind = name.rpartition(".")
        if kind != "qweight":
            if kind not in ("qzeros", "scales") or f"{stem}.qweight" not in parts:
                found.append(LazyTensor.stored(part))
            continue
        zeros, scales = need(parts, f"{stem}.qzeros", name), need(parts, f"{stem}.scales", name)
        require(part, part.dtype == "I32" and len(part.shape) == 2)
        n_groups = scales.shape[0] if scales.shape else 0
        require(scales, scales.shape == (n_groups, part.shape[1] * 8) and n_groups > 0)
        require(zeros, zeros.dtype == "I32" and zeros.shape == (n_groups, part.shape[1]))
        size = _group_size(scales, group_size, part.shape[0], n_groups)
        shape = (part.shape[1] * 8, part.shape[0])
        found.append(LazyTensor(f"{stem}.weight", shape, Awq(part, zeros, scales, size)))
    return found


def read_packed(parts: dict[str, SourceTensor], bits: int, group_size: int) -> list[LazyTensor]:
    """All tensors of a `pack-quantized` checkpoint; `group_size` 0 for one scale a row."""
    if bits not in (2, 4, 8):
        raise _bits_problem("compressed-tensors", bits)
    found = []
    for name, part in parts.items():
        stem, _, kind = name.rpartition(".")
        if kind != "weight_packed":
            is_own = kind in ("weight_scale", "weight_shape", "weight_zero_point", "weight_g_idx")
            if not is_own or f"{stem}.weight_packed" not in parts:
                found.append(LazyTensor.stored(part))
            continue
        scales = need(parts, f"{stem}.weight_scale", name)
        zeros, groups = parts.get(f"{stem}.weight_zero_point"), parts.get(f"{stem}.weight_g_idx")
        require(part, part.dtype == "I32" and len(part.shape) == 2)
        require(scales, len(scales.shape) == 2 and scales.shape[0] == part.shape[0] and scales.shape[1] > 0)
        most = part.shape[1] * 32 // bits
        width = min(most, scales.shape[1] * group_size) if group_size else most
        require(part, width > most - 32 // bits)
        if zeros is not None:
            rows = part.shape[0] if zeros.dtype == "I8" else -(-part.shape[0] * bits // 32)
            require(zeros, zeros.dtype in ("I8", "I32") and zeros.shape == (rows, scales.shape[1]))
        if groups is not None:
            require(groups, groups.dtype == "I32" and groups.shape == (width,))
        size = _group_size(scales, group_size, width, scales.shape[1])
        source = PackedIntegers(part, scales, zeros, groups, size, bits, width)
        found.append(LazyTensor(f"{stem}.weight", (part.shape[0], width), source))
    return found


def _bits_problem(method: str, bits: int) -> ConvertError:
    return ConvertError(
        UNSUPPORTED,
        f"{method} weights of {bits} bits cannot be converted yet.",
        "Numbers of 2, 4 and 8 bits are read.",
        "Choose the original weights of this model, or a ready-made GGUF.",
    )
