"""The fit table: a row per quant type, what it costs and whether it fits, painted in one list."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop_app.domain.fit import FitRow, MemoryNeed
from desktop_app.domain.quantization import find_quant_type
from desktop_app.domain.speed import SpeedRange
from desktop_app.ui import format as fmt
from desktop_app.ui.theme import current_tokens, font, pixmap, px
from desktop_app.ui.translation import numbers, words
from desktop_app.ui.widgets.badge import verdict_look

ROW_ROLE = Qt.ItemDataRole.UserRole
_TYPE, _FILE, _MEMORY, _SPEED, _VERDICT = range(5)
_COLUMNS = 5
_LEAST_NAME = 180  # of the first column
_Index = QModelIndex | QPersistentModelIndex
_TONES = {"success": "success", "warning": "warning", "danger": "danger"}


def title_of(row: FitRow) -> tuple[str, str]:
    """Plain words, and the quant type's name beside them."""
    quant = find_quant_type(row.quant_type)
    return (words(quant.title), quant.name) if quant else (row.quant_type, "")


def cost_of(row: FitRow) -> str:
    """What the type costs in quality, in one sentence."""
    quant = find_quant_type(row.quant_type)
    if quant is None:
        return ""
    if quant.kl_divergence is None:
        return words(quant.quality)
    return QCoreApplication.translate("fit", "{quality} (KL divergence {kl}, measured on Llama 3 8B)").format(
        quality=words(quant.quality), kl=numbers(f"{quant.kl_divergence:.3f}")
    )


def need_text(need: MemoryNeed) -> str:
    """The parts of a need, for tooltips and screen readers."""
    return QCoreApplication.translate(
        "fit", "weights {weights}, context {context}, computing {computing}, other {other}"
    ).format(
        weights=fmt.bytes_text(need.weights_bytes),
        context=fmt.bytes_text(need.kv_bytes),
        computing=fmt.bytes_text(need.compute_bytes),
        other=fmt.bytes_text(need.other_bytes),
    )


def speed_text(speed: SpeedRange | None) -> str:
    """Like "8 to 15 tokens/s", "–" where it is not known."""
    if speed is None:
        return fmt.NOT_KNOWN
    low, high = (numbers(f"{v:.0f}" if v >= 10 else f"{v:.1f}") for v in (speed.low, speed.high))
    return QCoreApplication.translate("fit", "{low} to {high} tokens/s").format(low=low, high=high)


class FitModel(QAbstractTableModel):
    """Rows of a fit as a table; texts here are also what a screen reader says."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[FitRow, ...] = ()

    def show_rows(self, rows: tuple[FitRow, ...]) -> None:
        """Replace the rows; added ones keep the selection of those before them."""
        if rows[: len(self.rows)] == self.rows:
            if len(rows) > len(self.rows):
                self.beginInsertRows(QModelIndex(), len(self.rows), len(rows) - 1)
                self.rows = rows
                self.endInsertRows()
            return
        if [r.quant_type for r in rows] == [r.quant_type for r in self.rows]:
            self.rows = rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, _COLUMNS - 1))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else _COLUMNS

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (
                self.tr("Precision"),
                self.tr("File"),
                self.tr("Memory needed"),
                self.tr("Speed"),
                self.tr("Verdict"),
            )[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row, column = self.rows[index.row()], index.column()
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(row, column)
        return None

    def _text(self, row: FitRow, column: int) -> str:
        if column == _TYPE:
            title, name = title_of(row)
            mark = self.tr(", recommended") if row.recommended else ""
            return f"{title} {name}{mark}".strip()
        if column == _FILE:
            return fmt.bytes_text(row.file_bytes)
        if column == _MEMORY:
            ram = self.tr("{size} RAM").format(size=fmt.bytes_text(row.ram.total_bytes))
            if not row.vram.total_bytes:
                return ram
            return f"{ram}, {fmt.bytes_text(row.vram.total_bytes)} VRAM"
        if column == _SPEED:
            return speed_text(row.speed)
        return verdict_look(row.verdict)[0]

    def _tip(self, row: FitRow, column: int) -> str:
        if column == _TYPE:
            return cost_of(row)
        if column == _FILE:
            return self.tr("{n} bits per weight").format(n=numbers(f"{row.bits_per_weight:.2f}"))
        if column == _MEMORY:
            parts = [f"RAM: {need_text(row.ram)}"]
            if row.vram.total_bytes:
                parts.append(f"VRAM: {need_text(row.vram)}")
            return "\n".join(parts)
        if column == _SPEED:
            return self.tr("Expected from the measured speed of this computer's memory, context half full.")
        return words(row.reason)


class _FitDelegate(QStyledItemDelegate):
    """Paints plain words first, a stacked bar for the memory, and the verdict with its sign."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.largest_bytes = 1
        self.free_bytes = 0

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(super().sizeHint(option, index).width(), px(52))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        option = QStyleOptionViewItem(option)
        self.initStyleOption(option, index)
        option.text = ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        row: FitRow = index.data(ROW_ROLE)
        area = option.rect.adjusted(px(8), px(6), -px(8), -px(6))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        (self._paint_type, self._paint_file, self._paint_memory, self._paint_speed, self._paint_verdict)[
            index.column()
        ](painter, area, row)
        painter.restore()

    def _paint_type(self, painter: QPainter, area: QRect, row: FitRow) -> None:
        title, name = title_of(row)
        tokens = current_tokens()
        left = area.left()
        if row.recommended:
            painter.drawPixmap(left, area.top() + px(2), pixmap("star", tokens.accent_text, px(16)))
            left += px(22)
        top = QRect(left, area.top(), area.right() - left, area.height() // 2)
        bottom = QRect(left, area.center().y(), area.right() - left, area.height() // 2)
        _text(painter, top, title, tokens.text, font("body", bold=row.recommended))
        second = f"{name}  ·  {self.tr('recommended')}" if row.recommended else name
        _text(painter, bottom, second, tokens.text_muted, font("small"))

    def _paint_file(self, painter: QPainter, area: QRect, row: FitRow) -> None:
        _text(
            painter, area, fmt.bytes_text(row.file_bytes), current_tokens().text, font("body", tabular=True)
        )

    def _paint_memory(self, painter: QPainter, area: QRect, row: FitRow) -> None:
        tokens = current_tokens()
        total = row.ram.total_bytes + row.vram.total_bytes
        text = fmt.bytes_text(total)
        if row.vram.total_bytes:
            text = f"{fmt.bytes_text(row.vram.total_bytes)} VRAM + {fmt.bytes_text(row.ram.total_bytes)} RAM"
        top = QRect(area.left(), area.top(), area.width(), area.height() // 2)
        _text(painter, top, text, tokens.text, font("body", tabular=True))
        bar = QRect(area.left(), area.center().y() + px(4), area.width(), px(6))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.hover))
        painter.drawRoundedRect(bar, px(3), px(3))
        at = float(bar.left())
        parts = (
            (row.ram.weights_bytes + row.vram.weights_bytes, tokens.accent),
            (row.ram.kv_bytes + row.vram.kv_bytes, tokens.graph_ram),
            (total - _weights_and_kv(row), tokens.graph_vram),
        )
        for count, color in parts:
            width = bar.width() * count / max(1, self.largest_bytes)
            painter.fillRect(QRect(round(at), bar.top(), max(1, round(width)), bar.height()), QColor(color))
            at += width
        if 0 < self.free_bytes <= self.largest_bytes:
            # the memory that is free: a bar that crosses it does not fit
            x = bar.left() + round(bar.width() * self.free_bytes / self.largest_bytes)
            painter.fillRect(
                QRect(x - 1, bar.top() - px(3), max(2, px(2)), bar.height() + px(6)), QColor(tokens.text)
            )

    def _paint_speed(self, painter: QPainter, area: QRect, row: FitRow) -> None:
        color = current_tokens().text if row.speed else current_tokens().text_muted
        _text(painter, area, speed_text(row.speed), color, font("small", tabular=True))

    def _paint_verdict(self, painter: QPainter, area: QRect, row: FitRow) -> None:
        word, sign, tone = verdict_look(row.verdict)
        color = getattr(current_tokens(), _TONES.get(tone, "text"))
        painter.drawPixmap(area.left(), area.center().y() - px(8), pixmap(sign, color, px(16)))
        rest = QRect(area.left() + px(22), area.top(), area.width() - px(22), area.height())
        _text(painter, rest, word, color, font("body"))


def _weights_and_kv(row: FitRow) -> int:
    return row.ram.weights_bytes + row.vram.weights_bytes + row.ram.kv_bytes + row.vram.kv_bytes


def _text(painter: QPainter, area: QRect, text: str, color: str, used_font: Any) -> None:
    painter.setFont(used_font)
    painter.setPen(QColor(color))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)


class FitTable(QTableView):
    """Choose a quant type with mouse or arrow keys.

    Args:
        show_all: all types from the start, not only the common ones.

    Signals:
        type_chosen: the quant type of the row that is selected now.
        type_activated: the same when it was double-clicked, or Enter was pressed on it.
    """

    type_chosen = Signal(str)
    type_activated = Signal(str)

    def __init__(self, *, show_all: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all_rows: tuple[FitRow, ...] = ()
        self._show_all = show_all
        self._was_chosen = False
        self._has_speed = False
        self.fit_model = FitModel(self)
        self._delegate = _FitDelegate(self)
        self.setModel(self.fit_model)
        self.setItemDelegate(self._delegate)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(self.tr("How each precision fits this computer"))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(_TYPE, QHeaderView.ResizeMode.Stretch)
        self._fit_to_font()
        self.selectionModel().currentRowChanged.connect(lambda *_: self._on_current())
        self.doubleClicked.connect(lambda _index: self._activate())

    @property
    def chosen(self) -> FitRow | None:
        index = self.currentIndex()
        return index.data(ROW_ROLE) if index.isValid() else None

    def show_rows(self, rows: tuple[FitRow, ...], free_bytes: int = 0) -> None:
        """Show rows; the recommended one is selected until somebody chooses another.

        `free_bytes` is the memory that is free now; the bars are drawn against it.
        """
        self._all_rows = rows
        self._has_speed = any(row.speed for row in rows)
        largest = max((r.ram.total_bytes + r.vram.total_bytes for r in rows), default=1)
        # small needs are still told apart where there is much more than enough
        self._delegate.largest_bytes = max(largest, min(free_bytes, 4 * largest))
        self._delegate.free_bytes = free_bytes
        self._place_columns()
        self.viewport().update()
        chosen = self.chosen.quant_type if self.chosen and self._was_chosen else ""
        self.fit_model.show_rows(self._visible_rows())
        wanted = chosen or next((r.quant_type for r in rows if r.recommended), "")
        if wanted:
            self.choose(wanted, by_person=bool(chosen))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.chosen is not None:
            self._activate()
            event.accept()  # else a dialog's default button would be pressed as well
            return
        super().keyPressEvent(event)

    def _activate(self) -> None:
        row = self.chosen
        if row is not None:
            self.type_activated.emit(row.quant_type)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit_to_font()

    def _fit_to_font(self) -> None:
        self.verticalHeader().setDefaultSectionSize(px(52))
        for column, width in ((_FILE, 84), (_MEMORY, 152), (_SPEED, 140), (_VERDICT, 128)):
            self.setColumnWidth(column, px(width))
        self.horizontalHeader().setMinimumSectionSize(px(64))
        self._place_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_columns()

    def _place_columns(self) -> None:
        """Where there is no room for all, what can be read elsewhere gives way to the names."""
        fixed = sum(self.columnWidth(c) for c in (_FILE, _MEMORY, _VERDICT))
        room = self.viewport().width() - fixed - self.columnWidth(_SPEED)
        self.setColumnHidden(_SPEED, not self._has_speed or room < px(_LEAST_NAME))
        room = self.viewport().width() - fixed
        self.setColumnHidden(_FILE, room < px(_LEAST_NAME) - self.columnWidth(_FILE) // 2)

    def set_show_all(self, show_all: bool) -> None:
        if show_all != self._show_all:
            self._show_all = show_all
            self.show_rows(self._all_rows, self._delegate.free_bytes)

    def choose(self, quant_type: str, *, by_person: bool = True) -> None:
        """Select the row of a type, if it is shown."""
        for number, row in enumerate(self.fit_model.rows):
            if row.quant_type == quant_type:
                self.setCurrentIndex(self.fit_model.index(number, 0))
                self._was_chosen = by_person
                return

    def _visible_rows(self) -> tuple[FitRow, ...]:
        if self._show_all:
            return self._all_rows
        common = []
        for row in self._all_rows:
            quant = find_quant_type(row.quant_type)
            if quant is None or quant.is_common or row.recommended:
                common.append(row)
        return tuple(common)

    def _on_current(self) -> None:
        row = self.chosen
        if row is not None:
            self._was_chosen = True
            self.type_chosen.emit(row.quant_type)
