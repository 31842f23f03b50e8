"""The header of the output, and the skeleton: the header over a hole where the weights would be."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import gguf
import numpy as np
from gguf import GGMLQuantizationType as GgmlType

from converters.checkpoint import Checkpoint
from converters.engine import load_ggml
from converters.registry import family_of
from converters.tensors import OutTensor

ALIGNMENT = 32  # of tensor data, GGUF's default


@dataclass(frozen=True)
class Conversion:
    """A checkpoint as it will be in the output; made once and used for skeleton, recipe and file.

    Attributes:
        checkpoint: the source.
        name: the model's name in the file, None for what the model card or the folder says.
    """

    checkpoint: Checkpoint
    name: str | None = None

    @cached_property
    def family(self):  # noqa: ANN201 - Family, which imports gguf's tables
        return family_of(self.checkpoint)

    @cached_property
    def tensors(self) -> list[OutTensor]:
        return self.family.tensors()

    @cached_property
    def vocabulary(self):  # noqa: ANN201
        return self.family.vocabulary()

    def plain_types(self, wide: GgmlType) -> dict[str, int]:
        """Each tensor's type in a file that is not quantized: `wide`, or F32 where llama.cpp wants that."""
        return {
            t.name: GgmlType.F32 if len(t.shape) < 2 or self.family.needs_f32(t.name) else wide
            for t in self.tensors
        }

    def write_header(self, path: Path, types: dict[str, int], ftype: int) -> int:
        """Write header, metadata and tensor table to `path`; returns where the data begins.

        Args:
            path: is overwritten.
            types: of every tensor, by GGUF name.
            ftype: llama.cpp's number of the file type.
        """
        writer = gguf.GGUFWriter(path=None, arch=gguf.MODEL_ARCH_NAMES[self.family.gguf_arch])
        for tensor in self.tensors:
            kind = types[tensor.name]  # a plain number: the package does not know the newest types
            n_bytes = tensor_bytes(tensor, kind)
            writer.add_tensor_info(
                tensor.name,
                tensor.shape,
                np.dtype(np.float32),
                n_bytes,
                raw_dtype=kind,  # pyright: ignore[reportArgumentType]
            )
        writer.add_type(gguf.GGUFType.MODEL)
        self._add_description(writer)
        self.family.add_metadata(writer)
        writer.add_file_type(ftype)
        writer.add_quantization_version(gguf.GGML_QUANT_VERSION)
        self.vocabulary.write(writer)
        writer.write_header_to_file(path)
        writer.write_kv_data_to_file()
        writer.write_ti_data_to_file()
        writer.close()
        size = path.stat().st_size
        padding = -size % ALIGNMENT
        with path.open("ab") as file:
            file.write(b"\0" * padding)
        return size + padding

    def write_skeleton(self, path: Path) -> int:
        """Write a file that the engine can open without any weight; returns where the data begins.

        It takes the room of its header on disk and claims the size of the BF16 file.
        """
        types = self.plain_types(GgmlType.BF16)
        start = self.write_header(path, types, gguf.LlamaFileType.MOSTLY_BF16)
        make_sparse(path, start + sum(padded(tensor_bytes(t, types[t.name])) for t in self.tensors))
        return start

    def _add_description(self, writer: gguf.GGUFWriter) -> None:
        """Name, license, base model and so on, by gguf's own reading of the model card."""
        total, shared, expert, n_experts = writer.get_total_parameter_count()
        level = logging.getLogger("metadata").level
        logging.getLogger("metadata").setLevel(logging.ERROR)
        try:
            metadata = gguf.Metadata.load(None, self.checkpoint.folder, self.name, total)
        except Exception:  # noqa: BLE001 - a model card is hostile input, and the description is optional
            metadata = gguf.Metadata(name=self.name)
        finally:
            logging.getLogger("metadata").setLevel(level)
        metadata.name = metadata.name or self.checkpoint.folder.name
        if metadata.size_label is None and total > 0:
            metadata.size_label = gguf.size_label(total, shared, expert, n_experts)
        metadata.set_gguf_meta_model(writer)


def tensor_bytes(tensor: OutTensor, kind: int) -> int:
    """Bytes of a tensor's data in the file, without padding."""
    return load_ggml().ggml_row_size(kind, tensor.n_cols) * tensor.n_rows


def padded(n_bytes: int) -> int:
    return n_bytes + -n_bytes % ALIGNMENT


def make_sparse(path: Path, size: int) -> None:
    """Make a file longer without using room on the disk for it."""
    if sys.platform == "win32":
        # NTFS keeps holes only in files that are marked so
        subprocess.run(["fsutil", "sparse", "setflag", str(path)], check=False, capture_output=True)
    os.truncate(path, size)
