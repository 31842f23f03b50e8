"""The cache of the Hub's client: GGUF files, and checkpoints that a model can be made from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from desktop_app.domain.library import ModelKind
from desktop_app.storage.folder_scan import Walk
from desktop_app.storage.found import FoundModel, group_shards
from desktop_app.storage.other_apps.places import read_small

_REPO = re.compile(r"models--([\w.\-]+?)(?:--([\w.\-]+))?")
_REVISION = re.compile(r"[0-9a-f]{40}")
_MAX_INDEX_BYTES = 64 << 20
_MOST_REVISIONS = 20


def find_in_hf_cache(folder: Path, walk: Walk) -> Iterator[FoundModel]:
    """GGUF files and checkpoints of each repository, the newest revision first."""
    root = folder.resolve()
    try:
        names = sorted(p.name for p in folder.iterdir())
    except OSError:
        walk.unreadable.append(str(folder))
        return
    for name in names:
        match = _REPO.fullmatch(name)
        if not match or walk.is_cancelled():
            continue
        source = "/".join(part for part in match.groups() if part)
        has_checkpoint = False
        for snapshot in _snapshots(folder / name):
            files = [p for p in walk.files(snapshot) if _is_inside(p, root)]
            for path in group_shards(p for p in files if p.name.lower().endswith(".gguf")):
                yield FoundModel(path, app="huggingface", source=source, revision=snapshot.name)
            if not has_checkpoint and _is_checkpoint(snapshot, files):
                has_checkpoint = True
                yield FoundModel(
                    snapshot,
                    app="huggingface",
                    name=source.rpartition("/")[2],
                    source=source,
                    revision=snapshot.name,
                    kind=ModelKind.CHECKPOINT,
                    missing_parts=_missing_weights(snapshot, files),
                )


def _snapshots(repo: Path) -> list[Path]:
    """The revisions that are here: the one that "main" means, then the newest."""
    main = read_small(repo / "refs" / "main", 64).decode("ascii", "ignore").strip()
    try:
        found = [p for p in (repo / "snapshots").iterdir() if _REVISION.fullmatch(p.name) and p.is_dir()]
        found.sort(key=lambda p: (p.name != main, -p.stat().st_mtime))
    except OSError:
        return []
    return found[:_MOST_REVISIONS]


def _is_inside(path: Path, root: Path) -> bool:
    """Whether a file of a snapshot, mostly a link, leads to a file of the cache."""
    try:
        return path.resolve().is_relative_to(root)
    except (OSError, RuntimeError):
        return False


def _is_checkpoint(snapshot: Path, files: list[Path]) -> bool:
    names = {p.name for p in files if p.parent == snapshot}
    return "config.json" in names and any(name.endswith(".safetensors") for name in names)


def _missing_weights(snapshot: Path, files: list[Path]) -> tuple[str, ...]:
    """Files of weights that the index names and that were not downloaded."""
    try:
        raw: Any = json.loads(
            read_small(snapshot / "model.safetensors.index.json", _MAX_INDEX_BYTES) or b"{}"
        )
    except (ValueError, RecursionError):
        return ()
    table = raw.get("weight_map") if isinstance(raw, dict) else None
    wanted = {n for n in table.values() if isinstance(n, str)} if isinstance(table, dict) else set()
    return tuple(sorted(wanted - {p.name for p in files}))[:100]
