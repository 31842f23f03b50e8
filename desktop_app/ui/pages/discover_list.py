"""The result list of Discover: a model, and a delegate that paints thousands of rows quickly."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_app.domain.repository import RepoSummary
from desktop_app.ui import format as fmt
from desktop_app.ui.theme import current_tokens, font, pixmap, px

SUMMARY_ROLE = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


def seconds_of(timestamp: str) -> float | None:
    """Seconds since the epoch of the Hub's time, None when it is not one."""
    try:
        return datetime.fromisoformat(timestamp).timestamp()
    except ValueError:
        return None


def derive_facts(row: RepoSummary) -> str:
    """The second line of a result: who, how large, what form, under which license."""
    parts = [row.author]
    if row.n_params:
        parts.append(f"{fmt.parameters_text(row.n_params)} parameters")
    if row.has_safetensors:
        parts.append("original weights")
    if row.has_gguf:
        parts.append("GGUF")
    if row.license:
        parts.append(row.license)
    return "  ·  ".join(part for part in parts if part)


def derive_popularity(row: RepoSummary) -> str:
    """The third line: downloads, likes, last change."""
    parts = [f"{fmt.count_text(row.downloads)} downloads", f"{fmt.count_text(row.likes)} likes"]
    at = seconds_of(row.updated_at)
    if at is not None:
        parts.append(f"updated {fmt.ago_text(at)}")
    return "  ·  ".join(parts)


class ResultModel(QAbstractListModel):
    """Repositories in the order of the hub."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[RepoSummary, ...] = ()

    def show_rows(self, rows: tuple[RepoSummary, ...]) -> None:
        """Append when the rows go on from those shown, else start over."""
        if len(rows) > len(self._rows) and rows[: len(self._rows)] == self._rows and self._rows:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(rows) - 1)
            self._rows = rows
            self.endInsertRows()
        elif rows != self._rows:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == SUMMARY_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.repo_id
        if role == Qt.ItemDataRole.AccessibleTextRole:
            locked = self.tr(", asks for access") if row.gated else ""
            return f"{row.name}{locked}, {derive_facts(row)}, {derive_popularity(row)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.repo_id
        return None


class ResultDelegate(QStyledItemDelegate):
    """Three lines: name, facts, popularity."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(px(200), px(72))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        option = QStyleOptionViewItem(option)
        self.initStyleOption(option, index)
        option.text = ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        row: RepoSummary = index.data(SUMMARY_ROLE)
        tokens = current_tokens()
        area = option.rect.adjusted(px(12), px(8), -px(12), -px(8))
        line = area.height() // 3
        painter.save()
        right = area.right()
        if row.gated:
            right -= px(20)
            painter.drawPixmap(right + px(4), area.top() + px(2), pixmap("lock", tokens.warning, px(14)))
        for number, (text, color, used) in enumerate(
            (
                (row.name, tokens.text, font("body", bold=True)),
                (derive_facts(row), tokens.text_muted, font("small")),
                (derive_popularity(row), tokens.text_muted, font("small", tabular=True)),
            )
        ):
            box = QRect(area.left(), area.top() + number * line, right - area.left(), line)
            painter.setFont(used)
            painter.setPen(QColor(color))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
        painter.restore()


class ResultList(QListView):
    """The list itself.

    Signals:
        row_activated: the `RepoSummary` that was clicked, or on which Enter was pressed.
    """

    row_activated = Signal(object)

    def __init__(self, model: ResultModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(ResultDelegate(self))
        self.setUniformItemSizes(True)
        self.setAccessibleName(name)
        self.clicked.connect(lambda index: self.row_activated.emit(index.data(SUMMARY_ROLE)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.row_activated.emit(index.data(SUMMARY_ROLE))
            event.accept()  # else a dialog's default button would be pressed as well
            return
        super().keyPressEvent(event)
