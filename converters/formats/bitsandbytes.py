"""bitsandbytes: NF4 and FP4 in blocks of a flattened tensor, and INT8 by rows.

Layout: `bitsandbytes.functional.QuantState.as_dict(packed=True)` and `dequantize_4bit`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeGuard

import numpy as np

from converters.errors import UNSUPPORTED, ConvertError, bad_model
from converters.files import Files
from converters.formats.arrays import need, numbers, require, rows_of, whole
from converters.formats.scaled import read_scaled
from converters.lazy import LazyTensor
from converters.matrices import Source

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from converters.safetensors_header import SourceTensor

_STATE = ".quant_state.bitsandbytes__"
_OWN = (".absmax", ".quant_map", ".nested_absmax", ".nested_quant_map")
_MAX_STATE_BYTES = 1 << 16
_MAX_OFFSET = 1e30


@dataclass(frozen=True, slots=True)
class FourBit(Source):
    """Two values a byte, the first in the high bits; a table gives the value of each code.

    Attributes:
        codes: the flattened tensor, two values a byte.
        absmax: one scale for each block of `block` values, itself quantized when there is a `nested`.
        table: sixteen values.
        nested: (scales of the scales, their 256 values), None for plain scales.
        block, nested_block: values for each scale.
        offset: is added to scales that were quantized.
        shape: of the tensor.
    """

    codes: SourceTensor
    absmax: SourceTensor
    table: SourceTensor
    nested: tuple[SourceTensor, SourceTensor] | None
    block: int
    nested_block: int
    offset: float
    shape: tuple[int, ...]

    @property
    def n_rows(self) -> int:
        return math.prod(self.shape[:-1])

    @property
    def n_cols(self) -> int:
        return self.shape[-1]

    @property
    def dtype(self) -> str:
        return "F32"

    def stored(self) -> Iterator[SourceTensor]:
        yield from (self.codes, self.absmax, self.table, *(self.nested or ()))

    def read(self, files: Files, start: int, stop: int) -> NDArray[np.float32]:
        low, high = start * self.n_cols, stop * self.n_cols
        first = low // 2
        data = files.bytes_of(self.codes, first, -(-high // 2))
        codes = np.stack((data >> 4, data & 0x0F), axis=-1).reshape(-1)[low - 2 * first : high - 2 * first]
        table = numbers(whole(files, self.table).reshape(-1), self.table.dtype)
        block = np.arange(low, high) // self.block
        scales = self._scales(files, int(block[0]), int(block[-1]) + 1)
        return (table[codes] * scales[block - block[0]]).reshape(stop - start, self.n_cols)

    def _scales(self, files: Files, start: int, stop: int) -> NDArray[np.float32]:
        found = rows_of(files, self.absmax, start, stop, 1).reshape(-1)
        if self.nested is None:
            return numbers(found, self.absmax.dtype)
        scale_part, table_part = self.nested
        table = numbers(whole(files, table_part).reshape(-1), table_part.dtype)
        scales = numbers(whole(files, scale_part).reshape(-1), scale_part.dtype)
        outer = scales[np.arange(start, stop) // self.nested_block]
        return table[found] * outer + np.float32(self.offset)


def read_bitsandbytes(parts: dict[str, SourceTensor], *, headers_only: bool) -> list[LazyTensor]:
    """All tensors of a checkpoint that bitsandbytes quantized.

    Raises:
        ConvertError: the shapes of 4-bit tensors are stored as data, and the data is not here.
    """
    states = {name.partition(_STATE)[0]: part for name, part in parts.items() if _STATE in name}
    if not states:
        return read_scaled(parts, None, by_row=".SCB")
    if headers_only:
        raise ConvertError(
            UNSUPPORTED,
            "This model's sizes are not known before it is downloaded.",
            "bitsandbytes stores the shapes of 4-bit tensors among the weights.",
            "Choose the original weights of this model, or download it and convert its folder.",
        )
    found, files = [], Files()
    try:
        for name, part in parts.items():
            if name in states:
                found.append(_four_bit(name, parts, states[name], files))
            elif _STATE not in name and not (name.endswith(_OWN) and name.rpartition(".")[0] in states):
                found.append(LazyTensor.stored(part))
    finally:
        files.close()
    return found


def _four_bit(name: str, parts: dict[str, SourceTensor], state: SourceTensor, files: Files) -> LazyTensor:
    require(state, state.dtype == "U8" and state.n_bytes <= _MAX_STATE_BYTES)
    try:
        facts = json.loads(files.bytes_of(state).tobytes())
    except (ValueError, RecursionError) as error:
        raise bad_model(f"Tensor {state.name[:200]!r} is damaged.", "It is no valid JSON.") from error
    shape, block, is_nested = _facts(facts, name)
    codes, absmax = parts[name], need(parts, f"{name}.absmax", name)
    table = need(parts, f"{name}.quant_map", name)
    count = math.prod(shape)
    # `bnb_4bit_quant_storage` names the type of the bytes, not of the values
    require(codes, codes.n_bytes == -(-count // 2))
    require(table, table.n_values == 16)
    require(absmax, absmax.n_values == -(-count // block) and (absmax.dtype == "U8") == is_nested)
    nested, nested_block, offset = None, 1, 0.0
    if is_nested:
        nested_block, offset = facts.get("nested_blocksize"), facts.get("nested_offset")
        if not _is_size(nested_block) or type(offset) not in (int, float) or not abs(offset) < _MAX_OFFSET:
            raise bad_model(f"Tensor {name[:200]!r} is damaged.", "Its scales are not described.")
        nested = (
            need(parts, f"{name}.nested_absmax", name),
            need(parts, f"{name}.nested_quant_map", name),
        )
        require(nested[0], nested[0].n_values == -(-absmax.n_values // nested_block))
        require(nested[1], nested[1].n_values == 256)
    source = FourBit(codes, absmax, table, nested, block, nested_block, float(offset), shape)
    return LazyTensor(name, shape, source)


def _facts(facts: Any, name: str) -> tuple[tuple[int, ...], int, bool]:
    shape = facts.get("shape") if isinstance(facts, dict) else None
    block = facts.get("blocksize") if isinstance(facts, dict) else None
    if (
        not isinstance(shape, list)
        or not 2 <= len(shape) <= 4
        or any(type(n) is not int or not 0 < n < 1 << 31 for n in shape)
        or not _is_size(block)
    ):
        raise bad_model(f"Tensor {name[:200]!r} is damaged.", "Its shape or block size makes no sense.")
    return tuple(shape), block, "nested_blocksize" in facts


def _is_size(value: Any) -> TypeGuard[int]:
    return type(value) is int and 0 < value <= 1 << 20
