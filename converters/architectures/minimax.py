"""MiniMax-M2."""

from __future__ import annotations

from typing import ClassVar

import gguf

from converters.architectures.base import Family


class MiniMaxM2(Family):
    """Experts, norms on q and k, partly rotated heads."""

    gguf_arch = gguf.MODEL_ARCH.MINIMAXM2
    defaults: ClassVar = {
        "max_position_embeddings": 196608,
        "num_key_value_heads": 8,
        "head_dim": 128,
        "rms_norm_eps": 1e-6,
        "rope_theta": 5000000.0,
        "num_local_experts": 256,
        "num_experts_per_tok": 8,
        "rotary_dim": 64,
    }
    expert_kinds = ("w1.weight", "w2.weight", "w3.weight")

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        writer.add_expert_feed_forward_length(self.size("intermediate_size"))
        writer.add_rope_dimension_count(self.size("rotary_dim"))
