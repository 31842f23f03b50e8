"""One graph: its name, its value, and the last minutes as a curve."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.ui import format as fmt
from desktop_app.ui.graphs.graph_texts import (
    GraphSpec,
    derive_curve,
    derive_description,
    derive_extra,
    derive_top,
    derive_value,
    value_text,
)
from desktop_app.ui.theme import current_tokens, font, px
from desktop_app.ui.widgets import IconLabel, text_label

if TYPE_CHECKING:
    from desktop_app.domain.stats import TimeSeries

_HEIGHT = 104
_AXIS_WIDTH = 58


class _Plot(pg.PlotWidget):
    def wheelEvent(self, ev: QWheelEvent) -> None:
        ev.ignore()  # the panel scrolls


class LivePlot(QWidget):
    """Draws one series; `draw` the curve, `write` the words beside it.

    Signals:
        hovered: seconds before now that the pointer is at (negative), None when it left.
    """

    hovered = Signal(object)

    def __init__(self, spec: GraphSpec, window_s: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self._window_s = 0
        self._hovered: float | None = None
        self._drawn = (-1, 0, 0)
        self._top = 0.0
        self._marks: list[Any] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        head = QHBoxLayout()
        head.setSpacing(px(6))
        self._caption = text_label(spec.caption, "small")
        self._value = text_label("", "strong", tabular=True)
        self._extra = text_label("", "small", tabular=True)
        head.addWidget(IconLabel("series", spec.color, 12))
        head.addWidget(self._caption)
        head.addStretch(1)
        head.addWidget(self._value)
        head.addWidget(self._extra)
        column.addLayout(head)
        self._plot = _Plot()
        self._plot.setFixedHeight(px(_HEIGHT))
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._plot.setFrameShape(pg.PlotWidget.Shape.NoFrame)
        item: Any = self._plot.getPlotItem()
        item.setMenuEnabled(False)
        item.hideButtons()
        item.setMouseEnabled(x=False, y=False)
        item.disableAutoRange()
        item.layout.setContentsMargins(0, px(8), px(2), 0)  # half of the topmost number
        item.getAxis("left").setWidth(px(_AXIS_WIDTH))
        self.show_window(window_s)
        self._curve = item.plot([], [])
        self._pointer = pg.InfiniteLine(angle=90, movable=False)
        self._pointer.hide()
        item.addItem(self._pointer, ignoreBounds=True)
        scene: Any = self._plot.scene()
        scene.sigMouseMoved.connect(self._on_mouse)
        self._plot.viewport().installEventFilter(self)
        column.addWidget(self._plot)
        self._take_colors()
        self._set_top(spec.top or derive_top(0, spec.unit, 0))

    @property
    def shown_points(self) -> int:
        """How many points the curve has."""
        data = self._curve.xData
        return 0 if data is None else len(data)

    @property
    def value(self) -> str:
        return self._value.text()

    def show_spec(self, spec: GraphSpec) -> None:
        """Another total or caption for the same series."""
        if spec != self.spec:
            self.spec = spec
            self._caption.setText(spec.caption)
            self._drawn = (-1, 0, 0)

    def show_window(self, window_s: int) -> None:
        """How far back the graph reaches, in seconds."""
        if window_s == self._window_s:
            return
        self._window_s = window_s
        self._drawn = (-1, 0, 0)
        item: Any = self._plot.getPlotItem()
        item.setXRange(-window_s, 0, padding=0)
        middle = fmt.duration_text(window_s / 2)
        oldest = self.tr("{time} ago").format(time=fmt.duration_text(window_s))
        item.getAxis("bottom").setTicks(
            [[(-window_s, oldest), (-window_s / 2, middle), (0.0, self.tr("now"))]]
        )

    def show_pointer(self, seconds: float | None) -> None:
        """Point at a time before now, as the pointer does in one of the graphs; None for none."""
        self._hovered = seconds
        self._pointer.setVisible(seconds is not None)
        if seconds is not None:
            self._pointer.setValue(seconds)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self.hovered.emit(None)
        return False

    def _on_mouse(self, place: Any) -> None:
        item: Any = self._plot.getPlotItem()
        seconds = item.vb.mapSceneToView(place).x()
        self.hovered.emit(seconds if -self._window_s <= seconds <= 0 else None)

    def draw(self, series: TimeSeries, marks: list[float], now_s: float) -> None:
        """Draw the curve if anything was added, and once a second because time goes on."""
        state = (series.total_added, len(marks), int(now_s))
        if state == self._drawn:
            return
        self._drawn = state
        curve = derive_curve(series, now_s, self._window_s)
        x, y = np.asarray(curve.seconds), np.asarray(curve.values)
        self._curve.setData(x, y, connect=np.asarray(curve.joined, dtype=np.int32) if x.size else "all")
        highest = float(y.max()) if y.size else 0.0
        self._set_top(self.spec.top or derive_top(highest, self.spec.unit, self._top))
        self._draw_marks([at - now_s for at in marks if now_s - self._window_s <= at <= now_s])

    def write(self, series: TimeSeries, now_s: float) -> None:
        """Write the words: the value that is pointed at, else the one of now; its peak or total."""
        if self._hovered is not None:
            self._value.setText(value_text(series.at(now_s + self._hovered), self.spec.unit))
            ago = fmt.duration_text(-self._hovered)
            self._extra.setText(self.tr("{time} ago").format(time=ago))
            return
        self._value.setText(derive_value(self.spec, series))
        self._extra.setText(derive_extra(self.spec, series))

    def describe(self, series: TimeSeries) -> None:
        """Tell a screen reader; seldom, so that it is not flooded."""
        self.setAccessibleName(self.spec.caption)
        self.setAccessibleDescription(derive_description(self.spec, series))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._take_colors()

    def _set_top(self, top: float) -> None:
        if top != self._top:
            self._top = top
            item: Any = self._plot.getPlotItem()
            item.setYRange(0, top, padding=0)
            item.getAxis("left").setTicks(
                [[(0.0, "0"), (top / 2, self._tick(top / 2)), (top, self._tick(top))]]
            )

    def _tick(self, value: float) -> str:
        if self.spec.unit == "bytes":
            return value_text(value, "bytes")
        return fmt.number_text(round(value)) if value >= 1000 else f"{value:g}"

    def _draw_marks(self, places: list[float]) -> None:
        item: Any = self._plot.getPlotItem()
        while len(self._marks) > len(places):
            item.removeItem(self._marks.pop())
        while len(self._marks) < len(places):
            mark = pg.InfiniteLine(angle=90, movable=False, pen=self._mark_pen())
            item.addItem(mark)
            self._marks.append(mark)
        for mark, place in zip(self._marks, places, strict=True):
            mark.setValue(place)

    def _mark_pen(self) -> Any:
        return pg.mkPen(current_tokens().text_muted, width=1, style=Qt.PenStyle.DotLine)

    def _take_colors(self) -> None:
        tokens = current_tokens()
        color = QColor(getattr(tokens, self.spec.color))
        under = QColor(color)
        under.setAlpha(40)
        self._plot.setBackground(None)
        self._curve.setPen(pg.mkPen(color, width=max(1, px(1.5))))
        self._curve.setFillLevel(0)
        self._curve.setBrush(under)
        item: Any = self._plot.getPlotItem()
        for name in ("left", "bottom"):
            axis = item.getAxis(name)
            axis.setPen(pg.mkPen(tokens.graph_grid))
            axis.setTextPen(pg.mkPen(tokens.text_muted))
            axis.setStyle(tickLength=0, tickFont=font("small"), tickTextOffset=px(4))
        self._pointer.setPen(pg.mkPen(tokens.text, width=1))
        for mark in self._marks:
            mark.setPen(self._mark_pen())
