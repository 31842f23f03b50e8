"""AI2's OLMo 1 to 3 and OLMoE."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import gguf

from converters.architectures.base import Family
from converters.architectures.llama import Llama

if TYPE_CHECKING:
    from converters.tokenizer import Vocabulary


class Olmo2(Family):
    """Norms after attention and feed-forward."""

    gguf_arch = gguf.MODEL_ARCH.OLMO2
    defaults: ClassVar = {"max_position_embeddings": 2048, "rms_norm_eps": 1e-5, "rope_theta": 10000.0}


class OlmoE(Family):
    """Experts, norms on q and k."""

    gguf_arch = gguf.MODEL_ARCH.OLMOE
    defaults: ClassVar = {
        "max_position_embeddings": 4096,
        "rms_norm_eps": 1e-5,
        "rope_theta": 10000.0,
        "num_experts": 64,
        "num_experts_per_tok": 8,
    }
    expert_kinds = ("down_proj.weight", "gate_proj.weight", "up_proj.weight")

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        writer.add_layer_norm_rms_eps(1e-5)


class Olmo3(Olmo2):
    """A sliding window in three layers of four."""

    defaults: ClassVar = {
        "max_position_embeddings": 65536,
        "rms_norm_eps": 1e-6,
        "rope_theta": 500000.0,
        "sliding_window": 4096,
    }

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        writer.add_sliding_window(self.size("sliding_window"))
        sliding = self.sliding_layers() or [(n + 1) % 4 != 0 for n in range(self.n_layers)]
        writer.add_sliding_window_pattern(sliding)


class Olmo(Llama):
    """OLMo 1: norms without weights."""

    gguf_arch = gguf.MODEL_ARCH.OLMO
    defaults: ClassVar = {"max_position_embeddings": 2048, "rope_theta": 10000.0}
    has_computed_head_dim = False

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        Family.add_metadata(self, writer, ftype)
        writer.add_layer_norm_eps(1e-5)
        if (limit := self.number("clip_qkv")) is not None:
            writer.add_clamp_kqv(limit)

    def vocabulary(self) -> Vocabulary:
        return Family.vocabulary(self)
