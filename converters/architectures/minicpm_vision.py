"""The text part of OpenBMB's MiniCPM-V 4.6."""

from __future__ import annotations

from converters.architectures.qwen_next import Qwen35


class MiniCpmVision(Qwen35):
    """A Qwen3.5 inside."""

    def source_name(self, name: str) -> str | None:
        return None if name.startswith("model.merger.") else super().source_name(name)
