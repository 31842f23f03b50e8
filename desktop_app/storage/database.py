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
from desktop_app.storage.schema import check_version, migrate

_BUSY_TIMEOUT_S = 10.0


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
            check_version(connection)
            _use_wal(connection)
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA foreign_keys = ON")
            if checks and connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise sqlite3.DatabaseError("malformed")
            migrate(connection)
        except BaseException:
            connection.close()
            raise
        return connection

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
