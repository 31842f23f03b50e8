"""The list of chats at the left of the chat page: search, folders, and what can be done with a chat."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QInputDialog,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop_app.services.states import HistoryState
from desktop_app.ui.pages.history_list import ROW, HistoryList, HistoryModel
from desktop_app.ui.pages.history_rows import (
    HistoryRow,
    RowKind,
    derive_empty_text,
    derive_moved_text,
    derive_rows,
    derive_undo_text,
    file_name,
)
from desktop_app.ui.theme import px, set_kind
from desktop_app.ui.widgets import icon_button, push_button, text_label
from desktop_app.ui.widgets.questions import ask_for_target

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_app.services.history_service import HistoryService


class ChatHistory(QFrame):
    """Shows a `HistoryService`.

    Signals:
        new_chosen: a new chat is wanted.
        chat_chosen: id of a chat to open.
        hit_chosen: id of a chat to open, and of the message in it that was found.
    """

    new_chosen = Signal()
    chat_chosen = Signal(int)
    hit_chosen = Signal(int, int)

    def __init__(self, history: HistoryService, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "history")
        self._history = history
        self._open_id: int | None = None
        self._closed: frozenset[int] = frozenset()
        column = QVBoxLayout(self)
        column.setContentsMargins(px(8), px(12), px(8), px(8))
        column.setSpacing(px(8))
        self.new_button = push_button(self.tr("New chat"), "plus", "", self.new_chosen.emit)
        self.new_button.setToolTip(self.tr("New chat (Ctrl+N)"))
        self._more = icon_button("more", self.tr("More for the list of chats"), self._show_list_menu)
        top = QHBoxLayout()
        top.setSpacing(px(4))
        top.addWidget(self.new_button, 1)
        top.addWidget(self._more)
        column.addLayout(top)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search in all chats"))
        self.search.setAccessibleName(self.tr("Search in all chats"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(history.search)
        self.search.returnPressed.connect(self._focus_first)
        column.addWidget(self.search)
        self.model = HistoryModel(self)
        self.model.renamed.connect(self._on_renamed)
        self.model.moved.connect(history.move)
        self.list = HistoryList(self.model)
        self.list.chosen.connect(self._on_chosen)
        self.list.deleted.connect(self._on_deleted)
        self.list.end_near.connect(history.load_more)
        self.list.customContextMenuRequested.connect(self._show_menu)
        column.addWidget(self.list, 1)
        self._none = text_label("", "small", wrap=True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._none, 1)
        self._undo_bar = QFrame()
        set_kind(self._undo_bar, "card")
        bar = QHBoxLayout(self._undo_bar)
        bar.setContentsMargins(px(8), px(4), px(4), px(4))
        self._undo_text = text_label("", "small", wrap=True)
        bar.addWidget(self._undo_text, 1)
        self.undo_button = push_button(self.tr("Undo"), kind="link", on_click=history.undo)
        bar.addWidget(self.undo_button)
        column.addWidget(self._undo_bar)
        self._moved_bar = QFrame()
        set_kind(self._moved_bar, "card")
        bar = QHBoxLayout(self._moved_bar)
        bar.setContentsMargins(px(8), px(4), px(4), px(4))
        self._moved_text = text_label("", "small", wrap=True)
        bar.addWidget(self._moved_text, 1)
        self._stop = push_button(self.tr("Cancel"), kind="link", on_click=history.stop_moving)
        self._seen = icon_button("close", self.tr("Dismiss"), history.forget_moved, size=14)
        bar.addWidget(self._stop)
        bar.addWidget(self._seen)
        column.addWidget(self._moved_bar)
        self.setMinimumWidth(px(176))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        history.state_changed.connect(self.show_state)
        self.show_state(history.state)

    def show_state(self, state: HistoryState) -> None:
        """Show what the service says; what is selected stays selected."""
        self.model.show_rows(derive_rows(state, datetime.now().astimezone(), self._closed))
        empty = derive_empty_text(state)
        self.list.setVisible(not empty)
        self._none.setVisible(bool(empty))
        self._none.setText(empty)
        undo = derive_undo_text(state)
        self._undo_text.setText(undo)
        self._undo_bar.setVisible(bool(undo))
        moved = derive_moved_text(state)
        self._moved_text.setText(moved)
        self._moved_bar.setVisible(bool(moved))
        self._stop.setVisible(state.is_moving)
        self._seen.setVisible(not state.is_moving)
        if self.search.text() != state.query:
            with QSignalBlocker(self.search):
                self.search.setText(state.query)
        self._select()

    def show_open(self, chat_id: int | None) -> None:
        """Select the chat that is open."""
        if chat_id != self._open_id:
            self._open_id = chat_id
            self._select()

    def focus_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    # --- what people do ---------------------------------------------------------------------------

    def _select(self) -> None:
        index = self.model.find_chat(self._open_id)
        if index.isValid():
            self.list.setCurrentIndex(index)
        elif not self.list.hasFocus():
            self.list.clearSelection()
            self.list.setCurrentIndex(QModelIndex())

    def _focus_first(self) -> None:
        place = next((n for n, row in enumerate(self.model.rows) if row.can_be_chosen), None)
        if place is not None:
            self.list.setFocus()
            self.list.setCurrentIndex(self.model.index(place))

    def _on_chosen(self, row: HistoryRow) -> None:
        if row.kind is RowKind.FOLDER and row.folder_id is not None:
            self._closed = self._closed ^ {row.folder_id}
            place = self.list.currentIndex().row()
            self.show_state(self._history.state)
            self.list.setCurrentIndex(self.model.index(place))
        elif row.chat_id is not None and row.message_id is not None:
            self.hit_chosen.emit(row.chat_id, row.message_id)
        elif row.chat_id is not None:
            self.chat_chosen.emit(row.chat_id)

    def _on_deleted(self, row: HistoryRow) -> None:
        if row.kind is RowKind.FOLDER and row.folder_id is not None:
            self._history.delete_folder(row.folder_id)
        elif row.chat_id is not None:
            self._history.delete(row.chat_id)

    def _on_renamed(self, row: HistoryRow, name: str) -> None:
        if row.kind is RowKind.FOLDER and row.folder_id is not None:
            self._history.rename_folder(row.folder_id, name)
        elif row.chat_id is not None:
            self._history.rename(row.chat_id, name)

    # --- menus ------------------------------------------------------------------------------------

    def _show_list_menu(self) -> None:
        menu = self._new_menu()
        menu.addAction(self.tr("New folder…"), lambda: self._name_folder(self._history.add_folder))
        menu.addSeparator()
        menu.addAction(self.tr("Import chats…"), self._import)
        menu.addAction(self.tr("Export all chats…"), lambda: self._export(None))
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height())))

    def _show_menu(self, at: QPoint) -> None:
        index = self.list.indexAt(at)
        if not index.isValid():
            index = self.list.currentIndex()  # the menu key has no place of its own
        row: HistoryRow | None = index.data(ROW)
        if row is None or not row.can_be_chosen:
            return
        menu = self._new_menu()
        if row.kind is RowKind.FOLDER:
            menu.addAction(self.tr("Rename\tF2"), lambda: self.list.edit(index))
            menu.addAction(self.tr("Delete the folder, keep its chats\tDel"), lambda: self._on_deleted(row))
        else:
            self._fill_chat_menu(menu, row, index)
        menu.popup(self.list.viewport().mapToGlobal(at))

    def _fill_chat_menu(self, menu: QMenu, row: HistoryRow, index: QModelIndex) -> None:
        chat_id = row.chat_id
        assert chat_id is not None, "a row of a chat has its id"
        menu.addAction(self.tr("Open"), lambda: self._on_chosen(row))
        if row.kind is RowKind.CHAT:
            menu.addAction(self.tr("Rename\tF2"), lambda: self.list.edit(index))
            text = self.tr("Unpin") if row.is_pinned else self.tr("Pin to the top")
            menu.addAction(text, lambda: self._history.pin(chat_id, is_pinned=not row.is_pinned))
            folders = menu.addMenu(self.tr("Move to"))
            for folder in self._history.state.folders:
                action = folders.addAction(
                    folder.name.replace("&", "&&"),
                    lambda folder_id=folder.folder_id: self._history.move(chat_id, folder_id),
                )
                action.setEnabled(folder.folder_id != row.folder_id)
            if self._history.state.folders:
                folders.addSeparator()
            folders.addAction(
                self.tr("New folder…"),
                lambda: self._name_folder(lambda name: self._history.move_to_new(chat_id, name)),
            )
            if row.folder_id is not None:
                menu.addAction(self.tr("Take out of the folder"), lambda: self._history.move(chat_id, None))
        menu.addAction(self.tr("Export…"), lambda: self._export(chat_id))
        menu.addSeparator()
        menu.addAction(self.tr("Delete\tDel"), lambda: self._history.delete(chat_id))

    def _new_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    # --- questions --------------------------------------------------------------------------------

    def _export(self, chat_id: int | None) -> None:
        title = next((c.title for c in self._history.state.chats if c.chat_id == chat_id), "")
        path = self.ask_target(file_name(title or self.tr("Chats")), is_one=chat_id is not None)
        if path:
            self._history.export(path, chat_id)

    def _import(self) -> None:
        path = self.ask_source()
        if path:
            self._history.import_file(path)

    def _name_folder(self, call: Callable[[str], object]) -> None:
        text = self.ask_folder()
        if text:
            call(text)

    def ask_folder(self) -> str:
        """Ask how a new folder is called; empty when there shall be none."""
        text, done = QInputDialog.getText(self, self.tr("Folder"), self.tr("Name"))
        return text.strip() if done else ""

    def ask_target(self, name: str, *, is_one: bool) -> str:
        """Ask where an export goes; its ending says in which form; empty when nowhere."""
        forms = {self.tr("Bitsmith chats, with all branches"): (".json",)}
        if is_one:
            forms = {self.tr("Markdown, to be read"): (".md", ".markdown")} | forms
        return ask_for_target(self, self.tr("Export"), name, forms)

    def ask_source(self) -> str:
        """Ask for a file to import; empty for none."""
        path, _form = QFileDialog.getOpenFileName(
            self,
            self.tr("Import chats of Bitsmith, Open WebUI or ChatGPT"),
            "",
            self.tr("Exported chats (*.json);;All files (*)"),
        )
        return path
