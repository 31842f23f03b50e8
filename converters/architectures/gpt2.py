"""OpenAI's GPT-2."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

import gguf

from converters.architectures.base import Family
from converters.lazy import LazyTensor

_TRANSPOSED = (".c_attn.weight", ".c_proj.weight", ".c_fc.weight")


class Gpt2(Family):
    """Learned positions; its matrices are stored as (inputs, outputs)."""

    gguf_arch = gguf.MODEL_ARCH.GPT2
    defaults: ClassVar = {"n_positions": 1024, "layer_norm_epsilon": 1e-5}

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        width = self.size("n_embd", "hidden_size")
        writer.add_block_count(self.n_layers)
        writer.add_context_length(self.size("n_ctx", "n_positions"))
        writer.add_embedding_length(width)
        writer.add_feed_forward_length(4 * width)
        writer.add_head_count(self.size("n_head", "num_attention_heads"))
        writer.add_layer_norm_eps(self.required_number("layer_norm_epsilon"))
        writer.add_file_type(ftype)

    def source_name(self, name: str) -> str | None:
        if name.endswith((".attn.bias", ".attn.masked_bias")):
            return None  # the causal mask
        if not name.startswith(("transformer.", "lm_head.")):
            name = f"transformer.{name}"  # the original checkpoints were saved without their head
        return name

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        if tensor.name.endswith(_TRANSPOSED):
            self.require_shape(tensor, -1, -1)
            tensor = tensor.transposed()
        yield from super().convert_tensor(tensor)
