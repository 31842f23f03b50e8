"""What a checkpoint is, for people."""

from __future__ import annotations

from dataclasses import dataclass

from converters.checkpoint import Checkpoint
from converters.registry import is_supported


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """Facts from config and headers; 0 where the config does not say."""

    architecture: str
    is_supported: bool
    n_params: int
    n_bytes: int
    n_layers: int
    n_ctx_train: int
    dtypes: tuple[str, ...]


def describe(checkpoint: Checkpoint) -> ModelFacts:
    """Facts of `checkpoint`; reads no weights."""
    config = checkpoint.config

    def number(*keys: str) -> int:
        return next((config[k] for k in keys if type(config.get(k)) is int and config[k] > 0), 0)

    return ModelFacts(
        checkpoint.architecture,
        is_supported(checkpoint.architecture),
        checkpoint.n_params,
        checkpoint.n_bytes,
        number("num_hidden_layers", "n_layer", "n_layers"),
        number("max_position_embeddings", "n_ctx", "n_positions"),
        tuple(sorted({t.dtype for t in checkpoint.tensors.values()})),
    )
