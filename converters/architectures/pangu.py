"""Huawei's openPangu Embedded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

import gguf

from converters.architectures.base import Family
from converters.checkpoint import read_json
from converters.lazy import LazyTensor

if TYPE_CHECKING:
    from converters.tokenizer import Vocabulary


class PanguEmbedded(Family):
    """Biases in the attention."""

    gguf_arch = gguf.MODEL_ARCH.PANGU_EMBED
    defaults: ClassVar = {"max_position_embeddings": 32768, "rms_norm_eps": 1e-5, "rope_theta": 16000000.0}

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        writer.add_vocab_size(self.size("vocab_size"))
        writer.add_rope_dimension_count(self.head_dim)
        if self.get("head_dim") is None:
            writer.add_key_length(self.head_dim)
            writer.add_value_length(self.head_dim)

    def vocabulary(self) -> Vocabulary:
        vocabulary = super().vocabulary()
        config = read_json(self.checkpoint.folder / "tokenizer_config.json", optional=True)
        prefix = config.get("add_prefix_space")
        if isinstance(prefix, bool):
            vocabulary.add_space_prefix, vocabulary.space_prefix_place = prefix, "last"
        return vocabulary

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        if tensor.name == "lm_head.weight" and self.flag("tie_word_embeddings"):
            return
        yield from super().convert_tensor(tensor)
