"""The models on this computer, live."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.errors import BitsmithError
from desktop_app.domain.library import LibraryModel
from desktop_app.domain.other_apps import app_title
from desktop_app.pipeline.add_files import add_files
from desktop_app.services.library_states import ScanState

if TYPE_CHECKING:
    from desktop_app.domain.added_files import AddedFiles
    from desktop_app.domain.errors import Problem
    from desktop_app.services.background import Background, SerialWriter, Task
    from desktop_app.storage.library import ModelLibrary


class LibraryService(QObject):
    """A view of the library that pages read at once, and changes that happen off the GUI thread.

    Args:
        library: the list on the disk.
        writer: does the changes in their order; a look at a slow disk may keep it busy for a while.
        background: looks at other apps' folders.

    Signals:
        models_changed: all `LibraryModel`, newest first.
        files_added: an `AddedFiles`: what became of files that a person gave.
        models_removed: ids of models that were taken off the list, and can be brought back.
        scan_changed: the new `ScanState`.
        problem_raised: a `Problem` with the last change.
    """

    models_changed = Signal(object)
    files_added = Signal(object)
    models_removed = Signal(object)
    scan_changed = Signal(object)
    problem_raised = Signal(object)

    def __init__(
        self,
        library: ModelLibrary,
        writer: SerialWriter,
        background: Background,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._writer = writer
        self._background = background
        self._models: tuple[LibraryModel, ...] = ()
        self._is_loaded = False
        self._scan = ScanState()
        self._task: Task | None = None

    @property
    def models(self) -> tuple[LibraryModel, ...]:
        return self._models

    @property
    def is_loaded(self) -> bool:
        """Whether the list has been read."""
        return self._is_loaded

    @property
    def scan(self) -> ScanState:
        return self._scan

    def find(self, model_id: str) -> LibraryModel | None:
        return next((m for m in self._models if m.model_id == model_id), None)

    def folder_of(self, model_id: str) -> str:
        model = self.find(model_id)
        return str(Path(model.path).parent) if model else ""

    # --- what is there ------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Look at the disk again: files that vanished, came back, or are new in the models folder."""
        self._writer.run(self._library.refresh, on_result=self._show, on_problem=self.problem_raised.emit)

    def refresh_then(self, call: Callable[[], None]) -> None:
        """Refresh, and call when pages can find what is new."""
        self.refresh()
        self._writer.run(lambda: None, on_result=lambda _none: call())

    def _list(self) -> None:
        """Read the list, without a look at the models folder."""
        self._writer.run(self._library.list, on_result=self._show, on_problem=self.problem_raised.emit)

    def add_files(self, paths: Sequence[str]) -> None:
        """Take GGUF files of this computer into the library, where they are; folders are looked through."""
        self._writer.run(
            lambda: add_files(self._library, paths),
            on_result=self._added,
            on_problem=self.problem_raised.emit,
        )

    def _added(self, added: AddedFiles) -> None:
        self._list()
        self._writer.run(lambda: None, on_result=lambda _none: self.files_added.emit(added))

    # --- other apps ---------------------------------------------------------------------------------

    def scan_apps(self) -> None:
        """Look at what other apps have; a look that runs goes on."""
        if self._task is not None:
            return

        def work(task: Task) -> None:
            for finds in self._library.scan_apps(is_cancelled=lambda: task.is_cancelled):
                self._background.post(partial(self._scanned, task, finds))

        self._set_scan(ScanState(is_scanning=True))
        task = self._task = self._background.run(
            work,
            on_result=lambda _none: self._scan_ended(task),
            on_problem=lambda problem: self._scan_ended(task, problem),
            on_cancelled=lambda: self._scan_ended(task),
        )

    def cancel_scan(self) -> None:
        """Stop looking; what was found stays."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            self._set_scan(replace(self._scan, is_scanning=False, app=""))

    def hide_apps(self, keys: Iterable[str]) -> None:
        """Neither look for nor list the models of these apps; the others' are looked for."""
        hidden = tuple(sorted(keys))
        if hidden == self._library.hidden_apps:
            return
        self._library.hidden_apps = hidden
        self._list()
        if self._scan.was_done or self._scan.is_scanning:
            self.cancel_scan()
            self.scan_apps()

    def _scanned(self, task: Task, finds: object) -> None:
        from desktop_app.storage.other_apps import AppFinds

        assert isinstance(finds, AppFinds)
        if task is not self._task:
            return
        title = app_title(finds.app)
        self._set_scan(
            replace(
                self._scan,
                app=title,
                n_found=self._scan.n_found + len(finds.models),
                cut_short=self._scan.cut_short if finds.is_whole else (*self._scan.cut_short, title),
                unreadable=(*self._scan.unreadable, *finds.unreadable),
            )
        )
        if finds.models:
            self._list()

    def _scan_ended(self, task: Task, problem: Problem | None = None) -> None:
        if task is not self._task:
            return
        self._task = None
        self._set_scan(replace(self._scan, is_scanning=False, app="", was_done=problem is None))
        self._list()  # models that an app gave up are gone
        if problem is not None:
            self.problem_raised.emit(problem)

    def _set_scan(self, state: ScanState) -> None:
        self._scan = state
        self.scan_changed.emit(state)

    # --- what people do to a model --------------------------------------------------------------------

    def rename(self, model_id: str, name: str) -> None:
        """Show a model under another name, "" for its own; its file keeps its name."""
        self._change(lambda: self._library.rename(model_id, name))

    def change_tags(
        self, model_ids: Sequence[str], *, add: Iterable[str] = (), drop: Iterable[str] = ()
    ) -> None:
        """Give models tags and take others away; the rest stay."""
        added, dropped = list(add), {tag.casefold() for tag in drop}

        def change() -> None:
            for model_id in model_ids:
                model = self._library.get(model_id)
                if model is not None:
                    kept = [tag for tag in model.tags if tag.casefold() not in dropped]
                    self._library.set_tags(model_id, [*kept, *added])

        self._change(change)

    def mark_used(self, model_id: str) -> None:
        """Note that a model was loaded just now."""
        self._change(lambda: self._library.mark_used(model_id))

    def locate(self, model_id: str, path: str) -> None:
        """Say where the file of a missing model is now."""
        self._change(lambda: self._library.locate(model_id, Path(path)))

    def remove(self, model_ids: Sequence[str], *, delete_file: bool) -> None:
        """Take models off the list, and delete their files when that is wanted.

        What fails is said; the others are removed all the same.
        """

        def work() -> tuple[list[str], list[Problem]]:
            removed, problems = [], []
            for model_id in model_ids:
                try:
                    self._library.remove(model_id, delete_file=delete_file)
                    removed.append(model_id)
                except BitsmithError as error:
                    problems.append(error.problem)
            return removed, problems

        def ended(result: tuple[list[str], list[Problem]]) -> None:
            removed, problems = result
            if removed and not delete_file:
                self.models_removed.emit(tuple(removed))
            for problem in problems:
                self.problem_raised.emit(problem)

        self._writer.run(work, on_result=ended, on_problem=self.problem_raised.emit)
        self._list()

    def bring_back(self, model_ids: Sequence[str]) -> None:
        """Undo taking models off the list."""

        def work() -> None:
            for model_id in model_ids:
                self._library.bring_back(model_id)

        self._change(work)

    def _change(self, work: Callable[[], object]) -> None:
        self._writer.run(work, on_problem=self.problem_raised.emit)
        self._list()

    def _show(self, models: object) -> None:
        shown = tuple(models)  # type: ignore[arg-type]
        if shown != self._models or not self._is_loaded:
            self._models, self._is_loaded = shown, True
            self.models_changed.emit(self._models)
