"""The settings file: JSON, forgiving when it is read, whole when it is written."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

from desktop_app.domain.errors import ErrorKind, Problem
from desktop_app.domain.settings import Settings
from desktop_app.storage.dataclass_json import from_json
from desktop_app.storage.files import atomic_write, move_aside

_PRIVATE = 0o600  # it may hold a proxy's password
_OLD_TOKEN = "token"  # noqa: S105 - the key that older versions kept the Hub's token under


class SettingsStore:
    """Reads and writes one settings file.

    Args:
        path: of the file; it and its folder need not exist.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._unknown: dict[str, Any] = {}

    @property
    def old_token(self) -> str:
        """A token that an older version kept here; it stays until `forget_old_token`."""
        token = self._unknown.get(_OLD_TOKEN)
        return token if isinstance(token, str) else ""

    def forget_old_token(self) -> None:
        """Leave it out when the settings are written next."""
        self._unknown.pop(_OLD_TOKEN, None)

    def load(self) -> tuple[Settings, Problem | None]:
        """The settings, and what was wrong with the file; a wrong value alone falls back to its default."""
        try:
            raw = json.loads(self._path.read_bytes())
            if not isinstance(raw, dict):
                raise ValueError("not a table")
        except FileNotFoundError:
            return Settings(), None
        except (ValueError, RecursionError):
            kept = move_aside(self._path)
            return Settings(), Problem(
                ErrorKind.FILE_ACCESS,
                "The settings could not be read.",
                "The file is damaged.",
                f"Bitsmith starts with the default settings; the old file is kept as {kept.name}.",
            )
        except OSError as error:
            return Settings(), Problem(
                ErrorKind.FILE_ACCESS,
                "The settings could not be read.",
                f"The system says: {error.strerror}.",
                "Check the permissions of the settings folder; until then the defaults are used.",
            )
        known = {field.name for field in dataclasses.fields(Settings)}
        self._unknown = {key: value for key, value in raw.items() if key not in known}
        return from_json(Settings, raw), None

    def save(self, settings: Settings) -> None:
        """Write all settings; keys of a newer version that this one does not know are kept.

        Raises:
            BitsmithError: (disk_full, file_access) it could not be written.
        """
        data = {**self._unknown, **dataclasses.asdict(settings)}
        atomic_write(self._path, json.dumps(data, indent=2).encode() + b"\n", mode=_PRIVATE)
