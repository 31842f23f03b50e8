"""The text parts of models that see and have a Llama inside: LLaVA, SmolVLM, Idefics 3, Janus."""

from __future__ import annotations

from typing import ClassVar

from converters.architectures.llama import Llama


class LlavaText(Llama):
    """Older checkpoints name only what differs from Llama 7B."""

    defaults: ClassVar = Llama.defaults | {
        "hidden_size": 4096,
        "intermediate_size": 11008,
        "num_hidden_layers": 32,
        "num_attention_heads": 32,
        "vocab_size": 32000,
    }


class SmolVlmText(Llama):
    """SmolVLM and Idefics 3."""

    def source_name(self, name: str) -> str | None:
        return super().source_name(name.replace("text_model.", ""))


class JanusText(LlavaText):
    """DeepSeek's Janus Pro, which also draws."""

    def source_name(self, name: str) -> str | None:
        others = ("model.aligner.", "model.vqmodel.", "model.generation_")
        return None if name.startswith(others) else super().source_name(name)


class SarashinaVision(Llama):
    """SB Intuitions' Sarashina 2 that sees."""

    def source_name(self, name: str) -> str | None:
        return None if name.startswith("norm.") else super().source_name(name.removeprefix("llm."))
