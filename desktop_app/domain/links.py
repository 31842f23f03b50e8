"""What another program may hand over: a path, the address of a file, or a link to a model."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from desktop_app.domain.repository import is_repo_id

SCHEME = "bitsmith"
_LONGEST_LINK = 250  # twice the longest name that hubs accept, and the scheme
_REPOSITORY = re.compile(rf"{SCHEME}:(?://)?(?P<name>[A-Za-z0-9._-]+/[A-Za-z0-9._-]+)/?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Opening:
    """One of the three is filled in: what to open, or a link that leads nowhere."""

    path: str = ""
    repository: str = ""
    bad_link: str = ""


def is_link(text: str) -> bool:
    """Whether this is an address and not the path of a file."""
    scheme = text[: len(SCHEME) + 1].lower()
    return scheme == f"{SCHEME}:" or text[:5].lower() == "file:"


def read_opening(text: str) -> Opening:
    """What `text`, an argument of the command line, asks for.

    A link comes from a web page, so that anything may be in it: only `bitsmith:OWNER/NAME` means something.
    """
    if not is_link(text):
        return Opening(path=text)
    if text[:5].lower() == "file:":
        path = _path_of(text)
        return Opening(path=path) if path else Opening(bad_link=text[:_LONGEST_LINK])
    head, colon, rest = text.partition(":")
    match = _REPOSITORY.fullmatch(head.lower() + colon + rest) if len(text) <= _LONGEST_LINK else None
    if match and is_repo_id(match["name"]):
        return Opening(repository=match["name"])
    return Opening(bad_link=text[:_LONGEST_LINK])


def _path_of(address: str) -> str:
    """The path that file:///… means; "" for one on another computer, or none at all."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    path = unquote(parts.path)
    if parts.netloc not in ("", "localhost") or "\0" in path or not path.startswith("/"):
        return ""
    return path[1:] if re.match(r"/[A-Za-z]:[/\\]", path) else path
