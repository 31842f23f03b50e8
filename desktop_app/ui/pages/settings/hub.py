"""Where models come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.ui.pages.settings.fields import SettingsCard, text_field

if TYPE_CHECKING:
    from desktop_app.services.settings_service import SettingsService


class HubCard(SettingsCard):
    """Where models come from."""

    def __init__(self, *, settings: SettingsService, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Hugging Face"),
            self.tr(
                "Bitsmith sends searches, names of models and requests for files to this address, "
                "and nothing to anybody else. Chats never leave this computer."
            ),
            parent=parent,
        )
        self._settings = settings
        now = self._settings.settings
        self.endpoint = text_field(now.endpoint, self.tr("https://huggingface.co"))
        self.endpoint.editingFinished.connect(self._on_endpoint)
        self.add_row(
            self.tr("Address"),
            self.tr("Of the Hub or of a mirror; empty for the usual one."),
            self.endpoint,
        )
        self.token = text_field(now.token, self.tr("hf_…"))
        self.token.setEchoMode(QLineEdit.EchoMode.Password)
        self.token.editingFinished.connect(lambda: self._settings.update(token=self.token.text().strip()))
        self.add_row(
            self.tr("Access token"),
            self.tr("For gated and private models. Kept in the settings file, which only you can read."),
            self.token,
        )

    def _on_endpoint(self) -> None:
        text = self.endpoint.text().strip().rstrip("/")
        if text and "://" not in text:
            text = f"https://{text}"
        self.endpoint.setText(text)
        self._settings.update(endpoint=text)
