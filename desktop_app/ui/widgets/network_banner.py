"""A quiet line that says once that there is no network; it goes by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop_app.ui.theme import px, set_kind
from desktop_app.ui.widgets.badge import IconLabel
from desktop_app.ui.widgets.buttons import icon_button, push_button
from desktop_app.ui.widgets.labels import text_label

if TYPE_CHECKING:
    from desktop_app.services.network_service import NetworkService, NetworkState
    from desktop_app.services.settings_service import SettingsService


def derive_network_text(state: NetworkState) -> str:
    """What the line says; "" when all is well."""
    tr = QCoreApplication.translate
    if state.is_offline_mode:
        return tr("NetworkBanner", "Offline mode: nothing is sent anywhere. Downloads wait.")
    if state.is_offline:
        return tr(
            "NetworkBanner",
            "{host} cannot be reached. Your models and chats work; downloads go on by themselves.",
        ).format(host=state.host)
    return ""


class NetworkBanner(QFrame):
    """Shown while there is no network, until the person closes it; a later loss shows it again."""

    def __init__(
        self, *, network: NetworkService, settings: SettingsService, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        set_kind(self, "bar")
        self._network = network
        self._is_closed = False
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), px(6), px(8), px(6))
        row.setSpacing(px(8))
        row.addWidget(IconLabel("info", "text_muted", 16))
        self.text = text_label("", wrap=True)
        row.addWidget(self.text, 1)
        self.retry_button = push_button(self.tr("Try now"), on_click=network.look)
        self.leave_button = push_button(
            self.tr("Leave offline mode"), on_click=lambda: settings.update(offline=False)
        )
        row.addWidget(self.retry_button)
        row.addWidget(self.leave_button)
        row.addWidget(icon_button("close", self.tr("Close this line"), self._close))
        network.state_changed.connect(self.show_state)
        self.show_state(network.state)

    def show_state(self, state: NetworkState) -> None:
        text = derive_network_text(state)
        if not text:
            self._is_closed = False
        if text and text != self.text.text():
            self.setAccessibleName(text)
        self.text.setText(text)
        self.retry_button.setVisible(not state.is_offline_mode)
        self.retry_button.setEnabled(not state.is_looking)
        self.leave_button.setVisible(state.is_offline_mode)
        self.setVisible(bool(text) and not self._is_closed)

    def _close(self) -> None:
        self._is_closed = True
        self.hide()
