"""What a checkpoint is, for people."""

from __future__ import annotations

from dataclasses import dataclass

from converters.checkpoint import Checkpoint
from converters.description import base_models
from converters.errors import ConvertError
from converters.formats import logical_tensors, source_format
from converters.registry import architecture_of, is_supported

# parts of config.json that describe another sense than text
_SENSES = {
    "vision_config": "pictures", "vision_tower_config": "pictures", "audio_config": "sound",
    "sound_config": "sound",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """Facts from config and headers; 0 where the config does not say.

    Attributes:
        source_format: how the weights are quantized already, "" for original weights.
        requantize_note: one sentence about what that means, "" for original weights.
    """

    architecture: str
    is_supported: bool
    n_params: int
    n_bytes: int
    n_layers: int
    n_ctx_train: int
    dtypes: tuple[str, ...]
    source_format: str = ""
    requantize_note: str = ""


def describe(checkpoint: Checkpoint) -> ModelFacts:
    """Facts of `checkpoint`; reads no weights."""
    config = checkpoint.config

    def number(*keys: str) -> int:
        return next((config[k] for k in keys if type(config.get(k)) is int and config[k] > 0), 0)

    return ModelFacts(
        checkpoint.architecture,
        is_supported(architecture_of(checkpoint)),
        _n_params(checkpoint),
        checkpoint.n_bytes,
        number("num_hidden_layers", "n_layer", "n_layers"),
        number("max_position_embeddings", "n_ctx", "n_positions"),
        tuple(sorted({t.dtype for t in checkpoint.tensors.values()})),
        source_format(checkpoint),
        requantize_note(checkpoint),
    )


def requantize_note(checkpoint: Checkpoint) -> str:
    """What quantizing these weights again costs, and which ones would be better; "" for original weights."""
    kind = source_format(checkpoint)
    if not kind:
        return ""
    better = base_models(checkpoint.folder)
    instead = f"the original weights of {better[0]}" if better else "the original weights"
    return (
        f"These weights are quantized already ({kind}), and quantizing them again loses quality: "
        f"{instead} would be better."
    )


def text_only_note(checkpoint: Checkpoint) -> str:
    """That a model with eyes or ears loses them; "" for a model of text alone."""
    senses = [name for key, name in _SENSES.items() if isinstance(checkpoint.config.get(key), dict)]
    if not senses:
        return ""
    return f"This model also takes {' and '.join(dict.fromkeys(senses))}; the file holds its text part only."


def source_note(checkpoint: Checkpoint) -> str:
    """What a person should know before these weights are quantized; "" when there is nothing."""
    return " ".join(note for note in (requantize_note(checkpoint), text_only_note(checkpoint)) if note)


def _n_params(checkpoint: Checkpoint) -> int:
    try:
        return sum(t.n_values for t in logical_tensors(checkpoint))
    except ConvertError:
        return checkpoint.n_params
