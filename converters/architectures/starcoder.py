"""BigCode's StarCoder 1 and 2."""

from __future__ import annotations

from typing import ClassVar

import gguf

from converters.architectures.base import Family


class StarCoder2(Family):
    """Biases everywhere, an ungated feed-forward."""

    gguf_arch = gguf.MODEL_ARCH.STARCODER2
    defaults: ClassVar = {
        "max_position_embeddings": 4096,
        "num_key_value_heads": 2,
        "norm_epsilon": 1e-5,
        "rope_theta": 10000.0,
    }


class StarCoder(Family):
    """StarCoder 1 and SantaCoder: learned positions, one head of keys and values for all."""

    gguf_arch = gguf.MODEL_ARCH.STARCODER
    defaults: ClassVar = {"n_positions": 1024, "layer_norm_epsilon": 1e-5}

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        width = self.size("n_embd")
        writer.add_context_length(self.size("n_positions"))
        writer.add_embedding_length(width)
        writer.add_feed_forward_length(4 * width)
        writer.add_block_count(self.n_layers)
        writer.add_head_count(self.size("n_head"))
        writer.add_head_count_kv(1)
        writer.add_layer_norm_eps(self.required_number("layer_norm_epsilon"))
        writer.add_file_type(ftype)
