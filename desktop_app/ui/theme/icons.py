"""Line icons from `resources/icons`, tinted in the colours of the theme.

A widget that got its icon from `set_icon` is tinted again when the theme changes.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop_app import paths
from desktop_app.ui.theme.tokens import Tokens

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton, QWidget

_SIZES = (16, 20, 24, 32)
_NAME, _COLOR = "iconName", "iconColor"


@cache
def _source(name: str) -> str:
    return (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@cache
def pixmap(name: str, color: str, size_px: int, ratio: float = 1.0) -> QPixmap:
    """The icon `name` as a square of `size_px` logical pixels in `color` (`#rrggbb`)."""
    svg = _source(name).replace("currentColor", color)
    picture = QPixmap(QSize(round(size_px * ratio), round(size_px * ratio)))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(svg.encode())).render(painter)
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


@cache
def icon(name: str, color: str, disabled: str, active: str = "") -> QIcon:
    """The icon `name`: `color` normally, `disabled` when disabled, `active` when checked."""
    made = QIcon()
    for size in _SIZES:
        for ratio in (1.0, 2.0):
            made.addPixmap(pixmap(name, color, size, ratio), QIcon.Mode.Normal, QIcon.State.Off)
            made.addPixmap(pixmap(name, disabled, size, ratio), QIcon.Mode.Disabled, QIcon.State.Off)
            if active:
                made.addPixmap(pixmap(name, active, size, ratio), QIcon.Mode.Normal, QIcon.State.On)
    return made


def app_icon() -> QIcon:
    """The app's own icon, for windows and task bars."""
    made = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        made.addPixmap(pixmap("bitsmith", "", size))
    return made


def mark_icon(button: QAbstractButton, name: str, color: str) -> None:
    """Remember which icon in which colour token a button has."""
    button.setProperty(_NAME, name)
    button.setProperty(_COLOR, color)


def tint(widget: QWidget, tokens: Tokens) -> None:
    """Give a widget its remembered icon in the colours of `tokens`; nothing when it has none."""
    name = widget.property(_NAME)
    if not name:
        return
    color = getattr(tokens, widget.property(_COLOR))
    widget.setIcon(icon(name, color, tokens.text_disabled, tokens.accent_text))  # type: ignore[attr-defined]
