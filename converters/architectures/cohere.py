"""Cohere's Command R and its successors."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

import gguf

from converters.architectures.base import Family
from converters.lazy import LazyTensor


class Cohere(Family):
    """Scaled logits; `model_max_length` is the context it was trained for."""

    gguf_arch = gguf.MODEL_ARCH.COMMAND_R
    defaults: ClassVar = {
        "max_position_embeddings": 8192,
        "layer_norm_eps": 1e-5,
        "rope_theta": 10000.0,
        "logit_scale": 0.0625,
    }

    def _fill_in_defaults(self) -> None:
        super()._fill_in_defaults()
        if self.config.get("model_max_length") is not None:
            self.config["max_position_embeddings"] = self.config["model_max_length"]

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        writer.add_logit_scale(self.required_number("logit_scale"))
        writer.add_rope_scaling_type(gguf.RopeScalingType.NONE)


class Cohere2(Family):
    """Three layers of four have a sliding window."""

    gguf_arch = gguf.MODEL_ARCH.COHERE2
    defaults: ClassVar = {
        "max_position_embeddings": 8192,
        "layer_norm_eps": 1e-5,
        "rope_theta": 10000.0,
        "logit_scale": 0.0625,
        "sliding_window": 4096,
        "rotary_pct": 1.0,
    }
    has_computed_head_dim = True

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        writer.add_logit_scale(self.required_number("logit_scale"))
        writer.add_sliding_window(self.size("sliding_window"))
        writer.add_vocab_size(self.size("vocab_size"))
        size = self.size("hidden_size") // self.size("num_attention_heads")
        writer.add_rope_dimension_count(int(self.required_number("rotary_pct") * size))
        writer.add_rope_scaling_type(gguf.RopeScalingType.NONE)

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        if tensor.name.endswith(".bias"):
            return  # all zero in the released models; the engine has no place for them
        yield from super().convert_tensor(tensor)
