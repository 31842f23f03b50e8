"""BigScience's BLOOM."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

import gguf
import numpy as np

from converters.architectures.base import Family
from converters.errors import bad_model
from converters.lazy import LazyTensor


class Bloom(Family):
    """Positions by ALiBi; fused q, k and v, head by head."""

    gguf_arch = gguf.MODEL_ARCH.BLOOM
    defaults: ClassVar = {"layer_norm_epsilon": 1e-5}

    @property
    def _sizes(self) -> tuple[int, int]:
        """Heads, and the width that they share."""
        heads, width = self.size("n_head", "num_attention_heads"), self.size("hidden_size", "n_embed")
        if width % heads:
            raise bad_model("config.json is damaged.", f"{heads} heads cannot share {width} values.")
        return heads, width

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        heads, width = self._sizes
        writer.add_context_length(self.size("seq_length", default=width))
        writer.add_embedding_length(width)
        writer.add_feed_forward_length(4 * width)
        writer.add_block_count(self.n_layers)
        writer.add_head_count(heads)
        writer.add_head_count_kv(heads)
        writer.add_layer_norm_eps(self.required_number("layer_norm_epsilon"))
        writer.add_file_type(ftype)

    def source_name(self, name: str) -> str | None:
        return super().source_name(name.removeprefix("transformer."))

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        if ".query_key_value." in tensor.name:
            heads, width = self._sizes
            self.require_shape(tensor, 3 * width, *tensor.shape[1:])
            rows = np.arange(3 * width).reshape(heads, 3, width // heads)
            tensor = tensor.taken(rows.swapaxes(0, 1).reshape(-1))
        yield from super().convert_tensor(tensor)
