"""Qwen 2, 2.5 and 3: dense, grouped attention."""

from __future__ import annotations

from typing import ClassVar

import gguf

from converters.architectures.base import Family


class Qwen2(Family):
    """Biases on q, k and v."""

    gguf_arch = gguf.MODEL_ARCH.QWEN2
    defaults: ClassVar = {
        "max_position_embeddings": 32768,
        "num_key_value_heads": 32,
        "rms_norm_eps": 1e-6,
        "rope_theta": 10000.0,
    }
    text_part_defaults: ClassVar = {
        "hidden_size": 4096,
        "intermediate_size": 22016,
        "num_hidden_layers": 32,
        "num_attention_heads": 32,
        "vocab_size": 151936,
    }


class Qwen3(Family):
    """Norms on q and k instead of biases."""

    gguf_arch = gguf.MODEL_ARCH.QWEN3
    defaults: ClassVar = {
        "max_position_embeddings": 32768,
        "num_key_value_heads": 32,
        "head_dim": 128,
        "rms_norm_eps": 1e-6,
        "rope_theta": 10000.0,
    }
