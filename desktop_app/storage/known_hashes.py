"""What a hub said about downloaded files when they came, so that they can be checked again later."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from desktop_app.domain.repository import RepoDetail, RepoFile
from desktop_app.storage.database import Database


@dataclass(frozen=True, slots=True)
class KnownFile:
    """One downloaded file: where it is, where it came from, and what it must be."""

    path: str
    source: str
    revision: str
    file: RepoFile


class KnownHashes:
    """Expected sizes and hashes by path; every method may be called from any thread.

    Args:
        database: keeps them.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def remember(self, folder: Path, detail: RepoDetail, files: Iterable[RepoFile]) -> None:
        """These files of a repository are in `folder` now."""
        rows = [
            (
                str((folder / file.path).absolute()),
                detail.repo_id,
                detail.revision,
                file.path,
                file.size_bytes,
                file.sha256,
                file.git_sha1,
            )
            for file in files
        ]
        with self._database.write() as db:
            db.executemany("INSERT OR REPLACE INTO known_files VALUES (?, ?, ?, ?, ?, ?, ?)", rows)

    def of(self, path: Path) -> KnownFile | None:
        """What is known of a file, None when it was not downloaded by the app."""
        rows = self._database.read("SELECT * FROM known_files WHERE path = ?", (str(path.absolute()),))
        for row in rows:
            file = RepoFile(row["name"], row["size_bytes"], row["sha256"], row["git_sha1"])
            return KnownFile(row["path"], row["source"], row["revision"], file)
        return None
