"""The column of messages: grows with the answer, stays at the end unless somebody reads further up."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.conversation import Conversation, StoredMessage
from desktop_app.services.states import ChatState
from desktop_app.ui.pages.chat_message import AnswerMessage, MessageWidget, make_message
from desktop_app.ui.theme import px, set_kind
from desktop_app.ui.widgets import push_button

COLUMN_WIDTH = 760
_FRAME_MS = 40
_LOAD_SHARE = 4  # drawing takes at most one part in five of the time
_FIRST_SHOWN = 40
_MORE_SHOWN = 80
_SLICE_S = 0.012
_SETTLE_MS = 400  # what somebody jumped to stays in sight while messages still get their heights


class ConversationView(QScrollArea):
    """Messages of one chat.

    Signals: those of its messages, see `MessageWidget`; and `edit_dropped`: what was written in a message
    that is not shown any more, since the chat goes on in another way.
    """

    version_chosen = Signal(int)
    edit_kept = Signal(int, str)
    edit_dropped = Signal(str)
    delete_chosen = Signal(int)
    regenerate_chosen = Signal(int)
    continue_chosen = Signal()
    link_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Conversation"))
        self._chat_id: int | None = None
        self._state = ChatState()
        self._messages: tuple[StoredMessage, ...] = ()
        self._shown: list[MessageWidget] = []
        self._first = 0
        # what was being changed when its chat was left, by the message
        self._unkept: dict[int, str] = {}
        self._to_make: list[StoredMessage] = []
        self._pending = ""
        self._is_writing = False
        self._stays_at_end = True
        holder = QWidget()
        set_kind(holder, "clear")
        outer = QHBoxLayout(holder)
        outer.setContentsMargins(px(24), px(16), px(24), px(24))
        outer.setSpacing(0)
        content = QWidget()
        content.setMaximumWidth(px(COLUMN_WIDTH))
        content.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(20))
        self._earlier = push_button(self.tr("Show earlier messages"), "arrow-up", "ghost", self._show_earlier)
        self._column.addWidget(self._earlier, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(1)
        outer.addStretch(1)
        outer.addWidget(content, 1000)
        outer.addStretch(1)
        self.setWidget(holder)
        self._jump = push_button(self.tr("Newest"), "arrow-down", "float", self.scroll_to_end, parent=self)
        self._jump.setAccessibleName(self.tr("Jump to the newest message"))
        self._jump.hide()
        self._frame = QTimer(self, singleShot=True, interval=_FRAME_MS)
        self._frame.timeout.connect(self._draw_pending)
        self._jump_again: Callable[[], None] | None = None
        self._settling = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settling.timeout.connect(self._forget_jump)
        self._making = QTimer(self, interval=0)
        self._making.timeout.connect(self._make_some)
        bar = self.verticalScrollBar()
        bar.setSingleStep(px(40))
        bar.rangeChanged.connect(lambda _low, _high: self._follow())
        bar.valueChanged.connect(lambda _value: self._on_scrolled())

    @property
    def messages(self) -> list[MessageWidget]:
        """The widgets that are shown, oldest first."""
        return self._shown

    @property
    def is_at_end(self) -> bool:
        return self._stays_at_end

    def show_conversation(self, conversation: Conversation) -> None:
        """Show the messages; those that are the same as before keep their widgets."""
        self.draw_now()
        if conversation.chat_id != self._chat_id and not self._is_continuation(conversation):
            self._unkept |= {w.message.message_id: w.unkept_text for w in self._shown if w.unkept_text}
            self._first = max(0, len(conversation.messages) - _FIRST_SHOWN)
            self._stays_at_end = True
            self._drop_from(0)
        self._chat_id = conversation.chat_id
        self._messages = conversation.messages
        wanted = conversation.messages[min(self._first, len(conversation.messages)) :]
        same = 0
        for widget, message in zip(self._shown, wanted, strict=False):
            if widget.message.message_id != message.message_id or widget.message.role is not message.role:
                break
            same += 1
        unkept = [widget.unkept_text for widget in self._shown[same:]]
        self._drop_from(same)
        for text in filter(None, unkept):
            self.edit_dropped.emit(text)
        for widget, message in zip(self._shown, wanted, strict=False):
            self._update(widget, message)
        self._to_make = list(wanted[same:])
        if len(self._to_make) <= 2:
            while self._to_make:
                self._make_next()
        else:
            self._making.start()
            self._make_some()
        self._is_writing = False
        self._earlier.setVisible(self._first > 0)
        self.show_state(self._state)

    def drop_edits(self) -> None:
        """End what is being changed, in other chats too; what was written goes to who listens."""
        unkept = [widget.unkept_text for widget in self._shown]
        for widget in self._shown:
            widget.end_edit()
        for text in filter(None, (*unkept, *self._unkept.values())):
            self.edit_dropped.emit(text)
        self._unkept.clear()

    def append(self, text: str) -> None:
        """More of the last answer; drawn with the next frame."""
        self._pending += text
        if not self._frame.isActive():
            self._frame.start()

    def draw_now(self) -> None:
        """Draw what waits for the next frame."""
        self._frame.stop()
        self._draw_pending()

    def show_state(self, state: ChatState) -> None:
        """Show the state below the messages; cheap when only the speed changed."""
        before, self._state = self._state, state
        if not self._shown or self._to_make:
            return
        same_model = before.model_state is state.model_state
        if before.is_answering != state.is_answering or not same_model:
            for widget in self._shown[:-1]:
                self._render_one(widget, is_last=False)
        self._render_one(self._shown[-1], is_last=True)

    def scroll_to_end(self) -> None:
        self._forget_jump()
        self._stays_at_end = True
        self._follow()
        self._place_jump()

    def go_to(self, message_id: int) -> bool:
        """Scroll to a message; False when it is not in the branch that is shown."""
        place = next((n for n, m in enumerate(self._messages) if m.message_id == message_id), None)
        if place is None:
            return False
        while place < self._first:
            self._show_earlier()
        while self._to_make:
            self._make_next()
        self._making.stop()
        widget = next((w for w in self._shown if w.message.message_id == message_id), None)
        if widget is None:
            return False
        self._stays_at_end = False
        self._hold(lambda: self._scroll_to(widget))
        return True

    def show_place(self, part: QWidget, y: int) -> None:
        """Scroll until what is `y` pixels down in a part of a message can be read; not at all when it can."""
        self._hold(lambda: self._scroll_to_place(part, y))

    def _scroll_to_place(self, part: QWidget, y: int) -> None:
        if not any(part in widget.text_parts() for widget in self._shown):
            return
        bar = self.verticalScrollBar()
        top = part.mapTo(self.viewport(), QPoint(0, y)).y() + bar.value()
        if not bar.value() <= top <= bar.value() + self.viewport().height() - px(48):
            bar.setValue(max(0, top - self.viewport().height() // 3))

    def step_version(self, by: int) -> None:
        """Another version of the message with the focus, else of the last that has several."""
        focus = QApplication.focusWidget()
        focused = [w for w in self._shown if focus is not None and w.isAncestorOf(focus)]
        forked = [w for w in (*self._shown, *focused) if w.message.branch[1] > 1]
        if forked:
            actions = forked[-1].actions_row
            (actions.go_after if by > 0 else actions.go_before)()

    def copy_last_answer(self) -> None:
        """Put the newest answer on the clipboard."""
        answers = [w for w in self._shown if isinstance(w, AnswerMessage) and w.text]
        if answers:
            answers[-1].actions_row.copy()

    def edit_last_question(self) -> None:
        """Change the newest question in its place."""
        questions = [w for w in self._shown if not isinstance(w, AnswerMessage)]
        if questions and not self._state.is_answering:
            questions[-1].edit()
            self.go_to(questions[-1].message.message_id)

    def _hold(self, jump: Callable[[], None]) -> None:
        """Jump with the next turn of the event loop, and again while heights change."""
        self._jump_again = jump
        self._settling.start()
        QTimer.singleShot(0, self, lambda: jump() if jump is self._jump_again else None)

    def _forget_jump(self) -> None:
        self._jump_again = None

    def _scroll_to(self, widget: MessageWidget) -> None:
        if widget in self._shown:
            self.verticalScrollBar().setValue(max(0, widget.y() - px(16)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_jump()

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._follow()
        return handled

    def minimumSizeHint(self) -> QSize:
        return QSize(px(240), px(120))

    # --- messages ---------------------------------------------------------------------------------

    def _is_continuation(self, conversation: Conversation) -> bool:
        """A new chat that got its id with its first message."""
        return self._chat_id is None and not self._messages and len(conversation.messages) <= 2

    def _update(self, widget: MessageWidget, message: StoredMessage) -> None:
        if widget.message == message:
            return
        if widget.is_edited:
            widget.message = message  # somebody is writing in it
            return
        if isinstance(widget, AnswerMessage):
            if message.is_complete or widget.message.is_complete == message.is_complete:
                widget.finish(message)
            else:
                widget.begin(message)
        widget.message = message

    def _make_some(self) -> None:
        """Widgets for a long chat, a few at a time, so that the window never stands still."""
        until = time.perf_counter() + _SLICE_S
        while self._to_make and time.perf_counter() < until:
            self._make_next()
        if not self._to_make:
            self._making.stop()
            self.show_state(self._state)

    def _make_next(self) -> None:
        widget = self._make(self._to_make.pop(0))
        self._column.insertWidget(self._column.count() - 1, widget)
        self._shown.append(widget)
        self._render_one(widget, is_last=not self._to_make)

    def _make(self, message: StoredMessage) -> MessageWidget:
        widget = make_message(message)
        widget.version_chosen.connect(self.version_chosen)
        widget.edit_kept.connect(self.edit_kept)
        widget.delete_chosen.connect(self.delete_chosen)
        widget.regenerate_chosen.connect(self.regenerate_chosen)
        widget.continue_chosen.connect(self.continue_chosen)
        widget.link_chosen.connect(self.link_chosen)
        if message.message_id in self._unkept:
            widget.edit_again(self._unkept.pop(message.message_id))
        return widget

    def _drop_from(self, index: int) -> None:
        self._making.stop()
        self._forget_jump()
        self._to_make = []
        self._pending = ""
        for widget in self._shown[index:]:
            self._column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        del self._shown[index:]

    def _show_earlier(self) -> None:
        """Put the messages before the first in front, and stay at what is being read."""
        bar = self.verticalScrollBar()
        from_end = bar.maximum() - bar.value()
        first = max(0, self._first - _MORE_SHOWN)
        for place, message in enumerate(self._messages[first : self._first]):
            widget = self._make(message)
            self._column.insertWidget(1 + place, widget)
            self._shown.insert(place, widget)
            self._render_one(widget, is_last=False)
        self._first = first
        self._earlier.setVisible(first > 0)
        self._stays_at_end = False
        QTimer.singleShot(0, self, lambda: bar.setValue(bar.maximum() - from_end))

    def _render_one(self, widget: MessageWidget, *, is_last: bool) -> None:
        widget.show_state(self._state, is_last=is_last)

    def _draw_pending(self) -> None:
        text, self._pending = self._pending, ""
        last = self._shown[-1] if self._shown else None
        if not text or not isinstance(last, AnswerMessage):
            return
        began = time.perf_counter()
        if not self._is_writing:
            self._is_writing = True
            last.begin(last.message)
        last.append(text)
        spent_ms = 1000 * (time.perf_counter() - began)
        self._frame.setInterval(max(_FRAME_MS, round(spent_ms * _LOAD_SHARE)))

    # --- scrolling --------------------------------------------------------------------------------

    def _follow(self) -> None:
        bar = self.verticalScrollBar()
        if self._jump_again is not None:
            self._jump_again()
        elif self._stays_at_end and bar.value() != bar.maximum():
            bar.setValue(bar.maximum())
        self._place_jump()

    def _on_scrolled(self) -> None:
        bar = self.verticalScrollBar()
        self._stays_at_end = bar.value() >= bar.maximum() - px(24)
        self._place_jump()

    def _place_jump(self) -> None:
        self._jump.setVisible(not self._stays_at_end)
        if not self._stays_at_end:
            self._jump.adjustSize()
            x = (self.viewport().width() - self._jump.width()) // 2
            self._jump.move(QPoint(x, self.viewport().height() - self._jump.height() - px(8)))
            self._jump.raise_()
