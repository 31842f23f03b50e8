"""OpenBMB's MiniCPM 1 to 4: scaled embeddings and residuals; MiniCPM 3 has latent attention."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

import gguf
import numpy as np

from converters.architectures.base import Family
from converters.architectures.llama import Llama
from converters.errors import bad_model
from converters.lazy import LazyTensor


class MiniCpm(Llama):
    """MiniCPM 1, 2 and 4: a Llama that scales embeddings, residuals and logits."""

    gguf_arch = gguf.MODEL_ARCH.MINICPM
    has_computed_head_dim = False

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        Family.add_metadata(self, writer, ftype)
        writer.add_embedding_scale(self.required_number("scale_emb"))
        writer.add_residual_scale(self.required_number("scale_depth") / self.n_layers**0.5)
        writer.add_logit_scale(self.size("hidden_size") / self.size("dim_model_base"))

    def extra_tensors(self) -> Iterable[LazyTensor]:
        return long_context_factors(self, self.size("hidden_size") // self.size("num_attention_heads"))

    # the tokenizer needs none of Llama's special cases
    vocabulary = Family.vocabulary


class MiniCpm3(Family):
    """Latent attention, which the engine runs with the stored matrices."""

    gguf_arch = gguf.MODEL_ARCH.MINICPM3
    defaults: ClassVar = {"max_position_embeddings": 32768, "rms_norm_eps": 1e-6}

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        writer.add_file_type(ftype)
        writer.add_context_length(self.size("max_position_embeddings"))
        writer.add_embedding_length(self.size("hidden_size"))
        writer.add_block_count(self.n_layers)
        writer.add_feed_forward_length(self.size("intermediate_size"))
        writer.add_head_count(self.size("num_attention_heads"))
        writer.add_head_count_kv(self.size("num_key_value_heads"))
        writer.add_layer_norm_rms_eps(self.required_number("rms_norm_eps"))
        writer.add_vocab_size(self.size("vocab_size"))
        if self.get("q_lora_rank") is not None:
            writer.add_q_lora_rank(self.size("q_lora_rank"))
        writer.add_kv_lora_rank(self.size("kv_lora_rank"))
        rotary = self.size("qk_rope_head_dim")
        writer.add_key_length(self.size("qk_nope_head_dim") + rotary)
        writer.add_rope_dimension_count(rotary)

    def extra_tensors(self) -> Iterable[LazyTensor]:
        return long_context_factors(self, self.size("qk_rope_head_dim"))


def long_context_factors(family: Family, rotary_size: int) -> Iterable[LazyTensor]:
    """Longrope divisors of the rotary frequencies, (rotary_size / 2,) each; none without longrope.

    Raises:
        ConvertError: (bad_model) one of the two sets is missing, or has another size.
    """
    found = {kind: family.rope.lists.get(f"{kind}_factor", []) for kind in ("long", "short")}
    if not any(found.values()):
        return
    for kind, factors in found.items():
        if len(factors) != rotary_size // 2:
            raise bad_model(
                "config.json is damaged.",
                f"Its {kind} rotary factors are {len(factors)} numbers instead of {rotary_size // 2}.",
            )
        yield LazyTensor.computed(f"rope_factors_{kind}.weight", np.array(factors, np.float32))
