"""XVERSE."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

import gguf

from converters.architectures.base import Family
from converters.architectures.llama import Llama
from converters.lazy import LazyTensor
from converters.tokenizer import read_pieces

if TYPE_CHECKING:
    from converters.tokenizer import Vocabulary


class Xverse(Llama):
    """A Llama whose vocabulary is a SentencePiece model without scores."""

    gguf_arch = gguf.MODEL_ARCH.XVERSE
    defaults: ClassVar = {"max_position_embeddings": 8192, "rms_norm_eps": 1e-6, "rope_theta": 10000.0}
    has_computed_head_dim = False

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        Family.add_metadata(self, writer, ftype)
        writer.add_tensor_data_layout("Meta AI original pth")
        writer.add_rope_dimension_count(self.size("hidden_size") // self.size("num_attention_heads"))

    def extra_tensors(self) -> Iterable[LazyTensor]:
        return ()

    def vocabulary(self) -> Vocabulary:
        vocabulary = read_pieces(self.checkpoint)
        if "\0" in vocabulary.tokens:  # would end the engine's text
            token_id = vocabulary.tokens.index("\0")
            vocabulary.tokens[token_id] = "<b'\\x00'>"
            vocabulary.types[token_id] = gguf.TokenType.BYTE
        return vocabulary
