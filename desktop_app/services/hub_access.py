"""The hub client for this moment's settings, and what all its requests have in common."""

from __future__ import annotations

import threading
from functools import cached_property
from typing import TYPE_CHECKING

from desktop_app.hub.connectivity import Connectivity
from desktop_app.hub.speed_limit import SpeedLimit

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.domain.settings import Settings
    from desktop_app.hub.client import HubClient
    from desktop_app.hub.logins import Logins
    from desktop_app.services.settings_service import SettingsService


class HubAccess:
    """Makes the client on first use, from a worker thread, and again when its settings changed.

    Args:
        settings: live.
        logins_file: says where the login for each hub is.

    Attributes:
        connectivity: whether the hub can be reached; the same for all clients.
        limit: of the speed of all downloads together.
    """

    def __init__(self, settings: SettingsService, logins_file: Path) -> None:
        self._settings = settings
        self._logins_file = logins_file
        self._lock = threading.Lock()
        self._made_for: tuple[str, str] | None = None
        self._client: HubClient | None = None
        self.connectivity = Connectivity()
        self.limit = SpeedLimit()
        self._apply(settings.settings)
        settings.settings_changed.connect(self._apply)

    @cached_property
    def logins(self) -> Logins:
        from desktop_app.hub.logins import Logins
        from desktop_app.hub.token_store import TokenStore

        return Logins(TokenStore(self._logins_file))

    def client(self) -> HubClient:
        """The client for the settings of now.

        Raises:
            BitsmithError: (bad_request) the hub's address is none.
        """
        wanted = (self._settings.endpoint, self._settings.settings.proxy)
        with self._lock:
            if self._client is None or wanted != self._made_for:
                from desktop_app.hub.client import HubClient

                # the old one is not closed: requests that are under way end on it
                self._client = HubClient(
                    wanted[0] or None,
                    self.logins.token,
                    proxy=wanted[1],
                    limit=self.limit,
                    connectivity=self.connectivity,
                )
                self._made_for = wanted
            return self._client

    def _apply(self, settings: Settings) -> None:
        """Settings that hold for requests which are under way, too."""
        if settings.speed_limit_bytes_per_s != self.limit.bytes_per_s:
            self.limit.change(settings.speed_limit_bytes_per_s)
        self.connectivity.set_offline_mode(settings.offline)
