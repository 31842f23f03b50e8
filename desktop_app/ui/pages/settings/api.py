"""The local API: other programs of this computer use the model that is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget

from desktop_app.ui import format as fmt
from desktop_app.ui.pages.settings.fields import SettingsCard, text_field, whole_field
from desktop_app.ui.theme import px
from desktop_app.ui.widgets.buttons import icon_button, push_button
from desktop_app.ui.widgets.labels import text_label
from desktop_app.ui.widgets.states import ErrorBanner

if TYPE_CHECKING:
    from desktop_app.services.api_service import ApiService
    from desktop_app.services.settings_service import SettingsService
    from desktop_app.services.states import ApiState

_LOWEST_PORT, _HIGHEST_PORT = 1024, 65535


def derive_api_status(state: ApiState, *, is_wanted: bool) -> str:
    """One sentence on what the server does now."""
    tr = QCoreApplication.translate
    if state.problem is not None:
        return ""
    if not is_wanted:
        return tr("ApiCard", "Off: nothing listens.")
    if not state.is_running:
        return tr("ApiCard", "Starting…")
    if not state.model_name:
        return tr("ApiCard", "Running, but no model is loaded: load one in the chat.")
    if state.open_requests:
        return tr("ApiCard", "Answering with {model}. {n} requests so far.").format(
            model=state.model_name, n=fmt.number_text(state.all_requests)
        )
    return tr("ApiCard", "Ready with {model}. {n} requests so far.").format(
        model=state.model_name, n=fmt.number_text(state.all_requests)
    )


class ApiCard(SettingsCard):
    """Switch, address, key and port of the local API, and what it does now."""

    def __init__(self, *, api: ApiService, settings: SettingsService, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Local API"),
            self.tr(
                "Programs on this computer can use the model that is loaded, as they use OpenAI's API. "
                "Only programs that know the key are answered, and no web page is."
            ),
            parent=parent,
        )
        self._api, self._settings = api, settings
        now = settings.settings
        self.switch = QCheckBox(self.tr("On"))
        self.switch.setChecked(now.serve_api)
        self.switch.toggled.connect(lambda on: settings.update(serve_api=on))
        self.add_row(
            self.tr("Serve the loaded model"),
            self.tr("While Bitsmith runs; it takes requests from this computer only."),
            self.switch,
        )
        self._status = text_label("", "small", wrap=True)
        self._status.setAccessibleName(self.tr("State of the local API"))
        self.body.addWidget(self._status)
        self._banner = ErrorBanner()
        self.body.addWidget(self._banner)
        self.address, address = self._copied_field(self.tr("Base address"))
        self.add_row(
            self.tr("Base address"),
            self.tr("What a client is given as its base URL."),
            address,
        )
        self.key, key = self._copied_field(self.tr("Key"), is_secret=True)
        self.add_row(self.tr("Key"), self.tr("What a client is given as its API key."), key)
        self._new_key = push_button(self.tr("Make a new key"), on_click=api.renew_key)
        self._holders = (address, key)
        self.add_row(
            self.tr("New key"),
            self.tr("Programs that know the old one are refused from then on."),
            self._new_key,
        )
        port = whole_field(_LOWEST_PORT, _HIGHEST_PORT, now.api_port, lambda n: settings.update(api_port=n))
        port.setGroupSeparatorShown(False)
        self.add_row(self.tr("Port"), self.tr("Another one when a program uses this one already."), port)
        api.state_changed.connect(self.show_state)
        settings.settings_changed.connect(lambda _settings: self.show_state(api.state))
        self.show_state(api.state)

    def show_state(self, state: ApiState) -> None:
        """Show what the service says."""
        is_wanted = self._settings.settings.serve_api
        if self.switch.isChecked() != is_wanted:
            self.switch.setChecked(is_wanted)
        status = derive_api_status(state, is_wanted=is_wanted)
        self._status.setText(status)
        self._status.setVisible(bool(status))
        self.address.setText(state.url)
        self.key.setText(state.key if state.is_running else "")
        for holder in self._holders:
            holder.setEnabled(state.is_running)
        self._new_key.setEnabled(state.is_running)
        actions = [(self.tr("Try again"), self._api.retry)] if state.problem else []
        self._banner.show_problem(state.problem, actions)

    def _copied_field(self, name: str, *, is_secret: bool = False) -> tuple[QLineEdit, QWidget]:
        """A text that is read and copied, not written; a secret is shown on request."""
        holder = QWidget()
        holder.setAccessibleName(name)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(4))
        field = text_field("", "—")
        field.setReadOnly(True)
        field.setAccessibleName(name)
        row.addWidget(field, 1)
        if is_secret:
            field.setEchoMode(QLineEdit.EchoMode.Password)
            shown = icon_button("eye", self.tr("Show the key"))
            shown.setCheckable(True)
            shown.toggled.connect(
                lambda on: field.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)
            )
            row.addWidget(shown, 0, Qt.AlignmentFlag.AlignVCenter)
        copy = icon_button("copy", self.tr("Copy"), lambda: QGuiApplication.clipboard().setText(field.text()))
        row.addWidget(copy, 0, Qt.AlignmentFlag.AlignVCenter)
        return field, holder
