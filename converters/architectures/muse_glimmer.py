"""Meta's Muse Glimmer, the text part."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

import gguf
import numpy as np

from converters.architectures.base import Family
from converters.architectures.granite import layer_of
from converters.architectures.llama import rotary_row_order
from converters.architectures.names import NewArchitecture
from converters.errors import bad_model
from converters.lazy import LazyTensor

if TYPE_CHECKING:
    from converters.tokenizer import Vocabulary

_END_OF_TURN = "<|eot|>"


class MuseGlimmer(Family):
    """Norms before and after each part, a gate on the attention, a sliding window in most layers."""

    gguf_arch = NewArchitecture(
        "muse-glimmer",
        gguf.MODEL_ARCH.GEMMA3,
        {"model.layers.{bid}.self_attn.gate_proj": "blk.{bid}.attn_gate"},
    )
    defaults: ClassVar = {
        "max_position_embeddings": 131072,
        "rms_norm_eps": 1e-5,
        "rope_theta": 10000.0,
        "final_logit_softcapping": 20.0,
    }

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        writer.add_final_logit_softcapping(self.required_number("final_logit_softcapping"))
        writer.add_logit_scale(self.required_number("output_multiplier"))
        writer.add_sliding_window(self.size("sliding_window"))
        writer.add_sliding_window_pattern(self.sliding_layers())

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        name = tensor.name
        if name.endswith("layernorm.weight"):
            tensor = tensor.shifted(1)
        elif name.endswith(".self_attn.q_proj.weight"):
            # the engine has no factor for the queries: norms that do nothing else take it
            at = f"blk.{layer_of(self, name)}."
            scale = np.full(self.head_dim, self.required_number("qk_scale_factor"), np.float32)
            yield LazyTensor.computed(f"{at}attn_q_norm.weight", scale)
            yield LazyTensor.computed(f"{at}attn_k_norm.weight", np.ones(self.head_dim, np.float32))
            tensor = self._in_pairs(tensor, self.size("num_attention_heads"))
        elif name.endswith(".self_attn.k_proj.weight"):
            tensor = self._in_pairs(tensor, self.size("num_key_value_heads"))
        yield from super().convert_tensor(tensor)

    def _in_pairs(self, tensor: LazyTensor, heads: int) -> LazyTensor:
        self.require_shape(tensor, heads * self.head_dim, -1)
        if self.head_dim % 2:
            raise bad_model("config.json is damaged.", f"{self.head_dim} values cannot be rotated in pairs.")
        return tensor.taken(rotary_row_order(tensor.shape[0], heads))

    def vocabulary(self) -> Vocabulary:
        vocabulary = super().vocabulary()
        if _END_OF_TURN in vocabulary.tokens:
            vocabulary.eot = vocabulary.tokens.index(_END_OF_TURN)
        return vocabulary
