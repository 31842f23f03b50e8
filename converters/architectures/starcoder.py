"""BigCode's StarCoder 2."""

from __future__ import annotations

from typing import ClassVar

import gguf

from converters.architectures.base import Family


class StarCoder2(Family):
    """Biases everywhere, an ungated feed-forward."""

    gguf_arch = gguf.MODEL_ARCH.STARCODER2
    defaults: ClassVar = {
        "max_position_embeddings": 4096,
        "num_key_value_heads": 2,
        "norm_epsilon": 1e-5,
        "rope_theta": 10000.0,
    }
