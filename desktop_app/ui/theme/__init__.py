"""Palette, style sheet and icons from theme tokens."""

from __future__ import annotations

from desktop_app.ui.theme.icons import app_icon, icon, pixmap
from desktop_app.ui.theme.style import (
    apply_theme,
    current_tokens,
    font,
    px,
    set_base_font,
    set_icon,
    set_kind,
    use_tabular_figures,
)
from desktop_app.ui.theme.tokens import Tokens, load_tokens

__all__ = [
    "Tokens",
    "app_icon",
    "apply_theme",
    "current_tokens",
    "font",
    "icon",
    "load_tokens",
    "pixmap",
    "px",
    "set_base_font",
    "set_icon",
    "set_kind",
    "use_tabular_figures",
]
