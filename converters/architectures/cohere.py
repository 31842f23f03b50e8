"""Cohere's Command R and its successors."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

import gguf

from converters.architectures.base import Family
from converters.architectures.names import NewArchitecture
from converters.errors import UNSUPPORTED, ConvertError, bad_model
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


class Cohere2Moe(Cohere2):
    """Command A and North with experts: some dense layers first, sliding windows by name."""

    gguf_arch = NewArchitecture("cohere2moe", gguf.MODEL_ARCH.GLM4_MOE)
    defaults: ClassVar = Cohere2.defaults | {
        "norm_topk_prob": False,
        "num_experts_per_tok": 8,
        "first_k_dense_replace": 0,
    }
    expert_kinds = ("down_proj.weight", "gate_proj.weight", "up_proj.weight")

    @property
    def n_blocks(self) -> int:
        return self.n_layers + self.count("num_nextn_predict_layers")

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        Family.add_metadata(self, writer, ftype)
        size, shared = self.size("intermediate_size"), self.count("num_shared_experts")
        writer.add_logit_scale(self.required_number("logit_scale"))
        writer.add_sliding_window(self.size("sliding_window"))
        writer.add_sliding_window_pattern(self.sliding_layers())
        writer.add_vocab_size(self.size("vocab_size"))
        writer.add_expert_feed_forward_length(size)
        writer.add_leading_dense_block_count(self._leading_dense())
        writer.add_expert_weights_norm(self.flag("norm_topk_prob"))
        if shared:
            self._check_shared_experts()
            writer.add_expert_shared_count(shared)
            writer.add_expert_shared_feed_forward_length(size * shared)
        if self.n_blocks > self.n_layers:
            writer.add_nextn_predict_layers(self.n_blocks - self.n_layers)
        writer.add_rope_dimension_count(self.head_dim)
        writer.add_rope_scaling_type(gguf.RopeScalingType.NONE)

    def _leading_dense(self) -> int:
        kinds = self.get("mlp_layer_types")
        if kinds is None:
            return self.count("first_k_dense_replace")
        if not isinstance(kinds, list):
            raise bad_model("config.json is damaged.", "mlp_layer_types is no list.")
        return next((n for n, kind in enumerate(kinds) if kind != "dense"), len(kinds))

    def _check_shared_experts(self) -> None:
        way = self.get("shared_expert_combination_strategy")
        if way not in (None, "average"):
            raise ConvertError(
                UNSUPPORTED,
                "The shared experts of this model cannot be converted yet.",
                f"They are combined by {str(way)[:40]!r}, and the engine averages.",
                "Look for a ready-made GGUF of this model.",
            )
