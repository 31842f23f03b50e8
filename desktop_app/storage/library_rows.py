"""Models as rows of the database, and back; a row that makes no sense loses only what makes none."""

from __future__ import annotations

import dataclasses
import json
import math
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop_app.domain.library import FileIdentity, LibraryModel, ModelKind, ModelOrigin, clean_name
from desktop_app.storage.dataclass_json import from_json
from desktop_app.storage.found import parts_of
from desktop_app.storage.model_facts import ModelFacts

COLUMNS = (
    "model_id", "path", "name", "origin", "quant_type", "size_bytes", "added_at", "source", "revision",
    "architecture", "n_params", "n_ctx_train", "kind", "app", "is_hidden", "last_used_at", "details",
)  # fmt: skip
_CHANGED = ", ".join(f"{name} = excluded.{name}" for name in COLUMNS if name != "model_id")
UPSERT = (
    f"INSERT INTO models ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))}) "  # noqa: S608
    f"ON CONFLICT (model_id) DO UPDATE SET {_CHANGED}"
)
_MOST = 1 << 62


@dataclass(frozen=True, slots=True)
class _Details:
    """What has no column of its own."""

    file_title: str = ""
    license: str = ""
    bits_per_weight: float = 0.0
    provenance: tuple[tuple[str, ...], ...] = ()
    n_parts: int = 1
    missing_parts: tuple[str, ...] = ()
    created_at: float = 0.0
    size_bytes: int = 0
    mtime_ns: int = 0
    inode: str = ""
    vector_width: int | None = None


def details_text(facts: ModelFacts) -> str:
    """The column `details`."""
    details = _Details(
        facts.file_title,
        facts.license,
        facts.bits_per_weight,
        facts.provenance,
        facts.n_parts,
        facts.missing_parts,
        facts.created_at,
        facts.identity.size_bytes,
        facts.identity.mtime_ns,
        str(facts.identity.inode),  # some systems' do not fit SQLite's integers
        facts.vector_width,
    )
    return json.dumps(dataclasses.asdict(details))


def model_of(row: sqlite3.Row, tags: tuple[str, ...]) -> LibraryModel | None:
    """The model of a row as it is on the disk now; None for a row without a usable path."""
    path, model_id = row["path"], row["model_id"]
    if not isinstance(path, str) or not path or "\0" in path or not isinstance(model_id, str):
        return None
    details = _details(row["details"])
    kind = _member(ModelKind, row["kind"], ModelKind.MODEL)
    missing = _missing(Path(path), kind, details)
    return LibraryModel(
        model_id=model_id,
        name=_text(row["display_name"]) or _text(row["name"]) or clean_name(Path(path).name),
        path=path,
        origin=_member(ModelOrigin, row["origin"], ModelOrigin.LOCAL),
        quant_type=_text(row["quant_type"]),
        size_bytes=_count(row["size_bytes"]),
        added_at=_time(row["added_at"]),
        source=_text(row["source"]),
        revision=_text(row["revision"]),
        architecture=_text(row["architecture"]),
        n_params=_count(row["n_params"]),
        n_ctx_train=_count(row["n_ctx_train"]),
        is_missing=missing is not None,
        kind=kind,
        app=_text(row["app"]),
        tags=tags,
        last_used_at=_time(row["last_used_at"]),
        created_at=details.created_at,
        file_title=details.file_title,
        license=details.license,
        bits_per_weight=details.bits_per_weight,
        provenance=tuple((pair[0], pair[1]) for pair in details.provenance if len(pair) == 2),
        n_parts=max(1, details.n_parts),
        missing_parts=missing or (),
        identity=FileIdentity(details.size_bytes, details.mtime_ns, _inode(details.inode)),
        vector_width=details.vector_width,
    )


def _missing(path: Path, kind: ModelKind, details: _Details) -> tuple[str, ...] | None:
    """None when all is there; else the parts that are not, of a model with several."""
    try:
        if kind is ModelKind.CHECKPOINT:
            if not path.is_dir():
                return ()
            return details.missing_parts or None
        if details.n_parts <= 1:
            return None if path.is_file() else ()
        gone = tuple(part.name for part in parts_of(path) if not part.is_file())
        return gone or None
    except (OSError, ValueError):
        return ()


def _details(text: Any) -> _Details:
    try:
        raw = json.loads(text) if isinstance(text, str) and text else {}
        return from_json(_Details, raw) if isinstance(raw, dict) else _Details()
    except (ValueError, TypeError, RecursionError):
        return _Details()


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _count(value: Any) -> int:
    return value if type(value) is int and 0 <= value < _MOST else 0


def _time(value: Any) -> float:
    good = type(value) in (int, float) and math.isfinite(value) and 0 <= value < 1e11
    return float(value) if good else 0.0


def _inode(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 50 else 0


def _member(kind: Any, value: Any, default: Any) -> Any:
    return next((m for m in kind if m.value == value), default)
