"""The text part of Qwen's models that see."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import gguf

from converters.architectures.base import Family
from converters.architectures.qwen import Qwen2, Qwen3
from converters.architectures.qwen_moe import Qwen3Moe, split_rows
from converters.lazy import LazyTensor

if TYPE_CHECKING:
    from converters.checkpoint import Checkpoint
    from converters.tokenizer import Vocabulary

_END_OF_TURN = "<|im_end|>"


class Qwen2Vl(Qwen2):
    """Positions have three axes."""

    gguf_arch = gguf.MODEL_ARCH.QWEN2VL

    def source_name(self, name: str) -> str | None:
        return super().source_name(name.removeprefix("thinker."))


class Qwen3Vl(Qwen3):
    """Some layers would get features of the picture."""

    gguf_arch = gguf.MODEL_ARCH.QWEN3VL

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        writer.add_num_deepstack_layers(deepstack_layers(self.checkpoint))

    def source_name(self, name: str) -> str | None:
        return super().source_name(name.removeprefix("thinker."))


class Qwen3VlMoe(Qwen3Moe):
    """Its experts are stored as (inputs, outputs)."""

    gguf_arch = gguf.MODEL_ARCH.QWEN3VLMOE

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        writer.add_num_deepstack_layers(deepstack_layers(self.checkpoint))

    def source_name(self, name: str) -> str | None:
        return super().source_name(name.removeprefix("thinker."))

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        name = tensor.name.removesuffix(".weight")
        if name.endswith("mlp.experts.gate_up_proj") and len(tensor.shape) == 3:
            prefix = name.removesuffix("gate_up_proj")
            gate, up = split_rows(self, tensor.transposed(), 2)
            yield from Family.convert_tensor(self, gate.renamed(f"{prefix}gate_proj.weight"))
            yield from Family.convert_tensor(self, up.renamed(f"{prefix}up_proj.weight"))
        elif name == tensor.name and name.endswith("mlp.experts.down_proj"):
            self.require_shape(tensor, -1, -1, -1)
            yield from Family.convert_tensor(self, tensor.transposed().renamed(f"{name}.weight"))
        else:
            yield from super().convert_tensor(tensor)


class Qwen3Omni(Qwen3VlMoe):
    """The thinker of Qwen3-Omni; its begin and end of text are those of a turn."""

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        writer.add_num_deepstack_layers(0)

    def vocabulary(self) -> Vocabulary:
        vocabulary = super().vocabulary()
        if _END_OF_TURN in vocabulary.tokens:
            vocabulary.bos = vocabulary.eos = vocabulary.tokens.index(_END_OF_TURN)
        return vocabulary


def deepstack_layers(checkpoint: Checkpoint) -> int:
    """How many layers get features of the picture."""
    vision = checkpoint.config.get("vision_config")
    indexes = vision.get("deepstack_visual_indexes") if isinstance(vision, dict) else None
    return len(indexes) if isinstance(indexes, list) and len(indexes) < 1024 else 0
