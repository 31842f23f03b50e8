"""The local API as a person switches it: on and off, its port, its key, and what it does."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop_app.services.states import ApiState

if TYPE_CHECKING:
    from desktop_app.api.server import ApiServer
    from desktop_app.domain.errors import Problem
    from desktop_app.domain.settings import Settings
    from desktop_app.services.api_engine import ApiEngine
    from desktop_app.services.background import Background, Task
    from desktop_app.services.settings_service import SettingsService
    from desktop_app.storage.api_key import ApiKeyStore


class ApiService(QObject):
    """Serves the chat's model while the setting `serve_api` is on.

    The server starts and ends on a thread: binding a port and ending streams take their time.

    Signals:
        state_changed: the new `ApiState`.
    """

    state_changed = Signal(object)
    _request_seen = Signal(bool)

    def __init__(
        self,
        *,
        background: Background,
        engine: ApiEngine,
        settings: SettingsService,
        key_store: ApiKeyStore,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._background = background
        self._engine = engine
        self._settings = settings
        self._key_store = key_store
        self._state = ApiState()
        self._server: ApiServer | None = None
        self._task: Task | None = None
        self._served: tuple[int, str] | None = None  # what runs, or is being started: port and key
        self._request_seen.connect(self._count, Qt.ConnectionType.QueuedConnection)
        engine.model_changed.connect(lambda name: self._set(model_name=name))

    @property
    def state(self) -> ApiState:
        return self._state

    def open(self) -> None:
        """Follow the setting from now on; called when the window is there."""
        self._settings.settings_changed.connect(self._on_settings)
        self._on_settings(self._settings.settings)

    def renew_key(self) -> None:
        """Make another key; clients with the old one are refused from now on."""
        self._background.run(
            lambda _task: self._key_store.renew(), on_result=self._restart_with, on_problem=self._fail
        )

    def retry(self) -> None:
        """Try again what failed."""
        self._served = None
        self._on_settings(self._settings.settings)

    def close(self) -> None:
        """End the server; before the worker that it needs."""
        self._served = None
        self._engine.close()
        if self._server is not None:
            self._server.stop()
            self._server = None

    # --- steps ------------------------------------------------------------------------------------

    def _on_settings(self, settings: Settings) -> None:
        if not settings.serve_api:
            if self._served is not None or self._state.problem is not None:
                self._served = None
                self._let_go()
                self._set(is_running=False, url="", open_requests=0, problem=None)
            return
        if self._served is None or self._served[0] != settings.api_port:
            self._start(settings.api_port)

    def _restart_with(self, key: str) -> None:
        self._set(key=key)
        if self._settings.settings.serve_api:
            self._served = None
            self._on_settings(self._settings.settings)

    def _start(self, port: int) -> None:
        old, self._server = self._server, None
        self._served = (port, "")
        defaults, engine, key_store = self._settings, self._engine, self._key_store

        def work(_task: Task) -> tuple[ApiServer, str]:
            # the server's libraries are only loaded when somebody wants it
            from desktop_app.api.application import Api
            from desktop_app.api.server import ApiServer

            if old is not None:
                old.stop()
            key = key_store.key()
            api = Api(engine, key, lambda: defaults.settings.generation, self._request_seen.emit)
            server = ApiServer(api, port)
            server.start()
            return server, key

        task = self._background.run(
            work,
            on_result=lambda started: self._started(task, *started),
            on_problem=lambda problem: self._fail_start(task, problem),
        )
        self._task = task

    def _started(self, task: Task, server: ApiServer, key: str) -> None:
        if task is not self._task or self._served is None:
            self._background.run(lambda _task: server.stop())  # somebody has changed their mind meanwhile
            return
        self._server = server
        self._set(is_running=True, url=server.url, key=key, open_requests=0, problem=None)

    def _fail_start(self, task: Task, problem: Problem) -> None:
        if task is self._task and self._served is not None:
            self._set(is_running=False, url="", open_requests=0)
            self._fail(problem)

    def _fail(self, problem: Problem) -> None:
        self._set(problem=problem)

    def _let_go(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            self._background.run(lambda _task: server.stop())

    @Slot(bool)
    def _count(self, begins: bool) -> None:
        change = 1 if begins else -1
        self._set(
            open_requests=max(0, self._state.open_requests + change),
            all_requests=self._state.all_requests + (1 if begins else 0),
        )

    def _set(self, **changes: object) -> None:
        state = replace(self._state, **changes)  # type: ignore[arg-type]
        if state != self._state:
            self._state = state
            self.state_changed.emit(state)
