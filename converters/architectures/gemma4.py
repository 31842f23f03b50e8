"""The text part of Google's Gemma 4, dense, with experts, and with embeddings for each layer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

import gguf
import numpy as np

from converters.architectures.base import Family
from converters.architectures.gemma import Gemma3
from converters.architectures.granite import layer_of
from converters.checkpoint import read_json
from converters.errors import UNSUPPORTED, ConvertError, bad_model
from converters.lazy import LazyTensor

if TYPE_CHECKING:
    from converters.tokenizer import Vocabulary

# shown by the engine, so that a reader of tool calls and of thoughts sees them
_VISIBLE = (
    "<|channel>",
    "<channel|>",
    "<|tool_call>",
    "<tool_call|>",
    "<|tool_response>",
    "<tool_response|>",
    '<|"|>',
)
_UNROTATED = 1e30  # divides a frequency down to no rotation


class Gemma4(Gemma3):
    """Layers with full attention have larger heads than those with a window."""

    gguf_arch = gguf.MODEL_ARCH.GEMMA4
    defaults: ClassVar = {
        "max_position_embeddings": 131072,
        "num_attention_heads": 8,
        "num_key_value_heads": 4,
        "head_dim": 256,
        "rms_norm_eps": 1e-6,
        "sliding_window": 512,
        "num_kv_shared_layers": 0,
    }

    @property
    def _full_head_dim(self) -> int:
        if self.get("global_head_dim") is not None:
            return self.size("global_head_dim")
        return self._of_full_layers("head_dim") or self.size("head_dim")

    def _of_full_layers(self, key: str) -> int:
        """A number that the config gives for single layers; 0 where it gives none."""
        table, kinds = self.get("per_layer_config"), self.sliding_layers()
        for number, settings in table.items() if isinstance(table, dict) else ():
            known = str(number).isdecimal() and len(str(number)) < 6 and int(number) < len(kinds)
            value = settings.get(key) if isinstance(settings, dict) else None
            if known and not kinds[int(number)] and type(value) is int and 0 < value < 1 << 20:
                return value
        return 0

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        writer.add_head_count_kv(self.size("num_key_value_heads"))
        shared, sliding = self.count("num_kv_shared_layers"), self.sliding_layers()
        if len(sliding) != self.n_layers or shared > self.n_layers:
            raise bad_model("config.json is damaged.", "It does not say which layers have a window.")
        writer.add_shared_kv_layers(shared)
        writer.add_embedding_length_per_layer_input(self.count("hidden_size_per_layer_input"))
        writer.add_sliding_window_pattern(sliding)
        full, windowed = self._full_head_dim, self.size("head_dim")
        writer.add_key_length(full)
        writer.add_value_length(full)
        writer.add_key_length_swa(windowed)
        writer.add_value_length_swa(windowed)
        if self.count("expert_intermediate_size", "moe_intermediate_size"):
            writer.add_expert_feed_forward_length(
                self.size("expert_intermediate_size", "moe_intermediate_size")
            )
        if self.flag("use_double_wide_mlp"):
            size, first = self.size("intermediate_size"), self.n_layers - shared
            writer.add_feed_forward_length([size if n < first else 2 * size for n in range(self.n_layers)])
        heads = self.count("num_global_key_value_heads") or self._of_full_layers("num_key_value_heads")
        if heads:
            own = self.size("num_key_value_heads")
            writer.add_head_count_kv([own if is_sliding else heads for is_sliding in sliding])
        writer.add_rope_dimension_count(full)
        writer.add_rope_dimension_count_swa(windowed)

    def extra_tensors(self) -> Iterable[LazyTensor]:
        if self.rope.kind != "proportional":
            raise ConvertError(
                UNSUPPORTED,
                f"The rotary scaling {self.rope.kind[:40]!r} of this Gemma 4 cannot be converted yet.",
                "The layers with full attention should have a proportional one.",
                "Look for a ready-made GGUF of this model.",
            )
        half = self._full_head_dim // 2
        rotated = min(half, int(self._full_head_dim * self.rope.partial / 2))
        factors = np.array([1.0] * rotated + [_UNROTATED] * (half - rotated), np.float32)
        yield LazyTensor.computed("rope_freqs.weight", factors)

    def vocabulary(self) -> Vocabulary:
        vocabulary = Family.vocabulary(self)
        vocabulary.model, vocabulary.pre = "gemma4", ""
        vocabulary.special = gguf.SpecialVocab(self.checkpoint.folder, load_merges=True)
        for text in _VISIBLE:
            if text in vocabulary.tokens:
                vocabulary.types[vocabulary.tokens.index(text)] = gguf.TokenType.USER_DEFINED
        vocabulary.add_space_prefix, vocabulary.space_prefix_place = False, "last"
        vocabulary.add_bos = True
        return vocabulary

    def source_name(self, name: str) -> str | None:
        if name.endswith(("per_dim_scale", "layer_scalar")) or (
            ".experts." in name and not name.endswith(".weight")
        ):
            name = f"{name}.weight"
        return super().source_name(name)

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        name = tensor.name
        if name.endswith("router.scale"):
            yield tensor.renamed(f"blk.{layer_of(self, name)}.ffn_gate_inp.scale")
        elif ".per_expert_scale" in name:
            yield tensor.renamed(f"blk.{layer_of(self, name)}.ffn_down_exps.scale")
        else:
            for out in Family.convert_tensor(self, tensor):
                if out.name == "token_embd.weight" and len(out.shape) == 2:
                    yield out.sliced(0, min(out.shape[0], len(self.cached_vocabulary.tokens)))
                else:
                    yield out


class Gemma4Unified(Gemma4):
    """Gemma 4 with pictures and sound read by the model itself; here its text part."""

    def vocabulary(self) -> Vocabulary:
        vocabulary = super().vocabulary()
        settings = read_json(self.checkpoint.folder / "generation_config.json", optional=True)
        ids, n_tokens = settings.get("suppress_tokens"), len(vocabulary.tokens)
        if isinstance(ids, list) and all(type(n) is int and 0 <= n < n_tokens for n in ids):
            vocabulary.suppressed = ids
        return vocabulary
