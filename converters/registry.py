"""Which family converts which architecture; families are imported on demand."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from converters.errors import UNSUPPORTED, ConvertError

if TYPE_CHECKING:
    from converters.architectures.base import Family
    from converters.checkpoint import Checkpoint

# the class that config.json names -> module and class of its family
FAMILIES = {
    "LlamaForCausalLM": "llama:Llama",
    "LLaMAForCausalLM": "llama:Llama",
    "MistralForCausalLM": "llama:Mistral",
    "ArceeForCausalLM": "llama:Arcee",
    "SmolLM3ForCausalLM": "llama:SmolLM3",
    "Qwen2ForCausalLM": "qwen:Qwen2",
    "Qwen3ForCausalLM": "qwen:Qwen3",
    "Olmo2ForCausalLM": "olmo:Olmo2",
    "SeedOssForCausalLM": "seed_oss:SeedOss",
    "Exaone4ForCausalLM": "exaone:Exaone4",
    "GraniteForCausalLM": "granite:Granite",
    "GemmaForCausalLM": "gemma:Gemma1",
    "Gemma2ForCausalLM": "gemma:Gemma2",
    "Gemma3ForCausalLM": "gemma:Gemma3",
}


def is_supported(architecture: str) -> bool:
    return architecture in FAMILIES


def family_of(checkpoint: Checkpoint) -> Family:
    """The family that converts this checkpoint.

    Raises:
        ConvertError: (unsupported) none does.
    """
    place = FAMILIES.get(checkpoint.architecture)
    if place is None:
        raise ConvertError(
            UNSUPPORTED,
            f"Models of the architecture {checkpoint.architecture[:80]} cannot be converted yet.",
            f"Bitsmith converts {', '.join(sorted(FAMILIES))}.",
            "Look for a ready-made GGUF of this model, or choose another model.",
        )
    module, name = place.split(":")
    return getattr(import_module(f"converters.architectures.{module}"), name)(checkpoint)
