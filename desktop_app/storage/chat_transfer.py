"""Chats out of the database into files, and from files into the database."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path

from desktop_app.domain.chat import Role
from desktop_app.domain.chat_transfer import Imported, MovedChat, MovedMessage
from desktop_app.storage.chat_files import FORMAT, VERSION, read_chats, to_document, to_markdown
from desktop_app.storage.chat_rows import (
    ATTACHMENTS_OF_CHAT,
    attachments_by_message,
    clean,
    from_stats,
    insert_attachments,
    to_stats,
)
from desktop_app.storage.database import Database
from desktop_app.storage.files import atomic_write, write_parts


class ChatTransfer:
    """Every method may be called from any thread; long ones ask `is_cancelled` between two chats."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def export_json(
        self, path: Path, chat_id: int | None = None, is_cancelled: Callable[[], bool] = lambda: False
    ) -> int:
        """One chat or all of them, with every branch, in Bitsmith's own form; returns how many.

        Raises:
            BitsmithError: (file_access, disk_full) nothing was written.
            CancelledError: the file is not there.
        """
        count = 0

        def parts() -> Iterator[bytes]:
            nonlocal count
            yield f'{{"format": "{FORMAT}", "version": {VERSION}, "chats": [\n'.encode()
            for chat in self._chats(chat_id):
                document = to_document([chat])["chats"][0]
                lead = b",\n" if count else b""
                count += 1
                yield lead + json.dumps(document, ensure_ascii=False).encode()
            yield b"\n]}\n"

        write_parts(path, parts(), is_cancelled=is_cancelled)
        return count

    def export_markdown(self, path: Path, chat_id: int) -> int:
        """The branch of a chat that is shown, to be read by people; returns 1, or 0 when it is gone."""
        chat = next(self._chats(chat_id), None)
        if chat is None:
            return 0
        atomic_write(path, to_markdown(chat).encode())
        return 1

    def import_file(self, path: Path, is_cancelled: Callable[[], bool] = lambda: False) -> Imported:
        """Take in the chats of a file; those that are here already, word for word, are left out.

        Raises:
            BitsmithError: (file_access, bad_request, disk_full) nothing, or a part of it, was taken in.
        """
        chats, n_unreadable = read_chats(path)
        known = {self._digest_of(chat) for title in {c.title for c in chats} for chat in self._titled(title)}
        n_new = n_known = 0
        for chat in chats:
            if is_cancelled():
                break
            digest = self._digest_of(chat)
            if digest in known:
                n_known += 1
                continue
            known.add(digest)
            self._insert(chat)
            n_new += 1
        return Imported(n_new, n_known, n_unreadable)

    # --- helpers ----------------------------------------------------------------------------------

    def _chats(self, chat_id: int | None) -> Iterator[MovedChat]:
        """One chat, or all that are not deleted, oldest first; each is read when it is asked for."""
        rows = self._database.read(
            "SELECT chat_id FROM chats WHERE deleted_at = 0 AND (?1 IS NULL OR chat_id = ?1)"
            " ORDER BY chat_id",
            (chat_id,),
        )
        for row in rows:
            yield from self._read("c.chat_id = ?", row["chat_id"])

    def _titled(self, title: str) -> Iterator[MovedChat]:
        yield from self._read("c.title = ? AND c.deleted_at = 0", clean(title))

    def _read(self, condition: str, value: object) -> Iterator[MovedChat]:
        chats = self._database.read(
            "SELECT c.*, f.name AS folder FROM chats c LEFT JOIN folders f USING (folder_id)"  # noqa: S608
            f" WHERE {condition}",
            (value,),
        )
        for chat in chats:
            rows = self._database.read(
                "SELECT m.*, g.text AS grown FROM messages m LEFT JOIN growing g USING (message_id)"
                " WHERE m.chat_id = ? AND m.deleted_at = 0 ORDER BY m.message_id",
                (chat["chat_id"],),
            )
            files = attachments_by_message(self._database.read(ATTACHMENTS_OF_CHAT, (chat["chat_id"],)))
            messages = tuple(
                MovedMessage(
                    r["message_id"],
                    r["parent_id"],
                    Role(r["role"]),
                    r["grown"] if r["grown"] is not None else r["text"],
                    r["created_at"],
                    bool(r["is_complete"]),
                    r["model_name"],
                    to_stats(r["stats"]),
                    tuple(files.get(r["message_id"], ())),
                )
                for r in rows
            )
            yield MovedChat(
                chat["title"],
                chat["created_at"],
                chat["updated_at"],
                messages,
                chat["active_message_id"],
                bool(chat["is_pinned"]),
                chat["folder"] or "",
                chat["settings"],
            )

    @staticmethod
    def _digest_of(chat: MovedChat) -> str:
        """What a chat says, whatever its numbers are."""
        digest = hashlib.sha256(chat.title.encode("utf-8", "replace"))
        for message in chat.messages:
            digest.update(f"\0{message.role.value}\0{message.text}".encode("utf-8", "replace"))
            for item in message.attachments:
                digest.update(f"\1{item.name}\1{item.text}\1".encode("utf-8", "replace") + (item.data or b""))
        return digest.hexdigest()

    def _insert(self, chat: MovedChat) -> None:
        with self._database.write() as db:
            folder_id = None
            if chat.folder:
                row = db.execute("SELECT folder_id FROM folders WHERE name = ?", (chat.folder,)).fetchone()
                folder_id = (
                    row[0]
                    if row
                    else db.execute("INSERT INTO folders (name) VALUES (?)", (chat.folder,)).lastrowid
                )
            cursor = db.execute(
                "INSERT INTO chats (title, created_at, updated_at, is_pinned, folder_id, settings)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (chat.title, chat.created_at, chat.updated_at, chat.is_pinned, folder_id, chat.settings),
            )
            chat_id = cursor.lastrowid
            ids: dict[int | None, int | None] = {None: None}
            for m in chat.messages:
                cursor = db.execute(
                    "INSERT INTO messages (chat_id, parent_id, role, text, created_at, is_complete,"
                    " model_name, stats) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    (
                        chat_id,
                        ids.get(m.parent),
                        m.role.value,
                        clean(m.text),
                        m.created_at or chat.created_at,
                        m.is_complete,
                        m.model_name,
                        from_stats(m.stats),
                    ),
                )
                assert cursor.lastrowid is not None
                insert_attachments(db, cursor.lastrowid, m.attachments)
                ids[m.key] = cursor.lastrowid
            db.execute(
                "UPDATE chats SET active_message_id = ? WHERE chat_id = ?", (ids.get(chat.active), chat_id)
            )
