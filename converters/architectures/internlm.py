"""Shanghai AI Lab's InternLM 3."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from converters.architectures.base import Family
from converters.architectures.llama import Llama
from converters.checkpoint import read_json

if TYPE_CHECKING:
    from converters.tokenizer import Vocabulary

_END_OF_TURN = "<|im_end|>"


class InternLm3(Llama):
    """A Llama whose chat ends with a token of its own."""

    defaults: ClassVar = {"max_position_embeddings": 32768, "rms_norm_eps": 1e-6, "rope_theta": 10000.0}
    has_computed_head_dim = False

    def vocabulary(self) -> Vocabulary:
        vocabulary = Family.vocabulary(self)
        config = read_json(self.checkpoint.folder / "tokenizer_config.json", optional=True)
        prefix = config.get("add_prefix_space")
        if isinstance(prefix, bool):
            vocabulary.add_space_prefix, vocabulary.space_prefix_first = prefix, False
        if _END_OF_TURN in vocabulary.tokens and "eos" in vocabulary.special.special_token_ids:
            vocabulary.eos = vocabulary.tokens.index(_END_OF_TURN)
        return vocabulary
