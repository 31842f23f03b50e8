"""One quiet line about work that runs by itself: what, how far, and a way to stop it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from desktop_app.ui.theme import px
from desktop_app.ui.widgets.buttons import push_button
from desktop_app.ui.widgets.labels import ElidedLabel
from desktop_app.ui.widgets.states import BusyIndicator


class ActivityLine(QWidget):
    """Hidden until there is something to say.

    Args:
        stop_name: accessible name of the button that stops the work.
        on_stop: stops it.
    """

    def __init__(self, stop_name: str, on_stop: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        self._busy = BusyIndicator(size=14)
        self.text = ElidedLabel("", "small")
        self._bar = QProgressBar()
        self._bar.setFixedWidth(px(96))
        self._bar.setRange(0, 1000)
        self.stop_button = push_button(self.tr("Stop"), kind="link", on_click=on_stop)
        self.stop_button.setAccessibleName(stop_name)
        row.addWidget(self._busy)
        row.addWidget(self.text, 1)
        row.addWidget(self._bar)
        row.addWidget(self.stop_button)
        self.hide()

    def show_work(self, text: str, fraction: float | None = None) -> None:
        """Say what is done and how far it is, None where that is not known; "" hides the line."""
        self.setVisible(bool(text))
        self.text.setText(text)
        self.setAccessibleName(text)
        self._bar.setVisible(fraction is not None)
        self._bar.setValue(round(1000 * (fraction or 0.0)))
