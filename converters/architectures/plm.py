"""PLM, a small model with latent attention."""

from __future__ import annotations

from typing import ClassVar

import gguf

from converters.architectures.base import Family


class Plm(Family):
    """DeepSeek's attention, and an ungated feed-forward."""

    gguf_arch = gguf.MODEL_ARCH.PLM
    defaults: ClassVar = {"max_position_embeddings": 4096, "rms_norm_eps": 1e-6, "rope_theta": 10000.0}

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        rotary = self.size("qk_rope_head_dim")
        writer.add_vocab_size(self.size("vocab_size"))
        writer.add_kv_lora_rank(self.size("kv_lora_rank"))
        writer.add_key_length(self.size("qk_nope_head_dim") + rotary)
        writer.add_value_length(self.size("v_head_dim"))
        writer.add_rope_dimension_count(rotary)
