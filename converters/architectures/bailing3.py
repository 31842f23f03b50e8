"""inclusionAI's Ling 3: latent attention in some layers, a gated delta rule in the others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

import gguf

from converters.architectures.base import Family
from converters.architectures.deepseek import latent_keys_and_values
from converters.architectures.delta import delta_convolution, delta_name, growth
from converters.architectures.granite import layer_of
from converters.architectures.names import NewArchitecture, next_token_names
from converters.architectures.step import limits
from converters.errors import UNSUPPORTED, ConvertError, bad_model
from converters.lazy import LazyTensor

_ONLY = {
    "no_kda_lora": True,
    "kda_safe_gate": True,
    "gated_attention_proj_granularity_type": "head_wise",
}
_PARTS = (
    ("dense", "attn_output"), ("o_proj", "attn_output"), ("q_proj", "attn_q"), ("k_proj", "attn_k"),
    ("v_proj", "attn_v"), ("q_a_proj", "attn_q_a"), ("q_a_layernorm", "attn_q_a_norm"),
    ("q_b_proj", "attn_q_b"), ("kv_a_proj_with_mqa", "attn_kv_a_mqa"),
    ("kv_a_layernorm", "attn_kv_a_norm"), ("k_b_proj", "attn_k_b"), ("v_b_proj", "attn_v_b"),
    ("A_log", "ssm_a"), ("dt_proj", "ssm_dt"), ("b_proj", "ssm_beta"), ("o_norm", "ssm_norm"),
    ("f_proj", "ssm_f_a"), ("q_conv1d", "ssm_conv1d_q"), ("k_conv1d", "ssm_conv1d_k"),
    ("v_conv1d", "ssm_conv1d_v"),
)  # fmt: skip


class BailingMoe3(Family):
    """Experts as in Ling 2."""

    gguf_arch = NewArchitecture(
        "bailingmoe3",
        gguf.MODEL_ARCH.BAILINGMOE2,
        {f"model.layers.{{bid}}.attention.{stored}": f"blk.{{bid}}.{name}" for stored, name in _PARTS}
        | next_token_names(),
    )
    defaults: ClassVar = {"norm_topk_prob": False, "first_k_dense_replace": 0}
    expert_kinds = ("down_proj.weight", "gate_proj.weight", "up_proj.weight")

    @property
    def n_blocks(self) -> int:
        return self.n_layers + self.count("num_nextn_predict_layers")

    def _is_latent(self, layer: int) -> bool:
        """Whether a layer has latent attention: the last of each group, and what fills no group."""
        group = self.size("layer_group_size")
        return (layer + 1) % group == 0 or layer >= self.n_layers // group * group

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        for key, only in _ONLY.items():
            if self.get(key) != only:
                raise ConvertError(
                    UNSUPPORTED,
                    "This Ling model cannot be converted.",
                    f"Its {key} is {str(self.get(key))[:40]!r}, and the engine knows {only!r} only.",
                    "Look for a ready-made GGUF of this model.",
                )
        super().add_metadata(writer, ftype)
        writer.add_head_count_kv([int(self._is_latent(n)) for n in range(self.n_blocks)])
        writer.add_vocab_size(self.size("vocab_size"))
        writer.add_ssm_conv_kernel(self.size("short_conv_kernel_size"))
        writer.add_kda_head_dim(self.size("head_dim"))
        writer.add_bool(f"{writer.arch}.kda.safe_gate", val=True)
        writer.add_float32(f"{writer.arch}.kda.gate_lower_bound", self.required_number("kda_lower_bound"))
        if self.get("q_lora_rank") is not None:
            writer.add_q_lora_rank(self.size("q_lora_rank"))
        latent, rotary = self.size("kv_lora_rank"), self.size("qk_rope_head_dim")
        writer.add_kv_lora_rank(latent)
        writer.add_rope_dimension_count(rotary)
        writer.add_key_length(latent + rotary)
        writer.add_key_length_mla(self.size("qk_nope_head_dim") + rotary)
        writer.add_value_length_mla(self.size("v_head_dim"))
        writer.add_expert_feed_forward_length(self.size("moe_intermediate_size"))
        writer.add_expert_shared_feed_forward_length(self.size("moe_shared_expert_intermediate_size"))
        writer.add_expert_shared_count(self.size("num_shared_experts", default=1))
        writer.add_leading_dense_block_count(self.count("first_k_dense_replace"))
        writer.add_expert_weights_scale(self.required_number("routed_scaling_factor"))
        writer.add_expert_weights_norm(self.flag("norm_topk_prob"))
        for key, add in (
            ("expert_swiglu_limit_list", writer.add_swiglu_clamp_exp),
            ("share_expert_swiglu_limit_list", writer.add_swiglu_clamp_shexp),
        ):
            stated = self.get(key)
            if stated is not None:
                if not isinstance(stated, list):
                    raise bad_model("config.json is damaged.", f"{key} is no list.")
                add(limits(key, [*stated, *[None] * self.n_blocks][: self.n_blocks]))
        if self.count("num_nextn_predict_layers"):
            writer.add_nextn_predict_layers(self.count("num_nextn_predict_layers"))

    def source_name(self, name: str) -> str | None:
        name = f"{name}.bias" if name.endswith(".expert_bias") else name
        return super().source_name(delta_name(name))

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        name = tensor.name
        if name.endswith(".attention.kv_b_proj.weight"):
            for part in latent_keys_and_values(self, tensor, self.size("num_attention_heads")):
                yield from super().convert_tensor(part)
        elif name.endswith(".attention.g_proj.weight"):
            layer = layer_of(self, name)
            yield tensor.renamed(f"blk.{layer}.{'attn_gate' if self._is_latent(layer) else 'ssm_g_a'}.weight")
        elif name.endswith(".A_log"):
            yield from super().convert_tensor(tensor.reshaped(tensor.n_values, 1).mapped(growth))
        else:
            yield from super().convert_tensor(delta_convolution(self, tensor))


class BailingMoe3Vl(BailingMoe3):
    """The text part of a Ling 3 that sees: its positions have a time, a height and a width."""

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        sections = self.get("mrope_section")
        if (
            not isinstance(sections, list)
            or any(type(n) is not int for n in sections)
            or sum(sections[:3]) * 2 != self.size("qk_rope_head_dim")
        ):
            raise bad_model("config.json is damaged.", "mrope_section does not share out the rotated pairs.")
        writer.add_rope_dimension_sections([*sections[:3], 0])

    def source_name(self, name: str) -> str | None:
        return None if name.startswith("linear_proj") else super().source_name(name)
