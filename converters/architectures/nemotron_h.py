"""NVIDIA's Nemotron-H, Nemotron Nano 2 and Nemotron 3: Mamba 2, attention and feed-forward in turn."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import gguf

from converters.architectures.base import Family
from converters.architectures.llama import Llama
from converters.architectures.state_space import state_space_name, state_space_tensor
from converters.errors import UNSUPPORTED, ConvertError, bad_model
from converters.lazy import LazyTensor

if TYPE_CHECKING:
    from converters.checkpoint import Checkpoint
    from converters.tokenizer import Vocabulary

_N_CTX = 1 << 20  # without rotary positions the context has no end
_VOCABULARY_STEP = 8
# a letter of hybrid_override_pattern, or a word of layers_block_type -> what the layer is
_LAYERS = {
    "M": "mamba", "mamba": "mamba", "linear_attention": "mamba",
    "*": "attention", "attention": "attention", "full_attention": "attention",
    "-": "dense", "mlp": "dense", "E": "experts", "moe": "experts",
}  # fmt: skip


class NemotronH(Llama):
    """Each layer is one thing: a state space, attention, a feed-forward, or experts beside a shared one."""

    defaults = {}  # noqa: RUF012 - as in the base
    has_computed_head_dim = False
    ignored_keys = ("head_dim",)
    expert_kinds = ("down_proj.weight", "up_proj.weight")

    def __init__(self, checkpoint: Checkpoint) -> None:
        self._layers = self._read_layers(checkpoint.config)
        self._has_experts = "experts" in self._layers
        self.gguf_arch = gguf.MODEL_ARCH.NEMOTRON_H_MOE if self._has_experts else gguf.MODEL_ARCH.NEMOTRON_H
        super().__init__(checkpoint)
        if self._has_experts and "dense" in self._layers:
            raise ConvertError(
                UNSUPPORTED,
                "This Nemotron has layers with experts and layers without.",
                "The engine runs only one kind of them in a model.",
                "Look for a ready-made GGUF of this model.",
            )

    def _read_layers(self, config: dict[str, Any]) -> list[str]:
        """What each layer is."""
        stated = config.get("hybrid_override_pattern") or config.get("layers_block_type")
        if not isinstance(stated, str | list) or not stated:
            raise bad_model("config.json is damaged.", "It does not say what each layer is.")
        known = _kinds_of(list(stated))
        count = config.get("num_hidden_layers")
        if isinstance(stated, str) and count is not None and count != len(known):
            raise bad_model(
                "config.json is damaged.", "Its hybrid_override_pattern does not name every layer."
            )
        return known

    def _fill_in_defaults(self) -> None:
        self.config["num_hidden_layers"] = len(self._layers)
        epsilon = self.get("layer_norm_epsilon")
        if epsilon is not None and self.get("rms_norm_eps", "norm_eps") is None:
            self.config["rms_norm_eps"] = epsilon
        super()._fill_in_defaults()

    @property
    def _inner(self) -> int:
        return self.size("mamba_num_heads") * self.size("mamba_head_dim")

    @property
    def _groups(self) -> int:
        return self.size("n_groups", "mamba_n_groups")

    def _sizes_of(self, kind: str, value: int) -> list[int]:
        """`value` for the layers of a kind, 0 for the others."""
        return [value if layer == kind else 0 for layer in self._layers]

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        writer.add_ssm_conv_kernel(self.size("conv_kernel", "mamba_d_conv"))
        writer.add_ssm_state_size(self.size("ssm_state_size", "mamba_d_state"))
        writer.add_ssm_group_count(self._groups)
        writer.add_ssm_inner_size(self._inner)
        writer.add_ssm_time_step_rank(self.size("mamba_num_heads"))
        writer.add_head_count_kv(self._sizes_of("attention", self.size("num_key_value_heads")))
        writer.add_rope_scaling_finetuned(value=False)
        writer.add_context_length(_N_CTX)
        size = self._attention_head
        writer.add_key_length(size)
        writer.add_value_length(size)
        if self._has_experts:
            self._add_experts(writer)
        else:
            writer.add_feed_forward_length(self._sizes_of("dense", self.size("intermediate_size")))

    @property
    def _attention_head(self) -> int:
        """Values of a head; `head_dim` of the config, which the common keys must not say."""
        size: Any = self.checkpoint.config.get("head_dim", self.get("attention_head_dim"))
        if type(size) is not int or not 0 < size < 1 << 31:
            raise bad_model("config.json is damaged.", f"head_dim is {str(size)[:60]}.")
        return size

    def _add_experts(self, writer: gguf.GGUFWriter) -> None:
        size = self.size("moe_intermediate_size")
        writer.add_feed_forward_length(self._sizes_of("experts", size))
        writer.add_expert_used_count(self.size("num_experts_per_tok"))
        writer.add_expert_feed_forward_length(size)
        writer.add_expert_shared_feed_forward_length(self.size("moe_shared_expert_intermediate_size"))
        writer.add_expert_count(self.size("n_routed_experts"))
        writer.add_expert_shared_count(self.count("n_shared_experts"))
        writer.add_expert_weights_norm(self.flag("norm_topk_prob"))
        writer.add_expert_weights_scale(self.required_number("routed_scaling_factor"))
        writer.add_expert_group_count(self.size("n_group"))
        if self.get("moe_latent_size") is not None:
            writer.add_moe_latent_size(self.size("moe_latent_size"))

    def vocabulary(self) -> Vocabulary:
        step = _VOCABULARY_STEP
        return Family.vocabulary_of(self, -(-self.size("vocab_size") // step) * step)

    def source_name(self, name: str) -> str | None:
        if name.startswith("mtp."):
            return None  # predicts several tokens; not part of the model in the engine
        if name.startswith("model.layers.") and ".mixer." in name:
            name = name.replace("model.", "backbone.", 1)
        return super().source_name(state_space_name(name))

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        if ".mixer.experts." in tensor.name:
            tensor = tensor.renamed(
                tensor.name.replace("backbone.", "model.", 1).replace(".mixer.", ".mlp.", 1)
            )
        yield from super().convert_tensor(state_space_tensor(self, tensor, self._inner, self._groups))


class NemotronHPuzzle(NemotronH):
    """NVIDIA's Puzzle: layers with experts of different sizes, of which they use different numbers."""

    def _read_layers(self, config: dict[str, Any]) -> list[str]:
        blocks = config.get("block_configs")
        if not isinstance(blocks, list) or not blocks or not all(isinstance(b, dict) for b in blocks):
            raise bad_model("config.json is damaged.", "Its block_configs do not say what each layer is.")
        self._blocks: list[dict[str, Any]] = blocks
        return _kinds_of([block.get("block_type") for block in blocks])

    @property
    def n_experts_used(self) -> int:
        return max(self._of_each("num_experts_per_tok"))

    def _of_each(self, key: str) -> list[int]:
        """A number of each layer, 0 where it has none."""
        return self.layer_sizes(key, [block.get(key) or 0 for block in self._blocks])

    def _add_experts(self, writer: gguf.GGUFWriter) -> None:
        sizes = self._of_each("moe_intermediate_size")
        writer.add_feed_forward_length(sizes)
        writer.add_array(f"{writer.arch}.expert_feed_forward_length", sizes)
        writer.add_array(f"{writer.arch}.expert_used_count", self._of_each("num_experts_per_tok"))
        writer.add_expert_shared_feed_forward_length(self.size("moe_shared_expert_intermediate_size"))
        writer.add_expert_count(self.size("n_routed_experts"))
        writer.add_expert_shared_count(self.count("n_shared_experts"))
        writer.add_expert_weights_norm(self.flag("norm_topk_prob"))
        writer.add_expert_weights_scale(self.required_number("routed_scaling_factor"))
        writer.add_expert_group_count(self.size("n_group"))
        writer.add_moe_latent_size(self.size("moe_latent_size"))

    def source_name(self, name: str) -> str | None:
        if name.startswith("model."):  # as published last; once it was "backbone."
            name = "backbone." + name.removeprefix("model.")
        return super().source_name(name)


def _kinds_of(stated: list[Any]) -> list[str]:
    layers = [_LAYERS.get(kind) if isinstance(kind, str) else None for kind in stated]
    known = [kind for kind in layers if kind is not None]
    if len(known) < len(layers):
        raise bad_model("config.json is damaged.", "It has layers of an unknown kind.")
    return known
