"""Badges: a sign and a word, so that colour is never the only sign."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.domain.fit import Verdict
from desktop_app.ui.theme import current_tokens, pixmap, px, set_kind
from desktop_app.ui.widgets.labels import text_label

_TONE_COLOR = {
    "neutral": "text_muted",
    "success": "success",
    "warning": "warning",
    "danger": "danger",
    "accent": "accent_text",
}


class IconLabel(QLabel):
    """A picture of an icon in a colour token; follows the theme. Decoration: screen readers skip it."""

    def __init__(
        self, icon: str, color: str = "text_muted", size: int = 16, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon, self._color, self._size = icon, color, size
        self._draw()

    def show_icon(self, icon: str, color: str) -> None:
        if (icon, color) != (self._icon, self._color):
            self._icon, self._color = icon, color
            self._draw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._draw()

    def _draw(self) -> None:
        color = getattr(current_tokens(), self._color)
        self.setPixmap(pixmap(self._icon, color, px(self._size), self.devicePixelRatioF()))
        self.setFixedSize(px(self._size), px(self._size))


class Badge(QFrame):
    """A word with an icon on a soft ground. Tones: neutral, success, warning, danger, accent."""

    def __init__(
        self, text: str = "", icon: str = "info", tone: str = "neutral", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(6), px(2), px(8), px(2))
        row.setSpacing(px(4))
        self._icon = IconLabel(icon, _TONE_COLOR[tone], 14)
        self._label = text_label(text)
        row.addWidget(self._icon)
        row.addWidget(self._label)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_badge(text, icon, tone)

    @property
    def text(self) -> str:
        return self._label.text()

    def show_badge(self, text: str, icon: str, tone: str) -> None:
        if self.property("kind") != f"badge-{tone}":
            set_kind(self, f"badge-{tone}")
            # the sheet knows the label by its frame, and looks at it only when it is polished anew
            self._label.style().unpolish(self._label)
            self._label.style().polish(self._label)
        self._label.setText(text)
        self._icon.show_icon(icon, _TONE_COLOR[tone])
        self.setAccessibleName(text)


def verdict_look(verdict: Verdict) -> tuple[str, str, str]:
    """The word, the icon and the tone of a verdict; for badges, tables and texts alike."""

    def tr(text: str) -> str:
        return QCoreApplication.translate("verdict", text)

    return {
        Verdict.FITS_GPU: (tr("Fits the GPU"), "check-circle", "success"),
        Verdict.FITS_GPU_AND_RAM: (tr("Fits GPU and RAM"), "check-circle", "success"),
        Verdict.FITS_RAM: (tr("Fits in RAM"), "check-circle", "success"),
        Verdict.TIGHT: (tr("Tight"), "alert", "warning"),
        Verdict.DOES_NOT_FIT: (tr("Does not fit"), "x-circle", "danger"),
    }[verdict]


class VerdictBadge(Badge):
    """A badge for a fit verdict; the reason is its tooltip and accessible description."""

    def __init__(self, verdict: Verdict, reason: str = "", parent: QWidget | None = None) -> None:
        super().__init__(*verdict_look(verdict), parent)
        self.show_verdict(verdict, reason)

    def show_verdict(self, verdict: Verdict, reason: str = "") -> None:
        self.show_badge(*verdict_look(verdict))
        self.setToolTip(reason)
        self.setAccessibleDescription(reason)


class StatRow(QWidget):
    """Small facts side by side, each a value over its caption: `StatRow([("4.9 GB", "File size"), …])`."""

    def __init__(self, stats: list[tuple[str, str]] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(px(24))
        self._row.addStretch(1)
        self._cells: list[tuple[QWidget, QLabel, QLabel]] = []
        self.show_stats(stats or [])

    def show_stats(self, stats: list[tuple[str, str]]) -> None:
        """Show these (value, caption) pairs; cells are kept, so that nothing jumps."""
        while len(self._cells) > len(stats):
            cell, _value, _caption = self._cells.pop()
            self._row.removeWidget(cell)
            cell.deleteLater()
        while len(self._cells) < len(stats):
            self._add_cell()
        for (cell, value, caption), (value_text, caption_text) in zip(self._cells, stats, strict=True):
            value.setText(value_text)
            caption.setText(caption_text)
            cell.setAccessibleName(f"{caption_text}: {value_text}")

    def _add_cell(self) -> None:
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        value, caption = text_label("", "strong", tabular=True), text_label("", "small")
        column.addWidget(value)
        column.addWidget(caption)
        self._row.insertWidget(len(self._cells), cell)
        self._cells.append((cell, value, caption))
