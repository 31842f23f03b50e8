r"""The form of the signed list, `latest.json`: a text, and the signature of exactly that text.

    {"signature": "<base64>", "manifest": "{\"product\": \"bitsmith\", \"version\": …}"}

The signed text is carried as a text, so that nobody has to agree on how JSON is spelled.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import json
import re
from dataclasses import asdict
from typing import Any

from desktop_app.domain.updates import Release, ReleaseFile, version_key
from desktop_app.updates.release_key import ReleaseKey, check_address, is_signed, sign

PRODUCT = "bitsmith"
MOST_BYTES = 256 * 1024
_MOST_FILES = 64
_LONGEST_NOTES = 60_000
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,120}", re.ASCII)
_PLATFORM = re.compile(r"[a-z0-9]{1,16}-[a-z0-9_]{1,16}", re.ASCII)
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)


class ForgedError(ValueError):
    """The signature is not that of the release key."""


def pack(release: Release, private_pem: bytes) -> bytes:
    """The signed list about one release.

    Raises:
        ValueError: a field is not what it should be, or the key is none.
    """
    text = json.dumps({"product": PRODUCT, **asdict(release)}, ensure_ascii=True, indent=1)
    _release_of(text)
    signature = base64.b64encode(sign(text.encode(), private_pem)).decode("ascii")
    data = json.dumps({"signature": signature, "manifest": text}, indent=1).encode() + b"\n"
    if len(data) > MOST_BYTES:
        raise ValueError("the list is too long")
    return data


def unpack(data: bytes, key: ReleaseKey) -> Release:
    """What the list says; nothing of it is looked at before its signature is.

    Raises:
        ForgedError: somebody else has signed it, or it was changed.
        ValueError: it is no such list.
    """
    try:
        envelope = json.loads(data)
        text, signature = envelope["manifest"], base64.b64decode(envelope["signature"], validate=True)
        signed = text.encode()
    except (KeyError, TypeError, AttributeError, RecursionError, binascii.Error) as error:
        raise ValueError(f"it is no signed list ({type(error).__name__})") from error
    if not is_signed(signed, signature, key):
        raise ForgedError("the signature is not that of the release key")
    return _release_of(text)


def _release_of(text: str) -> Release:
    try:
        value = json.loads(text)
        if value["product"] != PRODUCT:
            raise ValueError(f"it is about {str(value['product'])[:40]!r}")
        files = value["files"]
        if not isinstance(files, list) or len(files) > _MOST_FILES:
            raise ValueError("its files are no list, or too many")
        release = Release(
            version=_text(value, "version"),
            date=_text(value, "date"),
            notes=_text(value, "notes"),
            page=_text(value, "page"),
            files=tuple(_file(item) for item in files),
        )
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError(f"it lacks something ({error!r})") from error
    version_key(release.version)
    dt.date.fromisoformat(release.date)
    check_address(release.page)
    if len(release.notes) > _LONGEST_NOTES:
        raise ValueError("its notes are too long")
    return release


def _file(value: Any) -> ReleaseFile:
    size = value["size_bytes"]
    if isinstance(size, bool) or not isinstance(size, int) or size < 0:
        raise ValueError("the size of a file is none")
    made = ReleaseFile(
        _text(value, "platform"), _text(value, "name"), _text(value, "url"), size, _text(value, "sha256")
    )
    if not (
        _PLATFORM.fullmatch(made.platform) and _NAME.fullmatch(made.name) and _DIGEST.fullmatch(made.sha256)
    ):
        raise ValueError(f"the file {made.name[:80]!r} is not described as it should be")
    check_address(made.url)
    return made


def _text(value: Any, name: str) -> str:
    found = value[name]
    if not isinstance(found, str):
        raise TypeError(name)
    return found
