"""The header of the output, and the skeleton: the header over a hole where the weights would be."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

import gguf
import numpy as np
from gguf import GGMLQuantizationType as GgmlType

from converters.architectures.names import architecture_name
from converters.checkpoint import Checkpoint
from converters.description import model_description
from converters.engine import load_ggml
from converters.engine_limits import check_limits
from converters.errors import FILE_ACCESS, ConvertError, bad_model
from converters.lazy import LazyTensor
from converters.lora import Adapter
from converters.registry import family_of

ALIGNMENT = 32  # of tensor data, GGUF's default

Extra = Mapping[str, str | int | float | bool]  # metadata that is added at the end


class Making(ABC):
    """What is going to be a GGUF: its tensors and its metadata, from whatever source.

    Attributes:
        keeps_packed: tensors that are quantized in the source stay as they are, whatever the file type.
        provenance: metadata that says where the model comes from.
    """

    keeps_packed: ClassVar[bool] = True
    provenance: Extra

    @property
    @abstractmethod
    def tensors(self) -> list[LazyTensor]:
        """All tensors of the output, in its order."""

    @property
    @abstractmethod
    def has_weights(self) -> bool:
        """False when only the headers of the source are here."""

    @property
    @abstractmethod
    def source_folder(self) -> Path:
        """Where the source is."""

    @abstractmethod
    def plain_types(self, wide: int) -> dict[str, int] | None:
        """Each tensor's type in a file that is not quantized; None where the engine has to be asked."""

    @abstractmethod
    def skeleton_types(self) -> dict[str, int]:
        """Each tensor's type in the file that the engine would quantize."""

    @abstractmethod
    def write_header(self, path: Path, types: dict[str, int], ftype: int, extra: Extra | None = None) -> int:
        """Write header, metadata and tensor table to `path`; returns where the data begins.

        Args:
            path: is overwritten.
            types: of every tensor, by GGUF name.
            ftype: llama.cpp's number of the file type.
            extra: more metadata, for the end.

        Raises:
            ConvertError: (bad_model) the source holds a value that no GGUF can hold.
            OSError: the file cannot be written.
        """

    def write_skeleton(self, path: Path) -> int:
        """Write a file that the engine can open without any weight; returns where the data begins.

        It takes the room of its header on disk and claims the size of the file with all weights.
        """
        types = self.skeleton_types()
        start = self.write_header(path, types, gguf.LlamaFileType.MOSTLY_BF16)
        make_sparse(path, start + sum(padded(tensor_bytes(t, types[t.name])) for t in self.tensors))
        return start

    def source_files(self) -> set[Path]:
        """The files whose bytes become tensors."""
        return {part.path for tensor in self.tensors for part in tensor.source.stored()}

    def source_identity(self) -> list[Any]:
        """What tells this source from a changed one: the names, sizes and times of its files."""
        found = []
        for path in sorted(self.source_files()):
            try:
                about = path.stat()
            except OSError as error:
                raise ConvertError(
                    FILE_ACCESS,
                    f"{path.name} cannot be read.",
                    f"{error.strerror}.",
                    "Check that the model's folder is still there, and try again.",
                ) from error
            found.append([path.name, about.st_size, about.st_mtime_ns])
        return found


@dataclass(frozen=True)
class Conversion(Making):
    """A checkpoint as it will be in the output; made once and used for skeleton, recipe and file.

    Attributes:
        checkpoint: the source.
        name: the model's name in the file, None for what the model card or the folder says.
        provenance: metadata that says where the model comes from.
        adapters: are merged into the weights, one after the other.
    """

    checkpoint: Checkpoint
    name: str | None = None
    provenance: Extra = field(default_factory=dict)
    adapters: tuple[Adapter, ...] = ()

    @property
    def has_weights(self) -> bool:
        return not self.checkpoint.headers_only

    @property
    def source_folder(self) -> Path:
        return self.checkpoint.folder

    @cached_property
    def family(self):  # noqa: ANN201 - Family, which imports gguf's tables
        family = family_of(self.checkpoint)
        family.adapters = self.adapters
        return family

    @cached_property
    def tensors(self) -> list[LazyTensor]:  # pyright: ignore[reportIncompatibleMethodOverride] - read once
        return self.family.tensors()

    @cached_property
    def vocabulary(self):  # noqa: ANN201
        return self.family.cached_vocabulary

    def plain_types(self, wide: int) -> dict[str, int] | None:
        return {
            t.name: GgmlType.F32
            if len(t.shape) < 2 or self.family.needs_f32(t.name)
            else t.source.packed_type or wide
            for t in self.tensors
        }

    def skeleton_types(self) -> dict[str, int]:
        return self.plain_types(GgmlType.BF16) or {}

    def write_header(self, path: Path, types: dict[str, int], ftype: int, extra: Extra | None = None) -> int:
        writer = _Writer(path=None, arch=architecture_name(self.family.gguf_arch))
        for tensor in self.tensors:
            kind = types[tensor.name]
            writer.add_tensor_info(
                tensor.name,
                tensor.shape,
                np.dtype(np.float32),
                tensor_bytes(tensor, kind),
                raw_dtype=kind,  # pyright: ignore[reportArgumentType] - the package has no number for the newest types
            )
        self.family.add_first_metadata(writer)
        writer.add_type(gguf.GGUFType.MODEL)
        model_description(self.checkpoint, self.name, writer).set_gguf_meta_model(writer)
        self.family.add_metadata(writer, ftype)
        writer.add_quantization_version(gguf.GGML_QUANT_VERSION)
        self.vocabulary.write(writer)
        for key, value in {**self.provenance, **(extra or {})}.items():
            add_value(writer, key, value)
        check_limits({key: value.value for key, value in writer.kv_data[0].items()})
        try:
            writer.write_header_to_file(path)
            writer.write_kv_data_to_file()
            writer.write_ti_data_to_file()
        except (ValueError, TypeError, AttributeError, OverflowError, struct.error) as error:
            # half of a surrogate pair in a token or a template, a number that does not fit
            raise bad_model(
                "The configuration or the tokenizer of this model is damaged.",
                f"It holds a value that cannot be stored ({error}).",
            ) from error
        finally:
            writer.close()
        size = path.stat().st_size
        padding = -size % ALIGNMENT
        with path.open("ab") as file:
            file.write(b"\0" * padding)
        return size + padding


def add_value(writer: gguf.GGUFWriter, key: str, value: str | float | bool) -> None:
    """Add one value of the metadata; whole numbers take 32 bits."""
    if isinstance(value, str):
        writer.add_string(key, value)
    elif isinstance(value, bool):
        writer.add_bool(key, value)
    elif isinstance(value, int):
        writer.add_uint32(key, value)
    else:
        writer.add_float32(key, value)


class _Writer(gguf.GGUFWriter):
    """gguf's writer with a fast way for long lists, which are most of a header."""

    def _pack_val(self, val, vtype, add_vtype, sub_type=None) -> bytes:  # noqa: ANN001 - gguf's own signature
        if vtype == gguf.GGUFValueType.ARRAY and isinstance(val, list) and len(val) > 64:
            packed = _pack_list(val)
            if packed is not None:
                return struct.pack("<I", vtype) + packed if add_vtype else packed
        return super()._pack_val(val, vtype, add_vtype, sub_type)


def _pack_list(values: list) -> bytes | None:
    """The list as a GGUF array, None when its values are of another kind."""
    kinds = set(map(type, values))
    if kinds <= {str, bytes}:
        texts = [v.encode() if isinstance(v, str) else v for v in values]
        number, data = gguf.GGUFValueType.STRING, b"".join(len(t).to_bytes(8, "little") + t for t in texts)
    elif kinds == {float}:
        number, data = gguf.GGUFValueType.FLOAT32, np.array(values, "<f4").tobytes()
    elif all(issubclass(kind, int) and kind is not bool for kind in kinds):
        number, data = gguf.GGUFValueType.INT32, np.array(values, "<i4").tobytes()
    else:
        return None
    return struct.pack("<IQ", number, len(values)) + data


def tensor_bytes(tensor: LazyTensor, kind: int) -> int:
    """Bytes of a tensor's data in the file, without padding."""
    return load_ggml().ggml_row_size(kind, tensor.n_cols) * tensor.n_rows


def padded(n_bytes: int) -> int:
    return n_bytes + -n_bytes % ALIGNMENT


def make_sparse(path: Path, size: int) -> None:
    """Make a file longer without using room on the disk for it."""
    if sys.platform == "win32":
        # NTFS keeps holes only in files that are marked so
        command = ["fsutil", "sparse", "setflag", str(path)]
        # an app without a console shall show none
        subprocess.run(command, check=False, capture_output=True, creationflags=subprocess.CREATE_NO_WINDOW)
    os.truncate(path, size)
