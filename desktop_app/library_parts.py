"""The services of the library, built together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.domain.library import ModelOrigin
from desktop_app.services.background import SerialWriter
from desktop_app.services.duplicate_service import DuplicateService
from desktop_app.services.library_fits import LibraryFits
from desktop_app.services.library_service import LibraryService
from desktop_app.services.model_check_service import ModelCheckService
from desktop_app.services.states import ModelState
from desktop_app.storage.fingerprints import Fingerprints
from desktop_app.storage.known_hashes import KnownHashes
from desktop_app.storage.library import ModelLibrary
from desktop_app.storage.model_fits import ModelFits

if TYPE_CHECKING:
    from desktop_app.domain.errors import Problem
    from desktop_app.domain.settings import Settings
    from desktop_app.services.background import Background
    from desktop_app.services.hardware_service import HardwareService
    from desktop_app.services.hub_access import HubAccess
    from desktop_app.services.settings_service import SettingsService
    from desktop_app.services.states import ChatState
    from desktop_app.storage.database import Database
    from desktop_app.storage.other_apps import Surroundings

_STARTER_NAME = "SmolLM2 135M Instruct (starter)"


class LibraryParts(QObject):
    """The list of models, and what is found out about them.

    Args:
        database: keeps all of it.
        surroundings: where other apps' folders are looked for, None for this computer's.
    """

    def __init__(
        self,
        *,
        database: Database,
        settings: SettingsService,
        hardware: HardwareService,
        hub: HubAccess,
        background: Background,
        surroundings: Surroundings | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        # a writer of its own: a look at a slow disk must not hold up what a chat writes
        self.writer = SerialWriter(background)
        self.store = ModelLibrary(database, settings.models_folder, surroundings)
        self._settings = settings
        self._used = ""
        self._problem: Problem | None = None
        fingerprints = Fingerprints(database)
        self.service = LibraryService(self.store, self.writer, background, self)
        self.fits = LibraryFits(
            library=self.service,
            hardware=hardware,
            settings=settings,
            store=ModelFits(database),
            background=background,
            parent=self,
        )
        self.duplicates = DuplicateService(
            library=self.service, fingerprints=fingerprints, background=background, parent=self
        )
        self.checks = ModelCheckService(
            library=self.service,
            hub=hub,
            hashes=KnownHashes(database),
            fingerprints=fingerprints,
            background=background,
            parent=self,
        )
        self._follow_settings(settings.settings)
        settings.settings_changed.connect(self._follow_settings)

    def open(self, starter: Path | None) -> None:
        """Take in the starter model."""
        self.writer.run(lambda: self.register_starter(starter))

    def register_starter(self, starter: Path | None) -> None:
        """Have the starter model on the list, unless the person took it off; not for the GUI thread."""
        if starter is None or not starter.is_file() or self.store.is_unwanted(ModelOrigin.STARTER):
            return
        known = {model.path: model for model in self.store.list()}
        if str(starter.absolute()) in known:
            return
        # an AppImage is in another place each time, an installed program in its own
        moved = (m for m in known.values() if m.origin is ModelOrigin.STARTER and not Path(m.path).exists())
        if last := next(moved, None):
            self.store.locate(last.model_id, starter)
        else:
            self.store.add_file(
                starter,
                ModelOrigin.STARTER,
                source="HuggingFaceTB/SmolLM2-135M-Instruct",
                name=_STARTER_NAME,
            )

    def follow_chat(self, state: ChatState) -> None:
        """A model that was loaded is the one that was used last."""
        is_ready = state.model is not None and state.model_state is ModelState.READY
        used = state.model.model_id if is_ready and state.model else ""
        if used and used != self._used:
            self.service.mark_used(used)
        self._used = used
        # the file of a model that could not be opened may be gone: the list must not go on offering it
        if state.model_state is ModelState.FAILED and state.problem is not self._problem:
            self.service.refresh()
        self._problem = state.problem

    def close(self) -> None:
        """Finish what was begun; safe to call twice."""
        self.writer.close()

    def _follow_settings(self, settings: Settings) -> None:
        self.store.models_folder = self._settings.models_folder
        self.service.hide_apps(settings.hidden_apps)
