"""The settings file: JSON, forgiving when it is read, whole when it is written."""

from __future__ import annotations

import dataclasses
import json
import math
import types
from enum import Enum
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

from desktop_app.domain.errors import ErrorKind, Problem
from desktop_app.domain.settings import Settings
from desktop_app.storage.files import atomic_write, move_aside

_PRIVATE = 0o600  # it holds the Hub's token


class SettingsStore:
    """Reads and writes one settings file.

    Args:
        path: of the file; it and its folder need not exist.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._unknown: dict[str, Any] = {}

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
        return _from_json(Settings, raw), None

    def save(self, settings: Settings) -> None:
        """Write all settings; keys of a newer version that this one does not know are kept.

        Raises:
            BitsmithError: (disk_full, file_access) it could not be written.
        """
        data = {**self._unknown, **dataclasses.asdict(settings)}
        atomic_write(self._path, json.dumps(data, indent=2).encode() + b"\n", mode=_PRIVATE)


def _from_json(kind: type, raw: dict[str, Any]) -> Any:
    hints = get_type_hints(kind)
    found = {}
    for field in dataclasses.fields(kind):
        if field.name in raw:
            ok, value = _convert(hints[field.name], raw[field.name])
            if ok:
                found[field.name] = value
    return kind(**found)


def _convert(hint: Any, value: Any) -> tuple[bool, Any]:
    """Whether the value is of the type that is hinted, and the value in that type."""
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        tried = (_convert(option, value) for option in get_args(hint))
        return next((result for result in tried if result[0]), (False, None))
    if hint is type(None):
        return value is None, None
    if origin is tuple:
        inner = get_args(hint)[0]
        if not isinstance(value, list):
            return False, None
        results = [_convert(inner, entry) for entry in value]
        return all(ok for ok, _ in results), tuple(entry for _, entry in results)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return isinstance(value, dict), _from_json(hint, value) if isinstance(value, dict) else None
    if isinstance(hint, type) and issubclass(hint, Enum):
        member = next((m for m in hint if m.value == value), None)
        return member is not None, member
    if hint is float:
        good = type(value) in (int, float) and math.isfinite(value)
        return good, float(value) if good else None
    return type(value) is hint, value
