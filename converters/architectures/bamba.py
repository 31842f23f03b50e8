"""IBM's Bamba, the ancestor of Granite 4."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, ClassVar

from converters.architectures.granite_hybrid import GraniteHybrid
from converters.errors import bad_model

if TYPE_CHECKING:
    import gguf

    from converters.checkpoint import Checkpoint


class Bamba(GraniteHybrid):
    """A Granite 4 without multipliers, and with rotary positions in its layers of attention."""

    defaults: ClassVar = {
        "max_position_embeddings": 262144,
        "rms_norm_eps": 1e-5,
        "rope_theta": 10000.0,
        "mamba_expand": 2,
        "mamba_n_groups": 1,
        "mamba_d_state": 256,
    }

    def __init__(self, checkpoint: Checkpoint) -> None:
        config = checkpoint.config | {"layer_types": _layer_types(checkpoint.config)}
        super().__init__(dataclasses.replace(checkpoint, config=config))

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        writer.add_rope_scaling_finetuned(value=True)
        writer.add_context_length(self.size("max_position_embeddings"))
        if self.get("attn_rotary_emb") is not None:
            writer.add_rope_dimension_count(self.size("attn_rotary_emb"))


def _layer_types(config: dict[str, Any]) -> list[str]:
    """What each layer is, from the numbers of those with attention."""
    count, attention = config.get("num_hidden_layers"), config.get("attn_layer_indices")
    if type(count) is not int or not 0 < count <= 512 or not isinstance(attention, list):
        raise bad_model("config.json is damaged.", "It does not say which layers have attention.")
    return ["attention" if n in attention else "mamba" for n in range(count)]
