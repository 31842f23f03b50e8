"""NVIDIA's Nemotron and Minitron."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

import gguf

from converters.architectures.base import Family
from converters.lazy import LazyTensor

if TYPE_CHECKING:
    from converters.tokenizer import Vocabulary


class Nemotron(Family):
    """Norms that are stored as their distance from 1, partly rotated heads."""

    gguf_arch = gguf.MODEL_ARCH.NEMOTRON
    defaults: ClassVar = {
        "max_position_embeddings": 4096,
        "norm_eps": 1e-5,
        "rope_theta": 10000.0,
        "partial_rotary_factor": 0.5,
    }

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        writer.add_vocab_size(self.size("vocab_size"))
        writer.add_layer_norm_eps(
            self.required_number_of("layer_norm_eps", "layer_norm_epsilon", "norm_epsilon", "norm_eps")
        )
        width = self.size("hidden_size", "n_embd")
        writer.add_rope_dimension_count(int(self.rope.partial * width) // self.size("num_attention_heads"))
        factor = self.number("factor") or self.rope.numbers.get("factor")
        if factor is None:
            writer.add_rope_scaling_type(gguf.RopeScalingType.NONE)
        else:
            writer.add_rope_scaling_type(gguf.RopeScalingType.LINEAR)
            writer.add_rope_scaling_factor(factor)

    def vocabulary(self) -> Vocabulary:
        vocabulary = super().vocabulary()
        vocabulary.pad, vocabulary.unknown = 0, 1
        return vocabulary

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        if tensor.name.endswith("norm.weight"):
            tensor = tensor.shifted(1)
        yield from super().convert_tensor(tensor)
