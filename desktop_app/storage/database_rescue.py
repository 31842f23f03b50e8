"""What can still be read of a damaged database, brought over into a new one."""

from __future__ import annotations

import logging
import sqlite3
import time
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from desktop_app.domain.chat import Role
from desktop_app.domain.turns import title_of
from desktop_app.storage.chat_rows import MessageTree

_log = logging.getLogger(__name__)

_LEAST_S = 30.0
_BYTES_PER_S = 2_000_000  # a large file has longer: the index of words is made anew from all of its text
_GAPS_S = 20.0  # for what lies between the rows that are found at once
_STEPS_PER_LOOK = 10_000  # of SQLite's machine, between two looks at the clock
_LAST_ROW = 2**63 - 1
_TAIL_ROWS = 1 << 14  # after the last row that is found: how far it is looked for others one by one
_NOTHING = {"INTEGER": 0, "REAL": 0.0, "TEXT": ""}
_LAST_SECOND = 253402300800.0  # the end of the year 9999: no calendar goes farther
_NO_TITLE = "…"


def rescue(damaged: Path, target: sqlite3.Connection) -> int:
    """Bring over every row that can still be read; returns how many there are then.

    Args:
        damaged: the file; its log lies beside it. It is not changed.
        target: a new database with all tables, all of them empty, outside of a transaction.

    Raises:
        NoRoomError: the target cannot be written; it is as empty as before.
    """
    tables = _tables(target)
    # else a message that is read before its chat, or without one, is refused
    target.execute("PRAGMA foreign_keys = OFF")
    try:
        source = sqlite3.connect(f"{damaged.as_uri()}?mode=ro", uri=True)
        try:
            target.execute("BEGIN IMMEDIATE")
            _copy_all(source, target, tables, _LEAST_S + damaged.stat().st_size / _BYTES_PER_S)
            _adopt_messages(target)
            _mend_trees(target)
            _mend_references(target)
            target.commit()
        finally:
            source.close()
            if target.in_transaction:
                target.rollback()
        return sum(target.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables)  # noqa: S608 - our own names
    except (sqlite3.Error, OSError, ValueError, OverflowError):
        _log.exception("nothing could be read of a damaged database")
        return 0
    finally:
        target.execute("PRAGMA foreign_keys = ON")


def _tables(db: sqlite3.Connection) -> list[str]:
    """Those with content of their own; triggers fill the indexes of words."""
    rows = db.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'"
        " AND name NOT IN (SELECT name FROM pragma_table_list WHERE type IN ('virtual', 'shadow'))"
        " ORDER BY rowid"
    )
    return [row[0] for row in rows]


# --- reading ----------------------------------------------------------------------------------------------


def _copy_all(
    source: sqlite3.Connection, target: sqlite3.Connection, tables: list[str], most_s: float
) -> None:
    until = time.monotonic() + most_s
    source.text_factory = lambda data: data.decode("utf-8", "replace")
    # nothing that the file itself defines is run, and one bad line of its schema does not hide the rest
    source.execute("PRAGMA trusted_schema = OFF")
    source.execute("PRAGMA writable_schema = ON")
    source.set_progress_handler(lambda: time.monotonic() > until, _STEPS_PER_LOOK)
    copies = []
    for table in tables:
        try:
            copies.append(_TableCopy(source, target, table))
        except sqlite3.Error:
            continue  # the file is of an older version, or its schema is damaged
    gaps = deque((copy, first, last) for copy in copies for first, last in copy.most(until))
    until = time.monotonic() + _GAPS_S
    # the widest first: what is left of a gap that is halved comes after all others
    while gaps and time.monotonic() < until:
        copy, first, last = gaps.popleft()
        at = copy.rows(first, last)
        if at is not None and at < last:
            middle = (at + last) // 2
            gaps += ((copy, at, middle), (copy, middle + 1, last))


class NoRoomError(Exception):
    """The new file cannot take what is saved; `cause` is SQLite's own error."""

    def __init__(self, cause: sqlite3.Error) -> None:
        super().__init__(str(cause))
        self.cause = cause


class _TableCopy:
    """One table, read by the numbers of its rows; its indexes may be damaged and are not used."""

    def __init__(self, source: sqlite3.Connection, target: sqlite3.Connection, table: str) -> None:
        self._source, self._target = source, target
        # by name: the damaged file may be of an older version, with fewer columns
        there = {row[1] for row in source.execute(f"PRAGMA table_info({table})")}
        columns = [
            (row[1], row[2]) for row in target.execute(f"PRAGMA table_info({table})") if row[1] in there
        ]
        if not columns:
            raise sqlite3.OperationalError(f"no such table: {table}")
        self._types = [kind for _name, kind in columns]
        names, marks = ", ".join(name for name, _kind in columns), ", ".join("?" * len(columns))
        self._select = (
            f"SELECT rowid, {names} FROM {table} NOT INDEXED WHERE rowid BETWEEN ? AND ? ORDER BY rowid"  # noqa: S608 - our own names
        )
        self._insert = f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - our own names

    def most(self, until: float) -> list[tuple[int, int]]:
        """Copy what is found at once; returns where there may be more."""
        gaps = []
        begin = self.rows(1, _LAST_ROW)
        while begin is not None and time.monotonic() < until:
            # how much is lost is not known: look farther and farther away
            step, at, after = 1, begin, begin
            while after == at and begin + step < _LAST_ROW:
                at = begin + step
                after = self.rows(at, _LAST_ROW)
                step *= 2
            if after == at:
                return [*gaps, (begin, min(begin + _TAIL_ROWS, _LAST_ROW))]
            gaps.append((begin, at - 1))
            begin = after
        return gaps if begin is None else [*gaps, (begin, _LAST_ROW)]

    def rows(self, first: int, last: int) -> int | None:
        """Copy the rows of a range; returns from where on it could not be read, None when all of it was."""
        before = at = first
        try:
            for number, *values in self._source.execute(self._select, (first, last)):
                if number < at:
                    return before  # it goes in a circle, or the number before was damaged
                self._keep(values)
                before, at = at, min(number, _LAST_ROW - 1) + 1
        except sqlite3.Error:
            return at
        return None

    def _keep(self, values: list[object]) -> None:
        sound = [_sound(value, kind) for value, kind in zip(values, self._types, strict=True)]
        try:
            self._target.execute(self._insert, sound)
        except sqlite3.IntegrityError:
            pass  # a name or number that is there already, or nothing where something has to be
        except sqlite3.Error as error:
            raise NoRoomError(error) from error


def _sound(value: object, kind: str) -> object:
    """The value where it is of its column's type: readers rely on it, and damage does not care."""
    if kind == "BLOB" and isinstance(value, str):
        return value.encode()
    if value is None or kind not in _NOTHING:
        return value
    if kind == "TEXT" and isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if kind == "REAL" and isinstance(value, float) and not 0 <= value < _LAST_SECOND:
        return 0.0  # all of them are times
    return value if isinstance(value, type(_NOTHING[kind])) else _NOTHING[kind]


# --- what belongs together --------------------------------------------------------------------------------


def _adopt_messages(db: sqlite3.Connection) -> None:
    """A chat whose row is lost, but not its messages, is made anew."""
    roles = [role.value for role in Role]
    marks = ", ".join("?" * len(roles))
    db.execute(f"UPDATE messages SET role = ? WHERE role NOT IN ({marks})", (Role.USER.value, *roles))  # noqa: S608 - our own marks
    lost = db.execute(
        "SELECT chat_id, min(created_at), max(created_at) FROM messages"
        " WHERE chat_id NOT IN (SELECT chat_id FROM chats) AND deleted_at = 0 GROUP BY chat_id"
    ).fetchall()
    for chat_id, created_at, updated_at in lost:
        question = db.execute(
            "SELECT text FROM messages WHERE chat_id = ? AND deleted_at = 0 AND trim(text) <> ''"
            " ORDER BY role <> ?, message_id LIMIT 1",
            (chat_id, Role.USER.value),
        ).fetchone()
        db.execute(
            "INSERT INTO chats (chat_id, title, created_at, updated_at) VALUES (?, ?, ?, ?)",
            (chat_id, title_of(question[0] if question else "") or _NO_TITLE, created_at, updated_at),
        )


def _mend_trees(db: sqlite3.Connection) -> None:
    """Every message has a parent that is there, or none, and every chat an end of its branch.

    A number that nobody has is given to a new message some day: nothing may point to it.
    """
    orphans = db.execute(
        "SELECT m.chat_id, m.message_id, m.parent_id, m.deleted_at FROM messages m"
        " LEFT JOIN messages p ON p.message_id = m.parent_id AND p.chat_id = m.chat_id"
        " AND p.message_id < m.message_id WHERE m.parent_id IS NOT NULL AND p.message_id IS NULL"
    ).fetchall()
    for chat_id, lost in groupby(sorted(map(tuple, orphans)), itemgetter(0)):
        parents = _new_parents(db, chat_id, [row[1:] for row in lost])
        db.executemany("UPDATE messages SET parent_id = ? WHERE message_id = ?", parents)
    db.execute(
        "UPDATE messages SET active_child_id = NULL WHERE active_child_id IS NOT NULL AND NOT EXISTS"
        " (SELECT 1 FROM messages c WHERE c.message_id = messages.active_child_id"
        " AND c.parent_id = messages.message_id)"
    )
    ends = db.execute(
        "SELECT chat_id FROM chats c WHERE active_message_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM"
        " messages m WHERE m.message_id = c.active_message_id AND m.chat_id = c.chat_id AND m.deleted_at = 0)"
        " OR active_message_id IS NULL"
    ).fetchall()
    for (chat_id,) in ends:
        there = db.execute(
            "SELECT * FROM messages WHERE chat_id = ? AND deleted_at = 0", (chat_id,)
        ).fetchall()
        branch = MessageTree(there).branch(None)
        db.execute(
            "UPDATE chats SET active_message_id = ? WHERE chat_id = ?",
            (branch[-1] if branch else None, chat_id),
        )


def _new_parents(
    db: sqlite3.Connection, chat_id: int, orphans: Sequence[tuple[int, int, float]]
) -> Iterator[tuple[int | None, int]]:
    """For each (message, its lost parent, when it was deleted) what it follows now, and the message.

    The message before the lost ones still names the first of them, where their branch was shown last; else
    it is taken to be the one that was written before.
    """
    rows = db.execute(
        "SELECT message_id, active_child_id, deleted_at FROM messages WHERE chat_id = ? ORDER BY message_id",
        (chat_id,),
    ).fetchall()
    there = {row[0] for row in rows}
    alike: dict[float, list[int]] = {}
    for message_id, _active_child_id, deleted_at in rows:
        alike.setdefault(deleted_at, []).append(message_id)
    names_lost = [row for row in rows if row[1] is not None and row[1] not in there]
    for message_id, parent_id, deleted_at in orphans:
        limit = min(message_id, parent_id)
        named = [
            there_id
            for there_id, lost_id, since in names_lost
            if there_id < limit and lost_id <= parent_id and since == deleted_at
        ]
        place = bisect_left(alike[deleted_at], limit)
        before = alike[deleted_at][place - 1] if place else None
        yield (named[-1] if named else before), message_id


def _mend_references(db: sqlite3.Connection) -> None:
    """What belongs to a row that is lost goes with it; a chat whose folder is lost is in none."""
    # again while something was deleted: others may belong to that
    while broken := db.execute("PRAGMA foreign_key_check").fetchall():
        for table, row_id, _parent, number in broken:
            keys = db.execute(f"PRAGMA foreign_key_list({table})").fetchall()
            column, on_delete = next((key[3], key[6]) for key in keys if key[0] == number)
            if on_delete == "SET NULL":
                db.execute(f"UPDATE {table} SET {column} = NULL WHERE rowid = ?", (row_id,))  # noqa: S608 - our own names
            else:
                db.execute(f"DELETE FROM {table} WHERE rowid = ?", (row_id,))  # noqa: S608 - our own names
