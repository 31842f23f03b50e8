"""Who is logged in to a hub."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class TokenPlace(StrEnum):
    """Where a login is kept."""

    NOWHERE = "nowhere"
    KEYRING = "keyring"  # the system's own
    FILE = "file"  # that only its owner can read
    ELSEWHERE = "elsewhere"  # HF_TOKEN, or a login with the `hf` command


@dataclass(frozen=True, slots=True)
class Login:
    """A token for one hub; its secrets stay out of its repr.

    Attributes:
        access_token: goes along with requests.
        refresh_token: gets the next access token, "" when there is none.
        expires_at: seconds since 1970, 0 when it does not expire by itself.
    """

    access_token: str = field(repr=False)
    refresh_token: str = field(default="", repr=False)
    expires_at: float = 0.0


@dataclass(frozen=True, slots=True)
class Account:
    """What the hub says of the person: account name, full name, and the name and role of the token."""

    name: str
    full_name: str = ""
    token_name: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class DeviceCode:
    """A login in a browser that has begun: the code that is typed in there, and where.

    Attributes:
        user_code: shown to the person.
        address: of the page that asks for it.
        full_address: the same with the code filled in.
        interval_s: between two questions whether it is done.
        expires_in_s: from its beginning.
        device_code: our half of it, a secret.
    """

    user_code: str
    address: str
    full_address: str
    interval_s: float
    expires_in_s: float
    device_code: str = field(repr=False)
