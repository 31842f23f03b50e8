"""inclusionAI's Ling and Ring, versions 1 and 2."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

import gguf
import numpy as np
from numpy.typing import NDArray

from converters.architectures.base import Family
from converters.architectures.granite import layer_of
from converters.architectures.llama import rotary_row_order
from converters.errors import UNSUPPORTED, ConvertError, bad_model
from converters.lazy import LazyTensor


class BailingMoe(Family):
    """Fused q, k and v, rotated in neighbouring pairs; experts beside shared ones."""

    gguf_arch = gguf.MODEL_ARCH.BAILINGMOE
    defaults: ClassVar = {"norm_topk_prob": False, "first_k_dense_replace": 0}
    expert_kinds = ("down_proj.weight", "gate_proj.weight", "up_proj.weight")

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        writer.add_rope_dimension_count(self.head_dim)
        writer.add_leading_dense_block_count(self.count("first_k_dense_replace"))
        writer.add_vocab_size(self.size("vocab_size"))
        writer.add_expert_feed_forward_length(self.size("moe_intermediate_size"))
        writer.add_expert_weights_scale(1.0)
        writer.add_expert_shared_count(self.count("num_shared_experts"))
        writer.add_expert_weights_norm(self.flag("norm_topk_prob"))

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        name = tensor.name
        if name == "lm_head.weight" and self.flag("norm_head"):
            raise ConvertError(
                UNSUPPORTED,
                "This Ling model cannot be converted yet.",
                "Its output matrix is normalized each time it is used (norm_head).",
                "Look for a ready-made GGUF of this model, or take a newer Ling.",
            )
        if name.endswith("attention.dense.weight"):
            yield tensor.renamed(f"blk.{layer_of(self, name)}.attn_output.weight")
        elif name.endswith("query_key_value.weight"):
            at = f"blk.{layer_of(self, name)}."
            heads, kv_heads = self.size("num_attention_heads"), self.size("num_key_value_heads")
            n_q, n_kv = heads * self.head_dim, kv_heads * self.head_dim
            self.require_shape(tensor, n_q + 2 * n_kv, -1)
            if self.head_dim % 2:
                raise bad_model(
                    "config.json is damaged.", f"{self.head_dim} values cannot be rotated in pairs."
                )
            yield tensor.taken(rotary_row_order(n_q, heads)).renamed(f"{at}attn_q.weight")
            yield tensor.taken(n_q + rotary_row_order(n_kv, kv_heads)).renamed(f"{at}attn_k.weight")
            yield tensor.taken(np.arange(n_q + n_kv, n_q + 2 * n_kv)).renamed(f"{at}attn_v.weight")
        else:
            yield from super().convert_tensor(tensor)


class BailingMoe2(Family):
    """Norms on q and k, half-rotated heads, a correction of the experts' gate."""

    gguf_arch = gguf.MODEL_ARCH.BAILINGMOE2
    defaults: ClassVar = {"norm_topk_prob": False, "first_k_dense_replace": 0, "routed_scaling_factor": 1.0}
    expert_kinds = ("down_proj.weight", "gate_proj.weight", "up_proj.weight")

    @property
    def n_blocks(self) -> int:
        return self.n_layers + self.count("num_nextn_predict_layers")

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        rotated = self.rope.numbers.get("partial_rotary_factor", 0.5)
        size, shared = self.size("moe_intermediate_size"), self.count("num_shared_experts")
        writer.add_rope_dimension_count(int(self.head_dim * rotated))
        writer.add_leading_dense_block_count(self.count("first_k_dense_replace"))
        writer.add_vocab_size(self.size("vocab_size"))
        writer.add_expert_feed_forward_length(size)
        writer.add_expert_shared_feed_forward_length(
            self.size("moe_shared_expert_intermediate_size", default=size * max(shared, 1))
        )
        writer.add_expert_weights_scale(self.required_number("routed_scaling_factor"))
        writer.add_expert_shared_count(shared)
        writer.add_expert_weights_norm(self.flag("norm_topk_prob"))
        if self.get("num_nextn_predict_layers") is not None:
            writer.add_nextn_predict_layers(self.count("num_nextn_predict_layers"))

    def source_name(self, name: str) -> str | None:
        if name.endswith(".expert_bias"):
            name = f"{name}.bias"
        return super().source_name(name)


class SarvamMoe(BailingMoe2):
    """Sarvam's models: a Ling 2 that rotates whole heads, and centres the correction of its gate."""

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        writer.add_rope_dimension_count(self.head_dim)

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        if tensor.name.endswith(".expert_bias.bias"):
            self.require_shape(tensor, -1)
            tensor = tensor.mapped(_centred_bf16 if tensor.dtype == "BF16" else _centred)
        yield from super().convert_tensor(tensor)


def _centred(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    return rows - rows.mean(axis=-1, keepdims=True)


def _centred_bf16(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """The reference computes in the precision of the source."""
    return _as_bf16(rows - _as_bf16(rows.mean(axis=-1, keepdims=True)))


def _as_bf16(values: NDArray[np.float32]) -> NDArray[np.float32]:
    kind = gguf.GGMLQuantizationType.BF16
    return gguf.dequantize(gguf.quantize(values, kind), kind)
