"""Zhipu's GLM-4 and GLM-4.5, dense and with experts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

import gguf
import numpy as np

from converters.architectures.base import Family
from converters.errors import bad_model
from converters.lazy import LazyTensor

if TYPE_CHECKING:
    from converters.tokenizer import Vocabulary

# kind of a special token -> its text, where no file names it
_DENSE_TOKENS = {"eos": "<|endoftext|>", "eot": "<|user|>", "unk": "<|endoftext|>", "bos": "<|endoftext|>"}
_SOLAR_TOKENS = {"eos": "<|endoftext|>", "eot": "<|endoftext|>", "unk": "<unk>", "bos": "<|startoftext|>"}
MOE_TOKENS = {"bos": "[gMASK]", "eot": "<|user|>", "unk": "<|endoftext|>", "eom": "<|observation|>"}


class Glm4(Family):
    """Half of each head is rotated, norms before and after each part."""

    gguf_arch = gguf.MODEL_ARCH.GLM4
    defaults: ClassVar = {
        "max_position_embeddings": 131072,
        "num_key_value_heads": 2,
        "rms_norm_eps": 1.5625e-07,
        "rope_theta": 10000.0,
        "partial_rotary_factor": 0.5,
    }
    special_tokens: ClassVar[dict[str, str]] = _DENSE_TOKENS

    @property
    def rotary_size(self) -> int:
        """Rotated values of each head."""
        return int(self.head_dim * self.rope.numbers.get("partial_rotary_factor", 0.5))

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        writer.add_rope_dimension_count(self.rotary_size)

    def vocabulary(self) -> Vocabulary:
        vocabulary = super().vocabulary()
        set_special_tokens(vocabulary, self.special_tokens)
        return vocabulary

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        if self.rope.sections and tensor.name.endswith(
            ("q_proj.weight", "q_proj.bias", "k_proj.weight", "k_proj.bias")
        ):
            # with positions of images the engine rotates halves, not neighbours
            tensor = tensor.taken(self._halves(tensor))
        yield from super().convert_tensor(tensor)

    def _halves(self, tensor: LazyTensor) -> np.ndarray:
        n_rows, size, rotated = tensor.shape[0], self.head_dim, self.rotary_size
        if n_rows % size or rotated % 2:
            raise bad_model(f"Tensor {tensor.name[:200]!r} does not match config.json.")
        rows = np.arange(n_rows).reshape(-1, size)
        parts = (rows[:, 0:rotated:2], rows[:, 1:rotated:2], rows[:, rotated:])
        return np.concatenate(parts, axis=1).reshape(-1)


class Glm4Moe(Glm4):
    """GLM-4.5: experts, and layers behind the last one that predict several tokens."""

    gguf_arch = gguf.MODEL_ARCH.GLM4_MOE
    defaults: ClassVar = {
        "max_position_embeddings": 131072,
        "num_key_value_heads": 8,
        "rms_norm_eps": 1e-5,
        "rope_theta": 10000.0,
        "partial_rotary_factor": 0.5,
        "n_routed_experts": 128,
        "num_experts_per_tok": 8,
        "n_shared_experts": 1,
        "moe_intermediate_size": 1408,
        "first_k_dense_replace": 1,
        "routed_scaling_factor": 1.0,
        "n_group": 1,
        "topk_group": 1,
        "norm_topk_prob": True,
    }
    special_tokens = MOE_TOKENS
    expert_kinds = ("down_proj.weight", "gate_proj.weight", "up_proj.weight")

    @property
    def n_blocks(self) -> int:
        return self.n_layers + self.count("num_nextn_predict_layers")

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        writer.add_expert_count(self.size("n_routed_experts"))
        writer.add_expert_feed_forward_length(self.size("moe_intermediate_size"))
        writer.add_expert_shared_count(self.count("n_shared_experts"))
        writer.add_leading_dense_block_count(self.count("first_k_dense_replace"))
        writer.add_expert_gating_func(gguf.ExpertGatingFuncType.SIGMOID)
        writer.add_expert_weights_scale(self.required_number("routed_scaling_factor"))
        writer.add_expert_weights_norm(self.flag("norm_topk_prob"))
        if self.get("num_nextn_predict_layers") is not None:
            writer.add_nextn_predict_layers(self.count("num_nextn_predict_layers"))


class SolarOpen(Glm4Moe):
    """Upstage's Solar Open: a GLM-4.5 with tokens of its own."""

    special_tokens = _SOLAR_TOKENS


def set_special_tokens(vocabulary: Vocabulary, texts: dict[str, str]) -> None:
    """Kinds of special tokens that no file names, by their texts."""
    for kind, text in texts.items():
        if text not in vocabulary.tokens:
            raise bad_model("The tokenizer of this model is damaged.", f"It lacks the token {text}.")
        vocabulary.special.special_token_ids.setdefault(kind, vocabulary.tokens.index(text))
