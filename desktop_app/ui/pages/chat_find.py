"""Find in the open chat: a bar above the conversation, and what is found marked in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPalette, QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from desktop_app.ui import format as fmt
from desktop_app.ui.theme import px, set_kind
from desktop_app.ui.widgets import icon_button, text_label

if TYPE_CHECKING:
    from desktop_app.domain.conversation import StoredMessage
    from desktop_app.ui.pages.chat_conversation import ConversationView
    from desktop_app.ui.pages.chat_message import MessageWidget

_TYPING_PAUSE_MS = 120
_MOST_MARKS = 500
_NARROW = 320  # px below which the field gets a line of its own
_LONGEST_QUERY = 200


def derive_found(messages: Sequence[StoredMessage], query: str) -> tuple[int, ...]:
    """Ids of the messages in which `query` is, in their order; upper and lower case are the same."""
    wanted = query.strip().casefold()
    return tuple(m.message_id for m in messages if wanted in m.text.casefold()) if wanted else ()


class FindBar(QFrame):
    """Looks for words in all messages of the branch that is shown, also in those without a widget yet.

    Args:
        view: the conversation in which it looks.
        messages: gives the messages of the branch that is shown.

    Signals:
        closed: the bar went away.
    """

    closed = Signal()

    def __init__(
        self,
        view: ConversationView,
        messages: Callable[[], Sequence[StoredMessage]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        set_kind(self, "card")
        self._view, self._messages = view, messages
        self._found: tuple[int, ...] = ()
        self._place = -1
        self._marked: list[QTextEdit | QPlainTextEdit] = []
        self._selected: QLabel | None = None
        self._scroll: Callable[[], None] | None = None
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(px(8), px(4), px(4), px(4))
        self._box.setSpacing(px(4))
        row = QHBoxLayout()
        row.setSpacing(px(4))
        self.field = _FindField()
        self.field.setPlaceholderText(self.tr("Find in this chat"))
        self.field.setAccessibleName(self.tr("Find in this chat"))
        self.field.setMaxLength(_LONGEST_QUERY)
        self.field.textChanged.connect(lambda _text: self._typing.start())
        self.field.step_pressed.connect(self.step)
        self.field.escape_pressed.connect(self.close_bar)
        self.count = text_label("", "small", tabular=True)
        self.before = icon_button("arrow-up", self.tr("Message before (Shift+Enter)"), lambda: self.step(-1))
        self.after = icon_button("arrow-down", self.tr("Next message (Enter)"), lambda: self.step(1))
        self._box.addWidget(self.field, 1)
        self._box.addLayout(row)
        row.addWidget(self.count, 1)
        row.addWidget(self.before)
        row.addWidget(self.after)
        row.addWidget(icon_button("close", self.tr("Close (Esc)"), self.close_bar))
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_PAUSE_MS)
        self._typing.timeout.connect(self._look)
        # after a jump: messages get their heights with the next turn of the event loop
        self._settled = QTimer(self, singleShot=True, interval=0)
        self._settled.timeout.connect(self._scroll_to_mark)
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        is_narrow = event.size().width() < px(_NARROW)
        self._box.setDirection(directions.TopToBottom if is_narrow else directions.LeftToRight)

    def open_bar(self) -> None:
        """Show the bar, ready to type; what was looked for last is selected."""
        self.show()
        self.field.setFocus()
        self.field.selectAll()
        if self.field.text().strip():
            self._look()

    def close_bar(self) -> None:
        """Take the bar and its marks away."""
        self._typing.stop()
        self._settled.stop()
        self._unmark()
        self.hide()
        self.closed.emit()

    def refresh(self) -> None:
        """The messages are others now; stays where it is while that message is still there."""
        if self.isHidden() or not self.field.text().strip():
            return
        current = self._found[self._place] if 0 <= self._place < len(self._found) else None
        self._found = derive_found(self._messages(), self.field.text())
        self._place = self._found.index(current) if current in self._found else len(self._found) - 1
        self._unmark()
        self._show_count()

    def step(self, by: int) -> None:
        """To the next message with the words (1) or the one before (-1); around at the ends."""
        if self._typing.isActive():
            self._typing.stop()
            self._look()
        elif self._found:
            self._place = (self._place + by) % len(self._found)
            self._go()

    def _look(self) -> None:
        self._found = derive_found(self._messages(), self.field.text())
        self._place = len(self._found) - 1  # the newest is where people are
        self._unmark()
        self._show_count()
        if self._found:
            self._go()

    def _show_count(self) -> None:
        if self._found:
            text = self.tr("{n} of {count}").format(
                n=self._place + 1, count=fmt.number_text(len(self._found))
            )
        else:
            text = self.tr("Nothing found") if self.field.text().strip() else ""
        self.count.setText(text)
        self.before.setEnabled(bool(self._found))
        self.after.setEnabled(bool(self._found))

    def _go(self) -> None:
        self._show_count()
        self._unmark()
        message_id = self._found[self._place]
        if self._view.go_to(message_id):
            widget = next((w for w in self._view.messages if w.message.message_id == message_id), None)
            if widget is not None:
                self._mark(widget)
                self._settled.start()

    # --- marks ------------------------------------------------------------------------------------

    def _mark(self, message: MessageWidget) -> None:
        query = self.field.text().strip()
        form = QTextCharFormat()
        form.setBackground(self.palette().color(QPalette.ColorRole.Highlight))
        form.setForeground(self.palette().color(QPalette.ColorRole.HighlightedText))
        for part in message.text_parts():
            if isinstance(part, QLabel):
                start = part.text().casefold().find(query.casefold())
                if start >= 0:
                    part.setSelection(start, len(query))
                    self._selected = part
                continue
            marks = []
            cursor = part.document().find(query)
            while not cursor.isNull() and len(marks) < _MOST_MARKS:
                mark = QTextEdit.ExtraSelection()
                mark.cursor, mark.format = QTextCursor(cursor), form  # type: ignore[attr-defined]
                marks.append(mark)
                cursor = part.document().find(query, cursor)
            if marks:
                part.setExtraSelections(marks)
                self._marked.append(part)
        if self._marked:
            first = self._marked[0]
            start = first.document().find(query)
            self._scroll = lambda: self._view.show_place(first, first.cursorRect(start).top())

    def _scroll_to_mark(self) -> None:
        if self._scroll:
            self._scroll()

    def _unmark(self) -> None:
        self._scroll = None
        marked, self._marked = self._marked, []
        selected, self._selected = self._selected, None
        alive = {part for widget in self._view.messages for part in widget.text_parts()}
        for part in marked:
            if part in alive:
                part.setExtraSelections([])
        if selected in alive:
            selected.setSelection(0, 0)


class _FindField(QLineEdit):
    step_pressed = Signal(int)
    escape_pressed = Signal()

    def event(self, event: QEvent) -> bool:
        # Esc stops answers in the rest of the window; here it closes the bar
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.step_pressed.emit(-1 if is_back else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.escape_pressed.emit()
        else:
            super().keyPressEvent(event)
