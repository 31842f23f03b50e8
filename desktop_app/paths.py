"""Where resources and the person's files are: in a checkout, a wheel and a frozen app."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import platformdirs

_APP = "Bitsmith"


@dataclass(frozen=True, slots=True)
class UserFolders:
    """The folders that the app writes to; each is made on first use by its owner."""

    data: Path
    config: Path
    cache: Path

    @property
    def models(self) -> Path:
        return self.data / "models"

    @property
    def database(self) -> Path:
        return self.data / "bitsmith.sqlite3"

    @property
    def settings(self) -> Path:
        return self.config / "settings.json"

    @property
    def api_key(self) -> Path:
        """The key of the local API."""
        return self.config / "api_key"

    @property
    def logins(self) -> Path:
        """Where the login for each hub is, and those that are in no keyring."""
        return self.config / "logins.json"

    @property
    def headers(self) -> Path:
        """Headers of remote checkpoints, by repository and revision, for fit estimates."""
        return self.cache / "headers"


def user_folders() -> UserFolders:
    """The platform's folders, or everything below `BITSMITH_HOME` when that is set."""
    home = os.environ.get("BITSMITH_HOME")
    if home:
        root = Path(home).expanduser().absolute()
        return UserFolders(root / "data", root / "config", root / "cache")
    return UserFolders(
        Path(platformdirs.user_data_dir(_APP, appauthor=False)),
        Path(platformdirs.user_config_dir(_APP, appauthor=False)),
        Path(platformdirs.user_cache_dir(_APP, appauthor=False)),
    )


def resources() -> Path:
    """The folder with icons, themes and texts."""
    package = Path(__file__).resolve().parent
    frozen = getattr(sys, "_MEIPASS", None)
    places = [Path(frozen) / "resources"] if frozen else []
    places += [package / "_resources", package.parent / "resources"]
    for place in places:
        if place.is_dir():
            return place
    raise FileNotFoundError(f"Bitsmith's resources are missing; looked in {', '.join(map(str, places))}")


def starter_model() -> Path | None:
    """Where the starter model is: named by the environment, or beside the app's resources."""
    named = os.environ.get("BITSMITH_STARTER_MODEL")
    if named:
        return Path(named)
    found = sorted((resources() / "models").glob("*.gguf"))
    return found[0] if found else None
