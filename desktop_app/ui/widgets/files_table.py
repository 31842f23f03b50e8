"""The files of a repository: name, size and the hash that the hub vouches for."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from desktop_app.domain.repository import RepoFile
from desktop_app.ui import format as fmt
from desktop_app.ui.theme import px

_SORT_ROLE = Qt.ItemDataRole.UserRole
_NAME, _SIZE, _HASH = range(3)
_SHOWN_DIGITS = 12
_Index = QModelIndex | QPersistentModelIndex


def _tr(text: str) -> str:
    return QCoreApplication.translate("files", text)


def derive_hash(file: RepoFile) -> str:
    """The hash that the hub tells, with its kind; "" when it tells none."""
    if file.sha256:
        return f"SHA-256 {file.sha256}"
    return f"git SHA-1 {file.git_sha1}" if file.git_sha1 else ""


class FilesModel(QAbstractTableModel):
    """Files as rows; made for tens of thousands of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files: tuple[RepoFile, ...] = ()

    def show_files(self, files: tuple[RepoFile, ...]) -> None:
        if files is not self._files:
            self.beginResetModel()
            self._files = files
            self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._files)

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (_tr("File"), _tr("Size"), _tr("Hash"))[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        file = self._files[index.row()]
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            short = (file.sha256 or file.git_sha1)[:_SHOWN_DIGITS]
            return (file.path, fmt.bytes_text(file.size_bytes), f"{short}…" if short else "")[column]
        if role == _SORT_ROLE:
            return (file.path.casefold(), file.size_bytes, file.sha256 or file.git_sha1)[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return (
                file.path,
                _tr("{n} bytes").format(n=fmt.number_text(file.size_bytes)),
                derive_hash(file),
            )[column]
        if role == Qt.ItemDataRole.AccessibleTextRole and column == _HASH:
            return derive_hash(file) or _tr("no hash")
        if role == Qt.ItemDataRole.TextAlignmentRole and column == _SIZE:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None


class FilesTable(QTableView):
    """Sorts by any column; Ctrl+C copies name and whole hash of the chosen files."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_tr("Files"))
        self.files = FilesModel(self)
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(self.files)
        self._sorted.setSortRole(_SORT_ROLE)
        self.setModel(self._sorted)
        self.setSortingEnabled(True)
        self.sortByColumn(_NAME, Qt.SortOrder.AscendingOrder)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(px(28))
        header = self.horizontalHeader()
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        for column, width in ((_SIZE, 96), (_HASH, 140)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(column, px(width))
        copy = QAction(_tr("Copy name and hash"), self)
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(self._copy)
        self.addAction(copy)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def show_files(self, files: tuple[RepoFile, ...]) -> None:
        self.files.show_files(files)

    def chosen_lines(self) -> list[str]:
        """A line for each chosen file, as `sha256sum` writes them; git's hash says what it is."""
        lines = []
        for index in self.selectionModel().selectedRows(_NAME):
            model = self.files
            source = self._sorted.mapToSource(index)
            path = model.data(source)
            told = model.data(source.siblingAtColumn(_HASH), Qt.ItemDataRole.ToolTipRole)
            lines.append(f"{told.removeprefix('SHA-256 ')}  {path}".strip())
        return lines

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(self.chosen_lines()))
