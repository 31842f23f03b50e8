"""Logging in to a hub: with a token, or in a browser with the device code of RFC 8628.

huggingface_hub has the same flow for terminals and notebooks, for the endpoint of its environment only and
without a cancel; the requests are the same.
"""

from __future__ import annotations

import json
import re
import time
import urllib.parse
from collections.abc import Callable
from typing import Any

from desktop_app.domain.account import Account, DeviceCode, Login
from desktop_app.domain.errors import BitsmithError, CancelledError, ErrorKind
from desktop_app.hub.client import HubClient
from desktop_app.hub.errors import bad_answer, status_error
from desktop_app.hub.session import hub_library
from desktop_app.redaction import remember_secret

_DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code"
_TOKEN = re.compile(r"[\x21-\x7e]{8,4000}")
_LONGEST_ANSWER_BYTES = 256 * 1024
_SLOWER_S = 5.0  # RFC 8628, 3.5: what slow_down adds to the interval
_STEP_S = 0.1


def clean_token(text: str) -> str:
    """A token as it is pasted, without what surrounds it.

    Raises:
        BitsmithError: (bad_request) it cannot be one.
    """
    token = text.strip().strip("\"'")
    if not _TOKEN.fullmatch(token):
        raise BitsmithError(
            ErrorKind.BAD_REQUEST,
            "This is no access token.",
            "A token is one word without spaces; those of Hugging Face begin with hf_.",
            "Copy it again from the page with your tokens.",
        )
    remember_secret(token)
    return token


def who_am_i(client: HubClient) -> Account:
    """Whose token the client sends.

    Raises:
        BitsmithError: (login_needed) it has none; (unauthorized) it is not accepted; any other failure.
    """
    response = client.request("GET", f"{client.endpoint}/api/whoami-v2")
    if response.status_code != 200:
        raise status_error(response, "Your account", client.host)
    body = _json(response, client)
    name = body.get("name")
    if not isinstance(name, str) or not name:
        raise bad_answer(client.host, "It does not say who you are.")
    token = body.get("auth")
    token = token.get("accessToken") if isinstance(token, dict) else None
    token = token if isinstance(token, dict) else {}
    return Account(
        name[:100], _text(body.get("fullname")), _text(token.get("displayName")), _text(token.get("role"))
    )


def ask_device_code(client: HubClient) -> DeviceCode:
    """Begin a login in a browser.

    Raises:
        BitsmithError: (unsupported) this hub has no such login; any other failure.
    """
    form = {"client_id": _client_id()}
    response = client.request("POST", f"{client.endpoint}/oauth/device", form=form, has_token=False)
    if response.status_code in (404, 405, 501):
        raise BitsmithError(
            ErrorKind.UNSUPPORTED,
            f"{client.host} offers no login in a browser.",
            "It knows access tokens only.",
            "Paste an access token instead.",
        )
    if response.status_code != 200:
        raise status_error(response, "The login", client.host)
    body = _json(response, client)
    device_code, user_code = _text(body.get("device_code"), 4000), _text(body.get("user_code"), 40)
    address = _text(body.get("verification_uri"), 500)
    if not device_code or not user_code or not _is_page(address, client):
        raise bad_answer(client.host, "It gives no code to log in with.")
    remember_secret(device_code)
    full = _text(body.get("verification_uri_complete"), 500)
    return DeviceCode(
        user_code,
        address,
        full if _is_page(full, client) else address,
        _seconds(body.get("interval"), 5.0, 60.0),
        _seconds(body.get("expires_in"), 900.0, 3600.0),
        device_code,
    )


def wait_for_login(client: HubClient, code: DeviceCode, cancelled: Callable[[], bool]) -> Login:
    """Ask until the person has agreed in the browser; trouble on the way does not end it.

    Raises:
        BitsmithError: (unauthorized) the person refused; (network) the code expired.
        CancelledError: `cancelled` said so.
    """
    interval, ends_at = code.interval_s, time.monotonic() + code.expires_in_s
    form = {"grant_type": _DEVICE_GRANT, "device_code": code.device_code, "client_id": _client_id()}
    while True:
        until = time.monotonic() + interval
        while (left := until - time.monotonic()) > 0:
            if cancelled():
                raise CancelledError
            time.sleep(min(_STEP_S, left))
        if time.monotonic() > ends_at:
            raise _expired()
        try:
            response = client.request("POST", f"{client.endpoint}/oauth/token", form=form, has_token=False)
            body = _json(response, client)
        except BitsmithError:
            continue
        if login := _login_of(body):
            return login
        match body.get("error"):
            case "slow_down":
                interval += _SLOWER_S
            case "expired_token":
                raise _expired()
            case "access_denied":
                raise BitsmithError(
                    ErrorKind.UNAUTHORIZED,
                    "The login was refused in the browser.",
                    "So Bitsmith has no access to your account.",
                    "Log in again when you want to.",
                )
            case "authorization_pending":
                continue
            case error if isinstance(error, str) and response.status_code < 500:
                raise bad_answer(client.host, "It ended the login for a reason of its own.")


def refresh_login(client: HubClient, login: Login) -> Login | None:
    """A new access token for an old login; None when the hub wants the person to log in again.

    Raises:
        BitsmithError: the hub cannot be asked.
    """
    form = {"grant_type": "refresh_token", "refresh_token": login.refresh_token, "client_id": _client_id()}
    response = client.request("POST", f"{client.endpoint}/oauth/token", form=form, has_token=False)
    if response.status_code in (400, 401, 403):
        return None
    if response.status_code != 200:
        raise status_error(response, "The login", client.host)
    found = _login_of(_json(response, client))
    if found is None:
        raise bad_answer(client.host, "It gives no token.")
    return found if found.refresh_token else Login(found.access_token, login.refresh_token, found.expires_at)


def _login_of(body: dict[str, Any]) -> Login | None:
    token = body.get("access_token")
    if not isinstance(token, str) or not _TOKEN.fullmatch(token):
        return None
    refresh = body.get("refresh_token")
    lifetime = body.get("expires_in")
    expires_at = 0.0
    if isinstance(lifetime, int | float) and 0 < lifetime < 1 << 40:
        expires_at = time.time() + lifetime
    login = Login(
        token, refresh if isinstance(refresh, str) and _TOKEN.fullmatch(refresh) else "", expires_at
    )
    remember_secret(login.access_token)
    remember_secret(login.refresh_token)
    return login


def _client_id() -> str:
    """The Hub's public id for logins by device code, or the one of HF_DEVICE_CODE_OAUTH_CLIENT_ID."""
    hub_library()
    from huggingface_hub import constants

    return constants.DEVICE_CODE_OAUTH_CLIENT_ID


def _is_page(address: str, client: HubClient) -> bool:
    allowed = ("https",) if client.endpoint.startswith("https:") else ("https", "http")
    parts = urllib.parse.urlsplit(address)
    return parts.scheme in allowed and bool(parts.hostname) and "@" not in parts.netloc


def _json(response: Any, client: HubClient) -> dict[str, Any]:
    try:
        body = json.loads(response.content) if len(response.content) < _LONGEST_ANSWER_BYTES else None
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise bad_answer(client.host, "It is no table.")
    return body


def _seconds(value: Any, default: float, most: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not value > 0:
        return default
    return min(most, float(value))


def _text(value: Any, most: int = 200) -> str:
    return value if isinstance(value, str) and len(value) <= most else ""


def _expired() -> BitsmithError:
    return BitsmithError(
        ErrorKind.NETWORK,
        "The code for logging in has expired.",
        "It was not confirmed in the browser in time.",
        "Log in again.",
    )
