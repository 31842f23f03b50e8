"""TII's Falcon 7B and 40B."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

import gguf
import numpy as np

from converters.architectures.base import Family
from converters.errors import bad_model
from converters.lazy import LazyTensor

_N_CTX = 2048  # no config.json says it


class Falcon(Family):
    """q, k and v are fused in groups: the queries of a group, then its key and its value."""

    gguf_arch = gguf.MODEL_ARCH.FALCON
    defaults: ClassVar = {"layer_norm_epsilon": 1e-5}

    @property
    def _heads(self) -> tuple[int, int]:
        groups = (
            1 if self.get("num_kv_heads", "n_head_kv") is None else self.size("num_kv_heads", "n_head_kv")
        )
        heads = self.size("num_attention_heads", "n_head")
        if heads % groups:
            raise bad_model("config.json is damaged.", f"{heads} heads cannot be shared by {groups} groups.")
        return heads, groups

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        heads, groups = self._heads
        width = self.size("hidden_size")
        writer.add_context_length(_N_CTX)
        writer.add_tensor_data_layout("jploski")
        writer.add_embedding_length(width)
        writer.add_feed_forward_length(4 * width)
        writer.add_block_count(self.n_layers)
        writer.add_head_count(heads)
        writer.add_head_count_kv(groups)
        writer.add_layer_norm_eps(self.required_number("layer_norm_epsilon"))
        writer.add_file_type(ftype)

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        if "query_key_value" in tensor.name:
            heads, groups = self._heads
            size = self.size("hidden_size") // heads
            n_rows = groups * (heads // groups + 2) * size
            if tensor.shape[:1] != (n_rows,):
                self.require_shape(tensor, n_rows, self.size("hidden_size"))
            rows = np.arange(n_rows).reshape(groups, heads // groups + 2, size)
            tensor = tensor.taken(
                np.concatenate([rows[:, :-2].reshape(-1), rows[:, -2].reshape(-1), rows[:, -1].reshape(-1)])
            )
        yield from super().convert_tensor(tensor)
