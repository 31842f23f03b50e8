"""Repositories of a hub: what is in them, and which of their files are needed for what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from desktop_app.domain.quantization import quant_name_from_filename

_SHARD = re.compile(r"-(\d{5})-of-(\d{5})(?=\.gguf$)", re.IGNORECASE)
_WINDOWS_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[\x00-\x1f<>:"|?*\\]')
_SMALL_FILES = (
    "config.json",
    "generation_config.json",
    "tokenizer.json",
    "tokenizer.model",
    "tokenizer_config.json",
    "special_tokens_map.json",
    "added_tokens.json",
    "vocab.json",
    "merges.txt",
    "chat_template.jinja",
    "chat_template.json",
    "model.safetensors.index.json",
    "preprocessor_config.json",
    "quantize_config.json",
    "hf_quant_config.json",
    "tekken.json",
    "README.md",
)
_WEIGHTS = re.compile(r"^model[^/]*\.safetensors$")


@dataclass(frozen=True, slots=True)
class RepoSummary:
    """One row of a search; None where the hub does not say."""

    repo_id: str
    downloads: int = 0
    likes: int = 0
    updated_at: str = ""
    gated: bool = False
    pipeline_tag: str = ""
    license: str = ""
    tags: tuple[str, ...] = ()
    n_params: int | None = None
    has_safetensors: bool = False
    has_gguf: bool = False
    architecture: str = ""
    created_at: str = ""

    @property
    def author(self) -> str:
        return self.repo_id.partition("/")[0] if "/" in self.repo_id else ""

    @property
    def name(self) -> str:
        return self.repo_id.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class RepoFile:
    """One file at a fixed revision; `sha256` for large files, `git_sha1` for the others."""

    path: str
    size_bytes: int
    sha256: str = ""
    git_sha1: str = ""


@dataclass(frozen=True, slots=True)
class RepoDetail:
    """One repository at a fixed revision (40 hexadecimal digits)."""

    repo_id: str
    revision: str
    files: tuple[RepoFile, ...]
    license: str = ""
    gated: bool = False
    architecture: str = ""
    n_params: int | None = None
    context_length: int | None = None
    downloads: int = 0
    likes: int = 0
    updated_at: str = ""
    base_model: str = ""
    tags: tuple[str, ...] = ()

    @property
    def size_bytes(self) -> int:
        return sum(f.size_bytes for f in self.files)


@dataclass(frozen=True, slots=True)
class GgufVariant:
    """One ready-made GGUF; `label` tells it from the others of the repository.

    `model_files` are all its split files, the first one first; `projector` is the file that lets it see
    pictures, where the repository has one.
    """

    label: str
    quant_type: str
    model_files: tuple[RepoFile, ...]
    projector: RepoFile | None = None

    @property
    def files(self) -> tuple[RepoFile, ...]:
        """All that is downloaded, the model's first file first."""
        return (*self.model_files, self.projector) if self.projector else self.model_files

    @property
    def size_bytes(self) -> int:
        return sum(f.size_bytes for f in self.files)


def weight_files(detail: RepoDetail) -> tuple[RepoFile, ...]:
    """The safetensors files of the model at the top of the repository."""
    return tuple(f for f in detail.files if _WEIGHTS.match(f.path))


def small_files(detail: RepoDetail) -> tuple[RepoFile, ...]:
    """What a conversion needs beside the weights."""
    return tuple(f for f in detail.files if f.path in _SMALL_FILES)


def conversion_files(detail: RepoDetail) -> tuple[RepoFile, ...]:
    """All files that a conversion needs, the small ones first."""
    return (*small_files(detail), *weight_files(detail))


def has_convertible_weights(detail: RepoDetail) -> bool:
    """Whether there are a config and safetensors weights."""
    return bool(weight_files(detail)) and any(f.path == "config.json" for f in detail.files)


def gguf_variants(files: tuple[RepoFile, ...]) -> tuple[GgufVariant, ...]:
    """Ready-made GGUF models, smallest first; a split set with a missing part is left out."""
    sets: dict[str, dict[int, RepoFile]] = {}
    counts: dict[str, int] = {}
    for file in files:
        lower = file.path.lower()
        if not lower.endswith(".gguf") or "mmproj" in lower:
            continue
        shard = _SHARD.search(file.path)
        key = _SHARD.sub("", file.path)
        sets.setdefault(key, {})[int(shard[1]) if shard else 1] = file
        counts[key] = int(shard[2]) if shard else 1
    projectors = [f for f in files if f.path.lower().endswith(".gguf") and "mmproj" in f.path.lower()]
    variants = []
    for key, parts in sets.items():
        if sorted(parts) != list(range(1, counts[key] + 1)):
            continue
        label = key.removesuffix(".gguf").removesuffix(".GGUF")
        ordered = tuple(parts[n] for n in sorted(parts))
        projector = _projector_of(ordered[0], projectors)
        variants.append(GgufVariant(label, quant_name_from_filename(key), ordered, projector))
    return tuple(sorted(variants, key=lambda v: v.size_bytes))


def _projector_of(file: RepoFile, projectors: list[RepoFile]) -> RepoFile | None:
    """The projector in the same folder; of several one of 16 bits."""
    folder = PurePosixPath(file.path).parent
    found = [p for p in projectors if PurePosixPath(p.path).parent == folder]
    return min(found, key=lambda p: (_projector_rank(p.path), p.size_bytes, p.path), default=None)


def _projector_rank(path: str) -> int:
    upper = path.upper().replace("FP16", "F16")
    if "BF16" in upper:
        return 1
    return next((rank for rank, form in ((0, "F16"), (2, "Q8_0")) if form in upper), 3)


def is_safe_path(path: str) -> bool:
    """Whether a file of this name stays in the folder that it is meant for, on every system."""
    if not path or len(path) > 400 or path.startswith("/") or _FORBIDDEN.search(path):
        return False
    return all(
        part not in ("", ".", "..")
        and not part.endswith((".", " "))
        and not part.startswith(" ")
        and not _WINDOWS_RESERVED.match(part)
        and len(part.encode()) <= 240
        for part in path.split("/")
    )


def portable_name(name: str) -> str:
    """The name for a file or a folder: with a mark in front where Windows would take it for a device."""
    return f"_{name}" if _WINDOWS_RESERVED.match(name) else name


def is_repo_id(text: str) -> bool:
    """Whether this has the form "owner/name" (or an old "name") that hubs accept."""
    return bool(re.fullmatch(r"(?:[A-Za-z0-9][\w.-]{0,95}/)?[A-Za-z0-9][\w.-]{0,95}", text)) and not (
        ".." in text or "--" in text
    )


def repo_id_from_text(text: str) -> str:
    """The repository that a pasted address or id means, "" when it is neither."""
    cleaned = re.sub(r"^hub:", "", text.strip())
    match = re.match(r"^https?://[^/]+/(?:models/)?([^/?#\s]+/[^/?#\s]+)", cleaned)
    candidate = match[1] if match else cleaned
    return candidate if "/" in candidate and is_repo_id(candidate) else ""
