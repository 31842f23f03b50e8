"""Google's Gemma 1, 2 and 3 (the text part)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

import gguf

from converters.architectures.base import Family
from converters.errors import bad_model
from converters.lazy import LazyTensor

if TYPE_CHECKING:
    from converters.tokenizer import Vocabulary

_CODE_GEMMA_EOT = 107


class Gemma(Family):
    """Norms that are stored as their distance from 1, tied embeddings."""

    gguf_arch = gguf.MODEL_ARCH.GEMMA
    defaults: ClassVar = {
        "max_position_embeddings": 8192,
        "num_key_value_heads": 16,
        "head_dim": 256,
        "rms_norm_eps": 1e-6,
    }

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        writer.add_context_length(self.size("max_position_embeddings"))
        writer.add_embedding_length(self.size("hidden_size"))
        writer.add_block_count(self.n_layers)
        writer.add_feed_forward_length(self.size("intermediate_size"))
        n_heads = self.size("num_attention_heads")
        writer.add_head_count(n_heads)
        writer.add_head_count_kv(self.size("num_key_value_heads", default=n_heads))
        writer.add_layer_norm_rms_eps(self.required_number("rms_norm_eps"))
        writer.add_key_length(self.size("head_dim"))
        writer.add_value_length(self.size("head_dim"))
        writer.add_file_type(ftype)

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        if tensor.name == "lm_head.weight":
            return  # the engine uses the embeddings
        for out in super().convert_tensor(tensor):
            yield out.shifted(1) if tensor.name.endswith("norm.weight") else out

    def vocabulary(self) -> Vocabulary:
        vocabulary = super().vocabulary()
        if vocabulary.model == "llama":
            vocabulary.add_space_prefix, vocabulary.space_prefix_place = False, "last"
        return vocabulary


class Gemma1(Gemma):
    """Writes the end of a turn that its code models use."""

    def vocabulary(self) -> Vocabulary:
        vocabulary = super().vocabulary()
        vocabulary.eot = _CODE_GEMMA_EOT
        return vocabulary


class Gemma2(Gemma):
    """Soft caps and a sliding window."""

    gguf_arch = gguf.MODEL_ARCH.GEMMA2
    defaults: ClassVar = {
        "max_position_embeddings": 8192,
        "num_key_value_heads": 4,
        "head_dim": 256,
        "rms_norm_eps": 1e-6,
        "attn_logit_softcapping": 50.0,
        "final_logit_softcapping": 30.0,
        "sliding_window": 4096,
    }

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        writer.add_attn_logit_softcapping(self.required_number("attn_logit_softcapping"))
        writer.add_final_logit_softcapping(self.required_number("final_logit_softcapping"))
        writer.add_sliding_window(self.size("sliding_window"))


class Gemma3(Gemma):
    """Two rotary bases, norms on q and k."""

    gguf_arch = gguf.MODEL_ARCH.GEMMA3
    defaults: ClassVar = {
        "max_position_embeddings": 131072,
        "num_attention_heads": 8,
        "num_key_value_heads": 4,
        "head_dim": 256,
        "rms_norm_eps": 1e-6,
        "rope_theta": 1000000.0,
        "rope_local_base_freq": 10000.0,
        "sliding_window": 4096,
    }

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        if self.get("attn_logit_softcapping") is not None:
            raise bad_model("config.json is damaged.", "Gemma 3 has no soft cap in its attention.")
        Family.add_metadata(self, writer, ftype)
        if cap := self.number("final_logit_softcapping"):
            writer.add_final_logit_softcapping(cap)
        if self.get("sliding_window_pattern") != 1:
            writer.add_sliding_window(self.size("sliding_window"))

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        for out in super().convert_tensor(tensor):
            if out.name == "token_embd.weight" and len(out.shape) == 2:
                # rows beyond the vocabulary belong to no token
                n_tokens = min(out.shape[0], len(self.cached_vocabulary.tokens))
                yield out.sliced(0, n_tokens)
            else:
                yield out
