"""Zhipu's GLM-4.7-Flash: DeepSeek's attention and experts with GLM's tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from converters.architectures.deepseek import DeepSeek2
from converters.architectures.glm import MOE_TOKENS, set_special_tokens

if TYPE_CHECKING:
    from converters.tokenizer import Vocabulary


class Glm4MoeLite(DeepSeek2):
    """Layers behind the last one predict several tokens, and are left out."""

    defaults: ClassVar = {
        "max_position_embeddings": 202752,
        "num_key_value_heads": 20,
        "rms_norm_eps": 1e-5,
        "rope_theta": 10000.0,
        "kv_lora_rank": 512,
        "q_lora_rank": 768,
        "qk_nope_head_dim": 192,
        "qk_rope_head_dim": 64,
        "v_head_dim": 256,
        "n_routed_experts": 64,
        "n_shared_experts": 1,
        "num_experts_per_tok": 4,
        "moe_intermediate_size": 1536,
        "routed_scaling_factor": 1.8,
        "n_group": 1,
        "topk_group": 1,
    }

    def vocabulary(self) -> Vocabulary:
        vocabulary = super().vocabulary()
        set_special_tokens(vocabulary, MOE_TOKENS)
        return vocabulary
