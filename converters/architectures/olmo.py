"""OLMo 2."""

from __future__ import annotations

from typing import ClassVar

import gguf

from converters.architectures.base import Family


class Olmo2(Family):
    """Norms after attention and feed-forward."""

    gguf_arch = gguf.MODEL_ARCH.OLMO2
    defaults: ClassVar = {"max_position_embeddings": 2048, "rms_norm_eps": 1e-5, "rope_theta": 10000.0}
