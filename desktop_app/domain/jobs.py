"""Long work as it is asked for, kept and shown: what, how much, how fast, how long."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from desktop_app.domain.errors import Problem
from desktop_app.domain.quantize_choices import QuantizeChoices
from desktop_app.domain.transfer import TransferProgress


class JobState(StrEnum):
    """The life of a job; the last three are final, a paused one waits for a person."""

    QUEUED = "queued"
    RUNNING = "running"
    PAUSING = "pausing"
    PAUSED = "paused"
    CANCELLING = "cancelling"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_final(self) -> bool:
        return self in (JobState.DONE, JobState.FAILED, JobState.CANCELLED)

    @property
    def is_working(self) -> bool:
        """Something happens, or will without a person."""
        return not self.is_final and self is not JobState.PAUSED

    @property
    def is_running(self) -> bool:
        """It has its place in the queue's front."""
        return self in (JobState.RUNNING, JobState.PAUSING, JobState.CANCELLING)


@dataclass(frozen=True, slots=True)
class JobRequest:
    """What was asked for, captured when it was asked; later changes of settings do not reach it.

    Attributes:
        source: "owner/name", or a folder or file when `is_local`.
        is_local: the source is on this computer.
        revision: commit of the repository, "" for its newest.
        quant_type: of the model that is made, "" for a download.
        variant: label of the ready-made file that is downloaded, "" for making.
        models_folder: where new models go.
        threads: for quantizing, 0 for one per core.
        keep_source: original weights stay on this computer.
        choices: what else an expert chose.
        output: path of the new file, "" until it is known; a job that goes on writes the same one.
        files: names of what is downloaded, none until they are known.
        folder: where `files` go.
    """

    source: str
    is_local: bool = False
    revision: str = ""
    quant_type: str = ""
    variant: str = ""
    models_folder: str = ""
    threads: int = 0
    keep_source: bool = False
    choices: QuantizeChoices = field(default_factory=QuantizeChoices)
    output: str = ""
    files: tuple[str, ...] = ()
    folder: str = ""

    @property
    def is_download(self) -> bool:
        return bool(self.variant)

    @property
    def paths(self) -> tuple[str, ...]:
        """The files that it writes, as far as they are known."""
        made = (self.output,) if self.output else ()
        return (*made, *map(self.path_of, self.files))

    def path_of(self, name: str) -> str:
        """Where one of `files` goes."""
        return str(Path(self.folder, *name.split("/")))


@dataclass(frozen=True, slots=True)
class JobRecord:
    """A job as it is kept on the disk."""

    job_id: str
    request: JobRequest
    state: JobState
    started_at: float
    problem: Problem | None = None
    result_model_id: str = ""


@dataclass(frozen=True, slots=True)
class JobProgress:
    """How far one stage of a job is; `per_second` is in `unit` per second ("bytes", "tensors").

    `transfer` has the files, while it is a download.
    """

    stage: str
    done: int = 0
    total: int = 0
    unit: str = "bytes"
    per_second: float = 0.0
    seconds_left: float | None = None
    note: str = ""
    transfer: TransferProgress | None = None

    @property
    def fraction(self) -> float | None:
        return min(1.0, self.done / self.total) if self.total > 0 else None


@dataclass(frozen=True, slots=True)
class JobView:
    """One job as pages show it; `is_interrupted`: it was not a person who paused it."""

    job_id: str
    title: str
    subtitle: str
    state: JobState
    progress: JobProgress
    started_at: float
    problem: Problem | None = None
    result_model_id: str = ""
    is_interrupted: bool = False


def shown_order(jobs: Iterable[JobView]) -> tuple[JobView, ...]:
    """What runs, then the queue in its order, then what is paused, then what has ended, newest first."""
    jobs = tuple(jobs)
    running = [j for j in jobs if j.state.is_running]
    queued = [j for j in jobs if j.state is JobState.QUEUED]
    paused = [j for j in jobs if j.state is JobState.PAUSED]
    ended = [j for j in reversed(jobs) if j.state.is_final]
    return (*running, *queued, *paused, *ended)
