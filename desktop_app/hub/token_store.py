"""Where logins are kept: in the system's keyring, or in a file that only its owner can read."""

from __future__ import annotations

import dataclasses
import json
import logging
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from desktop_app import durable
from desktop_app.domain.account import Login, TokenPlace
from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.redaction import redact, remember_secret

_log = logging.getLogger(__name__)

_SERVICE = "Bitsmith"
_PRIVATE_FILE, _PRIVATE_FOLDER = 0o600, 0o700
# a locked keyring asks the person for a password first; a broken one never answers
_KEYRING_TIMEOUT_S = 20.0
_PROBE_TIMEOUT_S = 3.0

_T = TypeVar("_T")


class _KeyringError(Exception):
    """The keyring is not there, locked, or does not answer; in words."""


class TokenStore:
    """Logins by hub. Every method may take seconds, and may be called from any thread.

    Args:
        path: of the file; it says of each hub where its login is, and holds those that are in no keyring.
        timeout_s: how long the keyring may take.
    """

    def __init__(self, path: Path, *, timeout_s: float = _KEYRING_TIMEOUT_S) -> None:
        self._path = path
        self._timeout_s = timeout_s
        self._lock = threading.Lock()

    def load(self, host: str) -> tuple[Login | None, TokenPlace]:
        """The login for a hub and where it is.

        Raises:
            BitsmithError: (file_access) it is in a keyring that cannot be read now.
        """
        with self._lock:
            entry = self._read().get(host)
            if not isinstance(entry, dict):
                return None, TokenPlace.NOWHERE
            if entry.get("place") != TokenPlace.KEYRING:
                return _login_of(entry), TokenPlace.FILE
            try:
                text = self._ask(lambda ring: ring.get_password(_SERVICE, host))
            except _KeyringError as error:
                raise _closed_keyring(error) from error
        if text is None:
            return None, TokenPlace.NOWHERE
        try:
            return _login_of(json.loads(text)), TokenPlace.KEYRING
        except (ValueError, RecursionError):
            return None, TokenPlace.NOWHERE

    def save(self, host: str, login: Login) -> TokenPlace:
        """Keep a login; in the keyring where there is one.

        Raises:
            BitsmithError: (file_access) it cannot be kept anywhere.
        """
        remember_secret(login.access_token)
        remember_secret(login.refresh_token)
        body = dataclasses.asdict(login)
        with self._lock:
            known = self._read()
            try:
                self._ask(_check_backend, _PROBE_TIMEOUT_S)
                self._ask(lambda ring: ring.set_password(_SERVICE, host, json.dumps(body)))
            except _KeyringError as error:
                _log.info("no keyring is used: %s", redact(str(error)))
                self._write({**known, host: {"place": TokenPlace.FILE.value, **body}})
                return TokenPlace.FILE
            self._write({**known, host: {"place": TokenPlace.KEYRING.value}})
        return TokenPlace.KEYRING

    def forget(self, host: str) -> None:
        """Delete the login for a hub.

        Raises:
            BitsmithError: (file_access) it cannot be deleted.
        """
        with self._lock:
            known = self._read()
            entry = known.pop(host, None)
            if isinstance(entry, dict) and entry.get("place") == TokenPlace.KEYRING:
                try:
                    self._ask(lambda ring: ring.delete_password(_SERVICE, host))
                except _KeyringError as error:
                    raise _closed_keyring(error) from error
            if entry is not None:
                self._write(known)

    # --- the file -------------------------------------------------------------------------------------

    def _read(self) -> dict[str, Any]:
        try:
            raw = json.loads(self._path.read_bytes())
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, RecursionError) as error:
            _log.warning("logins cannot be read: %s", type(error).__name__)
            return {}
        return raw if isinstance(raw, dict) else {}

    def _write(self, entries: dict[str, Any]) -> None:
        part = self._path.with_name(self._path.name + ".part")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=_PRIVATE_FOLDER)
            part.unlink(missing_ok=True)  # the mode holds for a new file only
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE_FILE)
            with os.fdopen(descriptor, "wb") as file:
                file.write(json.dumps(entries, indent=2).encode())
                file.flush()
                durable.sync(file.fileno())
            durable.replace(part, self._path)
        except OSError as error:
            raise BitsmithError(
                ErrorKind.FILE_ACCESS,
                "Your login could not be kept.",
                f"The system says: {error.strerror or type(error).__name__}.",
                "Check the permissions of the settings folder and its free space.",
            ) from error

    # --- the keyring ----------------------------------------------------------------------------------

    def _ask(self, question: Callable[[Any], _T], timeout_s: float = 0.0) -> _T:
        """Ask the keyring on a thread of its own, which nobody waits for when it hangs."""
        answer: list[_T] = []
        failure: list[BaseException] = []

        def ask() -> None:
            try:
                import keyring

                answer.append(question(keyring.get_keyring()))
            except BaseException as error:  # noqa: BLE001 - backends raise all kinds of things
                failure.append(error)

        thread = threading.Thread(target=ask, name="keyring", daemon=True)
        thread.start()
        thread.join(min(self._timeout_s, timeout_s or self._timeout_s))
        if failure:
            raise _KeyringError(type(failure[0]).__name__) from None
        if not answer:
            raise _KeyringError("it does not answer")
        return answer[0]


def _check_backend(ring: Any) -> None:
    """Refuse backends that keep nothing, or keep it in plain sight."""
    from keyring.backends import fail, null

    if isinstance(ring, fail.Keyring | null.Keyring) or ring.priority < 1:
        raise LookupError("no keyring")
    ring.get_password(_SERVICE, "probe")


def _login_of(raw: Any) -> Login | None:
    if not isinstance(raw, dict):
        return None
    token, refresh, expires = (raw.get(n) for n in ("access_token", "refresh_token", "expires_at"))
    if not isinstance(token, str) or not token:
        return None
    login = Login(
        token,
        refresh if isinstance(refresh, str) else "",
        float(expires) if isinstance(expires, int | float) else 0.0,
    )
    remember_secret(login.access_token)
    remember_secret(login.refresh_token)
    return login


def _closed_keyring(error: _KeyringError) -> BitsmithError:
    return BitsmithError(
        ErrorKind.FILE_ACCESS,
        "The keyring of this computer cannot be read.",
        f"It is locked, or something is wrong with it ({error}).",
        "Unlock it and try again; or log in again.",
    )
