"""Floats of 4 bits: MXFP4, which GGUF has too, and NVFP4.

Layouts: OCP Microscaling Formats 1.0, OpenAI's gpt-oss checkpoints, NVIDIA ModelOpt and compressed-tensors
(`mxfp4-pack-quantized`, `nvfp4-pack-quantized`).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from gguf import GGMLQuantizationType as GgmlType

from converters.errors import bad_model
from converters.formats.arrays import E2M1, E8M0, need, numbers, require, rows_of, whole
from converters.formats.scaled import scaled_tensor
from converters.lazy import LazyTensor
from converters.matrices import Source

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from converters.files import Files
    from converters.safetensors_header import SourceTensor

_MX_BLOCK, _NV_BLOCK = 32, 16


@dataclass(frozen=True, slots=True)
class Mxfp4(Source):
    """Blocks of 32 values with one exponent; nothing is lost when they become GGUF's MXFP4.

    Attributes:
        blocks: bytes of two values each, low bits first.
        scales: one exponent a block.
        n_rows: of all matrices.
        width: values of a row.
    """

    blocks: SourceTensor
    scales: SourceTensor
    height: int
    width: int

    @property
    def n_rows(self) -> int:
        return self.height

    @property
    def n_cols(self) -> int:
        return self.width

    @property
    def dtype(self) -> str:
        return "F32"

    @property
    def packed_type(self) -> int | None:
        return int(GgmlType.MXFP4)

    def stored(self) -> Iterator[SourceTensor]:
        yield from (self.blocks, self.scales)

    def _codes(self, files: Files, start: int, stop: int) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
        """(rows, blocks, 32) codes and (rows, blocks) exponents."""
        n_blocks = self.width // _MX_BLOCK
        data = rows_of(files, self.blocks, start, stop, self.width // 2).reshape(stop - start, n_blocks, -1)
        codes = np.stack((data & 0x0F, data >> 4), axis=-1).reshape(stop - start, n_blocks, _MX_BLOCK)
        return codes.astype(np.uint8), rows_of(files, self.scales, start, stop, n_blocks)

    def read(self, files: Files, start: int, stop: int) -> NDArray[np.float32]:
        codes, exponents = self._codes(files, start, stop)
        return (E2M1[codes] * E8M0[exponents][..., None]).reshape(stop - start, self.width)

    def read_packed(self, files: Files, start: int, stop: int) -> NDArray[np.uint8]:
        # ggml's block is the exponent, then 16 bytes of a value and the one 16 places further on
        codes, exponents = self._codes(files, start, stop)
        half = _MX_BLOCK // 2
        pairs = codes[..., :half] | (codes[..., half:] << 4)
        blocks = np.concatenate((exponents[..., None], pairs), axis=-1)
        return blocks.reshape(stop - start, -1).astype(np.uint8)


@dataclass(frozen=True, slots=True)
class Nvfp4(Source):
    """Blocks of 16 values with an 8-bit float as their scale, and one more scale for the tensor.

    Attributes:
        values: (..., columns / 2), low bits first.
        scales: (..., columns / 16).
        outer: the scale of the whole tensor, None for 1.
        is_divisor: `outer` divides, as compressed-tensors has it.
    """

    values: SourceTensor
    scales: SourceTensor
    outer: SourceTensor | None
    is_divisor: bool

    @property
    def n_rows(self) -> int:
        return math.prod(self.values.shape[:-1])

    @property
    def n_cols(self) -> int:
        return self.values.shape[-1] * 2

    @property
    def dtype(self) -> str:
        return "F32"

    def stored(self) -> Iterator[SourceTensor]:
        yield from (self.values, self.scales)
        if self.outer is not None:
            yield self.outer

    def read(self, files: Files, start: int, stop: int) -> NDArray[np.float32]:
        data = rows_of(files, self.values, start, stop, self.n_cols // 2)
        codes = np.stack((data & 0x0F, data >> 4), axis=-1).reshape(stop - start, -1, _NV_BLOCK)
        scales = rows_of(files, self.scales, start, stop, self.n_cols // _NV_BLOCK)
        factors = numbers(scales, self.scales.dtype)
        if self.outer is not None:
            outer = numbers(whole(files, self.outer), self.outer.dtype).reshape(-1)
            if outer.size > 1:
                outer = outer[np.arange(start, stop) * outer.size // self.n_rows][:, None]
            if self.is_divisor and not np.all(outer):
                raise bad_model(f"The scale of tensor {self.values.name[:200]!r} is 0.")
            factors = factors / outer if self.is_divisor else factors * outer
        return (E2M1[codes] * factors[..., None]).reshape(stop - start, self.n_cols)


def read_mxfp4(parts: dict[str, SourceTensor]) -> list[LazyTensor]:
    """gpt-oss: `X_blocks` (..., blocks, 16) and `X_scales` (..., blocks) become `X.weight`."""
    found = []
    for name, part in parts.items():
        stem = name.removesuffix("_blocks")
        if stem == name:
            if f"{name.removesuffix('_scales')}_blocks" not in parts or not name.endswith("_scales"):
                found.append(LazyTensor.stored(part))
            continue
        scales = need(parts, f"{stem}_scales", name)
        require(part, part.dtype == "U8" and len(part.shape) >= 3 and part.shape[-1] == _MX_BLOCK // 2)
        require(scales, scales.dtype == "U8" and scales.shape == part.shape[:-1])
        *outer, n_blocks = scales.shape
        width = n_blocks * _MX_BLOCK
        source = Mxfp4(part, scales, math.prod(outer), width)
        found.append(LazyTensor(f"{stem}.weight", (*outer, width), source))
    return found


def read_packed_floats(
    parts: dict[str, SourceTensor], block: tuple[int, int] | None = None
) -> list[LazyTensor]:
    """ModelOpt and compressed-tensors: 4-bit floats beside 8-bit ones and plain tensors.

    Args:
        parts: the stored tensors.
        block: (rows, columns) for each scale of 8-bit floats, None where the scale's shape tells.
    """
    found = []
    for name, part in parts.items():
        stem = name.removesuffix("_packed")
        if _is_part_of_another(name, parts):
            continue
        scales = parts.get(f"{stem}_scale")
        if part.dtype != "U8" or scales is None:
            found.append(scaled_tensor(name, parts, block))
            continue
        n_dims = len(part.shape)
        require(part, n_dims >= 2 and part.n_values > 0)
        rows, width = math.prod(part.shape[:-1]), part.shape[-1] * 2
        per_scale = width // scales.shape[-1] if scales.shape and scales.shape[-1] else 0
        require(scales, scales.shape[:-1] == part.shape[:-1] and per_scale * scales.shape[-1] == width)
        if per_scale == _MX_BLOCK:
            require(scales, scales.dtype in ("U8", "F8_E8M0"))
            source: Source = Mxfp4(part, scales, rows, width)
        else:
            require(scales, per_scale == _NV_BLOCK and scales.dtype == "F8_E4M3")
            divisor, factor = parts.get(f"{stem}_global_scale"), parts.get(f"{stem}_scale_2")
            outer = divisor or factor
            if outer is not None:
                require(outer, math.prod(outer.shape) in (1, math.prod(part.shape[:-2])))
            source = Nvfp4(part, scales, outer, divisor is not None)
        found.append(LazyTensor(stem, (*part.shape[:-1], width), source))
    return found


def _is_part_of_another(name: str, parts: dict[str, SourceTensor]) -> bool:
    for suffix in ("_scale_2", "_global_scale", "_scale"):
        if name.endswith(suffix):
            stem = name.removesuffix(suffix)
            return stem in parts or f"{stem}_packed" in parts
    return False
