"""The frame of a page: header, cards, and a centred column."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ui.theme import px, set_kind
from desktop_app.ui.widgets.labels import text_label


class PageHeader(QWidget):
    """A page's title, one line below it, and room for its actions at the right (`add_action`)."""

    def __init__(self, title: str, subtitle: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(px(8))
        column = QVBoxLayout()
        column.setSpacing(px(2))
        self._title = text_label(title, "heading")
        self._subtitle = text_label(subtitle, "secondary", wrap=True)
        self._subtitle.setVisible(bool(subtitle))
        column.addWidget(self._title)
        column.addWidget(self._subtitle)
        self._row.addLayout(column, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def add_action(self, widget: QWidget) -> None:
        self._row.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)

    def show_text(self, title: str, subtitle: str = "") -> None:
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))


class Card(QFrame):
    """A surface for one group of things, with an optional title; put content into `body`."""

    def __init__(self, title: str = "", text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(px(16), px(16), px(16), px(16))
        self.body.setSpacing(px(12))
        if title:
            head = QVBoxLayout()
            head.setSpacing(px(2))
            head.addWidget(text_label(title, "strong"))
            if text:
                head.addWidget(text_label(text, "small", wrap=True))
            self.body.addLayout(head)
            self.setAccessibleName(title)


def line(parent: QWidget | None = None) -> QFrame:
    """A thin horizontal rule."""
    frame = QFrame(parent)
    set_kind(frame, "line")
    return frame


class ScrollBody(QWidget):
    """What scrolls: as high as its content is at the width that it has.

    A layout's own least height is that of its wrapped texts at their least width, and a scroll area would
    leave so much room.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "clear")

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)


class ScrollPage(QScrollArea):
    """A page that scrolls vertically, its content a centred column of at most `max_width` (grid pixels).

    Put content into `column`.
    """

    def __init__(self, max_width: int = 960, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        holder = ScrollBody()
        outer = QHBoxLayout(holder)
        outer.setContentsMargins(px(24), px(24), px(24), px(24))
        content = QWidget()
        set_kind(content, "clear")
        content.setMaximumWidth(px(max_width))
        content.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.column = QVBoxLayout(content)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(px(16))
        outer.addStretch(1)
        outer.addWidget(content, 1000)
        outer.addStretch(1)
        self.setWidget(holder)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)


def clear_layout(layout: QLayout) -> None:
    """Take everything out of a layout and delete its widgets."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear_layout(inner)
