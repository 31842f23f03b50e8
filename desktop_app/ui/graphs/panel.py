"""The live graphs beside the chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ui.graphs.graph_texts import (
    WINDOWS_S,
    GraphSpec,
    derive_graphs,
    derive_memory_parts,
    derive_numbers,
    derive_window_text,
)
from desktop_app.ui.graphs.live_plot import LivePlot
from desktop_app.ui.graphs.memory_split import MemorySplit
from desktop_app.ui.theme import px, set_icon, set_kind
from desktop_app.ui.widgets import StatRow, icon_button, text_label
from desktop_app.ui.widgets.questions import ask_for_target

if TYPE_CHECKING:
    from desktop_app.services.chat_service import ChatService
    from desktop_app.services.metrics_service import MetricsService
    from desktop_app.services.settings_service import SettingsService

_DRAW_MS = 50
_WRITE_EVERY = 5  # of the drawings: four times a second
_DESCRIBE_EVERY = 100  # every five seconds


class GraphsPanel(QFrame):
    """Speed and memory as time series; one timer draws them all, only while they can be seen.

    Importing this module imports pyqtgraph: make the panel after the window has been painted.
    """

    def __init__(
        self,
        *,
        metrics: MetricsService,
        chat: ChatService,
        settings: SettingsService,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        set_kind(self, "panel")
        self.setAccessibleName(self.tr("Live graphs"))
        self._metrics, self._chat, self._settings = metrics, chat, settings
        self._ticks = 0
        self._paused_at: float | None = None
        self.plots: dict[str, LivePlot] = {}
        self._build()
        self._timer = QTimer(self, interval=_DRAW_MS)
        self._timer.timeout.connect(self._tick)

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(px(16), px(8), px(8), px(8))
        head.addWidget(text_label(self.tr("Live"), "strong"))
        head.addStretch(1)
        self.window_box = QComboBox()
        self.window_box.setAccessibleName(self.tr("Time range"))
        for window_s in WINDOWS_S:
            self.window_box.addItem(derive_window_text(window_s), window_s)
        chosen = self.window_box.findData(self._settings.settings.graph_window_s)
        self.window_box.setCurrentIndex(chosen if chosen >= 0 else 1)
        self.window_box.currentIndexChanged.connect(self._on_window)
        head.addWidget(self.window_box)
        self.pause_button = icon_button("pause", self.tr("Pause the graphs"))
        self.pause_button.setCheckable(True)
        self.pause_button.toggled.connect(self._on_pause)
        head.addWidget(self.pause_button)
        self.more_button = icon_button("more", self.tr("Choose graphs, save them"), self._show_menu)
        head.addWidget(self.more_button)
        close = icon_button("close", self.tr("Hide the graphs (Ctrl+G)"), self._hide_graphs)
        head.addWidget(close)
        outer.addLayout(head)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = self._inside = QWidget()
        set_kind(inside, "clear")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(px(16), px(4), px(16), px(16))
        self._column.setSpacing(px(16))
        self.numbers = StatRow()
        self._column.addWidget(self.numbers)
        self.split = MemorySplit(inside)
        self._column.addStretch(1)
        scroll.setWidget(inside)
        outer.addWidget(scroll, 1)

    def refresh(self) -> None:
        """Draw and write everything now."""
        self._place_plots()
        self._draw()
        self._write()
        self._describe()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _tick(self) -> None:
        if not self.isVisible() or self.window().isMinimized():
            return
        self._ticks += 1
        self._draw()
        if self._ticks % _WRITE_EVERY == 0:
            self._place_plots()
            self._write()
        if self._ticks % _DESCRIBE_EVERY == 0:
            self._describe()

    def _place_plots(self) -> None:
        """A graph for each series that there is now; a GPU's appears with its first reading."""
        hidden = self._settings.settings.hidden_graphs
        for spec in self._specs():
            if spec.key not in self.plots:
                plot = self.plots[spec.key] = LivePlot(spec, self._window_s)
                plot.hovered.connect(self._on_hover)
                self._column.insertWidget(self._column.count() - 1, plot)
                if spec.key == "worker_bytes":
                    self._column.insertWidget(self._column.count() - 1, self.split)
            self.plots[spec.key].show_spec(spec)
            self.plots[spec.key].setVisible(spec.key not in hidden)

    def _specs(self) -> tuple[GraphSpec, ...]:
        return derive_graphs(self._metrics.reading, tuple(self._metrics.series), self._chat.state.n_ctx)

    @property
    def _window_s(self) -> int:
        return int(self.window_box.currentData())

    @property
    def _now(self) -> float:
        """The right end of the graphs; it stands still while they are paused."""
        return self._metrics.now() if self._paused_at is None else self._paused_at

    def _draw(self) -> None:
        now, marks = self._now, self._metrics.marks
        for key, plot in self.plots.items():
            if not plot.isHidden():
                plot.draw(self._metrics.series[key], marks, now)

    def _write(self) -> None:
        for key, plot in self.plots.items():
            if not plot.isHidden():
                plot.write(self._metrics.series[key], self._now)
        loaded, reading = self._chat.state.loaded, self._metrics.reading
        is_shown = "worker_bytes" not in self._settings.settings.hidden_graphs
        self.split.show_parts(derive_memory_parts(loaded, reading.worker_bytes) if is_shown else [])
        self.numbers.show_stats(derive_numbers(self._chat.state.last_stats))

    def _describe(self) -> None:
        for key, plot in self.plots.items():
            plot.describe(self._metrics.series[key])

    # --- what people do ---------------------------------------------------------------------------

    def _on_hover(self, seconds: float | None) -> None:
        for plot in self.plots.values():
            plot.show_pointer(seconds)
        self._write()

    def _on_window(self) -> None:
        self._settings.update(graph_window_s=self._window_s)
        for plot in self.plots.values():
            plot.show_window(self._window_s)
        self.refresh()

    def _on_pause(self, is_paused: bool) -> None:
        self._paused_at = self._metrics.now() if is_paused else None
        name = self.tr("Go on with the graphs") if is_paused else self.tr("Pause the graphs")
        set_icon(self.pause_button, "play" if is_paused else "pause", "text_muted")
        self.pause_button.setToolTip(name)
        self.pause_button.setAccessibleName(name)
        self.refresh()

    def _show_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        hidden = self._settings.settings.hidden_graphs
        for spec in self._specs():
            action = menu.addAction(spec.caption)
            action.setCheckable(True)
            action.setChecked(spec.key not in hidden)
            action.toggled.connect(lambda on, key=spec.key: self.show_graph(key, is_shown=on))
        menu.addSeparator()
        menu.addAction(self.tr("Save the numbers (CSV)…"), self._save_csv)
        menu.addAction(self.tr("Save a picture (PNG)…"), self._save_picture)
        menu.popup(self.more_button.mapToGlobal(QPoint(0, self.more_button.height())))

    def show_graph(self, key: str, *, is_shown: bool) -> None:
        """Show or hide one graph; it stays so."""
        hidden = [k for k in self._settings.settings.hidden_graphs if k != key]
        self._settings.update(hidden_graphs=tuple(hidden if is_shown else [*hidden, key]))
        self.refresh()

    def _save_csv(self) -> None:
        path = self.ask_target(self.tr("Numbers"), "csv")
        if path:
            self._metrics.save_csv(path)

    def _save_picture(self) -> None:
        path = self.ask_target(self.tr("Graphs"), "png")
        if path:
            self._metrics.save(path, self.picture())

    def picture(self) -> bytes:
        """The graphs as they are shown, as PNG."""
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self._inside.grab().save(buffer, "PNG")  # type: ignore[call-overload]
        return bytes(data.data())

    def ask_target(self, name: str, ending: str) -> str:
        """Ask where a file goes; empty for nowhere."""
        return ask_for_target(self, self.tr("Save"), name, {name: (f".{ending}",)})

    def _hide_graphs(self) -> None:
        self._settings.update(show_graphs=False)
