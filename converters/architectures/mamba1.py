"""Mamba 1 and TII's Falcon Mamba."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import gguf

from converters.architectures.base import Family
from converters.architectures.mamba import decay
from converters.errors import UNSUPPORTED, ConvertError
from converters.lazy import LazyTensor

if TYPE_CHECKING:
    from converters.tokenizer import Vocabulary

_N_CTX = 1 << 20  # unlimited in principle; the engine wants a number


class Mamba1(Family):
    """One state for each value of the inner vector."""

    gguf_arch = gguf.MODEL_ARCH.MAMBA

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        width = self.size("hidden_size", "d_model")
        inner = self.size("intermediate_size", "d_inner", default=2 * width)
        if inner != 2 * width:
            raise ConvertError(
                UNSUPPORTED,
                "This Mamba has an inner size that the engine does not run.",
                f"It is {inner:,}; the engine knows twice the width of {width:,}.",
                "Choose another model.",
            )
        epsilon = self.number("layer_norm_epsilon", "rms_norm_eps")
        writer.add_context_length(_N_CTX)
        writer.add_embedding_length(width)
        writer.add_feed_forward_length(0)
        writer.add_head_count(0)
        writer.add_block_count(self.n_layers)
        writer.add_ssm_conv_kernel(self.size("conv_kernel", "d_conv", default=4))
        writer.add_ssm_inner_size(inner)
        writer.add_ssm_state_size(self.size("state_size", "d_state", default=16))
        writer.add_ssm_time_step_rank(self.size("time_step_rank", "dt_rank", default=-(-width // 16)))
        writer.add_layer_norm_rms_eps(1e-5 if epsilon is None else epsilon)
        writer.add_ssm_dt_b_c_rms(self.get("model_type") == "falcon_mamba")
        writer.add_file_type(ftype)

    def vocabulary(self) -> Vocabulary:
        step = self.size("pad_vocab_size_multiple", default=8)
        return self.vocabulary_of(-(-self.size("vocab_size") // step) * step)

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        name = tensor.name
        if name == "lm_head.weight" and self.flag("tie_word_embeddings", default=True):
            return
        if name.endswith(".conv1d.weight"):
            self.require_shape(tensor, -1, 1, -1)
            tensor = tensor.reshaped(tensor.shape[0], tensor.shape[2])
        elif name.endswith(".A_log"):
            tensor = tensor.mapped(decay)
        yield from super().convert_tensor(tensor)
