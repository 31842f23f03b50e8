"""One message of a conversation."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QSizePolicy,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.chat import Role
from desktop_app.domain.conversation import StoredMessage
from desktop_app.domain.reasoning import ReasoningSplitter, without_reasoning
from desktop_app.services.states import ChatState
from desktop_app.ui.pages.chat_texts import derive_marks, derive_progress_text, derive_stats_text
from desktop_app.ui.pages.message_actions import MessageActions, MessageEditor, copy_text, derive_actions
from desktop_app.ui.pages.message_files import MessageFiles
from desktop_app.ui.theme import px, set_kind
from desktop_app.ui.widgets import Badge, BusyIndicator, ElidedLabel, push_button, text_label
from desktop_app.ui.widgets.markdown_plain import plain_text
from desktop_app.ui.widgets.markdown_view import MarkdownView
from desktop_app.ui.widgets.reasoning_view import ReasoningView

_SHOWN_CHARACTERS = 6000
_BUBBLE_SHARE = 0.85


class MessageWidget(QWidget):
    """What both kinds of message have: their text, what can be done with it, and a place to change it.

    Signals:
        version_chosen: id of another version of this message.
        edit_kept: the message's id and its new text.
        delete_chosen, regenerate_chosen: the message's id.
        continue_chosen: the answer shall go on.
        link_chosen: the address of a link in it.
    """

    version_chosen = Signal(int)
    edit_kept = Signal(int, str)
    delete_chosen = Signal(int)
    regenerate_chosen = Signal(int)
    continue_chosen = Signal()
    link_chosen = Signal(str)

    def __init__(self, message: StoredMessage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.message = message
        self._editor: MessageEditor | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.actions_row = MessageActions(can_regenerate=message.role is Role.ASSISTANT)
        self.actions_row.version_chosen.connect(self.version_chosen)
        self.actions_row.copy_chosen.connect(lambda: copy_text(self.copied))
        self.actions_row.plain_copy_chosen.connect(lambda: copy_text(plain_text(self.copied)))
        self.actions_row.edit_chosen.connect(self.edit)
        self.actions_row.regenerate_chosen.connect(
            lambda: self.regenerate_chosen.emit(self.message.message_id)
        )
        self.actions_row.delete_chosen.connect(lambda: self.delete_chosen.emit(self.message.message_id))

    @property
    def text(self) -> str:
        return self.message.text

    @property
    def copied(self) -> str:
        """What is put on the clipboard: an answer without what was thought for it."""
        return without_reasoning(self.text) if self.message.role is Role.ASSISTANT else self.text

    @property
    def is_edited(self) -> bool:
        """Somebody is changing it now."""
        return self._editor is not None

    @property
    def unkept_text(self) -> str:
        """What somebody has written in it and not kept yet."""
        text = self._editor.field.toPlainText() if self._editor is not None else ""
        return "" if text == self.text else text

    def show_state(self, state: ChatState, *, is_last: bool) -> None:
        """Show what can be done in this state of the chat."""
        writing = is_last and state.is_answering and self.message.role is Role.ASSISTANT
        self.actions_row.show_props(derive_actions(self.message, state, is_writing=writing))
        if self._editor is not None:
            self._editor.show_can_keep(not state.is_answering)

    def edit(self) -> None:
        """Change the text in its place."""
        if self._editor is None:
            self.edit_again(self.text).field.setFocus()

    def edit_again(self, text: str) -> MessageEditor:
        """Go on with a change that has come so far; the focus stays where it is."""
        is_question = self.message.role is Role.USER
        editor = self._editor = MessageEditor(
            text,
            self.tr("Ask again") if is_question else self.tr("Keep"),
            self.tr("What was here before is kept as another version."),
        )
        editor.kept.connect(self._on_kept)
        editor.cancelled.connect(self.end_edit)
        self._body().hide()
        self.actions_row.hide()
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout), "a message is a column"
        layout.addWidget(editor)
        editor.field.moveCursor(QTextCursor.MoveOperation.End)
        return editor

    def text_parts(self) -> list[QLabel | QTextEdit | QPlainTextEdit]:
        """Who shows the text, in order."""
        raise NotImplementedError

    def _on_kept(self, text: str) -> None:
        changed = text != self.text
        self.end_edit()
        if changed:
            self.edit_kept.emit(self.message.message_id, text)

    def end_edit(self) -> None:
        """Show the message as it was."""
        editor, self._editor = self._editor, None
        if editor is not None:
            layout = self.layout()
            assert layout is not None, "a message is a column"
            layout.removeWidget(editor)
            editor.hide()
            editor.deleteLater()
            self._body().show()
            self.actions_row.show()
            self.actions_row.edit_button.setFocus()

    def _body(self) -> QWidget:
        """What an editor takes the place of."""
        raise NotImplementedError


class UserMessage(MessageWidget):
    """What the person wrote: a bubble at the right, plain text as it was typed."""

    def __init__(self, message: StoredMessage, parent: QWidget | None = None) -> None:
        super().__init__(message, parent)
        self._bubble = QFrame()
        set_kind(self._bubble, "bubble")
        inside = QVBoxLayout(self._bubble)
        inside.setContentsMargins(px(14), px(8), px(14), px(8))
        inside.setSpacing(px(4))
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._label.setAccessibleName(self.tr("You"))
        self._files = MessageFiles(message.attachments) if message.attachments else None
        if self._files:
            inside.addWidget(self._files)
        inside.addWidget(self._label)
        self._all = push_button(self.tr("Show all of it"), kind="link", on_click=self._show_all)
        inside.addWidget(self._all, 0, Qt.AlignmentFlag.AlignLeft)
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(4))
        row.addStretch(1)
        row.addWidget(self._bubble)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(2))
        column.addWidget(self._row)
        column.addWidget(self.actions_row, 0, Qt.AlignmentFlag.AlignRight)
        is_long = len(message.text) > _SHOWN_CHARACTERS
        self._all.setVisible(is_long)
        self._label.setVisible(bool(message.text))
        self._label.setText(message.text[:_SHOWN_CHARACTERS] + "…" if is_long else message.text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _body(self) -> QWidget:
        return self._row

    def text_parts(self) -> list[QLabel | QTextEdit | QPlainTextEdit]:
        return [self._label]

    def _show_all(self) -> None:
        self._all.hide()
        self._label.setText(self.message.text)
        self._fit()

    def _fit(self) -> None:
        """As wide as the longest line, at most most of the column."""
        metrics = self._label.fontMetrics()
        limit = max(px(80), int(self.width() * _BUBBLE_SHARE) - px(28))
        wanted = self._files.fit(limit) if self._files else 0
        for line in self._label.text().split("\n"):
            wanted = max(wanted, metrics.horizontalAdvance(line) + px(4))
            if wanted >= limit:
                break
        width = min(limit, wanted)
        if width != self._label.width() or self._label.minimumWidth() != width:
            self._label.setFixedWidth(width)
            self._label.setFixedHeight(self._label.heightForWidth(width))


class AnswerMessage(MessageWidget):
    """What the model wrote: Markdown, its numbers, and what can be done with it."""

    def __init__(self, message: StoredMessage, parent: QWidget | None = None) -> None:
        super().__init__(message, parent)
        self._text = message.text
        self._given = ""  # what the view has got of the answer
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        self._who = ElidedLabel(message.model_name or self.tr("Answer"), "smallmuted")
        column.addWidget(self._who)
        self.view = MarkdownView()
        self.view.link_chosen.connect(self.link_chosen)
        self.view.setAccessibleName(self.tr("Answer of {model}").format(model=message.model_name))
        self.reasoning = ReasoningView()
        self.reasoning.link_chosen.connect(self.link_chosen)
        self.reasoning.hide()
        column.addWidget(self.reasoning)
        column.addWidget(self.view)
        self._waiting = QWidget()
        waiting = QHBoxLayout(self._waiting)
        waiting.setContentsMargins(0, px(4), 0, px(4))
        waiting.setSpacing(px(8))
        self._progress = text_label("", "small", tabular=True)
        waiting.addWidget(BusyIndicator(self.tr("The model is working"), 16))
        waiting.addWidget(self._progress)
        waiting.addStretch(1)
        self._waiting.hide()
        column.addWidget(self._waiting)
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(px(4))
        self._mark = Badge("", "alert", "warning")
        self._continue = push_button(self.tr("Continue"), "play", "compact", self.continue_chosen.emit)
        self._numbers = ElidedLabel("", "small")
        foot.addWidget(self._mark)
        foot.addWidget(self._continue)
        foot.addWidget(self.actions_row)
        foot.addWidget(self._numbers, 1)
        column.addWidget(self._foot)
        self._splitter = ReasoningSplitter()
        if message.is_complete or message.text:
            self._show_whole(message)

    @property
    def text(self) -> str:
        return self._text

    def _body(self) -> QWidget:
        return self.view

    def text_parts(self) -> list[QLabel | QTextEdit | QPlainTextEdit]:
        return [*self.view.text_parts()]

    def append(self, text: str) -> None:
        """More of the answer; what is there stays as it is."""
        self._text += text
        before = len(self._splitter.answer)
        was_turned = self._splitter.was_turned
        self._splitter.feed(text)
        if self._splitter.was_turned and not was_turned:
            self._restart()
            before = 0
        answer = self._splitter.answer[before:]
        self._give(answer if self._given else answer.lstrip("\n"))
        self._show_reasoning(is_running=self._splitter.is_open, seconds=None)

    def begin(self, message: StoredMessage) -> None:
        """The answer is being written from what `message` holds on."""
        self.message = message
        self._text = ""
        self._splitter = ReasoningSplitter()
        self.reasoning.hide()
        self._restart()
        if message.text:
            self.append(message.text)

    def finish(self, message: StoredMessage) -> None:
        """The answer ended as `message`."""
        self.message = message
        if message.text != self._text:
            self._text = message.text
            self._show_whole(message)
            return
        answer = self._splitter.finish().answer
        if answer.startswith(self._given):  # what is there stays as it is
            self._give(answer[len(self._given) :])
            self.view.finish()
        else:
            self.view.show_text(answer)
        self._show_kept_reasoning(message)

    def _give(self, text: str) -> None:
        if text:
            self._given += text
            self.view.append(text)

    def _restart(self) -> None:
        self._given = ""
        self.view.restart()

    def _show_whole(self, message: StoredMessage) -> None:
        self._splitter = ReasoningSplitter()
        self._splitter.feed(message.text)
        self._given = self._splitter.finish().answer
        self.view.show_text(self._given)
        self._show_kept_reasoning(message)

    def _show_kept_reasoning(self, message: StoredMessage) -> None:
        self._show_reasoning(is_running=False, seconds=message.stats.reasoning_s if message.stats else None)

    def _show_reasoning(self, *, is_running: bool, seconds: float | None) -> None:
        text = self._splitter.reasoning
        self.reasoning.setVisible(bool(text.strip()))
        if text.strip():
            self.reasoning.show_text(text, is_running=is_running, seconds=seconds)

    def show_state(self, state: ChatState, *, is_last: bool) -> None:
        """Show what belongs below the text in this state of the chat."""
        super().show_state(state, is_last=is_last)
        writing = is_last and state.is_answering
        progress = derive_progress_text(state) if writing else ""
        self._progress.setText(progress)
        self._waiting.setVisible(bool(progress))
        marks = derive_marks(self.message, state, is_last=is_last)
        self._foot.setVisible(not writing)
        self._mark.setVisible(bool(marks.mark))
        if marks.mark:
            self._mark.show_badge(marks.mark, marks.icon, "neutral" if marks.icon == "stop" else "warning")
        self._continue.setVisible(marks.can_continue)
        self._numbers.setText(derive_stats_text(self.message.stats))


def make_message(message: StoredMessage) -> MessageWidget:
    """The widget for a message, by who speaks."""
    return AnswerMessage(message) if message.role is Role.ASSISTANT else UserMessage(message)
