"""Weights in 8 bits with scales for blocks, rows or the whole tensor: FP8 and INT8.

Layouts: transformers' finegrained FP8 and FBGEMM quantizers, NVIDIA ModelOpt, compressed-tensors
(`float-quantized`, `int-quantized`, `naive-quantized`), bitsandbytes LLM.int8() and Mistral's own files.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from converters.errors import UNSUPPORTED, ConvertError
from converters.formats.arrays import need, numbers, require, rows_of, whole
from converters.lazy import LazyTensor
from converters.matrices import Source

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from converters.files import Files
    from converters.safetensors_header import SourceTensor

# what is known of the activations; nothing of it is part of the weights
UNUSED = (
    "activation_scale", ".input_scale", ".k_scale", ".v_scale", ".qscale_act", ".input_scale_ub",
    ".weight_format", ".output_scale", ".input_global_scale",
)  # fmt: skip
_SMALL = ("F8_E4M3", "F8_E5M2", "I8")
_INT8_FULL = np.float32(127)


@dataclass(frozen=True, slots=True)
class Scaled(Source):
    """Each value times the scale of its block.

    Attributes:
        part: (..., rows, columns).
        scale: one number, one for each row or matrix, or one for each block of `block`.
        block: (rows, columns) of a block, None without blocks.
        zero: zero points in the places of the scales, None for none.
        divisor: of all scales.
    """

    part: SourceTensor
    scale: SourceTensor
    block: tuple[int, int] | None = None
    zero: SourceTensor | None = None
    divisor: float = 1.0

    @property
    def n_cols(self) -> int:
        return self.part.shape[-1]

    @property
    def n_rows(self) -> int:
        return math.prod(self.part.shape[:-1])

    @property
    def dtype(self) -> str:
        return "F32"

    def stored(self) -> Iterator[SourceTensor]:
        yield self.part
        yield self.scale
        if self.zero is not None:
            yield self.zero

    def read(self, files: Files, start: int, stop: int) -> NDArray[np.float32]:
        values = numbers(rows_of(files, self.part, start, stop, self.n_cols), self.part.dtype)
        if self.zero is not None:
            values -= self._spread(files, self.zero, start, stop)
        scale = self._spread(files, self.scale, start, stop)
        if self.divisor != 1.0:
            scale = scale / np.float32(self.divisor)
        values *= scale
        return values

    def _spread(self, files: Files, part: SourceTensor, start: int, stop: int) -> NDArray[np.float32]:
        """One number for each value, or what broadcasts to it."""
        # a scale in a byte is an exponent
        dtype = "F8_E8M0" if part.dtype == "U8" else part.dtype
        row = np.arange(start, stop)
        if self.block is None:
            if part.n_values == 1:
                return numbers(whole(files, part), dtype).reshape(-1)
            index, width = row * part.n_values // self.n_rows, 1
        else:
            height, width = self.part.shape[-2], part.shape[-1]
            index = row // height * part.shape[-2] + row % height // self.block[0]
        first = int(index[0])
        found = numbers(rows_of(files, part, first, int(index[-1]) + 1, width), dtype)[index - first]
        return found if self.block is None else np.repeat(found, self.block[1], axis=1)[:, : self.n_cols]


@dataclass(frozen=True, slots=True)
class Ternary(Source):
    """BitNet: -1, 0 and 1 in two bits; a byte holds one value of each quarter of the rows.

    Attributes:
        part: (rows / 4, columns), the first quarter in the lowest bits.
        scale: of all values.
        is_divisor: `scale` divides.
    """

    part: SourceTensor
    scale: SourceTensor
    is_divisor: bool

    @property
    def n_cols(self) -> int:
        return self.part.shape[1]

    @property
    def n_rows(self) -> int:
        return self.part.shape[0] * 4

    @property
    def dtype(self) -> str:
        return "F32"

    def stored(self) -> Iterator[SourceTensor]:
        yield from (self.part, self.scale)

    def read(self, files: Files, start: int, stop: int) -> NDArray[np.float32]:
        scale = numbers(whole(files, self.scale), self.scale.dtype).reshape(-1)
        height = self.part.shape[0]
        rows = np.empty((stop - start, self.n_cols), np.float32)
        done = start
        while done < stop:
            quarter, low = divmod(done, height)
            high = min(height, low + stop - done)
            packed = rows_of(files, self.part, low, high, self.n_cols)
            rows[done - start : done - start + high - low] = (packed >> (2 * quarter)) & 3
            done += high - low
        rows -= 1
        if not self.is_divisor:
            rows *= scale
            return rows
        # a scale of 0 gives numbers that the quantizer refuses by the tensor's name
        with np.errstate(divide="ignore", invalid="ignore"):
            rows /= scale
        return rows


def read_bitnet(parts: dict[str, SourceTensor], *, is_divisor: bool) -> list[LazyTensor]:
    """All tensors; bytes with a `weight_scale` hold four values each.

    Args:
        parts: the stored tensors.
        is_divisor: scales divide, as transformers' `BitLinear` has it; `AutoBitLinear` multiplies.
    """
    found = []
    for name, part in parts.items():
        scale = parts.get(f"{name}_scale")
        if scale is None:
            if name.removesuffix("_scale") == name or name.removesuffix("_scale") not in parts:
                found.append(LazyTensor.stored(part))
            continue
        require(part, part.dtype == "U8" and len(part.shape) == 2 and part.n_values > 0)
        require(scale, scale.n_values == 1)
        found.append(LazyTensor(name, (part.shape[0] * 4, part.shape[1]), Ternary(part, scale, is_divisor)))
    return found


def read_scaled(
    parts: dict[str, SourceTensor], block: tuple[int, int] | None, *, by_row: str = ""
) -> list[LazyTensor]:
    """All tensors; those with a scale are multiplied by it.

    Args:
        parts: the stored tensors.
        block: (rows, columns) for each scale, None where the scale's shape tells.
        by_row: suffix in the place of "weight" of scales for rows that are divided by 127.
    """
    names = (n for n in parts if not _is_scale_of(n, parts, by_row))
    return [scaled_tensor(name, parts, block, by_row=by_row) for name in names]


def scaled_tensor(
    name: str, parts: dict[str, SourceTensor], block: tuple[int, int] | None, *, by_row: str = ""
) -> LazyTensor:
    """One tensor, times its scale where it has one."""
    part = parts[name]
    if part.dtype not in _SMALL:
        return LazyTensor.stored(part)
    scale, divisor = _scale_of(name, parts, by_row)
    if scale is None:
        scale = need(parts, f"{name}_scale", name)
    if f"{name}_g_idx" in parts:
        raise ConvertError(
            UNSUPPORTED,
            f"Tensor {name[:200]!r} cannot be read.",
            "Its columns are in groups of their own order.",
            "Choose the original weights of this model, or a ready-made GGUF.",
        )
    zero = parts.get(f"{name}_zero_point")
    if zero is not None:
        require(zero, zero.shape == scale.shape)
    return LazyTensor(name, part.shape, Scaled(part, scale, _block_of(part, scale, block), zero, divisor))


def _is_scale_of(name: str, parts: dict[str, SourceTensor], by_row: str) -> bool:
    for suffix in ("_scale_inv", "_scale", "_zero_point"):
        if name.endswith(suffix) and name.removesuffix(suffix) in parts:
            return True
    if name.endswith(".qscale_weight"):
        return True
    return bool(by_row) and name.endswith(by_row)


def _scale_of(name: str, parts: dict[str, SourceTensor], by_row: str) -> tuple[SourceTensor | None, float]:
    stem = name.removesuffix("weight")
    if by_row and stem + by_row.removeprefix(".") in parts:
        return parts[stem + by_row.removeprefix(".")], float(_INT8_FULL)
    for other in (f"{name}_scale_inv", f"{name}_scale", f"{stem}qscale_weight"):
        if other in parts:
            return parts[other], 1.0
    return None, 1.0


def _block_of(
    part: SourceTensor, scale: SourceTensor, block: tuple[int, int] | None
) -> tuple[int, int] | None:
    require(part, len(part.shape) >= 2)
    n_rows = math.prod(part.shape[:-1])
    count = math.prod(scale.shape)
    if block is not None and len(scale.shape) == len(part.shape):
        wanted = (-(-part.shape[-2] // block[0]), -(-part.shape[-1] // block[1]))
        if scale.shape[-2:] == wanted and scale.shape[:-2] == part.shape[:-2]:
            return block
    n_groups = scale.shape[-1] if len(scale.shape) == len(part.shape) else 1
    if n_groups > 1 and scale.shape[:-1] == part.shape[:-1] and part.shape[-1] % n_groups == 0:
        return 1, part.shape[-1] // n_groups
    matrices = math.prod(part.shape[:-2])
    require(scale, count in (1, n_rows, matrices))
    return None


def block_size(config: dict[str, Any], key: str) -> tuple[int, int] | None:
    """Two whole numbers of a quantization config, None where it has none."""
    value = config.get(key)
    if isinstance(value, list) and len(value) == 2 and all(type(v) is int and 0 < v < 1 << 20 for v in value):
        return value[0], value[1]
    return None
