"""iFlytek's Spark X2.5."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

import gguf

from converters.architectures.base import Family
from converters.architectures.granite import layer_of
from converters.architectures.names import NewArchitecture
from converters.errors import UNSUPPORTED, ConvertError, bad_model
from converters.lazy import LazyTensor

_ONLY = {"gate_attn_act_mode": "sigmoid", "headwise_attn_output_gate": True, "hidden_act": "gelu"}


class Spark25(Family):
    """A gate for each head, a sliding window in some layers, which rotate another part of the heads."""

    gguf_arch = NewArchitecture(
        "spark2_5",
        gguf.MODEL_ARCH.LLAMA,
        {"model.layers.{bid}.self_attn.g_proj": "blk.{bid}.attn_gate"},
    )
    defaults: ClassVar = {"max_position_embeddings": 32768, "rms_norm_eps": 1e-6}

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        for key, only in _ONLY.items():
            if self.get(key) != only:
                raise ConvertError(
                    UNSUPPORTED,
                    "This Spark model cannot be converted yet.",
                    f"Its {key} is {str(self.get(key))[:40]!r}, and the engine knows {only!r} only.",
                    "Look for a ready-made GGUF of this model.",
                )
        super().add_metadata(writer, ftype)
        writer.add_vocab_size(self.size("vocab_size"))
        writer.add_sliding_window(self.size("sliding_window"))
        writer.add_sliding_window_pattern(self.sliding_layers())
        writer.add_rope_dimension_count(int(self.head_dim * self.rope.partial))
        if self.rope.local_partial is None:
            raise bad_model("config.json is damaged.", "It lacks the sliding_attention of rope_parameters.")
        writer.add_rope_dimension_count_swa(int(self.head_dim * self.rope.local_partial))

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        name = tensor.name
        if name.endswith(".self_attn.q_k_v_proj.weight"):
            yield tensor.renamed(f"blk.{layer_of(self, name)}.attn_qkv.weight")
            return
        if name.endswith(".self_attn.g_proj.weight"):
            self.require_shape(tensor, self.size("num_attention_heads"), -1)
        yield from super().convert_tensor(tensor)
