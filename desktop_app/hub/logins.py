"""The login for each hub, ready for every request."""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING

from desktop_app.domain.account import Login, TokenPlace
from desktop_app.domain.errors import BitsmithError
from desktop_app.hub.account import refresh_login

if TYPE_CHECKING:
    from desktop_app.hub.client import HubClient
    from desktop_app.hub.token_store import TokenStore

_log = logging.getLogger(__name__)
_REFRESH_BEFORE_S = 300.0


class Logins:
    """Reads each login once, and renews it when its time is nearly over; may be used from any thread.

    Args:
        store: keeps them.
    """

    def __init__(self, store: TokenStore) -> None:
        self._store = store
        self._lock = threading.RLock()
        self._known: dict[str, tuple[Login | None, TokenPlace]] = {}
        self._is_renewing = threading.local()

    def token(self, client: HubClient) -> str:
        """The access token that goes along with a request, "" for none.

        Raises:
            BitsmithError: (file_access) it is in a keyring that cannot be read now.
        """
        if getattr(self._is_renewing, "now", False):
            return ""
        with self._lock:
            login, _ = self._load(client.host)
            if login and login.refresh_token and 0 < login.expires_at < time.time() + _REFRESH_BEFORE_S:
                login = self._renew(client, login)
            return login.access_token if login else ""

    def place(self, host: str) -> TokenPlace:
        """Where the login for a hub is kept."""
        with self._lock:
            return self._load(host)[1]

    def save(self, host: str, login: Login) -> TokenPlace:
        """A new login, used from now on; see `TokenStore.save`."""
        with self._lock:
            place = self._store.save(host, login)
            self._known[host] = (login, place)
            return place

    def forget(self, host: str) -> None:
        """No login any more; see `TokenStore.forget`."""
        with self._lock:
            self._store.forget(host)
            self._known[host] = (None, TokenPlace.NOWHERE)

    def _load(self, host: str) -> tuple[Login | None, TokenPlace]:
        if host not in self._known:
            self._known[host] = self._store.load(host)
        return self._known[host]

    def _renew(self, client: HubClient, login: Login) -> Login:
        self._is_renewing.now = True
        try:
            renewed = refresh_login(client, login)
            if renewed is not None:
                self.save(client.host, renewed)
                return renewed
            # the old one is sent as long as it works; then the hub's answer says to log in again
            self._known[client.host] = (Login(login.access_token), self._known[client.host][1])
        except BitsmithError as error:
            _log.info("a login was not renewed: %s", error.problem.kind)
        finally:
            self._is_renewing.now = False
        return login
