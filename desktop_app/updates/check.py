"""Asks the address of the release key what the newest version is. Nothing is downloaded or installed."""

from __future__ import annotations

import time
import urllib.parse
from typing import TYPE_CHECKING, Any

from desktop_app import __version__
from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.domain.updates import UpdateReport, compare, no_key_error
from desktop_app.hub.errors import network_error, offline_error
from desktop_app.hub.session import http_library, make_session
from desktop_app.updates.manifest import MOST_BYTES, ForgedError, unpack

if TYPE_CHECKING:
    from desktop_app.updates.release_key import ReleaseKey

_TIMEOUT_S = 15.0
_LONGEST_S = 30.0
_MOST_REDIRECTS = 3
_OK = 200
_REDIRECTS = (301, 302, 303, 307, 308)
_LATER = "Try again later; Bitsmith works without it."


def check(
    key: ReleaseKey | None,
    *,
    installed: str = __version__,
    proxy: str = "",
    is_offline_mode: bool = False,
    timeout_s: float = _TIMEOUT_S,
) -> UpdateReport:
    """What is published, compared with the version that runs; takes a while.

    One request without a token, cookies or anything about this computer but the app's name and version.

    Args:
        key: of this build, None when it carries none.
        installed: the version that runs.
        proxy: its address, "" for what the system says, "none" for no proxy.
        is_offline_mode: a person wants that nothing is sent.
        timeout_s: longest wait for a connection or for more bytes.

    Raises:
        BitsmithError: (unsupported) no key; (offline) offline mode; (network) nobody answers; (server) the
            answer is an error, no list, too long, or elsewhere; (untrusted) its signature is not right.
    """
    if key is None:
        raise no_key_error()
    if is_offline_mode:
        raise offline_error()
    session = make_session(proxy)
    try:
        data = _fetch(session, key, timeout_s)
    except (http_library().HTTPError, ConnectionError) as error:
        raise network_error(error, key.host) from error
    finally:
        session.close()
    try:
        return compare(installed, unpack(data, key))
    except ForgedError as error:
        raise BitsmithError(
            ErrorKind.UNTRUSTED,
            f"What {key.host} says about updates is not from the makers of Bitsmith.",
            "Its signature does not belong to this build's release key: it was changed on its way, or that "
            "key is not used any more.",
            "Do not install anything because of it; get Bitsmith where you got this one from.",
        ) from error
    except (ValueError, RecursionError) as error:
        raise _bad(key, f"It is not a list of releases: {str(error)[:200].rstrip('.')}.") from error


def _fetch(session: Any, key: ReleaseKey, timeout_s: float) -> bytes:
    address, ends_at = key.address, time.monotonic() + _LONGEST_S
    for _ in range(_MOST_REDIRECTS + 1):
        headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
        with session.stream("GET", address, headers=headers, timeout=timeout_s) as response:
            if response.status_code in _REDIRECTS:
                address = _next(key, address, response.headers.get("Location", ""))
                continue
            if response.status_code != _OK:
                raise _bad(key, f"It answered with the status {response.status_code}.")
            data = bytearray()
            for chunk in response.iter_raw():
                data += chunk
                if len(data) > MOST_BYTES:
                    raise _bad(
                        key, f"It is longer than {MOST_BYTES // 1024} kB, which no list of releases is."
                    )
                if time.monotonic() > ends_at:
                    raise network_error(TimeoutError("the answer has no end"), key.host)
            return bytes(data)
    raise _bad(key, "It redirects again and again.")


def _next(key: ReleaseKey, address: str, location: str) -> str:
    """Where a redirect leads, on the same server; nothing is sent to another one."""
    try:
        target = urllib.parse.urljoin(address, location)
        ours, theirs = urllib.parse.urlsplit(key.address), urllib.parse.urlsplit(target)
        is_same = (ours.scheme, ours.hostname, ours.port) == (theirs.scheme, theirs.hostname, theirs.port)
        host = theirs.netloc.rpartition("@")[2]
        is_same = is_same and bool(location) and theirs.username is None
    except ValueError:
        target, is_same, host = "", False, ""
    if not is_same:
        raise _bad(key, f"It redirects to another server ({host[:100] or 'no address'}), which is not asked.")
    return target


def _bad(key: ReleaseKey, why: str) -> BitsmithError:
    return BitsmithError(ErrorKind.SERVER, f"{key.host} did not say what the newest version is.", why, _LATER)
