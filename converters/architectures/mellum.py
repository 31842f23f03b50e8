"""JetBrains' Mellum 2."""

from __future__ import annotations

from typing import ClassVar

import gguf

from converters.architectures.names import NewArchitecture
from converters.architectures.qwen_moe import Qwen3Moe


class Mellum(Qwen3Moe):
    """A Qwen 3 with experts, and a sliding window in some layers."""

    gguf_arch = NewArchitecture("mellum", gguf.MODEL_ARCH.QWEN3MOE)
    defaults: ClassVar = Qwen3Moe.defaults | {"num_experts": 64, "moe_intermediate_size": 896}

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        if self.flag("use_sliding_window", default=True) and self.get("sliding_window") is not None:
            writer.add_sliding_window(self.size("sliding_window"))
            writer.add_sliding_window_pattern(self.sliding_layers())
