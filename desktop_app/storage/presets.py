"""Presets: named settings of a chat, as JSON."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.storage.chat_rows import clean
from desktop_app.storage.database import Database


@dataclass(frozen=True, slots=True)
class Preset:
    """`settings` is the JSON of the settings that it stands for."""

    preset_id: int
    name: str
    settings: str


class PresetStore:
    """Every method may be called from any thread, and is durable when it returns."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list(self) -> list[Preset]:
        """By name."""
        rows = self._database.read("SELECT * FROM presets ORDER BY name COLLATE NOCASE")
        return [Preset(r["preset_id"], r["name"], r["settings"]) for r in rows]

    def save(self, name: str, settings: str) -> None:
        """Keep a preset; one of the same name gives way."""
        with self._database.write() as db:
            db.execute(
                "INSERT INTO presets (name, settings) VALUES (?, ?)"
                " ON CONFLICT (name) DO UPDATE SET settings = excluded.settings",
                (clean(name), settings),
            )

    def rename(self, preset_id: int, name: str) -> bool:
        """Give a preset another name; False when another one has it, and nothing is changed."""
        with self._database.write() as db:
            cursor = db.execute(
                "UPDATE OR IGNORE presets SET name = ? WHERE preset_id = ?", (clean(name), preset_id)
            )
        return cursor.rowcount == 1

    def delete(self, preset_id: int) -> None:
        with self._database.write() as db:
            db.execute("DELETE FROM presets WHERE preset_id = ?", (preset_id,))
