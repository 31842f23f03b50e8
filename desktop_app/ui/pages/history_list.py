"""The list of chats itself: a model of rows, and a view that paints and edits them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop_app.ui.pages.history_rows import HistoryRow, RowKind, plain_excerpt, split_excerpt
from desktop_app.ui.theme import current_tokens, font, pixmap, px, set_kind

ROW = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex
_MIME = "application/x-bitsmith-chat"


class HistoryModel(QAbstractListModel):
    """Rows as they are derived; names can be edited, chats dragged into folders.

    Signals:
        renamed: a row and its new name.
        moved: id of a chat and of the folder that it goes to, None for out of any.
    """

    renamed = Signal(object, str)
    moved = Signal(int, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[HistoryRow, ...] = ()

    def show_rows(self, rows: tuple[HistoryRow, ...]) -> None:
        if rows == self.rows:
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def find_chat(self, chat_id: int | None) -> QModelIndex:
        """The row of a chat; an invalid index when it is not shown."""
        place = next(
            (n for n, row in enumerate(self.rows) if row.chat_id == chat_id and row.chat_id is not None), None
        )
        return QModelIndex() if place is None else self.index(place)

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole):
            return row.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if row.kind is RowKind.FOLDER:
                state = self.tr("open") if row.is_open else self.tr("closed")
                return self.tr("Folder {name}, {state}").format(name=row.text, state=state)
            return f"{row.text}. {plain_excerpt(row.excerpt)}" if row.excerpt else row.text
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        row = self.rows[index.row()]
        if str(value).strip() and str(value) != row.text:
            self.renamed.emit(row, str(value))
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        kind = self.rows[index.row()].kind
        flags = Qt.ItemFlag.ItemIsEnabled
        if kind is not RowKind.GROUP:
            flags |= Qt.ItemFlag.ItemIsSelectable
        if kind in (RowKind.CHAT, RowKind.FOLDER):
            flags |= Qt.ItemFlag.ItemIsEditable
        if kind is RowKind.CHAT:
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        return flags | Qt.ItemFlag.ItemIsDropEnabled

    # --- dragging ---------------------------------------------------------------------------------

    def mimeTypes(self) -> list[str]:  # noqa: N802
        return [_MIME]

    def supportedDropActions(self) -> Qt.DropAction:  # noqa: N802
        return Qt.DropAction.MoveAction

    def mimeData(self, indexes: Any) -> QMimeData:  # noqa: N802
        data = QMimeData()
        ids = [self.rows[index.row()].chat_id for index in indexes]
        data.setData(_MIME, ",".join(str(i) for i in ids if i is not None).encode())
        return data

    def dropMimeData(  # noqa: N802
        self, data: QMimeData, _action: Qt.DropAction, row: int, _column: int, parent: _Index
    ) -> bool:
        place = parent.row() if parent.isValid() else row - 1
        target = self.rows[place] if 0 <= place < len(self.rows) else None
        folder = target.folder_id if target is not None else None
        for text in bytes(data.data(_MIME).data()).decode("ascii", "ignore").split(","):
            if text.isdecimal():
                self.moved.emit(int(text), folder)
        return False  # the list is read again; nothing is moved here


class _Delegate(QStyledItemDelegate):
    """Group names small and muted, chats as rounded rows, hits with a line of what was found."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        row: HistoryRow | None = index.data(ROW)
        line = option.fontMetrics.height()
        lines = 2 if row is not None and row.kind is RowKind.HIT else 1
        return QSize(px(80), lines * line + (px(14) if lines == 1 else px(18)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: HistoryRow = index.data(ROW)
        tokens = current_tokens()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area: QRect = option.rect.adjusted(px(2), 1, -px(2), -1)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver) and row.can_be_chosen
        if selected or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent_soft if selected else tokens.hover))
            painter.drawRoundedRect(area, px(6), px(6))
        if option.state & QStyle.StateFlag.State_HasFocus and row.can_be_chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            pen = painter.pen()
            pen.setStyle(Qt.PenStyle.SolidLine)
            pen.setColor(QColor(tokens.focus))
            pen.setWidth(2)
            painter.setPen(pen)
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), px(6), px(6))
        inside = area.adjusted(px(8), 0, -px(8), 0)
        if row.kind is RowKind.GROUP:
            _text(
                painter,
                inside.adjusted(-px(2), px(4), 0, 0),
                row.text,
                font("small", bold=True),
                tokens.text_muted,
            )
        elif row.kind is RowKind.FOLDER:
            size = px(16)
            at = inside.left(), inside.center().y() - size // 2
            arrow = "chevron-down" if row.is_open else "chevron-right"
            painter.drawPixmap(*at, pixmap(arrow, tokens.text_muted, size))
            _text(
                painter,
                inside.adjusted(size + px(4), 0, 0, 0),
                row.text,
                font("body", bold=True),
                tokens.text,
            )
        else:
            color = tokens.accent_text if selected else tokens.text
            left = (
                px(12) if row.kind is RowKind.CHAT and row.folder_id is not None and not row.is_pinned else 0
            )
            title = inside.adjusted(left, 0, 0, 0)
            if row.kind is RowKind.HIT:
                half = title.height() // 2
                _excerpt(painter, title.adjusted(0, half - px(2), 0, 0), row.excerpt)
                title = title.adjusted(0, px(2), 0, -half)
            _text(painter, title, row.text, font("body", bold=selected), color)
        painter.restore()


def _text(painter: QPainter, area: QRect, text: str, used: Any, color: str) -> None:
    painter.setFont(used)
    painter.setPen(QColor(color))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)


def _excerpt(painter: QPainter, area: QRect, excerpt: str) -> None:
    """One line in which what was looked for is bold, and not only coloured."""
    tokens = current_tokens()
    x = area.left()
    for text, is_hit in split_excerpt(excerpt):
        painter.setFont(font("small", bold=is_hit))
        painter.setPen(QColor(tokens.text if is_hit else tokens.text_muted))
        room = area.right() - x
        if room <= 0:
            return
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(
            QRect(x, area.top(), room, area.height()),
            int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter),
            shown,
        )
        x += painter.fontMetrics().horizontalAdvance(shown)


class HistoryList(QListView):
    """Keys: Enter opens, F2 renames in place, Delete deletes, the menu key shows what else there is.

    Signals:
        chosen: a `HistoryRow` that was clicked, or on which Enter was pressed.
        deleted: a `HistoryRow` on which Delete was pressed.
        end_near: the end of the list is in sight.
    """

    chosen = Signal(object)
    deleted = Signal(object)
    end_near = Signal()

    def __init__(self, model: HistoryModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "plain")
        self.setModel(model)
        self.setItemDelegate(_Delegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAccessibleName(self.tr("Chats"))
        self.clicked.connect(self._choose)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._look_ahead())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row: HistoryRow | None = self.currentIndex().data(ROW)
        is_editing = self.state() is QAbstractItemView.State.EditingState
        if row is None or is_editing:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentIndex())
        elif event.key() == Qt.Key.Key_Delete:
            self.deleted.emit(row)
        else:
            super().keyPressEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        row: HistoryRow | None = index.data(ROW)
        if row is not None and row.can_be_chosen:
            self.chosen.emit(row)

    def _look_ahead(self) -> None:
        bar = self.verticalScrollBar()
        if bar.value() >= bar.maximum() - bar.pageStep():
            self.end_near.emit()
