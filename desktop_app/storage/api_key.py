"""The key of the local API: made once, kept in a file that only its owner can read."""

from __future__ import annotations

import os
import re
import secrets
from pathlib import Path

from desktop_app.domain.errors import BitsmithError, ErrorKind

_FORM = re.compile(r"bs-[A-Za-z0-9_-]{32,128}")


class ApiKeyStore:
    """One key in one file.

    Args:
        path: of the file; made when it is first asked for.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def key(self) -> str:
        """The key; a new one where there is none, or what is there is none.

        Raises:
            BitsmithError: (file_access) it can be neither read nor made.
        """
        try:
            text = self._path.read_text(encoding="ascii", errors="replace")[:256].strip()
        except FileNotFoundError:
            return self.renew()
        except OSError as error:
            raise _problem(self._path, error) from error
        return text if _FORM.fullmatch(text) else self.renew()

    def renew(self) -> str:
        """Make another key; the old one is good for nothing any more."""
        key = f"bs-{secrets.token_urlsafe(32)}"
        part = self._path.with_name(self._path.name + ".part")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            part.unlink(missing_ok=True)
            # the mode from the first moment on: nobody else reads it in between
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(key + "\n")
                file.flush()
                os.fsync(file.fileno())
            part.replace(self._path)
        except OSError as error:
            raise _problem(self._path, error) from error
        return key


def _problem(path: Path, error: OSError) -> BitsmithError:
    return BitsmithError(
        ErrorKind.FILE_ACCESS,
        "The key of the local API cannot be kept.",
        f"{path.name} in the folder of the settings: {error.strerror or error}.",
        "Check the permissions of that folder.",
        repr(error),
    )
