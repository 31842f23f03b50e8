"""Stability's StableLM and StableLM 2."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import ClassVar

import gguf

from converters.architectures.base import Family
from converters.errors import bad_model
from converters.lazy import LazyTensor

_HEAD_NORM = re.compile(r"(.*\.([qk])_layernorm)\.norms\.(\d{1,5})\.weight")


class StableLm(Family):
    """Partly rotated heads; the 12B has one norm for each head."""

    gguf_arch = gguf.MODEL_ARCH.STABLELM
    defaults: ClassVar = {
        "max_position_embeddings": 4096,
        "layer_norm_eps": 1e-5,
        "partial_rotary_factor": 0.25,
        "rope_theta": 10000.0,
        "num_key_value_heads": 32,
        "use_parallel_residual": False,
    }

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        heads = self.size("num_attention_heads")
        writer.add_context_length(self.size("max_position_embeddings"))
        writer.add_embedding_length(self.size("hidden_size"))
        writer.add_block_count(self.n_layers)
        writer.add_feed_forward_length(self.size("intermediate_size"))
        writer.add_rope_dimension_count(int(self.rope.partial * (self.size("hidden_size") // heads)))
        writer.add_head_count(heads)
        writer.add_head_count_kv(self.size("num_key_value_heads"))
        writer.add_parallel_residual(self.flag("use_parallel_residual"))
        writer.add_layer_norm_eps(self.required_number_of("layer_norm_eps", "norm_eps"))
        writer.add_file_type(ftype)

    def __init__(self, checkpoint) -> None:  # noqa: ANN001 - as the parent's
        super().__init__(checkpoint)
        self._head_norms: dict[str, dict[int, LazyTensor]] = {}

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        match = _HEAD_NORM.fullmatch(tensor.name)
        if match is None:
            yield from super().convert_tensor(tensor)
            return
        key = "num_attention_heads" if match[2] == "q" else "num_key_value_heads"
        norms = self._head_norms.setdefault(match[1], {})
        norms[int(match[3])] = tensor
        if len(norms) == self.size(key):
            del self._head_norms[match[1]]
            yield from super().convert_tensor(LazyTensor.stack(f"{match[1]}.weight", self._in_order(norms)))

    @staticmethod
    def _in_order(norms: dict[int, LazyTensor]) -> list[LazyTensor]:
        if sorted(norms) != list(range(len(norms))) or len({n.shape for n in norms.values()}) > 1:
            raise bad_model("The norms of the heads do not match config.json.")
        return [norms[n] for n in range(len(norms))]

    def _all_tensors(self) -> Iterator[LazyTensor]:
        self._head_norms.clear()
        yield from super()._all_tensors()
        if self._head_norms:
            raise bad_model("Norms of heads are missing.", f"{next(iter(self._head_norms))} is not complete.")
