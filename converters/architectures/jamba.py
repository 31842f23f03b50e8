"""AI21's Jamba: Mamba 1 in most layers, attention in a few, experts in some."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

import gguf

from converters.architectures.base import Family
from converters.architectures.granite import layer_of
from converters.architectures.mamba import decay
from converters.lazy import LazyTensor

if TYPE_CHECKING:
    from converters.tokenizer import Vocabulary


class Jamba(Family):
    """Layers of attention and layers with experts come at fixed distances."""

    gguf_arch = gguf.MODEL_ARCH.JAMBA
    defaults: ClassVar = {
        "max_position_embeddings": 262144,
        "rms_norm_eps": 1e-6,
        "num_experts": 16,
        "num_experts_per_tok": 2,
        "attn_layer_period": 8,
        "attn_layer_offset": 4,
        "expert_layer_period": 2,
        "expert_layer_offset": 1,
        "mamba_expand": 2,
        "mamba_d_conv": 4,
        "mamba_d_state": 16,
    }
    expert_kinds = ("down_proj.weight", "gate_proj.weight", "up_proj.weight")

    def _is_every(self, kind: str, layer: int) -> bool:
        offset, period = self.count(f"{kind}_layer_offset"), self.size(f"{kind}_layer_period")
        return layer >= offset and (layer - offset) % period == 0

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        width, kv_heads = self.size("hidden_size", "mamba_d_model"), self.size("num_key_value_heads")
        writer.add_block_count(self.n_layers)
        writer.add_context_length(self.size("max_position_embeddings", "n_ctx"))
        writer.add_embedding_length(width)
        writer.add_feed_forward_length(self.size("intermediate_size"))
        writer.add_head_count(self.size("num_attention_heads"))
        writer.add_head_count_kv([kv_heads if self._is_every("attn", n) else 0 for n in range(self.n_layers)])
        writer.add_ssm_conv_kernel(self.size("mamba_d_conv"))
        writer.add_ssm_inner_size(self.size("mamba_expand") * width)
        writer.add_ssm_state_size(self.size("mamba_d_state"))
        writer.add_ssm_time_step_rank(self.size("mamba_dt_rank", default=-(-width // 16)))
        writer.add_layer_norm_rms_eps(self.required_number_of("layer_norm_epsilon", "rms_norm_eps"))
        writer.add_expert_count(self.n_experts)
        writer.add_expert_used_count(self.size("num_experts_per_tok", "num_experts_per_token"))
        writer.add_file_type(ftype)

    def vocabulary(self) -> Vocabulary:
        vocabulary = super().vocabulary()
        if not (self.checkpoint.folder / "tokenizer.model").is_file():
            vocabulary.add_space_prefix, vocabulary.space_prefix_place = False, "last"
        return vocabulary

    def source_name(self, name: str) -> str | None:
        name = name.replace(".moe.", ".feed_forward.")
        if ".layers." in name and not self._is_every("expert", layer_of(self, name)):
            name = name.replace(".experts.0.", ".")  # one expert is a plain feed-forward
        return super().source_name(name)

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        name = tensor.name
        if ".feed_forward.experts." in name:
            tensor = tensor.renamed(name.replace(".feed_forward.", ".mlp."))
        elif name.endswith(".conv1d.weight"):
            self.require_shape(tensor, -1, 1, -1)
            tensor = tensor.reshaped(tensor.shape[0], tensor.shape[2])
        elif name.endswith(".A_log"):
            tensor = tensor.mapped(decay)
        yield from super().convert_tensor(tensor)
