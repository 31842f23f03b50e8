"""Qwen3-Next, Qwen3.5 and 3.6: linear attention in most layers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

import gguf
import numpy as np
from numpy.typing import NDArray

from converters.architectures.mamba import decay
from converters.architectures.qwen_moe import Qwen2Moe
from converters.errors import bad_model
from converters.lazy import LazyTensor

_MROPE_SECTIONS = [11, 11, 10, 0]


class Qwen3Next(Qwen2Moe):
    """Gated delta rule in three layers of four."""

    gguf_arch = gguf.MODEL_ARCH.QWEN3NEXT
    defaults: ClassVar = {
        "max_position_embeddings": 32768,
        "num_key_value_heads": 2,
        "head_dim": 256,
        "rms_norm_eps": 1e-6,
        "rope_theta": 10000.0,
        "partial_rotary_factor": 0.25,
        "linear_conv_kernel_dim": 4,
        "linear_key_head_dim": 128,
        "linear_value_head_dim": 128,
        "linear_num_key_heads": 16,
        "linear_num_value_heads": 32,
        "full_attention_interval": 4,
    }

    def source_name(self, name: str) -> str | None:
        if name.startswith(("mtp.", "model.mtp.")):
            return None  # predicts more tokens; the engine runs without it
        return super().source_name(name)

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        heads = self.size("linear_num_value_heads")
        writer.add_ssm_conv_kernel(self.size("linear_conv_kernel_dim"))
        writer.add_ssm_state_size(self.size("linear_key_head_dim"))
        writer.add_ssm_group_count(self.size("linear_num_key_heads"))
        writer.add_ssm_time_step_rank(heads)
        writer.add_ssm_inner_size(self.size("linear_value_head_dim") * heads)
        kinds = self.get("layer_types")
        if kinds is not None:
            if not isinstance(kinds, list) or len(kinds) != self.n_layers:
                raise bad_model("config.json is damaged.", "Its layer_types do not name every layer.")
            recurrent = [kind == "linear_attention" for kind in kinds]
            writer.add_array(f"{writer.arch}.attention.recurrent_layers", recurrent)
        writer.add_full_attention_interval(self.size("full_attention_interval"))
        writer.add_rope_dimension_count(
            int(self.head_dim * self.rope.numbers.get("partial_rotary_factor", 0.25))
        )

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        name = tensor.name
        if name.endswith(".A_log"):
            tensor = tensor.mapped(decay)
        elif name.endswith(".dt_bias"):
            tensor = tensor.renamed(name.removesuffix(".dt_bias") + ".dt_proj.bias")
        elif name.endswith("conv1d.weight"):
            tensor = tensor.reshaped(tensor.shape[0], tensor.shape[-1])
        elif name.endswith("norm.weight") and not name.endswith("linear_attn.norm.weight"):
            tensor = tensor.shifted(1)
        if name.endswith("in_proj_qkvz.weight"):
            yield from self._queries_keys_values_gates(tensor)
        else:
            yield from super().convert_tensor(tensor)

    def _queries_keys_values_gates(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        """Stored head by head; the engine wants all queries, then all keys, then all values."""
        heads, keys = self.size("linear_num_key_heads"), self.size("linear_key_head_dim")
        values = self.size("linear_num_value_heads") // heads * self.size("linear_value_head_dim")
        self.require_shape(tensor, heads * 2 * (keys + values), -1)
        rows = np.arange(tensor.shape[0]).reshape(heads, -1)
        qkv = (rows[:, :keys], rows[:, keys : 2 * keys], rows[:, 2 * keys : 2 * keys + values])
        layer = tensor.name.split(".layers.")[1].split(".")[0]
        order = np.concatenate([part.reshape(-1) for part in qkv])
        yield tensor.taken(order).renamed(f"blk.{layer}.attn_qkv.weight")
        yield tensor.taken(rows[:, 2 * keys + values :].reshape(-1)).renamed(f"blk.{layer}.attn_gate.weight")


class Qwen35(Qwen3Next):
    """Qwen3.5 and 3.6, dense: the heads of the values in the order in which the engine repeats the keys."""

    gguf_arch = gguf.MODEL_ARCH.QWEN35

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        if not self.rope.sections:
            writer.add_rope_dimension_sections(_MROPE_SECTIONS)

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        if "linear_attn." in tensor.name:
            tensor = self._with_tiled_values(tensor)
        yield from super().convert_tensor(tensor)

    def _with_tiled_values(self, tensor: LazyTensor) -> LazyTensor:
        name = tensor.name
        keys = self.size("linear_num_key_heads") * self.size("linear_key_head_dim")
        size = self.size("linear_value_head_dim")
        if ".in_proj_qkv." in name or ".conv1d." in name:
            order = np.concatenate([np.arange(2 * keys), 2 * keys + self._tiled(size)])
        elif ".in_proj_z." in name:
            order = self._tiled(size)
        elif ".in_proj_a." in name or ".in_proj_b." in name or name.endswith((".A_log", ".dt_bias")):
            order = self._tiled(1)
        elif ".out_proj." in name:
            order = self._tiled(size)
            self.require_shape(tensor, -1, len(order))
            return tensor.columns(order)
        else:
            return tensor
        if tensor.shape[0] != len(order):
            self.require_shape(tensor, len(order), *tensor.shape[1:])
        return tensor.taken(order)

    def _tiled(self, size: int) -> NDArray[np.int64]:
        """From values grouped by their key to one of each key after the other."""
        keys, values = self.size("linear_num_key_heads"), self.size("linear_num_value_heads")
        if values % keys:
            raise bad_model("config.json is damaged.", f"{values} value heads do not share {keys} key heads.")
        return np.arange(values * size).reshape(keys, values // keys, size).swapaxes(0, 1).reshape(-1)


class Qwen35Moe(Qwen35):
    """The same with experts."""

    gguf_arch = gguf.MODEL_ARCH.QWEN35MOE
