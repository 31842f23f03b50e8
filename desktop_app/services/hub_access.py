"""The hub client for the endpoint and token of this moment's settings."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop_app.hub.client import HubClient
    from desktop_app.services.settings_service import SettingsService


class HubAccess:
    """Makes the client on first use, from a worker thread, and again when the settings changed."""

    def __init__(self, settings: SettingsService) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._made_for: tuple[str, str] | None = None
        self._client: HubClient | None = None

    def client(self) -> HubClient:
        wanted = (self._settings.endpoint, self._settings.settings.token)
        with self._lock:
            if self._client is None or wanted != self._made_for:
                from desktop_app.hub.client import HubClient

                self._client = HubClient(endpoint=wanted[0] or None, token=wanted[1] or None)
                self._made_for = wanted
            return self._client
