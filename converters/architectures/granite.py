"""IBM's Granite models, dense and with experts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

import gguf

from converters.architectures.base import Family
from converters.architectures.llama import Llama
from converters.architectures.qwen_moe import split_rows
from converters.lazy import LazyTensor


class Granite(Llama):
    """A Llama with four multipliers; `head_dim` is not one of its settings."""

    gguf_arch = gguf.MODEL_ARCH.GRANITE
    defaults: ClassVar = {
        "max_position_embeddings": 2048,
        "rms_norm_eps": 1e-6,
        "rope_theta": 10000.0,
        "attention_multiplier": 1.0,
        "embedding_multiplier": 1.0,
        "residual_multiplier": 1.0,
        "logits_scaling": 1.0,
    }
    has_computed_head_dim = False
    ignored_keys = ("head_dim",)

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        for key, add in (
            ("attention_multiplier", writer.add_attention_scale),
            ("embedding_multiplier", writer.add_embedding_scale),
            ("residual_multiplier", writer.add_residual_scale),
            ("logits_scaling", writer.add_logit_scale),
        ):
            if value := self.number(key):
                add(value)


class GraniteMoe(Granite):
    """All experts of a layer in one tensor, gate and up one above the other."""

    gguf_arch = gguf.MODEL_ARCH.GRANITE_MOE

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        if self.count("shared_intermediate_size"):
            writer.add_expert_shared_feed_forward_length(self.size("shared_intermediate_size"))

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        name = tensor.name
        prefix = f"blk.{layer_of(self, name)}." if ".layers." in name else ""
        is_dense = not self.count("num_local_experts")
        if name.endswith("block_sparse_moe.input_linear.weight"):
            gate, up = split_rows(self, tensor, 2)
            yield gate.renamed(f"{prefix}ffn_gate_exps.weight")
            yield up.renamed(f"{prefix}ffn_up_exps.weight")
        elif name.endswith("shared_mlp.input_linear.weight"):
            half = self.size("shared_intermediate_size")
            self.require_shape(tensor, 2 * half, -1)
            suffix = ".weight" if is_dense else "_shexp.weight"
            yield tensor.sliced(0, half).renamed(f"{prefix}ffn_gate{suffix}")
            yield tensor.sliced(half, 2 * half).renamed(f"{prefix}ffn_up{suffix}")
        elif is_dense and name.endswith("shared_mlp.output_linear.weight"):
            yield tensor.renamed(f"{prefix}ffn_down.weight")
        else:
            yield from super().convert_tensor(tensor)


def layer_of(family: Family, name: str) -> int:
    """The number of the layer in the name of one of its tensors."""
    number = name.split(".layers.", 1)[1].split(".", 1)[0]
    if not (number.isascii() and number.isdecimal() and int(number) < family.n_blocks):
        family.rename(name)
    return int(number)
