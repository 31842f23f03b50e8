"""Chats: a tree of messages in SQLite, written as it happens."""

from __future__ import annotations

import dataclasses
import json
import sqlite3
import time

from desktop_app.domain.chat import AnswerStats, Role, StopReason
from desktop_app.domain.conversation import ChatSummary, Conversation, StoredMessage
from desktop_app.storage.database import Database


class ChatStore:
    """Every method may be called from any thread, and is durable when it returns.

    Messages form a tree (each has a parent), so that a chat can have branches; `conversation` follows the
    branch of the chat's newest message.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def create_chat(self, title: str) -> int:
        now = time.time()
        with self._database.write() as db:
            cursor = db.execute(
                "INSERT INTO chats (title, created_at, updated_at) VALUES (?, ?, ?)",
                (_clean(title), now, now),
            )
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def list_chats(self, *, limit: int, offset: int = 0) -> list[ChatSummary]:
        """Newest first."""
        rows = self._database.read(
            "SELECT c.chat_id, c.title, c.updated_at,"
            " (SELECT count(*) FROM messages m WHERE m.chat_id = c.chat_id) AS n"
            " FROM chats c ORDER BY c.updated_at DESC, c.chat_id DESC LIMIT ? OFFSET ?",
            (limit, offset),
        )
        return [ChatSummary(r["chat_id"], r["title"], r["updated_at"], r["n"]) for r in rows]

    def conversation(self, chat_id: int) -> Conversation | None:
        """The chat's active branch, oldest message first; None when there is no such chat."""
        chats = self._database.read("SELECT * FROM chats WHERE chat_id = ?", (chat_id,))
        if not chats:
            return None
        rows = self._database.read("SELECT * FROM messages WHERE chat_id = ?", (chat_id,))
        by_id = {row["message_id"]: row for row in rows}
        branch: list[StoredMessage] = []
        current = chats[0]["active_message_id"]
        while current in by_id and len(branch) < len(by_id):
            branch.append(_message(by_id[current]))
            current = by_id[current]["parent_id"]
        return Conversation(chat_id, chats[0]["title"], tuple(reversed(branch)))

    def add_message(
        self, chat_id: int, role: Role, text: str, *, is_complete: bool = True, model_name: str = ""
    ) -> StoredMessage:
        """Append to the active branch."""
        now = time.time()
        text = _clean(text)
        with self._database.write() as db:
            parent = db.execute(
                "SELECT active_message_id FROM chats WHERE chat_id = ?", (chat_id,)
            ).fetchone()
            cursor = db.execute(
                "INSERT INTO messages (chat_id, parent_id, role, text, created_at, is_complete, model_name)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (chat_id, parent[0] if parent else None, role.value, text, now, is_complete, model_name),
            )
            db.execute(
                "UPDATE chats SET updated_at = ?, active_message_id = ? WHERE chat_id = ?",
                (now, cursor.lastrowid, chat_id),
            )
        assert cursor.lastrowid is not None
        return StoredMessage(cursor.lastrowid, role, text, now, is_complete, model_name)

    def grow_message(self, message_id: int, text: str) -> None:
        """Keep what there is of an answer so far."""
        with self._database.write() as db:
            db.execute("UPDATE messages SET text = ? WHERE message_id = ?", (_clean(text), message_id))

    def finish_message(
        self, message_id: int, text: str, stats: AnswerStats | None, *, is_complete: bool
    ) -> None:
        """Keep the whole of an answer, or what there is of one that was stopped."""
        numbers = json.dumps(dataclasses.asdict(stats)) if stats else None
        with self._database.write() as db:
            db.execute(
                "UPDATE messages SET text = ?, stats = ?, is_complete = ? WHERE message_id = ?",
                (_clean(text), numbers, is_complete, message_id),
            )
            db.execute(
                "UPDATE chats SET updated_at = ?"
                " WHERE chat_id = (SELECT chat_id FROM messages WHERE message_id = ?)",
                (time.time(), message_id),
            )

    def delete_message(self, message_id: int) -> None:
        """Delete a message and what follows it; the branch ends before it."""
        with self._database.write() as db:
            row = db.execute(
                "SELECT chat_id, parent_id FROM messages WHERE message_id = ?", (message_id,)
            ).fetchone()
            if row is None:
                return
            db.execute(
                "UPDATE chats SET active_message_id = ? WHERE chat_id = ?", (row["parent_id"], row["chat_id"])
            )
            db.execute("DELETE FROM messages WHERE message_id = ?", (message_id,))

    def rename(self, chat_id: int, title: str) -> None:
        with self._database.write() as db:
            db.execute("UPDATE chats SET title = ? WHERE chat_id = ?", (_clean(title), chat_id))

    def delete(self, chat_id: int) -> None:
        """Delete a chat with all its messages."""
        with self._database.write() as db:
            db.execute("DELETE FROM chats WHERE chat_id = ?", (chat_id,))


def _message(row: sqlite3.Row) -> StoredMessage:
    return StoredMessage(
        row["message_id"],
        Role(row["role"]),
        row["text"],
        row["created_at"],
        bool(row["is_complete"]),
        row["model_name"],
        _stats(row["stats"]),
    )


def _stats(text: str | None) -> AnswerStats | None:
    if not text:
        return None
    try:
        values = json.loads(text)
        values["stop_reason"] = StopReason(values["stop_reason"])
        known = {field.name for field in dataclasses.fields(AnswerStats)}
        return AnswerStats(**{key: value for key, value in values.items() if key in known})
    except (ValueError, TypeError, KeyError):
        return None  # numbers of another version; the text is what matters


def _clean(text: str) -> str:
    """SQLite takes no lone surrogates."""
    return text.encode("utf-8", "replace").decode("utf-8")
