"""The chat that is open: which branch is shown, and every change of it, on the disk as on the screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.domain.conversation import Conversation, StoredMessage

if TYPE_CHECKING:
    from desktop_app.domain.errors import Problem
    from desktop_app.services.background import SerialWriter
    from desktop_app.storage.chats import ChatStore

_UNDO_MS = 12_000
_DRAFT_PAUSE_MS = 600


class OpenChat(QObject):
    """Holds one `Conversation`; changes are written in order, then what is kept is shown.

    Signals:
        changed: the new `Conversation`, when messages came, went or ended.
        touched: the list of chats is not what it was.
        undo_changed: whether a deleted message can be brought back.
        busy_changed: whether a change is being written, or what is kept read.
        problem_raised: a `Problem` with a change.
    """

    changed = Signal(object)
    touched = Signal()
    undo_changed = Signal(bool)
    busy_changed = Signal(bool)
    problem_raised = Signal(object)

    def __init__(self, store: ChatStore, writer: SerialWriter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._writer = store, writer
        self.conversation = Conversation()
        self._wanted: int | None = None  # the chat that shall be shown; it may still be read
        self.visit = 0  # another number each time that somebody goes to a chat
        self._n_waiting = 0
        self._new_draft = ""
        self._drafting = QTimer(self, singleShot=True, interval=_DRAFT_PAUSE_MS)
        self._drafting.timeout.connect(self.write_pending)
        self._is_draft_new = self._are_settings_new = False
        self._deleted: tuple[int, float] | None = None  # the message that was deleted last, and when
        self._undo = QTimer(self, singleShot=True, interval=_UNDO_MS)
        self._undo.timeout.connect(self.forget_deleted)

    @property
    def is_busy(self) -> bool:
        """What is shown is not what is kept, for a moment."""
        return self._n_waiting > 0

    # --- which chat -------------------------------------------------------------------------------

    def begin(self) -> None:
        """A new chat; it is kept from its first message on."""
        self._leave(None)
        self.show(Conversation(draft=self._new_draft))

    def open(self, chat_id: int) -> None:
        self._leave(chat_id)
        self._read(chat_id, draft=None)

    def show(self, conversation: Conversation) -> None:
        """Show what is known to be on the disk already."""
        self.conversation = conversation
        self.changed.emit(conversation)

    def adopt(self, conversation: Conversation) -> None:
        """Show the chat after a question was kept in it; a new chat has its number now."""
        if self.conversation.chat_id is None:
            self._new_draft = ""
        self._wanted = conversation.chat_id
        self.show(conversation)

    def replace_last(self, message: StoredMessage) -> None:
        """The last message is another one now; silent, since an answer grows many times a second."""
        messages = (*self.conversation.messages[:-1], message)
        self.conversation = replace(self.conversation, messages=messages)

    def place(self, message_id: int) -> int | None:
        """Where a message stands in the branch that is shown."""
        places = (n for n, m in enumerate(self.conversation.messages) if m.message_id == message_id)
        return next(places, None)

    # --- changes ----------------------------------------------------------------------------------

    def rename(self, chat_id: int, title: str) -> None:
        """Give a chat, open or not, another title."""
        if self.conversation.chat_id == chat_id:
            self.show(replace(self.conversation, title=title))
        self._writer.run(lambda: self._store.rename(chat_id, title), on_problem=self.problem_raised.emit)
        self.touched.emit()

    def keep_draft(self, text: str) -> None:
        """Keep what is being written and not sent yet; called with every key."""
        if text == self.conversation.draft:
            return
        self.conversation = replace(self.conversation, draft=text)
        if self.conversation.chat_id is None:
            self._new_draft = text
        else:
            self._is_draft_new = True
            self._drafting.start()

    def write_pending(self) -> None:
        """Write the draft and the chat's settings down now, when they are not yet."""
        chat = self.conversation
        chat_id = chat.chat_id
        self._drafting.stop()
        if self._is_draft_new and chat_id is not None:
            self._is_draft_new = False
            self._writer.run(
                lambda: self._store.keep_draft(chat_id, chat.draft), on_problem=self.problem_raised.emit
            )
        if self._are_settings_new and chat_id is not None:
            self._are_settings_new = False
            self._writer.run(
                lambda: self._store.keep_settings(chat_id, chat.settings), on_problem=self.problem_raised.emit
            )

    def keep_settings(self, settings: str) -> None:
        """Keep the JSON of the chat's settings, a moment after the last change; a new chat takes it along."""
        if settings != self.conversation.settings:
            self.show(replace(self.conversation, settings=settings))
            if self.conversation.chat_id is not None:
                self._are_settings_new = True
                self._drafting.start()

    def show_version(self, message_id: int) -> None:
        """Show another version of a message, with what followed it."""
        self._change(lambda: self._store.show_branch(message_id))

    def add_version(self, message: StoredMessage, text: str) -> None:
        """Another version of a message, in its place."""
        chat_id = self.conversation.chat_id
        assert chat_id is not None, "a message has a chat"
        self._change(
            lambda: self._store.add_message(
                chat_id,
                message.role,
                text,
                model_name=message.model_name,
                beside=message.message_id,
                attachments=message.attachments,
            )
        )

    def delete_message(self, message_id: int) -> None:
        """Take a message away with all that follows it; `undo_delete` brings it back for a moment."""
        self.forget_deleted()

        def deleted(at: object) -> None:
            self._deleted = (message_id, float(at))  # type: ignore[arg-type]
            self.undo_changed.emit(True)
            self._undo.start()

        self._change(lambda: self._store.delete_message(message_id), deleted)

    def undo_delete(self) -> None:
        """Bring back the message that was deleted last."""
        if self._deleted is not None:
            message_id, at = self._deleted
            self.forget_deleted()
            self._change(lambda: self._store.restore_message(message_id, at))

    def forget_deleted(self) -> None:
        """What was deleted last stays deleted."""
        self._undo.stop()
        if self._deleted is not None:
            self._deleted = None
            self.undo_changed.emit(False)

    def _leave(self, chat_id: int | None) -> None:
        self.write_pending()
        self.forget_deleted()
        self._wanted = chat_id
        self.visit += 1

    # --- helpers ----------------------------------------------------------------------------------

    def _change(self, work: Callable[[], object], then: Callable[[object], None] | None = None) -> None:
        chat_id = self.conversation.chat_id
        if chat_id is None:
            return
        self.write_pending()  # before what is read back afterwards

        def done(result: object) -> None:
            if self.conversation.chat_id == chat_id:
                if then:
                    then(result)
                self._read(chat_id, draft=self.conversation.draft)

        self._run(work, done)
        self.touched.emit()

    def _read(self, chat_id: int, draft: str | None) -> None:
        """Read a chat; a draft that is being written is newer than the kept one."""

        def read(conversation: Conversation | None) -> None:
            if self._wanted != chat_id:
                return  # somebody has gone on to another one
            found = conversation or Conversation()
            self.show(found if draft is None else replace(found, draft=draft))

        self._run(lambda: self._store.conversation(chat_id), read)

    def _run(self, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        """Write or read something after which another thing may be shown."""

        def done(result: object) -> None:
            then(result)
            self._wait_for(-1)

        def failed(problem: Problem) -> None:
            self.problem_raised.emit(problem)
            self._wait_for(-1)

        self._wait_for(1)
        self._writer.run(work, on_result=done, on_problem=failed)

    def _wait_for(self, more: int) -> None:
        was_busy = self.is_busy
        self._n_waiting += more
        if self.is_busy != was_busy:
            self.busy_changed.emit(self.is_busy)
