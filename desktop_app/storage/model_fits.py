"""How models fit, kept until their file, the question or the machine changes."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING

from desktop_app.domain.fit import FitRow
from desktop_app.storage.dataclass_json import from_json

if TYPE_CHECKING:
    from desktop_app.domain.library import LibraryModel
    from desktop_app.storage.database import Database

_MOST_KEPT = 5_000


class ModelFits:
    """Fit rows by path and question; every method may be called from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def load(self, models: tuple[LibraryModel, ...], question: str) -> dict[str, FitRow]:
        """Model id -> its row, of those whose answer is kept and whose file is still the same."""
        rows = self._database.read(
            "SELECT path, identity, answer FROM model_fits WHERE question = ?", (question,)
        )
        kept = {row["path"]: (row["identity"], row["answer"]) for row in rows}
        found = {}
        for model in models:
            identity, answer = kept.get(model.path, ("", ""))
            if answer and identity == _identity(model):
                try:
                    found[model.model_id] = from_json(FitRow, json.loads(answer))
                except (ValueError, TypeError, RecursionError):
                    continue
        return found

    def save(self, model: LibraryModel, question: str, row: FitRow) -> None:
        """Keep an answer.

        Raises:
            BitsmithError: it cannot be written.
        """
        answer = json.dumps(dataclasses.asdict(row))
        with self._database.write() as db:
            db.execute(
                "INSERT OR REPLACE INTO model_fits VALUES (?, ?, ?, ?)",
                (model.path, question, _identity(model), answer),
            )
            db.execute(
                "DELETE FROM model_fits WHERE rowid NOT IN "
                "(SELECT rowid FROM model_fits ORDER BY rowid DESC LIMIT ?)",
                (_MOST_KEPT,),
            )


def _identity(model: LibraryModel) -> str:
    found = model.identity
    return f"{found.size_bytes}:{found.mtime_ns}:{found.inode}"
