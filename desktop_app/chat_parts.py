"""The services of the chats, built together and connected with each other."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.services.chat_service import ChatService
from desktop_app.services.chat_settings_service import ChatSettingsService
from desktop_app.services.history_service import HistoryService
from desktop_app.services.load_recorder import LoadRecorder
from desktop_app.services.worker_host import WorkerHost
from desktop_app.storage.chat_history import ChatHistory
from desktop_app.storage.chat_transfer import ChatTransfer
from desktop_app.storage.chats import ChatStore
from desktop_app.storage.load_records import LoadRecordStore
from desktop_app.storage.presets import PresetStore

if TYPE_CHECKING:
    from desktop_app.services.background import Background, SerialWriter
    from desktop_app.services.library_service import LibraryService
    from desktop_app.services.settings_service import SettingsService
    from desktop_app.storage.database import Database

_PURGE_AFTER_S = 60.0  # another window of the app may still offer to undo


class ChatParts(QObject):
    """The open chat, its settings, the list of all chats, and what loads took.

    Args:
        database: keeps all of it.
        settings: live.
        library: has the models.
        background: runs what takes long.
        writer: writes in order.
        worker: entry module of the process that answers.
    """

    def __init__(
        self,
        *,
        database: Database,
        settings: SettingsService,
        library: LibraryService,
        background: Background,
        writer: SerialWriter,
        worker: str,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._writer = writer
        self._kept = ChatHistory(database)
        self.history = HistoryService(self._kept, writer, ChatTransfer(database), background, parent)
        self.store = ChatStore(database)
        self.settings = ChatSettingsService(
            presets=PresetStore(database),
            writer=writer,
            background=background,
            settings=settings,
            parent=parent,
        )
        self.chat = ChatService(
            store=self.store,
            writer=writer,
            library=library,
            settings=settings,
            chat_settings=self.settings,
            new_host=lambda: WorkerHost(worker, parent=parent),
            parent=parent,
        )
        self.loads = LoadRecorder(
            store=LoadRecordStore(database), writer=writer, chat=self.chat, parent=parent
        )
        self.chat.conversation_changed.connect(self.settings.follow_chat)
        self.chat.state_changed.connect(self.settings.follow_model)
        self.settings.settings_set.connect(self.chat.keep_settings)
        self.chat.chats_touched.connect(self.history.refresh)
        self.history.chat_renamed.connect(self.chat.rename_chat)
        self.history.chat_deleted.connect(self.chat.leave_deleted)
        self.history.chat_restored.connect(self.chat.open_chat)
        self.history.problem_raised.connect(self.chat.show_problem)

    def open(self, then: Callable[[], None]) -> None:
        """Read what there is, newest first on the screen; `then` when old things are cleared away."""
        self._writer.run(self.store.recover)
        self.history.refresh()
        self._writer.run(
            lambda: self._kept.purge(older_than_s=_PURGE_AFTER_S), on_result=lambda _count: then()
        )
        self.loads.refresh()
        self.settings.refresh_presets()
