"""What families share: common metadata, tensor names, the order of work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

import gguf

from converters.errors import UNSUPPORTED, ConvertError, bad_model
from converters.formats import logical_tensors
from converters.lazy import LazyTensor
from converters.rope import Rope, read_rope
from converters.safetensors_header import VALUE_BYTES
from converters.tokenizer import Vocabulary, read_vocabulary

if TYPE_CHECKING:
    from converters.checkpoint import Checkpoint

_MAX_LAYERS, _MAX_EXPERTS = 512, 1024  # the engine ends the process beyond these
_MAX_NUMBER = 1e30  # stays finite as F32
_NOT_WEIGHTS = (".attention.masked_bias", ".attention.bias", ".rotary_emb.inv_freq")


class Family:
    """Converts one family of models; subclasses override the hooks that differ.

    A new family is a class with `gguf_arch`, usually `add_metadata` and `convert_tensor`, and one row in
    `converters.registry`.
    """

    gguf_arch: ClassVar[gguf.MODEL_ARCH]
    # what transformers' config class assumes for keys that config.json leaves out
    defaults: ClassVar[dict[str, int | float]] = {}
    has_computed_head_dim: ClassVar[bool] = False
    ignored_keys: ClassVar[tuple[str, ...]] = ()  # of config.json

    def __init__(self, checkpoint: Checkpoint) -> None:
        self.checkpoint = checkpoint
        self.config = {k: v for k, v in checkpoint.config.items() if k not in self.ignored_keys}
        self._fill_in_defaults()
        self.n_layers = self.size("num_hidden_layers", "n_layers", "n_layer", "num_layers")
        if self.n_layers > _MAX_LAYERS:
            raise bad_model("config.json is damaged.", f"It claims {self.n_layers:,} layers.")
        self.rope: Rope = read_rope(self.config)
        self.names = gguf.get_tensor_name_map(self.gguf_arch, self.n_layers)

    # --- hooks --------------------------------------------------------------------------------------

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        """Keys of this family, `ftype` being the file type's number; call the parent's first."""
        add_common_metadata(self, writer)
        writer.add_file_type(ftype)

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        """What one tensor of the checkpoint becomes; nothing when it is not part of the model."""
        yield tensor.renamed(self.rename(tensor.name))

    def extra_tensors(self) -> Iterable[LazyTensor]:
        """Tensors that are computed from the config."""
        return ()

    def vocabulary(self) -> Vocabulary:
        return read_vocabulary(self.checkpoint)

    def needs_f32(self, name: str) -> bool:
        """Whether llama.cpp keeps this tensor in F32 at every file type."""
        return not name.endswith(".weight") or name.endswith(("_norm.weight", "ffn_gate_inp.weight"))

    def _fill_in_defaults(self) -> None:
        config = self.config
        for key, value in self.defaults.items():
            config.setdefault(key, value)
        if config.get("num_key_value_heads") is None and "num_attention_heads" in config:
            config["num_key_value_heads"] = config["num_attention_heads"]
        if self.has_computed_head_dim and config.get("head_dim") is None:
            config["head_dim"] = self.size("hidden_size") // self.size("num_attention_heads")

    @cached_property
    def cached_vocabulary(self) -> Vocabulary:
        """`vocabulary`, read once."""
        return self.vocabulary()

    # --- for subclasses -------------------------------------------------------------------------------

    def tensors(self) -> list[LazyTensor]:
        """All tensors of the output, in the order of the source.

        Raises:
            ConvertError: a tensor has no place in this architecture, or a data type that is not read.
        """
        found = list(self._all_tensors())
        seen: set[str] = set()
        for tensor in found:
            if tensor.name in seen:
                raise bad_model(f"Two tensors of this model are the same one: {tensor.name}.")
            seen.add(tensor.name)
        return found

    def _all_tensors(self) -> Iterator[LazyTensor]:
        yield from self.extra_tensors()
        for tensor in logical_tensors(self.checkpoint):
            if tensor.name.endswith(_NOT_WEIGHTS):
                continue
            if tensor.dtype not in VALUE_BYTES:
                raise ConvertError(
                    UNSUPPORTED,
                    f"Weights of the type {tensor.dtype} cannot be converted yet.",
                    f"Tensor {tensor.name[:200]!r} has them.",
                    "Choose the original weights of this model (BF16, F16 or F32), or a ready-made GGUF.",
                )
            if tensor.n_values == 0:
                raise bad_model(f"Tensor {tensor.name[:200]!r} is empty.")
            yield from self.convert_tensor(tensor)

    def rename(self, name: str) -> str:
        """The GGUF name of a tensor of the checkpoint."""
        renamed = self.names.get_name(name, try_suffixes=(".weight", ".bias"))
        if renamed is None:
            raise ConvertError(
                UNSUPPORTED,
                f"This {self.checkpoint.architecture} has a part that Bitsmith does not know.",
                f"Its tensor {name[:200]!r} has no place in the architecture.",
                "Look for a ready-made GGUF of this model.",
            )
        return renamed

    def get(self, *keys: str) -> Any:
        """The first of `keys` that config.json has, or None."""
        return next((self.config[k] for k in keys if self.config.get(k) is not None), None)

    def size(self, *keys: str, default: int | None = None) -> int:
        """A whole number above 0 of config.json.

        Raises:
            ConvertError: (bad_model) it is missing or something else.
        """
        value = self.get(*keys)
        value = default if value is None else value
        if type(value) is not int or not 0 < value < 1 << 31:
            raise bad_model("config.json is damaged.", f"{keys[0]} is {str(value)[:60]}.")
        return value

    def number(self, *keys: str) -> float | None:
        """A number of config.json, None when it is missing."""
        value = self.get(*keys)
        if value is None:
            return None
        if type(value) not in (int, float) or not abs(value) < _MAX_NUMBER:
            raise bad_model("config.json is damaged.", f"{keys[0]} is {str(value)[:60]}.")
        return float(value)

    def required_number(self, key: str) -> float:
        """A number of config.json that must be there."""
        value = self.number(key)
        if value is None:
            raise bad_model("config.json is damaged.", f"It lacks {key}.")
        return value

    def sliding_layers(self) -> list[bool]:
        """Whether each layer has a sliding window, empty where config.json does not list it."""
        kinds = self.get("layer_types")
        if kinds is None:
            return []
        if not isinstance(kinds, list) or len(kinds) != self.n_layers:
            raise bad_model("config.json is damaged.", "Its layer_types do not name every layer.")
        return [kind == "sliding_attention" for kind in kinds]

    @property
    def head_dim(self) -> int:
        return self.size("head_dim", default=self.size("hidden_size") // self.size("num_attention_heads"))


def add_common_metadata(family: Family, writer: gguf.GGUFWriter) -> None:
    """The keys that all text models have, in the order of llama.cpp's converter."""
    writer.add_block_count(family.n_layers)
    for keys, add in (
        (("max_position_embeddings", "n_ctx", "n_positions"), writer.add_context_length),
        (("hidden_size", "n_embd", "dim"), writer.add_embedding_length),
        (("intermediate_size", "n_inner", "hidden_dim"), writer.add_feed_forward_length),
        (("num_attention_heads", "n_head", "n_heads"), writer.add_head_count),
        (("num_key_value_heads", "n_kv_heads"), writer.add_head_count_kv),
    ):
        if family.get(*keys) is not None:
            add(family.size(*keys))
    family.rope.add_scaling(writer)
    if family.rope.theta is not None:
        writer.add_rope_freq_base(family.rope.theta)
    if family.rope.local_theta is not None:
        writer.add_rope_freq_base_swa(family.rope.local_theta)
    if (epsilon := family.number("rms_norm_eps", "norm_eps")) is not None:
        writer.add_layer_norm_rms_eps(epsilon)
    if (epsilon := family.number("layer_norm_eps", "layer_norm_epsilon", "norm_epsilon")) is not None:
        writer.add_layer_norm_eps(epsilon)
    _add_experts(family, writer)
    if family.get("head_dim") is not None:
        writer.add_key_length(family.head_dim)
        writer.add_value_length(family.head_dim)


def _add_experts(family: Family, writer: gguf.GGUFWriter) -> None:
    keys = ("num_local_experts", "num_experts", "n_routed_experts")
    if not family.get(*keys):
        return
    count = family.size(*keys)
    used = family.size("num_experts_per_tok", "num_experts_per_token", "top_k_experts")
    if not used <= count <= _MAX_EXPERTS:
        raise bad_model("config.json is damaged.", f"It uses {used:,} of {count:,} experts.")
    writer.add_expert_count(count)
    writer.add_expert_used_count(used)
