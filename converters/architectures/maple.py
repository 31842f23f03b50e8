"""Deepgrove's Maple."""

from __future__ import annotations

from typing import ClassVar

import gguf

from converters.architectures.base import Family
from converters.architectures.names import NewArchitecture
from converters.architectures.qwen_moe import Qwen3Moe
from converters.errors import UNSUPPORTED, ConvertError

_ONLY = {"hidden_act": "silu", "num_shared_experts": 0, "norm_topk_prob": True}
_LIMIT = 7.0  # of the experts' activations; the model's code has it, config.json does not


class Maple(Qwen3Moe):
    """A Qwen 3 with experts; layers with a sliding window rotate, the others do not."""

    gguf_arch = NewArchitecture("maple", gguf.MODEL_ARCH.QWEN3MOE)
    defaults: ClassVar = {
        "max_position_embeddings": 32768,
        "rms_norm_eps": 1e-6,
        "num_shared_experts": 0,
        "norm_topk_prob": True,
        "nope_on_global_attention": False,
    }

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        for key, only in (_ONLY | {"nope_on_global_attention": True}).items():
            if self.get(key) != only:
                raise ConvertError(
                    UNSUPPORTED,
                    "This Maple model cannot be converted.",
                    f"Its {key} is {str(self.get(key))[:40]!r}, and the engine knows {only!r} only.",
                    "Look for a ready-made GGUF of this model.",
                )
        Family.add_metadata(self, writer, ftype)
        writer.add_vocab_size(self.size("vocab_size"))
        writer.add_rope_dimension_count(int(self.head_dim * self.rope.partial))
        writer.add_sliding_window(self.size("sliding_window"))
        writer.add_sliding_window_pattern(self.sliding_layers())
        writer.add_expert_feed_forward_length(self.size("moe_intermediate_size"))
        writer.add_swiglu_clamp_exp([_LIMIT] * self.n_layers)
