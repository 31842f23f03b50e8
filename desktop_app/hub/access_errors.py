"""What stands between a person and a model, told apart by what the hub says; each with its own next step."""

from __future__ import annotations

import re
import urllib.parse
from typing import Any

from desktop_app.domain.errors import BitsmithError, ErrorKind

_REPOSITORY = re.compile(r"^/(?:api/models/)?([^/]+/[^/]+)(?:/|$)")


def access_problem(response: Any, what: str, host: str, detail: str) -> BitsmithError:
    """The words for a status of 401 or 403.

    The Hub says in X-Error-Message whether a request for access waits or was rejected, and whether a token is
    too narrow (its code is GatedRepo in all of these).

    Args:
        response: an httpx2 response; whether its request carried a token matters.
        what: what was asked for, as a subject.
        host: of the endpoint, for people.
        detail: for the log.
    """
    first = response.history[0] if response.history else response
    had_token = "Authorization" in first.request.headers
    is_gated = response.headers.get("X-Error-Code", "") == "GatedRepo"
    message = response.headers.get("X-Error-Message", "")[:300].casefold()
    page = _page(str(first.request.url))
    if not had_token:
        return _nobody(what, host, detail, page, is_gated=is_gated)
    if response.status_code == 401:
        return BitsmithError(
            ErrorKind.UNAUTHORIZED,
            f"{host} does not accept your access token.",
            "It is wrong, expired, or was revoked.",
            "Log in again in the settings, then try again.",
            detail,
        )
    if "fine-grained" in message:
        return BitsmithError(
            ErrorKind.MISSING_RIGHT,
            f"Your access token is not allowed to read {_lower(what)}.",
            "It is a fine-grained token without access to gated models.",
            "Allow it “public gated repositories” on the Hub, or log in with another one; then try again.",
            detail,
            _settings_page(str(first.request.url)),
        )
    if not is_gated:
        return BitsmithError(
            ErrorKind.UNAUTHORIZED,
            f"{host} does not give access to {_lower(what)}.",
            "Your access token is not allowed to read this.",
            "Check what the token may do, or log in with another one; then try again.",
            detail,
        )
    if "await" in message or "pending" in message or "review" in message:
        return BitsmithError(
            ErrorKind.ACCESS_PENDING,
            f"Your request for {_lower(what)} has not been answered yet.",
            "Its owner decides by hand whom to give access to.",
            "Wait for the owner’s answer, which comes by e-mail, then try again.",
            detail,
            page,
        )
    if "reject" in message or "denied" in message or "declined" in message:
        return BitsmithError(
            ErrorKind.ACCESS_DENIED,
            f"The owner has refused your request for {_lower(what)}.",
            "Only the owner can change that.",
            "Choose another model, or write to the owner on the model’s page.",
            detail,
            page,
        )
    return BitsmithError(
        ErrorKind.GATED,
        f"{what} asks its readers to accept its terms first.",
        "Its owner gives access to people who have agreed to them.",
        "Open its page, read and accept the terms there, then try again.",
        detail,
        page,
    )


def _nobody(what: str, host: str, detail: str, page: str, *, is_gated: bool) -> BitsmithError:
    if is_gated:
        return BitsmithError(
            ErrorKind.LOGIN_NEEDED,
            f"{what} is only for people who are logged in.",
            "Its owner wants to know who reads it, and has terms that you accept on its page.",
            "Log in, then try again.",
            detail,
            page,
        )
    return BitsmithError(
        ErrorKind.LOGIN_NEEDED,
        f"{host} does not show {_lower(what)} to everybody.",
        "It does not exist, or it is private.",
        "Check the name; for a private model log in, then try again.",
        detail,
    )


def _lower(what: str) -> str:
    return what[0].lower() + what[1:] if what.startswith(("The ", "Your ")) else what


def _page(url: str) -> str:
    """The page of the repository that an address is about, "" when it is about none."""
    parts = urllib.parse.urlsplit(url)
    match = _REPOSITORY.match(parts.path)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/{match[1]}" if match else ""


def _settings_page(url: str) -> str:
    parts = urllib.parse.urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/settings/tokens"
