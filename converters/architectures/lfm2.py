"""Liquid's LFM2: short convolutions between a few attention layers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

import gguf

from converters.architectures.base import Family
from converters.errors import bad_model
from converters.lazy import LazyTensor


class Lfm2(Family):
    """Layers without attention have no key and value heads."""

    gguf_arch = gguf.MODEL_ARCH.LFM2
    defaults: ClassVar = {
        "max_position_embeddings": 128000,
        "num_key_value_heads": 8,
        "norm_eps": 1e-5,
        "rope_theta": 1000000.0,
        "conv_L_cache": 3,
        "block_multiple_of": 256,
        "block_ffn_dim_multiplier": 1.0,
        "block_auto_adjust_ff_dim": True,
    }

    def _fill_in_defaults(self) -> None:
        super()._fill_in_defaults()
        kinds = self.config.get("layer_types")
        full = self.config.get("full_attn_idxs")
        if kinds is None and isinstance(full, list):
            n_layers = self.size("num_hidden_layers")
            kinds = ["full_attention" if n in full else "conv" for n in range(min(n_layers, 1024))]
        if not isinstance(kinds, list):
            raise bad_model("config.json is damaged.", "It does not say which layers have attention.")
        heads = self.size("num_key_value_heads")
        self.config["num_key_value_heads"] = [0 if kind == "conv" else heads for kind in kinds]

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        writer.add_vocab_size(self.size("vocab_size"))
        writer.add_shortconv_l_cache(self.size("conv_L_cache"))
        writer.add_layer_norm_rms_eps(self.required_number("norm_eps"))
        writer.add_feed_forward_length(self._feed_forward())

    def _feed_forward(self) -> int:
        size = self.size("block_ff_dim", "intermediate_size")
        if self.flag("block_auto_adjust_ff_dim", default=True):
            size = int((self.number("block_ffn_dim_multiplier") or 1.0) * int(2 * size / 3))
            step = self.size("block_multiple_of")
            size = -(-size // step) * step
        return size

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        if "conv.conv" in tensor.name:
            self.require_shape(tensor, -1, 1, -1)
            tensor = tensor.reshaped(tensor.shape[0], tensor.shape[2])
        yield from super().convert_tensor(tensor)


class Lfm2Moe(Family):
    """The same with experts."""

    gguf_arch = gguf.MODEL_ARCH.LFM2MOE
    defaults: ClassVar = {
        "max_position_embeddings": 128000,
        "num_key_value_heads": 8,
        "norm_eps": 1e-5,
        "rope_theta": 1000000.0,
        "conv_L_cache": 3,
        "num_experts": 32,
        "num_experts_per_tok": 4,
        "num_dense_layers": 2,
        "moe_intermediate_size": 1792,
    }
    expert_kinds = ("w1.weight", "w2.weight", "w3.weight")

    def _fill_in_defaults(self) -> None:
        super()._fill_in_defaults()
        kinds = self.config.get("layer_types")
        if not isinstance(kinds, list):
            raise bad_model("config.json is damaged.", "It does not say which layers have attention.")
        heads = self.size("num_key_value_heads")
        self.config["num_key_value_heads"] = [heads if kind == "full_attention" else 0 for kind in kinds]

    def source_name(self, name: str) -> str | None:
        if name.endswith(".expert_bias"):
            name = f"{name}.bias"
        return super().source_name(name)

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        writer.add_expert_feed_forward_length(self.size("moe_intermediate_size"))
        writer.add_leading_dense_block_count(self.count("num_dense_layers"))
        writer.add_expert_gating_func(gguf.ExpertGatingFuncType.SIGMOID)
        writer.add_vocab_size(self.size("vocab_size"))
        writer.add_shortconv_l_cache(self.size("conv_L_cache"))

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        if "conv.conv" in tensor.name:
            self.require_shape(tensor, -1, 1, -1)
            tensor = tensor.reshaped(tensor.shape[0], tensor.shape[2])
        if ".feed_forward.experts." in tensor.name:
            tensor = tensor.renamed(tensor.name.removeprefix("model."))
        yield from super().convert_tensor(tensor)
