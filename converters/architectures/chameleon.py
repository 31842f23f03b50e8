"""The text part of Meta's Chameleon."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

import gguf
import numpy as np

from converters.architectures.base import Family
from converters.architectures.llama import Llama
from converters.lazy import LazyTensor
from converters.tokenizer import Vocabulary


class Chameleon(Llama):
    """Norms on q and k for each head, in the order of the rotated rows."""

    gguf_arch = gguf.MODEL_ARCH.CHAMELEON
    defaults: ClassVar = {"max_position_embeddings": 4096, "rms_norm_eps": 1e-5, "rope_theta": 10000.0}
    has_computed_head_dim = False

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        Family.add_metadata(self, writer, ftype)
        writer.add_swin_norm(self.flag("swin_norm"))

    def source_name(self, name: str) -> str | None:
        return None if name.startswith("model.vqmodel") else super().source_name(name)

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        for part, key in (("q_norm.", "num_attention_heads"), ("k_norm.", "num_key_value_heads")):
            if part in tensor.name:
                size = self.size("hidden_size") // self.size("num_attention_heads")
                self.require_shape(tensor, -1, size // 2 * 2)
                # the norms of all heads are the same one
                every = tensor.taken(np.zeros(self.size(key), np.int64))
                tensor = every.columns(np.arange(size).reshape(2, size // 2).T.reshape(-1))
        yield from super().convert_tensor(tensor)

    def extra_tensors(self) -> Iterable[LazyTensor]:
        return ()

    def vocabulary(self) -> Vocabulary:
        return Family.vocabulary(self)
