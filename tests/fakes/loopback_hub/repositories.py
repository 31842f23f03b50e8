"""The repositories that the loopback hub serves, and their JSON."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_LFS_FROM_BYTES = 1 << 20


@dataclass
class Repository:
    """A folder that is served as a repository at one commit.

    `overrides` are put over the JSON that the API gives; `extra_files` are listed without being there.
    `gate` is what a gated repository says to the right token: "open", "terms" (not accepted yet),
    "pending", "rejected", or "narrow" (a fine-grained token that may not).
    """

    repo_id: str
    folder: Path
    gated: bool = False
    license: str = "apache-2.0"
    tags: tuple[str, ...] = ("conversational",)
    downloads: int = 100
    likes: int = 10
    updated: str = "2026-01-02T03:04:05.000Z"
    created: str = "2025-01-02T03:04:05.000Z"
    n_params: int = 0
    overrides: dict[str, Any] = field(default_factory=dict)
    extra_files: tuple[dict[str, Any], ...] = ()
    gate: str = "open"

    def __post_init__(self) -> None:
        self._hashes: dict[tuple[str, int, int], dict[str, Any]] = {}

    @property
    def revision(self) -> str:
        """Changes whenever a file does."""
        digest = hashlib.sha1()
        for path in self.paths():
            stat = path.stat()
            digest.update(f"{path.name} {stat.st_size} {stat.st_mtime_ns}".encode())
        return digest.hexdigest()

    def paths(self) -> list[Path]:
        return sorted(p for p in self.folder.rglob("*") if p.is_file())

    def path_of(self, name: str) -> Path | None:
        path = (self.folder / name).resolve()
        return path if self.folder.resolve() in path.parents and path.is_file() else None

    def facts(self, path: Path) -> dict[str, Any]:
        """Size and hashes of one file, as siblings of the API give them."""
        stat = path.stat()
        key = (str(path), stat.st_size, stat.st_mtime_ns)
        if key not in self._hashes:
            sha256, sha1 = hashlib.sha256(), hashlib.sha1(f"blob {stat.st_size}\0".encode())
            with path.open("rb") as file:
                while chunk := file.read(1 << 20):
                    sha256.update(chunk)
                    sha1.update(chunk)
            facts: dict[str, Any] = {"size": stat.st_size, "blobId": sha1.hexdigest()}
            if stat.st_size >= _LFS_FROM_BYTES:
                facts["lfs"] = {"size": stat.st_size, "sha256": sha256.hexdigest(), "pointerSize": 134}
            self._hashes[key] = facts
        return self._hashes[key]

    def etag(self, path: Path) -> str:
        facts = self.facts(path)
        return facts["lfs"]["sha256"] if "lfs" in facts else facts["blobId"]

    def all_tags(self) -> list[str]:
        names = [p.name for p in self.paths()]
        kinds = {".safetensors": "safetensors", ".gguf": "gguf"}
        found = [tag for suffix, tag in kinds.items() if any(n.endswith(suffix) for n in names)]
        return [*self.tags, *found, f"license:{self.license}"]

    def summary(self) -> dict[str, Any]:
        return {
            "_id": self.repo_id,
            "id": self.repo_id,
            "downloads": self.downloads,
            "likes": self.likes,
            "lastModified": self.updated,
            "createdAt": self.created,
            "config": self.config(),
            **({"safetensors": {"total": self.n_params}} if self.n_params else {}),
            "gated": "manual" if self.gated else False,
            "tags": self.all_tags(),
            "pipeline_tag": "text-generation",
            "private": False,
            "trendingScore": self.likes,
            **self.overrides,
        }

    def config(self) -> dict[str, Any]:
        path = self.folder / "config.json"
        config = json.loads(path.read_bytes()) if path.exists() else {}
        return {k: config[k] for k in ("architectures", "model_type") if k in config}

    def detail(self) -> dict[str, Any]:
        siblings = [
            {"rfilename": p.relative_to(self.folder).as_posix(), **self.facts(p)} for p in self.paths()
        ]
        return {
            **self.summary(),
            "sha": self.revision,
            "cardData": {"license": self.license},
            "siblings": [*siblings, *self.extra_files],
            **self.overrides,
        }
