"""CodeShell."""

from __future__ import annotations

from typing import ClassVar

import gguf

from converters.architectures.base import Family


class CodeShell(Family):
    """GPT-2's layout with rotary positions and groups of queries."""

    gguf_arch = gguf.MODEL_ARCH.CODESHELL
    defaults: ClassVar = {"n_positions": 8192, "layer_norm_epsilon": 1e-5}

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        width = self.size("n_embd")
        writer.add_context_length(self.size("n_positions"))
        writer.add_embedding_length(width)
        writer.add_feed_forward_length(4 * width)
        writer.add_block_count(self.n_layers)
        writer.add_head_count(self.size("n_head"))
        writer.add_head_count_kv(self.size("num_query_groups"))
        writer.add_layer_norm_eps(self.required_number("layer_norm_epsilon"))
        writer.add_file_type(ftype)
        writer.add_rope_freq_base(10000.0)
        writer.add_rope_scaling_type(gguf.RopeScalingType.LINEAR)
        writer.add_rope_scaling_factor(1.0)
