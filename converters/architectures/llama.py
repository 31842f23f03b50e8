"""Llama and what is built like it: Llama 1 to 3, Mistral, SmolLM2."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

import gguf
import numpy as np

from converters.architectures.base import Family
from converters.checkpoint import read_json
from converters.errors import bad_model
from converters.lazy import LazyTensor

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from converters.tokenizer import Vocabulary

_SMOLLM2_TOKENS = 49152  # of SmolLM2, and of Granite's small models
_CODE_LLAMA_TOKENS, _CODE_LLAMA_EOT = 32016, 32010


class Llama(Family):
    """Grouped attention, rotary positions in llama.cpp's interleaved order, gated feed-forward."""

    gguf_arch = gguf.MODEL_ARCH.LLAMA
    defaults: ClassVar = {"max_position_embeddings": 2048, "rms_norm_eps": 1e-6, "rope_theta": 10000.0}
    text_part_defaults: ClassVar = {
        "hidden_size": 4096,
        "intermediate_size": 11008,
        "num_hidden_layers": 32,
        "num_attention_heads": 32,
        "vocab_size": 32000,
    }
    has_computed_head_dim = True

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        writer.add_vocab_size(self.size("vocab_size"))
        writer.add_rope_dimension_count(self.head_dim)

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        heads = 0
        if tensor.name.endswith(("q_proj.weight", "q_proj.bias")):
            heads = self.size("num_attention_heads", "n_heads")
        elif tensor.name.endswith(("k_proj.weight", "k_proj.bias")):
            heads = self.size(
                "num_key_value_heads", "n_kv_heads", default=self.size("num_attention_heads", "n_heads")
            )
        if not heads:
            yield from super().convert_tensor(tensor)
            return
        name, n_rows = self.rename(tensor.name), tensor.shape[0] if tensor.shape else 0
        if n_rows % (2 * heads):
            raise bad_model(
                f"Tensor {tensor.name[:200]!r} does not match config.json.",
                f"Its {n_rows:,} rows cannot be shared by {heads} heads.",
            )
        yield tensor.taken(rotary_row_order(n_rows, heads)).renamed(name)

    def vocabulary(self) -> Vocabulary:
        vocabulary = super().vocabulary()
        config = read_json(self.checkpoint.folder / "tokenizer_config.json", optional=True)
        prefix = config.get("add_prefix_space")
        vocabulary.add_space_prefix = prefix if isinstance(prefix, bool) else None
        if self.get("vocab_size") == _CODE_LLAMA_TOKENS:
            vocabulary.eot = _CODE_LLAMA_EOT
        if self.get("vocab_size") == _SMOLLM2_TOKENS:
            # the chat template writes the first token itself
            vocabulary.add_bos = False
        return vocabulary

    def extra_tensors(self) -> Iterable[LazyTensor]:
        if self.rope.kind == "llama3":
            values = llama3_rope_factors(self)
            yield LazyTensor.computed("rope_freqs.weight", values)


class Mistral(Llama):
    """A Llama with other defaults."""

    defaults: ClassVar = {
        "max_position_embeddings": 131072,
        "num_key_value_heads": 8,
        "rms_norm_eps": 1e-6,
        "rope_theta": 10000.0,
    }
    text_part_defaults: ClassVar = Llama.text_part_defaults | {"intermediate_size": 14336}


class Arcee(Llama):
    """Arcee's AFM: a Llama with an ungated feed-forward."""

    gguf_arch = gguf.MODEL_ARCH.ARCEE
    defaults: ClassVar = {"max_position_embeddings": 4096, "rms_norm_eps": 1e-5, "rope_theta": 10000.0}


class SmolLM3(Llama):
    """A Llama in which some layers have no rotary positions; the engine knows which."""

    gguf_arch = gguf.MODEL_ARCH.SMOLLM3
    defaults: ClassVar = {
        "max_position_embeddings": 32768,
        "num_key_value_heads": 4,
        "rms_norm_eps": 1e-6,
        "rope_theta": 2000000.0,
    }
    has_computed_head_dim = False


def rotary_row_order(n_rows: int, heads: int) -> NDArray[np.int64]:
    """Which source row each row is: within a head, (first half, second half) become pairs.

    Hugging Face rotates the two halves of a head against each other, llama.cpp neighbouring rows.
    """
    return np.arange(n_rows).reshape(heads, 2, n_rows // heads // 2).swapaxes(1, 2).reshape(-1)


def llama3_rope_factors(family: Family, default_factor: float = 8.0) -> NDArray[np.float32]:
    """The (head_dim / 2,) divisors of the rotary frequencies that stretch Llama 3.1's context.

    Source: `_compute_llama3_parameters` in transformers/modeling_rope_utils.py; long wavelengths are
    divided by `factor`, short ones stay, those between are blended.
    """
    rope = family.rope.numbers
    base, factor, low, high, original = (
        np.float32(rope.get(key) or default)
        for key, default in (
            ("rope_theta", 10000.0),
            ("factor", default_factor),
            ("low_freq_factor", 1.0),
            ("high_freq_factor", 4.0),
            ("original_max_position_embeddings", 8192),
        )
    )
    if base <= 0 or factor <= 0 or low <= 0 or high <= low:
        raise bad_model("config.json is damaged.", "Its rotary settings are out of range.")
    # all in F32 and with the reference's reciprocals, so that the bytes are the same
    half = np.arange(0, family.head_dim, 2, dtype=np.float32) / np.float32(family.head_dim)
    frequencies = np.float32(1) / np.power(base, half)
    wavelength = (np.float32(1) / frequencies) * np.float32(2 * math.pi)
    smooth = (original / wavelength - low) / (high - low)
    blended = 1 / ((1 - smooth) / factor + smooth)
    stretched = np.where(wavelength > original / low, factor, blended)
    return np.where(wavelength < original / high, np.float32(1), stretched).astype(np.float32)
