"""What a page shows when it has nothing, waits, or failed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.domain.errors import Problem
from desktop_app.ui.theme import current_tokens, px, set_kind
from desktop_app.ui.translation import words
from desktop_app.ui.widgets.badge import IconLabel
from desktop_app.ui.widgets.buttons import icon_button, push_button
from desktop_app.ui.widgets.labels import text_label

Action = tuple[str, Callable[[], object]]


class EmptyState(QWidget):
    """Centred: an icon, what this is, what to do next, and one button that does it.

    Args:
        icon: name of an icon.
        title: a few words.
        text: one or two sentences.
        action: text and call of the primary button, if there is one.
        secondary: text and call of a second, quiet button.
    """

    def __init__(
        self,
        icon: str,
        title: str,
        text: str = "",
        action: Action | None = None,
        secondary: Action | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.button: QPushButton | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(24), px(24), px(24))
        column.setSpacing(px(8))
        column.addStretch(2)
        column.addWidget(IconLabel(icon, "text_muted", 40), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(px(4))
        self._title = text_label(title, "title", wrap=True)
        self._text = text_label(text, "secondary", wrap=True)
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setMaximumWidth(px(480))
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(label, 100)
            row.addStretch(1)
            column.addLayout(row)
        self._text.setVisible(bool(text))
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        buttons.addStretch(1)
        if action:
            self.button = push_button(action[0], kind="primary", on_click=action[1])
            buttons.addWidget(self.button)
        if secondary:
            buttons.addWidget(push_button(secondary[0], on_click=secondary[1]))
        buttons.addStretch(1)
        if action or secondary:
            column.addSpacing(px(8))
            column.addLayout(buttons)
        column.addStretch(3)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)

    def show_text(self, title: str, text: str) -> None:
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)


class ErrorBanner(QFrame):
    """A problem in three parts (what, why, what next), its way out as buttons, the detail folded away.

    Hidden until `show_problem`. Buttons: the first action is emphasised. With `on_close` it can be
    dismissed.
    """

    def __init__(self, on_close: Callable[[], object] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "banner")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.problem: Problem | None = None
        outer = QHBoxLayout(self)
        outer.setContentsMargins(px(12), px(12), px(12), px(12))
        outer.setSpacing(px(12))
        outer.addWidget(IconLabel("alert", "danger", 20), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(px(4))
        outer.addLayout(column, 1)
        self._what = text_label("", "strong", wrap=True)
        self._why = text_label("", wrap=True)
        self._next = text_label("", wrap=True)
        self._detail = text_label("", "small", wrap=True)
        self._detail.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        for label in (self._what, self._why, self._next):
            column.addWidget(label)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(px(8))
        self._fold = push_button("", kind="link", on_click=self._toggle_detail)
        column.addSpacing(px(4))
        column.addLayout(self._actions)
        column.addWidget(self._detail)
        if on_close:
            close = icon_button("close", self.tr("Dismiss"), on_close)
            outer.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_problem(self, problem: Problem | None, actions: Sequence[Action] = ()) -> None:
        """Show a problem with its actions (text and call each), or hide when it is None."""
        self.problem = problem
        if problem is None:
            self.hide()
            return
        sentences = [words(text) for text in (problem.what, problem.why, problem.next_step)]
        for label, text in zip((self._what, self._why, self._next), sentences, strict=True):
            label.setText(text)
            label.setVisible(bool(text))
        while (item := self._actions.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self._fold:
                widget.deleteLater()
        for text, call in actions:
            self._actions.addWidget(push_button(text, on_click=call))
        self._actions.addWidget(self._fold)
        self._actions.addStretch(1)
        self._detail.setText(problem.detail)
        self._detail.hide()
        self._fold.setVisible(bool(problem.detail))
        self._name_fold()
        self.setAccessibleName(sentences[0])
        self.setAccessibleDescription(" ".join(filter(None, sentences)))
        self.show()

    def _toggle_detail(self) -> None:
        self._detail.setVisible(self._detail.isHidden())
        self._name_fold()

    def _name_fold(self) -> None:
        self._fold.setText(self.tr("Show details") if self._detail.isHidden() else self.tr("Hide details"))


class BusyIndicator(QWidget):
    """A small turning arc; turns only while it is visible."""

    _STEP_MS, _STEPS = 80, 12

    def __init__(self, name: str = "", size: int = 18, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size, self._step = size, 0
        self._timer = QTimer(self, interval=self._STEP_MS)
        self._timer.timeout.connect(self._turn)
        self.setFixedSize(px(size), px(size))
        self.setAccessibleName(name or self.tr("Working"))

    def sizeHint(self) -> QSize:
        return QSize(px(self._size), px(self._size))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = current_tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = max(2, px(2))
        area = self.rect().adjusted(width, width, -width, -width)
        painter.setPen(QPen(QColor(tokens.border), width))
        painter.drawEllipse(area)
        pen = QPen(QColor(tokens.accent), width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawArc(area, -self._step * 360 * 16 // self._STEPS, 100 * 16)

    def _turn(self) -> None:
        self._step = (self._step + 1) % self._STEPS
        self.update()
