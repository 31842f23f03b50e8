"""The live graphs beside the chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.ui.graphs.graph_texts import derive_graphs, derive_numbers
from desktop_app.ui.graphs.live_plot import LivePlot
from desktop_app.ui.theme import px, set_kind
from desktop_app.ui.widgets import StatRow, icon_button, text_label

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
        close = icon_button("close", self.tr("Hide the graphs (Ctrl+G)"), self._hide_graphs)
        head.addWidget(close)
        outer.addLayout(head)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        set_kind(inside, "clear")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(px(16), px(4), px(16), px(16))
        self._column.setSpacing(px(16))
        self.numbers = StatRow()
        self._column.addWidget(self.numbers)
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
        for spec in derive_graphs(self._metrics.reading, tuple(self._metrics.series)):
            if spec.key in self.plots:
                self.plots[spec.key].show_spec(spec)
            else:
                plot = self.plots[spec.key] = LivePlot(spec)
                self._column.insertWidget(self._column.count() - 1, plot)

    def _draw(self) -> None:
        now, marks = self._metrics.now(), self._metrics.marks
        for key, plot in self.plots.items():
            plot.draw(self._metrics.series[key], marks, now)

    def _write(self) -> None:
        for key, plot in self.plots.items():
            plot.write(self._metrics.series[key])
        self.numbers.show_stats(derive_numbers(self._chat.state.last_stats))

    def _describe(self) -> None:
        for key, plot in self.plots.items():
            plot.describe(self._metrics.series[key])

    def _hide_graphs(self) -> None:
        self._settings.update(show_graphs=False)
