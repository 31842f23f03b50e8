"""Other repositories of the same model: ready-made files of it, or the original that it was made from."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.repository import RepoSummary
from desktop_app.ui import format as fmt
from desktop_app.ui.theme import px
from desktop_app.ui.widgets.buttons import push_button
from desktop_app.ui.widgets.labels import text_label

_MOST_FIRST = 5


class RelatedList(QWidget):
    """A few rows, all of them when asked for.

    Signals:
        chosen: the repository to open.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[RepoSummary, ...] = ()
        self._shows_all = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(2))

    def show_rows(self, rows: tuple[RepoSummary, ...]) -> None:
        if rows != self._rows:
            self._rows, self._shows_all = rows, False
            self._build()

    def _build(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        shown = self._rows if self._shows_all else self._rows[:_MOST_FIRST]
        for row in shown:
            self._column.addWidget(self._line(row))
        hidden = len(self._rows) - len(shown)
        if hidden:
            more = push_button(self.tr("{n} more").format(n=hidden), kind="link", on_click=self._show_all)
            line = QHBoxLayout()
            line.addWidget(more)
            line.addStretch(1)
            holder = QWidget()
            line.setContentsMargins(0, 0, 0, 0)
            holder.setLayout(line)
            self._column.addWidget(holder)

    def _line(self, row: RepoSummary) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(8))
        name = push_button(row.repo_id, kind="link", on_click=lambda: self.chosen.emit(row.repo_id))
        facts = self.tr("{downloads} downloads, {likes} likes").format(
            downloads=fmt.count_text(row.downloads), likes=fmt.count_text(row.likes)
        )
        name.setAccessibleDescription(facts)
        line.addWidget(name)
        line.addWidget(text_label(facts, "small"))
        line.addStretch(1)
        return holder

    def _show_all(self) -> None:
        self._shows_all = True
        self._build()
