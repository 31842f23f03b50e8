"""Chooses how many tokens of context are wanted, up to what the model was trained for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from desktop_app.ui import format as fmt
from desktop_app.ui.theme import px
from desktop_app.ui.widgets.labels import text_label

_STEPS = (512, 1024, 2048, 4096, 8192, 16384, 32768, 65536, 131072, 262144, 524288, 1048576)


class ContextSlider(QWidget):
    """Powers of two, and the model's own limit at the end.

    Signals:
        context_changed: the new number of tokens.
    """

    context_changed = Signal(int)

    def __init__(self, n_ctx: int = 4096, limit: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(12))
        row.addWidget(text_label(self.tr("Context")))
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(self.tr("Context in tokens"))
        self.slider.setMinimumWidth(px(140))
        row.addWidget(self.slider, 1)
        self._label = text_label("", tabular=True)
        self._label.setMinimumWidth(px(120))
        row.addWidget(self._label)
        self._steps: tuple[int, ...] = _STEPS
        self.show_context(n_ctx, limit)
        self.slider.valueChanged.connect(self._on_moved)

    def show_context(self, n_ctx: int, limit: int) -> None:
        """Show a value without emitting; `limit` 0 means that the model's limit is not known."""
        steps = (*tuple(s for s in _STEPS if s < limit), limit) if limit else _STEPS[:9]
        self._steps = steps
        nearest = min(range(len(steps)), key=lambda i: abs(steps[i] - n_ctx))
        self.slider.blockSignals(True)
        self.slider.setRange(0, len(steps) - 1)
        self.slider.setValue(nearest)
        self.slider.blockSignals(False)
        self._show_text(steps[nearest])

    @property
    def n_ctx(self) -> int:
        return self._steps[self.slider.value()]

    def _on_moved(self) -> None:
        self._show_text(self.n_ctx)
        self.context_changed.emit(self.n_ctx)

    def _show_text(self, n_ctx: int) -> None:
        text = self.tr("{n} tokens").format(n=fmt.number_text(n_ctx))
        self._label.setText(text)
        self.slider.setAccessibleDescription(text)
