"""IBM's Granite 4: Mamba 2 in most layers, attention in a few."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

import gguf

from converters.architectures.base import Family
from converters.architectures.granite import GraniteMoe, layer_of
from converters.architectures.mamba import decay
from converters.errors import bad_model
from converters.lazy import LazyTensor

if TYPE_CHECKING:
    from converters.checkpoint import Checkpoint
    from converters.tokenizer import Vocabulary

_ATTENTION = ("attention", "full_attention")  # the older and the newer name
_N_CTX = 1 << 20  # without rotary positions the context has no end


class GraniteHybrid(GraniteMoe):
    """Models of this class whose layers all have attention are plain Granite models."""

    defaults: ClassVar = GraniteMoe.defaults | {"mamba_expand": 2, "mamba_n_groups": 1, "mamba_d_state": 256}

    def __init__(self, checkpoint: Checkpoint) -> None:
        kinds = checkpoint.config.get("layer_types")
        if not isinstance(kinds, list):
            raise bad_model("config.json is damaged.", "It does not say which layers have attention.")
        self._attention = [n for n, kind in enumerate(kinds) if kind in _ATTENTION]
        self.is_hybrid = len(self._attention) < len(kinds)
        if self.is_hybrid:
            self.gguf_arch = gguf.MODEL_ARCH.GRANITE_HYBRID
        elif checkpoint.config.get("num_experts_per_tok"):
            self.gguf_arch = gguf.MODEL_ARCH.GRANITE_MOE
        else:
            self.gguf_arch = gguf.MODEL_ARCH.GRANITE
        super().__init__(checkpoint)
        if len(kinds) != self.n_layers:
            raise bad_model("config.json is damaged.", "Its layer_types do not name every layer.")

    @property
    def _inner(self) -> int:
        return self.size("mamba_expand") * self.size("hidden_size")

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        writer.add_ssm_conv_kernel(self.size("mamba_d_conv", default=4))
        writer.add_ssm_state_size(self.size("mamba_d_state"))
        writer.add_ssm_group_count(self.size("mamba_n_groups"))
        writer.add_ssm_inner_size(self._inner)
        writer.add_ssm_time_step_rank(self.size("mamba_n_heads", default=128))
        heads = self.size("num_key_value_heads")
        writer.add_head_count_kv([heads if n in self._attention else 0 for n in range(self.n_layers)])
        writer.add_rope_scaling_finetuned(not self.is_hybrid)
        if self.is_hybrid:
            writer.add_context_length(_N_CTX)

    def vocabulary(self) -> Vocabulary:
        step = 8 if self.is_hybrid else 1
        return Family.vocabulary_of(self, -(-self.size("vocab_size") // step) * step)

    def source_name(self, name: str) -> str | None:
        if name.endswith(".dt_bias"):
            name = name.removesuffix(".dt_bias") + ".dt_proj.bias"
        return super().source_name(name)

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        name = tensor.name
        if ".layers." not in name or layer_of(self, name) in self._attention:
            yield from super().convert_tensor(tensor)
            return
        if name.endswith(".conv1d.weight"):
            self.require_shape(tensor, -1, 1, -1)
            tensor = tensor.reshaped(tensor.shape[0], tensor.shape[2])
        elif name.endswith((".A_log", ".D")):
            self.require_shape(tensor, -1)
            tensor = tensor.reshaped(tensor.shape[0], 1)
        elif name.endswith(".mamba.norm.weight"):
            groups = self.size("mamba_n_groups")
            self.require_shape(tensor, self._inner)
            tensor = tensor.reshaped(groups, self._inner // groups)
        if name.endswith(".A_log"):
            tensor = tensor.mapped(decay)
        yield from super().convert_tensor(tensor)
