"""Chats: a tree of messages in SQLite, written as it happens."""

from __future__ import annotations

import sqlite3
import time

from desktop_app.domain.chat import AnswerStats, Role
from desktop_app.domain.conversation import Conversation, StoredAttachment, StoredMessage
from desktop_app.storage.chat_rows import (
    ATTACHMENTS_OF_CHAT,
    MessageTree,
    attachments_by_message,
    clean,
    from_stats,
    insert_attachments,
    to_message,
)
from desktop_app.storage.database import Database

_MESSAGES = (
    "SELECT m.*, g.text AS grown FROM messages m LEFT JOIN growing g USING (message_id)"
    " WHERE m.chat_id = ? AND m.deleted_at = 0"
)


class ChatStore:
    """Every method may be called from any thread, and is durable when it returns.

    Messages form a tree (each has a parent); the chat knows the end of the branch that is shown, and each
    message which of its children was shown last. A growing answer is kept in a table of its own: the index
    of words is only touched when it ends.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def recover(self) -> None:
        """Answers that a crash cut off become what was written of them; at the start of the app."""
        with self._database.write() as db:
            db.execute(
                "UPDATE messages SET text = (SELECT text FROM growing g WHERE g.message_id ="
                " messages.message_id) WHERE message_id IN (SELECT message_id FROM growing)"
            )
            db.execute("DELETE FROM growing")

    # --- chats ------------------------------------------------------------------------------------

    def create_chat(self, title: str, *, settings: str = "") -> int:
        now = time.time()
        with self._database.write() as db:
            cursor = db.execute(
                "INSERT INTO chats (title, created_at, updated_at, settings) VALUES (?, ?, ?, ?)",
                (clean(title), now, now, settings),
            )
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def conversation(self, chat_id: int) -> Conversation | None:
        """The chat with its active branch, oldest message first; None when there is no such chat."""
        chats = self._database.read("SELECT * FROM chats WHERE chat_id = ? AND deleted_at = 0", (chat_id,))
        if not chats:
            return None
        chat = chats[0]
        tree = MessageTree(self._database.read(_MESSAGES, (chat_id,)))
        path = tree.branch(chat["active_message_id"])
        attachments = self._attachments(chat_id)
        messages = tuple(
            to_message(tree.by_id[i], tree.siblings(i), tuple(attachments.get(i, ()))) for i in path
        )
        return Conversation(
            chat_id, chat["title"], messages, chat["draft"], chat["settings"], chat["model_id"]
        )

    def rename(self, chat_id: int, title: str) -> None:
        with self._database.write() as db:
            db.execute("UPDATE chats SET title = ? WHERE chat_id = ?", (clean(title), chat_id))

    def keep_draft(self, chat_id: int, draft: str) -> None:
        """Keep what is being written in a chat and not sent yet."""
        with self._database.write() as db:
            db.execute("UPDATE chats SET draft = ? WHERE chat_id = ?", (clean(draft), chat_id))

    def keep_settings(self, chat_id: int, settings: str) -> None:
        """Keep the JSON of a chat's own settings, "" for none."""
        with self._database.write() as db:
            db.execute("UPDATE chats SET settings = ? WHERE chat_id = ?", (clean(settings), chat_id))

    def keep_model(self, chat_id: int, model_id: str) -> None:
        """Keep which model of the library answers in a chat."""
        with self._database.write() as db:
            db.execute("UPDATE chats SET model_id = ? WHERE chat_id = ?", (model_id, chat_id))

    # --- messages ---------------------------------------------------------------------------------

    def add_message(
        self,
        chat_id: int,
        role: Role,
        text: str,
        *,
        is_complete: bool = True,
        model_name: str = "",
        beside: int | None = None,
        after: int | None = None,
        attachments: tuple[StoredAttachment, ...] = (),
    ) -> StoredMessage:
        """Append to the active branch, which then ends with this message.

        Args:
            chat_id: of the chat.
            role: who speaks.
            text: what is said.
            is_complete: nothing will be added to it.
            model_name: who answered.
            beside: another version of this message, in its place.
            after: the message before, instead of the end of the active branch.
            attachments: files that belong to it.
        """
        now = time.time()
        text = clean(text)
        with self._database.write() as db:
            parent = _parent_for(db, chat_id, beside, after)
            cursor = db.execute(
                "INSERT INTO messages (chat_id, parent_id, role, text, created_at, is_complete, model_name)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (chat_id, parent, role.value, text, now, is_complete, model_name),
            )
            assert cursor.lastrowid is not None
            insert_attachments(db, cursor.lastrowid, attachments)
            db.execute("UPDATE chats SET updated_at = ? WHERE chat_id = ?", (now, chat_id))
            _activate(db, chat_id, cursor.lastrowid)
            siblings = _siblings(db, chat_id, parent)
        return StoredMessage(
            cursor.lastrowid,
            role,
            text,
            now,
            is_complete,
            model_name,
            None,
            parent,
            siblings if len(siblings) > 1 else (),
            attachments,
        )

    def grow_message(self, message_id: int, text: str) -> None:
        """Keep what there is of an answer so far."""
        with self._database.write() as db:
            db.execute(
                "INSERT INTO growing (message_id, text) SELECT ?1, ?2 WHERE EXISTS"
                " (SELECT 1 FROM messages WHERE message_id = ?1)"
                " ON CONFLICT (message_id) DO UPDATE SET text = excluded.text",
                (message_id, clean(text)),
            )

    def finish_message(
        self, message_id: int, text: str, stats: AnswerStats | None, *, is_complete: bool
    ) -> None:
        """Keep the whole of an answer, or what there is of one that was stopped."""
        with self._database.write() as db:
            db.execute("DELETE FROM growing WHERE message_id = ?", (message_id,))
            db.execute(
                "UPDATE messages SET text = ?, stats = ?, is_complete = ? WHERE message_id = ?",
                (clean(text), from_stats(stats), is_complete, message_id),
            )
            db.execute(
                "UPDATE chats SET updated_at = ?"
                " WHERE chat_id = (SELECT chat_id FROM messages WHERE message_id = ?)",
                (time.time(), message_id),
            )

    def show_branch(self, message_id: int) -> None:
        """Make the branch through a message the active one, to where it was read last."""
        with self._database.write() as db:
            row = db.execute("SELECT chat_id FROM messages WHERE message_id = ?", (message_id,)).fetchone()
            if row is not None:
                tree = MessageTree(db.execute(_MESSAGES, (row["chat_id"],)))
                if message_id in tree.by_id:
                    _activate(db, row["chat_id"], tree.leaf_below(message_id))

    def delete_message(self, message_id: int) -> float:
        """Take away a message and all that follows it; another version of it takes its place.

        Returns:
            When it was, for `restore_message`.
        """
        now = time.time()
        with self._database.write() as db:
            row = db.execute(
                "SELECT chat_id, parent_id FROM messages WHERE message_id = ?", (message_id,)
            ).fetchone()
            if row is None:
                return now
            chat_id = row["chat_id"]
            tree = MessageTree(db.execute(_MESSAGES, (chat_id,)))
            if message_id not in tree.by_id:
                return now
            siblings = tree.siblings(message_id)
            place = siblings.index(message_id)
            rest = (*siblings[:place][::-1], *siblings[place + 1 :])
            below = [message_id]
            for current in below:
                below.extend(tree.children.get(current, ()))
            db.executemany(
                "UPDATE messages SET deleted_at = ? WHERE message_id = ?", [(now, gone) for gone in below]
            )
            _activate(db, chat_id, tree.leaf_below(rest[0]) if rest else row["parent_id"])
        return now

    def restore_message(self, message_id: int, deleted_at: float) -> None:
        """Undo `delete_message`."""
        with self._database.write() as db:
            row = db.execute("SELECT chat_id FROM messages WHERE message_id = ?", (message_id,)).fetchone()
            if row is None:
                return
            db.execute(
                "UPDATE messages SET deleted_at = 0 WHERE chat_id = ? AND deleted_at = ?",
                (row["chat_id"], deleted_at),
            )
            tree = MessageTree(db.execute(_MESSAGES, (row["chat_id"],)))
            if message_id in tree.by_id:
                _activate(db, row["chat_id"], tree.leaf_below(message_id))

    def _attachments(self, chat_id: int) -> dict[int, list[StoredAttachment]]:
        return attachments_by_message(self._database.read(ATTACHMENTS_OF_CHAT, (chat_id,)))


def _parent_for(db: sqlite3.Connection, chat_id: int, beside: int | None, after: int | None) -> int | None:
    if after is not None:
        return after
    if beside is not None:
        row = db.execute("SELECT parent_id FROM messages WHERE message_id = ?", (beside,)).fetchone()
    else:
        row = db.execute("SELECT active_message_id FROM chats WHERE chat_id = ?", (chat_id,)).fetchone()
    return row[0] if row else None


def _siblings(db: sqlite3.Connection, chat_id: int, parent: int | None) -> tuple[int, ...]:
    rows = db.execute(
        "SELECT message_id FROM messages WHERE chat_id = ? AND parent_id IS ? AND deleted_at = 0"
        " ORDER BY message_id",
        (chat_id, parent),
    )
    return tuple(row[0] for row in rows)


def _activate(db: sqlite3.Connection, chat_id: int, leaf: int | None) -> None:
    """The branch that ends in `leaf` is the one that is shown, here and at each fork above."""
    db.execute("UPDATE chats SET active_message_id = ? WHERE chat_id = ?", (leaf, chat_id))
    db.execute(
        "WITH RECURSIVE above (message_id, parent_id) AS ("
        " SELECT message_id, parent_id FROM messages WHERE message_id = ?"
        " UNION SELECT m.message_id, m.parent_id FROM messages m JOIN above a ON m.message_id = a.parent_id)"
        " UPDATE messages SET active_child_id = above.message_id FROM above"
        " WHERE messages.message_id = above.parent_id"
        " AND messages.active_child_id IS NOT above.message_id",
        (leaf,),
    )
