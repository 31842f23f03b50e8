"""Models with two stacks of layers that run again and again, one within the other (HRM)."""

from __future__ import annotations

import re
from collections.abc import Iterable

import gguf

from converters.architectures.base import Family
from converters.architectures.names import NewArchitecture
from converters.lazy import LazyTensor

_LAYER = re.compile(r"model\.([LH])_module\.layers\.(\d{1,6})\.(.+)")


class HrmText(Family):
    """The layers of the lower stack, then those of the higher one; each pass has a cache of its own."""

    gguf_arch = NewArchitecture(
        "hrm_text",
        gguf.MODEL_ARCH.LLAMA,
        {"model.z_L_init": "hrm.z_l_init", "model.layers.{bid}.self_attn.gate_proj": "blk.{bid}.attn_gate"},
    )

    @property
    def _in_a_stack(self) -> int:
        return self.size("num_layers_per_stack", "num_hidden_layers")

    @property
    def n_blocks(self) -> int:
        return self._in_a_stack * self.size("H_cycles") * (self.size("L_cycles") + 1)

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        writer.add_rope_dimension_count(self.head_dim)
        writer.add_embedding_scale(self.required_number("embedding_scale"))
        writer.add_uint32(f"{writer.arch}.hrm.layers_per_stack", self._in_a_stack)
        writer.add_uint32(f"{writer.arch}.hrm.h_cycles", self.size("H_cycles"))
        writer.add_uint32(f"{writer.arch}.hrm.l_cycles", self.size("L_cycles"))
        writer.add_bool(f"{writer.arch}.hrm.prefix_lm", self.flag("prefix_lm"))

    def source_name(self, name: str) -> str | None:
        match = _LAYER.fullmatch(name)
        if match:
            layer = int(match[2]) + (self._in_a_stack if match[1] == "H" else 0)
            name = f"model.layers.{layer}.{match[3].replace('attn.', 'self_attn.', 1)}"
        return super().source_name(name)

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        name = tensor.name
        for fused, parts in (
            ("self_attn.gqkv_proj", ("gate_proj", "q_proj", "k_proj", "v_proj")),
            ("mlp.gate_up_proj", ("gate_proj", "up_proj")),
        ):
            if name.endswith(f"{fused}.weight"):
                height = tensor.shape[0] // len(parts)
                self.require_shape(tensor, height * len(parts), -1)
                prefix = name.removesuffix(f"{fused}.weight") + fused.split(".")[0]
                for n, part in enumerate(parts):
                    piece = tensor.sliced(n * height, (n + 1) * height)
                    yield from super().convert_tensor(piece.renamed(f"{prefix}.{part}.weight"))
                return
        yield from super().convert_tensor(tensor)
