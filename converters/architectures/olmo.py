"""OLMo 2 and 3."""

from __future__ import annotations

import gguf

from converters.architectures.base import Family


class Olmo2(Family):
    """Norms after attention and feed-forward; OLMo 3 adds a sliding window."""

    gguf_arch = gguf.MODEL_ARCH.OLMO2

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        if self.get("sliding_window") is not None:
            writer.add_sliding_window(self.size("sliding_window"))
            # without a list every fourth layer sees everything
            pattern = self.sliding_layers() or [(n + 1) % 4 != 0 for n in range(self.n_layers)]
            writer.add_sliding_window_pattern(pattern)
