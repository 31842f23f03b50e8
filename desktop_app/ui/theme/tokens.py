"""The colours of a theme, read from `resources/themes`, and how well they can be told apart."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from functools import cache

from desktop_app import paths


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme. Every colour is `#rrggbb`.

    `border` separates, `border_strong` outlines what can be typed into; `*_soft` are backgrounds for text
    in the colour of the same name; `accent_text` is the accent as text on `window` and `surface`.
    """

    name: str
    is_dark: bool
    window: str
    surface: str
    sunken: str
    hover: str
    pressed: str
    border: str
    border_strong: str
    text: str
    text_muted: str
    text_disabled: str
    accent: str
    accent_hover: str
    accent_pressed: str
    on_accent: str
    accent_soft: str
    accent_text: str
    focus: str
    selection: str
    on_selection: str
    success: str
    success_soft: str
    warning: str
    warning_soft: str
    danger: str
    danger_soft: str
    bubble: str
    code: str
    graph_speed: str
    graph_worker: str
    graph_ram: str
    graph_vram: str
    graph_grid: str
    code_keyword: str
    code_string: str
    code_number: str
    code_comment: str
    code_name: str


THEME_NAMES = ("light", "dark", "contrast_light", "contrast_dark")
COLOR_NAMES = tuple(f.name for f in fields(Tokens) if f.name not in ("name", "is_dark"))


@cache
def load_tokens(name: str) -> Tokens:
    """The theme `name`, one of `THEME_NAMES`."""
    raw = json.loads((paths.resources() / "themes" / f"{name}.json").read_text(encoding="utf-8"))
    return Tokens(name=name, is_dark=raw["scheme"] == "dark", **raw["colors"])


def theme_name(*, is_dark: bool, high_contrast: bool) -> str:
    """Which theme serves a desktop that asks for this."""
    scheme = "dark" if is_dark else "light"
    return f"contrast_{scheme}" if high_contrast else scheme


def contrast_ratio(first: str, second: str) -> float:
    """WCAG contrast of two `#rrggbb` colours, 1 to 21."""
    bright, dim = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _luminance(color: str) -> float:
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
