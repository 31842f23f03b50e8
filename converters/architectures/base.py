"""What families share: common metadata, tensor names, the order of work."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

import gguf

from converters.architectures.names import NewArchitecture, tensor_names
from converters.errors import UNSUPPORTED, ConvertError, bad_model
from converters.formats import logical_tensors
from converters.lazy import LazyTensor
from converters.rope import Rope, read_rope
from converters.safetensors_header import VALUE_BYTES
from converters.tokenizer import Vocabulary, read_vocabulary

if TYPE_CHECKING:
    from converters.checkpoint import Checkpoint
    from converters.lora import Adapter

_MAX_LAYERS, _MAX_EXPERTS = 512, 1024  # the engine ends the process beyond these
_MAX_NUMBER = 1e30  # stays finite as F32
_NOT_WEIGHTS = (".attention.masked_bias", ".attention.bias", ".rotary_emb.inv_freq")
_EXPERT = re.compile(r"(.*\.(?:chunk_)?experts)\.(\d{1,6})\.(.+)")
_CONTEXT = (
    "max_position_embeddings", "n_ctx", "n_positions", "max_length", "max_sequence_length",
    "model_max_length",
)  # fmt: skip
_FEED_FORWARD = (
    "prefix_dense_intermediate_size", "dense_intermediate_size", "intermediate_size", "n_inner", "hidden_dim",
)  # fmt: skip
_EXPERTS = ("num_local_experts", "num_experts", "n_routed_experts")
_EXPERTS_USED = ("num_experts_per_tok", "num_experts_per_token", "top_k_experts")
_GATE_KEYS = (
    "score_function", "scoring_func", "score_func", "moe_router_activation", "moe_router_activation_func",
    "expert_selection_fn",
)  # fmt: skip
_GATES = {"sigmoid": "SIGMOID", "softmax": "SOFTMAX", "sqrtsoftplus": "SQRTSOFTPLUS"}
# parts of multimodal models that are no language model; names as llama.cpp's converter knows them
_OTHER_STARTS = (
    "mlp", "vit.", "vpm.", "siglip2.", "conformer.", "merger.", "resampler.", "sound_encoder.",
    "sound_projection.", "speech_embeddings.",
)  # fmt: skip
_OTHER_PARTS = (
    "visual.", "vision.", "audio.", "talker.", "vision_", "audio_", "token2wav.", "code2wav.", "projector.",
    "pre_mm_projector_norm", "image_newline", "view_seperator", "patch_embed", "patch_merger.",
    "patch_merge_mlp.", "model.connector.",
)  # fmt: skip
_F32_KINDS = (
    "FFN_GATE_INP", "FFN_GATE_INP_SHEXP", "POS_EMBD", "TOKEN_TYPES", "SSM_CONV1D", "SHORTCONV_CONV",
    "TIME_MIX_FIRST", "TIME_MIX_W1", "TIME_MIX_W2", "TIME_MIX_DECAY_W1", "TIME_MIX_DECAY_W2",
    "TIME_MIX_LERP_FUSED", "ALTUP_CORRECT_COEF", "ALTUP_PREDICT_COEF", "SSM_CONV1D_Q", "SSM_CONV1D_K",
    "SSM_CONV1D_V", "INDEXER_PROJ",
)  # fmt: skip
# tensors that llama.cpp keeps in F32 at every file type
_F32_NAMES = re.compile(
    "|".join(
        re.escape(gguf.TENSOR_NAMES[gguf.MODEL_TENSOR[kind]]).replace(r"\{bid\}", r"\d+")
        for kind in _F32_KINDS
    )
)


class Family:
    """Converts one family of models; subclasses override the hooks that differ.

    A new family is a class with `gguf_arch`, usually `add_metadata` and `convert_tensor`, and one row in
    `converters.registry`.
    """

    gguf_arch: gguf.MODEL_ARCH | NewArchitecture
    # what transformers' config class assumes for keys that config.json leaves out
    defaults: ClassVar[dict[str, int | float]] = {}
    # what it assumes besides inside a model that sees or hears, whose text_config may name differences only
    text_part_defaults: ClassVar[dict[str, int | float]] = {}
    has_computed_head_dim: ClassVar[bool] = False
    ignored_keys: ClassVar[tuple[str, ...]] = ()  # of config.json
    # tensors of one expert, in the order in which their stacks are written
    expert_kinds: ClassVar[tuple[str, ...]] = ()

    def __init__(self, checkpoint: Checkpoint) -> None:
        self.checkpoint = checkpoint
        self.adapters: tuple[Adapter, ...] = ()
        self.config = {k: v for k, v in checkpoint.config.items() if k not in self.ignored_keys}
        self._fill_in_defaults()
        self.n_layers = self.size("num_hidden_layers", "n_layers", "n_layer", "num_layers")
        if self.n_layers > _MAX_LAYERS or self.n_blocks > _MAX_LAYERS:
            claimed = max(self.n_layers, self.n_blocks)
            raise bad_model("config.json is damaged.", f"It claims {claimed:,} layers.")
        self.rope: Rope = read_rope(self.config)
        self.names = tensor_names(self.gguf_arch, self.n_blocks)

    # --- hooks --------------------------------------------------------------------------------------

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        """Keys of this family, `ftype` being the file type's number; call the parent's first."""
        add_common_metadata(self, writer)
        writer.add_file_type(ftype)

    def add_first_metadata(self, writer: gguf.GGUFWriter) -> None:
        """Keys before all others, which llama.cpp's converter finds among the tensors."""

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        """What one tensor of the checkpoint becomes; nothing when it is not part of the model."""
        yield tensor.renamed(self.rename(tensor.name))

    def extra_tensors(self) -> Iterable[LazyTensor]:
        """Tensors that are computed from the config."""
        return ()

    def vocabulary(self) -> Vocabulary:
        return read_vocabulary(self.checkpoint)

    def vocabulary_of(self, n_tokens: int) -> Vocabulary:
        """The vocabulary, filled up to `n_tokens`."""
        return read_vocabulary(self.checkpoint, n_tokens)

    def source_name(self, name: str) -> str | None:
        """The name under which a tensor is converted; None when it is no part of the text model."""
        if name.startswith(_OTHER_STARTS) or any(part in name for part in _OTHER_PARTS):
            return None
        if name.endswith("e_score_correction_bias"):
            name = name.replace("e_score_correction_bias", "e_score_correction.bias")
        return name.replace("language_model.", "")

    def needs_f32(self, name: str) -> bool:
        """Whether llama.cpp keeps this tensor in F32 at every file type."""
        if not name.endswith(".weight") or name.endswith("_norm.weight"):
            return True
        return _F32_NAMES.fullmatch(name.removesuffix(".weight")) is not None

    @property
    def n_blocks(self) -> int:
        """Blocks in the file: the layers, and what some families add to them."""
        return self.n_layers

    @property
    def n_experts(self) -> int:
        return self.size(*_EXPERTS)

    @property
    def n_experts_used(self) -> int:
        """How many of them a token uses, at most."""
        return self.count(*_EXPERTS_USED)

    def experts_in(self, prefix: str) -> int:
        """How many experts the tensors below `prefix` are shared out among."""
        del prefix
        return self.n_experts

    def _fill_in_defaults(self) -> None:
        config = self.config
        is_part = isinstance(config.get("text_config"), dict)
        for key, value in (self.defaults | (self.text_part_defaults if is_part else {})).items():
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
            # a view of rows holds for the number of dimensions that its family counts on
            if (tensor.n_rows, tensor.n_cols) != (tensor.source.n_rows, tensor.source.n_cols):
                raise _unlike_config(tensor)
        return found

    def converted(self, tensors: Iterable[LazyTensor]) -> Iterator[LazyTensor]:
        """What these tensors of the checkpoint become."""
        for tensor in self._with_stacked_experts(self._text_tensors(tensors)):
            try:
                yield from self.convert_tensor(tensor)
            except IndexError as error:  # fewer dimensions than the family counts on
                raise _unlike_config(tensor) from error

    def _all_tensors(self) -> Iterator[LazyTensor]:
        tensors = logical_tensors(self.checkpoint)
        for adapter in self.adapters:
            tensors = adapter.merged(tensors)
        yield from self.extra_tensors()
        yield from self.converted(tensors)

    def _text_tensors(self, tensors: Iterable[LazyTensor]) -> Iterator[LazyTensor]:
        for stored in tensors:
            name = None if stored.name.endswith(_NOT_WEIGHTS) else self.source_name(stored.name)
            if name is None:
                continue
            tensor = stored.renamed(name)
            if tensor.dtype not in VALUE_BYTES:
                raise ConvertError(
                    UNSUPPORTED,
                    f"Weights of the type {tensor.dtype} cannot be converted yet.",
                    f"Tensor {tensor.name[:200]!r} has them.",
                    "Choose the original weights of this model (BF16, F16 or F32), or a ready-made GGUF.",
                )
            if tensor.n_values == 0:
                raise bad_model(f"Tensor {tensor.name[:200]!r} is empty.")
            yield tensor

    def _with_stacked_experts(self, tensors: Iterable[LazyTensor]) -> Iterator[LazyTensor]:
        """Each layer's experts as one tensor of a kind, at the place of the last one."""
        waiting: dict[str, dict[tuple[int, str], LazyTensor]] = {}
        for tensor in tensors:
            match = _EXPERT.fullmatch(tensor.name) if self.expert_kinds else None
            if match is None:
                yield tensor
                continue
            prefix, number, kind = match[1], int(match[2]), match[3]
            count = self.experts_in(prefix)
            if number >= count or kind not in self.expert_kinds:
                raise bad_model(f"Tensor {tensor.name[:200]!r} does not match config.json.")
            layer = waiting.setdefault(prefix, {})
            layer[number, kind] = tensor
            if len(layer) == count * len(self.expert_kinds):
                del waiting[prefix]
                for wanted in self.expert_kinds:
                    experts = [layer[n, wanted] for n in range(count)]
                    if len({e.shape for e in experts}) > 1:
                        raise bad_model(f"The experts of {prefix[:200]} differ in shape.")
                    yield LazyTensor.stack(f"{prefix}.{wanted}", experts)
        if waiting:
            prefix = next(iter(waiting))
            raise bad_model("Tensors of experts are missing.", f"{prefix[:200]} is not complete.")

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

    def layer_sizes(self, name: str, values: list[Any]) -> list[int]:
        """A list with one whole number for each layer."""
        if len(values) != self.n_layers or any(type(v) is not int or not 0 <= v < 1 << 31 for v in values):
            raise bad_model("config.json is damaged.", f"{name} does not give a number for every layer.")
        return values

    def required_number_of(self, *keys: str) -> float:
        """The first of several numbers of config.json, one of which must be there."""
        return self.required_number(next((k for k in keys if self.get(k) is not None), keys[0]))

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

    def flag(self, key: str, *, default: bool = False) -> bool:
        """A truth value of config.json."""
        value = self.get(key)
        if value is not None and type(value) is not bool:
            raise bad_model("config.json is damaged.", f"{key} is {str(value)[:60]}.")
        return default if value is None else value

    def count(self, *keys: str) -> int:
        """A whole number of config.json, 0 where it is missing."""
        return 0 if self.get(*keys) in (None, 0) else self.size(*keys)

    def require_shape(self, tensor: LazyTensor, *shape: int) -> None:
        """Refuse a tensor whose shape is not what config.json says; -1 stands for any size."""
        if len(tensor.shape) != len(shape) or any(
            want not in (-1, got) for got, want in zip(tensor.shape, shape, strict=True)
        ):
            raise _unlike_config(tensor)

    @property
    def head_dim(self) -> int:
        return self.size("head_dim", default=self.size("hidden_size") // self.size("num_attention_heads"))


def _unlike_config(tensor: LazyTensor) -> ConvertError:
    return bad_model(
        f"Tensor {tensor.name[:200]!r} does not match config.json.",
        f"It has the shape {list(tensor.shape)}.",
    )


def add_common_metadata(family: Family, writer: gguf.GGUFWriter) -> None:
    """The keys that all text models have, in the order of llama.cpp's converter."""
    writer.add_block_count(family.n_blocks)
    for keys, add in (
        (_CONTEXT, writer.add_context_length),
        (("hidden_size", "n_embd", "dim"), writer.add_embedding_length),
    ):
        if family.get(*keys) is not None:
            add(family.size(*keys))
    for keys, add in (
        (_FEED_FORWARD, writer.add_feed_forward_length),
        (("num_attention_heads", "n_head", "n_heads"), writer.add_head_count),
        (("num_key_value_heads", "n_kv_heads"), writer.add_head_count_kv),
    ):
        value = family.get(*keys)
        if isinstance(value, list):
            add(family.layer_sizes(keys[0], value))
        elif value is not None:
            add(family.size(*keys))
    if family.get("is_causal") is False:
        writer.add_causal_attention(value=False)
    family.rope.add_scaling(writer)
    if family.rope.sections:
        writer.add_rope_dimension_sections(family.rope.sections)
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
    count, used = family.count(*_EXPERTS), family.n_experts_used
    if count > _MAX_EXPERTS or (count and not 0 < used <= count):
        raise bad_model("config.json is damaged.", f"It uses {used:,} of {count:,} experts.")
    for keys, add in (
        (_EXPERTS, writer.add_expert_count),
        (_EXPERTS_USED, writer.add_expert_used_count),
        (("n_group",), writer.add_expert_group_count),
        (("topk_group",), writer.add_expert_group_used_count),
    ):
        if family.get(*keys) is not None:
            add(family.count(*keys))
    gate = family.get(*_GATE_KEYS)
    if gate is None:
        return
    if not isinstance(gate, str) or gate not in _GATES:
        raise ConvertError(
            UNSUPPORTED,
            f"The experts' gate {str(gate)[:40]!r} cannot be converted yet.",
            "It weighs experts in a way that the engine does not know.",
            "Look for a ready-made GGUF of this model.",
        )
    writer.add_expert_gating_func(gguf.ExpertGatingFuncType[_GATES[gate]])
