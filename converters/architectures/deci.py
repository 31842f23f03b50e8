"""NVIDIA's Llama-Nemotron Super and Ultra: a Llama from which a search took parts away."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import gguf

from converters.architectures.base import Family
from converters.architectures.granite import layer_of
from converters.architectures.llama import llama3_rope_factors, rotary_row_order
from converters.errors import UNSUPPORTED, ConvertError, bad_model
from converters.lazy import LazyTensor

if TYPE_CHECKING:
    from converters.checkpoint import Checkpoint

_MULTIPLE = 256  # of the size of a feed-forward


class Deci(Family):
    """Layers differ in heads and in the size of their feed-forward; some have neither."""

    gguf_arch = gguf.MODEL_ARCH.DECI

    def __init__(self, checkpoint: Checkpoint) -> None:
        super().__init__(checkpoint)
        blocks = self.get("block_configs")
        if blocks is None:
            raise ConvertError(
                UNSUPPORTED,
                "DeciLM 7B cannot be converted.",
                "Of this family, Bitsmith knows NVIDIA's Llama-Nemotron models.",
                "Look for a ready-made GGUF of this model.",
            )
        if not isinstance(blocks, list) or len(blocks) != self.n_layers:
            raise bad_model("config.json is damaged.", "Its block_configs do not name every layer.")
        heads = self.size("num_attention_heads")
        sizes = [_block(block, heads, self.size("hidden_size")) for block in blocks]
        self._heads = [size[0] for size in sizes]
        self._kv_heads = [size[1] for size in sizes]
        self._feed_forward = [size[2] for size in sizes]

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        width, heads = self.size("hidden_size"), self.size("num_attention_heads")
        if self.rope.theta is not None:
            writer.add_rope_freq_base(self.rope.theta)
        writer.add_head_count_kv(self._kv_heads)
        writer.add_head_count(self._heads)
        writer.add_feed_forward_length(self._feed_forward)
        writer.add_block_count(self.n_layers)
        writer.add_context_length(self.size("max_position_embeddings"))
        writer.add_embedding_length(width)
        writer.add_layer_norm_rms_eps(self.required_number("rms_norm_eps"))
        writer.add_key_length(width // heads)
        writer.add_value_length(width // heads)
        writer.add_file_type(ftype)
        writer.add_vocab_size(self.size("vocab_size"))
        writer.add_rope_dimension_count(self.head_dim)

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        name = tensor.name
        if name.endswith(("q_proj.weight", "k_proj.weight")):
            layer = layer_of(self, name)
            heads = (self._heads if name.endswith("q_proj.weight") else self._kv_heads)[layer]
            self.require_shape(tensor, -1, -1)
            if not heads or tensor.shape[0] % (2 * heads):
                raise bad_model(f"Tensor {name[:200]!r} does not match config.json.")
            tensor = tensor.taken(rotary_row_order(tensor.shape[0], heads))
        yield from super().convert_tensor(tensor)

    def extra_tensors(self) -> Iterable[LazyTensor]:
        if self.rope.kind == "llama3":
            yield LazyTensor.computed("rope_freqs.weight", llama3_rope_factors(self))


def _block(block: Any, heads: int, width: int) -> tuple[int, int, int]:
    """Heads, heads of keys and values, and values of the feed-forward of one layer; 0 where it has none."""
    parts = [block.get(key) if isinstance(block, dict) else None for key in ("attention", "ffn")]
    attention, feed_forward = (part if isinstance(part, dict) else {} for part in parts)
    group, multiplier = attention.get("n_heads_in_group"), feed_forward.get("ffn_mult")
    if group is None:
        n_heads, n_kv_heads = heads if attention.get("replace_with_linear") is True else 0, 0
    elif type(group) is int and group > 0 and heads % group == 0:
        n_heads, n_kv_heads = heads, heads // group
    else:
        raise bad_model("config.json is damaged.", f"A layer has {str(group)[:60]} heads in a group.")
    if multiplier is None:
        return n_heads, n_kv_heads, 0
    if type(multiplier) not in (int, float) or not 0 <= multiplier < 1000:
        raise bad_model("config.json is damaged.", f"A layer has the ffn_mult {str(multiplier)[:60]}.")
    return n_heads, n_kv_heads, -(-int(2 * multiplier * width / 3) // _MULTIPLE) * _MULTIPLE
