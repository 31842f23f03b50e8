"""What went wrong with the Hub, in words; never with a token in them."""

from __future__ import annotations

from typing import Any

from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.hub.access_errors import access_problem
from desktop_app.redaction import redact


class HubError(BitsmithError):
    """An answer with an error status.

    Attributes:
        status: of HTTP.
        retry_after_s: how long the hub asks to wait, None when it does not say.
    """

    def __init__(self, error: BitsmithError, status: int, retry_after_s: float | None) -> None:
        problem = error.problem
        super().__init__(
            problem.kind, problem.what, problem.why, problem.next_step, problem.detail, problem.link
        )
        self.status = status
        self.retry_after_s = retry_after_s


def status_error(response: Any, what: str, host: str) -> HubError:
    """The words for an answer that is none.

    Args:
        response: an httpx2 response with an error status.
        what: what was asked for, as a subject: "The model a/b".
        host: of the endpoint, for people.
    """
    return HubError(_words(response, what, host), response.status_code, retry_after_s(response))


def _words(response: Any, what: str, host: str) -> BitsmithError:
    status = response.status_code
    code = response.headers.get("X-Error-Code", "")[:40]
    detail = redact(f"HTTP {status} {code} {response.headers.get('X-Request-Id', '')[:80]}".strip())
    if code == "GatedRepo" or status == 401:
        return access_problem(response, what, host, detail)
    if status == 404 or code in ("RepoNotFound", "EntryNotFound", "RevisionNotFound"):
        return BitsmithError(
            ErrorKind.NOT_FOUND,
            f"{what} was not found on {host}.",
            "It may have been renamed or deleted, or it is private.",
            "Check the name; for a private model log in first.",
            detail,
        )
    if status == 403:
        return access_problem(response, what, host, detail)
    if status == 407:
        return BitsmithError(
            ErrorKind.NETWORK,
            "The proxy does not let Bitsmith through.",
            "It wants a name and a password, or other ones.",
            "Check the proxy in the settings.",
            detail,
        )
    if status == 409:
        return BitsmithError(
            ErrorKind.SERVER,
            f"{what} is being changed on {host} right now.",
            "Two changes met there.",
            "Try again in a minute.",
            detail,
        )
    if status == 451:
        return BitsmithError(
            ErrorKind.NOT_FOUND,
            f"{what} may not be given to you.",
            f"{host} says that the law of your country forbids it.",
            "Choose another model.",
            detail,
        )
    if status == 429:
        return BitsmithError(
            ErrorKind.RATE_LIMITED,
            f"{host} asks for a pause.",
            "Too many requests came from this address in a short time.",
            f"Try again {_retry_words(response)}; with an access token the limits are higher.",
            detail,
        )
    return BitsmithError(
        ErrorKind.SERVER,
        f"{host} has a problem of its own.",
        f"It answered with the status {status}.",
        "Try again in a few minutes.",
        detail,
    )


def network_error(error: BaseException, host: str) -> BitsmithError:
    """The words for no answer at all."""
    name = type(error).__name__
    if name == "OfflineModeIsEnabled":
        return BitsmithError(
            ErrorKind.NETWORK,
            f"{host} is not asked.",
            "The environment variable HF_HUB_OFFLINE says that this computer is offline.",
            "Remove it and start again; models on this computer work without it.",
        )
    if name == "ProxyError":
        return BitsmithError(
            ErrorKind.NETWORK,
            f"{host} cannot be reached through the proxy.",
            "The proxy does not answer, or it refuses.",
            "Check the proxy in the settings; models on this computer work without it.",
            redact(f"{name}: {error}"),
        )
    slow = "Timeout" in name
    return BitsmithError(
        ErrorKind.NETWORK,
        f"{host} does not answer." if slow else f"{host} cannot be reached.",
        "The connection is too slow or was cut."
        if slow
        else "There may be no network, or a proxy is needed.",
        "Check the connection and try again; models on this computer work without it.",
        redact(f"{name}: {error}"),
    )


def unforeseen(error: BaseException) -> BitsmithError:
    """What ends a transfer and nobody thought of; its text may hold an address, and goes to the log only."""
    return BitsmithError(
        ErrorKind.INTERNAL,
        "The download failed for a reason that was not foreseen.",
        f"It is a {type(error).__name__}.",
        "Try again; if it happens again, please report it with the log.",
    )


def offline_error() -> BitsmithError:
    """The words for offline mode."""
    return BitsmithError(
        ErrorKind.OFFLINE,
        "Bitsmith is in offline mode.",
        "The settings say that nothing is sent anywhere.",
        "Leave offline mode in the settings; models and chats on this computer work without it.",
    )


def bad_answer(host: str, why: str) -> BitsmithError:
    """The words for an answer that makes no sense."""
    return BitsmithError(
        ErrorKind.SERVER,
        f"{host} gave an answer that Bitsmith does not understand.",
        why,
        "Check the Hub's address in the settings; some mirrors cannot search.",
    )


def _retry_words(response: Any) -> str:
    seconds = retry_after_s(response)
    return "in a few minutes" if seconds is None else f"in {max(1, round(seconds))} seconds"


def retry_after_s(response: Any) -> float | None:
    """How long a hub asks to wait, from Retry-After or the reset time of RateLimit."""
    value = response.headers.get("Retry-After", "")
    if value.isdecimal() and len(value) < 6:
        return float(value)
    for part in response.headers.get("RateLimit", "").split(";"):
        key, _, number = part.strip().partition("=")
        if key == "t" and number.isdecimal() and len(number) < 6:
            return float(number) + 1
    return None
