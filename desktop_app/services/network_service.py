"""Whether the hub can be reached: noticed from the app's own requests, and looked after while it cannot."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.domain.errors import BitsmithError

if TYPE_CHECKING:
    from desktop_app.domain.errors import Problem
    from desktop_app.services.background import Background
    from desktop_app.services.hub_access import HubAccess
    from desktop_app.services.settings_service import SettingsService

_FIRST_LOOK_MS, _LONGEST_LOOK_MS = 5_000, 60_000


@dataclass(frozen=True, slots=True)
class NetworkState:
    """What the window says of the network; `is_offline` is also true in offline mode."""

    is_offline: bool = False
    is_offline_mode: bool = False
    is_looking: bool = False
    host: str = ""


@dataclass(frozen=True, slots=True)
class ConnectionReport:
    """What a check of the connection found.

    Attributes:
        host: that was asked.
        milliseconds: until the first answer.
        can_search: the hub lists models; some mirrors do not.
        account: who the hub says we are, "" for nobody.
        problem: why it was not reached.
    """

    host: str = ""
    milliseconds: int = 0
    can_search: bool = False
    account: str = ""
    problem: Problem | None = None


class NetworkService(QObject):
    """Says once that the hub is out of reach and once that it is back.

    While it is out of reach, one small request now and then finds out when it is back.

    Signals:
        state_changed: the new `NetworkState`.
        came_back: requests get through again.
        connection_checked: the `ConnectionReport` that `check_connection` asked for.
    """

    state_changed = Signal(object)
    came_back = Signal()
    connection_checked = Signal(object)

    def __init__(
        self,
        *,
        background: Background,
        hub: HubAccess,
        settings: SettingsService,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._background = background
        self._hub = hub
        self._settings = settings
        self._state = NetworkState()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)
        self._pause_ms = _FIRST_LOOK_MS
        hub.connectivity.on_change = lambda: background.post(self._update)
        self._update()

    @property
    def state(self) -> NetworkState:
        return self._state

    def look(self) -> None:
        """Ask now whether the hub can be reached."""
        if self._state.is_looking or self._state.is_offline_mode:
            return
        self._timer.stop()
        self._show(is_looking=True)
        self._background.run(lambda _task: self._ask(), on_result=self._looked, on_problem=self._looked)

    def check_connection(self) -> None:
        """Find out what works with the settings of now; the answer comes as `connection_checked`."""
        self._background.run(
            lambda _task: self._examine(),
            on_result=self.connection_checked.emit,
            on_problem=lambda problem: self.connection_checked.emit(ConnectionReport(problem=problem)),
        )

    # --- on a thread --------------------------------------------------------------------------------

    def _ask(self) -> None:
        client = self._hub.client()
        client.request("HEAD", client.endpoint, has_token=False, follow_redirects=False)

    def _examine(self) -> ConnectionReport:
        from desktop_app.hub.account import who_am_i

        client = self._hub.client()
        started = time.monotonic()
        client.request("HEAD", client.endpoint, has_token=False, follow_redirects=False)
        milliseconds = round(1000 * (time.monotonic() - started))
        try:
            client.search(limit=1)
            can_search = True
        except BitsmithError:
            can_search = False
        try:
            account = who_am_i(client).name
        except BitsmithError:
            account = ""
        return ConnectionReport(client.host, milliseconds, can_search, account)

    # --- what comes back ------------------------------------------------------------------------------

    def _looked(self, _outcome: object) -> None:
        self._show(is_looking=False)
        self._update()

    def _update(self) -> None:
        network = self._hub.connectivity
        is_offline = network.is_offline_mode or network.is_reachable is False
        was_offline = self._state.is_offline
        self._show(is_offline=is_offline, is_offline_mode=network.is_offline_mode)
        if not is_offline:
            self._timer.stop()
            self._pause_ms = _FIRST_LOOK_MS
            if was_offline:
                self.came_back.emit()
        elif not network.is_offline_mode and not self._timer.isActive():
            self._timer.start(self._pause_ms)
            self._pause_ms = min(_LONGEST_LOOK_MS, 2 * self._pause_ms)

    def _show(self, **changes: bool) -> None:
        host = urlsplit(self._settings.endpoint or "https://huggingface.co").netloc.rpartition("@")[2]
        state = replace(self._state, host=host, **changes)
        if state != self._state:
            self._state = state
            self.state_changed.emit(state)
