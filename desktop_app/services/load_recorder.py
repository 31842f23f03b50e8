"""Writes down what each load was predicted to take, and the most that it took."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.load_record import LoadRecord

if TYPE_CHECKING:
    from desktop_app.domain.chat import AnswerStats, LoadedModel
    from desktop_app.services.background import SerialWriter
    from desktop_app.services.chat_service import ChatService
    from desktop_app.services.states import ChatState
    from desktop_app.storage.load_records import LoadRecordStore


class LoadRecorder(QObject):
    """Follows the chat's model.

    Signals:
        records_changed: path of the model whose record is new or has a new peak.
    """

    records_changed = Signal(str)

    def __init__(
        self,
        *,
        store: LoadRecordStore,
        writer: SerialWriter,
        chat: ChatService,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._writer = writer
        self._loaded: LoadedModel | None = None
        self._stats: AnswerStats | None = None
        # on the writer's thread only
        self._record_id = 0
        chat.state_changed.connect(self._follow)

    def _follow(self, state: ChatState) -> None:
        if state.loaded is not self._loaded:
            self._loaded, self._stats = state.loaded, state.last_stats
            if state.loaded is not None and state.loaded.forecast is not None:
                self._begin(state.loaded)
        elif state.loaded is not None and state.last_stats is not self._stats:
            self._stats = state.last_stats
            if self._stats is not None and self._stats.peak_ram_bytes and state.loaded.forecast is not None:
                self._observe(state.loaded.path, self._stats)

    def _begin(self, loaded: LoadedModel) -> None:
        forecast = loaded.forecast
        assert forecast is not None
        record = LoadRecord(
            loaded.path,
            time.time(),
            loaded.n_ctx,
            forecast.used.kv_type,
            loaded.n_gpu_layers,
            forecast.ram.total_bytes,
            forecast.vram.total_bytes,
        )

        def write() -> None:
            self._record_id = self._store.add(record)

        self._writer.run(write, on_result=lambda _none: self.records_changed.emit(loaded.path))

    def _observe(self, path: str, stats: AnswerStats) -> None:
        def write() -> None:
            self._store.observe(self._record_id, stats.peak_ram_bytes, stats.peak_vram_bytes)

        self._writer.run(write, on_result=lambda _none: self.records_changed.emit(path))
