"""DeepSeek V2, V3 and R1: latent attention and experts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import ClassVar

import gguf

from converters.architectures.base import Family
from converters.architectures.qwen_moe import rows_of_each
from converters.lazy import LazyTensor

_LAYER = re.compile(r"model\.layers\.(\d{1,6})\.")


class DeepSeek2(Family):
    """The engine runs latent attention as attention with one large key and value head."""

    gguf_arch = gguf.MODEL_ARCH.DEEPSEEK2
    defaults: ClassVar = {
        "max_position_embeddings": 2048,
        "rms_norm_eps": 1e-6,
        "rope_theta": 10000.0,
        "kv_lora_rank": 512,
        "q_lora_rank": 1536,
        "qk_nope_head_dim": 128,
        "qk_rope_head_dim": 64,
        "v_head_dim": 128,
        "routed_scaling_factor": 1.0,
    }
    expert_kinds = ("down_proj.weight", "gate_proj.weight", "up_proj.weight")

    def source_name(self, name: str) -> str | None:
        match = _LAYER.match(name)
        if match and int(match[1]) >= self.n_layers:
            return None  # predicts several tokens; not part of the model in the engine
        return super().source_name(name)

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        latent, rotary = self.size("kv_lora_rank"), self.size("qk_rope_head_dim")
        n_heads = self.config["num_key_value_heads"]
        self.config["num_key_value_heads"] = 1
        super().add_metadata(writer, ftype)
        self.config["num_key_value_heads"] = n_heads
        has_experts = self.get("n_routed_experts") is not None
        dense = self.get("first_k_dense_replace")
        writer.add_leading_dense_block_count(
            self.count("first_k_dense_replace") if dense is not None else 0 if has_experts else self.n_layers
        )
        writer.add_vocab_size(self.size("vocab_size"))
        if self.get("q_lora_rank") is not None:
            writer.add_q_lora_rank(self.size("q_lora_rank"))
        writer.add_kv_lora_rank(latent)
        writer.add_key_length(latent + rotary)
        writer.add_value_length(latent)
        writer.add_key_length_mla(self.size("qk_nope_head_dim") + rotary)
        writer.add_value_length_mla(self.size("v_head_dim"))
        writer.add_expert_feed_forward_length(self.size("moe_intermediate_size", "intermediate_size"))
        if has_experts:
            writer.add_expert_count(self.size("n_routed_experts"))
        writer.add_expert_shared_count(self.count("n_shared_experts"))
        if (scale := self.number("routed_scaling_factor")) is not None:
            writer.add_expert_weights_scale(scale)
        if self.flag("norm_topk_prob"):
            writer.add_expert_weights_norm(value=True)
        writer.add_rope_dimension_count(rotary)
        if (mscale := self.rope.numbers.get("mscale_all_dim")) is not None:
            writer.add_rope_scaling_yarn_log_mul(0.1 * mscale)

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        if self.flag("tie_word_embeddings") and tensor.name in ("lm_head.weight", "model.lm_head.weight"):
            return
        if not tensor.name.endswith("kv_b_proj.weight"):
            yield from super().convert_tensor(tensor)
            return
        for part in latent_keys_and_values(self, tensor, self.size("num_key_value_heads")):
            yield from super().convert_tensor(part)


def latent_keys_and_values(family: Family, tensor: LazyTensor, heads: int) -> list[LazyTensor]:
    """The two parts of a `kv_b_proj`: the engine multiplies that of the keys into the queries."""
    keys = family.size("qk_nope_head_dim")
    height = keys + family.size("v_head_dim")
    family.require_shape(tensor, heads * height, -1)
    both, name = tensor.reshaped(heads, height, tensor.shape[1]), tensor.name
    return [
        rows_of_each(both, 0, keys).transposed().renamed(name.replace("kv_b_proj", "k_b_proj")),
        rows_of_each(both, keys, height).renamed(name.replace("kv_b_proj", "v_b_proj")),
    ]
