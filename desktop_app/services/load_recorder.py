"""Writes down what each load was predicted to take, and the most that it took."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.load_record import ForecastQuality, LoadRecord, forecast_quality

if TYPE_CHECKING:
    from desktop_app.domain.chat import AnswerStats, LoadedModel
    from desktop_app.services.background import SerialWriter
    from desktop_app.services.chat_service import ChatService
    from desktop_app.services.states import ChatState
    from desktop_app.storage.load_records import LoadRecordStore


class LoadRecorder(QObject):
    """Follows the chat's model.

    Signals:
        qualities_changed: a load has a new peak; `quality_of` knows more.
    """

    qualities_changed = Signal()

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
        self._qualities: dict[str, ForecastQuality] = {}
        chat.state_changed.connect(self._follow)

    def quality_of(self, path: str) -> ForecastQuality | None:
        """How good the forecasts for a file were; None without a load whose peak was observed."""
        return self._qualities.get(path)

    def refresh(self) -> None:
        """Read what is kept of earlier loads."""

        def read() -> dict[str, ForecastQuality]:
            by_path: dict[str, list[LoadRecord]] = {}
            for record in self._store.all():
                by_path.setdefault(record.path, []).append(record)
            found = {path: forecast_quality(records) for path, records in by_path.items()}
            return {path: quality for path, quality in found.items() if quality is not None}

        self._writer.run(read, on_result=self._show)

    def _show(self, qualities: dict[str, ForecastQuality]) -> None:
        if qualities != self._qualities:
            self._qualities = qualities
            self.qualities_changed.emit()

    def _follow(self, state: ChatState) -> None:
        if state.loaded is not self._loaded:
            self._loaded, self._stats = state.loaded, state.last_stats
            if state.loaded is not None and state.loaded.forecast is not None:
                self._begin(state.loaded)
        elif state.loaded is not None and state.last_stats is not self._stats:
            self._stats = state.last_stats
            if self._stats is not None and self._stats.peak_ram_bytes and state.loaded.forecast is not None:
                self._observe(self._stats)

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

        self._writer.run(write)

    def _observe(self, stats: AnswerStats) -> None:
        def write() -> None:
            self._store.observe(self._record_id, stats.peak_ram_bytes, stats.peak_vram_bytes)

        self._writer.run(write)
        self.refresh()
