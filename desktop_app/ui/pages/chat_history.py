"""The list of chats at the left of the chat page."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QMenu,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ui.pages.chat_texts import derive_history
from desktop_app.ui.theme import current_tokens, font, px, set_kind
from desktop_app.ui.widgets import push_button, text_label

if TYPE_CHECKING:
    from desktop_app.domain.conversation import ChatSummary

_ID = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex
_FILTER_FROM = 8  # chats; fewer are seen at a glance


class _RowDelegate(QStyledItemDelegate):
    """Group names small and muted, chats as rounded rows."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        is_group = index.data(_ID) is None
        height = option.fontMetrics.height() + (px(16) if not is_group else px(14))
        return QSize(px(80), height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        tokens = current_tokens()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area: QRect = option.rect.adjusted(px(2), 1, -px(2), -1)
        if index.data(_ID) is None:
            painter.setFont(font("small", bold=True))
            painter.setPen(QColor(tokens.text_muted))
            text_area = area.adjusted(px(6), px(4), 0, 0)
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(text_area, int(flags), str(index.data()))
            painter.restore()
            return
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if selected or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent_soft if selected else tokens.hover))
            painter.drawRoundedRect(area, px(6), px(6))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            pen = painter.pen()
            pen.setStyle(Qt.PenStyle.SolidLine)
            pen.setColor(QColor(tokens.focus))
            pen.setWidth(2)
            painter.setPen(pen)
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), px(6), px(6))
        painter.setFont(font("body", bold=selected))
        painter.setPen(QColor(tokens.accent_text if selected else tokens.text))
        text_area = area.adjusted(px(8), 0, -px(8), 0)
        text = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, text_area.width()
        )
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(text_area, int(flags), text)
        painter.restore()


class _List(QListView):
    """Keys of the list: Enter opens, F2 renames, Delete deletes."""

    key_used = Signal(str, int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        chat_id = self.currentIndex().data(_ID)
        action = {
            Qt.Key.Key_Return: "open",
            Qt.Key.Key_Enter: "open",
            Qt.Key.Key_F2: "rename",
            Qt.Key.Key_Delete: "delete",
        }.get(Qt.Key(event.key()))
        if action and chat_id is not None:
            self.key_used.emit(action, chat_id)
        else:
            super().keyPressEvent(event)


class ChatHistory(QFrame):
    """Chats grouped by date, the newest first.

    Signals:
        new_chosen: a new chat is wanted.
        chat_chosen, rename_chosen, delete_chosen: id of a chat.
    """

    new_chosen = Signal()
    chat_chosen = Signal(int)
    rename_chosen = Signal(int)
    delete_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "history")
        self._chats: tuple[ChatSummary, ...] = ()
        self._open_id: int | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(px(8), px(12), px(8), px(8))
        column.setSpacing(px(8))
        self.new_button = push_button(self.tr("New chat"), "plus", "", self.new_chosen.emit)
        self.new_button.setToolTip(self.tr("New chat (Ctrl+N)"))
        column.addWidget(self.new_button)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Filter chats"))
        self.filter.setAccessibleName(self.tr("Filter chats"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(lambda _text: self._fill())
        column.addWidget(self.filter)
        self._model = QStandardItemModel(self)
        self.list = _List()
        set_kind(self.list, "plain")
        self.list.setModel(self._model)
        self.list.setItemDelegate(_RowDelegate(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.setAccessibleName(self.tr("Chats"))
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._show_menu)
        self.list.clicked.connect(self._on_clicked)
        self.list.key_used.connect(self._on_key)
        column.addWidget(self.list, 1)
        self._none = text_label("", "small", wrap=True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        row = QHBoxLayout()
        row.addWidget(self._none)
        column.addLayout(row, 1)
        self.setMinimumWidth(px(176))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def show_chats(self, chats: tuple[ChatSummary, ...]) -> None:
        if chats != self._chats:
            self._chats = chats
            self._fill()

    def show_open(self, chat_id: int | None) -> None:
        """Select the chat that is open."""
        if chat_id != self._open_id:
            self._open_id = chat_id
            self._select()

    def title_of(self, chat_id: int) -> str:
        return next((chat.title for chat in self._chats if chat.chat_id == chat_id), "")

    def _fill(self) -> None:
        self.filter.setVisible(len(self._chats) >= _FILTER_FROM or bool(self.filter.text()))
        groups = derive_history(self._chats, datetime.now().astimezone(), self.filter.text())
        self._model.clear()
        for name, chats in groups:
            head = QStandardItem(name)
            head.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self._model.appendRow(head)
            for chat in chats:
                item = QStandardItem(chat.title or self.tr("Untitled"))
                item.setData(chat.chat_id, _ID)
                item.setToolTip(chat.title)
                self._model.appendRow(item)
        self.list.setVisible(bool(groups))
        self._none.setVisible(not groups)
        if self._chats:
            self._none.setText(self.tr("No chat has these words in its title."))
        else:
            self._none.setText(self.tr("Your chats are kept here, on this computer."))
        self._select()

    def _select(self) -> None:
        for row in range(self._model.rowCount()):
            item = self._model.item(row)
            if item.data(_ID) is not None and item.data(_ID) == self._open_id:
                self.list.setCurrentIndex(item.index())
                return
        self.list.clearSelection()
        self.list.setCurrentIndex(QModelIndex())

    def _on_clicked(self, index: _Index) -> None:
        if index.data(_ID) is not None:
            self.chat_chosen.emit(index.data(_ID))

    def _on_key(self, action: str, chat_id: int) -> None:
        signals = {"open": self.chat_chosen, "rename": self.rename_chosen, "delete": self.delete_chosen}
        signals[action].emit(chat_id)

    def _show_menu(self, at: QPoint) -> None:
        chat_id = self.list.indexAt(at).data(_ID)
        if chat_id is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Open"), lambda: self.chat_chosen.emit(chat_id))
        menu.addAction(self.tr("Rename…\tF2"), lambda: self.rename_chosen.emit(chat_id))
        menu.addSeparator()
        menu.addAction(self.tr("Delete…\tDel"), lambda: self.delete_chosen.emit(chat_id))
        menu.popup(self.list.viewport().mapToGlobal(at))
