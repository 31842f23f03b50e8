"""The machine in one line; a click opens the graphs."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from desktop_app.ui.theme import px, set_icon, set_kind, use_tabular_figures


class StatusLine(QPushButton):
    """A flat button whose text is cut with "…" when the window is narrow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        set_kind(self, "status")
        set_icon(self, "graph", "text_muted")
        use_tabular_figures(self)
        self.setIconSize(QSize(px(14), px(14)))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setAccessibleDescription(self.tr("Opens the live graphs"))

    def show_text(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self.setAccessibleName(text)
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - self.iconSize().width() - px(28)
        shown = self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, max(px(80), room))
        self.setText(shown)
        self.setToolTip(self._text if shown != self._text else self.tr("Show the live graphs"))
