"""Refact's code model."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

import gguf

from converters.architectures.base import Family
from converters.lazy import LazyTensor

if TYPE_CHECKING:
    from converters.tokenizer import Vocabulary

_MULTIPLE = 256
_FILL_IN_TOKENS = {"prefix": 1, "suffix": 3, "middle": 2}


class Refact(Family):
    """Positions by ALiBi, one head of keys and values for all."""

    gguf_arch = gguf.MODEL_ARCH.REFACT
    defaults: ClassVar = {"n_positions": 4096, "layer_norm_epsilon": 1e-5}

    @property
    def _feed_forward(self) -> int:
        return -(-int(2 * 4 * self.size("n_embd") / 3) // _MULTIPLE) * _MULTIPLE

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        writer.add_context_length(self.size("n_positions"))
        writer.add_embedding_length(self.size("n_embd"))
        writer.add_feed_forward_length(self._feed_forward)
        writer.add_block_count(self.n_layers)
        writer.add_head_count(self.size("n_head"))
        writer.add_head_count_kv(1)
        writer.add_layer_norm_rms_eps(self.required_number("layer_norm_epsilon"))
        writer.add_file_type(ftype)

    def vocabulary(self) -> Vocabulary:
        vocabulary = super().vocabulary()
        vocabulary.special.special_token_ids |= _FILL_IN_TOKENS
        return vocabulary

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        head = self.size("n_embd") // self.size("n_head")
        for fused, parts, sizes in (
            ("attn.kv.", ("attn.k.", "attn.v."), (head, head)),
            ("mlp.gate_up_proj.", ("mlp.linear_1.", "mlp.linear_3."), (self._feed_forward,) * 2),
        ):
            if fused in tensor.name:
                self.require_shape(tensor, sum(sizes), *tensor.shape[1:])
                first, second = (tensor.name.replace(fused, part) for part in parts)
                yield from super().convert_tensor(tensor.sliced(0, sizes[0]).renamed(first))
                yield from super().convert_tensor(tensor.sliced(sizes[0], sum(sizes)).renamed(second))
                return
        if tensor.name.endswith(".attn.q.weight"):
            tensor = tensor.renamed(tensor.name.replace(".attn.q.", ".attn.q_proj."))
        yield from super().convert_tensor(tensor)
