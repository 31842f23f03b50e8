"""The list of chats, live: pages of it, folders, words found in it, and what was deleted a moment ago."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.domain.chat_transfer import Exported
from desktop_app.services.states import HistoryState

if TYPE_CHECKING:
    from desktop_app.domain.chat_transfer import Imported
    from desktop_app.domain.conversation import ChatHit, ChatSummary
    from desktop_app.domain.errors import Problem
    from desktop_app.services.background import Background, SerialWriter, Task
    from desktop_app.storage.chat_history import ChatHistory
    from desktop_app.storage.chat_transfer import ChatTransfer

_PAGE_ROWS = 200
_TYPING_PAUSE_MS = 120
_UNDO_MS = 12_000
_LONGEST_NAME = 120


class HistoryService(QObject):
    """Reads and changes the list on the writer's thread, in the order in which people did it.

    Signals:
        state_changed: the new `HistoryState`.
        chat_renamed: id and title of a chat.
        chat_deleted, chat_restored: id of a chat.
        problem_raised: a `Problem` with the last change.
    """

    state_changed = Signal(object)
    chat_renamed = Signal(int, str)
    chat_deleted = Signal(int)
    chat_restored = Signal(int)
    problem_raised = Signal(object)

    def __init__(
        self,
        store: ChatHistory,
        writer: SerialWriter,
        transfer: ChatTransfer,
        background: Background,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store, self._writer = store, writer
        self._transfer, self._background = transfer, background
        self._task: Task | None = None
        self._state = HistoryState()
        self._limit = _PAGE_ROWS
        self._search = QTimer(self, singleShot=True, interval=_TYPING_PAUSE_MS)
        self._search.timeout.connect(self._find)
        self._undo = QTimer(self, singleShot=True, interval=_UNDO_MS)
        self._undo.timeout.connect(self.forget_deleted)

    @property
    def state(self) -> HistoryState:
        return self._state

    def refresh(self) -> None:
        """Read the list again; it changed."""
        limit = self._limit

        def read() -> tuple[list[ChatSummary], list[ChatSummary], Any]:
            # one more than is shown: then there are more
            return (
                self._store.list_kept(),
                self._store.list_chats(limit=limit + 1),
                self._store.list_folders(),
            )

        def show(found: tuple[list[ChatSummary], list[ChatSummary], Any]) -> None:
            kept, newest, folders = found
            self._set(
                chats=(*kept, *newest[:limit]),
                folders=tuple(folders),
                has_more=len(newest) > limit,
                is_read=True,
            )

        self._writer.run(read, on_result=show, on_problem=self.problem_raised.emit)
        if self._state.query:
            self._find()

    def load_more(self) -> None:
        """Another page; called when somebody scrolls to the end."""
        if self._state.has_more:
            self._limit += _PAGE_ROWS
            self._set(has_more=False)
            self.refresh()

    def search(self, query: str) -> None:
        """Look for words a moment after the last key; "" ends it."""
        self._set(query=query, is_searching=bool(query.strip()), **({} if query.strip() else {"hits": ()}))
        if query.strip():
            self._search.start()
        else:
            self._search.stop()

    # --- one chat ---------------------------------------------------------------------------------

    def rename(self, chat_id: int, title: str) -> None:
        title = _name(title)
        if title:
            self.chat_renamed.emit(chat_id, title)

    def pin(self, chat_id: int, *, is_pinned: bool) -> None:
        self._change(lambda: self._store.pin(chat_id, is_pinned=is_pinned))

    def move(self, chat_id: int, folder_id: int | None) -> None:
        self._change(lambda: self._store.move(chat_id, folder_id))

    def move_to_new(self, chat_id: int, name: str) -> None:
        """Move a chat into a folder that is made for it."""
        name = _name(name)
        if name:
            self._change(lambda: self._store.move(chat_id, self._store.add_folder(name).folder_id))

    def delete(self, chat_id: int) -> None:
        """Take a chat away; for a moment it can be brought back with `undo`."""
        self.forget_deleted()
        title = next((chat.title for chat in self._state.chats if chat.chat_id == chat_id), "")
        self.chat_deleted.emit(chat_id)
        self._change(lambda: self._store.delete(chat_id))
        self._set(deleted_id=chat_id, deleted_title=title)
        self._undo.start()

    def undo(self) -> None:
        """Bring back the chat that was deleted last."""
        chat_id = self._state.deleted_id
        if chat_id is None:
            return
        self._undo.stop()
        self._set(deleted_id=None, deleted_title="")
        self._change(lambda: self._store.restore(chat_id), then=lambda: self.chat_restored.emit(chat_id))

    def forget_deleted(self) -> None:
        """Delete for good; nobody undid it."""
        self._undo.stop()
        chat_id = self._state.deleted_id
        if chat_id is not None:
            self._set(deleted_id=None, deleted_title="")
            self._writer.run(lambda: self._store.forget(chat_id), on_problem=self.problem_raised.emit)

    # --- files ------------------------------------------------------------------------------------

    def export(self, path: str, chat_id: int | None = None) -> None:
        """Write one chat, or all, into a file: Markdown by its name (one chat only), else JSON."""
        target = Path(path)
        is_markdown = target.suffix.lower() in (".md", ".markdown") and chat_id is not None

        def work(task: Task) -> Exported:
            if is_markdown:
                assert chat_id is not None, "Markdown is of one chat"
                n_chats = self._transfer.export_markdown(target, chat_id)
            else:
                n_chats = self._transfer.export_json(target, chat_id, lambda: task.is_cancelled)
            return Exported(n_chats, target.name)

        self._move(work)

    def import_file(self, path: str) -> None:
        """Take in the chats of a file."""
        self._move(lambda task: self._transfer.import_file(Path(path), lambda: task.is_cancelled))

    def stop_moving(self) -> None:
        """End what is exported or imported now."""
        if self._task:
            self._task.cancel()

    def forget_moved(self) -> None:
        """What became of the last file was read."""
        self._set(moved=None)

    def _move(self, work: Callable[[Task], Exported | Imported]) -> None:
        if self._state.is_moving:
            return

        def end(moved: Exported | Imported | None) -> None:
            self._task = None
            self._set(is_moving=False, moved=moved)
            self.refresh()

        def fail(problem: Problem) -> None:
            end(None)
            self.problem_raised.emit(problem)

        self._set(is_moving=True, moved=None)
        self._task = self._background.run(
            work, on_result=end, on_problem=fail, on_cancelled=lambda: end(None)
        )

    # --- folders ----------------------------------------------------------------------------------

    def add_folder(self, name: str) -> None:
        name = _name(name)
        if name:
            self._change(lambda: self._store.add_folder(name))

    def rename_folder(self, folder_id: int, name: str) -> None:
        name = _name(name)
        if name:
            self._change(lambda: self._store.rename_folder(folder_id, name))

    def delete_folder(self, folder_id: int) -> None:
        """Its chats stay."""
        self._change(lambda: self._store.delete_folder(folder_id))

    # --- helpers ----------------------------------------------------------------------------------

    def _find(self) -> None:
        query = self._state.query

        def show(hits: list[ChatHit]) -> None:
            if query == self._state.query:
                self._set(hits=tuple(hits), is_searching=False)

        self._writer.run(
            lambda: self._store.search(query), on_result=show, on_problem=self.problem_raised.emit
        )

    def _change(self, work: Callable[[], object], then: Callable[[], None] | None = None) -> None:
        self._writer.run(
            work, on_result=lambda _none: then() if then else None, on_problem=self.problem_raised.emit
        )
        self.refresh()

    def _set(self, **changes: Any) -> None:
        state = replace(self._state, **changes)
        if state != self._state:
            self._state = state
            self.state_changed.emit(state)


def _name(text: str) -> str:
    """One line of a length that can be shown."""
    return " ".join(text.split())[:_LONGEST_NAME]
