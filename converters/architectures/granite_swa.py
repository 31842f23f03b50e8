"""IBM's Granite models with a sliding window in most layers, dense and with experts."""

from __future__ import annotations

from collections.abc import Iterable

import gguf

from converters.architectures.granite import Granite, layer_of
from converters.architectures.names import NewArchitecture
from converters.errors import bad_model
from converters.lazy import LazyTensor

_FULL_EVERY = 4  # one layer of so many has no window, where config.json does not list them


class GraniteSwa(Granite):
    """Attention sinks, and layers without rotary positions."""

    gguf_arch = NewArchitecture(
        "granite_swa",
        gguf.MODEL_ARCH.GRANITE,
        {
            "model.layers.{bid}.self_attn.sinks": "blk.{bid}.attn_sinks",
            "model.layers.{bid}.block_sparse_moe.router": "blk.{bid}.ffn_gate_inp",
            "model.layers.{bid}.block_sparse_moe.router.layer": "blk.{bid}.ffn_gate_inp",
            "model.layers.{bid}.block_sparse_moe.output_linear": "blk.{bid}.ffn_down_exps",
        },
    )

    def source_name(self, name: str) -> str | None:
        return super().source_name(f"{name}.weight" if name.endswith("sinks") else name)

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        writer.add_sliding_window(self.size("sliding_window", default=128))
        writer.add_sliding_window_pattern(
            self.sliding_layers() or [n % _FULL_EVERY != 0 for n in range(self.n_layers)]
        )
        rotated = self.get("no_rope_layers")  # 1 where a layer has rotary positions
        if rotated is not None:
            if not isinstance(rotated, list):
                raise bad_model("config.json is damaged.", "no_rope_layers is no list.")
            pattern = [bool(n) for n in self.layer_sizes("no_rope_layers", rotated)]
            writer.add_array(f"{writer.arch}.attention.rope_pattern", pattern)


class GraniteMoeSwa(GraniteSwa):
    """The same with experts: gate and up stay one tensor, which the engine runs faster."""

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        if self.count("shared_intermediate_size"):
            writer.add_expert_shared_feed_forward_length(self.size("shared_intermediate_size"))

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        name = tensor.name
        at = f"blk.{layer_of(self, name)}." if ".layers." in name else ""
        if name.endswith(("moe.experts.gate_up_proj", "moe.input_linear.weight")):
            self.require_shape(tensor, -1, 2 * self.size("intermediate_size"), -1)
            yield tensor.renamed(f"{at}ffn_gate_up_exps.weight")
        elif name.endswith("moe.experts.down_proj"):
            yield tensor.renamed(f"{at}ffn_down_exps.weight")
        elif name.endswith("shared_mlp.input_linear.weight"):
            size = self.size("shared_intermediate_size", default=self.size("intermediate_size"))
            self.require_shape(tensor, 2 * size, -1)
            yield tensor.renamed(f"{at}ffn_up_shexp.weight")
        elif name.endswith("shared_mlp.output_linear.weight"):
            yield tensor.renamed(f"{at}ffn_down_shexp.weight")
        else:
            yield from super().convert_tensor(tensor)
