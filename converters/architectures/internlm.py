"""Shanghai AI Lab's InternLM 2, 2.5 and 3."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

import gguf
import numpy as np

from converters.architectures.base import Family
from converters.architectures.granite import layer_of
from converters.architectures.llama import Llama, rotary_row_order
from converters.checkpoint import read_json
from converters.errors import bad_model
from converters.lazy import LazyTensor
from converters.tokenizer import adds_space_prefix

if TYPE_CHECKING:
    from converters.tokenizer import Vocabulary

_END_OF_TURN = "<|im_end|>"
_ZERO, _NO_ZERO = "\x00", "\N{DRAGON}"  # a token of a zero would end the engine's text


class InternLm2(Family):
    """Queries, keys and values of each group of heads one after the other in one matrix."""

    gguf_arch = gguf.MODEL_ARCH.INTERNLM2
    defaults: ClassVar = {"max_position_embeddings": 32768, "rms_norm_eps": 1e-6, "rope_theta": 10000.0}

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        if ".attention.wqkv" not in tensor.name:
            yield from super().convert_tensor(tensor)
            return
        heads, groups = self.size("num_attention_heads"), self.size("num_key_value_heads")
        size, queries = self.size("hidden_size") // heads, heads // groups
        if heads % groups or size % 2:
            raise bad_model("config.json is damaged.", f"{heads} heads cannot share {groups} of keys.")
        self.require_shape(tensor, groups * (queries + 2) * size, -1)
        rows = np.arange(tensor.shape[0]).reshape(groups, queries + 2, size)
        at = f"blk.{layer_of(self, tensor.name)}."
        for name, part, n in (("q", rows[:, :queries], heads), ("k", rows[:, queries], groups)):
            order = part.reshape(-1)[rotary_row_order(part.size, n)]
            yield tensor.taken(order).renamed(f"{at}attn_{name}.weight")
        yield tensor.taken(rows[:, queries + 1].reshape(-1)).renamed(f"{at}attn_v.weight")

    def vocabulary(self) -> Vocabulary:
        vocabulary = super().vocabulary()
        vocabulary.add_space_prefix = adds_space_prefix(self.checkpoint.folder)
        vocabulary.space_prefix_place = "inner"
        for token_id, text in enumerate(vocabulary.tokens):
            if text == _ZERO:
                vocabulary.tokens[token_id] = _NO_ZERO
            elif text.startswith("[UNUSED") and vocabulary.types[token_id] == gguf.TokenType.NORMAL:
                vocabulary.types[token_id] = gguf.TokenType.UNUSED
        if _END_OF_TURN in vocabulary.tokens:
            vocabulary.eos = vocabulary.tokens.index(_END_OF_TURN)
        return vocabulary


class InternLm3(Llama):
    """A Llama whose chat ends with a token of its own."""

    defaults: ClassVar = {"max_position_embeddings": 32768, "rms_norm_eps": 1e-6, "rope_theta": 10000.0}
    has_computed_head_dim = False

    def vocabulary(self) -> Vocabulary:
        vocabulary = Family.vocabulary(self)
        config = read_json(self.checkpoint.folder / "tokenizer_config.json", optional=True)
        prefix = config.get("add_prefix_space")
        if isinstance(prefix, bool):
            vocabulary.add_space_prefix, vocabulary.space_prefix_place = prefix, "last"
        if _END_OF_TURN in vocabulary.tokens and "eos" in vocabulary.special.special_token_ids:
            vocabulary.eos = vocabulary.tokens.index(_END_OF_TURN)
        return vocabulary
