"""Headers of safetensors files, read as hostile input.

Format: 8 bytes little-endian length N, N bytes of JSON (name -> dtype, shape, data_offsets), then the data.
Source: https://github.com/huggingface/safetensors, README, section "Format".
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeGuard

from converters.errors import FILE_ACCESS, UNSUPPORTED, ConvertError, bad_model

MAX_HEADER_BYTES = 100 * 1024 * 1024
_MAX_JSON_VALUES = 4_000_000  # a few hundred MB once parsed; the largest models have a fiftieth of that
_MAX_DIMENSIONS = 8
_MAX_VALUES = 1 << 50

VALUE_BYTES = {"F32": 4, "F16": 2, "BF16": 2}
_OTHER_BYTES = {
    "F64": 8, "I64": 8, "U64": 8, "I32": 4, "U32": 4, "I16": 2, "U16": 2, "I8": 1, "U8": 1, "BOOL": 1,
    "F8_E4M3": 1, "F8_E5M2": 1, "F8_E8M0": 1,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SourceTensor:
    """One tensor of a checkpoint.

    `shape` is row-major (outermost first), `offset` counts bytes from the start of the file.
    """

    name: str
    dtype: str
    shape: tuple[int, ...]
    path: Path
    offset: int
    n_bytes: int

    @property
    def n_values(self) -> int:
        count = 1
        for size in self.shape:
            count *= size
        return count


def read_tensors(path: Path, *, headers_only: bool = False) -> dict[str, SourceTensor]:
    """The tensors of one file, in the order of its header.

    Args:
        path: a .safetensors file.
        headers_only: the data may be missing (its place in the file is still checked for sense).

    Raises:
        ConvertError: (bad_model) the header is not one, or does not match the file.
    """
    name = path.name
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            if size < 8 or length < 2 or length > MAX_HEADER_BYTES:
                raise bad_model(
                    f"{name} is not a safetensors file.", f"Its header claims a length of {length:,} bytes."
                )
            raw = file.read(length)
    except OSError as error:
        raise ConvertError(
            FILE_ACCESS,
            f"{name} cannot be read.",
            f"{error.strerror}.",
            "Check the file and its permissions.",
        ) from error
    if sum(map(raw.count, b"[{,")) > _MAX_JSON_VALUES:
        raise bad_model(f"The header of {name} is damaged.", "It holds too many values.")
    if len(raw) < length:
        raise bad_model(f"{name} is cut off.", f"Its header has {len(raw):,} of {length:,} bytes.")
    entries = _parse(raw, name)
    data_start = 8 + length
    tensors = {
        key: _tensor(key, entry, path, data_start) for key, entry in entries.items() if key != "__metadata__"
    }
    _check_layout(tensors, data_start, None if headers_only else size, name)
    return tensors


def _parse(raw: bytes, name: str) -> dict[str, Any]:
    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            raise bad_model(f"The header of {name} names a tensor twice.")
        return found

    try:
        entries = json.loads(raw, object_pairs_hook=unique)
    except (ValueError, RecursionError) as error:
        raise bad_model(f"The header of {name} is damaged.", "It is not valid JSON.") from error
    if not isinstance(entries, dict):
        raise bad_model(f"The header of {name} is damaged.", "It is not a table of tensors.")
    return entries


def _tensor(key: str, entry: Any, path: Path, data_start: int) -> SourceTensor:
    where = f"Tensor {key[:200]!r} in {path.name}"
    if not isinstance(entry, dict):
        raise bad_model(f"{where} has no description.")
    dtype, shape, offsets = entry.get("dtype"), entry.get("shape"), entry.get("data_offsets")
    if not isinstance(dtype, str) or (dtype not in VALUE_BYTES and dtype not in _OTHER_BYTES):
        raise ConvertError(
            UNSUPPORTED,
            f"{where} has a data type that is not supported.",
            f"The type is {str(dtype)[:40]!r}.",
            "Choose the original weights of this model (BF16, F16 or F32), or a ready-made GGUF.",
        )
    if not _are_sizes(shape) or len(shape) > _MAX_DIMENSIONS:
        raise bad_model(f"{where} has no valid shape.")
    if not _are_sizes(offsets) or len(offsets) != 2 or offsets[0] > offsets[1]:
        raise bad_model(f"{where} has no valid place in the file.")
    count = 1
    for size in shape:
        count *= size
        if count > _MAX_VALUES:
            raise bad_model(f"{where} claims an impossible size.")
    width = VALUE_BYTES.get(dtype) or _OTHER_BYTES[dtype]
    if count * width != offsets[1] - offsets[0]:
        raise bad_model(
            f"{where} does not match its own size.",
            f"{count:,} values of type {dtype} need {count * width:,} bytes, "
            f"and it has {offsets[1] - offsets[0]:,}.",
        )
    return SourceTensor(key, dtype, tuple(shape), path, data_start + offsets[0], offsets[1] - offsets[0])


def _are_sizes(values: Any) -> TypeGuard[list[int]]:
    return isinstance(values, list) and all(type(v) is int and 0 <= v < 1 << 60 for v in values)


def _check_layout(
    tensors: dict[str, SourceTensor], data_start: int, file_size: int | None, name: str
) -> None:
    end = data_start
    for tensor in sorted(tensors.values(), key=lambda t: (t.offset, t.n_bytes)):
        if tensor.offset < end:
            raise bad_model(f"{name} is damaged.", f"Tensor {tensor.name[:200]!r} overlaps another one.")
        if tensor.offset > end:
            raise bad_model(f"{name} is damaged.", f"There is a gap before tensor {tensor.name[:200]!r}.")
        end = tensor.offset + tensor.n_bytes
    if file_size is not None and end > file_size:
        raise bad_model(f"{name} is cut off.", f"It should have {end:,} bytes and has {file_size:,}.")
    if file_size is not None and end < file_size:
        raise bad_model(f"{name} is damaged.", f"It should have {end:,} bytes and has {file_size:,}.")
