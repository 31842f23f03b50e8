"""Arcee's Trinity: experts, gated attention, a sliding window in most layers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

import gguf

from converters.architectures.base import Family
from converters.architectures.llama import Llama
from converters.lazy import LazyTensor


class AfMoe(Llama):
    """Norms before and after each part; a correction of the experts' gate."""

    gguf_arch = gguf.MODEL_ARCH.AFMOE
    defaults: ClassVar = {"max_position_embeddings": 16384, "rms_norm_eps": 1e-5, "rope_theta": 10000.0}
    expert_kinds = ("gate_proj.weight", "up_proj.weight", "down_proj.weight")

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        if self.get("num_shared_experts") is not None:
            writer.add_expert_shared_count(self.count("num_shared_experts"))
        if self.get("moe_intermediate_size") is not None:
            writer.add_expert_feed_forward_length(self.size("moe_intermediate_size"))
        if self.get("num_dense_layers") is not None:
            writer.add_leading_dense_block_count(self.count("num_dense_layers"))
        if self.get("route_norm") is not None:
            writer.add_expert_weights_norm(self.flag("route_norm"))
        if (scale := self.number("route_scale")) is not None:
            writer.add_expert_weights_scale(scale)
        if self.get("sliding_window") is not None:
            writer.add_sliding_window(self.size("sliding_window"))

    def source_name(self, name: str) -> str | None:
        if name.endswith(".expert_bias"):
            name = f"{name}.bias"
        return super().source_name(name)

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        yield from Family.convert_tensor(self, tensor)
