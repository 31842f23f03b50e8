"""GGUF files as they are: header, metadata and the place of each tensor, read as hostile input.

Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md.
"""

from __future__ import annotations

import mmap
import re
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from converters.engine import load_engine, load_ggml
from converters.errors import FILE_ACCESS, UNSUPPORTED, ConvertError
from converters.safetensors_header import SourceTensor

_MAGIC = b"GGUF"
_MAX_KEYS, _MAX_TENSORS, _MAX_VALUES_READ = 1 << 16, 1 << 17, 1 << 25
_MAX_NAME_BYTES, _MAX_DIMENSIONS, _MAX_DEPTH = 1 << 16, 4, 3
_MAX_ALIGNMENT = 1 << 16
_MAX_VALUES = 1 << 50
_MAX_SHARDS = 10_000
_SCALARS = {
    0: "B", 1: "b", 2: "<H", 3: "<h", 4: "<I", 5: "<i", 6: "<f", 7: "?", 10: "<Q", 11: "<q", 12: "<d",
}  # fmt: skip
_ARRAYS = {
    0: "u1", 1: "i1", 2: "<u2", 3: "<i2", 4: "<u4", 5: "<i4", 6: "<f4", 7: "?", 10: "<u8", 11: "<i8",
    12: "<f8",
}  # fmt: skip
_STRING, _ARRAY = 8, 9
_SHARD = re.compile(r"(.+)-(\d{5})-of-(\d{5})\.gguf")


def bad_gguf(path: Path, why: str) -> ConvertError:
    """The file is not what it should be."""
    return ConvertError(
        "bad_model", f"{path.name} is not a usable GGUF file.", why, "Get it again, or choose another file."
    )


@dataclass(frozen=True, slots=True)
class RawValue:
    """One value of the metadata: its type's number and its bytes in the file."""

    type: int
    data: bytes

    def decoded(self) -> Any:
        """The value as Python has it; texts that are no UTF-8 with replacement characters."""
        value, _ = _decode(self.type, self.data, 0)
        return value


@dataclass(frozen=True, slots=True)
class GgufTensor:
    """One row of the tensor table.

    `shape` is row-major (outermost first), `offset` counts bytes from the start of the file.
    """

    name: str
    shape: tuple[int, ...]
    type: int
    offset: int
    n_bytes: int
    path: Path

    @property
    def type_name(self) -> str:
        return type_name(self.type)

    @property
    def n_values(self) -> int:
        count = 1
        for size in self.shape:
            count *= size
        return count

    @property
    def part(self) -> SourceTensor:
        """The same for a reader of rows."""
        return SourceTensor(self.name, self.type_name, self.shape, self.path, self.offset, self.n_bytes)


@dataclass(frozen=True, slots=True)
class GgufFile:
    """A file, or all shards of a split model.

    Attributes:
        path: of the file, of the first shard.
        metadata: key -> value, in the order of the file (the first shard's).
        tensors: in the order of the file or files.
        alignment: of tensor data.
        data_start: where the data begins in `path`.
        paths: of all shards.
    """

    path: Path
    metadata: dict[str, RawValue]
    tensors: tuple[GgufTensor, ...]
    alignment: int
    data_start: int
    paths: tuple[Path, ...]

    def value(self, key: str, default: Any = None) -> Any:
        """One value of the metadata."""
        raw = self.metadata.get(key)
        return default if raw is None else raw.decoded()

    def text(self, key: str) -> str:
        """A text of the metadata, "" when it is missing or something else."""
        value = self.value(key, "")
        return value if isinstance(value, str) else ""


def type_name(number: int) -> str:
    """Ggml's name of a type, in capitals as in file names."""
    return load_ggml().ggml_type_name(number).decode().upper()


def type_number(name: str) -> int | None:
    """The number of a type by ggml's name for it, in any case; None when there is none."""
    for number in range(load_engine().GGML_TYPE_COUNT):
        if block_size(number) and type_name(number) == name.upper():
            return number
    return None


def block_size(number: int) -> tuple[int, int] | None:
    """(values, bytes) of one block of a type; None when the engine has no such type."""
    if not 0 <= number < load_engine().GGML_TYPE_COUNT:
        return None
    values, size = load_ggml().ggml_blck_size(number), load_ggml().ggml_type_size(number)
    return (values, size) if values > 0 and size > 0 else None


def read_gguf(path: str | Path, *, shards: bool = True) -> GgufFile:
    """Read everything but the weights.

    Args:
        path: a GGUF file; of a split model any shard.
        shards: read the other shards of a split model too.

    Raises:
        ConvertError: it is no GGUF, it is damaged or cut off, or a shard is missing.
    """
    path = Path(path)
    match = _SHARD.fullmatch(path.name)
    if not shards or match is None or not 1 < int(match[3]) <= _MAX_SHARDS:
        return _read_one(path)
    names = [f"{match[1]}-{n:05d}-of-{match[3]}.gguf" for n in range(1, int(match[3]) + 1)]
    missing = [n for n in names if not (path.parent / n).is_file()]
    if missing:
        raise bad_gguf(path, f"It is one of {len(names)} shards, and {', '.join(missing[:5])} is not there.")
    files = [_read_one(path.parent / name) for name in names]
    tensors: dict[str, GgufTensor] = {}
    for number, file in enumerate(files):
        if file.value("split.no", 0) != number or file.value("split.count", len(names)) != len(names):
            raise bad_gguf(file.path, "Its number is not the one in its name.")
        for tensor in file.tensors:
            if tensor.name in tensors:
                raise bad_gguf(file.path, f"Tensor {tensor.name[:200]!r} is in two shards.")
            tensors[tensor.name] = tensor
    first = files[0]
    return GgufFile(
        first.path,
        first.metadata,
        tuple(tensors.values()),
        first.alignment,
        first.data_start,
        tuple(f.path for f in files),
    )


def _read_one(path: Path) -> GgufFile:
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return _Reader(path, data).file()
    except (OSError, ValueError) as error:
        if isinstance(error, ValueError) and path.is_file() and path.stat().st_size == 0:
            raise bad_gguf(path, "It is empty.") from error
        raise ConvertError(
            FILE_ACCESS, f"{path.name} cannot be read.", f"{error}.", "Check the file and its permissions."
        ) from error


class _Reader:
    """Walks over the header; every length is compared with the bytes that are there."""

    def __init__(self, path: Path, data: mmap.mmap) -> None:
        self._path, self._data, self._at = path, data, 0
        self._values_read = 0

    def file(self) -> GgufFile:
        if self._take(4) != _MAGIC:
            raise bad_gguf(self._path, "It does not begin as a GGUF file does.")
        version = self._number("<I")
        if version not in (2, 3):
            swapped = int.from_bytes(version.to_bytes(4, "little"), "big")
            raise ConvertError(
                UNSUPPORTED,
                f"{self._path.name} is a GGUF file of a kind that is not read.",
                "It is for big-endian machines." if swapped in (2, 3) else f"Its version is {version}.",
                "Get a newer file of this model.",
            )
        n_tensors, n_keys = self._number("<Q"), self._number("<Q")
        if n_tensors > _MAX_TENSORS or n_keys > _MAX_KEYS:
            raise bad_gguf(self._path, f"It claims {n_tensors:,} tensors and {n_keys:,} keys.")
        metadata: dict[str, RawValue] = {}
        for _ in range(n_keys):
            key, kind = self._string(_MAX_NAME_BYTES), self._number("<I")
            if key in metadata:
                raise bad_gguf(self._path, f"It has the key {key[:100]!r} twice.")
            start = self._at
            self._skip_value(kind, 0)
            metadata[key] = RawValue(kind, self._data[start : self._at])
        infos = [self._tensor_info() for _ in range(n_tensors)]
        raw = metadata.get("general.alignment")
        alignment = 32 if raw is None else raw.decoded()
        if type(alignment) is not int or not 8 <= alignment <= _MAX_ALIGNMENT or alignment & (alignment - 1):
            raise bad_gguf(self._path, "Its alignment makes no sense.")
        start = self._at + -self._at % alignment
        tensors = tuple(self._tensor(start, *info) for info in infos)
        self._check_layout(tensors)
        return GgufFile(self._path, metadata, tensors, alignment, start, (self._path,))

    def _tensor_info(self) -> tuple[str, tuple[int, ...], int, int]:
        name, n_dims = self._string(_MAX_NAME_BYTES), self._number("<I")
        if not 0 < n_dims <= _MAX_DIMENSIONS:
            raise bad_gguf(self._path, f"Tensor {name[:200]!r} has {n_dims} dimensions.")
        shape = tuple(self._number("<Q") for _ in range(n_dims))
        return name, shape[::-1], self._number("<I"), self._number("<Q")

    def _tensor(self, start: int, name: str, shape: tuple[int, ...], kind: int, offset: int) -> GgufTensor:
        where = f"Tensor {name[:200]!r}"
        block = block_size(kind)
        if block is None:
            raise bad_gguf(self._path, f"{where} has the type {kind}, which the engine does not know.")
        count = 1
        for size in shape:
            count *= size
            if not size > 0 or count > _MAX_VALUES:
                raise bad_gguf(self._path, f"{where} has an impossible size.")
        if shape[-1] % block[0]:
            raise bad_gguf(self._path, f"{where} has rows that are no multiple of {block[0]} values.")
        n_bytes = count // block[0] * block[1]
        if start + offset + n_bytes > len(self._data):
            raise bad_gguf(
                self._path,
                f"It is cut off: {where.lower()} ends at byte {start + offset + n_bytes:,}, "
                f"and the file has {len(self._data):,}.",
            )
        return GgufTensor(name, shape, kind, start + offset, n_bytes, self._path)

    def _check_layout(self, tensors: tuple[GgufTensor, ...]) -> None:
        if len({t.name for t in tensors}) != len(tensors):
            raise bad_gguf(self._path, "It names a tensor twice.")
        end = 0
        for tensor in sorted(tensors, key=lambda t: t.offset):
            if tensor.offset < end:
                raise bad_gguf(self._path, f"Tensor {tensor.name[:200]!r} overlaps another one.")
            end = tensor.offset + tensor.n_bytes

    def _take(self, size: int) -> bytes:
        if size > len(self._data) - self._at:
            raise bad_gguf(self._path, "It is cut off inside its header.")
        self._at += size
        return self._data[self._at - size : self._at]

    def _number(self, form: str) -> Any:
        return struct.unpack(form, self._take(struct.calcsize(form)))[0]

    def _string(self, limit: int) -> str:
        length = self._number("<Q")
        if length > limit:
            raise bad_gguf(self._path, f"A name in its header has {length:,} bytes.")
        return self._take(length).decode("utf-8", "replace")

    def _skip(self, size: int) -> None:
        if size > len(self._data) - self._at:
            raise bad_gguf(self._path, "It is cut off inside its header.")
        self._at += size

    def _skip_value(self, kind: int, depth: int) -> None:
        self._values_read += 1
        if self._values_read > _MAX_VALUES_READ or depth > _MAX_DEPTH:
            raise bad_gguf(self._path, "Its metadata holds too many values.")
        if kind in _SCALARS:
            self._skip(struct.calcsize(_SCALARS[kind]))
        elif kind == _STRING:
            self._skip(self._number("<Q"))
        elif kind == _ARRAY:
            inner, count = self._number("<I"), self._number("<Q")
            if inner in _SCALARS:
                self._skip(count * struct.calcsize(_SCALARS[inner]))
            else:
                for _ in range(count):
                    self._skip_value(inner, depth + 1)
        else:
            raise bad_gguf(self._path, f"Its metadata has a value of the unknown type {kind}.")


def _decode(kind: int, data: bytes, at: int) -> tuple[Any, int]:
    """The value at `at` of bytes that were walked over before, and where the next one begins."""
    if kind in _SCALARS:
        size = struct.calcsize(_SCALARS[kind])
        return struct.unpack_from(_SCALARS[kind], data, at)[0], at + size
    (length,) = struct.unpack_from("<Q", data, at + (4 if kind == _ARRAY else 0))
    if kind == _STRING:
        return data[at + 8 : at + 8 + length].decode("utf-8", "replace"), at + 8 + length
    (inner,) = struct.unpack_from("<I", data, at)
    at += 12
    if inner in _ARRAYS:
        values = np.frombuffer(data, _ARRAYS[inner], length, at)
        return values.tolist(), at + values.nbytes
    found = []
    for _ in range(length):
        value, at = _decode(inner, data, at)
        found.append(value)
    return found, at
