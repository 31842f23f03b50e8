"""What somebody keeps from looking around on hubs: favourites, and what was searched for last."""

from __future__ import annotations

import json
import time
from dataclasses import asdict, fields
from typing import Any

from desktop_app.domain.repository import RepoSummary, is_repo_id
from desktop_app.storage.database import Database

MOST_SEARCHES = 12
_LONGEST_SEARCH = 200


class DiscoverStore:
    """Every method may be called from any thread.

    Args:
        database: keeps it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def favourites(self) -> tuple[RepoSummary, ...]:
        """Newest first, as they were when they were last seen."""
        rows = self._database.read("SELECT repo_id, summary FROM favourites ORDER BY added_at DESC, repo_id")
        return tuple(_summary(row["repo_id"], row["summary"]) for row in rows)

    def add_favourite(self, row: RepoSummary) -> None:
        with self._database.write() as db:
            db.execute(
                "INSERT INTO favourites (repo_id, added_at, summary) VALUES (?, ?, ?)"
                " ON CONFLICT (repo_id) DO UPDATE SET summary = excluded.summary",
                (row.repo_id, time.time(), json.dumps(asdict(row))),
            )

    def remove_favourite(self, repo_id: str) -> None:
        with self._database.write() as db:
            db.execute("DELETE FROM favourites WHERE repo_id = ?", (repo_id,))

    def searches(self) -> tuple[str, ...]:
        """What was searched for, newest first."""
        rows = self._database.read("SELECT words FROM searches ORDER BY searched_at DESC, words")
        return tuple(row["words"] for row in rows)

    def add_search(self, words: str) -> None:
        """Keep what was searched for; older ones than the last `MOST_SEARCHES` go."""
        words = " ".join(words.split())[:_LONGEST_SEARCH]
        if not words:
            return
        with self._database.write() as db:
            db.execute(
                "INSERT INTO searches (words, searched_at) VALUES (?, ?)"
                " ON CONFLICT (words) DO UPDATE SET searched_at = excluded.searched_at",
                (words, time.time()),
            )
            db.execute(
                "DELETE FROM searches WHERE words NOT IN"
                " (SELECT words FROM searches ORDER BY searched_at DESC, words LIMIT ?)",
                (MOST_SEARCHES,),
            )

    def clear_searches(self) -> None:
        with self._database.write() as db:
            db.execute("DELETE FROM searches")


def _summary(repo_id: str, text: str) -> RepoSummary:
    """A row as it was kept; what a newer or older version wrote otherwise is left out."""
    try:
        kept: Any = json.loads(text)
    except ValueError:
        kept = {}
    known = {f.name: f for f in fields(RepoSummary)}
    values = {k: v for k, v in kept.items() if k in known} if isinstance(kept, dict) else {}
    tags = values.get("tags")
    values["tags"] = tuple(t for t in tags if isinstance(t, str)) if isinstance(tags, list) else ()
    values["repo_id"] = repo_id if is_repo_id(repo_id) else "unknown"
    return RepoSummary(**values)
