"""Buttons made in one line, with icon and accessible name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from desktop_app.ui.theme import px, set_icon, set_kind

_ICON_COLORS = {"primary": "on_accent", "danger": "danger", "link": "accent_text"}


def push_button(
    text: str,
    icon: str = "",
    kind: str = "",
    on_click: Callable[[], object] | None = None,
    parent: QWidget | None = None,
) -> QPushButton:
    """A button with text.

    Kinds: "" (outlined), "primary", "danger", "ghost", "link", "suggestion", "chip" (a small one of many). At
    most one primary button on a page. A button without a shortcut may carry "&" mnemonics in its text.
    """
    button = QPushButton(text, parent)
    button.setAutoDefault(False)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    if kind:
        set_kind(button, kind)
    if icon:
        button.setIconSize(QSize(px(18), px(18)))
        set_icon(button, icon, _ICON_COLORS.get(kind, "text"))
    if on_click:
        button.clicked.connect(lambda _checked=False: on_click())
    return button


def icon_button(
    icon: str,
    name: str,
    on_click: Callable[[], object] | None = None,
    *,
    size: int = 18,
    color: str = "text_muted",
    kind: str = "",
    parent: QWidget | None = None,
) -> QToolButton:
    """A button that shows only an icon; `name` is its tooltip and its accessible name."""
    button = QToolButton(parent)
    button.setIconSize(QSize(px(size), px(size)))
    button.setToolTip(name)
    button.setAccessibleName(name)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    if kind:
        set_kind(button, kind)
    set_icon(button, icon, color)
    if on_click:
        button.clicked.connect(lambda _checked=False: on_click())
    return button
