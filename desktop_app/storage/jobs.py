"""Jobs across restarts: what was asked for and how far it came."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable

from desktop_app.domain.errors import Problem
from desktop_app.domain.jobs import JobRecord, JobRequest, JobState
from desktop_app.storage.database import Database
from desktop_app.storage.dataclass_json import from_json

_KEPT_ENDED = 50  # older jobs that have ended are forgotten


class JobStore:
    """The list of jobs; every method may be called from any thread.

    Args:
        database: keeps the list.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def load(self) -> tuple[JobRecord, ...]:
        """All jobs in their order; a row that makes no sense is left out."""
        rows = self._database.read("SELECT * FROM jobs ORDER BY position")
        found = []
        for row in rows:
            try:
                request = from_json(JobRequest, json.loads(row["request"]))
                problem = from_json(Problem, json.loads(row["problem"])) if row["problem"] else None
                state = JobState(row["state"])
            except (ValueError, TypeError, RecursionError):
                continue
            found.append(
                JobRecord(row["job_id"], request, state, row["started_at"], problem, row["result_model_id"])
            )
        return tuple(found)

    def save(self, records: Iterable[JobRecord]) -> None:
        """Replace the list; of jobs that have ended only the newest are kept.

        Raises:
            BitsmithError: the file cannot be written.
        """
        records = list(records)
        ended = [r.job_id for r in records if r.state.is_final]
        forgotten = set(ended[: max(0, len(ended) - _KEPT_ENDED)])
        rows = [
            (
                record.job_id,
                position,
                record.state.value,
                record.started_at,
                json.dumps(dataclasses.asdict(record.request)),
                json.dumps(dataclasses.asdict(record.problem)) if record.problem else "",
                record.result_model_id,
            )
            for position, record in enumerate(r for r in records if r.job_id not in forgotten)
        ]
        with self._database.write() as connection:
            connection.execute("DELETE FROM jobs")
            connection.executemany("INSERT INTO jobs VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
