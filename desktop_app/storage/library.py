"""The model library: what is registered, in the models folder, with other apps, and what vanished."""

from __future__ import annotations

import os
import re
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from desktop_app.domain.errors import BitsmithError, ErrorKind, file_problem
from desktop_app.domain.library import (
    MOST_TAGS,
    LibraryModel,
    ModelKind,
    ModelOrigin,
    clean_name,
    clean_tag,
)
from desktop_app.domain.projectors import with_projectors
from desktop_app.storage.database import Database
from desktop_app.storage.folder_scan import Bounds, Walk
from desktop_app.storage.found import SHARD, FoundModel, first_part, group_shards
from desktop_app.storage.library_rows import UPSERT, details_text, model_of
from desktop_app.storage.model_facts import (
    ModelFacts,
    identity_of,
    read_checkpoint_facts,
    read_facts,
    shards_of,
)
from desktop_app.storage.other_apps import AppFinds, Surroundings, find_models

_SEEN, _TAKEN_OFF = 0, 1  # the column is_hidden
_OWN_ORIGINS = (ModelOrigin.STARTER, ModelOrigin.DOWNLOADED, ModelOrigin.MADE)
_IN_USE_S = 3.0
_OWN_BOUNDS = Bounds(depth=12, entries=200_000, seconds=60.0)
IsCancelled = Callable[[], bool]


class ModelLibrary:
    """Models of this computer; every method may be called from any thread.

    Args:
        database: keeps the list.
        models_folder: where new models go; GGUF files found below it are taken in.
        surroundings: where other apps' folders are looked for.

    Attributes:
        hidden_apps: keys of apps whose models are neither looked for nor listed.
    """

    def __init__(
        self, database: Database, models_folder: Path, surroundings: Surroundings | None = None
    ) -> None:
        self._database = database
        self.models_folder = models_folder
        self.hidden_apps: tuple[str, ...] = ()
        self._surroundings = surroundings or Surroundings()
        self._registering = threading.Lock()  # a look at other apps runs beside the changes of a person

    # --- what is there ------------------------------------------------------------------------------

    def list(self) -> tuple[LibraryModel, ...]:
        """All models, newest first; a file that is not there now is marked, not forgotten."""
        tags: dict[str, list[str]] = {}
        for row in self._database.read("SELECT model_id, tag FROM model_tags ORDER BY tag COLLATE NOCASE"):
            tags.setdefault(row["model_id"], []).append(str(row["tag"]))
        rows = self._database.read(
            "SELECT * FROM models WHERE is_hidden = 0 ORDER BY added_at DESC, name, path"
        )
        found = []
        for row in rows:
            model = model_of(row, tuple(tags.get(row["model_id"], ())))
            if model is not None and model.app not in self.hidden_apps:
                found.append(model)
        return with_projectors(tuple(found))

    def find(self, name_or_id: str) -> LibraryModel | None:
        """A model by id, path or name: exactly this one, else in any case."""
        wanted = name_or_id.casefold()
        models = self.list()
        exact = next((m for m in models if name_or_id in (m.model_id, m.path)), None)
        exact = exact or next((m for m in models if m.name == name_or_id), None)
        return exact or next((m for m in models if m.name.casefold() == wanted), None)

    def get(self, model_id: str) -> LibraryModel | None:
        """A model by its id alone, None when it is not on the list."""
        return self._one("model_id = ?", model_id)

    def is_unwanted(self, origin: ModelOrigin) -> bool:
        """Whether a model of this origin was taken off the list by the person."""
        return bool(
            self._database.read(
                "SELECT 1 FROM models WHERE origin = ? AND is_hidden = ?", (origin.value, _TAKEN_OFF)
            )
        )

    # --- taking in ------------------------------------------------------------------------------------

    def refresh(self, is_cancelled: IsCancelled = lambda: False) -> tuple[LibraryModel, ...]:
        """Take in files that are new in the models folder, look again at those that changed, list all."""
        walk = Walk(_OWN_BOUNDS, is_cancelled)
        for path in group_shards(walk.files(self.models_folder, ".gguf")):
            if is_cancelled():
                break
            self._take_in(FoundModel(path))
        self._look_again(is_cancelled)
        return self.list()

    def scan_apps(
        self, *, bounds: Bounds | None = None, is_cancelled: IsCancelled = lambda: False
    ) -> Iterator[AppFinds]:
        """Take in what other apps have, one app at a time; forget what they gave up.

        A model of an app that vanished stays on the list, marked, when the person did something with it.
        """
        finds = find_models(
            self._surroundings, hidden_apps=self.hidden_apps, bounds=bounds, is_cancelled=is_cancelled
        )
        for found in finds:
            for model in found.models:
                if is_cancelled():
                    return
                self._take_in(model)
            if found.is_whole and not is_cancelled():
                self._forget_given_up(found)
            yield found

    def add_file(
        self, path: Path, origin: ModelOrigin, *, source: str = "", revision: str = "", name: str = ""
    ) -> LibraryModel:
        """Register a GGUF where it is; one that is registered already is brought up to date.

        Raises:
            BitsmithError: it is not there, cannot be read, or is no whole GGUF.
        """
        path = first_part(Path(os.path.abspath(path)))  # noqa: PTH100 - absolute, but links stay links
        found = FoundModel(path, name=name, source=source, revision=revision)
        return self._register(found, origin, read_facts(path))

    # --- what people do to a model ----------------------------------------------------------------------

    def rename(self, model_id: str, name: str) -> None:
        """Show a model under another name; "" for its own again. The file keeps its name."""
        self._change("UPDATE models SET display_name = ? WHERE model_id = ?", clean_name(name), model_id)

    def set_tags(self, model_id: str, tags: Iterable[str]) -> None:
        """Give a model exactly these tags; the same word in another case is the same tag."""
        kept: dict[str, str] = {}
        for tag in map(clean_tag, tags):
            if tag:
                kept.setdefault(tag.casefold(), tag)
        with self._database.write() as db:
            db.execute("DELETE FROM model_tags WHERE model_id = ?", (model_id,))
            if db.execute("SELECT 1 FROM models WHERE model_id = ?", (model_id,)).fetchone():
                rows = [(model_id, tag) for tag in list(kept.values())[:MOST_TAGS]]
                db.executemany("INSERT INTO model_tags VALUES (?, ?)", rows)

    def mark_used(self, model_id: str) -> None:
        """Note that a model was loaded just now."""
        self._change("UPDATE models SET last_used_at = ? WHERE model_id = ?", time.time(), model_id)

    def locate(self, model_id: str, path: Path) -> LibraryModel:
        """Say where a model is now; its name, tags and source stay.

        Raises:
            BitsmithError: the model is not on the list, the file is no model, or is another one's already.
        """
        model = self.get(model_id)
        if model is None:
            raise _not_listed()
        path = first_part(Path(os.path.abspath(path)))  # noqa: PTH100
        facts = read_facts(path)
        other = self._one("path = ?", str(path))
        if other is not None and other.model_id != model_id:
            raise BitsmithError(
                ErrorKind.BAD_REQUEST,
                f"{path.name} is in your library already.",
                f"It is listed as {other.name}.",
                "Choose another file, or take the missing model off the list.",
            )
        with self._database.write() as db:
            db.execute("DELETE FROM models WHERE path = ? AND model_id <> ?", (str(path), model_id))
            db.execute("UPDATE models SET path = ?, app = '' WHERE model_id = ?", (str(path), model_id))
        origin = ModelOrigin.LOCAL if model.origin is ModelOrigin.APP else model.origin
        return self._register(FoundModel(path), origin, facts)

    def remove(self, model_id: str, *, delete_file: bool) -> None:
        """Take a model off the list; with `delete_file` its files are deleted first.

        Raises:
            BitsmithError: (bad_request) its file is another app's; (file_access) a file could not be
                deleted, and the model stays on the list.
        """
        model = self.get(model_id)
        if model is None:
            return
        if not delete_file:
            # the row stays, unseen: the next look at the folder must not bring the model back
            self._change("UPDATE models SET is_hidden = ? WHERE model_id = ?", _TAKEN_OFF, model_id)
            return
        if not model.is_ours:
            raise BitsmithError(
                ErrorKind.BAD_REQUEST,
                f"{model.name} was not deleted.",
                "Its file does not belong to Bitsmith alone.",
                "Delete it in the app that it belongs to, or take it off the list.",
            )
        for part in shards_of(Path(model.path), must_exist=False):
            try:
                if part.exists() or part.is_symlink():
                    _unlink(part)
            except OSError as error:
                raise file_problem(error, f"{part.name} could not be deleted.") from error
        self._remove_empty_folders(Path(model.path).parent)
        with self._database.write() as db:
            db.execute("DELETE FROM models WHERE model_id = ?", (model_id,))

    def bring_back(self, model_id: str) -> None:
        """Undo `remove`: the model is on the list again, with its name and tags."""
        self._change("UPDATE models SET is_hidden = ? WHERE model_id = ?", _SEEN, model_id)

    # --- inside -------------------------------------------------------------------------------------------

    def _take_in(self, found: FoundModel) -> None:
        """Register what was found unless it is known and has not changed; what is no model is passed over."""
        known = self._one("path = ?", str(found.path), with_hidden=True)
        try:
            if known is not None and self._is_settled(known, found):
                return
            if found.kind is ModelKind.CHECKPOINT:
                facts = read_checkpoint_facts(found.path, found.missing_parts)
            else:
                facts = read_facts(found.path, may_lack_parts=True)
        except (BitsmithError, OSError):
            return  # a file that is no model is not ours to complain about here
        self._register(found, ModelOrigin.LOCAL, facts)

    def _is_settled(self, known: LibraryModel, found: FoundModel) -> bool:
        """Whether a row needs no new look at the file: nothing changed, or the person does not want it."""
        is_whole = not known.is_missing
        is_same = is_whole and identity_of(found.path) == known.identity
        hidden = self._hidden_state(known.model_id)
        if hidden == _TAKEN_OFF:
            return is_same or not is_whole
        belongs = not found.app or known.app == found.app or known.origin in _OWN_ORIGINS
        return hidden == _SEEN and is_same and belongs

    def _hidden_state(self, model_id: str) -> int:
        rows = self._database.read("SELECT is_hidden FROM models WHERE model_id = ?", (model_id,))
        return int(rows[0]["is_hidden"]) if rows else _SEEN

    def _look_again(self, is_cancelled: IsCancelled) -> None:
        """Files outside the models folder whose content was replaced since their header was read."""
        for model in self.list():
            if is_cancelled():
                return
            if model.is_missing or model.app or model.kind is ModelKind.CHECKPOINT:
                continue
            try:
                if identity_of(Path(model.path)) == model.identity:
                    continue
                facts = read_facts(Path(model.path), may_lack_parts=True)
            except (BitsmithError, OSError):
                continue
            self._register(FoundModel(Path(model.path)), model.origin, facts)

    def _register(self, found: FoundModel, origin: ModelOrigin, facts: ModelFacts) -> LibraryModel:
        with self._registering:
            return self._write(found, origin, facts)

    def _write(self, found: FoundModel, origin: ModelOrigin, facts: ModelFacts) -> LibraryModel:
        known = self._one("path = ?", str(found.path), with_hidden=True)
        # a file in an app's folder is the app's, whoever added it; what we made or downloaded is ours
        app = found.app or (known.app if known else "")
        if known is not None and known.origin in _OWN_ORIGINS and origin is ModelOrigin.LOCAL:
            origin, app = known.origin, ""
        elif origin in _OWN_ORIGINS:
            app = ""
        elif app:
            origin = ModelOrigin.APP
        values = (
            known.model_id if known else uuid.uuid4().hex,
            str(found.path),
            found.name or self._own_name(known) or clean_name(display_name(found.path)),
            origin.value,
            facts.quant_type,
            min(facts.size_bytes, (1 << 62) - 1),
            known.added_at if known else time.time(),
            found.source or (known.source if known else ""),
            found.revision or (known.revision if known else ""),
            facts.architecture,
            min(facts.n_params, (1 << 62) - 1),
            min(facts.n_ctx_train, (1 << 62) - 1),
            facts.kind.value,
            app,
            _SEEN,
            known.last_used_at if known else 0.0,
            details_text(facts),
        )
        with self._database.write() as db:
            db.execute(UPSERT, values)
        model = self._one("path = ?", str(found.path))
        assert model is not None
        return model

    def _own_name(self, known: LibraryModel | None) -> str:
        if known is None:
            return ""
        rows = self._database.read("SELECT name FROM models WHERE model_id = ?", (known.model_id,))
        return str(rows[0]["name"]) if rows else ""

    def _forget_given_up(self, finds: AppFinds) -> None:
        there = {str(model.path) for model in finds.models}
        with self._database.write() as db:
            rows = db.execute(
                "SELECT model_id, path FROM models WHERE app = ? AND display_name = '' AND last_used_at = 0 "
                "AND model_id NOT IN (SELECT model_id FROM model_tags)",
                (finds.app,),
            ).fetchall()
            gone = [(row["model_id"],) for row in rows if row["path"] not in there]
            db.executemany("DELETE FROM models WHERE model_id = ?", gone)

    def _one(self, condition: str, value: str, *, with_hidden: bool = False) -> LibraryModel | None:
        seen = "" if with_hidden else " AND is_hidden = 0"
        rows = self._database.read(f"SELECT * FROM models WHERE {condition}{seen}", (value,))  # noqa: S608
        if not rows:
            return None
        tags = self._database.read(
            "SELECT tag FROM model_tags WHERE model_id = ? ORDER BY tag COLLATE NOCASE",
            (rows[0]["model_id"],),
        )
        return model_of(rows[0], tuple(str(row["tag"]) for row in tags))

    def _change(self, statement: str, value: object, model_id: str) -> None:
        with self._database.write() as db:
            db.execute(statement, (value, model_id))

    def _remove_empty_folders(self, folder: Path) -> None:
        while folder != self.models_folder and self.models_folder in folder.parents:
            try:
                folder.rmdir()
            except OSError:
                return
            folder = folder.parent


def _unlink(path: Path) -> None:
    """Delete a file; where one that is in use cannot be deleted, its last user gets a moment to end."""
    until = time.monotonic() + _IN_USE_S
    while True:
        try:
            return path.unlink()
        except PermissionError:
            if sys.platform != "win32" or time.monotonic() > until:
                raise
            time.sleep(0.1)


def display_name(path: Path) -> str:
    """What a file is called without its ending and part number."""
    return SHARD.sub("", path.name) if SHARD.search(path.name) else re.sub(r"(?i)\.gguf$", "", path.name)


def _not_listed() -> BitsmithError:
    return BitsmithError(
        ErrorKind.NOT_FOUND,
        "This model is not in the library any more.",
        "It was taken off the list meanwhile.",
        "Add the file again.",
    )
