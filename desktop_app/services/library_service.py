"""The models on this computer, live."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.library import LibraryModel, ModelOrigin

if TYPE_CHECKING:
    from desktop_app.services.background import SerialWriter
    from desktop_app.storage.library import ModelLibrary


class LibraryService(QObject):
    """A view of the library that pages read at once, and changes that happen off the GUI thread.

    Signals:
        models_changed: all `LibraryModel`, newest first.
        model_added: the id of a model that came in through `add_file`.
        problem_raised: a `Problem` with the last change.
    """

    models_changed = Signal(object)
    model_added = Signal(str)
    problem_raised = Signal(object)

    def __init__(self, library: ModelLibrary, writer: SerialWriter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._writer = writer
        self._models: tuple[LibraryModel, ...] = ()

    @property
    def models(self) -> tuple[LibraryModel, ...]:
        return self._models

    def find(self, model_id: str) -> LibraryModel | None:
        return next((m for m in self._models if m.model_id == model_id), None)

    def folder_of(self, model_id: str) -> str:
        model = self.find(model_id)
        return str(Path(model.path).parent) if model else ""

    def refresh(self) -> None:
        """Look at the disk again: files that vanished, came back, or are new in the models folder."""
        self._writer.run(self._library.refresh, on_result=self._show, on_problem=self.problem_raised.emit)

    def refresh_then(self, call: Callable[[], None]) -> None:
        """Refresh, and call when pages can find what is new."""
        self.refresh()
        self._writer.run(lambda: None, on_result=lambda _none: call())

    def add_file(self, path: str) -> None:
        """Take a GGUF file of this computer into the library, where it is."""
        self._writer.run(
            lambda: self._library.add_file(Path(path), ModelOrigin.LOCAL),
            on_result=self._added,
            on_problem=self.problem_raised.emit,
        )

    def remove(self, model_id: str, *, delete_file: bool) -> None:
        """Forget a model, and delete its file when that is wanted."""
        self._writer.run(
            lambda: self._library.remove(model_id, delete_file=delete_file),
            on_problem=self.problem_raised.emit,
        )
        self.refresh()

    def _added(self, model: LibraryModel) -> None:
        self.refresh_then(lambda: self.model_added.emit(model.model_id))

    def _show(self, models: object) -> None:
        self._models = tuple(models)  # type: ignore[arg-type]
        self.models_changed.emit(self._models)
