"""What takes space beside the models, and deleting it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from pathlib import Path

from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.domain.space import SpaceItem, SpaceKind
from desktop_app.pipeline.window import is_held, remove_stale

_MOST_ENTRIES = 200_000
_PARTS = (".part", ".part.state", ".part.journal")


def measure_space(
    cache: Path,
    models_folder: Path,
    *,
    used_paths: Collection[str] = (),
    used_repos: Collection[str] = (),
    is_cancelled: Callable[[], bool] = lambda: False,
) -> tuple[SpaceItem, ...]:
    """Everything that could be deleted, by kind and size.

    Args:
        cache: the app's cache folder.
        models_folder: where models go.
        used_paths: files that jobs or the library need; what holds one of them is in use.
        used_repos: repositories whose headers or weights are needed now.
        is_cancelled: asked for each thing; then what was found so far is given.
    """
    from desktop_app.hub.hub_cache import hub_cache_items

    found: list[SpaceItem] = []
    finders = (
        lambda: _parts(models_folder),
        lambda: _repositories(cache / "sources", SpaceKind.SOURCES),
        lambda: _windows(cache / "windows"),
        lambda: _repositories(cache / "headers", SpaceKind.HEADERS),
        hub_cache_items,
    )
    for find in finders:
        for item in find():
            if is_cancelled():
                return tuple(found)
            found.append(_marked(item, used_paths, used_repos))
    return tuple(sorted(found, key=lambda item: (list(SpaceKind).index(item.kind), -item.size_bytes)))


def remove_space(item: SpaceItem) -> None:
    """Delete one thing that is not in use.

    Raises:
        BitsmithError: (file_access) it is in use, or cannot be deleted.
    """
    path = Path(item.path)
    if item.is_used or (item.kind is SpaceKind.WINDOWS and is_held(path)):
        raise BitsmithError(
            ErrorKind.FILE_ACCESS,
            f"{item.name} is in use.",
            "A job or the library needs it.",
            "Take the job off the list or the model out of the library first.",
        )
    try:
        if item.kind is SpaceKind.HUB_CACHE:
            from desktop_app.hub.hub_cache import remove_from_hub_cache

            remove_from_hub_cache(path)
        elif item.kind is SpaceKind.WINDOWS:
            remove_stale(path.parent)
        elif item.kind is SpaceKind.PARTS:
            for suffix in _PARTS:
                path.with_name(path.name + suffix).unlink(missing_ok=True)
        else:
            shutil.rmtree(path)
    except FileNotFoundError:
        return
    except OSError as error:
        raise BitsmithError(
            ErrorKind.FILE_ACCESS,
            f"{item.name} could not be deleted.",
            f"The system says: {error.strerror or error}.",
            "Check the permissions of the folder, and try again.",
        ) from error


def _marked(item: SpaceItem, used_paths: Collection[str], used_repos: Collection[str]) -> SpaceItem:
    inside = item.path + os.sep
    is_used = item.is_used or any(p == item.path or p.startswith(inside) for p in used_paths)
    if item.kind in (SpaceKind.SOURCES, SpaceKind.HEADERS):
        is_used = is_used or item.name in used_repos
    return replace(item, is_used=is_used)


def _parts(models_folder: Path) -> Iterator[SpaceItem]:
    """Unfinished files, by the name that they will have."""
    names: dict[Path, int] = {}
    for path in _files(models_folder):
        for suffix in _PARTS:
            if path.name.endswith(suffix):
                final = path.with_name(path.name.removesuffix(suffix))
                names[final] = names.get(final, 0) + _allocated(path)
                break
    for path, size in names.items():
        yield SpaceItem(SpaceKind.PARTS, path.relative_to(models_folder).as_posix(), str(path), size)


def _repositories(folder: Path, kind: SpaceKind) -> Iterator[SpaceItem]:
    if not folder.is_dir():
        return
    for entry in sorted(folder.iterdir()):
        if entry.is_dir() and not entry.is_symlink():
            name = entry.name.replace("--", "/", 1)
            yield SpaceItem(kind, name, str(entry), sum(map(_allocated, _files(entry))))


def _windows(folder: Path) -> Iterator[SpaceItem]:
    for entry in sorted(folder.glob("*.window")):
        size = sum(map(_allocated, _files(entry)))
        yield SpaceItem(SpaceKind.WINDOWS, entry.stem[:8], str(entry), size, is_held(entry))


def _files(folder: Path) -> Iterator[Path]:
    """Files below a folder; links are not followed."""
    count = 0
    for place, _folders, names in os.walk(folder):
        for name in names:
            count += 1
            if count > _MOST_ENTRIES:
                return
            yield Path(place, name)


def _allocated(path: Path) -> int:
    """Space that a file takes, which is less than its size where it has holes."""
    try:
        stat = path.lstat()
    except OSError:
        return 0
    return min(stat.st_size, getattr(stat, "st_blocks", stat.st_size) * 512)
