"""From paths that a person gave to models in the library."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.domain.added_files import AddedFiles
from desktop_app.domain.errors import BitsmithError, ErrorKind, Problem
from desktop_app.domain.library import LibraryModel, ModelOrigin
from desktop_app.storage.folder_scan import Bounds, Walk
from desktop_app.storage.found import group_shards

if TYPE_CHECKING:
    from desktop_app.storage.library import ModelLibrary

_BOUNDS = Bounds(depth=4, entries=20_000, seconds=10.0)


def add_files(
    library: ModelLibrary, paths: Iterable[str], is_cancelled: Callable[[], bool] = lambda: False
) -> AddedFiles:
    """Take GGUF files into the library, where they are; folders are looked through.

    The parts of a split model are one model, whichever of them was given. A folder with a config.json is a
    checkpoint and is not looked through.
    """
    files: list[Path] = []
    checkpoints: list[str] = []
    problems = []
    for path in map(Path, paths):
        try:
            if not path.is_dir():
                files.append(path)
            elif (path / "config.json").is_file():
                checkpoints.append(str(path))
            else:
                files += _files_below(path, is_cancelled)
        except BitsmithError as error:
            problems.append(error.problem)
        except (OSError, ValueError):
            files.append(path)  # the library says what is wrong with it
    models: dict[str, LibraryModel] = {}
    for path in group_shards(files):
        if is_cancelled():
            break
        try:
            model = library.add_file(path, ModelOrigin.LOCAL)
        except BitsmithError as error:
            problems.append(_named(error.problem, path.name))
        else:
            models[model.model_id] = model
    return AddedFiles(tuple(models.values()), tuple(checkpoints), tuple(problems))


def _named(problem: Problem, name: str) -> Problem:
    """A problem that says which of several files it is about."""
    if name in problem.what:
        return problem
    return Problem(
        problem.kind, f"{name} cannot be used.", problem.why, problem.next_step, detail=problem.detail
    )


def _files_below(folder: Path, is_cancelled: Callable[[], bool]) -> list[Path]:
    walk = Walk(_BOUNDS, is_cancelled)
    found = list(walk.files(folder, ".gguf"))
    if not found:
        raise BitsmithError(
            ErrorKind.NOT_FOUND,
            f"There is no model in {folder.name or folder}.",
            "It cannot be read."
            if str(folder) in walk.unreadable
            else "It holds neither GGUF files nor a checkpoint (config.json and .safetensors files).",
            "Choose a .gguf file, or the folder that holds one.",
        )
    return found
