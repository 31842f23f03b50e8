"""The tables of the app's SQLite file, version by version."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from desktop_app.domain.errors import BitsmithError, ErrorKind

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


def check_version(connection: sqlite3.Connection) -> None:
    """Refuse a file of a newer version before anything in it is changed."""
    if connection.execute("PRAGMA user_version").fetchone()[0] > len(_MIGRATIONS):
        raise BitsmithError(
            ErrorKind.FILE_ACCESS,
            "Your chats were written by a newer version of Bitsmith.",
            "This version does not know their form.",
            "Install the newest version.",
        )


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a file of an older version, or an empty one, to this version: all of it or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    for migration in _MIGRATIONS[version:]:
        for statement in _statements(migration):
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {len(_MIGRATIONS)}")
    connection.commit()


def _statements(script: str) -> Iterator[str]:
    """The statements of a script; those of a trigger's body belong to the trigger."""
    statement = ""
    for part in script.split(";"):
        statement += part + ";"
        if sqlite3.complete_statement(statement):
            if statement.strip(" \n;"):
                yield statement
            statement = ""
