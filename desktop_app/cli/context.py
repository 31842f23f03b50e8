"""What commands share: settings, folders, the hub, the library, a source."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app import paths
from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.domain.repository import repo_id_from_text
from desktop_app.storage.settings import SettingsStore

if TYPE_CHECKING:
    from desktop_app.domain.settings import Settings
    from desktop_app.hub.client import HubClient
    from desktop_app.hub.logins import Logins
    from desktop_app.storage.database import Database
    from desktop_app.storage.fingerprints import Fingerprints
    from desktop_app.storage.known_hashes import KnownHashes
    from desktop_app.storage.library import ModelLibrary
    from desktop_app.storage.model_fits import ModelFits


@dataclass(frozen=True)
class Context:
    """The installation that the command works on."""

    folders: paths.UserFolders

    @cached_property
    def _stored(self) -> tuple[Settings, str]:
        store = SettingsStore(self.folders.settings)
        return store.load()[0], store.old_token

    @property
    def settings(self) -> Settings:
        return self._stored[0]

    @cached_property
    def logins(self) -> Logins:
        from desktop_app.hub.logins import Logins
        from desktop_app.hub.token_store import TokenStore

        return Logins(TokenStore(self.folders.logins))

    @cached_property
    def hub(self) -> HubClient:
        from desktop_app.hub.client import HubClient
        from desktop_app.hub.connectivity import Connectivity
        from desktop_app.hub.speed_limit import SpeedLimit

        connectivity = Connectivity()
        connectivity.set_offline_mode(self.settings.offline)
        endpoint = self.settings.endpoint or os.environ.get("HF_ENDPOINT")
        return HubClient(
            endpoint or None,
            self._stored[1] or self.logins.token,  # the window moves an old one to its place
            proxy=self.settings.proxy,
            limit=SpeedLimit(self.settings.speed_limit_bytes_per_s),
            connectivity=connectivity,
        )

    @cached_property
    def _database(self) -> Database:
        from desktop_app.storage.database import Database

        return Database(self.folders.database)

    @cached_property
    def library(self) -> ModelLibrary:
        from desktop_app.storage.library import ModelLibrary

        library = ModelLibrary(self._database, self.models_folder)
        library.hidden_apps = self.settings.hidden_apps
        return library

    @cached_property
    def model_fits(self) -> ModelFits:
        from desktop_app.storage.model_fits import ModelFits

        return ModelFits(self._database)

    @cached_property
    def fingerprints(self) -> Fingerprints:
        from desktop_app.storage.fingerprints import Fingerprints

        return Fingerprints(self._database)

    @cached_property
    def known_hashes(self) -> KnownHashes:
        from desktop_app.storage.known_hashes import KnownHashes

        return KnownHashes(self._database)

    @property
    def models_folder(self) -> Path:
        chosen = self.settings.models_folder
        return Path(chosen).expanduser() if chosen else self.folders.models


def open_context() -> Context:
    return Context(paths.user_folders())


def split_source(text: str) -> tuple[Path | None, str]:
    """A path that is there, or a hub id.

    Raises:
        BitsmithError: (not_found) it is neither.
    """
    path = Path(text).expanduser()
    if path.exists() and not text.startswith("hub:"):
        return path, ""
    repo_id = repo_id_from_text(text)
    if repo_id:
        return None, repo_id
    raise BitsmithError(
        ErrorKind.NOT_FOUND,
        f"There is no folder or file {text}.",
        "It is not a hub id either: those have the form owner/name.",
        "Check the path or the name.",
    )
