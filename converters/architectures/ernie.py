"""Baidu's ERNIE 4.5, dense."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

import gguf

from converters.architectures.base import Family
from converters.checkpoint import read_json
from converters.lazy import LazyTensor

if TYPE_CHECKING:
    from converters.tokenizer import Vocabulary


class Ernie45(Family):
    """A Llama in another rotary order; older checkpoints have fused projections."""

    gguf_arch = gguf.MODEL_ARCH.ERNIE4_5
    defaults: ClassVar = {
        "max_position_embeddings": 131072,
        "num_key_value_heads": 2,
        "head_dim": 128,
        "rms_norm_eps": 1e-5,
        "rope_theta": 500000.0,
    }

    def source_name(self, name: str) -> str | None:
        return super().source_name(name.replace("ernie.", "model."))

    def vocabulary(self) -> Vocabulary:
        vocabulary = super().vocabulary()
        prefix = read_json(self.checkpoint.folder / "tokenizer_config.json", optional=True).get(
            "add_prefix_space"
        )
        if isinstance(prefix, bool):
            vocabulary.add_space_prefix, vocabulary.space_prefix_place = prefix, "last"
        return vocabulary

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        if "qkv_proj" in tensor.name:
            groups = self.size("num_key_value_heads")
            sizes = [n * self.head_dim for n in (self.size("num_attention_heads"), groups, groups)]
            yield from self._split(tensor, "qkv_proj", ("q_proj", "k_proj", "v_proj"), sizes)
        elif "up_gate_proj" in tensor.name:
            half = tensor.shape[0] // 2
            yield from self._split(tensor, "up_gate_proj", ("gate_proj", "up_proj"), [half, half])
        else:
            yield from super().convert_tensor(tensor)

    def _split(
        self, tensor: LazyTensor, fused: str, parts: tuple[str, ...], sizes: list[int]
    ) -> Iterable[LazyTensor]:
        self.require_shape(tensor, sum(sizes), *tensor.shape[1:])
        start = 0
        for part, size in zip(parts, sizes, strict=True):
            piece = tensor.sliced(start, start + size).renamed(tensor.name.replace(fused, part))
            yield from super().convert_tensor(piece)
            start += size


class Ernie45Moe(Ernie45):
    """Experts in all but the first layers."""

    gguf_arch = gguf.MODEL_ARCH.ERNIE4_5_MOE
    defaults: ClassVar = {
        "max_position_embeddings": 131072,
        "num_key_value_heads": 4,
        "rms_norm_eps": 1e-5,
        "rope_theta": 500000.0,
        "moe_num_experts": 64,
        "moe_k": 6,
        "moe_layer_interval": 1,
        "moe_layer_start_index": 1,
        "moe_intermediate_size": 1536,
        "moe_num_shared_experts": 2,
    }
    expert_kinds = ("gate_proj.weight", "up_proj.weight", "down_proj.weight")

    @property
    def n_experts(self) -> int:
        return self.size("moe_num_experts")

    def source_name(self, name: str) -> str | None:
        if name.startswith(("model.mtp_block.", "model.mtp_emb_norm.", "model.mtp_hidden_norm.")):
            return None
        return None if name.startswith("model.mtp_linear_proj.") else super().source_name(name)

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        writer.add_expert_count(self.n_experts)
        writer.add_expert_used_count(self.size("moe_k"))
        writer.add_interleave_moe_layer_step(self.size("moe_layer_interval"))
        writer.add_leading_dense_block_count(self.count("moe_layer_start_index"))
        writer.add_expert_feed_forward_length(self.size("moe_intermediate_size"))
        shared = self.count("moe_num_shared_experts")
        writer.add_expert_shared_count(shared)
        if shared:
            size = self.size("intermediate_size") // self.size("num_key_value_heads")
            writer.add_expert_shared_feed_forward_length(size)
