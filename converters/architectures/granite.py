"""IBM's dense Granite models."""

from __future__ import annotations

from typing import ClassVar

import gguf

from converters.architectures.llama import Llama


class Granite(Llama):
    """A Llama with four multipliers; `head_dim` is not one of its settings."""

    gguf_arch = gguf.MODEL_ARCH.GRANITE
    defaults: ClassVar = {
        "max_position_embeddings": 2048,
        "rms_norm_eps": 1e-6,
        "rope_theta": 10000.0,
        "attention_multiplier": 1.0,
        "embedding_multiplier": 1.0,
        "residual_multiplier": 1.0,
        "logits_scaling": 1.0,
    }
    has_computed_head_dim = False
    ignored_keys = ("head_dim",)

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        for key, add in (
            ("attention_multiplier", writer.add_attention_scale),
            ("embedding_multiplier", writer.add_embedding_scale),
            ("residual_multiplier", writer.add_residual_scale),
            ("logits_scaling", writer.add_logit_scale),
        ):
            if value := self.number(key):
                add(value)
