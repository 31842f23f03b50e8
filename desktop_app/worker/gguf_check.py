"""A look at a GGUF before the engine gets it: is it one, is it whole, is it a model for text.

The engine reads past the end of a truncated file only when it touches the missing page, long after it said
that all is well; so the tensor table is compared with the file's size first. Everything that the header
claims is checked against the bytes that are there before it is believed.
"""

from __future__ import annotations

import mmap
import re
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop_app.domain.errors import BitsmithError, ErrorKind

MAGIC = b"GGUF"
_VERSIONS = (2, 3)
_MAX_DIMS = 4
_MAX_KEY_BYTES = 1 << 16
_MAX_KEPT_TEXT_BYTES = 1 << 20
_MAX_ENTRIES = 1 << 20
_MAX_ELEMENTS = 1 << 62
_DEFAULT_ALIGNMENT = 32

# GGUF value types: fixed sizes by number, then the two that vary
_FIXED = {0: "B", 1: "b", 2: "<H", 3: "<h", 4: "<I", 5: "<i", 6: "<f", 7: "?", 10: "<Q", 11: "<q", 12: "<d"}
_STRING, _ARRAY = 8, 9
_NOT_FOR_TEXT = {
    "mmproj": "a projector, the eyes or ears of another model",
    "adapter": "an adapter (LoRA) for another model",
    "imatrix": "an importance matrix",
    "vocab": "a vocabulary without weights",
}
_SHARD_NAME = re.compile(r"^(?P<stem>.+)-(?P<number>\d{5})-of-(?P<count>\d{5})\.gguf$")

TypeSize = Callable[[int], tuple[int, int] | None]


@dataclass(frozen=True, slots=True)
class GgufFile:
    """What the header says; `values` holds scalars and texts, not arrays."""

    path: Path
    size_bytes: int
    values: dict[str, Any] = field(default_factory=dict)
    n_tensors: int = 0
    data_bytes: int = 0

    @property
    def architecture(self) -> str:
        return str(self.values.get("general.architecture", ""))


def check_model(path: str, type_size: TypeSize) -> list[GgufFile]:
    """The headers of the model at `path`: one file, or all the shards that belong to it.

    Args:
        path: of the GGUF, the first one of a split model.
        type_size: a ggml type's number -> (elements, bytes) of one block, None when the engine has no such.

    Raises:
        BitsmithError: file_access, bad_model or unsupported, in words.
    """
    first = read_header(Path(path), type_size)
    kind = str(first.values.get("general.type", ""))
    if kind in _NOT_FOR_TEXT or first.architecture == "clip":
        what = _NOT_FOR_TEXT.get(kind, _NOT_FOR_TEXT["mmproj"])
        raise BitsmithError(
            ErrorKind.UNSUPPORTED,
            f"{first.path.name} is not a language model.",
            f"It is {what}.",
            "Choose the model's main file.",
        )
    return [first, *(read_header(shard, type_size) for shard in _other_shards(first))]


def read_header(path: Path, type_size: TypeSize) -> GgufFile:
    """Read and check one file's header; raises BitsmithError."""
    try:
        with path.open("rb") as file:
            size_bytes = file.seek(0, 2)
            file.seek(0)
            if file.read(4) != MAGIC:
                raise _not_a_gguf(path, size_bytes)
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as view:
                return _Reader(path, view, size_bytes, type_size).read()
    except FileNotFoundError:
        raise BitsmithError(
            ErrorKind.FILE_ACCESS,
            f"The model file {path.name} is not there any more.",
            f"It was at {path.parent}.",
            "Put it back, or remove the model from the library and get it again.",
        ) from None
    except OSError as error:
        raise BitsmithError(
            ErrorKind.FILE_ACCESS,
            f"The model file {path.name} cannot be read.",
            f"The system says: {error.strerror or error}.",
            "Check that you may read it and that its drive is connected.",
            repr(error),
        ) from error


def _other_shards(first: GgufFile) -> Iterator[Path]:
    count = first.values.get("split.count", 0)
    if not isinstance(count, int) or count < 2:
        return
    match = _SHARD_NAME.match(first.path.name)
    if match is None or int(match["count"]) != count:
        raise BitsmithError(
            ErrorKind.BAD_MODEL,
            f"{first.path.name} is one of {count} parts of a model, under another name.",
            "The parts are found by their names, which end in -00001-of-00003.gguf and so on.",
            "Give all parts their original names.",
        )
    if first.values.get("split.no") != 0:
        raise BitsmithError(
            ErrorKind.BAD_MODEL,
            f"{first.path.name} is not the first part of this model.",
            f"The model comes in {count} parts.",
            f"Open {match['stem']}-00001-of-{match['count']}.gguf; the others are found beside it.",
        )
    for number in range(2, count + 1):
        yield first.path.with_name(f"{match['stem']}-{number:05}-of-{count:05}.gguf")


class _Reader:
    """Walks one header; every length is checked against what is left of the file."""

    def __init__(self, path: Path, view: mmap.mmap, size_bytes: int, type_size: TypeSize) -> None:
        self._path = path
        self._view = view
        self._size = size_bytes
        self._at = len(MAGIC)
        self._type_size = type_size

    def read(self) -> GgufFile:
        version = self._take("<I")
        if version not in _VERSIONS:
            raise BitsmithError(
                ErrorKind.UNSUPPORTED,
                f"{self._path.name} is a GGUF that this engine cannot read.",
                f"Its format version is {version}; versions 2 and 3 are known.",
                "Look for a newer build of the model.",
            )
        n_tensors, n_values = self._take("<Q"), self._take("<Q")
        if max(n_values, n_tensors) > _MAX_ENTRIES:
            raise self._damaged(f"its header claims {n_values} values and {n_tensors} tensors")
        # the shortest value is a key without name and one byte, the shortest tensor has no name and no dims
        needed_bytes = 13 * n_values + 24 * n_tensors
        if needed_bytes > self._size - self._at:
            raise self._truncated(self._at + needed_bytes)
        values: dict[str, Any] = {}
        for _ in range(n_values):
            key = self._text(_MAX_KEY_BYTES).decode("utf-8", "replace")
            value = self._value(self._take("<I"))
            if value is not None:
                values[key] = value
        data_bytes = self._tensor_bytes(n_tensors)
        alignment = values.get("general.alignment", _DEFAULT_ALIGNMENT)
        if not isinstance(alignment, int) or not 1 <= alignment <= 1 << 20:
            raise self._damaged(f"its alignment is {alignment}")
        start = -(-self._at // alignment) * alignment
        if n_tensors and start + data_bytes > self._size:
            raise self._truncated(start + data_bytes)
        return GgufFile(self._path, self._size, values, n_tensors, data_bytes)

    def _tensor_bytes(self, n_tensors: int) -> int:
        """Bytes of the data part, from its start to the end of the last tensor."""
        end = 0
        for _ in range(n_tensors):
            name = self._text(_MAX_KEY_BYTES).decode("utf-8", "replace")
            n_dims = self._take("<I")
            if n_dims > _MAX_DIMS:
                raise self._damaged(f"tensor {name[:80]!r} has {n_dims} dimensions")
            dims = [self._take("<Q") for _ in range(n_dims)]
            type_number, offset = self._take("<I"), self._take("<Q")
            block = self._type_size(type_number)
            if block is None:
                raise BitsmithError(
                    ErrorKind.UNSUPPORTED,
                    f"{self._path.name} uses a quantization that this engine does not know.",
                    f"Tensor {name[:80]!r} has ggml type {type_number}.",
                    "Look for another build of the model, or make one here.",
                )
            elements = 1
            for dim in dims:
                elements *= dim
                if elements > _MAX_ELEMENTS:
                    raise self._damaged(f"tensor {name[:80]!r} claims an absurd size")
            if dims and dims[0] % block[0]:
                raise self._damaged(f"the rows of tensor {name[:80]!r} do not fit its type")
            end = max(end, offset + elements // block[0] * block[1])
        return end

    def _value(self, type_number: int) -> Any:
        """A scalar or a text; None for an array (skipped)."""
        if type_number == _STRING:
            text = self._text(self._size)
            return text[:_MAX_KEPT_TEXT_BYTES].decode("utf-8", "replace")
        if type_number == _ARRAY:
            self._skip_array()
            return None
        form = _FIXED.get(type_number)
        if form is None:
            raise self._damaged(f"it holds a value of unknown type {type_number}")
        return self._take(form)

    def _skip_array(self) -> None:
        item_type, count = self._take("<I"), self._take("<Q")
        if item_type == _STRING:
            if count > (self._size - self._at) // 8:
                raise self._damaged(f"it claims a list of {count} texts")
            self._skip_texts(count)
        elif form := _FIXED.get(item_type):
            self._skip(count * struct.calcsize(form))
        else:
            raise self._damaged(f"it holds a list of unknown type {item_type}")

    def _skip_texts(self, count: int) -> None:
        at, view, size = self._at, self._view, self._size
        read = struct.Struct("<Q").unpack_from
        try:
            for _ in range(count):
                at += 8 + read(view, at)[0]
        except struct.error:
            at = size + 1
        if at > size:
            raise self._truncated(at)
        self._at = at

    def _text(self, limit: int) -> bytes:
        length = self._take("<Q")
        if length > limit:
            raise self._damaged(f"it claims a text of {length} bytes")
        start = self._at
        self._skip(length)
        return self._view[start : start + length]

    def _take(self, form: str) -> Any:
        start = self._at
        self._skip(struct.calcsize(form))
        return struct.unpack_from(form, self._view, start)[0]

    def _skip(self, n_bytes: int) -> None:
        if n_bytes > self._size - self._at:
            raise self._truncated(self._at + n_bytes)
        self._at += n_bytes

    def _truncated(self, needed_bytes: int) -> BitsmithError:
        return BitsmithError(
            ErrorKind.BAD_MODEL,
            f"The model file {self._path.name} is not complete.",
            f"It has {self._size:,} bytes, and its header needs at least {needed_bytes:,}.",
            "Download or make it again.",
        )

    def _damaged(self, why: str) -> BitsmithError:
        return BitsmithError(
            ErrorKind.BAD_MODEL,
            f"The model file {self._path.name} is damaged.",
            f"The reason: {why}.",
            "Download or make it again.",
        )


def _not_a_gguf(path: Path, size_bytes: int) -> BitsmithError:
    return BitsmithError(
        ErrorKind.BAD_MODEL,
        f"{path.name} is not a GGUF model.",
        "It is empty." if size_bytes == 0 else "A GGUF file begins with the letters GGUF; this one does not.",
        "Choose a file that ends in .gguf, or make one from the model's original weights.",
    )
