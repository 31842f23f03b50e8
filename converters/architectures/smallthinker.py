"""PowerInfer's SmallThinker: many small experts, chosen before attention."""

from __future__ import annotations

from typing import ClassVar

import gguf

from converters.architectures.base import Family
from converters.errors import bad_model

_MAX_EXPERTS = 1024  # the engine ends the process beyond


class SmallThinker(Family):
    """Experts in every layer; one layer of four sees all of the context and has no rotary positions."""

    gguf_arch = gguf.MODEL_ARCH.SMALLTHINKER
    defaults: ClassVar = {"rms_norm_eps": 1e-6}
    expert_kinds = ("down.weight", "gate.weight", "up.weight")

    @property
    def n_experts(self) -> int:
        return self.size("moe_num_primary_experts", "num_local_experts", "num_experts")

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        used = self.size("moe_num_active_primary_experts")
        if used > self.n_experts or self.n_experts > _MAX_EXPERTS:
            raise bad_model("config.json is damaged.", f"It uses {used:,} of {self.n_experts:,} experts.")
        writer.add_expert_count(self.n_experts)
        writer.add_expert_used_count(used)
        size = self.size("moe_ffn_hidden_size")
        writer.add_expert_feed_forward_length(size)
        writer.add_feed_forward_length(size)
        gates = gguf.ExpertGatingFuncType
        writer.add_expert_gating_func(
            gates.SOFTMAX if self.flag("moe_primary_router_apply_softmax") else gates.SIGMOID
        )
        layout = self.get("sliding_window_layout")
        if isinstance(layout, list) and any(layout) and self.count("sliding_window_size"):
            writer.add_sliding_window(self.size("sliding_window_size"))
