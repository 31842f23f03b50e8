"""Who may ask: programs of this computer that know the key, and no page of a browser.

A page that somebody visits can send requests to 127.0.0.1, and by DNS rebinding even read the answers. So a
request must carry the key, name this server as its host, and come from no other origin. There are no CORS
headers: a browser refuses other pages by itself as well.
"""

from __future__ import annotations

import hmac
import re
from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.responses import JSONResponse

from desktop_app.api.answers import error_body

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BODY_BYTES = 16 * 1024 * 1024
_OWN_HOST = re.compile(r"(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?", re.ASCII | re.IGNORECASE)


class Guard:
    """ASGI middleware that lets nothing through but what may ask.

    Args:
        app: what is guarded.
        key: the secret that clients send as `Authorization: Bearer KEY`.
        most_body_bytes: a larger body ends in 413.
    """

    def __init__(self, app: ASGIApp, key: str, most_body_bytes: int = MOST_BODY_BYTES) -> None:
        self._app = app
        self._key = key.encode()
        self._most_body_bytes = most_body_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        refusal = self._refusal(Headers(scope=scope), scope["path"])
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        seen = 0

        async def bounded() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self._most_body_bytes:
                raise BodyTooLargeError
            return message

        await self._app(scope, bounded, send)

    def _refusal(self, headers: Headers, path: str) -> JSONResponse | None:
        host = headers.get("host", "")
        if not _OWN_HOST.fullmatch(host):
            return _refuse(403, "This server answers as 127.0.0.1 and localhost only.", "forbidden_host")
        origin = headers.get("origin")
        if origin is not None and origin.lower() != f"http://{host}".lower():
            return _refuse(403, "Pages of other origins may not use this server.", "forbidden_origin")
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return _refuse(403, "Pages of other origins may not use this server.", "forbidden_origin")
        if path != "/health" and not self._is_key(headers.get("authorization", "")):
            message = "The key is missing or wrong. Send the one that Bitsmith shows as a bearer token."
            return _refuse(401, message, "invalid_api_key")
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length[:12]) > self._most_body_bytes:
            return too_large(self._most_body_bytes)
        return None

    def _is_key(self, authorization: str) -> bool:
        scheme, _space, key = authorization.partition(" ")
        return scheme.lower() == "bearer" and hmac.compare_digest(key.strip().encode(), self._key)


class BodyTooLargeError(Exception):
    """A body grew beyond what is accepted."""


def too_large(most_bytes: int = MOST_BODY_BYTES) -> JSONResponse:
    return _refuse(413, f"The request is larger than {most_bytes // 1_000_000} MB.", "request_too_large")


def _refuse(status: int, message: str, code: str) -> JSONResponse:
    headers = {"WWW-Authenticate": "Bearer"} if status == 401 else {}
    return JSONResponse(error_body(message, status, code=code), status, headers)
