"""Long work as it is shown: what, how much, how fast, how long."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop_app.domain.errors import Problem


class JobState(StrEnum):
    """The life of a job; the last three are final."""

    QUEUED = "queued"
    RUNNING = "running"
    CANCELLING = "cancelling"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_final(self) -> bool:
        return self in (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


@dataclass(frozen=True, slots=True)
class JobProgress:
    """How far one stage of a job is; `per_second` is in `unit` per second ("bytes", "tensors")."""

    stage: str
    done: int = 0
    total: int = 0
    unit: str = "bytes"
    per_second: float = 0.0
    seconds_left: float | None = None
    note: str = ""

    @property
    def fraction(self) -> float | None:
        return min(1.0, self.done / self.total) if self.total > 0 else None


@dataclass(frozen=True, slots=True)
class JobView:
    """One job as pages show it."""

    job_id: str
    title: str
    subtitle: str
    state: JobState
    progress: JobProgress
    started_at: float
    problem: Problem | None = None
    result_model_id: str = ""
