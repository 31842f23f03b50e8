"""The text part of Llama 4."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

import gguf

from converters.architectures.base import Family
from converters.architectures.llama import llama3_rope_factors
from converters.architectures.qwen_moe import split_rows
from converters.lazy import LazyTensor

if TYPE_CHECKING:
    from converters.checkpoint import Checkpoint


class Llama4(Family):
    """Experts in every layer or every other one; `intermediate_size` is that of the experts."""

    gguf_arch = gguf.MODEL_ARCH.LLAMA4
    defaults: ClassVar = {
        "max_position_embeddings": 131072,
        "num_key_value_heads": 8,
        "head_dim": 128,
        "rms_norm_eps": 1e-5,
        "rope_theta": 500000.0,
        "num_local_experts": 16,
        "num_experts_per_tok": 1,
        "interleave_moe_layer_step": 1,
        "intermediate_size_mlp": 16384,
    }

    def __init__(self, checkpoint: Checkpoint) -> None:
        super().__init__(checkpoint)
        self._expert_size = self.size("intermediate_size")
        self.config["intermediate_size"] = self.size("intermediate_size_mlp")

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        writer.add_vocab_size(self.size("vocab_size"))
        writer.add_rope_dimension_count(self.head_dim)
        writer.add_interleave_moe_layer_step(self.size("interleave_moe_layer_step"))
        writer.add_expert_feed_forward_length(self._expert_size)
        kinds = self.get("layer_types")
        if isinstance(kinds, list) and all(kind == "full_attention" for kind in kinds):
            writer.add_sliding_window(0)

    def extra_tensors(self) -> Iterable[LazyTensor]:
        if self.rope.kind == "llama3":
            yield LazyTensor.computed("rope_freqs.weight", llama3_rope_factors(self))

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        name = tensor.name
        if name.endswith("gate_up_proj"):
            self.require_shape(tensor, -1, -1, -1)
            gate, up = split_rows(self, tensor.transposed(), 2)
            yield from super().convert_tensor(gate.renamed(name.replace("gate_up_proj", "gate_proj.weight")))
            yield from super().convert_tensor(up.renamed(name.replace("gate_up_proj", "up_proj.weight")))
        elif name.endswith("down_proj"):
            self.require_shape(tensor, -1, -1, -1)
            yield from super().convert_tensor(tensor.transposed().renamed(f"{name}.weight"))
        else:
            yield from super().convert_tensor(tensor)
