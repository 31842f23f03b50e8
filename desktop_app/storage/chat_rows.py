"""Rows of the tables of chats as the app's own words, and back."""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from desktop_app.domain.chat import AnswerStats, Role
from desktop_app.domain.conversation import StoredAttachment, StoredMessage
from desktop_app.storage.dataclass_json import from_json


def clean(text: str) -> str:
    """SQLite takes no lone surrogates."""
    return text.encode("utf-8", "replace").decode("utf-8")


def to_message(
    row: sqlite3.Row,
    siblings: tuple[int, ...] = (),
    attachments: tuple[StoredAttachment, ...] = (),
) -> StoredMessage:
    """A row of `messages`; a text that still grows takes the place of its own."""
    return StoredMessage(
        row["message_id"],
        Role(row["role"]),
        row["grown"] if row["grown"] is not None else row["text"],
        row["created_at"],
        bool(row["is_complete"]),
        row["model_name"],
        to_stats(row["stats"]),
        row["parent_id"],
        siblings if len(siblings) > 1 else (),
        attachments,
    )


ATTACHMENTS_OF_CHAT = (
    "SELECT a.* FROM attachments a JOIN messages m USING (message_id) WHERE m.chat_id = ?"
    " ORDER BY a.attachment_id"
)


def attachments_by_message(rows: Iterable[sqlite3.Row]) -> dict[int, list[StoredAttachment]]:
    """Message id -> its files, from the rows of `ATTACHMENTS_OF_CHAT`."""
    found: dict[int, list[StoredAttachment]] = {}
    for row in rows:
        item = StoredAttachment(row["name"], row["media_type"], row["text"], row["data"], row["n_tokens"])
        found.setdefault(row["message_id"], []).append(item)
    return found


def insert_attachments(
    db: sqlite3.Connection, message_id: int, attachments: tuple[StoredAttachment, ...]
) -> None:
    """Keep the files of a message."""
    db.executemany(
        "INSERT INTO attachments (message_id, name, media_type, text, data, n_tokens)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [
            (message_id, clean(item.name), item.media_type, clean(item.text), item.data, item.n_tokens)
            for item in attachments
        ],
    )


def from_stats(stats: AnswerStats | None) -> str | None:
    return json.dumps(dataclasses.asdict(stats)) if stats else None


def to_stats(text: str | None) -> AnswerStats | None:
    if not text:
        return None
    try:
        values = json.loads(text)
        return from_json(AnswerStats, values) if isinstance(values, dict) else None
    except (ValueError, TypeError, RecursionError):
        return None  # numbers of another version, or of a file that lies; the text is what matters


class MessageTree:
    """The messages of one chat by their places.

    Args:
        rows: of `messages`, those that are there.
    """

    def __init__(self, rows: Iterable[sqlite3.Row]) -> None:
        self.by_id: dict[int, sqlite3.Row] = {row["message_id"]: row for row in rows}
        children: dict[int | None, list[int]] = {}
        for message_id in sorted(self.by_id):
            parent = self.by_id[message_id]["parent_id"]
            # what hangs on a message that is gone can be reached no more
            if parent is None or parent in self.by_id:
                children.setdefault(parent, []).append(message_id)
        self.children: Mapping[int | None, Sequence[int]] = children

    def siblings(self, message_id: int) -> tuple[int, ...]:
        """All messages in the place of this one."""
        return tuple(self.children.get(self.by_id[message_id]["parent_id"], ()))

    def leaf_below(self, message_id: int) -> int:
        """Where the branch through `message_id` ends: by what was shown last, else by what is newest."""
        seen = set()
        while message_id not in seen:
            seen.add(message_id)
            below = self.children.get(message_id, ())
            if not below:
                break
            active = self.by_id[message_id]["active_child_id"]
            message_id = active if active in below else below[-1]
        return message_id

    def branch(self, leaf: int | None) -> list[int]:
        """The messages from the first to `leaf`; to the newest branch where it is gone."""
        if leaf not in self.by_id:
            roots = self.children.get(None, ())
            if not roots:
                return []
            leaf = self.leaf_below(roots[-1])
        path: list[int] = []
        current: int | None = leaf
        while current in self.by_id and len(path) < len(self.by_id):
            path.append(current)
            current = self.by_id[current]["parent_id"]
        return path[::-1]
