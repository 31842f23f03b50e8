"""Moonshot's Kimi Linear: latent attention in some layers, a gated delta rule in the others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import gguf

from converters.architectures.base import Family
from converters.architectures.deepseek import latent_keys_and_values
from converters.architectures.delta import delta_convolution, delta_name
from converters.architectures.mamba import decay
from converters.errors import bad_model
from converters.lazy import LazyTensor


class KimiLinear(Family):
    """No positions at all in the file's sense: the delta rule knows the order."""

    gguf_arch = gguf.MODEL_ARCH.KIMI_LINEAR
    expert_kinds = ("w1.weight", "w2.weight", "w3.weight")

    @property
    def _linear(self) -> dict[str, Any]:
        table = self.get("linear_attn_config")
        if not isinstance(table, dict) or not isinstance(table.get("full_attn_layers"), list):
            raise bad_model("config.json is damaged.", "Its linear_attn_config does not name layers.")
        return table

    def _linear_size(self, key: str) -> int:
        value = self._linear.get(key)
        if type(value) is not int or not 0 < value < 1 << 31:
            raise bad_model("config.json is damaged.", f"{key} is {str(value)[:60]}.")
        return value

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        n_heads = self.config["num_key_value_heads"]
        self.config["num_key_value_heads"] = 1  # the engine runs latent attention with one large head
        super().add_metadata(writer, ftype)
        self.config["num_key_value_heads"] = n_heads
        full = self._linear["full_attn_layers"]  # counted from 1
        writer.add_vocab_size(self.size("vocab_size"))
        writer.add_head_count_kv([int(n + 1 in full) for n in range(self.n_layers)])
        writer.add_ssm_conv_kernel(self._linear_size("short_conv_kernel_size"))
        writer.add_kda_head_dim(self._linear_size("head_dim"))
        if self.get("q_lora_rank") is not None:
            writer.add_q_lora_rank(self.size("q_lora_rank"))
        latent, rotary = self.size("kv_lora_rank"), self.size("qk_rope_head_dim")
        writer.add_kv_lora_rank(latent)
        writer.add_rope_dimension_count(rotary)
        writer.add_key_length(latent + rotary)
        writer.add_key_length_mla(self.size("qk_nope_head_dim") + rotary)
        writer.add_value_length_mla(self.size("v_head_dim"))
        writer.add_expert_feed_forward_length(self.size("moe_intermediate_size"))
        writer.add_expert_shared_count(self.count("num_shared_experts"))
        writer.add_leading_dense_block_count(self.count("first_k_dense_replace"))
        writer.add_expert_weights_scale(self.required_number("routed_scaling_factor"))

    def source_name(self, name: str) -> str | None:
        return super().source_name(delta_name(name))

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        if tensor.name.endswith("kv_b_proj.weight"):
            for part in latent_keys_and_values(self, tensor, self.size("num_key_value_heads")):
                yield from super().convert_tensor(part)
        elif tensor.name.endswith(".A_log"):
            yield from super().convert_tensor(tensor.mapped(decay))
        else:
            yield from super().convert_tensor(delta_convolution(self, tensor))
