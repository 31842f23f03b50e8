"""Tencent's Youtu-LLM: latent attention without experts."""

from __future__ import annotations

from typing import ClassVar

from converters.architectures.deepseek import DeepSeek2


class Youtu(DeepSeek2):
    """In the engine a DeepSeek whose layers are all dense."""

    defaults: ClassVar = {k: v for k, v in DeepSeek2.defaults.items() if k != "routed_scaling_factor"}
