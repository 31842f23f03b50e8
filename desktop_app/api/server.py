"""The local API on a port of 127.0.0.1, in a thread of its own."""

from __future__ import annotations

import asyncio
import errno
import logging
import socket
import threading
from typing import TYPE_CHECKING

import uvicorn

from desktop_app.domain.errors import BitsmithError, ErrorKind

if TYPE_CHECKING:
    from desktop_app.api.application import Api

_log = logging.getLogger(__name__)

ADDRESS = "127.0.0.1"
_MOST_CONNECTIONS = 128
_END_S = 3
_START_S = 10.0


class ApiServer:
    """Serves one `Api` from `start` to `stop`.

    Args:
        api: what is served.
        port: 0 for any that is free.
    """

    def __init__(self, api: Api, port: int) -> None:
        self._api = api
        self._wanted = port
        self._socket: socket.socket | None = None
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """The base address that clients are given; "" while it is not served."""
        if self._socket is None:
            return ""
        return f"http://{ADDRESS}:{self._socket.getsockname()[1]}/v1"

    def start(self) -> None:
        """Bind the port and serve; returns when requests are taken.

        Raises:
            BitsmithError: (bad_request) the port is in use or may not be used.
        """
        self._socket = _bind(self._wanted)
        config = uvicorn.Config(
            self._api.asgi,
            loop="asyncio",
            http="h11",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            limit_concurrency=_MOST_CONNECTIONS,
            timeout_keep_alive=30,
            timeout_graceful_shutdown=_END_S,
        )
        started = threading.Event()
        self._server = _Server(config, started)
        self._thread = threading.Thread(target=self._run, args=(started,), name="api", daemon=True)
        self._thread.start()
        if not started.wait(_START_S) or not self._server.started:
            self.stop()
            raise BitsmithError(
                ErrorKind.INTERNAL,
                "The local API did not start.",
                "Its server gave no sign of life.",
                "Switch it off and on again.",
            )

    def stop(self) -> None:
        """Take no more requests, end those that run, and wait for it, `_END_S` at most."""
        server, thread = self._server, self._thread
        if server is not None:
            server.should_exit = True
        if thread is not None:
            thread.join(_END_S + 2)
        if self._socket is not None:
            self._socket.close()
        self._server = self._thread = self._socket = None

    def _run(self, started: threading.Event) -> None:
        assert self._server is not None
        assert self._socket is not None
        try:
            asyncio.run(self._serve(self._server, self._socket))
        except Exception:  # noqa: BLE001 - a thread has nobody to raise to; `start` sees that it did not start
            _log.exception("the local API has ended")
        finally:
            started.set()

    async def _serve(self, server: uvicorn.Server, listener: socket.socket) -> None:
        watch = asyncio.create_task(self._end_jobs(server))
        await server.serve(sockets=[listener])
        watch.cancel()

    async def _end_jobs(self, server: uvicorn.Server) -> None:
        """Streams end when their jobs do, so these go first: else the end waits for whole answers."""
        while not server.should_exit:
            await asyncio.sleep(0.1)
        self._api.close()


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, started: threading.Event) -> None:
        super().__init__(config)
        self._is_up = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._is_up.set()


def _bind(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        # on Windows another program could else take the port over; elsewhere a port is free again at once
        option = getattr(socket, "SO_EXCLUSIVEADDRUSE", socket.SO_REUSEADDR)
        listener.setsockopt(socket.SOL_SOCKET, option, 1)
        listener.bind((ADDRESS, port))
        listener.listen(_MOST_CONNECTIONS)
    except OSError as error:
        listener.close()
        in_use = error.errno == errno.EADDRINUSE
        raise BitsmithError(
            ErrorKind.BAD_REQUEST,
            f"The local API cannot use port {port}.",
            "Another program uses it." if in_use else f"The system says: {error.strerror or error}.",
            "Choose another port.",
            repr(error),
        ) from error
    return listener
