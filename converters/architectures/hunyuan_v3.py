"""Tencent's Hy 3."""

from __future__ import annotations

import re
from typing import ClassVar

import gguf

from converters.architectures.base import Family
from converters.architectures.names import NewArchitecture, next_token_names

_LAYER = re.compile(r"model\.layers\.(\d{1,6})\.")


class HyV3(Family):
    """Experts behind a corrected gate, beside shared ones; layers that predict several tokens."""

    gguf_arch = NewArchitecture(
        "hy_v3",
        gguf.MODEL_ARCH.QWEN3MOE,
        {
            f"model.layers.{{bid}}.mlp.{stored}": f"blk.{{bid}}.{name}"
            for stored, name in (
                ("gate_proj", "ffn_gate"), ("up_proj", "ffn_up"), ("down_proj", "ffn_down"),
                ("router.gate", "ffn_gate_inp"), ("expert_bias", "exp_probs_b"),
                ("shared_mlp.gate_proj", "ffn_gate_shexp"), ("shared_mlp.up_proj", "ffn_up_shexp"),
                ("shared_mlp.down_proj", "ffn_down_shexp"),
            )
        }
        | next_token_names(),
    )  # fmt: skip
    defaults: ClassVar = {"max_position_embeddings": 131072, "rms_norm_eps": 1e-5}
    expert_kinds = ("down_proj.weight", "gate_proj.weight", "up_proj.weight")

    @property
    def n_blocks(self) -> int:
        return self.n_layers + self.count("num_nextn_predict_layers")

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        size = self.size("moe_intermediate_size")
        writer.add_expert_feed_forward_length(size)
        writer.add_expert_shared_feed_forward_length(size * self.size("num_shared_experts", default=1))
        writer.add_expert_weights_norm(self.flag("route_norm", default=True))
        scale = self.number("router_scaling_factor")
        writer.add_expert_weights_scale(1.0 if scale is None else scale)
        writer.add_expert_gating_func(gguf.ExpertGatingFuncType.SIGMOID)
        if self.count("num_nextn_predict_layers"):
            writer.add_nextn_predict_layers(self.count("num_nextn_predict_layers"))

    def source_name(self, name: str) -> str | None:
        match = _LAYER.match(name)
        if match and int(match[1]) >= self.n_layers:
            name = name.replace(".final_layernorm.", ".shared_head.norm.")
        return super().source_name(name)
