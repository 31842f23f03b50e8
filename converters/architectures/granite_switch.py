"""IBM's Granite Switch: a dense Granite with several adapters inside, one of which each token chooses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import gguf
import numpy as np
from numpy.typing import NDArray

from converters.architectures.granite import Granite, GraniteMoe
from converters.architectures.llama import rotary_row_order
from converters.architectures.names import NewArchitecture
from converters.errors import bad_model
from converters.lazy import LazyTensor

_PART = re.compile(r"(?:model\.)?layers\.(\d{1,6})\.(?:self_attn|shared_mlp)\.(\w+)\.(.+)")
# matrix of the checkpoint -> its parts in the file
_PARTS = {
    "qkv_proj": ("attn_q", "attn_k", "attn_v"),
    "o_proj": ("attn_output",),
    "input_linear": ("ffn_gate", "ffn_up"),
    "output_linear": ("ffn_down",),
}
_FACTOR = re.compile(r"lora_([AB])(?:_slices\.(\d))?")


class GraniteSwitch(GraniteMoe):
    """The first adapter of the file does nothing: it is for tokens that choose none."""

    gguf_arch = NewArchitecture("graniteswitch", gguf.MODEL_ARCH.GRANITE)

    @property
    def n_blocks(self) -> int:
        return self.n_layers - 1  # one layer is the switch, which has no weights

    @property
    def _head_size(self) -> int:
        whole: Any = self.checkpoint.config.get("projection_head_dim", self.checkpoint.config.get("head_dim"))
        size = self.head_dim if whole is None else whole
        if type(size) is not int or not 0 < size < 1 << 31 or size % 2:
            raise bad_model("config.json is damaged.", f"head_dim is {str(size)[:60]}.")
        return size

    def needs_f32(self, name: str) -> bool:
        return ".lora_" not in name and super().needs_f32(name)

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        if not self.count("num_local_experts"):
            writer.add_expert_used_count(0)
        writer.add_uint32(f"{writer.arch}.adapters.count", self.size("num_adapters"))
        writer.add_uint32(f"{writer.arch}.adapters.lora_rank", self.size("max_lora_rank"))
        for key, stored in (
            ("token_ids_activate", "adapter_token_ids"),
            ("token_ids_substitute", "adapter_substitute_token_ids"),
        ):
            ids = self.get(stored)
            if not isinstance(ids, list) or any(type(n) is not int or not 0 <= n < 1 << 31 for n in ids):
                raise bad_model("config.json is damaged.", f"{stored} does not list tokens.")
            writer.add_array(f"{writer.arch}.adapters.{key}", ids)
        gain = self.number("control_token_gain")
        writer.add_float32(f"{writer.arch}.adapters.router_gain", 15.0 if gain is None else gain)

    def source_name(self, name: str) -> str | None:
        if name.startswith(("model.switch.", "switch.")):
            return None
        if name.endswith(("adapter_token_ids", "control_to_substitute_lut")):
            return None  # numbers of tokens, which config.json has too
        return None if name == "lm_head.weight" else super().source_name(name)

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        match = _PART.fullmatch(tensor.name)
        parts = _PARTS.get(match[2]) if match else None
        if match is None or parts is None or int(match[1]) >= self.n_blocks:
            yield from super(Granite, self).convert_tensor(tensor)
            return
        at = f"blk.{match[1]}."
        if match[3] == "base_layer.weight":
            yield from self._base(tensor, at, match[2], parts)
            return
        factor = _FACTOR.fullmatch(match[3])
        number = int(factor[2] or 0) if factor else len(parts)
        if factor is None or number >= len(parts):
            self.rename(tensor.name)
            return
        part = parts[number]
        yield self._adapter(tensor, part, is_left=factor[1] == "B").renamed(
            f"{at}{part}.lora_{factor[1].lower()}"
        )

    def _base(self, tensor: LazyTensor, at: str, stored: str, parts: tuple[str, ...]) -> Iterable[LazyTensor]:
        if stored == "qkv_proj":
            queries, keys = self._rotated("attn_q"), self._rotated("attn_k")
            n_rotated = len(queries) + len(keys)
            self.require_shape(tensor, n_rotated + len(keys), -1)
            values = np.arange(n_rotated, n_rotated + len(keys))
            order = np.concatenate([queries, len(queries) + keys, values])
            yield tensor.taken(order).renamed(f"{at}attn_qkv.weight")
            return
        height = tensor.shape[0] // len(parts)
        self.require_shape(tensor, height * len(parts), -1)
        for n, part in enumerate(parts):
            yield tensor.sliced(n * height, (n + 1) * height).renamed(f"{at}{part}.weight")

    def _rotated(self, part: str) -> NDArray[np.int64]:
        key = "num_attention_heads" if part == "attn_q" else "num_key_value_heads"
        heads = self.size(key)
        return rotary_row_order(heads * self._head_size, heads)

    def _adapter(self, tensor: LazyTensor, part: str, *, is_left: bool) -> LazyTensor:
        """(adapters, 1, rows, columns) as (1 + adapters, rows, columns), the first of zeros."""
        count = self.size("num_adapters")
        self.require_shape(tensor, count, 1, -1, -1)
        height, width = tensor.shape[2:]
        rows = tensor.reshaped(count * height, width)
        if is_left and part in ("attn_q", "attn_k"):
            order = self._rotated(part)
            self.require_shape(tensor, count, 1, len(order), -1)
            rows = rows.taken(np.concatenate([n * height + order for n in range(count)]))
        none = LazyTensor.computed("", np.zeros((1, height, width), np.float32))
        return LazyTensor.concat("", [none, rows.reshaped(count, height, width)])
