"""What each app has: GGUF files, Ollama's blobs by their manifests, checkpoints of the Hub's cache."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from desktop_app.domain.other_apps import OTHER_APPS
from desktop_app.storage.folder_scan import Bounds, Walk
from desktop_app.storage.found import FoundModel, group_shards
from desktop_app.storage.other_apps.hf_cache import find_in_hf_cache
from desktop_app.storage.other_apps.ollama import find_in_ollama
from desktop_app.storage.other_apps.places import Surroundings, folders_of

Finder = Callable[[Path, Walk], Iterable[FoundModel]]
_SHALLOW = {"koboldcpp": 2}  # a program's own folder, not one of models


@dataclass(slots=True)
class AppFinds:
    """What one look at an app found.

    Attributes:
        models: each file once, whatever links there are to it.
        is_whole: nothing stopped the look before its end.
        unreadable: folders that could not be read.
    """

    app: str
    models: list[FoundModel] = field(default_factory=list)
    is_whole: bool = True
    unreadable: list[str] = field(default_factory=list)


def find_models(
    where: Surroundings,
    *,
    hidden_apps: Iterable[str] = (),
    bounds: Bounds | None = None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[AppFinds]:
    """Look at one app after the other; those in `hidden_apps` are left alone."""
    hidden = set(hidden_apps)
    for app in OTHER_APPS:
        if app.key in hidden:
            continue
        if is_cancelled():
            return
        yield _find(app.key, where, Walk(bounds or Bounds(), is_cancelled))


def _find(app: str, where: Surroundings, walk: Walk) -> AppFinds:
    finds = AppFinds(app)
    seen: set[str] = set()
    special: dict[str, Finder] = {"ollama": find_in_ollama, "huggingface": find_in_hf_cache}
    for folder in folders_of(app, where):
        try:
            if not folder.is_dir():
                continue
            finder = special.get(app)
            found = finder(folder, walk) if finder else _plain_files(app, folder, walk)
            for model in found:
                real = str(model.path.resolve())
                if real not in seen:
                    seen.add(real)
                    finds.models.append(model)
        except (OSError, RuntimeError):  # RuntimeError: a link in a circle, on older Pythons
            walk.unreadable.append(str(folder))
    finds.is_whole = not walk.is_cut_short
    finds.unreadable = walk.unreadable
    return finds


def _plain_files(app: str, folder: Path, walk: Walk) -> Iterator[FoundModel]:
    """GGUF files below a folder; LM Studio's lie in publisher/repository."""
    files = walk.files(folder, ".gguf", depth=_SHALLOW.get(app))
    for path in group_shards(files):
        parts = path.relative_to(folder).parts
        source = "/".join(parts[:2]) if app == "lmstudio" and len(parts) >= 3 else ""
        name = path.parent.name if app == "jan" and path.name == "model.gguf" else ""
        yield FoundModel(path, app=app, source=source, name=name)
