"""ByteDance's Seed-OSS."""

from __future__ import annotations

import gguf

from converters.architectures.base import Family


class SeedOss(Family):
    """Nothing of its own beyond the names."""

    gguf_arch = gguf.MODEL_ARCH.SEED_OSS
