"""The text part of Google's Gemma 3n."""

from __future__ import annotations

import re
from collections.abc import Iterable
from statistics import NormalDist
from typing import TYPE_CHECKING, ClassVar

import gguf
import numpy as np

from converters.architectures.base import Family
from converters.architectures.gemma import Gemma3
from converters.errors import bad_model
from converters.lazy import LazyTensor

if TYPE_CHECKING:
    from converters.checkpoint import Checkpoint

_ALTUP = re.compile(r"model\.(altup_projections|altup_unembed_projections)\.([012])\.weight")
_N_ALTUP = 4  # streams of activations; the engine knows no other number


class Gemma3n(Gemma3):
    """Four streams of activations, embeddings for each layer, sparse activations in the first layers."""

    gguf_arch = gguf.MODEL_ARCH.GEMMA3N
    defaults: ClassVar = {
        "max_position_embeddings": 32768,
        "num_attention_heads": 8,
        "num_key_value_heads": 2,
        "head_dim": 256,
        "rms_norm_eps": 1e-6,
        "rope_theta": 1000000.0,
        "rope_local_base_freq": 10000.0,
        "sliding_window": 512,
        "altup_num_inputs": 4,
        "altup_active_idx": 0,
        "hidden_size_per_layer_input": 256,
        "num_kv_shared_layers": 15,
    }

    def __init__(self, checkpoint: Checkpoint) -> None:
        super().__init__(checkpoint)
        if self.size("altup_num_inputs") != _N_ALTUP:
            raise bad_model("config.json is damaged.", f"Its altup_num_inputs is not {_N_ALTUP}.")
        self._altup: dict[str, dict[int, LazyTensor]] = {}

    def source_name(self, name: str) -> str | None:
        if name.endswith("_scale"):
            name = f"{name}.weight"
        return super().source_name(name)

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        writer.add_altup_active_idx(self.count("altup_active_idx"))
        writer.add_altup_num_inputs(_N_ALTUP)
        writer.add_embedding_length_per_layer_input(self.size("hidden_size_per_layer_input"))
        writer.add_shared_kv_layers(self.count("num_kv_shared_layers"))
        shares = self.get("activation_sparsity_pattern")
        if not isinstance(shares, list) or not all(type(s) in (int, float) and 0 <= s < 1 for s in shares):
            raise bad_model("config.json is damaged.", "Its activation_sparsity_pattern makes no sense.")
        # how many standard deviations leave that share of the values out
        normal = NormalDist()
        scales = [float(np.float32(normal.inv_cdf(s))) if s else float("-inf") for s in shares]
        writer.add_activation_sparsity_scale(scales)
        writer.add_sliding_window_pattern(self.sliding_layers())

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        match = _ALTUP.fullmatch(tensor.name)
        if match is None:
            if "embed_tokens" in tensor.name:
                tensor = self._with_all_tokens(tensor)
            yield from Family.convert_tensor(self, tensor)
            return
        found = self._altup.setdefault(match[1], {})
        found[int(match[2])] = tensor
        if len(found) == _N_ALTUP - 1:
            if len({t.shape for t in found.values()}) > 1:
                raise bad_model("The projections of the activation streams differ in shape.")
            stack = LazyTensor.stack(f"model.{match[1]}.weight", [found[n] for n in range(_N_ALTUP - 1)])
            yield from Family.convert_tensor(self, stack)

    def _with_all_tokens(self, tensor: LazyTensor) -> LazyTensor:
        """Tokens of pictures and sounds have no embedding of their own: zeros take their places."""
        missing = self.size("vocab_size") - tensor.shape[0]
        if missing <= 0:
            return tensor
        zeros = LazyTensor.computed(tensor.name, np.zeros((missing, *tensor.shape[1:]), np.float32))
        return LazyTensor.concat(tensor.name, [tensor, zeros])
