"""Headers of GGUF files, read as hostile input; nothing but the standard library.

Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from desktop_app.domain.errors import BitsmithError, ErrorKind

_MAGIC = b"GGUF"
_MAX_KEYS = 65_536
_MAX_TENSORS = 1_000_000
_MAX_STRING = 16 * 1024 * 1024
_MAX_KEY = 65_535
_MAX_ARRAY = 16_000_000
_MAX_DEPTH = 4
_MAX_VALUES = 1 << 50
DEFAULT_ALIGNMENT = 32

_STRING, _ARRAY = 8, 9
_SCALARS = {
    0: "<B", 1: "<b", 2: "<H", 3: "<h", 4: "<I", 5: "<i", 6: "<f", 7: "<?", 10: "<Q", 11: "<q", 12: "<d",
}  # fmt: skip
# ggml type number -> (values per block, bytes per block); `GGML_QUANT_SIZES` of the gguf package, and
# Q2_0 of ggml.h at llama.cpp 0c1e570
TYPE_SIZES = {
    0: (1, 4), 1: (1, 2), 2: (32, 18), 3: (32, 20), 6: (32, 22), 7: (32, 24), 8: (32, 34), 9: (32, 40),
    10: (256, 84), 11: (256, 110), 12: (256, 144), 13: (256, 176), 14: (256, 210), 15: (256, 292),
    16: (256, 66), 17: (256, 74), 18: (256, 98), 19: (256, 50), 20: (32, 18), 21: (256, 110),
    22: (256, 82), 23: (256, 136), 24: (1, 1), 25: (1, 2), 26: (1, 4), 27: (1, 8), 28: (1, 8),
    29: (256, 56), 30: (1, 2), 34: (256, 54), 35: (256, 66), 39: (32, 17), 40: (64, 36), 41: (128, 18),
    42: (64, 18),
}  # fmt: skip

# `enum llama_ftype`: the file type in `general.file_type`
FILE_TYPES = {
    0: "F32", 1: "F16", 2: "Q4_0", 3: "Q4_1", 7: "Q8_0", 8: "Q5_0", 9: "Q5_1", 10: "Q2_K", 11: "Q3_K_S",
    12: "Q3_K_M", 13: "Q3_K_L", 14: "Q4_K_S", 15: "Q4_K_M", 16: "Q5_K_S", 17: "Q5_K_M", 18: "Q6_K",
    19: "IQ2_XXS", 20: "IQ2_XS", 21: "Q2_K_S", 22: "IQ3_XS", 23: "IQ3_XXS", 24: "IQ1_S", 25: "IQ4_NL",
    26: "IQ3_S", 27: "IQ3_M", 28: "IQ2_S", 29: "IQ2_M", 30: "IQ4_XS", 31: "IQ1_M", 32: "BF16",
    36: "TQ1_0", 37: "TQ2_0", 38: "MXFP4_MOE", 39: "NVFP4", 40: "Q1_0", 41: "Q2_0",
}  # fmt: skip


class NeedMoreError(Exception):
    """The bytes given end inside the header; `have` of them were there."""


@dataclass(frozen=True, slots=True)
class GgufTensor:
    """One row of the tensor table; `shape` innermost first, `offset` from the start of the data."""

    name: str
    shape: tuple[int, ...]
    type: int
    offset: int

    @property
    def n_values(self) -> int:
        count = 1
        for size in self.shape:
            count *= size
        return count

    @property
    def n_bytes(self) -> int:
        """0 for a type that is not known."""
        block, size = TYPE_SIZES.get(self.type, (1, 0))
        return self.n_values // block * size


@dataclass(frozen=True, slots=True)
class GgufHeader:
    """What stands before the data.

    Attributes:
        values: metadata; arrays of more than 64 entries are kept as their length only (`ArrayLength`).
        tensors: the tensor table.
        data_start: byte at which the data begins.
        file_bytes: the least size that the file must have.
    """

    values: dict[str, Any]
    tensors: tuple[GgufTensor, ...]
    data_start: int
    file_bytes: int = field(default=0)

    @property
    def architecture(self) -> str:
        return self.text("general.architecture")

    @property
    def quant_type(self) -> str:
        kind = self.values.get("general.file_type")
        return FILE_TYPES.get(kind, "") if isinstance(kind, int) else ""

    @property
    def n_params(self) -> int:
        return sum(t.n_values for t in self.tensors)

    @property
    def n_ctx_train(self) -> int:
        value = self.values.get(f"{self.architecture}.context_length")
        return value if isinstance(value, int) else 0

    def text(self, key: str) -> str:
        value = self.values.get(key)
        return value if isinstance(value, str) else ""


@dataclass(frozen=True, slots=True)
class ArrayLength:
    """An array whose entries were not kept."""

    length: int


def bad_gguf(why: str) -> BitsmithError:
    return BitsmithError(
        ErrorKind.BAD_MODEL,
        "This file is not a usable GGUF model.",
        why,
        "Download it again, or choose another file.",
    )


def read_gguf_header(file: BinaryIO, *, available: int) -> GgufHeader:
    """Parse the header at the start of `file`.

    Args:
        file: positioned at its first byte.
        available: bytes that it holds; a header that goes on behind them raises `NeedMoreError`.

    Raises:
        NeedMoreError: the header is longer than `available`.
        BitsmithError: (bad_model) this is no GGUF, or its counts and sizes make no sense.
    """
    reader = _Reader(file, available)
    if reader.take(4) != _MAGIC:
        raise bad_gguf("It does not begin as a GGUF file does.")
    version = reader.number("<I")
    if version not in (2, 3):
        raise bad_gguf(f"Its version is {version}; versions 2 and 3 are known.")
    n_tensors, n_keys = reader.number("<Q"), reader.number("<Q")
    if n_tensors > _MAX_TENSORS or n_keys > _MAX_KEYS:
        raise bad_gguf(f"It claims {n_tensors:,} tensors and {n_keys:,} metadata keys.")
    values: dict[str, Any] = {}
    for _ in range(n_keys):
        key = reader.string(_MAX_KEY)
        values[key] = reader.value(reader.number("<I"), 0)
    tensors = tuple(_tensor(reader) for _ in range(n_tensors))
    alignment = values.get("general.alignment", DEFAULT_ALIGNMENT)
    if not isinstance(alignment, int) or not 0 < alignment <= 1 << 20 or alignment & (alignment - 1):
        raise bad_gguf("Its alignment makes no sense.")
    data_start = reader.position + -reader.position % alignment
    end = max((t.offset + t.n_bytes for t in tensors), default=0)
    return GgufHeader(values, tensors, data_start, data_start + end)


def _tensor(reader: _Reader) -> GgufTensor:
    name = reader.string(_MAX_KEY)
    n_dims = reader.number("<I")
    if n_dims > 8:
        raise bad_gguf("A tensor has too many dimensions.")
    shape = tuple(reader.number("<Q") for _ in range(n_dims))
    kind, offset = reader.number("<I"), reader.number("<Q")
    count = 1
    for size in shape:
        count *= size
        if count > _MAX_VALUES:
            raise bad_gguf("A tensor claims an impossible size.")
    if offset > 1 << 60:
        raise bad_gguf("A tensor claims an impossible place in the file.")
    return GgufTensor(name, shape, kind, offset)


class _Reader:
    def __init__(self, file: BinaryIO, available: int) -> None:
        self._file = file
        self._available = available
        self.position = 0

    def take(self, size: int) -> bytes:
        if self.position + size > self._available:
            raise NeedMoreError
        data = self._file.read(size)
        if len(data) < size:
            raise NeedMoreError
        self.position += size
        return data

    def number(self, form: str) -> Any:
        return struct.unpack(form, self.take(struct.calcsize(form)))[0]

    def string(self, limit: int = _MAX_STRING) -> str:
        length = self.number("<Q")
        if length > limit:
            raise bad_gguf(f"A text in its header claims {length:,} bytes.")
        return self.take(length).decode("utf-8", "replace")

    def value(self, kind: int, depth: int) -> Any:
        if kind in _SCALARS:
            return self.number(_SCALARS[kind])
        if kind == _STRING:
            return self.string()
        if kind != _ARRAY or depth >= _MAX_DEPTH:
            raise bad_gguf(f"Its metadata has a value of the unknown type {kind}.")
        inner, length = self.number("<I"), self.number("<Q")
        if length > _MAX_ARRAY:
            raise bad_gguf(f"A list in its header claims {length:,} entries.")
        if inner in _SCALARS and length > 64:
            self._skip(struct.calcsize(_SCALARS[inner]) * length)
            return ArrayLength(length)
        kept = [self.value(inner, depth + 1) for _ in range(length)] if length <= 64 else None
        if kept is None:
            for _ in range(length):
                self._skip_value(inner, depth + 1)
            return ArrayLength(length)
        return kept

    def _skip_value(self, kind: int, depth: int) -> None:
        if kind == _STRING:
            length = self.number("<Q")
            if length > _MAX_STRING:
                raise bad_gguf(f"A text in its header claims {length:,} bytes.")
            self._skip(length)
        else:
            self.value(kind, depth)

    def _skip(self, size: int) -> None:
        if self.position + size > self._available:
            raise NeedMoreError
        self._file.seek(size, 1)
        self.position += size
