"""Poolside's Laguna."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

import gguf

from converters.architectures.base import Family
from converters.architectures.granite import layer_of
from converters.architectures.names import NewArchitecture
from converters.errors import bad_model
from converters.lazy import LazyTensor

if TYPE_CHECKING:
    from converters.tokenizer import Vocabulary

_END_OF_TURN = "</assistant>"
_GATES = ("per_head", "per_element")


class Laguna(Family):
    """Layers with different numbers of heads, a gate on the attention, experts beside a shared one."""

    gguf_arch = NewArchitecture(
        "laguna",
        gguf.MODEL_ARCH.QWEN3MOE,
        {
            "model.layers.{bid}.self_attn.g_proj": "blk.{bid}.attn_gate",
            "model.layers.{bid}.mlp.experts.e_score_correction": "blk.{bid}.exp_probs_b",
            "model.layers.{bid}.mlp.gate_proj": "blk.{bid}.ffn_gate",
            "model.layers.{bid}.mlp.up_proj": "blk.{bid}.ffn_up",
            "model.layers.{bid}.mlp.down_proj": "blk.{bid}.ffn_down",
            "model.layers.{bid}.mlp.shared_expert.gate_proj": "blk.{bid}.ffn_gate_shexp",
            "model.layers.{bid}.mlp.shared_expert.up_proj": "blk.{bid}.ffn_up_shexp",
            "model.layers.{bid}.mlp.shared_expert.down_proj": "blk.{bid}.ffn_down_shexp",
        },
    )
    defaults: ClassVar = {"max_position_embeddings": 131072, "rms_norm_eps": 1e-6}
    expert_kinds = ("gate_proj.weight", "up_proj.weight", "down_proj.weight")

    @property
    def _heads(self) -> list[int]:
        stated = self.get("num_attention_heads_per_layer")
        if isinstance(stated, list) and stated:
            return self.layer_sizes("num_attention_heads_per_layer", stated)
        return [self.size("num_attention_heads")] * self.n_layers

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        writer.add_vocab_size(self.size("vocab_size"))
        writer.add_head_count(self._heads)
        if self.count("sliding_window"):
            writer.add_sliding_window(self.size("sliding_window"))
        writer.add_expert_feed_forward_length(self.size("moe_intermediate_size"))
        writer.add_expert_shared_feed_forward_length(self.size("shared_expert_intermediate_size"))
        writer.add_expert_weights_norm(value=True)
        writer.add_expert_weights_scale(self.required_number("moe_routed_scaling_factor"))
        writer.add_expert_gating_func(gguf.ExpertGatingFuncType.SIGMOID)
        kinds: Any = self.get("mlp_layer_types")
        if not isinstance(kinds, list):
            raise bad_model("config.json is damaged.", "mlp_layer_types is no list.")
        writer.add_leading_dense_block_count(
            next((n for n, kind in enumerate(kinds) if kind != "dense"), len(kinds))
        )
        writer.add_rope_dimension_count(int(self.head_dim * self.rope.partial))
        if (part := self.rope.local_partial) is not None:
            writer.add_rope_dimension_count_swa(int(self.head_dim * part))

    def _gate(self, layer: int) -> str:
        """Whether a layer's gate is one number for each head or for each value."""
        whole, single = self.get("gating"), self.get("gating_types")
        kinds = single if isinstance(single, list) and single else None
        stated = kinds[layer] if kinds and layer < len(kinds) else "per_head" if whole is True else whole
        kind = str(stated).replace("-", "_")
        if kind not in _GATES:
            raise bad_model("config.json is damaged.", f"The gate of a layer is {str(stated)[:40]!r}.")
        return kind

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        if tensor.name.endswith("self_attn.g_proj.weight"):
            layer = layer_of(self, tensor.name)
            width = self._heads[layer] * (self.head_dim if self._gate(layer) == "per_element" else 1)
            self.require_shape(tensor, width, -1)
        yield from super().convert_tensor(tensor)

    def vocabulary(self) -> Vocabulary:
        vocabulary = super().vocabulary()
        template = self.checkpoint.folder / "chat_template.jinja"
        if template.is_file():  # the one in tokenizer_config.json may only name this file
            vocabulary.special.chat_template = template.read_text(encoding="utf-8", errors="replace")
        if _END_OF_TURN in vocabulary.tokens:
            vocabulary.types[vocabulary.tokens.index(_END_OF_TURN)] = gguf.TokenType.CONTROL
        ends = self.get("eos_token_id")
        others = [n for n in ends if n != self.get("bos_token_id")] if isinstance(ends, list) else []
        if others and type(others[0]) is int:
            vocabulary.eot = others[0]
        return vocabulary
