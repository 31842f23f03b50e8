"""Databricks' DBRX."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

import gguf

from converters.architectures.base import Family
from converters.errors import bad_model
from converters.lazy import LazyTensor

_EPSILON = 1e-5  # of the layer norms; config.json does not say it


class Dbrx(Family):
    """All experts of a layer one above the other in one matrix."""

    gguf_arch = gguf.MODEL_ARCH.DBRX
    defaults: ClassVar = {"max_seq_len": 2048}

    def _fill_in_defaults(self) -> None:
        super()._fill_in_defaults()
        for part in ("attn_config", "ffn_config"):
            table: Any = self.config.get(part)
            if not isinstance(table, dict):
                raise bad_model("config.json is damaged.", f"It lacks {part}.")
            self.config |= {f"{part}.{key}": value for key, value in table.items()}

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        writer.add_block_count(self.n_layers)
        writer.add_context_length(self.size("max_seq_len"))
        writer.add_embedding_length(self.size("d_model"))
        writer.add_feed_forward_length(self.size("ffn_config.ffn_hidden_size"))
        writer.add_head_count(self.size("n_heads"))
        writer.add_head_count_kv(self.size("attn_config.kv_n_heads"))
        writer.add_rope_freq_base(self.required_number("attn_config.rope_theta"))
        writer.add_clamp_kqv(self.required_number("attn_config.clip_qkv"))
        writer.add_expert_count(self.n_experts)
        writer.add_expert_used_count(self.size("ffn_config.moe_top_k"))
        writer.add_layer_norm_eps(_EPSILON)
        writer.add_file_type(ftype)

    @property
    def n_experts(self) -> int:
        return self.size("ffn_config.moe_num_experts")

    def needs_f32(self, name: str) -> bool:
        return name.endswith("_norm.weight") or not name.endswith(".weight")

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        name = tensor.name
        if ".ffn.experts.mlp." in name and not name.endswith(".weight"):
            size, width = self.size("ffn_config.ffn_hidden_size"), self.size("d_model")
            self.require_shape(tensor, self.n_experts * size, width)
            tensor = tensor.reshaped(self.n_experts, size, width).renamed(f"{name}.weight")
            if name.endswith(".w2"):
                tensor = tensor.transposed()
        yield from super().convert_tensor(tensor)
