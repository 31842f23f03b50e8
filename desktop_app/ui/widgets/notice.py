"""A line that says what has just happened, with at most one thing to do about it."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop_app.ui.theme import px, set_kind
from desktop_app.ui.widgets.badge import IconLabel
from desktop_app.ui.widgets.buttons import icon_button, push_button
from desktop_app.ui.widgets.labels import text_label
from desktop_app.ui.widgets.states import Action

_SHOWN_MS = 30_000


class NoticeLine(QFrame):
    """Goes by itself after half a minute; one that can be acted on stays while it has the focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_kind(self, "card")
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), px(4), px(4), px(4))
        row.setSpacing(px(8))
        row.addWidget(IconLabel("info", "text_muted", 16))
        self.text = text_label("", wrap=True)
        row.addWidget(self.text, 1)
        self.button = push_button("", kind="link", on_click=self._act)
        row.addWidget(self.button)
        row.addWidget(icon_button("close", self.tr("Close this line"), lambda: self.show_text("")))
        self._action: Action | None = None
        self._timer = QTimer(self, singleShot=True, interval=_SHOWN_MS)
        self._timer.timeout.connect(self._expire)
        self.hide()

    def show_text(self, text: str, action: Action | None = None) -> None:
        """Say something, "" for nothing any more."""
        self.text.setText(text)
        self.setAccessibleName(text)
        self._action = action
        self.button.setVisible(action is not None)
        self.button.setText(action[0] if action else "")
        self.setVisible(bool(text))
        if text:
            self._timer.start()
        else:
            self._timer.stop()

    def _act(self) -> None:
        if self._action is not None:
            self._action[1]()

    def _expire(self) -> None:
        if self.button.hasFocus():
            self._timer.start()
        else:
            self.show_text("")
