"""MiniMax-M2."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

import gguf

from converters.architectures.base import Family
from converters.architectures.names import NewArchitecture
from converters.errors import bad_model
from converters.lazy import LazyTensor


class MiniMaxM2(Family):
    """Experts, norms on q and k, partly rotated heads."""

    gguf_arch = gguf.MODEL_ARCH.MINIMAXM2
    defaults: ClassVar = {
        "max_position_embeddings": 196608,
        "num_key_value_heads": 8,
        "head_dim": 128,
        "rms_norm_eps": 1e-6,
        "rope_theta": 5000000.0,
        "num_local_experts": 256,
        "num_experts_per_tok": 8,
        "rotary_dim": 64,
    }
    expert_kinds = ("w1.weight", "w2.weight", "w3.weight")

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        writer.add_expert_feed_forward_length(self.size("intermediate_size"))
        writer.add_rope_dimension_count(self.size("rotary_dim"))


class MiniMaxM3(MiniMaxM2):
    """An index finds the blocks of the context that a layer attends to; norms are stored around 0."""

    gguf_arch = NewArchitecture(
        "minimax-m3",
        gguf.MODEL_ARCH.MINIMAXM2,
        {
            f"model.layers.{{bid}}.{stored}": f"blk.{{bid}}.{name}"
            for stored, name in (
                ("mlp.gate_proj", "ffn_gate"), ("mlp.up_proj", "ffn_up"), ("mlp.down_proj", "ffn_down"),
                ("block_sparse_moe.shared_experts.gate_proj", "ffn_gate_shexp"),
                ("block_sparse_moe.shared_experts.up_proj", "ffn_up_shexp"),
                ("block_sparse_moe.shared_experts.down_proj", "ffn_down_shexp"),
                ("self_attn.index_q_proj", "indexer.q_proj"), ("self_attn.index_k_proj", "indexer.k_proj"),
                ("self_attn.index_q_norm", "indexer.q_norm"), ("self_attn.index_k_norm", "indexer.k_norm"),
            )
        },
    )  # fmt: skip

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        writer.add_expert_shared_count(self.size("n_shared_experts"))
        writer.add_expert_weights_scale(self.required_number("routed_scaling_factor"))
        writer.add_expert_weights_norm(value=True)
        index = self.get("sparse_attention_config")
        for key, stored in (
            ("head_count", "sparse_num_index_heads"),
            ("key_length", "sparse_index_dim"),
            ("top_k", "sparse_topk_blocks"),
            ("block_size", "sparse_block_size"),
            ("local_blocks", "sparse_local_block"),
        ):
            value: Any = index.get(stored) if isinstance(index, dict) else None
            if type(value) is not int or not 0 <= value < 1 << 31:
                raise bad_model("config.json is damaged.", f"{stored} is {str(value)[:60]}.")
            writer.add_uint32(f"{writer.arch}.attention.indexer.{key}", value)
        kinds = self.get("moe_layer_freq")
        if not isinstance(kinds, list):
            raise bad_model("config.json is damaged.", "moe_layer_freq is no list.")
        writer.add_leading_dense_block_count(
            next((n for n, has_experts in enumerate(kinds) if has_experts != 0), len(kinds))
        )

    def needs_f32(self, name: str) -> bool:
        return ".indexer." in name or super().needs_f32(name)

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        if tensor.name.endswith("norm.weight"):
            tensor = tensor.shifted(1)
        yield from super().convert_tensor(tensor)
