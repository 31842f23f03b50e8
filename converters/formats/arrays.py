"""Stored tensors of any data type as numpy arrays."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from converters.errors import UNSUPPORTED, ConvertError, bad_model

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from converters.files import Files
    from converters.safetensors_header import SourceTensor

_STORED = {
    "F64": "<f8", "F32": "<f4", "F16": "<f2", "BF16": "<u2", "I64": "<i8", "I32": "<i4", "I16": "<i2",
    "I8": "i1", "U8": "u1", "U16": "<u2", "U32": "<u4", "F8_E4M3": "u1", "F8_E5M2": "u1", "F8_E8M0": "u1",
}  # fmt: skip


def _small_floats(exponent_bits: int, mantissa_bits: int, *, has_infinity: bool) -> NDArray[np.float32]:
    """All 256 values of an 8-bit float.

    Source: "FP8 Formats for Deep Learning" (arXiv 2209.05433): E5M2 is an IEEE format, E4M3 has no
    infinities and one NaN for each sign.
    """
    bits = np.arange(256)
    sign = np.where(bits & 0x80, -1.0, 1.0)
    exponent, mantissa = (bits & 0x7F) >> mantissa_bits, bits & ((1 << mantissa_bits) - 1)
    bias = (1 << (exponent_bits - 1)) - 1
    fraction = mantissa / (1 << mantissa_bits)
    values = np.where(
        exponent == 0, fraction * 2.0 ** (1 - bias), (1 + fraction) * 2.0 ** (exponent - float(bias))
    )
    top = exponent == (1 << exponent_bits) - 1
    if has_infinity:
        values = np.where(top, np.where(mantissa == 0, np.inf, np.nan), values)
    else:
        values = np.where(top & (mantissa == (1 << mantissa_bits) - 1), np.nan, values)
    return (sign * values).astype(np.float32)


E4M3 = _small_floats(4, 3, has_infinity=False)
E5M2 = _small_floats(5, 2, has_infinity=True)
# powers of two, the last one is NaN (OCP Microscaling Formats 1.0, section 5.4.1)
E8M0 = np.where(np.arange(256) == 255, np.nan, 2.0 ** (np.arange(256.0) - 127)).astype(np.float32)
# the sixteen values of a 4-bit float, sign in the highest bit (the same specification, section 5.3.3)
E2M1 = np.array([0, 0.5, 1, 1.5, 2, 3, 4, 6, -0.0, -0.5, -1, -1.5, -2, -3, -4, -6], np.float32)
_TABLES = {"F8_E4M3": E4M3, "F8_E5M2": E5M2, "F8_E8M0": E8M0}


def rows_of(files: Files, part: SourceTensor, start: int, stop: int, width: int) -> NDArray:
    """Rows `start` to `stop` as they are stored (8-bit floats and BF16 as their bits): (rows, width)."""
    kind = _STORED.get(part.dtype)
    if kind is None:
        raise ConvertError(UNSUPPORTED, f"Tensor {part.name[:200]!r} is of the unknown type {part.dtype}.")
    size = np.dtype(kind).itemsize * width
    return files.bytes_of(part, start * size, stop * size).view(kind).reshape(stop - start, width)


def whole(files: Files, part: SourceTensor) -> NDArray:
    """A small tensor in its own shape, as it is stored."""
    width = part.shape[-1] if part.shape else 1
    height = math.prod(part.shape[:-1])
    return rows_of(files, part, 0, height, width).reshape(part.shape)


def numbers(array: NDArray, dtype: str) -> NDArray[np.float32]:
    """What is stored as F32, in a new array."""
    if dtype in _TABLES:
        return _TABLES[dtype][array]
    if dtype == "BF16":
        return (array.astype(np.uint32) << 16).view(np.float32)
    return array.astype(np.float32)


def unpack(words: NDArray[np.int32], bits: int) -> NDArray[np.int32]:
    """The small numbers in 32-bit words, lowest bits first: (..., n) becomes (..., n * 32 / bits)."""
    shifts = np.arange(0, 32, bits, dtype=np.uint32)
    found = (words.view(np.uint32)[..., None] >> shifts) & np.uint32((1 << bits) - 1)
    return found.reshape(*words.shape[:-1], -1).astype(np.int32)


def need(parts: dict[str, SourceTensor], name: str, of: str) -> SourceTensor:
    """The tensor `name`, without which `of` cannot be read."""
    found = parts.get(name)
    if found is None:
        raise bad_model(f"Tensor {of[:200]!r} cannot be read.", f"Its part {name[:200]!r} is missing.")
    return found


def require(part: SourceTensor, condition: bool) -> None:
    """Refuse a tensor whose shape or type is not what its format says."""
    if not condition:
        raise bad_model(
            f"Tensor {part.name[:200]!r} does not match its format.",
            f"It has the type {part.dtype} and the shape {list(part.shape)}.",
        )
