"""A quick reader of GGUF files that knows every type of the engine; gguf's own takes seconds."""

from __future__ import annotations

import hashlib
import json
import mmap
import struct
from pathlib import Path
from typing import Any

from converters.engine import load_ggml

_NUMBERS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
_STRING, _ARRAY = 8, 9
_ALIGNMENT = 32


class GgufFile:
    """Metadata and tensors of a file.

    Attributes:
        metadata: key -> value, in the order of the file.
        tensors: name -> [type's name, shape with the innermost size first, SHA-256 of the data].
    """

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            self._data, self._at = data, 0
            magic, _version, n_tensors, n_keys = self._take("4sIQQ")
            assert magic == b"GGUF"
            self.metadata = {self._string(): self._value(*self._take("I")) for _ in range(n_keys)}
            infos = [self._tensor_info() for _ in range(n_tensors)]
            start = self._at + -self._at % _ALIGNMENT
            self.tensors = {name: self._tensor(start, *rest) for name, *rest in infos}

    def short_metadata(self) -> dict[str, Any]:
        """`metadata`, long lists as their length and digest."""
        return {
            key: {"len": len(value), "sha256": _digest(json.dumps(value, ensure_ascii=False).encode())}
            if isinstance(value, list) and len(value) > 64
            else value
            for key, value in self.metadata.items()
        }

    def _take(self, form: str) -> tuple:
        values = struct.unpack_from("<" + form, self._data, self._at)
        self._at += struct.calcsize("<" + form)
        return values

    def _string(self) -> str:
        (length,) = self._take("Q")
        self._at += length
        return self._data[self._at - length : self._at].decode()

    def _value(self, kind: int) -> Any:
        if kind == _STRING:
            return self._string()
        if kind != _ARRAY:
            return self._take(_NUMBERS[kind])[0]
        inner, count = self._take("IQ")
        if inner in _NUMBERS:
            return list(self._take(f"{count}{_NUMBERS[inner]}"))
        return [self._value(inner) for _ in range(count)]

    def _tensor_info(self) -> tuple:
        name = self._string()
        (n_dims,) = self._take("I")
        return name, list(self._take(f"{n_dims}Q")), *self._take("IQ")

    def _tensor(self, start: int, shape: list[int], kind: int, offset: int) -> list:
        ggml = load_ggml()
        size = ggml.ggml_row_size(kind, shape[0])
        for count in shape[1:]:
            size *= count
        data = self._data[start + offset : start + offset + size]
        assert len(data) == size
        return [ggml.ggml_type_name(kind).decode().upper(), shape, _digest(data)]


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
