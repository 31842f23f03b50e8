"""DeepSeek's first model with experts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

import gguf

from converters.architectures.llama import Llama
from converters.lazy import LazyTensor


class DeepSeek1(Llama):
    """A Llama with experts beside shared ones; its first layers are dense."""

    gguf_arch = gguf.MODEL_ARCH.DEEPSEEK
    defaults: ClassVar = {
        "max_position_embeddings": 2048,
        "rms_norm_eps": 1e-6,
        "rope_theta": 10000.0,
        "first_k_dense_replace": 0,
    }
    has_computed_head_dim = False
    expert_kinds = ("down_proj.weight", "gate_proj.weight", "up_proj.weight")

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super(Llama, self).add_metadata(writer, ftype)
        writer.add_rope_dimension_count(self.head_dim)
        writer.add_rope_scaling_type(gguf.RopeScalingType.NONE)
        writer.add_leading_dense_block_count(self.count("first_k_dense_replace"))
        writer.add_vocab_size(self.size("vocab_size"))
        writer.add_expert_feed_forward_length(self.size("moe_intermediate_size"))
        writer.add_expert_weights_scale(1.0)
        writer.add_expert_count(self.size("n_routed_experts"))
        writer.add_expert_shared_count(self.size("n_shared_experts"))

    def extra_tensors(self) -> Iterable[LazyTensor]:
        return ()
