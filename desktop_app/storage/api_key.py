"""The key of the local API: made once, kept in a file that only its owner can read."""

from __future__ import annotations

import re
import secrets
from pathlib import Path

from desktop_app.domain.errors import file_problem
from desktop_app.storage.files import atomic_write

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
            raise file_problem(error, "The key of the local API cannot be read.") from error
        return text if _FORM.fullmatch(text) else self.renew()

    def renew(self) -> str:
        """Make another key; the old one is good for nothing any more."""
        key = f"bs-{secrets.token_urlsafe(32)}"
        atomic_write(self._path, f"{key}\n".encode("ascii"), mode=0o600)
        return key
