"""The list of chats: pages of it, folders, what is deleted for now, and words found in all of it."""

from __future__ import annotations

import re
import time

from desktop_app.domain.conversation import HIT_END, HIT_START, ChatFolder, ChatHit, ChatSummary
from desktop_app.storage.chat_rows import clean
from desktop_app.storage.database import Database

_MOST_WORDS = 12
_WORD = re.compile(r"\w+")
# a message that takes its answers along goes one level deeper for each: SQLite ends at a thousand
_UNLINK = "UPDATE messages SET parent_id = NULL WHERE "
_UNLINK_CHATS = _UNLINK + "chat_id IN (SELECT chat_id FROM chats WHERE "  # noqa: S608 - our own words
_EXCERPT_TOKENS = 7  # the list is narrow: what was found must be in sight


class ChatHistory:
    """Every method may be called from any thread, and is durable when it returns."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list_chats(self, *, limit: int, offset: int = 0) -> list[ChatSummary]:
        """Those that are neither pinned nor in a folder, newest first."""
        return self._summaries(
            "is_pinned = 0 AND folder_id IS NULL ORDER BY updated_at DESC, chat_id DESC LIMIT ? OFFSET ?",
            (limit, offset),
        )

    def list_kept(self) -> list[ChatSummary]:
        """Those that are pinned or in a folder, newest first."""
        return self._summaries("(is_pinned OR folder_id IS NOT NULL) ORDER BY updated_at DESC, chat_id DESC")

    def pin(self, chat_id: int, *, is_pinned: bool) -> None:
        with self._database.write() as db:
            db.execute("UPDATE chats SET is_pinned = ? WHERE chat_id = ?", (is_pinned, chat_id))

    # --- folders ----------------------------------------------------------------------------------

    def list_folders(self) -> list[ChatFolder]:
        """By name."""
        rows = self._database.read("SELECT * FROM folders ORDER BY name COLLATE NOCASE, folder_id")
        return [ChatFolder(r["folder_id"], r["name"]) for r in rows]

    def add_folder(self, name: str) -> ChatFolder:
        with self._database.write() as db:
            cursor = db.execute("INSERT INTO folders (name) VALUES (?)", (clean(name),))
        assert cursor.lastrowid is not None
        return ChatFolder(cursor.lastrowid, clean(name))

    def rename_folder(self, folder_id: int, name: str) -> None:
        with self._database.write() as db:
            db.execute("UPDATE folders SET name = ? WHERE folder_id = ?", (clean(name), folder_id))

    def delete_folder(self, folder_id: int) -> None:
        """Its chats stay, outside of any folder."""
        with self._database.write() as db:
            db.execute("DELETE FROM folders WHERE folder_id = ?", (folder_id,))

    def move(self, chat_id: int, folder_id: int | None) -> None:
        with self._database.write() as db:
            db.execute("UPDATE chats SET folder_id = ? WHERE chat_id = ?", (folder_id, chat_id))

    # --- deleting ---------------------------------------------------------------------------------

    def delete(self, chat_id: int) -> None:
        """Take a chat away; `restore` brings it back until `purge`."""
        with self._database.write() as db:
            db.execute("UPDATE chats SET deleted_at = ? WHERE chat_id = ?", (time.time(), chat_id))

    def restore(self, chat_id: int) -> None:
        with self._database.write() as db:
            db.execute("UPDATE chats SET deleted_at = 0 WHERE chat_id = ?", (chat_id,))

    def purge(self, older_than_s: float = 0.0) -> int:
        """Delete for good what was taken away longer ago than that; returns how many chats that were."""
        before = time.time() - older_than_s
        with self._database.write() as db:
            db.execute(_UNLINK + "deleted_at BETWEEN 1 AND ?", (before,))
            db.execute("DELETE FROM messages WHERE deleted_at BETWEEN 1 AND ?", (before,))
            db.execute(_UNLINK_CHATS + "deleted_at BETWEEN 1 AND ?)", (before,))
            cursor = db.execute("DELETE FROM chats WHERE deleted_at BETWEEN 1 AND ?", (before,))
        return cursor.rowcount

    def forget(self, chat_id: int) -> None:
        """Delete one chat for good, if it was taken away; what else was taken away can still come back."""
        with self._database.write() as db:
            db.execute(_UNLINK_CHATS + "chat_id = ? AND deleted_at > 0)", (chat_id,))
            db.execute("DELETE FROM chats WHERE chat_id = ? AND deleted_at > 0", (chat_id,))

    # --- searching --------------------------------------------------------------------------------

    def search(self, text: str, *, limit: int = 200) -> list[ChatHit]:
        """Titles, then messages with all the words of `text` (the last may be a beginning), newest first."""
        query = match_query(text)
        if not query:
            return []
        titles = self._database.read(
            "SELECT c.chat_id, c.title, c.updated_at, highlight(title_words, 0, ?, ?) AS excerpt"
            " FROM title_words JOIN chats c ON c.chat_id = title_words.rowid"
            " WHERE title_words MATCH ? AND c.deleted_at = 0 ORDER BY title_words.rowid DESC LIMIT ?",
            (HIT_START, HIT_END, query, limit),
        )
        messages = self._database.read(
            "SELECT c.chat_id, c.title, c.updated_at, m.message_id,"
            " snippet(message_words, 0, ?, ?, '…', ?) AS excerpt"
            " FROM message_words JOIN messages m ON m.message_id = message_words.rowid"
            " JOIN chats c USING (chat_id) WHERE message_words MATCH ? AND m.deleted_at = 0"
            " AND c.deleted_at = 0 ORDER BY message_words.rowid DESC LIMIT ?",
            (HIT_START, HIT_END, _EXCERPT_TOKENS, query, limit),
        )
        hits = [ChatHit(r["chat_id"], r["title"], r["updated_at"], r["excerpt"]) for r in titles]
        hits += [
            ChatHit(
                r["chat_id"], r["title"], r["updated_at"], " ".join(r["excerpt"].split()), r["message_id"]
            )
            for r in messages
        ]
        return hits[:limit]

    def _summaries(self, condition: str, values: tuple[object, ...] = ()) -> list[ChatSummary]:
        rows = self._database.read(
            "SELECT chat_id, title, updated_at, is_pinned, folder_id FROM chats"  # noqa: S608 - our own words
            f" WHERE deleted_at = 0 AND {condition}",
            values,
        )
        return [
            ChatSummary(r["chat_id"], r["title"], r["updated_at"], bool(r["is_pinned"]), r["folder_id"])
            for r in rows
        ]


def match_query(text: str) -> str:
    """An FTS5 query for all words of a text, the last as a prefix; "" when there is no word in it."""
    words = _WORD.findall(clean(text))[:_MOST_WORDS]
    if not words:
        return ""
    quoted = [f'"{word}"' for word in words]
    return " ".join([*quoted[:-1], quoted[-1] + "*"])
