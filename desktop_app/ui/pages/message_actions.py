"""What can be done with one message: step through its versions, copy, edit, ask again, delete."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_app.domain.chat import Role
from desktop_app.services.states import ModelState
from desktop_app.ui.theme import px, set_icon
from desktop_app.ui.widgets import icon_button, push_button, text_label

if TYPE_CHECKING:
    from desktop_app.domain.conversation import StoredMessage
    from desktop_app.services.states import ChatState

_COPIED_MS = 1500
_MOST_EDIT_LINES = 14


@dataclass(frozen=True, slots=True)
class ActionProps:
    """Which actions a message has now; `before` and `after` are ids of its other versions."""

    version_text: str = ""
    version_name: str = ""
    before: int | None = None
    after: int | None = None
    can_copy: bool = True
    can_change: bool = False
    can_regenerate: bool = False


def derive_actions(message: StoredMessage, state: ChatState, *, is_writing: bool) -> ActionProps:
    """For a message; while any answer is written, messages are only read and copied."""
    number, count = message.branch
    siblings = message.siblings
    idle = not state.is_answering
    has_versions = count > 1 and not is_writing
    tr = QCoreApplication.translate
    return ActionProps(
        version_text=f"{number} / {count}" if has_versions else "",
        version_name=tr("MessageActions", "Version {n} of {count}").format(n=number, count=count),
        before=siblings[number - 2] if has_versions and idle and number > 1 else None,
        after=siblings[number] if has_versions and idle and number < count else None,
        can_copy=bool(message.text) and not is_writing,
        can_change=idle,
        can_regenerate=(idle and message.role is Role.ASSISTANT and state.model_state is ModelState.READY),
    )


class MessageActions(QWidget):
    """A row of quiet buttons.

    Signals:
        version_chosen: id of another version.
        copy_chosen, edit_chosen, regenerate_chosen, delete_chosen: as the buttons say.
        plain_copy_chosen: the words without the marks of Markdown.
    """

    version_chosen = Signal(int)
    copy_chosen = Signal()
    plain_copy_chosen = Signal()
    edit_chosen = Signal()
    regenerate_chosen = Signal()
    delete_chosen = Signal()

    def __init__(self, *, can_regenerate: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._props = ActionProps()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(2))
        self.before = icon_button("chevron-left", self.tr("Version before"), self.go_before, size=14)
        self.version = text_label("", "small", tabular=True)
        self.after = icon_button("chevron-right", self.tr("Next version"), self.go_after, size=14)
        self.copy_button = icon_button("copy", self.tr("Copy message"), self.copy, size=16)
        self.more_button = icon_button("chevron-down", self.tr("Ways to copy"), self._show_menu, size=14)
        self.edit_button = icon_button("edit", self.tr("Edit message"), self.edit_chosen.emit, size=16)
        again = self.tr("Write this answer again; the old one is kept")
        self.regenerate_button = icon_button("refresh", again, self.regenerate_chosen.emit, size=16)
        self.delete_button = icon_button(
            "trash", self.tr("Delete this message and what follows it"), self.delete_chosen.emit, size=16
        )
        self._asks_again = can_regenerate
        for widget in (
            self.before,
            self.version,
            self.after,
            self.copy_button,
            self.more_button,
            self.edit_button,
            self.regenerate_button,
            self.delete_button,
        ):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self._restored = QTimer(self, singleShot=True, interval=_COPIED_MS)
        self._restored.timeout.connect(lambda: self._say_copied(copied=False))
        self.show_props(self._props)

    def show_props(self, props: ActionProps) -> None:
        """Show what a message allows now."""
        self._props = props
        has_versions = bool(props.version_text)
        for widget in (self.before, self.version, self.after):
            widget.setVisible(has_versions)
        self.version.setText(props.version_text)
        self.version.setAccessibleName(props.version_name)
        self.before.setEnabled(props.before is not None)
        self.after.setEnabled(props.after is not None)
        self.copy_button.setVisible(props.can_copy)
        self.more_button.setVisible(props.can_copy and self._asks_again)
        self.edit_button.setVisible(props.can_change)
        self.delete_button.setVisible(props.can_change)
        self.regenerate_button.setVisible(props.can_regenerate and self._asks_again)

    def go_before(self) -> None:
        """To the version before, when there is one."""
        if self._props.before is not None:
            self.version_chosen.emit(self._props.before)

    def go_after(self) -> None:
        """To the next version, when there is one."""
        if self._props.after is not None:
            self.version_chosen.emit(self._props.after)

    def copy_menu(self) -> QMenu:
        """The ways to copy an answer."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Copy as Markdown"), self.copy)
        menu.addAction(self.tr("Copy as plain text"), lambda: self.copy(is_plain=True))
        return menu

    def _show_menu(self) -> None:
        button = self.more_button
        self.copy_menu().popup(button.mapToGlobal(QPoint(0, button.height())))

    def copy(self, *, is_plain: bool = False) -> None:
        """Copy the message, and say so on the button."""
        (self.plain_copy_chosen if is_plain else self.copy_chosen).emit()
        self._say_copied(copied=True)
        self._restored.start()

    def _say_copied(self, *, copied: bool) -> None:
        set_icon(self.copy_button, "check" if copied else "copy", "text_muted")
        name = self.tr("Copied") if copied else self.tr("Copy message")
        self.copy_button.setToolTip(name)
        self.copy_button.setAccessibleName(name)


class MessageEditor(QWidget):
    """A message being changed, in its own place: Ctrl+Enter keeps it, Esc leaves it as it was.

    Signals:
        kept: the new text.
        cancelled: nothing is changed.
    """

    kept = Signal(str)
    cancelled = Signal()

    def __init__(self, text: str, keep_text: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        self.field = _EditField(text)
        self.field.setAccessibleName(self.tr("Text of the message"))
        self.field.kept.connect(self._keep)
        self.field.cancelled.connect(self.cancelled)
        column.addWidget(self.field)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(text_label(hint, "small", wrap=True), 1)
        row.addWidget(push_button(self.tr("Cancel"), on_click=self.cancelled.emit))
        self.keep_button = push_button(keep_text, kind="primary", on_click=self._keep)
        row.addWidget(self.keep_button)
        column.addLayout(row)
        lines = min(_MOST_EDIT_LINES, max(2, text.count("\n") + 1 + len(text) // 80))
        self.field.setFixedHeight(lines * self.field.fontMetrics().lineSpacing() + px(24))

    def show_can_keep(self, can_keep: bool) -> None:
        """While an answer is written, it waits."""
        self.keep_button.setEnabled(can_keep)

    def _keep(self) -> None:
        text = self.field.toPlainText()
        if text.strip() and self.keep_button.isEnabled():
            self.kept.emit(text)


class _EditField(QPlainTextEdit):
    kept = Signal()
    cancelled = Signal()

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setTabChangesFocus(True)

    def event(self, event: QEvent) -> bool:
        # Esc stops answers in the rest of the window; here it leaves the message as it was
        if isinstance(event, QKeyEvent) and _is_escape_override(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.kept.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
            event.accept()
        else:
            super().keyPressEvent(event)


def _is_escape_override(event: QKeyEvent) -> bool:
    return event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape


def copy_text(text: str) -> None:
    """Put a text on the clipboard."""
    QGuiApplication.clipboard().setText(text)
