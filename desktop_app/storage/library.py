"""The model library: what is registered, what is in the models folder, what has vanished."""

from __future__ import annotations

import re
import sqlite3
import time
import uuid
from pathlib import Path

from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.domain.gguf_header import GgufHeader, NeedMoreError, bad_gguf, read_gguf_header
from desktop_app.domain.library import LibraryModel, ModelOrigin
from desktop_app.storage.database import Database
from desktop_app.storage.files import file_problem

_SHARD = re.compile(r"-(\d{5})-of-(\d{5})\.gguf$", re.IGNORECASE)
_MAX_SCANNED = 20_000


class ModelLibrary:
    """Models of this computer; every method may be called from any thread.

    Args:
        database: keeps the list.
        models_folder: where new models go; GGUF files found below it are taken in.
    """

    def __init__(self, database: Database, models_folder: Path) -> None:
        self._database = database
        self.models_folder = models_folder

    def list(self) -> tuple[LibraryModel, ...]:
        """All models, newest first; a file that is not there now is marked, not forgotten."""
        rows = self._database.read("SELECT * FROM models ORDER BY added_at DESC, name")
        return tuple(_model(row) for row in rows)

    def refresh(self) -> tuple[LibraryModel, ...]:
        """Take in files that are new in the models folder, and list everything."""
        known = {model.path for model in self.list()}
        if self.models_folder.is_dir():
            for number, path in enumerate(sorted(self.models_folder.rglob("*.gguf"))):
                if number >= _MAX_SCANNED:
                    break
                shard = _SHARD.search(path.name)
                if str(path) in known or path.is_symlink() or (shard and int(shard[1]) != 1):
                    continue
                try:
                    self.add_file(path, ModelOrigin.LOCAL)
                except BitsmithError:
                    continue  # a file that is no model is not ours to complain about here
        return self.list()

    def find(self, name_or_id: str) -> LibraryModel | None:
        """A model by id, path or name (in any case)."""
        wanted = name_or_id.casefold()
        for model in self.list():
            if name_or_id in (model.model_id, model.path) or model.name.casefold() == wanted:
                return model
        return None

    def add_file(
        self, path: Path, origin: ModelOrigin, *, source: str = "", revision: str = "", name: str = ""
    ) -> LibraryModel:
        """Register a GGUF where it is; one that is registered already is brought up to date.

        Raises:
            BitsmithError: it is not there, cannot be read, or is no whole GGUF.
        """
        path = path.absolute()
        shards = shards_of(path)
        header = read_header(shards[0])
        size = sum(_size(shard) for shard in shards)
        known = next((m for m in self.list() if m.path == str(shards[0])), None)
        model = LibraryModel(
            model_id=known.model_id if known else uuid.uuid4().hex,
            name=name or _display_name(shards[0]),
            path=str(shards[0]),
            origin=origin,
            quant_type=header.quant_type,
            size_bytes=size,
            added_at=known.added_at if known else time.time(),
            source=source or (known.source if known else ""),
            revision=revision or (known.revision if known else ""),
            architecture=header.architecture,
            n_params=header.n_params,
            n_ctx_train=header.n_ctx_train,
        )
        with self._database.write() as db:
            db.execute(
                "INSERT OR REPLACE INTO models VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    model.model_id,
                    model.path,
                    model.name,
                    model.origin.value,
                    model.quant_type,
                    model.size_bytes,
                    model.added_at,
                    model.source,
                    model.revision,
                    model.architecture,
                    model.n_params,
                    model.n_ctx_train,
                ),
            )
        return model

    def remove(self, model_id: str, *, delete_file: bool) -> None:
        """Take a model off the list; with `delete_file` its files are deleted first.

        Raises:
            BitsmithError: (file_access) a file could not be deleted; the model stays on the list.
        """
        model = next((m for m in self.list() if m.model_id == model_id), None)
        if model is None:
            return
        if delete_file:
            for shard in shards_of(Path(model.path), must_exist=False):
                try:
                    shard.unlink(missing_ok=True)
                except OSError as error:
                    raise file_problem(error, f"{shard.name} could not be deleted.") from error
            self._remove_empty_folders(Path(model.path).parent)
        with self._database.write() as db:
            db.execute("DELETE FROM models WHERE model_id = ?", (model_id,))

    def _remove_empty_folders(self, folder: Path) -> None:
        while folder != self.models_folder and self.models_folder in folder.parents:
            try:
                folder.rmdir()
            except OSError:
                return
            folder = folder.parent


def shards_of(path: Path, *, must_exist: bool = True) -> list[Path]:
    """All files of a split model in order, or the one file.

    Raises:
        BitsmithError: (bad_model) a file of the set is missing.
    """
    match = _SHARD.search(path.name)
    if not match:
        return [path]
    count = int(match[2])
    if not 0 < count <= 10_000:
        raise bad_gguf(f"Its name claims {count} parts.")
    stem = path.name[: match.start()]
    shards = [path.with_name(f"{stem}-{n:05d}-of-{count:05d}.gguf") for n in range(1, count + 1)]
    missing = [s.name for s in shards if not s.is_file()]
    if missing and must_exist:
        raise bad_gguf(f"{len(missing)} of its {count} files are missing, for example {missing[0]}.")
    return shards


def read_header(path: Path) -> GgufHeader:
    """The header of a GGUF file, checked against the file's size.

    Raises:
        BitsmithError: it is not there, cannot be read, or is cut off.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            header = read_gguf_header(file, available=size)
    except FileNotFoundError as error:
        raise BitsmithError(
            ErrorKind.NOT_FOUND,
            f"{path.name} is not there.",
            "It was moved, renamed or deleted.",
            "Choose the file again.",
        ) from error
    except OSError as error:
        raise file_problem(error, f"{path.name} cannot be read.") from error
    except NeedMoreError as error:
        raise bad_gguf("It is cut off within its header.") from error
    if not header.tensors and not header.values.get("split.count"):
        raise bad_gguf("It holds no weights.")
    if header.file_bytes > size:
        raise bad_gguf(f"It is cut off: it should have {header.file_bytes:,} bytes and has {size:,}.")
    return header


def _display_name(path: Path) -> str:
    return _SHARD.sub("", path.name).removesuffix(".gguf")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        raise file_problem(error, f"{path.name} cannot be read.") from error


def _model(row: sqlite3.Row) -> LibraryModel:
    path = Path(row["path"])
    return LibraryModel(
        model_id=row["model_id"],
        name=row["name"],
        path=row["path"],
        origin=ModelOrigin(row["origin"]),
        quant_type=row["quant_type"],
        size_bytes=row["size_bytes"],
        added_at=row["added_at"],
        source=row["source"],
        revision=row["revision"],
        architecture=row["architecture"],
        n_params=row["n_params"],
        n_ctx_train=row["n_ctx_train"],
        is_missing=not path.is_file(),
    )
