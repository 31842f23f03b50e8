"""MosaicML's MPT."""

from __future__ import annotations

from typing import Any, ClassVar

import gguf

from converters.architectures.base import Family
from converters.errors import UNSUPPORTED, ConvertError, bad_model
from converters.tokenizer import Vocabulary

_EPSILON = 1e-5  # of the layer norms; config.json does not say it


class Mpt(Family):
    """Positions by ALiBi; some are clamped after the projection to q, k and v."""

    gguf_arch = gguf.MODEL_ARCH.MPT
    defaults: ClassVar = {"max_seq_len": 2048}

    def _attention(self, key: str, default: float | None) -> float | None:
        """A setting of the attention."""
        table: Any = self.get("attn_config") or {}
        value = table.get(key, default) if isinstance(table, dict) else table
        if value is not None and (type(value) not in (int, float, bool) or not abs(value) < 1 << 20):
            raise bad_model("config.json is damaged.", f"attn_config.{key} is {str(value)[:60]}.")
        return value

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:  # noqa: ARG002 - not written
        width = self.size("d_model")
        writer.add_context_length(self.size("max_seq_len"))
        writer.add_embedding_length(width)
        writer.add_block_count(self.n_layers)
        writer.add_feed_forward_length(4 * width)
        writer.add_head_count(self.size("n_heads"))
        if groups := self._attention("kv_n_heads", None):
            writer.add_head_count_kv(int(groups))
        writer.add_layer_norm_eps(_EPSILON)
        if (clip := self._attention("clip_qkv", None)) is not None:
            writer.add_clamp_kqv(clip)
        has_alibi = self._attention("alibi", default=True)
        writer.add_max_alibi_bias(float(self._attention("alibi_bias_max", 8) or 0) if has_alibi else 0.0)

    def vocabulary(self) -> Vocabulary:
        if not (self.checkpoint.folder / "tokenizer.json").is_file():
            raise ConvertError(
                UNSUPPORTED,
                "The tokenizer of this MPT cannot be converted yet.",
                "There is no tokenizer.json.",
                "Look for a ready-made GGUF of this model.",
            )
        return super().vocabulary()
