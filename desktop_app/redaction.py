"""Keeps secrets out of logs, problems and reports."""

from __future__ import annotations

import logging
import re

_HIDDEN = "***"
_PATTERNS = (
    (re.compile(r"\bhf_[A-Za-z0-9_]{4,}"), _HIDDEN),
    (re.compile(r"(?i)\bbearer\s+[^\s'\",;]+"), f"Bearer {_HIDDEN}"),
    (re.compile(r"(?<=://)[^/\s@:]+:[^/\s@]+(?=@)"), _HIDDEN),
    (
        re.compile(r"(?i)\b(access_token|refresh_token|device_code|client_secret)(\W{1,4})[^\s'\",&}]+"),
        rf"\1\2{_HIDDEN}",
    ),
)
_SHORTEST = 6
_known: set[str] = set()


def remember_secret(secret: str) -> None:
    """From now on `redact` hides this text wherever it stands."""
    if len(secret) >= _SHORTEST:
        _known.add(secret)


def redact(text: str) -> str:
    """The text without tokens, passwords of addresses, and secrets that were remembered."""
    for secret in tuple(_known):
        text = text.replace(secret, _HIDDEN)
    for pattern, shown in _PATTERNS:
        text = pattern.sub(shown, text)
    return text


class RedactingFormatter(logging.Formatter):
    """Formats records as usual, tracebacks included, and hides secrets in what comes out."""

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))
