"""How the models of a hub fit, kept by revision: a second visit fetches no header and asks no engine."""

from __future__ import annotations

import dataclasses
import json

from desktop_app.domain.fit import FitRow
from desktop_app.storage.database import Database
from desktop_app.storage.dataclass_json import from_json

_MOST_KEPT = 3_000


class RepoFits:
    """Rows by repository, revision and question; every method may be called from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def load(self, repo_id: str, revision: str, question: str) -> tuple[FitRow, ...]:
        """The rows of a question, () when it was not asked before, or what is kept cannot be read."""
        found = self._database.read(
            "SELECT answer FROM repo_fits WHERE repo_id = ? AND revision = ? AND question = ?",
            (repo_id, revision, question),
        )
        try:
            return tuple(from_json(FitRow, row) for row in json.loads(found[0]["answer"])) if found else ()
        except (ValueError, TypeError, AttributeError, RecursionError):
            return ()

    def save(self, repo_id: str, revision: str, question: str, rows: tuple[FitRow, ...]) -> None:
        """Keep an answer.

        Raises:
            BitsmithError: it cannot be written.
        """
        answer = json.dumps([dataclasses.asdict(row) for row in rows])
        with self._database.write() as db:
            db.execute(
                "INSERT OR REPLACE INTO repo_fits (repo_id, revision, question, answer) VALUES (?, ?, ?, ?)",
                (repo_id, revision, question, answer),
            )
            db.execute(
                "DELETE FROM repo_fits WHERE rowid NOT IN"
                " (SELECT rowid FROM repo_fits ORDER BY rowid DESC LIMIT ?)",
                (_MOST_KEPT,),
            )
