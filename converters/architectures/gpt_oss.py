"""OpenAI's gpt-oss."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

import gguf
import numpy as np

from converters.architectures.base import Family
from converters.lazy import LazyTensor


class GptOss(Family):
    """Experts with gate and up interleaved, attention sinks, a sliding window in every other layer."""

    gguf_arch = gguf.MODEL_ARCH.GPT_OSS
    defaults: ClassVar = {
        "max_position_embeddings": 131072,
        "num_key_value_heads": 8,
        "head_dim": 64,
        "rms_norm_eps": 1e-5,
        "rope_theta": 150000.0,
        "sliding_window": 128,
        "num_local_experts": 128,
        "num_experts_per_tok": 4,
    }

    def source_name(self, name: str) -> str | None:
        if "sinks" in name:
            name += ".weight"
        return super().source_name(name)

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        writer.add_sliding_window(self.size("sliding_window"))
        writer.add_expert_feed_forward_length(self.size("intermediate_size"))

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        name = tensor.name
        if name.endswith("down_proj_bias"):
            yield from super().convert_tensor(tensor.renamed(name.replace("_bias", ".bias")))
        elif name.endswith("experts.down_proj"):
            self.require_shape(tensor, -1, -1, -1)
            yield from super().convert_tensor(tensor.transposed().renamed(f"{name}.weight"))
        elif name.endswith("gate_up_proj_bias"):
            self.require_shape(tensor, -1, -1)
            prefix = name.removesuffix("gate_up_proj_bias")
            for first, part in enumerate(("up", "gate")):
                values = tensor.columns(np.arange(1 - first, tensor.n_cols, 2))
                # the reference writes gate first
                yield from super().convert_tensor(values.renamed(f"{prefix}{part}_proj.bias"))
        elif name.endswith("experts.gate_up_proj.weight"):
            # MXFP4 is stored row by row already
            self.require_shape(tensor, -1, -1, -1)
            yield from self._gate_and_up(tensor, name.removesuffix("gate_up_proj.weight"))
        elif name.endswith("experts.gate_up_proj"):
            self.require_shape(tensor, -1, -1, -1)
            yield from self._gate_and_up(tensor.transposed(), name.removesuffix("gate_up_proj"))
        else:
            yield from super().convert_tensor(tensor)

    def _gate_and_up(self, rows: LazyTensor, prefix: str) -> Iterable[LazyTensor]:
        yield from super().convert_tensor(every_other_row(rows, 0).renamed(f"{prefix}gate_proj.weight"))
        yield from super().convert_tensor(every_other_row(rows, 1).renamed(f"{prefix}up_proj.weight"))


def every_other_row(tensor: LazyTensor, first: int) -> LazyTensor:
    """Rows `first`, `first` + 2 and so on of each matrix in a (matrices, rows, columns) tensor."""
    n_matrices, height, width = tensor.shape
    flat = tensor.reshaped(n_matrices * height, width)
    rows = np.arange(n_matrices * height).reshape(n_matrices, height)[:, first::2]
    return flat.taken(rows.reshape(-1)).reshaped(n_matrices, rows.shape[1], width)
