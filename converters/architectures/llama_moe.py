"""Mixtral: a Llama whose feed-forward is a mixture of experts."""

from __future__ import annotations

from typing import ClassVar

from converters.architectures.llama import Llama


class Mixtral(Llama):
    """Llama's own architecture in the engine, with experts."""

    defaults: ClassVar = {
        "max_position_embeddings": 131072,
        "num_key_value_heads": 8,
        "rms_norm_eps": 1e-5,
        "rope_theta": 1000000.0,
        "num_local_experts": 8,
        "num_experts_per_tok": 2,
    }
    has_computed_head_dim = False
    expert_kinds = ("w1.weight", "w2.weight", "w3.weight")
