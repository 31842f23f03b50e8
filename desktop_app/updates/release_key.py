"""Signs lists of releases, and tells whether a signature is right (Ed25519).

The public key is a file of the app, `resources/update_key.pub`, that `packaging/release_manifest.py keygen`
writes: a PEM block, and above it the address that the app asks. Without that file there is no update check.
"""

from __future__ import annotations

import logging
import re
import urllib.parse
from dataclasses import dataclass
from pathlib import Path

from desktop_app import paths

_log = logging.getLogger(__name__)

KEY_FILE = "update_key.pub"
_ADDRESS = re.compile(r"^Address: (\S+)$", re.MULTILINE)
_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_LONGEST_FILE = 4096


@dataclass(frozen=True, slots=True)
class ReleaseKey:
    """Who may say what is new, and where it is said.

    Attributes:
        address: of the signed list.
        pem: the public key.
    """

    address: str
    pem: bytes

    @property
    def host(self) -> str:
        """Of the address, for people."""
        return urllib.parse.urlsplit(self.address).netloc


def own_key() -> ReleaseKey | None:
    """The key of this build, None when it carries none that can be read; it is not used yet."""
    path = paths.resources() / KEY_FILE
    try:
        text = path.read_bytes()[:_LONGEST_FILE].decode("ascii")
        return _parsed(text)
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        _log.exception("the release key cannot be read")
        return None


def read_key(text: str) -> ReleaseKey:
    """The content of a key file, down to the key itself. Raises ValueError."""
    key = _parsed(text)
    _public(key.pem)
    return key


def _parsed(text: str) -> ReleaseKey:
    found = _ADDRESS.search(text)
    if not found:
        raise ValueError("the key file names no address")
    check_address(found[1])
    return ReleaseKey(found[1], text.encode("ascii"))


def write_key(path: Path, address: str, private_pem: bytes) -> None:
    """Write the key file that belongs to a private key. Raises ValueError, OSError."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    check_address(address)
    public = _private(private_pem).public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    path.write_text(f"Address: {address}\n{public.decode('ascii')}", encoding="ascii")


def new_private_key() -> bytes:
    """A new private key, as PEM."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    return Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def sign(data: bytes, private_pem: bytes) -> bytes:
    """The signature of exactly these bytes: 64 bytes. Raises ValueError for what is no private key."""
    return _private(private_pem).sign(data)


def is_signed(data: bytes, signature: bytes, key: ReleaseKey) -> bool:
    """Whether the owner of the private key has signed exactly these bytes."""
    from cryptography.exceptions import InvalidSignature

    try:
        _public(key.pem).verify(signature, data)
    except InvalidSignature:
        return False
    return True


def check_address(address: str) -> None:
    """Raises ValueError for an address that must not be asked: it is not safe, or no address."""
    parts = urllib.parse.urlsplit(address)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
    if not is_safe or not parts.hostname or parts.username or parts.password or not address.isprintable():
        raise ValueError(f"{address[:200]!r} is not a safe address (https)")


def _public(pem: bytes):  # noqa: ANN202 - the library is loaded when it is needed
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    try:
        key = load_pem_public_key(pem)
    except UnsupportedAlgorithm as error:
        raise ValueError("the release key is of an unknown kind") from error
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError("the release key is no Ed25519 key")
    return key


def _private(pem: bytes):  # noqa: ANN202
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        key = load_pem_private_key(pem, password=None)
    except (TypeError, UnsupportedAlgorithm) as error:
        raise ValueError("the private key has a password, or is of an unknown kind") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError("the private key is no Ed25519 key")
    return key
