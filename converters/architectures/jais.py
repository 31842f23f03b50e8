"""Inception's Jais and Jais 2."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import ClassVar

import gguf

from converters.architectures.base import Family
from converters.architectures.falcon_h1 import times
from converters.errors import UNSUPPORTED, ConvertError
from converters.lazy import LazyTensor

_TRANSPOSED = (".c_attn.weight", ".c_proj.weight", ".c_fc.weight", ".c_fc2.weight")
_MAX_ALIBI_BIAS = 8.0


class Jais2(Family):
    """Layer norms, an ungated feed-forward, rotary positions."""

    gguf_arch = gguf.MODEL_ARCH.JAIS2
    defaults: ClassVar = {"max_position_embeddings": 8192, "layer_norm_eps": 1e-5, "rope_theta": 500000.0}

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        writer.add_rope_dimension_count(self.head_dim)


class Jais(Family):
    """Positions by ALiBi; its matrices are stored as (inputs, outputs), its scales go into two of them."""

    gguf_arch = gguf.MODEL_ARCH.JAIS
    defaults: ClassVar = {"n_positions": 1024, "layer_norm_epsilon": 1e-5}

    def add_first_metadata(self, writer: gguf.GGUFWriter) -> None:
        writer.add_max_alibi_bias(_MAX_ALIBI_BIAS)

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        for key, only in (("activation_function", "swiglu"), ("position_embedding_type", "alibi")):
            if self.get(key) != only:
                raise ConvertError(
                    UNSUPPORTED,
                    "This Jais cannot be converted yet.",
                    f"Its {key} is {str(self.get(key))[:40]!r}, and the engine knows {only!r} only.",
                    "Look for a ready-made GGUF of this model.",
                )
        writer.add_block_count(self.n_layers)
        writer.add_context_length(self.size("n_positions"))
        writer.add_embedding_length(self.size("n_embd"))
        writer.add_feed_forward_length(self.size("n_inner"))
        writer.add_head_count(self.size("n_head"))
        writer.add_layer_norm_eps(self.required_number("layer_norm_epsilon"))
        writer.add_file_type(ftype)

    def source_name(self, name: str) -> str | None:
        # the slopes follow from the number of heads
        return None if name.endswith((".attn.bias", "relative_pe.slopes")) else super().source_name(name)

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        if tensor.name.endswith(_TRANSPOSED):
            self.require_shape(tensor, -1, -1)
            tensor = tensor.transposed()
        for out in super().convert_tensor(tensor):
            if out.name == "token_embd.weight":
                scale = self.required_number_of("mup_embeddings_scale", "embeddings_scale")
            elif out.name == "output.weight":
                scale = self._output_scale
            else:
                scale = None
            yield out if scale is None else out.mapped(partial(times, scale))

    @property
    def _output_scale(self) -> float:
        if self.get("mup_output_alpha") is None:
            return self.required_number("width_scale")
        return self.required_number("mup_output_alpha") * self.required_number("mup_width_scale")
