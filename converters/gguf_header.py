"""Headers of GGUF files from values that are bytes already: copied from another file, or packed here.

Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping

from converters.gguf_in import RawValue

_UINT32, _STRING, _BOOL, _FLOAT32 = 4, 8, 7, 6


def pack_header(
    metadata: Mapping[str, RawValue],
    tensors: Iterable[tuple[str, tuple[int, ...], int, int]],
    alignment: int,
) -> bytes:
    """The file up to its data, padding included.

    Args:
        metadata: key -> value.
        tensors: (name, row-major shape, type's number, bytes of its data) in the order of the data.
        alignment: of the data.
    """
    keys = b"".join(_text(k) + struct.pack("<I", v.type) + v.data for k, v in metadata.items())
    rows, offset, count = [], 0, 0
    for name, shape, kind, n_bytes in tensors:
        dims = struct.pack(f"<I{len(shape)}Q", len(shape), *reversed(shape))
        rows.append(_text(name) + dims + struct.pack("<IQ", kind, offset))
        offset += n_bytes + -n_bytes % alignment
        count += 1
    header = b"GGUF" + struct.pack("<IQQ", 3, count, len(metadata)) + keys + b"".join(rows)
    return header + bytes(-len(header) % alignment)


def uint32(value: int) -> RawValue:
    return RawValue(_UINT32, struct.pack("<I", value))


def number(form: str, kind: int, value: int) -> RawValue:
    """A whole number of another width: `form` as in `struct`, `kind` GGUF's number of the type."""
    return RawValue(kind, struct.pack(form, value))


def raw(value: str | float | bool) -> RawValue:
    """A value of the metadata; whole numbers take 32 bits."""
    if isinstance(value, bool):
        return RawValue(_BOOL, struct.pack("?", value))
    if isinstance(value, int):
        return uint32(value)
    if isinstance(value, float):
        return RawValue(_FLOAT32, struct.pack("<f", value))
    return RawValue(_STRING, _text(value))


def _text(value: str) -> bytes:
    data = value.encode("utf-8", "replace")
    return struct.pack("<Q", len(data)) + data
