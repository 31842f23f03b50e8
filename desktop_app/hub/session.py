"""HTTP as huggingface_hub does it: its library, its token, its switch for offline use."""

from __future__ import annotations

import os
import urllib.parse
from typing import Any

from desktop_app import __version__
from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.redaction import redact, remember_secret

DEFAULT_ENDPOINT = "https://huggingface.co"
NO_PROXY = "none"
# read by huggingface_hub when it is imported
_ENVIRONMENT = {
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "HF_HUB_DISABLE_SYMLINKS_WARNING": "1",
    "HF_HUB_DISABLE_UPDATE_CHECK": "1",
}


def hub_library() -> Any:
    """huggingface_hub, set up to keep quiet: no telemetry, no progress bars."""
    for name, value in _ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    import huggingface_hub

    return huggingface_hub


def http_library() -> Any:
    """The HTTP library that huggingface_hub uses."""
    import httpx2

    return httpx2


def make_session(proxy: str = "") -> Any:
    """A client with connections of its own; may be used from any thread.

    Args:
        proxy: its address, "" for what the system says, "none" for no proxy.

    Raises:
        BitsmithError: (bad_request) the proxy's address is none.
    """
    hub_library()
    options: dict[str, Any] = {"trust_env": proxy == ""}
    if proxy not in ("", NO_PROXY):
        options["proxy"] = proxy
    try:
        return http_library().Client(
            event_hooks={"request": [_check_offline]},
            headers={"User-Agent": f"Bitsmith/{__version__}"},
            timeout=None,
            **options,
        )
    except (ValueError, ImportError) as error:
        raise BitsmithError(
            ErrorKind.BAD_REQUEST,
            f"{redact(proxy)[:200] or 'What the system says'} is not the address of a proxy.",
            "An address has the form http://name:port or socks5://name:port.",
            "Correct the proxy in the settings.",
            redact(f"{type(error).__name__}: {error}"),
        ) from error


def inherited_token(endpoint: str) -> str:
    """The token of HF_TOKEN or of a login with the `hf` command, "" when there is none for this endpoint.

    It was given to one hub, so no other one gets it.
    """
    hub = hub_library()
    from huggingface_hub import constants

    own = urllib.parse.urlsplit(constants.ENDPOINT)
    asked = urllib.parse.urlsplit(endpoint)
    if (own.scheme, own.netloc) != (asked.scheme, asked.netloc):
        return ""
    token = hub.get_token() or ""
    remember_secret(token)
    return token


def _check_offline(_request: Any) -> None:
    from huggingface_hub import constants
    from huggingface_hub.errors import OfflineModeIsEnabled

    if constants.is_offline_mode():
        raise OfflineModeIsEnabled("HF_HUB_OFFLINE is set")
