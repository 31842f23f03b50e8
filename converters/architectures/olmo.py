"""AI2's OLMo 2 and OLMoE."""

from __future__ import annotations

from typing import ClassVar

import gguf

from converters.architectures.base import Family


class Olmo2(Family):
    """Norms after attention and feed-forward."""

    gguf_arch = gguf.MODEL_ARCH.OLMO2
    defaults: ClassVar = {"max_position_embeddings": 2048, "rms_norm_eps": 1e-5, "rope_theta": 10000.0}


class OlmoE(Family):
    """Experts, norms on q and k."""

    gguf_arch = gguf.MODEL_ARCH.OLMOE
    defaults: ClassVar = {
        "max_position_embeddings": 4096,
        "rms_norm_eps": 1e-5,
        "rope_theta": 10000.0,
        "num_experts": 64,
        "num_experts_per_tok": 8,
    }
    expert_kinds = ("down_proj.weight", "gate_proj.weight", "up_proj.weight")

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        writer.add_layer_norm_rms_eps(1e-5)
