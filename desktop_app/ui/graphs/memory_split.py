"""What the model's memory is made of: one bar, with its parts in words."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop_app.ui import format as fmt
from desktop_app.ui.theme import current_tokens, px
from desktop_app.ui.widgets import text_label

Parts = list[tuple[str, int, str]]


class _Bar(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.parts: Parts = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(px(120), px(8))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = current_tokens()
        total = max(1, sum(count for _caption, count, _color in self.parts))
        at = 0.0
        for _caption, count, color in self.parts:
            width = self.width() * count / total
            # a gap between the parts: colour is not the only thing that tells them apart
            area = QRect(round(at), 0, max(0, round(width) - 1), self.height())
            painter.fillRect(area, QColor(getattr(tokens, color)))
            at += width


class MemorySplit(QWidget):
    """Hidden while there is no model."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        self._bar = _Bar()
        column.addWidget(self._bar)
        self._text = text_label("", "small", wrap=True, tabular=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        column.addWidget(self._text)

    @property
    def text(self) -> str:
        return self._text.text()

    def show_parts(self, parts: Parts) -> None:
        """Parts as (caption, bytes, colour token), in the order of the bar."""
        self.setVisible(bool(parts))
        if parts == self._bar.parts:
            return
        self._bar.parts = parts
        self._bar.update()
        words = "  ·  ".join(f"{caption} {fmt.bytes_text(count)}" for caption, count, _color in parts)
        self._text.setText(words)
        self.setAccessibleName(words)
