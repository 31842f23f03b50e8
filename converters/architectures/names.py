"""How the engine calls architectures and their tensors, also those that gguf's tables do not have yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import gguf


@dataclass(frozen=True, slots=True)
class NewArchitecture:
    """An architecture of the engine that is younger than the gguf library.

    Attributes:
        name: the engine's.
        like: one whose tensors it has, under the same names.
        more: tensors that `like` lacks, name in the checkpoint -> name in the file, both without ".weight"
            or ".bias"; `{bid}` stands for the layer.
    """

    name: str
    like: gguf.MODEL_ARCH
    more: Mapping[str, str] = field(default_factory=dict)


def architecture_name(architecture: gguf.MODEL_ARCH | NewArchitecture) -> str:
    """The engine's name for it."""
    if isinstance(architecture, NewArchitecture):
        return architecture.name
    return gguf.MODEL_ARCH_NAMES[architecture]


def tensor_names(architecture: gguf.MODEL_ARCH | NewArchitecture, n_blocks: int) -> gguf.TensorNameMap:
    """Names of the checkpoint's tensors -> names in the file."""
    if not isinstance(architecture, NewArchitecture):
        return gguf.get_tensor_name_map(architecture, n_blocks)
    names = gguf.get_tensor_name_map(architecture.like, n_blocks)
    for stored, name in architecture.more.items():
        for layer in range(n_blocks if "{bid}" in stored else 1):
            # the kind is not asked for
            entry = (gguf.MODEL_TENSOR.TOKEN_EMBD, name.format(bid=layer))
            names.mapping[stored.format(bid=layer)] = entry
    return names


def next_token_names(stored: str = "model.layers.{bid}.") -> dict[str, str]:
    """Tensors of the layers behind the last one that predict several tokens, below the prefix `stored`."""
    return {
        stored + part: "blk.{bid}.nextn." + name
        for part, name in (
            ("eh_proj", "eh_proj"), ("enorm", "enorm"), ("hnorm", "hnorm"), ("embed_tokens", "embed_tokens"),
            ("shared_head.head", "shared_head_head"), ("shared_head.norm", "shared_head_norm"),
        )
    }  # fmt: skip
