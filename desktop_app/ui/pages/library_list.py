"""The models of the library as a list or as cards: a Qt model, and a delegate that paints them quickly."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QItemSelectionModel,
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
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop_app.domain.library import ModelKind
from desktop_app.ui.pages.library_texts import Mark, ModelView
from desktop_app.ui.theme import current_tokens, font, pixmap, px, set_kind

VIEW = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex
_CARD_WIDTH = 288
_ICONS = {ModelKind.CHECKPOINT: "folder", ModelKind.PROJECTOR: "eye", ModelKind.ADAPTER: "sliders"}
_TONES = {
    "neutral": ("hover", "text_muted"),
    "success": ("success_soft", "success"),
    "warning": ("warning_soft", "warning"),
    "danger": ("danger_soft", "danger"),
    "accent": ("accent_soft", "accent_text"),
}


class LibraryRows(QStringListModel):
    """Views of models, in the order in which they are shown; see `ResultModel`.

    Signals:
        renamed: id of a model, and the name that was typed.
    """

    renamed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.views: tuple[ModelView, ...] = ()

    def show_views(self, views: tuple[ModelView, ...]) -> None:
        """Show these; when the models are the same ones, selection and scrolling stay."""
        if views == self.views:
            return
        before, now = ([v.model.model_id for v in vs] for vs in (self.views, views))
        self.views = views
        if before == now:
            self.dataChanged.emit(self.index(0), self.index(len(views) - 1))
            return
        self.setStringList(now)

    def place(self, model_id: str) -> QModelIndex:
        """Where a model is; an invalid index when it is not shown."""
        for number, view in enumerate(self.views):
            if view.model.model_id == model_id:
                return self.index(number)
        return QModelIndex()

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.views):
            return None
        view = self.views[index.row()]
        if role == VIEW:
            return view
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return view.model.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return view.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{view.model.name}\n{view.model.path}"
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        model = self.views[index.row()].model
        if str(value).strip() != model.name:
            self.renamed.emit(model.model_id, str(value))
        return True


class _Delegate(QStyledItemDelegate):
    """Name, facts, place, tags; badges at the right of a row, below the name of a card."""

    is_cards = False
    card_width = _CARD_WIDTH

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        if self.is_cards:
            return QSize(self.card_width, 2 * _line("body") + 4 * _line("small") + px(40))
        return QSize(px(200), _line("body") + 2 * _line("small") + px(26))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        view: ModelView = index.data(VIEW)
        tokens = current_tokens()
        gap = px(4) if self.is_cards else 1
        area: QRect = option.rect.adjusted(gap, gap, -gap, -gap)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = tokens.accent_soft if selected else tokens.hover if hovered else tokens.surface
        painter.setBrush(QColor(ground))
        edge = tokens.focus if focused else tokens.accent if selected else tokens.border
        painter.setPen(QPen(QColor(edge), 2 if focused else 1))
        painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), px(8), px(8))
        inside = area.adjusted(px(12), px(10), -px(12), -px(8))
        (self._paint_card if self.is_cards else self._paint_row)(painter, inside, view)
        painter.restore()

    def _paint_row(self, painter: QPainter, area: QRect, view: ModelView) -> None:
        tokens, size = current_tokens(), px(20)
        painter.drawPixmap(area.left(), area.top() + px(1), _icon(view, size))
        words = area.adjusted(size + px(12), 0, 0, 0)
        right = words.right()
        for mark in reversed(view.marks):
            right = _paint_mark(painter, mark, right=right, top=words.top()) - px(6)
        body, small = _line("body"), _line("small")
        top = words.top()
        _text(painter, QRect(words.left(), top, right - words.left(), body), view.model.name,
              font("body", bold=True), _name_color(view), Qt.TextElideMode.ElideMiddle)  # fmt: skip
        top += body + px(2)
        _text(painter, QRect(words.left(), top, words.width(), small), view.facts,
              font("small", tabular=True), tokens.text_muted)  # fmt: skip
        top += small + px(2)
        tags = _paint_tags(painter, view.model.tags, QRect(words.left(), top, words.width(), small))
        _text(painter, QRect(words.left(), top, words.width() - tags, small), view.place,
              font("small"), tokens.text_muted)  # fmt: skip

    def _paint_card(self, painter: QPainter, area: QRect, view: ModelView) -> None:
        tokens, size = current_tokens(), px(20)
        body, small = _line("body"), _line("small")
        painter.drawPixmap(area.left(), area.top() + px(1), _icon(view, size))
        left = area.left() + size + px(8)
        _text(painter, QRect(left, area.top(), area.right() - left, body), view.model.name,
              font("body", bold=True), _name_color(view), Qt.TextElideMode.ElideMiddle)  # fmt: skip
        top = area.top() + body + px(6)
        x = area.left()
        for mark in view.marks:
            width = _mark_width(mark)
            if x + width > area.right() and x > area.left():
                break
            _paint_mark(painter, mark, right=min(x + width, area.right()), top=top, left=x)
            x += width + px(6)
        top += body + px(4)
        lines = [*view.facts.split("  ·  ", 1), view.place][:3]
        for line in lines:
            _text(painter, QRect(area.left(), top, area.width(), small), line,
                  font("small", tabular=True), tokens.text_muted)  # fmt: skip
            top += small + px(1)
        _paint_tags(painter, view.model.tags, QRect(area.left(), top, area.width(), small), from_left=True)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: _Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setMaxLength(200)
        editor.setAccessibleName(self.tr("Name of the model"))
        return editor

    def updateEditorGeometry(  # noqa: N802
        self, editor: QWidget, option: QStyleOptionViewItem, _index: _Index
    ) -> None:
        area: QRect = option.rect
        editor.setGeometry(
            area.left() + px(4), area.top() + px(4), area.width() - px(8), editor.sizeHint().height()
        )


class LibraryList(QListView):
    """Keys: Enter uses a model, F2 renames, Delete removes, the menu key shows what else there is.

    Signals:
        activated_model: id of a model that was double-clicked, or on which Enter was pressed.
        removed: Delete was pressed on what is selected.
        tags_wanted: Ctrl+T was pressed.
        chosen_changed: what is selected, or the current one, changed.
    """

    activated_model = Signal(str)
    removed = Signal()
    tags_wanted = Signal()
    chosen_changed = Signal()

    def __init__(self, rows: LibraryRows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "plain")
        self._rows = rows
        self.setModel(rows)
        self._delegate = _Delegate(self)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAccessibleName(self.tr("Models"))
        self.doubleClicked.connect(lambda index: self.activated_model.emit(index.data(VIEW).model.model_id))
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen_changed.emit())
        self.selectionModel().currentChanged.connect(lambda *_: self.chosen_changed.emit())

    def show_as(self, *, cards: bool) -> None:
        """A row for each model, or cards beside each other."""
        self._delegate.is_cards = cards
        self.setViewMode(QListView.ViewMode.IconMode if cards else QListView.ViewMode.ListMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSpacing(0)
        self.setWordWrap(False)
        self._fit_cards()
        self.scheduleDelayedItemsLayout()

    def chosen_ids(self) -> tuple[str, ...]:
        """Ids of the selected models, in the order of the list."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return tuple(self._rows.views[row].model.model_id for row in rows if row < len(self._rows.views))

    def choose(self, model_ids: tuple[str, ...]) -> None:
        """Select these, as far as they are shown, and bring the first one into view."""
        selection = self.selectionModel()
        flag = QItemSelectionModel.SelectionFlag
        places = [p for p in map(self._rows.place, model_ids) if p.isValid()]
        if places:
            selection.setCurrentIndex(places[0], flag.ClearAndSelect)
            for place in places[1:]:
                selection.select(place, flag.Select)
            self.scrollTo(places[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        view: ModelView | None = self.currentIndex().data(VIEW)
        is_editing = self.state() is QAbstractItemView.State.EditingState
        if view is None or is_editing:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.activated_model.emit(view.model.model_id)
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        elif event.key() == Qt.Key.Key_T and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.tags_wanted.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit_cards()
        super().resizeEvent(event)

    def _fit_cards(self) -> None:
        """Cards fill the width, so that no ragged edge is left."""
        if not self._delegate.is_cards:
            self.setGridSize(QSize())
            return
        # with the room that a scroll bar takes, so that the last column does not come and go with it
        width = self.width() - self.verticalScrollBar().sizeHint().width() - 2
        count = max(1, width // px(_CARD_WIDTH))
        self._delegate.card_width = width // count
        self.setGridSize(self._delegate.sizeHint(QStyleOptionViewItem(), QModelIndex()))


# --- painting -----------------------------------------------------------------------------------------


def _line(name: str) -> int:
    return QFontMetrics(font(name)).height() + px(2)


def _icon(view: ModelView, size: int) -> Any:
    tokens = current_tokens()
    return pixmap(_ICONS.get(view.model.kind, "file"), tokens.text_muted, size)


def _name_color(view: ModelView) -> str:
    tokens = current_tokens()
    return tokens.text_muted if view.model.is_missing else tokens.text


def _text(
    painter: QPainter,
    area: QRect,
    text: str,
    used: Any,
    color: str,
    mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> None:
    painter.setFont(used)
    painter.setPen(QColor(color))
    shown = painter.fontMetrics().elidedText(text, mode, max(0, area.width()))
    painter.drawText(area, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)


def _mark_width(mark: Mark) -> int:
    return QFontMetrics(font("small", bold=True)).horizontalAdvance(mark.text) + px(14) + px(18)


def _paint_mark(painter: QPainter, mark: Mark, *, right: int, top: int, left: int | None = None) -> int:
    """A badge that ends at `right`; returns where it begins."""
    tokens = current_tokens()
    ground, ink = (getattr(tokens, name) for name in _TONES[mark.tone])
    left = right - _mark_width(mark) if left is None else left
    area = QRect(left, top, right - left, _line("small"))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(area, px(6), px(6))
    size = px(14)
    painter.drawPixmap(left + px(6), area.center().y() - size // 2 + 1, pixmap(mark.icon, ink, size))
    words = area.adjusted(px(6) + size + px(4), 0, -px(6), 0)
    _text(painter, words, mark.text, font("small", bold=True), ink)
    return left


def _paint_tags(painter: QPainter, tags: tuple[str, ...], area: QRect, *, from_left: bool = False) -> int:
    """Tags as chips, at the right of a line or from its left; returns the width that they take."""
    tokens = current_tokens()
    metrics = QFontMetrics(font("small"))
    taken = 0
    for tag in tags if from_left else reversed(tags):
        text = metrics.elidedText(tag, Qt.TextElideMode.ElideRight, px(120))
        width = metrics.horizontalAdvance(text) + px(12)
        if taken + width > (area.width() if from_left else area.width() // 2):
            break
        x = area.left() + taken if from_left else area.right() - taken - width
        chip = QRect(x, area.top(), width, area.height())
        painter.setPen(QPen(QColor(tokens.border_strong), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(chip.adjusted(0, 1, -1, -1), px(6), px(6))
        _text(painter, chip.adjusted(px(6), 0, -px(4), 0), text, font("small"), tokens.text_muted)
        taken += width + px(4)
    return taken
