"""A hub's answers, read as hostile input: wrong types and impossible values are as if they were not there."""

from __future__ import annotations

from typing import Any

from desktop_app.domain.repository import RepoDetail, RepoFile, RepoSummary, is_repo_id, is_safe_path

_MAX_FILES = 50_000


def summary_of(item: Any) -> RepoSummary | None:
    """One row of a search, None when it is not one."""
    repo_id = item.get("id") if isinstance(item, dict) else None
    if not isinstance(repo_id, str) or not is_repo_id(repo_id):
        return None
    tags = _texts(item.get("tags"))
    architectures = _texts(_table(item.get("config")).get("architectures"))
    return RepoSummary(
        repo_id=repo_id,
        downloads=_count(item.get("downloads")),
        likes=_count(item.get("likes")),
        updated_at=_text(item.get("lastModified")),
        gated=bool(item.get("gated")),
        pipeline_tag=_text(item.get("pipeline_tag")),
        license=_license(item, tags),
        tags=tags,
        n_params=_n_params(item),
        has_safetensors="safetensors" in tags or isinstance(item.get("safetensors"), dict),
        has_gguf="gguf" in tags or isinstance(item.get("gguf"), dict),
        architecture=architectures[0] if architectures else "",
        created_at=_text(item.get("createdAt")),
    )


def detail_of(repo_id: str, sha: str, item: dict[str, Any]) -> RepoDetail:
    """A repository at the commit `sha`; what makes no sense in it is left out."""
    tags = _texts(item.get("tags"))
    card = _table(item.get("cardData"))
    config = _table(item.get("config"))
    gguf = _table(item.get("gguf"))
    architectures = _texts(config.get("architectures"))
    base = card.get("base_model")
    siblings = item.get("siblings")
    files = [_file(entry) for entry in siblings[:_MAX_FILES]] if isinstance(siblings, list) else []
    return RepoDetail(
        repo_id=repo_id,
        revision=sha,
        files=_without_collisions([f for f in files if f is not None]),
        license=_license(item, tags),
        gated=bool(item.get("gated")),
        architecture=architectures[0] if architectures else _text(gguf.get("architecture")),
        n_params=_n_params(item),
        context_length=_count(gguf.get("context_length")) or None,
        downloads=_count(item.get("downloads")),
        likes=_count(item.get("likes")),
        updated_at=_text(item.get("lastModified")),
        base_model=_text(base[0] if isinstance(base, list) and base else base),
        tags=tags,
    )


def _file(entry: Any) -> RepoFile | None:
    path = entry.get("rfilename") if isinstance(entry, dict) else None
    if not isinstance(path, str) or not is_safe_path(path):
        return None
    lfs = _table(entry.get("lfs"))
    sha256 = _text(lfs.get("sha256") or lfs.get("oid"))
    return RepoFile(
        path=path,
        size_bytes=_count(lfs.get("size") or entry.get("size")),
        sha256=sha256 if len(sha256) == 64 else "",
        git_sha1=_text(entry.get("blobId")) if not lfs else "",
    )


def _without_collisions(files: list[RepoFile]) -> tuple[RepoFile, ...]:
    """Names that differ only in case are one file on many systems: the first one is kept."""
    found: dict[str, RepoFile] = {}
    for file in files:
        found.setdefault(file.path.casefold(), file)
    return tuple(found.values())


def _license(item: dict[str, Any], tags: tuple[str, ...]) -> str:
    card = item.get("cardData")
    named = card.get("license") if isinstance(card, dict) else None
    if isinstance(named, list):
        named = named[0] if named else None
    if isinstance(named, str) and named:
        return named[:100]
    return next((t.removeprefix("license:")[:100] for t in tags if t.startswith("license:")), "")


def _n_params(item: dict[str, Any]) -> int | None:
    for key in ("safetensors", "gguf"):
        info = item.get(key)
        if isinstance(info, dict) and (total := _count(info.get("total"))):
            return total
    return None


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _count(value: Any) -> int:
    return value if type(value) is int and 0 <= value < 1 << 60 else 0


def _text(value: Any) -> str:
    return value[:500] if isinstance(value, str) else ""


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(v[:200] for v in value[:500] if isinstance(v, str)) if isinstance(value, list) else ()
