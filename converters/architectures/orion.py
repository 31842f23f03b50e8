"""OrionStar's Orion."""

from __future__ import annotations

from typing import ClassVar

import gguf

from converters.architectures.base import Family


class Orion(Family):
    """Layer norms, although config.json speaks of another one."""

    gguf_arch = gguf.MODEL_ARCH.ORION
    defaults: ClassVar = {"rms_norm_eps": 1e-5}

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        writer.add_file_type(ftype)
        writer.add_tensor_data_layout("Meta AI original pth")
        writer.add_context_length(
            self.size("max_sequence_length", "max_position_embeddings", "model_max_length")
        )
        writer.add_embedding_length(self.size("hidden_size"))
        writer.add_block_count(self.n_layers)
        writer.add_feed_forward_length(self.size("intermediate_size"))
        writer.add_head_count(self.size("num_attention_heads"))
        writer.add_head_count_kv(self.size("num_key_value_heads"))
        writer.add_layer_norm_eps(self.required_number("rms_norm_eps"))
