"""The text part of Mistral Small 3 and Ministral 3."""

from __future__ import annotations

import gguf

from converters.architectures.llama import Mistral
from converters.errors import bad_model


class Mistral3(Mistral):
    """A Mistral; Ministral 3 scales its attention with the position."""

    gguf_arch = gguf.MODEL_ARCH.MISTRAL3

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        if self.get("model_type") != "ministral3":
            return
        numbers = self.rope.numbers
        if self.rope.kind != "yarn" or not {"mscale_all_dim", "llama_4_scaling_beta"} <= set(numbers):
            raise bad_model("config.json is damaged.", "Its rotary scaling is not that of Ministral 3.")
        writer.add_rope_scaling_yarn_log_mul(numbers["mscale_all_dim"])
        writer.add_attn_temperature_scale(numbers["llama_4_scaling_beta"])
