"""LG's EXAONE 4."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

import gguf

from converters.architectures.base import Family
from converters.architectures.llama import llama3_rope_factors
from converters.lazy import LazyTensor


class Exaone4(Family):
    """A sliding window in some layers, and Llama 3's scaling of the rotary frequencies."""

    gguf_arch = gguf.MODEL_ARCH.EXAONE4
    defaults: ClassVar = {
        "max_position_embeddings": 2048,
        "num_key_value_heads": 32,
        "rms_norm_eps": 1e-5,
        "rope_theta": 10000.0,
        "sliding_window": 4096,
        "sliding_window_pattern": 4,
    }

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        writer.add_vocab_size(self.size("vocab_size"))
        if self.get("sliding_window") is not None:
            writer.add_sliding_window(self.size("sliding_window"))
            pattern = self.sliding_layers() or self._repeated_pattern()
            if pattern:
                writer.add_sliding_window_pattern(pattern)

    def extra_tensors(self) -> Iterable[LazyTensor]:
        if self.rope.kind == "llama3":
            values = llama3_rope_factors(self, default_factor=16.0)
            yield LazyTensor.computed("rope_freqs.weight", values)

    def _repeated_pattern(self) -> list[bool]:
        """From the older form: "LLLG" letter by letter, or a number n for every n-th layer global."""
        pattern = self.get("sliding_window_pattern")
        if isinstance(pattern, str) and pattern:
            return [pattern[n % len(pattern)] == "L" for n in range(self.n_layers)]
        if type(pattern) is int and pattern > 0:
            return [(n + 1) % pattern != 0 for n in range(self.n_layers)]
        return []
