"""Microsoft's Phi 1.5, 2, 3, 3.5 and 4."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import ClassVar

import gguf
import numpy as np

from converters.architectures.base import Family
from converters.errors import UNSUPPORTED, ConvertError, bad_model
from converters.lazy import LazyTensor


class Phi2(Family):
    """Parallel attention and feed-forward, partly rotated heads."""

    gguf_arch = gguf.MODEL_ARCH.PHI2
    defaults: ClassVar = {
        "max_position_embeddings": 2048,
        "layer_norm_eps": 1e-5,
        "partial_rotary_factor": 0.5,
        "rope_theta": 10000.0,
    }

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        width, heads = self.size("hidden_size", "n_embd"), self.size("num_attention_heads", "n_head")
        writer.add_context_length(self.size("n_positions", "max_position_embeddings"))
        writer.add_embedding_length(width)
        writer.add_feed_forward_length(4 * width)
        writer.add_block_count(self.n_layers)
        writer.add_head_count(heads)
        writer.add_head_count_kv(heads)
        writer.add_layer_norm_eps(self.required_number_of("layer_norm_epsilon", "layer_norm_eps"))
        writer.add_rope_dimension_count(int(self.rope.partial * width) // heads)
        writer.add_file_type(ftype)
        writer.add_add_bos_token(value=False)


class Phi3(Family):
    """Fused q, k, v and fused gate and up; long contexts by two sets of rotary factors."""

    gguf_arch = gguf.MODEL_ARCH.PHI3
    defaults: ClassVar = {
        "max_position_embeddings": 4096,
        "original_max_position_embeddings": 4096,
        "rms_norm_eps": 1e-5,
        "rope_theta": 10000.0,
    }

    @property
    def _rotary_size(self) -> int:
        return int(self.rope.partial * self.size("hidden_size", "n_embd")) // self.size(
            "num_attention_heads", "n_head"
        )

    @property
    def _original_context(self) -> int:
        return self.size("original_max_position_embeddings")

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        writer.add_context_length(self.size("n_positions", "max_position_embeddings"))
        writer.add_rope_scaling_orig_ctx_len(self._original_context)
        writer.add_embedding_length(self.size("hidden_size", "n_embd"))
        writer.add_feed_forward_length(self.size("intermediate_size"))
        writer.add_block_count(self.n_layers)
        writer.add_head_count(self.size("num_attention_heads", "n_head"))
        writer.add_head_count_kv(self.size("num_key_value_heads", "n_head_kv"))
        writer.add_layer_norm_rms_eps(self.required_number("rms_norm_eps"))
        writer.add_rope_dimension_count(self._rotary_size)
        writer.add_rope_freq_base(self.rope.required_theta)
        writer.add_file_type(ftype)
        # 0 tells the engine that this is Phi 4, which has no window
        writer.add_sliding_window(self.count("sliding_window"))
        if self.rope.lists.get("long_factor"):
            writer.add_rope_scaling_attn_factors(self._attention_factor())

    def extra_tensors(self) -> Iterable[LazyTensor]:
        long = self.rope.lists.get("long_factor")
        short = self.rope.lists.get("short_factor")
        if not long:
            return
        if short is None or not len(short) == len(long) == self._rotary_size // 2:
            raise bad_model(
                "config.json is damaged.",
                f"Its rotary factors are not {self._rotary_size // 2} numbers each.",
            )
        yield LazyTensor.computed("rope_factors_long.weight", np.array(long, np.float32))
        yield LazyTensor.computed("rope_factors_short.weight", np.array(short, np.float32))

    def _attention_factor(self) -> float:
        """How much attention is sharpened beyond the original context.

        Source: `_compute_longrope_parameters` in transformers/modeling_rope_utils.py.
        """
        original = self._original_context
        scale = self.size("n_positions", "max_position_embeddings") / original
        if self.rope.kind in ("su", "longrope"):
            return math.sqrt(1 + math.log(scale) / math.log(original)) if scale > 1 < original else 1.0
        if self.rope.kind == "yarn":
            return 0.1 * math.log(scale) + 1.0 if scale > 1 else 1.0
        raise ConvertError(
            UNSUPPORTED,
            f"The rotary scaling {self.rope.kind[:40]!r} of this Phi cannot be converted yet.",
            "It is neither longrope nor yarn.",
            "Look for a ready-made GGUF of this model.",
        )


class PhiMoe(Phi3):
    """Phi 3.5 with 16 experts."""

    gguf_arch = gguf.MODEL_ARCH.PHIMOE
    expert_kinds = ("w1.weight", "w2.weight", "w3.weight")

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        writer.add_expert_used_count(self.size("num_experts_per_tok", "num_experts_per_token"))
        writer.add_expert_count(self.n_experts)
