"""Ollama's store: manifests name the model, blobs hold it. Manifests are hostile input."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from desktop_app.domain.library import clean_name
from desktop_app.storage.folder_scan import Walk
from desktop_app.storage.found import FoundModel
from desktop_app.storage.other_apps.places import read_small

_DIGEST = re.compile(r"sha256:([0-9a-f]{64})")
_LAYER = "application/vnd.ollama.image."
_WANTED = ("model", "projector", "adapter")
_MOST_LAYERS = 256
_HOME = ("registry.ollama.ai", "library")


def find_in_ollama(folder: Path, walk: Walk) -> Iterator[FoundModel]:
    """The models of one store; several tags of the same blob are one model, named after the first."""
    for manifest in walk.files(folder / "manifests"):
        name, source = _names(manifest.relative_to(folder / "manifests").parts)
        for kind, digest in _layers(manifest):
            blob = folder / "blobs" / f"sha256-{digest}"
            if blob.is_file():
                suffix = "" if kind == "model" else f" ({kind})"
                yield FoundModel(blob, app="ollama", name=name + suffix, source=source, sha256=digest)


def _names(parts: tuple[str, ...]) -> tuple[str, str]:
    """What Ollama calls it ("llama3.2:3b"), and its repository on the Hub when it came from there."""
    *before, tag = parts
    if tuple(before[:2]) == _HOME:
        before = before[2:]
    elif before[:1] == [_HOME[0]]:
        before = before[1:]
    source = "/".join(before[1:3]) if before[:1] in (["hf.co"], ["huggingface.co"]) else ""
    return clean_name(f"{'/'.join(before)}:{tag}"), clean_name(source)


def _layers(manifest: Path) -> Iterator[tuple[str, str]]:
    try:
        raw: Any = json.loads(read_small(manifest) or b"null")
    except (ValueError, RecursionError):
        return
    layers = raw.get("layers") if isinstance(raw, dict) else None
    for layer in layers[:_MOST_LAYERS] if isinstance(layers, list) else ():
        if not isinstance(layer, dict):
            continue
        media, digest = layer.get("mediaType"), layer.get("digest")
        match = _DIGEST.fullmatch(digest) if isinstance(digest, str) else None
        if match and isinstance(media, str) and media.removeprefix(_LAYER) in _WANTED:
            yield media.removeprefix(_LAYER), match[1]
