"""One window for each installation: a second start gives its files to the first one, and ends.

A lock file says which start is the first; the system drops it with a process that crashes. The first one
listens at a local socket. One message is one line of JSON, and so is its answer; what a message of another
version has beside what is known here is passed over. Where nobody answers in time, the second start opens
a window of its own: two windows share an installation well, no window at all helps nobody.
"""

from __future__ import annotations

import contextlib
import getpass
import hashlib
import json
import logging
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_log = logging.getLogger(__name__)
_LONGEST_MESSAGE = 1 << 20
_LONGEST_SOCKET_PATH = 100  # bytes; systems allow 104 to 108
_ANSWER_S = 10.0
_STEP_S = 0.1
_TOKEN = "XDG_ACTIVATION_TOKEN"  # noqa: S105 - the desktop's leave to come to the front, no secret


class Instance(QObject):
    """This start of the app.

    Args:
        folder: of the installation's data.

    Signals:
        called: paths that another start was given; none when it was only started.
    """

    called = Signal(object)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        folder.mkdir(parents=True, exist_ok=True)
        self._address = _address(folder)
        self._lock = QLockFile(str(folder / "window.lock"))
        self._lock.setStaleLockTime(0)  # never by age: a window may be open for weeks
        self._server: QLocalServer | None = None

    @property
    def is_first(self) -> bool:
        """Whether this start is the one that others give their files to."""
        return self._server is not None

    def needs_window(self, paths: Sequence[str], timeout_s: float = _ANSWER_S) -> bool:
        """Be the first start, or give `paths` to the one that is; False when it took them.

        Tried again until the time is over: of two that start at the same moment, the other one may not
        listen yet, and one that is about to end may not answer any more.
        """
        until = time.monotonic() + timeout_s
        message = {"open": list(paths), "activation_token": os.environ.get(_TOKEN, "")}
        while not self._become_first():
            _let_it_come_forward()
            left_ms = int(1000 * (until - time.monotonic()))
            if left_ms <= 0:
                _log.warning("the other window of this installation does not answer")
                return True
            if self._say(message, left_ms):
                return False
            time.sleep(_STEP_S)
        return True

    def _become_first(self) -> bool:
        if not self._lock.tryLock(0):
            return False
        # no child of this object: a connection that waits for its deletion would be deleted twice with it
        server = QLocalServer()
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(self._address)  # of one that crashed; the lock says that it is gone
        if not server.listen(self._address):
            _log.warning("other starts cannot reach this window: %s", server.errorString())
        server.newConnection.connect(self._accept)
        self._server = server
        return True

    def close(self) -> None:
        """Listen no more; another start is the first one then. Safe to call twice."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self._lock.unlock()

    def _say(self, message: dict[str, Any], timeout_ms: int) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(self._address)
        if not socket.waitForConnected(timeout_ms):
            return False
        socket.write(json.dumps(message).encode() + b"\n")
        while not socket.canReadLine():
            if not socket.waitForReadyRead(timeout_ms):
                return False
        answer = _table(bytes(socket.readLine().data()))
        socket.disconnectFromServer()
        return answer.get("ok") is True

    def _accept(self) -> None:
        server = self._server
        while server is not None and server.hasPendingConnections():
            socket = server.nextPendingConnection()
            socket.readyRead.connect(lambda s=socket: self._read(s))
            socket.disconnected.connect(socket.deleteLater)
            self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > _LONGEST_MESSAGE:
                socket.abort()
            return
        message = _table(bytes(socket.readLine(_LONGEST_MESSAGE).data()))
        socket.write(b'{"ok": true}\n')
        socket.flush()
        socket.disconnectFromServer()
        token = message.get("activation_token")
        if isinstance(token, str) and token and "\0" not in token:
            os.environ[_TOKEN] = token  # Qt's platform plugin takes it from here
        paths = message.get("open")
        wanted = paths if isinstance(paths, list) else []
        self.called.emit(tuple(p for p in wanted if isinstance(p, str) and p and "\0" not in p))


def _address(folder: Path) -> str:
    """Where this installation listens: in a folder of the person's, where that path is short enough."""
    user = getpass.getuser() if sys.platform != "win32" else os.environ.get("USERNAME", "")
    digest = hashlib.sha256(f"{user}\0{folder.resolve()}".encode()).hexdigest()[:16]
    name = f"bitsmith-{digest}"
    if sys.platform == "win32":
        return name
    for place in (os.environ.get("XDG_RUNTIME_DIR", ""), str(folder.resolve())):
        path = Path(place) / name
        if place and Path(place).is_dir() and len(os.fsencode(path)) <= _LONGEST_SOCKET_PATH:
            return str(path)
    return str(Path(tempfile.gettempdir()) / name)


def _table(line: bytes) -> dict[str, Any]:
    with contextlib.suppress(ValueError, RecursionError):
        raw = json.loads(line)
        if isinstance(raw, dict):
            return raw
    return {}


def _let_it_come_forward() -> None:
    """Windows lets only the process in front bring another one there: pass that on."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)
