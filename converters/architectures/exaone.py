"""LG's EXAONE 3 to 4 and K-EXAONE."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import ClassVar

import gguf

from converters.architectures.base import Family
from converters.architectures.llama import llama3_rope_factors
from converters.architectures.names import NewArchitecture, next_token_names
from converters.lazy import LazyTensor

_PREDICTING_LAYER = re.compile(r"mtp\.layers\.(\d{1,5})\.")
_PREDICTS = {
    "mtp.fc": "eh_proj", "mtp.pre_fc_norm_embedding": "enorm", "mtp.pre_fc_norm_hidden": "hnorm",
    "mtp.norm": "shared_head_norm",
}  # fmt: skip


class Exaone4(Family):
    """A sliding window in some layers, and Llama 3's scaling of the rotary frequencies."""

    gguf_arch = gguf.MODEL_ARCH.EXAONE4
    defaults: ClassVar = {
        "max_position_embeddings": 2048,
        "num_key_value_heads": 32,
        "rms_norm_eps": 1e-5,
        "rope_theta": 10000.0,
        "sliding_window": 4096,
        "sliding_window_pattern": 4,
    }

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        writer.add_vocab_size(self.size("vocab_size"))
        if self.get("sliding_window") is not None:
            writer.add_sliding_window(self.size("sliding_window"))
            pattern = self.sliding_layers() or self._repeated_pattern()
            if pattern:
                writer.add_sliding_window_pattern(pattern)

    def extra_tensors(self) -> Iterable[LazyTensor]:
        if self.rope.kind == "llama3":
            values = llama3_rope_factors(self, default_factor=16.0)
            yield LazyTensor.computed("rope_freqs.weight", values)

    def _repeated_pattern(self) -> list[bool]:
        """From the older form: "LLLG" letter by letter, or a number n for every n-th layer global."""
        pattern = self.get("sliding_window_pattern")
        if isinstance(pattern, str) and pattern:
            return [pattern[n % len(pattern)] == "L" for n in range(self.n_layers)]
        if type(pattern) is int and pattern > 0:
            return [(n + 1) % pattern != 0 for n in range(self.n_layers)]
        return []


class Exaone45(Exaone4):
    """The text part of EXAONE 4.5; behind its last layer are some that predict several tokens."""

    gguf_arch = NewArchitecture("exaone4", gguf.MODEL_ARCH.EXAONE4, next_token_names())

    @property
    def n_blocks(self) -> int:
        return self.n_layers + self.count("num_nextn_predict_layers")

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        if self.n_blocks > self.n_layers:
            writer.add_nextn_predict_layers(self.n_blocks - self.n_layers)

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        if not tensor.name.startswith("mtp."):
            yield from super().convert_tensor(tensor)
            return
        stem, _, suffix = tensor.name.rpartition(".")
        behind = range(self.n_layers, self.n_blocks)
        if stem in _PREDICTS:
            for layer in behind:
                yield tensor.renamed(f"blk.{layer}.nextn.{_PREDICTS[stem]}.{suffix}")
        elif match := _PREDICTING_LAYER.match(tensor.name):
            own = self.n_layers + int(match[1])
            for layer in behind if self.flag("mtp_share_layers") else (own,):
                name = tensor.name.replace(match[0], f"model.layers.{layer}.", 1)
                yield from super().convert_tensor(tensor.renamed(name))


class Exaone(Family):
    """EXAONE 3 and 3.5."""

    gguf_arch = gguf.MODEL_ARCH.EXAONE
    defaults: ClassVar = {
        "max_position_embeddings": 2048,
        "layer_norm_epsilon": 1e-5,
        "rope_theta": 10000.0,
    }

    def _fill_in_defaults(self) -> None:
        super()._fill_in_defaults()
        # config.json calls it after the layer norm that these models do not have
        self.config.setdefault("rms_norm_eps", self.config["layer_norm_epsilon"])

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        width = self.size("hidden_size") // self.size("num_attention_heads")
        writer.add_rope_dimension_count(int(self.rope.partial * width))

    def extra_tensors(self) -> Iterable[LazyTensor]:
        if self.rope.kind == "llama3":
            yield LazyTensor.computed("rope_freqs.weight", llama3_rope_factors(self))


class ExaoneMoe(Exaone4):
    """K-EXAONE: experts beside shared ones, layers behind the last one that predict several tokens."""

    gguf_arch = gguf.MODEL_ARCH.EXAONE_MOE
    defaults: ClassVar = Exaone4.defaults | {"norm_topk_prob": True, "routed_scaling_factor": 2.5}
    expert_kinds = ("down_proj.weight", "gate_proj.weight", "up_proj.weight")

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        size, shared = self.size("moe_intermediate_size"), self.count("num_shared_experts")
        writer.add_expert_feed_forward_length(size)
        writer.add_expert_shared_count(shared)
        writer.add_expert_shared_feed_forward_length(size * shared)
        writer.add_expert_weights_scale(self.required_number("routed_scaling_factor"))
        writer.add_expert_weights_norm(self.flag("norm_topk_prob"))
        writer.add_leading_dense_block_count(
            self.count("first_k_dense_replace", "first_last_k_dense_replace")
        )
        writer.add_nextn_predict_layers(0)
        writer.add_rope_scaling_type(gguf.RopeScalingType.NONE)

    def source_name(self, name: str) -> str | None:
        return None if name.startswith("mtp.") else super().source_name(name)
