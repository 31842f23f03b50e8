"""The SQLite file that chats and the library share: opened safely, migrated, rescued when damaged."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from desktop_app.domain.errors import BitsmithError, ErrorKind, Problem
from desktop_app.storage.database_rescue import NoRoomError, rescue
from desktop_app.storage.files import move_aside

_BUSY_TIMEOUT_S = 10.0

# one entry per version; never change one that was released
_MIGRATIONS = (
    """
    CREATE TABLE chats (
        chat_id INTEGER PRIMARY KEY,
        title TEXT NOT NULL,
        created_at REAL NOT NULL,
        updated_at REAL NOT NULL,
        active_message_id INTEGER
    );
    CREATE TABLE messages (
        message_id INTEGER PRIMARY KEY,
        chat_id INTEGER NOT NULL REFERENCES chats (chat_id) ON DELETE CASCADE,
        parent_id INTEGER REFERENCES messages (message_id) ON DELETE CASCADE,
        role TEXT NOT NULL,
        text TEXT NOT NULL,
        created_at REAL NOT NULL,
        is_complete INTEGER NOT NULL,
        model_name TEXT NOT NULL DEFAULT '',
        stats TEXT
    );
    CREATE INDEX messages_by_chat ON messages (chat_id);
    CREATE INDEX messages_by_parent ON messages (parent_id);
    CREATE TABLE models (
        model_id TEXT PRIMARY KEY,
        path TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        origin TEXT NOT NULL,
        quant_type TEXT NOT NULL,
        size_bytes INTEGER NOT NULL,
        added_at REAL NOT NULL,
        source TEXT NOT NULL,
        revision TEXT NOT NULL,
        architecture TEXT NOT NULL,
        n_params INTEGER NOT NULL,
        n_ctx_train INTEGER NOT NULL
    );
    """,
    """
    CREATE TABLE jobs (
        job_id TEXT PRIMARY KEY,
        position INTEGER NOT NULL,
        state TEXT NOT NULL,
        started_at REAL NOT NULL,
        request TEXT NOT NULL,
        problem TEXT NOT NULL DEFAULT '',
        result_model_id TEXT NOT NULL DEFAULT ''
    );
    """,
    """
    ALTER TABLE models ADD COLUMN display_name TEXT NOT NULL DEFAULT '';
    ALTER TABLE models ADD COLUMN kind TEXT NOT NULL DEFAULT 'model';
    ALTER TABLE models ADD COLUMN app TEXT NOT NULL DEFAULT '';
    ALTER TABLE models ADD COLUMN is_hidden INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE models ADD COLUMN last_used_at REAL NOT NULL DEFAULT 0;
    ALTER TABLE models ADD COLUMN details TEXT NOT NULL DEFAULT '';
    CREATE TABLE model_tags (
        model_id TEXT NOT NULL REFERENCES models (model_id) ON DELETE CASCADE,
        tag TEXT NOT NULL COLLATE NOCASE,
        PRIMARY KEY (model_id, tag)
    );
    CREATE TABLE fingerprints (
        path TEXT PRIMARY KEY,
        identity TEXT NOT NULL,
        sample TEXT NOT NULL DEFAULT '',
        sha256 TEXT NOT NULL DEFAULT ''
    );
    CREATE TABLE model_fits (
        path TEXT NOT NULL,
        question TEXT NOT NULL,
        identity TEXT NOT NULL,
        answer TEXT NOT NULL,
        PRIMARY KEY (path, question)
    );
    """,
    """
    CREATE TABLE known_files (
        path TEXT PRIMARY KEY,
        source TEXT NOT NULL,
        revision TEXT NOT NULL,
        name TEXT NOT NULL,
        size_bytes INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        git_sha1 TEXT NOT NULL
    );
    """,
    """
    CREATE TABLE folders (
        folder_id INTEGER PRIMARY KEY,
        name TEXT NOT NULL
    );
    ALTER TABLE chats ADD COLUMN folder_id INTEGER REFERENCES folders (folder_id) ON DELETE SET NULL;
    ALTER TABLE chats ADD COLUMN is_pinned INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE chats ADD COLUMN deleted_at REAL NOT NULL DEFAULT 0;
    ALTER TABLE chats ADD COLUMN draft TEXT NOT NULL DEFAULT '';
    ALTER TABLE chats ADD COLUMN settings TEXT NOT NULL DEFAULT '';
    ALTER TABLE chats ADD COLUMN model_id TEXT NOT NULL DEFAULT '';
    ALTER TABLE messages ADD COLUMN deleted_at REAL NOT NULL DEFAULT 0;
    ALTER TABLE messages ADD COLUMN active_child_id INTEGER;
    CREATE INDEX chats_by_time ON chats (updated_at, chat_id);
    CREATE TABLE growing (
        message_id INTEGER PRIMARY KEY REFERENCES messages (message_id) ON DELETE CASCADE,
        text TEXT NOT NULL
    );
    CREATE TABLE attachments (
        attachment_id INTEGER PRIMARY KEY,
        message_id INTEGER NOT NULL REFERENCES messages (message_id) ON DELETE CASCADE,
        name TEXT NOT NULL,
        media_type TEXT NOT NULL,
        text TEXT NOT NULL DEFAULT '',
        data BLOB,
        n_tokens INTEGER NOT NULL DEFAULT 0
    );
    CREATE INDEX attachments_by_message ON attachments (message_id);
    CREATE TABLE presets (
        preset_id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE COLLATE NOCASE,
        settings TEXT NOT NULL
    );
    CREATE VIRTUAL TABLE message_words USING fts5 (
        text, content = 'messages', content_rowid = 'message_id', tokenize = 'unicode61 remove_diacritics 2'
    );
    CREATE VIRTUAL TABLE title_words USING fts5 (
        title, content = 'chats', content_rowid = 'chat_id', tokenize = 'unicode61 remove_diacritics 2'
    );
    INSERT INTO message_words (message_words) VALUES ('rebuild');
    INSERT INTO title_words (title_words) VALUES ('rebuild');
    CREATE TRIGGER message_added AFTER INSERT ON messages BEGIN
        INSERT INTO message_words (rowid, text) VALUES (new.message_id, new.text);
    END;
    CREATE TRIGGER message_removed AFTER DELETE ON messages BEGIN
        INSERT INTO message_words (message_words, rowid, text) VALUES ('delete', old.message_id, old.text);
    END;
    CREATE TRIGGER message_changed AFTER UPDATE OF text ON messages BEGIN
        INSERT INTO message_words (message_words, rowid, text) VALUES ('delete', old.message_id, old.text);
        INSERT INTO message_words (rowid, text) VALUES (new.message_id, new.text);
    END;
    CREATE TRIGGER chat_added AFTER INSERT ON chats BEGIN
        INSERT INTO title_words (rowid, title) VALUES (new.chat_id, new.title);
    END;
    CREATE TRIGGER chat_removed AFTER DELETE ON chats BEGIN
        INSERT INTO title_words (title_words, rowid, title) VALUES ('delete', old.chat_id, old.title);
    END;
    CREATE TRIGGER chat_renamed AFTER UPDATE OF title ON chats BEGIN
        INSERT INTO title_words (title_words, rowid, title) VALUES ('delete', old.chat_id, old.title);
        INSERT INTO title_words (rowid, title) VALUES (new.chat_id, new.title);
    END;
    """,
    """
    CREATE TABLE repo_fits (
        repo_id TEXT NOT NULL,
        revision TEXT NOT NULL,
        question TEXT NOT NULL,
        answer TEXT NOT NULL,
        PRIMARY KEY (repo_id, revision, question)
    );
    """,
    """
    CREATE TABLE load_records (
        record_id INTEGER PRIMARY KEY,
        path TEXT NOT NULL,
        loaded_at REAL NOT NULL,
        n_ctx INTEGER NOT NULL,
        kv_type TEXT NOT NULL,
        n_gpu_layers INTEGER NOT NULL,
        forecast_ram_bytes INTEGER NOT NULL,
        forecast_vram_bytes INTEGER NOT NULL,
        peak_ram_bytes INTEGER NOT NULL DEFAULT 0,
        peak_vram_bytes INTEGER NOT NULL DEFAULT 0
    );
    CREATE INDEX load_records_by_path ON load_records (path);
    """,
    """
    CREATE TABLE favourites (
        repo_id TEXT PRIMARY KEY,
        added_at REAL NOT NULL,
        summary TEXT NOT NULL
    );
    CREATE TABLE searches (
        words TEXT PRIMARY KEY COLLATE NOCASE,
        searched_at REAL NOT NULL
    );
    """,
)


class Database:
    """One connection, used from any thread under a lock; every change is one short transaction.

    Damage that is met is mended at once: the damaged file is kept, a new one gets what can still be read.

    Args:
        path: of the file; made when it is not there.
        checks_now: read all of it for damage before it is used; else whoever opened it calls `check` on a
            thread.
        on_repaired: told, on any thread, that a damaged file was replaced while it was in use.
    """

    def __init__(
        self,
        path: Path,
        *,
        checks_now: bool = True,
        on_repaired: Callable[[Problem], None] | None = None,
    ) -> None:
        self.path = path
        self.problem: Problem | None = None
        self._on_repaired = on_repaired
        self._is_closed = False
        self._is_beyond_repair = False
        self._lock = threading.RLock()
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._connection = self._open(checks=checks_now)
        except sqlite3.DatabaseError as error:
            if not _is_damage(error):
                raise _problem(error) from error
            self._connection = self._replace_damaged()

    def close(self) -> None:
        with self._lock:
            self._is_closed = True
            self._connection.close()

    def check(self) -> None:
        """Read the whole file for damage, beside whatever else goes on; a damaged one is replaced."""
        connection = self._connection
        try:
            reader = sqlite3.connect(f"{self.path.as_uri()}?mode=ro", uri=True, timeout=_BUSY_TIMEOUT_S)
            try:
                is_sound = reader.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
            finally:
                reader.close()
        except sqlite3.DatabaseError as error:
            is_sound = not _is_damage(error)
        if not is_sound:
            self._repair(connection)

    def _repair(self, damaged: sqlite3.Connection) -> None:
        """Replace the file, unless another thread did since `damaged` was in use."""
        with self._lock:
            if self._is_closed or self._is_beyond_repair or self._connection is not damaged:
                return
            damaged.close()
            try:
                self._connection = self._replace_damaged()
                problem = self.problem
            except BitsmithError as error:
                # what can be read of it is better than nothing; it is tried again at the next start
                self._is_beyond_repair = True
                problem = error.problem
                with contextlib.suppress(sqlite3.Error):
                    self._connection = self._open(checks=False)
        if problem is not None and self._on_repaired is not None:
            self._on_repaired(problem)

    @contextlib.contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """A transaction: all of it is kept, or nothing.

        Raises:
            BitsmithError: (disk_full, file_access) nothing was changed.
        """
        with self._lock:
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                try:
                    yield self._connection
                except BaseException:
                    self._connection.rollback()
                    raise
                self._connection.commit()
            except sqlite3.Error as error:
                if self._connection.in_transaction:
                    self._connection.rollback()
                if isinstance(error, sqlite3.DatabaseError) and _is_damage(error):
                    self._repair(self._connection)
                raise _problem(error) from error

    def read(self, query: str, values: tuple[object, ...] = ()) -> list[sqlite3.Row]:
        """All rows of a query.

        Raises:
            BitsmithError: (file_access) the file cannot be read.
        """
        with self._lock:
            try:
                try:
                    return self._connection.execute(query, values).fetchall()
                except sqlite3.DatabaseError as error:
                    if not _is_damage(error):
                        raise
                    self._repair(self._connection)
                    return self._connection.execute(query, values).fetchall()
            except sqlite3.Error as error:
                raise _problem(error) from error

    def _open(self, *, checks: bool = True) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path, timeout=_BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
        )
        try:
            connection.row_factory = sqlite3.Row
            _check_version(connection)
            _use_wal(connection)
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA foreign_keys = ON")
            if checks and connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise sqlite3.DatabaseError("malformed")
            self._migrate(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    @staticmethod
    def _migrate(connection: sqlite3.Connection) -> None:
        connection.execute("BEGIN IMMEDIATE")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        for migration in _MIGRATIONS[version:]:
            for statement in _statements(migration):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(_MIGRATIONS)}")
        connection.commit()

    def _replace_damaged(self) -> sqlite3.Connection:
        """Keep the damaged file, start a new one, and bring over every row that can still be read."""
        kept = move_aside(self.path)
        for suffix in ("-wal", "-shm"):
            side = self.path.with_name(self.path.name + suffix)
            if side.exists():
                side.rename(kept.with_name(kept.name + suffix))
        connection = self._open()
        try:
            rescued = rescue(kept, connection)
        except NoRoomError as error:
            # all as it was: it can be tried again when there is room
            connection.close()
            for suffix in ("", "-wal", "-shm"):
                self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)
                side = kept.with_name(kept.name + suffix)
                if side.exists():
                    side.rename(self.path.with_name(self.path.name + suffix))
            raise _problem(error.cause) from error
        self.problem = Problem(
            ErrorKind.FILE_ACCESS,
            "The file with your chats was damaged.",
            f"{rescued:,} of its entries could be saved.",
            f"The damaged file is kept as {kept.name}.",
        )
        return connection


def _statements(script: str) -> Iterator[str]:
    """The statements of a script; those of a trigger's body belong to the trigger."""
    statement = ""
    for part in script.split(";"):
        statement += part + ";"
        if sqlite3.complete_statement(statement):
            if statement.strip(" \n;"):
                yield statement
            statement = ""


def _check_version(connection: sqlite3.Connection) -> None:
    """Refuse a file of a newer version before anything in it is changed."""
    if connection.execute("PRAGMA user_version").fetchone()[0] > len(_MIGRATIONS):
        raise BitsmithError(
            ErrorKind.FILE_ACCESS,
            "Your chats were written by a newer version of Bitsmith.",
            "This version does not know their form.",
            "Install the newest version.",
        )


def _use_wal(connection: sqlite3.Connection) -> None:
    """Switch to the write-ahead log; SQLite does not wait for another program that does the same now."""
    until = time.monotonic() + _BUSY_TIMEOUT_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.02)


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    text = str(error)
    return any(word in text for word in ("malformed", "not a database", "corrupt", "disk image"))


def _problem(error: sqlite3.Error) -> BitsmithError:
    if "full" in str(error):
        return BitsmithError(
            ErrorKind.DISK_FULL,
            "Your chats could not be saved.",
            "The disk is full.",
            "Free some space; what is on the screen is not lost as long as Bitsmith runs.",
            repr(error),
        )
    if getattr(error, "sqlite_errorname", "") == "SQLITE_IOERR_WRITE":
        return BitsmithError(
            ErrorKind.DISK_FULL,
            "Your chats could not be saved.",
            "The system refused to write: the disk may be full, or a limit be reached.",
            "Free some space; what is on the screen is not lost as long as Bitsmith runs.",
            repr(error),
        )
    return BitsmithError(
        ErrorKind.FILE_ACCESS,
        "The file with your chats and models could not be used.",
        f"The database says: {error}.",
        "Close other copies of Bitsmith, check the permissions of the data folder, and try again.",
        repr(error),
    )
