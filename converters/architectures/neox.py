"""EleutherAI's GPT-NeoX and Pythia."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

import gguf
import numpy as np

from converters.architectures.base import Family
from converters.errors import bad_model
from converters.lazy import LazyTensor


class GptNeoX(Family):
    """Fused q, k and v, head by head; a part of each head is rotated."""

    gguf_arch = gguf.MODEL_ARCH.GPTNEOX
    defaults: ClassVar = {"max_position_embeddings": 2048, "layer_norm_eps": 1e-5, "rotary_pct": 0.25}

    @property
    def _head(self) -> int:
        """Values of a head."""
        heads, width = self.size("num_attention_heads"), self.size("hidden_size")
        if width % heads:
            raise bad_model("config.json is damaged.", f"{heads} heads cannot share {width} values.")
        return width // heads

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:  # noqa: ARG002 - llama.cpp's converter leaves it out
        rotated = self.rope.numbers.get("partial_rotary_factor", self.required_number("rotary_pct"))
        writer.add_context_length(self.size("max_position_embeddings"))
        writer.add_embedding_length(self.size("hidden_size"))
        writer.add_block_count(self.n_layers)
        writer.add_feed_forward_length(self.size("intermediate_size"))
        writer.add_rope_dimension_count(int(rotated * self._head))
        writer.add_head_count(self.size("num_attention_heads"))
        writer.add_parallel_residual(self.flag("use_parallel_residual", default=True))
        writer.add_layer_norm_eps(self.required_number("layer_norm_eps"))

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        if ".query_key_value." in tensor.name:
            heads, width = self.size("num_attention_heads"), self.size("hidden_size")
            self.require_shape(tensor, 3 * width, *tensor.shape[1:])
            rows = np.arange(3 * width).reshape(heads, 3, self._head)
            tensor = tensor.taken(rows.swapaxes(0, 1).reshape(-1))
        yield from super().convert_tensor(tensor)
