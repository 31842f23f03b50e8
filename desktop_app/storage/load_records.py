"""Loads with their forecast and their observed peak."""

from __future__ import annotations

from desktop_app.domain.load_record import LoadRecord
from desktop_app.storage.database import Database

_KEPT = 50  # of one model


class LoadRecordStore:
    """Every method may be called from any thread.

    Args:
        database: keeps them.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, record: LoadRecord) -> int:
        """Keep a load; returns its id. Of one model only the newest are kept."""
        with self._database.write() as db:
            cursor = db.execute(
                "INSERT INTO load_records (path, loaded_at, n_ctx, kv_type, n_gpu_layers,"
                " forecast_ram_bytes, forecast_vram_bytes, peak_ram_bytes, peak_vram_bytes)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    record.path,
                    record.loaded_at,
                    record.n_ctx,
                    record.kv_type,
                    record.n_gpu_layers,
                    record.forecast_ram_bytes,
                    record.forecast_vram_bytes,
                    record.peak_ram_bytes,
                    record.peak_vram_bytes,
                ),
            )
            db.execute(
                "DELETE FROM load_records WHERE path = ? AND record_id NOT IN"
                " (SELECT record_id FROM load_records WHERE path = ? ORDER BY record_id DESC LIMIT ?)",
                (record.path, record.path, _KEPT),
            )
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def observe(self, record_id: int, peak_ram_bytes: int, peak_vram_bytes: int) -> None:
        """Keep the highest peak that was seen."""
        with self._database.write() as db:
            db.execute(
                "UPDATE load_records SET peak_ram_bytes = max(peak_ram_bytes, ?),"
                " peak_vram_bytes = max(peak_vram_bytes, ?) WHERE record_id = ?",
                (peak_ram_bytes, peak_vram_bytes, record_id),
            )

    def all(self) -> tuple[LoadRecord, ...]:
        """The loads of every file that is known, newest first."""
        rows = self._database.read("SELECT * FROM load_records ORDER BY record_id DESC")
        return tuple(LoadRecord(**{name: row[name] for name in row.keys()}) for row in rows)  # noqa: SIM118
