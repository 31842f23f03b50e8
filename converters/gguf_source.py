"""A GGUF as the source of another one: its metadata as it is, its tensors dequantized row by row."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gguf
import numpy as np

from converters.engine import load_ggml
from converters.engine_limits import check_limits
from converters.errors import BAD_REQUEST, UNSUPPORTED, ConvertError
from converters.gguf_header import pack_header, raw, uint32
from converters.gguf_in import GgufFile, GgufTensor, RawValue, read_gguf
from converters.gguf_out import ALIGNMENT, Extra, Making, tensor_bytes
from converters.lazy import LazyTensor
from converters.matrices import Source, Stored

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from converters.files import Files
    from converters.safetensors_header import SourceTensor

_PLAIN = ("F32", "F16", "BF16")
_SPLIT_KEYS = ("split.no", "split.count", "split.tensors.count")
_NO_MODEL = {
    "mmproj": "a projector, the eyes or ears of another model",
    "adapter": "an adapter (LoRA) for another model",
    "imatrix": "an importance matrix",
    "vocab": "a vocabulary without weights",
}


class _TypeTraits(ctypes.Structure):
    """`struct ggml_type_traits` of ggml.h at llama.cpp 0c1e570."""

    _fields_ = (
        ("type_name", ctypes.c_char_p),
        ("blck_size", ctypes.c_int64),
        ("blck_size_interleave", ctypes.c_int64),
        ("type_size", ctypes.c_size_t),
        ("is_quantized", ctypes.c_bool),
        ("to_float", ctypes.c_void_p),
        ("from_float_ref", ctypes.c_void_p),
    )


_TO_FLOAT = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64)


@cache
def _to_float(kind: int) -> Any:
    """Ggml's function (block *, float *, values) for a type."""
    ggml = load_ggml()
    ggml.ggml_get_type_traits.argtypes = [ctypes.c_int]
    ggml.ggml_get_type_traits.restype = ctypes.POINTER(_TypeTraits)
    address = ggml.ggml_get_type_traits(kind).contents.to_float
    if not address:
        name = ggml.ggml_type_name(kind).decode()
        raise ConvertError(UNSUPPORTED, f"Tensors of the type {name} cannot be read back.")
    return _TO_FLOAT(address)


@dataclass(frozen=True, slots=True)
class PackedRows(Source):
    """Rows in one of ggml's quantized types."""

    part: SourceTensor
    type: int
    width: int

    @property
    def n_cols(self) -> int:
        return self.width

    @property
    def n_rows(self) -> int:
        return self.part.n_bytes // self._row_bytes

    @property
    def dtype(self) -> str:
        return "F32"

    @property
    def packed_type(self) -> int | None:
        return self.type

    @property
    def _row_bytes(self) -> int:
        return load_ggml().ggml_row_size(self.type, self.width)

    def read_packed(self, files: Files, start: int, stop: int) -> NDArray[np.uint8]:
        size = self._row_bytes
        return np.array(files.bytes_of(self.part, start * size, stop * size)).reshape(stop - start, size)

    def read(self, files: Files, start: int, stop: int) -> NDArray[np.float32]:
        data = self.read_packed(files, start, stop)
        rows = np.empty((stop - start, self.width), np.float32)
        _to_float(self.type)(data.ctypes.data, rows.ctypes.data, rows.size)
        return rows

    def stored(self) -> Iterator[SourceTensor]:
        yield self.part


@dataclass(frozen=True)
class GgufConversion(Making):
    """A GGUF that becomes another one; metadata is copied, as llama.cpp's quantizer does.

    Attributes:
        file: the source.
        provenance: metadata that says where the model comes from.
    """

    file: GgufFile
    provenance: Extra = field(default_factory=dict)
    keeps_packed = False

    @property
    def has_weights(self) -> bool:
        return True

    @property
    def source_folder(self) -> Path:
        return self.file.path.parent

    @cached_property
    def tensors(self) -> list[LazyTensor]:  # pyright: ignore[reportIncompatibleMethodOverride] - read once
        return [_lazy(tensor) for tensor in self.file.tensors]

    def plain_types(self, wide: int) -> dict[str, int] | None:  # noqa: ARG002 - the engine decides
        return None

    def skeleton_types(self) -> dict[str, int]:
        return {t.name: t.type for t in self.file.tensors}

    def write_header(self, path: Path, types: dict[str, int], ftype: int, extra: Extra | None = None) -> int:
        metadata = {k: v for k, v in self.file.metadata.items() if k not in _SPLIT_KEYS}
        metadata.pop("general.alignment", None)
        values: dict[str, RawValue] = {
            "general.quantization_version": uint32(gguf.GGML_QUANT_VERSION),
            "general.file_type": uint32(ftype),
            **{key: raw(value) for key, value in {**self.provenance, **(extra or {})}.items()},
        }
        for key, value in values.items():
            metadata.pop(key, None)
            metadata[key] = value
        header = pack_header(
            metadata,
            [(t.name, t.shape, types[t.name], tensor_bytes(t, types[t.name])) for t in self.tensors],
            ALIGNMENT,
        )
        path.write_bytes(header)
        return len(header)


def _lazy(tensor: GgufTensor) -> LazyTensor:
    part = tensor.part
    if tensor.type_name in _PLAIN:
        return LazyTensor(tensor.name, tensor.shape, Stored(part, tensor.shape[-1]))
    return LazyTensor(tensor.name, tensor.shape, PackedRows(part, tensor.type, tensor.shape[-1]))


def open_gguf(path: str | Path, provenance: Extra | None = None) -> GgufConversion:
    """A GGUF file as a source.

    Raises:
        ConvertError: it is damaged, or no language model.
    """
    file = read_gguf(path)
    kind = file.text("general.type")
    if kind in _NO_MODEL or not file.text("general.architecture") or not file.tensors:
        raise ConvertError(
            BAD_REQUEST,
            f"{file.path.name} is not a language model.",
            f"It is {_NO_MODEL.get(kind, 'a file without weights')}.",
            "Choose the model's main file.",
        )
    check_limits({key: value.decoded() for key, value in file.metadata.items()})
    return GgufConversion(file, provenance or {})
