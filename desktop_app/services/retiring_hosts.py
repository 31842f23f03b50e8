"""Workers that are let go: nobody waits for them, and none is left behind."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop_app.services.worker_host import WorkerHost


class RetiringHosts:
    """Keeps workers until they have ended."""

    def __init__(self) -> None:
        self._hosts: list[WorkerHost] = []

    def retire(self, host: WorkerHost | None, then: Callable[[], None] | None = None) -> None:
        """End a worker without waiting for it; `then` is called when it is gone."""
        if host is None or not host.is_running:
            if host is not None:
                host.deleteLater()
            if then:
                then()
            return

        def gone(_outcome: object) -> None:
            if host in self._hosts:
                self._hosts.remove(host)
                host.deleteLater()
                if then:
                    then()

        self._hosts.append(host)
        host.exited.connect(gone)
        host.request_stop()

    def stop(self) -> None:
        """Wait for all of them; at the end of the app."""
        for host in self._hosts:
            host.stop()
        self._hosts.clear()
