"""Rotary positions as config.json gives them, in its older and newer key names."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import gguf

from converters.errors import UNSUPPORTED, ConvertError, bad_model

_MAX_NUMBER = 1e30  # stays finite as F32
_THETA = ("global_rope_theta", "rope_global_theta", "rope_theta_global", "rope_theta", "rotary_emb_base")
_LOCAL_THETA = (
    "local_rope_theta",
    "rope_local_theta",
    "rope_theta_local",
    "swa_rope_theta",
    "rope_local_base_freq",
)
_PARTIAL = ("partial_rotary_factor", "rope_pct", "rope_percent")
_ORIGINAL = "original_max_position_embeddings"
# these do not change the keys: NTK scaling begins beyond the trained context, Llama 3's is a tensor
_WITHOUT_KEYS = ("default", "proportional", "dynamic", "llama3", "mrope")


@dataclass(frozen=True, slots=True)
class Rope:
    """Rotary settings of the layers with full attention.

    Attributes:
        kind: of the scaling, "" for none.
        numbers: all settings that are numbers, by the newer names.
        lists: those that are lists of numbers, such as longrope's factors.
        local_theta: the base of the layers with a sliding window, where it differs.
        local_partial: which part of each head those layers rotate; None where they have no settings.
    """

    kind: str = ""
    numbers: dict[str, float] = field(default_factory=dict)
    lists: dict[str, list[float]] = field(default_factory=dict)
    local_theta: float | None = None
    local_partial: float | None = None

    @property
    def theta(self) -> float | None:
        return self.numbers.get("rope_theta")

    @property
    def required_theta(self) -> float:
        """The rotary base.

        Raises:
            ConvertError: (bad_model) config.json does not say it.
        """
        if self.theta is None:
            raise bad_model("config.json is damaged.", "It lacks rope_theta.")
        return self.theta

    @property
    def partial(self) -> float:
        """Which part of each head is rotated."""
        part = self.numbers.get("partial_rotary_factor", 1.0)
        if not 0 < part <= 1:
            raise bad_model("config.json is damaged.", f"partial_rotary_factor is {part}.")
        return part

    @property
    def sections(self) -> list[int]:
        """How time, height, width and another axis share the rotary dimensions; empty for text alone."""
        sections = [int(n) for n in self.lists.get("mrope_section", [])[:4]]
        return sections + [0] * (4 - len(sections)) if sections else []

    def add_scaling(self, writer: gguf.GGUFWriter) -> None:
        """Add the keys of the scaling.

        Raises:
            ConvertError: the kind is not known, or lacks a setting.
        """
        factor = self.numbers.get("factor")
        if self.kind == "linear" and factor is not None:
            writer.add_rope_scaling_type(gguf.RopeScalingType.LINEAR)
            writer.add_rope_scaling_factor(factor)
        elif self.kind == "yarn" and factor is not None:
            self._add_yarn(writer, factor)
        elif self.kind in ("su", "longrope"):
            writer.add_rope_scaling_type(gguf.RopeScalingType.LONGROPE)
        elif self.kind and self.kind not in (*_WITHOUT_KEYS, "linear", "yarn"):
            raise ConvertError(
                UNSUPPORTED,
                f"The rotary scaling {self.kind[:40]!r} cannot be converted yet.",
                "It stretches the context in a way that needs its own conversion.",
                "Look for a ready-made GGUF of this model.",
            )

    def _add_yarn(self, writer: gguf.GGUFWriter, factor: float) -> None:
        original = self.numbers.get(_ORIGINAL)
        if original is None or not 0 < original < 1 << 31:
            raise bad_model("config.json is damaged.", "Its yarn scaling names no original context.")
        writer.add_rope_scaling_type(gguf.RopeScalingType.YARN)
        writer.add_rope_scaling_factor(factor)
        writer.add_rope_scaling_orig_ctx_len(int(original))
        for keys, add in (
            (("extrapolation_factor",), writer.add_rope_scaling_yarn_ext_factor),
            (("attention_factor", "attn_factor"), writer.add_rope_scaling_yarn_attn_factor),
            (("beta_fast",), writer.add_rope_scaling_yarn_beta_fast),
            (("beta_slow",), writer.add_rope_scaling_yarn_beta_slow),
        ):
            value = next((self.numbers[k] for k in keys if k in self.numbers), None)
            if value is not None:
                add(value)


def read_rope(config: dict[str, Any]) -> Rope:
    """The rotary settings of a config.

    Raises:
        ConvertError: (bad_model) a setting is not what it should be.
    """
    stated = config.get("rope_parameters")
    found = _table(config.get("rope_scaling") if stated is None else stated, "rope_parameters")
    local = _table(found.get("sliding_attention"), "sliding_attention")
    local_partial = _local_partial(local) if local else None
    if "full_attention" in found:
        table = dict(_table(found["full_attention"], "full_attention"))
    else:
        table = {k: v for k, v in found.items() if k != "sliding_attention"}
        for key, names in (
            ("rope_theta", _THETA),
            ("partial_rotary_factor", _PARTIAL),
            (_ORIGINAL, (_ORIGINAL,)),
        ):
            value = next((config[n] for n in names if config.get(n) is not None), None)
            if table.get(key) is None and value is not None:
                table[key] = value
        if not local:
            local = {"rope_theta": next((config[n] for n in _LOCAL_THETA if config.get(n)), None)}
    kind = table.get("rope_type", table.get("type"))
    if kind is not None and not isinstance(kind, str):
        raise bad_model("config.json is damaged.", "Its rotary scaling has no name.")
    numbers = {k: _number(k, v) for k, v in table.items() if type(v) in (int, float)}
    lists = {k: [_number(k, n) for n in v] for k, v in table.items() if isinstance(v, list)}
    for key in ("rope_theta", "factor", _ORIGINAL):
        if table.get(key) is not None and key not in numbers:
            raise bad_model("config.json is damaged.", f"The rotary setting {key} is no number.")
    theta = local.get("rope_theta")
    local_theta = None if theta is None else _number("rope_theta", theta)
    return Rope((kind or "").lower(), numbers, lists, local_theta, local_partial)


def _local_partial(local: dict[str, Any]) -> float:
    part = _number("partial_rotary_factor", local.get("partial_rotary_factor", 1.0))
    if not 0 < part <= 1:
        raise bad_model("config.json is damaged.", f"partial_rotary_factor is {part}.")
    return part


def _table(value: Any, name: str) -> dict[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise bad_model("config.json is damaged.", f"Its {name} are no table.")
    return value


def _number(name: str, value: Any) -> float:
    if type(value) not in (int, float) or not abs(value) < _MAX_NUMBER:
        raise bad_model("config.json is damaged.", f"The rotary setting {name[:60]} is no number.")
    return float(value)
