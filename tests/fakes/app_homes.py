"""Homes in which other apps keep models, as those apps lay them out."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

from desktop_app.storage.other_apps import Surroundings
from tests.fakes.tiny_model import write_tiny_model

REVISION = "0123456789abcdef0123456789abcdef01234567"


def surroundings(home: Path, system: str = "linux", **environ: str) -> Surroundings:
    """A computer whose home folder is `home`; what all persons share is in `home`/root."""
    return Surroundings(home=home, environ=environ, system=system, root=home / "root")


def add_lm_studio(home: Path, name: str = "tiny-Q8_0.gguf", *, folder: Path | None = None) -> Path:
    """A model as LM Studio keeps it, in its default folder or in one that its settings name."""
    if folder:
        settings = home / ".lmstudio" / "settings.json"
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text(json.dumps({"downloadsFolder": str(folder)}))
    path = (folder or home / ".lmstudio" / "models") / "publisher" / "repo-GGUF" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    return write_tiny_model(path)


def add_ollama(store: Path, *names: str, content: Path | None = None, kind: str = "model") -> Path:
    """A blob, and a manifest for each "host/namespace/model/tag"."""
    store.mkdir(parents=True, exist_ok=True)
    made = store / "new.gguf"
    if content:
        shutil.copyfile(content, made)
    else:
        write_tiny_model(made)
    digest = hashlib.sha256(made.read_bytes()).hexdigest()
    blob = store / "blobs" / f"sha256-{digest}"
    blob.parent.mkdir(exist_ok=True)
    made.rename(blob)
    for name in names:
        write_manifest(
            store / "manifests" / name,
            [
                {"mediaType": "application/vnd.ollama.image.license", "digest": f"sha256:{'a' * 64}"},
                {"mediaType": f"application/vnd.ollama.image.{kind}", "digest": f"sha256:{digest}"},
            ],
        )
    return blob


def write_manifest(path: Path, layers: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"schemaVersion": 2, "layers": layers}))


def add_hf_file(cache: Path, repo: str, name: str, content: Path, revision: str = REVISION) -> Path:
    """A file in the Hub's cache: a blob, and a link to it in a snapshot."""
    root = cache / f"models--{repo.replace('/', '--')}"
    digest = hashlib.sha256(content.read_bytes()).hexdigest()
    blob = root / "blobs" / digest
    blob.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(content, blob)
    (root / "refs").mkdir(exist_ok=True)
    (root / "refs" / "main").write_text(revision)
    link = root / "snapshots" / revision / name
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(blob)
    return link


def add_hf_checkpoint(cache: Path, repo: str, folder: Path) -> Path:
    """A checkpoint folder in the Hub's cache; returns its snapshot."""
    links = [add_hf_file(cache, repo, path.name, path) for path in sorted(folder.iterdir())]
    return links[0].parent
