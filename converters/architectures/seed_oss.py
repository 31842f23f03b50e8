"""ByteDance's Seed-OSS."""

from __future__ import annotations

from typing import ClassVar

import gguf

from converters.architectures.base import Family


class SeedOss(Family):
    """Nothing of its own beyond the names."""

    gguf_arch = gguf.MODEL_ARCH.SEED_OSS
    defaults: ClassVar = {
        "max_position_embeddings": 524288,
        "num_key_value_heads": 8,
        "head_dim": 128,
        "rms_norm_eps": 1e-6,
        "rope_theta": 10000.0,
    }
