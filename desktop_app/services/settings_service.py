"""The person's settings, live."""

from __future__ import annotations

import os
import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.domain.errors import BitsmithError

if TYPE_CHECKING:
    from desktop_app.domain.errors import Problem
    from desktop_app.domain.settings import Settings
    from desktop_app.paths import UserFolders
    from desktop_app.services.background import SerialWriter
    from desktop_app.storage.settings import SettingsStore

_SAVE_DELAY_MS = 400  # a slider or a moved window changes settings many times a second


class SettingsService(QObject):
    """Holds the settings, tells of changes and saves them a moment later, on the writer's thread.

    Signals:
        settings_changed: the new `Settings`.
        problem_raised: a `Problem` with the settings file; the app goes on with what it has.
    """

    settings_changed = Signal(object)
    problem_raised = Signal(object)

    def __init__(
        self,
        store: SettingsStore,
        folders: UserFolders,
        writer: SerialWriter,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store, self._writer = store, writer
        self._folders = folders
        self._writing = threading.Lock()
        self._settings, self._load_problem = store.load()
        self._timer = QTimer(self, singleShot=True, interval=_SAVE_DELAY_MS)
        self._timer.timeout.connect(self._save_soon)

    @property
    def settings(self) -> Settings:
        return self._settings

    @property
    def load_problem(self) -> Problem | None:
        """What was wrong with the settings file at the start, if anything."""
        return self._load_problem

    def update(self, **changes: Any) -> None:
        """Change fields of `Settings` by name."""
        changed = replace(self._settings, **changes)
        if changed == self._settings:
            return
        self._settings = changed
        self._timer.start()
        self.settings_changed.emit(changed)

    def update_load(self, **changes: Any) -> None:
        """Change fields of the settings that a model is loaded with."""
        self.update(load=replace(self._settings.load, **changes))

    def update_generation(self, **changes: Any) -> None:
        """Change fields of the settings that answers are generated with."""
        self.update(generation=replace(self._settings.generation, **changes))

    def _save_soon(self) -> None:
        self._writer.run(self._write, on_problem=self.problem_raised.emit)

    def _write(self) -> None:
        # the settings as they are when their turn comes: newer ones are never overwritten by older ones
        with self._writing:
            self._store.save(self._settings)

    def save_now(self) -> None:
        """Write what is not written yet, here; called before the app ends."""
        self._timer.stop()
        try:
            self._write()
        except BitsmithError as error:
            self.problem_raised.emit(error.problem)

    @property
    def old_token(self) -> str:
        """A Hub's token that an older version kept in the settings file, "" when there is none."""
        return self._store.old_token

    def forget_old_token(self) -> None:
        """It is kept somewhere else now: take it out of the file."""
        with self._writing:
            self._store.forget_old_token()
        self.save_now()

    @property
    def endpoint(self) -> str:
        """The Hub's address: the setting, else HF_ENDPOINT, else the client's own default (empty)."""
        return self._settings.endpoint or os.environ.get("HF_ENDPOINT", "")

    @property
    def models_folder(self) -> Path:
        """Where new models go."""
        chosen = self._settings.models_folder
        return Path(chosen).expanduser() if chosen else self._folders.models
