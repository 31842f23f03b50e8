"""StepFun's Step 3.5 and 3.7 Flash, the text part."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import gguf
import numpy as np
from numpy.typing import NDArray

from converters.architectures.base import Family
from converters.architectures.names import NewArchitecture, next_token_names
from converters.architectures.qwen import Qwen3
from converters.errors import bad_model
from converters.lazy import LazyTensor

_SLIDING, _FULL = "sliding_attention", "full_attention"
_ROTATED = {_SLIDING: 1.0, _FULL: 0.5}  # which part of each head; the engine knows no other


class Step35(Family):
    """Layers with a sliding window have more heads; a gate for each head; experts beside a shared one."""

    gguf_arch = NewArchitecture("step35", gguf.MODEL_ARCH.STEP35, next_token_names())

    def _fill_in_defaults(self) -> None:
        # one base for each layer: that of the first is for full attention, the next for windows
        bases = self.config.get("rope_theta")
        if isinstance(bases, list):
            if len(bases) < 2:
                raise bad_model("config.json is damaged.", "rope_theta does not name both bases.")
            self.config |= {"rope_theta": bases[0], "local_rope_theta": bases[1]}
        super()._fill_in_defaults()
        self.config.pop("num_key_value_heads", None)  # "groups" here

    @property
    def n_blocks(self) -> int:
        return self.n_layers + self.count("num_nextn_predict_layers")

    def _for_blocks(self, key: str, rest: Any) -> list[Any]:
        """A list of config.json with one value for each block, `rest` behind its end."""
        stated = self.get(key) or []
        if not isinstance(stated, list):
            raise bad_model("config.json is damaged.", f"{key} is no list.")
        return [*stated, *[rest] * self.n_blocks][: self.n_blocks]

    def add_metadata(self, writer: gguf.GGUFWriter, ftype: int) -> None:
        super().add_metadata(writer, ftype)
        kinds = self._for_blocks("layer_types", _FULL)
        if self._for_blocks("partial_rotary_factors", 0.5) != [_ROTATED.get(str(k)) for k in kinds]:
            raise bad_model(
                "This Step model cannot be converted.", "Its layers rotate other parts of their heads."
            )
        heads, groups = self.size("num_attention_heads"), self.size("num_attention_groups")
        other = self.get("attention_other_setting") or {}
        if not isinstance(other, dict):
            raise bad_model("config.json is damaged.", "attention_other_setting is no table.")
        sliding = [kind == _SLIDING for kind in kinds]
        for key, usual, add in (
            ("num_attention_heads", heads, writer.add_head_count),
            ("num_attention_groups", groups, writer.add_head_count_kv),
        ):
            value = other.get(key, usual)
            if type(value) is not int or not 0 < value < 1 << 31:
                raise bad_model("config.json is damaged.", f"{key} is {str(value)[:60]}.")
            add([value if slides else usual for slides in sliding])
        writer.add_sliding_window(self.size("sliding_window"))
        writer.add_sliding_window_pattern(sliding)
        writer.add_value_length(self.size("head_dim"))
        writer.add_expert_count(self.size("moe_num_experts"))
        writer.add_expert_used_count(self.size("moe_top_k"))
        writer.add_expert_feed_forward_length(self.size("moe_intermediate_size"))
        writer.add_expert_shared_feed_forward_length(self.size("share_expert_dim"))
        if (scale := self.number("moe_router_scaling_factor")) is not None:
            writer.add_expert_weights_scale(scale)
        if self.get("norm_expert_weight") is not None:
            writer.add_expert_weights_norm(self.flag("norm_expert_weight"))
        writer.add_leading_dense_block_count(self._first_expert_layer())
        writer.add_moe_every_n_layers(self.size("moe_every_n_layer", default=1))
        writer.add_layer_norm_rms_eps(self.number("rms_norm_eps") or 1e-5)
        for key, add in (
            ("swiglu_limits", writer.add_swiglu_clamp_exp),
            ("swiglu_limits_shared", writer.add_swiglu_clamp_shexp),
        ):
            if self.get(key) is not None:
                add(limits(key, self._for_blocks(key, None)))
        if self.count("num_nextn_predict_layers"):
            writer.add_nextn_predict_layers(self.count("num_nextn_predict_layers"))

    def _first_expert_layer(self) -> int:
        stated = self.get("moe_layers_enum")
        numbers = stated.split(",") if isinstance(stated, str) and stated.strip() else ["0"]
        if not all(n.strip().isascii() and n.strip().isdecimal() and len(n) < 10 for n in numbers):
            raise bad_model("config.json is damaged.", "moe_layers_enum does not list layers.")
        return min(int(n) for n in numbers)

    def source_name(self, name: str) -> str | None:
        if name.startswith(("vit_large_projector", "vision_model.")):
            return None
        if name.endswith(".moe.router_bias"):
            name += ".bias"
        if ".transformer.shared_head." in name:
            name = name.replace(".transformer.", ".").replace("shared_head.output", "shared_head.head")
        return super().source_name(name)

    def convert_tensor(self, tensor: LazyTensor) -> Iterable[LazyTensor]:
        if tensor.name.endswith("norm.weight"):
            tensor = tensor.shifted(1)
        yield from super().convert_tensor(tensor)

    def extra_tensors(self) -> Iterable[LazyTensor]:
        if self.rope.kind == "llama3":
            yield LazyTensor.computed("rope_freqs.weight", self._stretched())

    def _stretched(self) -> NDArray[np.float32]:
        """Divisors of the layers with full attention (see `llama.llama3_rope_factors`).

        Layers with a window rotate more of each head, beyond these and unchanged. Single precision for the
        frequencies and double for the rest, as in the reference, so that the bytes are the same.
        """
        rope, base, rotated = (
            self.rope.numbers,
            self.rope.required_theta,
            int(self.head_dim * _ROTATED[_FULL]),
        )
        factor, original = rope.get("factor", 8.0), rope.get("original_max_position_embeddings", 8192)
        low, high = rope.get("low_freq_factor", 1.0), rope.get("high_freq_factor", 4.0)
        if base <= 0 or factor <= 0 or low <= 0 or high <= low:
            raise bad_model("config.json is damaged.", "Its rotary settings are out of range.")
        half = np.arange(0, rotated, 2, dtype=np.float32) / np.float32(rotated)
        frequencies = np.float32(1) / np.power(np.float32(base), half)
        wavelengths = 2 * math.pi / frequencies.astype(np.float64)
        smooth = (original / wavelengths - low) / (high - low)
        blended = 1 / ((1 - smooth) / factor + smooth)
        stretched = np.where(wavelengths > original / low, factor, blended)
        factors = np.ones(self.head_dim // 2, np.float32)
        factors[: len(half)] = np.where(wavelengths < original / high, 1.0, stretched)
        return factors


class Step3Vl(Qwen3):
    """The text part of Step 3 VL: a Qwen 3."""

    def source_name(self, name: str) -> str | None:
        return None if name.startswith("vit_large_projector") else super().source_name(name)


def limits(key: str, values: list[Any]) -> list[float]:
    """Bounds of the experts' activations, 0 for none."""
    numbers = [0.0 if value is None else value for value in values]
    if not all(type(n) in (int, float) and abs(n) < 1e30 for n in numbers):
        raise bad_model("config.json is damaged.", f"{key} does not list numbers.")
    return [float(n) for n in numbers]
