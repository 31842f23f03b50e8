"""Qwen 2 and 3 with a mixture of experts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

import gguf

from converters.architectures.base import Family
from converters.lazy import LazyTensor


class Qwen2Moe(Family):
    """Experts beside one shared expert; newer checkpoints store all experts of a layer in one tensor."""

    gguf_arch = gguf.MODEL_ARCH.QWEN2MOE
    defaults: ClassVar = {
        "max_position_embeddings": 32768,
        "num_key_value_heads": 16,
        "rms_norm_eps": 1e-6,
        "rope_theta": 10000.0,
        "num_experts": 60,
        "num_experts_per_tok": 4,
        "moe_intermediate_size": 1408,
        "shared_expert_intermediate_size": 5632,
    }
    expert_kinds = ("down_proj.weight", "gate_proj.weight", "up_proj.weight")

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        if self.get("moe_intermediate_size") is not None:
            writer.add_expert_feed_forward_length(self.size("moe_intermediate_size"))
        if self.get("shared_expert_intermediate_size") is not None:
            writer.add_expert_shared_feed_forward_length(self.size("shared_expert_intermediate_size"))

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        name = tensor.name.removesuffix(".weight")
        if name.endswith("mlp.experts.down_proj"):
            yield from super().convert_tensor(tensor.renamed(f"{name}.weight"))
        elif name.endswith("mlp.experts.gate_up_proj"):
            prefix = name.removesuffix("gate_up_proj")
            gate, up = split_rows(self, tensor, 2)
            yield from super().convert_tensor(gate.renamed(f"{prefix}gate_proj.weight"))
            yield from super().convert_tensor(up.renamed(f"{prefix}up_proj.weight"))
        else:
            yield from super().convert_tensor(tensor)


class Qwen3Moe(Qwen2Moe):
    """No shared expert."""

    gguf_arch = gguf.MODEL_ARCH.QWEN3MOE
    defaults: ClassVar = {
        "max_position_embeddings": 32768,
        "num_key_value_heads": 4,
        "rms_norm_eps": 1e-6,
        "rope_theta": 10000.0,
        "num_experts": 128,
        "num_experts_per_tok": 8,
        "moe_intermediate_size": 768,
    }


def split_rows(family: Family, tensor: LazyTensor, n_parts: int) -> list[LazyTensor]:
    """Equal parts of the rows of each matrix in a (matrices, rows, columns) tensor."""
    family.require_shape(tensor, -1, -1, -1)
    n_matrices, height, _ = tensor.shape
    if height % n_parts:
        family.require_shape(tensor, n_matrices, height - height % n_parts, tensor.shape[2])
    part = height // n_parts
    return [rows_of_each(tensor, n * part, (n + 1) * part) for n in range(n_parts)]


def rows_of_each(tensor: LazyTensor, start: int, stop: int) -> LazyTensor:
    """Rows `start` to `stop` of each matrix in a (matrices, rows, columns) tensor."""
    matrices = [tensor.sliced(n, n + 1).reshaped(*tensor.shape[1:]) for n in range(tensor.shape[0])]
    return LazyTensor.stack(tensor.name, [matrix.sliced(start, stop) for matrix in matrices])


class Dots1(Qwen2Moe):
    """rednote's dots.llm1: some dense layers first, a correction of the experts' gate."""

    gguf_arch = gguf.MODEL_ARCH.DOTS1
    defaults: ClassVar = {
        "max_position_embeddings": 2048,
        "rms_norm_eps": 1e-6,
        "rope_theta": 10000.0,
        "n_routed_experts": 128,
        "num_experts_per_tok": 6,
        "n_shared_experts": 2,
        "first_k_dense_replace": 1,
        "routed_scaling_factor": 2.5,
        "norm_topk_prob": True,
    }

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        writer.add_leading_dense_block_count(self.count("first_k_dense_replace"))
        writer.add_expert_shared_count(self.count("n_shared_experts"))
        writer.add_expert_weights_scale(self.required_number("routed_scaling_factor"))
        writer.add_expert_weights_norm(self.flag("norm_topk_prob"))
