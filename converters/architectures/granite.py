"""IBM's dense Granite models."""

from __future__ import annotations

import gguf

from converters.architectures.llama import Llama


class Granite(Llama):
    """A Llama with four multipliers; `head_dim` is not one of its settings."""

    gguf_arch = gguf.MODEL_ARCH.GRANITE
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
