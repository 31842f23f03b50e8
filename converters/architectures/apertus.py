"""The Swiss AI initiative's Apertus."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

import gguf

from converters.architectures.base import Family
from converters.architectures.llama import Llama
from converters.errors import UNSUPPORTED, ConvertError, bad_model
from converters.files import Files
from converters.formats import logical_tensors
from converters.lazy import LazyTensor

_KINDS = ("alpha_n", "alpha_p", "beta", "eps")
_OF_ACTIVATION = tuple(f".act_fn.{kind}" for kind in _KINDS)


class Apertus(Llama):
    """A Llama with an ungated feed-forward whose activation has four learned numbers in each layer."""

    gguf_arch = gguf.MODEL_ARCH.APERTUS
    defaults: ClassVar = {"max_position_embeddings": 65536, "rms_norm_eps": 1e-5, "rope_theta": 12000000.0}
    has_computed_head_dim = False

    def add_first_metadata(self, writer: gguf.GGUFWriter) -> None:
        if self.checkpoint.headers_only:
            raise ConvertError(
                UNSUPPORTED,
                "This model's numbers are not known before it is downloaded.",
                "Apertus stores settings of the model among its weights.",
                "Download the model, and convert its folder.",
            )
        found: dict[str, list[float]] = {kind: [] for kind in _KINDS}
        tensors = {t.name: t for t in logical_tensors(self.checkpoint) if t.name.endswith(_OF_ACTIVATION)}
        files = Files()
        try:
            for layer in range(self.n_layers):
                for kind in _KINDS:
                    name = f"model.layers.{layer}.mlp.act_fn.{kind}"
                    if name not in tensors or tensors[name].n_values != 1:
                        raise bad_model(f"Tensor {name!r} is missing or is no single number.")
                    found[kind].append(float(tensors[name].read(files).item()))
        finally:
            files.close()
        writer.add_xielu_alpha_n(found["alpha_n"])
        writer.add_xielu_alpha_p(found["alpha_p"])
        writer.add_xielu_beta(found["beta"])
        writer.add_xielu_eps(found["eps"])

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        if not tensor.name.endswith(_OF_ACTIVATION):
            yield from Family.convert_tensor(self, tensor)
