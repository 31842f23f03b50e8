"""Zhipu's GLM-4 9B of 2024 and GLM-Edge, which the engine calls ChatGLM."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import gguf

from converters.architectures.base import Family
from converters.architectures.glm import set_special_tokens

if TYPE_CHECKING:
    from converters.tokenizer import Vocabulary

_TOKENS = {"eos": "<|endoftext|>", "eot": "<|user|>", "unk": "<|endoftext|>"}


class Glm3(Family):
    """A part of each head is rotated; gate and up stay fused.

    The context, epsilon and rotary base are those of config.json also where it has transformers' names, which
    llama.cpp's converter does not look for in this family (it falls back to the width, 1e-5 and 10000).
    """

    gguf_arch = gguf.MODEL_ARCH.CHATGLM
    defaults: ClassVar = {"rms_norm_eps": 1.5625e-07, "rope_theta": 10000.0, "partial_rotary_factor": 0.5}

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        width, heads = self.size("hidden_size", "n_embed"), self.size("n_head", "num_attention_heads")
        rotary = self.size("attention_dim", default=width // heads)
        ratio = self.number("rope_ratio")
        writer.add_context_length(self.size("seq_length", "max_position_embeddings"))
        writer.add_embedding_length(width)
        writer.add_feed_forward_length(self.size("ffn_hidden_size", "intermediate_size", default=4 * width))
        writer.add_block_count(self.n_layers)
        writer.add_head_count(heads)
        writer.add_head_count_kv(self.size("multi_query_group_num", "num_key_value_heads"))
        writer.add_layer_norm_rms_eps(self.required_number_of("layernorm_epsilon", "rms_norm_eps"))
        writer.add_file_type(ftype)
        writer.add_rope_dimension_count(int(rotary * self.rope.partial))
        writer.add_add_bos_token(value=False)
        writer.add_rope_freq_base(self.rope.required_theta * (1.0 if ratio is None else ratio))

    def vocabulary(self) -> Vocabulary:
        vocabulary = super().vocabulary()
        set_special_tokens(vocabulary, _TOKENS)
        return vocabulary
