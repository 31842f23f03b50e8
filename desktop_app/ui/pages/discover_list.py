"""The result list of Discover: a model, and a delegate that paints thousands of rows quickly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
)
from PySide6.QtWidgets import QListView, QMenu, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_app.domain.discovery import rough_fit
from desktop_app.domain.machine import Machine
from desktop_app.domain.repository import RepoSummary
from desktop_app.ui.pages.discover_texts import derive_facts, derive_fit, derive_popularity
from desktop_app.ui.theme import current_tokens, font, pixmap, px

SUMMARY_ROLE = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex
_STAR = 18


@dataclass(frozen=True, slots=True)
class Heading:
    """A row that is no model: what the following ones have in common."""

    title: str
    note: str = ""


Row = RepoSummary | Heading


class ResultModel(QStringListModel):
    """Repositories in the order of the hub, with headings between them.

    A view asks for the number of rows twice for every row when some are added; a model in Python takes 20 ms
    to say it for 5,000 rows. So Qt's own model counts (empty texts), and what the rows hold is here.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()
        self.favourites: frozenset[str] = frozenset()
        self.machine: Machine | None = None

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Append when the rows go on from those shown, else start over."""
        rows, before = tuple(rows), self._rows
        if rows == before:
            return
        self._rows = rows
        if before and rows[: len(before)] == before:
            self.insertRows(len(before), len(rows) - len(before))
        else:
            self.setStringList([""] * len(rows))

    def show_marks(self, favourites: frozenset[str], machine: Machine | None) -> None:
        """Stars, and the computer that the fit is judged for."""
        if (favourites, machine) != (self.favourites, self.machine):
            self.favourites, self.machine = favourites, machine
            if self._rows:
                self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def first_model(self) -> QModelIndex:
        """The first row that can be opened."""
        found = (n for n, row in enumerate(self._rows) if isinstance(row, RepoSummary))
        return self.index(next(found, -1))

    def flags(self, index: _Index) -> Qt.ItemFlag:
        is_model = index.isValid() and isinstance(self._rows[index.row()], RepoSummary)
        return (
            Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if is_model else Qt.ItemFlag.NoItemFlags
        )

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == SUMMARY_ROLE:
            return row
        if isinstance(row, Heading):
            return row.title if role == Qt.ItemDataRole.DisplayRole else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return row.repo_id
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = [row.name, derive_fit(rough_fit(row.n_params, self.machine))[0]]
            parts += [self.tr("asks for access")] if row.gated else []
            parts += [self.tr("favourite")] if row.repo_id in self.favourites else []
            parts += [derive_facts(row), derive_popularity(row)]
            return ", ".join(part for part in parts if part)
        return None


class ResultDelegate(QStyledItemDelegate):
    """Three lines: name with fit and star, facts, popularity. A heading is a title over a note."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(px(200), px(72))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = index.data(SUMMARY_ROLE)
        if isinstance(row, Heading):
            self._paint_heading(painter, option.rect, row)
            return
        option = QStyleOptionViewItem(option)
        self.initStyleOption(option, index)
        option.text = ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        model = index.model()
        assert isinstance(model, ResultModel)
        tokens = current_tokens()
        area = _inner(option.rect)
        line = area.height() // 3
        painter.save()
        right = star_place(option.rect).left() - px(6)
        is_favourite = row.repo_id in model.favourites
        flags = QStyle.StateFlag
        if is_favourite or option.state & (flags.State_MouseOver | flags.State_Selected):
            color = tokens.warning if is_favourite else tokens.text_muted
            painter.drawPixmap(star_place(option.rect).topLeft(), pixmap("star", color, px(_STAR - 2)))
        if row.gated:
            right -= px(16)
            painter.drawPixmap(right, area.top() + px(2), pixmap("lock", tokens.warning, px(14)))
            right -= px(6)
        fit, icon, tone = derive_fit(rough_fit(row.n_params, model.machine))
        if fit:
            painter.setFont(font("small"))
            painter.setPen(QColor(getattr(tokens, tone)))
            width = painter.fontMetrics().horizontalAdvance(fit)
            if width + px(20) < area.width() // 2:
                box = QRect(right - width, area.top(), width, line)
                painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), fit)
                right -= width + px(16)
                middle = area.top() + (line - px(12)) // 2
                painter.drawPixmap(right, middle, pixmap(icon, getattr(tokens, tone), px(12)))
                right -= px(8)
        for number, (text, color, used) in enumerate(
            (
                (row.name, tokens.text, font("body", bold=True)),
                (derive_facts(row), tokens.text_muted, font("small")),
                (derive_popularity(row), tokens.text_muted, font("small", tabular=True)),
            )
        ):
            end = right if number == 0 else area.right()
            box = QRect(area.left(), area.top() + number * line, end - area.left(), line)
            _draw(painter, box, text, color, used)
        painter.restore()

    @staticmethod
    def _paint_heading(painter: QPainter, rect: QRect, row: Heading) -> None:
        tokens, area = current_tokens(), _inner(rect)
        line = area.height() // 3
        painter.save()
        title = QRect(area.left(), area.top() + line, area.width(), line)
        _draw(painter, title, row.title, tokens.text, font("title"))
        _draw(painter, title.translated(0, line), row.note, tokens.text_muted, font("small"))
        painter.restore()


def _inner(rect: QRect) -> QRect:
    return rect.adjusted(px(12), px(8), -px(12), -px(8))


def star_place(rect: QRect) -> QRect:
    """Where the star of a row is."""
    area = _inner(rect)
    return QRect(area.right() - px(_STAR), area.top(), px(_STAR), px(_STAR))


def _draw(painter: QPainter, box: QRect, text: str, color: str, used: Any) -> None:
    painter.setFont(used)
    painter.setPen(QColor(color))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)


class ResultList(QListView):
    """The list itself.

    Signals:
        row_activated: the `RepoSummary` that was clicked, or on which Enter was pressed.
        star_pressed: the `RepoSummary` to keep or to drop: its star was clicked, or Ctrl+D pressed.
        author_chosen: all models of this owner are wanted.
    """

    row_activated = Signal(object)
    star_pressed = Signal(object)
    author_chosen = Signal(str)

    def __init__(self, model: ResultModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = model
        self.setModel(model)
        self.setItemDelegate(ResultDelegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setAccessibleName(name)
        self.clicked.connect(self._on_click)

    def _on_click(self, index: QModelIndex) -> None:
        row = index.data(SUMMARY_ROLE)
        if isinstance(row, RepoSummary):
            self.row_activated.emit(row)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        row = index.data(SUMMARY_ROLE) if index.isValid() else None
        place = star_place(self.visualRect(index))
        if isinstance(row, RepoSummary) and place.contains(event.position().toPoint()):
            self.star_pressed.emit(row)
            return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        row = index.data(SUMMARY_ROLE) if index.isValid() else None
        if isinstance(row, RepoSummary):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.row_activated.emit(row)
                event.accept()  # else a dialog's default button would be pressed as well
                return
            if event.key() == Qt.Key.Key_D and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
                self.star_pressed.emit(row)
                return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.currentIndex()
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index = self.indexAt(event.pos())
        row = index.data(SUMMARY_ROLE) if index.isValid() else None
        if isinstance(row, RepoSummary):
            at_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
            place = event.globalPos() if at_mouse else self.mapToGlobal(self.visualRect(index).center())
            self.menu_for(row).exec(place)

    def menu_for(self, row: RepoSummary) -> QMenu:
        """What can be done with a row."""
        menu = QMenu(self)
        is_kept = row.repo_id in self.rows.favourites
        keep = menu.addAction(self.tr("Remove from favourites") if is_kept else self.tr("Add to favourites"))
        keep.setShortcut("Ctrl+D")
        keep.triggered.connect(lambda _on=False: self.star_pressed.emit(row))
        if row.author:
            more = menu.addAction(self.tr("More by {author}").format(author=row.author))
            more.triggered.connect(lambda _on=False: self.author_chosen.emit(row.author))
        copy = menu.addAction(self.tr("Copy the name"))
        copy.triggered.connect(lambda _on=False: QGuiApplication.clipboard().setText(row.repo_id))
        return menu
