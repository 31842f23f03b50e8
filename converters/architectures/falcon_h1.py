"""TII's Falcon-H1: attention and Mamba 2 side by side in every layer."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import ClassVar

import gguf
import numpy as np
from numpy.typing import NDArray

from converters.architectures.base import Family
from converters.architectures.state_space import state_space_name, state_space_tensor
from converters.errors import bad_model
from converters.lazy import LazyTensor

_MAX_FACTOR = 1e30  # stays finite as F32


class FalconH1(Family):
    """The engine knows none of its multipliers: they go into the weights."""

    gguf_arch = gguf.MODEL_ARCH.FALCON_H1
    defaults: ClassVar = {
        "max_position_embeddings": 8192,
        "rms_norm_eps": 1e-5,
        "rope_theta": 100000.0,
        "mamba_d_conv": 4,
        "mamba_d_state": 256,
        "mamba_n_groups": 1,
        "mamba_d_head": 64,
    }
    has_computed_head_dim = True

    @property
    def _inner(self) -> int:
        return self.size("mamba_d_ssm")

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        inner, head = self._inner, self.size("mamba_d_head")
        if inner % head:
            raise bad_model("config.json is damaged.", f"Heads of {head} values cannot share {inner:,}.")
        writer.add_context_length(self.size("max_position_embeddings"))
        writer.add_embedding_length(self.size("hidden_size"))
        writer.add_feed_forward_length(self.size("intermediate_size"))
        writer.add_head_count(self.size("num_attention_heads"))
        writer.add_block_count(self.n_layers)
        writer.add_ssm_conv_kernel(self.size("mamba_d_conv"))
        writer.add_ssm_inner_size(inner)
        writer.add_ssm_state_size(self.size("mamba_d_state"))
        writer.add_ssm_time_step_rank(inner // head)
        writer.add_ssm_group_count(self.size("mamba_n_groups"))
        writer.add_layer_norm_rms_eps(self.required_number("rms_norm_eps"))
        writer.add_file_type(ftype)
        writer.add_vocab_size(self.size("vocab_size"))
        writer.add_head_count_kv(self.size("num_key_value_heads"))
        writer.add_key_length(self.head_dim)
        writer.add_value_length(self.head_dim)
        writer.add_rope_freq_base(self.rope.required_theta)

    def source_name(self, name: str) -> str | None:
        return super().source_name(state_space_name(name))

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        name = tensor.name
        tensor = state_space_tensor(self, tensor, self._inner, self.size("mamba_n_groups"))
        if ".in_proj." in name:
            tensor = self._scaled_input(tensor)
        for factor in self._factors(name):
            tensor = tensor.mapped(partial(times, factor))
        yield from super().convert_tensor(tensor)

    def _factors(self, name: str) -> list[float]:
        """What a tensor is multiplied by, one rounding after the other."""
        gate, down = self._list_of("mlp_multipliers", 2)
        attention = self._factor("attention_in_multiplier")
        for part, factors in (
            (".down_proj.", [down]),
            (".gate_proj.", [gate]),
            (".k_proj.", [self._factor("key_multiplier"), attention]),
            (".q_proj.", [attention]),
            (".v_proj.", [attention]),
            (".o_proj.", [self._factor("attention_out_multiplier")]),
            (".out_proj.", [self._factor("ssm_out_multiplier")]),
            ("lm_head.", [self._factor("lm_head_multiplier")]),
            (".embed_tokens.", [self._factor("embedding_multiplier")]),
        ):
            if part in name:
                return factors
        return []

    def _scaled_input(self, tensor: LazyTensor) -> LazyTensor:
        """The projection to gate, x, B, C and time steps, each with a factor of its own."""
        inner, state = self._inner, self.size("mamba_n_groups") * self.size("mamba_d_state")
        steps = inner // self.size("mamba_d_head")
        ends = np.cumsum([inner, inner, state, state, steps]).tolist()
        self.require_shape(tensor, ends[-1], *tensor.shape[1:])
        whole = tensor.mapped(partial(times, self._factor("ssm_in_multiplier")))
        parts = [
            whole.sliced(start, end).mapped(partial(times, factor))
            for start, end, factor in zip(
                [0, *ends[:-1]], ends, self._list_of("ssm_multipliers", 5), strict=True
            )
        ]
        return LazyTensor.concat(tensor.name, parts)

    def _factor(self, key: str) -> float:
        value = self.number(key)
        return 1.0 if value is None else value

    def _list_of(self, key: str, length: int) -> list[float]:
        values = self.get(key)
        if values is None:
            return [1.0] * length
        if (
            not isinstance(values, list)
            or len(values) != length
            or any(type(v) not in (int, float) or not abs(v) < _MAX_FACTOR for v in values)
        ):
            raise bad_model("config.json is damaged.", f"{key} are not {length} numbers.")
        return values


def times(factor: float, rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Each value multiplied, in F32."""
    return rows * np.float32(factor)
