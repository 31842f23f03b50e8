"""Qwen 2, 2.5 and 3: dense, grouped attention."""

from __future__ import annotations

import gguf

from converters.architectures.base import Family


class Qwen2(Family):
    """Biases on q, k and v."""

    gguf_arch = gguf.MODEL_ARCH.QWEN2


class Qwen3(Family):
    """Norms on q and k instead of biases."""

    gguf_arch = gguf.MODEL_ARCH.QWEN3
