"""Tencent's Hunyuan, dense."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

import gguf

from converters.architectures.base import Family
from converters.checkpoint import read_json
from converters.errors import bad_model
from converters.lazy import LazyTensor

if TYPE_CHECKING:
    from converters.tokenizer import Vocabulary

_LONG_N_CTX = 256 * 1024  # what its scaled rotary base reaches; config.json says less


class HunYuanDense(Family):
    """Norms on q and k after the rotation; the rotary base is scaled for long contexts."""

    gguf_arch = gguf.MODEL_ARCH.HUNYUAN_DENSE
    defaults: ClassVar = {"max_position_embeddings": 2048, "rms_norm_eps": 1e-5, "rope_theta": 10000.0}
    ignored_keys = ("num_experts",)

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        if self.rope.kind not in ("dynamic", "xdrope"):
            return
        size = self.head_dim
        if size <= 2:
            raise bad_model("config.json is damaged.", f"head_dim is {size}.")
        alpha = self.rope.numbers.get("alpha", 50)
        writer.add_rope_freq_base((self.rope.theta or 10000.0) * alpha ** (size / (size - 2)))
        writer.add_rope_scaling_type(gguf.RopeScalingType.NONE)
        writer.add_rope_scaling_factor(1)
        if self.rope.kind == "dynamic":
            writer.add_rope_scaling_orig_ctx_len(_LONG_N_CTX)
            writer.add_context_length(_LONG_N_CTX)

    def vocabulary(self) -> Vocabulary:
        vocabulary = super().vocabulary()
        end = self.get("eod_token_id")
        if type(end) is int and 0 <= end < len(vocabulary.tokens):
            vocabulary.eos = end
        stops = read_json(self.checkpoint.folder / "generation_config.json", optional=True).get(
            "eos_token_id"
        )
        if isinstance(stops, list) and len(stops) > 1 and type(stops[0]) is int:
            vocabulary.eot = stops[0]
        return vocabulary

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        if tensor.name == "lm_head.weight" and self.flag("tie_word_embeddings"):
            return
        yield from super().convert_tensor(tensor)
