"""Mamba 2: state spaces instead of attention."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

import gguf
import numpy as np
from numpy.typing import NDArray

from converters.architectures.base import Family
from converters.errors import bad_model
from converters.lazy import LazyTensor

if TYPE_CHECKING:
    from converters.tokenizer import Vocabulary

_N_CTX = 1 << 20  # unlimited in principle; the engine wants a number


class Mamba2(Family):
    """One state matrix for each head, some groups of inputs."""

    gguf_arch = gguf.MODEL_ARCH.MAMBA2
    defaults: ClassVar = {"expand": 2, "n_groups": 1}

    def vocabulary(self) -> Vocabulary:
        step = self.size("pad_vocab_size_multiple", default=16)
        return self.vocabulary_of(-(-self.size("vocab_size") // step) * step)

    @property
    def _inner(self) -> int:
        width = self.size("hidden_size", "d_model", "dim")
        return self.size(
            "mamba_d_ssm", "intermediate_size", "d_inner", default=self.size("mamba_expand", "expand") * width
        )

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        head = self.size("mamba_d_head", "head_dim", default=64)
        if self._inner % head:
            raise bad_model("config.json is damaged.", f"{self._inner} is no multiple of the head's {head}.")
        epsilon = self.number("layer_norm_epsilon", "rms_norm_eps")
        writer.add_context_length(_N_CTX)
        writer.add_embedding_length(self.size("hidden_size", "d_model", "dim"))
        writer.add_feed_forward_length(0)
        writer.add_head_count(0)
        writer.add_block_count(self.n_layers)
        writer.add_ssm_conv_kernel(self.size("conv_kernel", "d_conv", default=4))
        writer.add_ssm_inner_size(self._inner)
        writer.add_ssm_state_size(self.size("state_size", "d_state", default=128))
        writer.add_ssm_time_step_rank(self._inner // head)
        writer.add_ssm_group_count(self.size("n_groups"))
        writer.add_layer_norm_rms_eps(1e-5 if epsilon is None else epsilon)
        writer.add_file_type(ftype)

    def source_name(self, name: str) -> str | None:
        if name.startswith(("model.backbone", "model.lm_head")):
            name = name.removeprefix("model.")
        if name.endswith(".dt_bias"):
            name = name.removesuffix(".dt_bias") + ".dt_proj.bias"
        return super().source_name(name)

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        name = tensor.name
        if name.endswith(".conv1d.weight"):
            self.require_shape(tensor, -1, 1, -1)
            tensor = tensor.reshaped(tensor.shape[0], tensor.shape[2])
        elif name.endswith((".A_log", ".D")):
            self.require_shape(tensor, -1)
            tensor = tensor.reshaped(tensor.shape[0], 1)
        elif name.endswith(".mixer.norm.weight"):
            groups = self.size("n_groups")
            self.require_shape(tensor, self._inner)
            tensor = tensor.reshaped(groups, self._inner // groups)
        if name.endswith(".A_log"):
            tensor = tensor.mapped(decay)
        yield from super().convert_tensor(tensor)


def decay(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """The state's decay from its logarithm, rounded once."""
    return -np.exp(rows.astype(np.float64)).astype(np.float32)
