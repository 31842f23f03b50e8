"""Jobs: making and downloading models, one after the other, with progress, cancel and retry."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.domain.jobs import JobProgress, JobState, JobView
from desktop_app.domain.library import ModelOrigin
from desktop_app.domain.repository import gguf_variants
from desktop_app.pipeline import make
from desktop_app.pipeline.from_hub import make_from_hub
from desktop_app.pipeline.stream import find_repository

if TYPE_CHECKING:
    from desktop_app.domain.errors import Problem
    from desktop_app.domain.library import LibraryModel
    from desktop_app.paths import UserFolders
    from desktop_app.services.background import Background, Task
    from desktop_app.services.hub_access import HubAccess
    from desktop_app.services.library_service import LibraryService
    from desktop_app.services.settings_service import SettingsService
    from desktop_app.storage.library import ModelLibrary

_SHOW_EVERY_S = 0.1


@dataclass(frozen=True, slots=True)
class JobRequest:
    """What was asked for, captured when it was asked; later changes of settings do not reach it."""

    source: str
    is_local: bool
    revision: str
    quant_type: str
    variant: str
    models_folder: Path
    threads: int
    keep_source: bool


class JobService(QObject):
    """A queue of jobs, of which one runs at a time: two would only share the same disk and cores.

    Signals:
        jobs_changed: all `JobView`, newest first.
        model_ready: the id of a model that a job has put into the library.
    """

    jobs_changed = Signal(object)
    model_ready = Signal(str)

    def __init__(
        self,
        *,
        background: Background,
        hub: HubAccess,
        settings: SettingsService,
        library: LibraryService,
        library_store: ModelLibrary,
        folders: UserFolders,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._background = background
        self._hub = hub
        self._settings = settings
        self._library = library
        self._store = library_store
        self._folders = folders
        self._jobs: dict[str, JobView] = {}
        self._requests: dict[str, JobRequest] = {}
        self._leftovers: dict[str, Path] = {}
        self._task: Task | None = None
        self._running = ""
        self._shown_at = 0.0

    @property
    def jobs(self) -> tuple[JobView, ...]:
        return tuple(reversed(self._jobs.values()))

    @property
    def has_unfinished(self) -> bool:
        return any(not job.state.is_final for job in self._jobs.values())

    def make(self, source: str, quant_type: str, *, is_local: bool, revision: str = "") -> str:
        """Queue making a model from a repository or a checkpoint folder; returns the job's id."""
        return self._add(self._request(source, is_local=is_local, revision=revision, quant_type=quant_type))

    def download(self, source: str, variant_label: str) -> str:
        """Queue the download of a ready-made GGUF of a repository; returns the job's id."""
        return self._add(self._request(source, variant=variant_label))

    def cancel(self, job_id: str) -> None:
        job = self._jobs.get(job_id)
        if job is None or job.state.is_final:
            return
        if job_id == self._running and self._task:
            self._change(job_id, state=JobState.CANCELLING)
            self._task.cancel()
        else:
            self._change(job_id, state=JobState.CANCELLED)

    def retry(self, job_id: str) -> None:
        """Do a failed or cancelled job again; a download goes on where it was."""
        job = self._jobs.get(job_id)
        if job is None or not job.state.is_final or job.state is JobState.DONE:
            return
        self._change(job_id, state=JobState.QUEUED, progress=JobProgress("Waiting"), problem=None)
        self._start_next()

    def dismiss(self, job_id: str) -> None:
        """Take a finished job off the list; what an unfinished download left is deleted."""
        job = self._jobs.get(job_id)
        if job is None or not job.state.is_final:
            return
        del self._jobs[job_id]
        self._requests.pop(job_id, None)
        leftover = self._leftovers.pop(job_id, None)
        if leftover is not None:
            self._background.run(lambda _task: make.discard_source(leftover))
        self._publish()

    def close(self) -> None:
        """Stop what runs; what was downloaded stays for the next time."""
        for job in self.jobs:
            self.cancel(job.job_id)

    # --- queue --------------------------------------------------------------------------------------

    def _request(
        self,
        source: str,
        *,
        is_local: bool = False,
        revision: str = "",
        quant_type: str = "",
        variant: str = "",
    ) -> JobRequest:
        settings = self._settings.settings
        return JobRequest(
            source,
            is_local,
            revision,
            quant_type,
            variant,
            self._settings.models_folder,
            settings.n_threads or 0,
            settings.keep_source,
        )

    def _add(self, request: JobRequest) -> str:
        job_id = uuid.uuid4().hex
        name = Path(request.source).name if request.is_local else request.source
        self._requests[job_id] = request
        self._jobs[job_id] = JobView(
            job_id,
            title=name,
            subtitle=request.quant_type or request.variant,
            state=JobState.QUEUED,
            progress=JobProgress("Waiting"),
            started_at=time.time(),
        )
        self._publish()
        self._start_next()
        return job_id

    def _start_next(self) -> None:
        if self._running:
            return
        waiting = next((j for j in self._jobs.values() if j.state is JobState.QUEUED), None)
        if waiting is None:
            return
        job_id, request = waiting.job_id, self._requests[waiting.job_id]
        self._running = job_id
        self._change(job_id, state=JobState.RUNNING, progress=JobProgress("Starting"), started_at=time.time())
        self._task = self._background.run(
            lambda task: self._work(task, job_id, request),
            on_result=lambda model: self._done(job_id, model),
            on_problem=lambda problem: self._failed(job_id, problem),
            on_cancelled=lambda: self._cancelled(job_id),
        )

    # --- the work, on a thread ------------------------------------------------------------------------

    def _work(self, task: Task, job_id: str, request: JobRequest) -> LibraryModel:
        def cancelled() -> bool:
            return task.is_cancelled

        def report(progress: JobProgress) -> None:
            now = time.monotonic()
            if now - self._shown_at >= _SHOW_EVERY_S or progress.done >= progress.total:
                self._shown_at = now
                self._background.post(lambda: self._show_progress(job_id, progress))

        if request.variant:
            made = self._download_variant(request, report, cancelled)
            origin = ModelOrigin.DOWNLOADED
        else:
            made = self._make(job_id, request, report, cancelled)
            origin = ModelOrigin.MADE
        return self._store.add_file(made.path, origin, source=made.source, revision=made.revision)

    def _download_variant(
        self, request: JobRequest, report: make.Report, cancelled: make.IsCancelled
    ) -> make.MadeModel:
        client = self._hub.client()
        detail = client.repository(request.source)
        variant = next((v for v in gguf_variants(detail.files) if v.label == request.variant), None)
        if variant is None:
            raise BitsmithError(
                ErrorKind.NOT_FOUND,
                f"{request.source} does not offer {request.variant} any more.",
                "The repository was changed since it was shown.",
                "Open the repository again and choose from what is there now.",
            )
        return make.download_variant(
            client, detail, variant, request.models_folder, on_progress=report, is_cancelled=cancelled
        )

    def _make(
        self, job_id: str, request: JobRequest, report: make.Report, cancelled: make.IsCancelled
    ) -> make.MadeModel:
        if request.is_local:
            folder = Path(request.source)
            result = make.quantize(
                folder,
                make.output_path(request.models_folder, folder.name, request.quant_type),
                request.quant_type,
                threads=request.threads,
                on_progress=report,
                is_cancelled=cancelled,
            )
            return make.MadeModel(Path(result.path), request.quant_type, request.source, "", result.seconds)
        client = self._hub.client()
        detail = find_repository(client, request.source, request.revision or "main", cancelled)
        self._leftovers[job_id] = make.source_folder(self._folders.cache, detail.repo_id, detail.revision)
        result = make_from_hub(
            client,
            detail,
            make.output_path(request.models_folder, request.source, request.quant_type),
            request.quant_type,
            self._folders.cache,
            keep_source=request.keep_source,
            threads=request.threads,
            on_progress=report,
            is_cancelled=cancelled,
        ).made
        self._leftovers.pop(job_id, None)
        return make.MadeModel(
            Path(result.path), request.quant_type, request.source, detail.revision, result.seconds
        )

    # --- what comes back ------------------------------------------------------------------------------

    def _show_progress(self, job_id: str, progress: JobProgress) -> None:
        job = self._jobs.get(job_id)
        if job and not job.state.is_final:
            self._change(job_id, progress=progress)

    def _done(self, job_id: str, model: LibraryModel) -> None:
        progress = replace(self._jobs[job_id].progress, stage="Done", done=1, total=1, unit="models")
        self._change(job_id, state=JobState.DONE, progress=progress, result_model_id=model.model_id)
        self._end()
        self._library.refresh_then(lambda: self.model_ready.emit(model.model_id))

    def _failed(self, job_id: str, problem: Problem) -> None:
        self._change(job_id, state=JobState.FAILED, problem=problem)
        self._end()

    def _cancelled(self, job_id: str) -> None:
        self._change(job_id, state=JobState.CANCELLED)
        self._end()

    def _end(self) -> None:
        self._running, self._task = "", None
        self._start_next()

    def _change(self, job_id: str, **changes: object) -> None:
        self._jobs[job_id] = replace(self._jobs[job_id], **changes)  # type: ignore[arg-type]
        self._publish()

    def _publish(self) -> None:
        self.jobs_changed.emit(self.jobs)
