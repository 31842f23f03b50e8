"""Importance matrices: how strongly each input of a tensor is used, measured on text.

Two formats are read as llama.cpp's tools/quantize does (version 0c1e570): GGUF, with sums of squares and
counts for each expert, and the older one that ends in .dat.
"""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from converters.errors import BAD_REQUEST, FILE_ACCESS, ConvertError
from converters.gguf_in import read_gguf

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MAX_BYTES = 4 * 1024**3
_MAX_ENTRIES = 1 << 17
_MAX_NAME_BYTES = 1 << 12
_SUMS, _COUNTS = ".in_sum2", ".counts"


@dataclass(frozen=True, slots=True)
class Imatrix:
    """One file.

    Attributes:
        name: of the file.
        weights: tensor's name -> F32, the inputs of each expert one after the other.
        dataset: what it was measured on, "" where the file does not say.
        n_chunks: pieces of text, 0 where the file does not say.
        digest: SHA-256 of the file.
    """

    name: str
    weights: dict[str, NDArray[np.float32]]
    dataset: str
    n_chunks: int
    digest: str


def read_imatrix(path: str | Path) -> Imatrix:
    """Read a file of either format.

    Raises:
        ConvertError: it cannot be read, or is no importance matrix.
    """
    path = Path(path)
    try:
        size = path.stat().st_size
        if size > _MAX_BYTES:
            raise _bad(path, f"It has {size:,} bytes.")
        with path.open("rb") as file:
            is_gguf = file.read(4) == b"GGUF"
            file.seek(0)
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        found = _read_gguf(path) if is_gguf else _read_legacy(path)
    except OSError as error:
        raise ConvertError(
            FILE_ACCESS, f"{path.name} cannot be read.", f"{error.strerror}.", "Check the file's name."
        ) from error
    weights, dataset, n_chunks = found
    if not weights:
        raise _bad(path, "It holds no tensor.")
    for name, values in weights.items():
        if not np.isfinite(values).all():
            raise _bad(path, f"Its values for {name[:200]!r} are no numbers.")
    return Imatrix(path.name, weights, dataset, n_chunks, digest)


def _bad(path: Path, why: str) -> ConvertError:
    return ConvertError(
        BAD_REQUEST,
        f"{path.name} is no usable importance matrix.",
        why,
        "Make it with llama-imatrix, or get the one that belongs to this model.",
    )


def _read_gguf(path: Path) -> tuple[dict[str, NDArray[np.float32]], str, int]:
    try:
        file = read_gguf(path, shards=False)
    except ConvertError as error:
        raise _bad(path, error.why or error.what) from error
    if file.text("general.type") != "imatrix" and "imatrix.chunk_count" not in file.metadata:
        raise _bad(path, "It is a GGUF of another kind.")
    tensors = {t.name: t for t in file.tensors}
    weights = {}
    for name, tensor in tensors.items():
        if not name.endswith(_SUMS):
            continue
        base = name.removesuffix(_SUMS)
        counts = tensors.get(base + _COUNTS)
        if counts is None or tensor.type_name != "F32" or counts.type_name != "F32":
            raise _bad(path, f"It has no counts for {base[:200]!r}.")
        if tensor.n_values % counts.n_values:
            raise _bad(path, f"The counts of {base[:200]!r} do not match its sums.")
        with path.open("rb") as data:
            sums = _floats(data, tensor.offset, tensor.n_values).reshape(counts.n_values, -1)
            count = np.rint(_floats(data, counts.offset, counts.n_values)).astype(np.float32)[:, None]
        # an expert that no text reached counts the same for all its inputs
        with np.errstate(all="ignore"):  # what is no number is refused by its name later
            values = np.where(count > 0, sums / np.where(count > 0, count, 1), np.float32(1))
        weights[base] = values.astype(np.float32).reshape(-1)
    datasets, chunks = file.value("imatrix.datasets"), file.value("imatrix.chunk_count")
    is_named = isinstance(datasets, list) and bool(datasets) and isinstance(datasets[0], str)
    return weights, datasets[0] if is_named else "", chunks if type(chunks) is int else 0


def _floats(file, offset: int, count: int) -> NDArray[np.float32]:  # noqa: ANN001 - a binary file
    file.seek(offset)
    return np.frombuffer(file.read(4 * count), "<f4")


def _read_legacy(path: Path) -> tuple[dict[str, NDArray[np.float32]], str, int]:
    data = path.read_bytes()
    at = 0

    def whole(limit: int) -> int:
        nonlocal at
        if at + 4 > len(data):
            raise _bad(path, "It is cut off.")
        (value,) = struct.unpack_from("<i", data, at)
        at += 4
        if not 0 <= value <= limit:
            raise _bad(path, "Its numbers make no sense.")
        return value

    def take(size: int) -> bytes:
        nonlocal at
        if size > len(data) - at:
            raise _bad(path, "It is cut off.")
        at += size
        return data[at - size : at]

    weights = {}
    for _ in range(whole(_MAX_ENTRIES)):
        name = take(whole(_MAX_NAME_BYTES)).decode("utf-8", "replace")
        calls, count = whole(1 << 31), whole(len(data) // 4)
        values = np.frombuffer(take(4 * count), "<f4")
        with np.errstate(all="ignore"):  # what is no number is refused by its name later
            weights[name] = (values / np.float32(calls) if calls else values).astype(np.float32)
    if at == len(data):
        return weights, "", 0
    chunks = whole(1 << 31)
    dataset = take(whole(1 << 16)).decode("utf-8", "replace") if at < len(data) else ""
    return weights, dataset, chunks
