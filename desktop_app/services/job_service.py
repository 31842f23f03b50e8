"""Jobs: a queue of models that are made and downloaded, which survives the end of the app."""

from __future__ import annotations

import time
import uuid
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, Signal

from desktop_app.domain.errors import BitsmithError
from desktop_app.domain.jobs import JobProgress, JobRecord, JobRequest, JobState, JobView, shown_order
from desktop_app.domain.quantize_choices import NO_CHOICES, QuantizeChoices
from desktop_app.pipeline import make
from desktop_app.services.job_work import JobWork

if TYPE_CHECKING:
    from desktop_app.domain.errors import Problem
    from desktop_app.domain.library import LibraryModel
    from desktop_app.services.background import Background, SerialWriter, Task
    from desktop_app.services.library_service import LibraryService
    from desktop_app.services.settings_service import SettingsService
    from desktop_app.storage.jobs import JobStore

_SHOW_EVERY_S = 0.1
_WAITING = JobProgress("Waiting")


class JobService(QObject):
    """A queue with two lanes: one model is made at a time, and others are downloaded beside it.

    Jobs are written down before they begin. At the next start those that were not finished are there, paused;
    with the settings `resume_jobs` and `resume_downloads` they go on by themselves.

    Signals:
        jobs_changed: all `JobView`, in the order of `shown_order`.
        job_ended: the `JobView` of a job that is done or has failed.
        model_ready: the id of a model that a job has put into the library.
        problem_raised: a `Problem` with the list of jobs itself.
    """

    jobs_changed = Signal(object)
    job_ended = Signal(object)
    model_ready = Signal(str)
    problem_raised = Signal(object)

    def __init__(
        self,
        *,
        background: Background,
        settings: SettingsService,
        library: LibraryService,
        work: JobWork,
        store: JobStore,
        writer: SerialWriter,
        lock_file: Path,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._background = background
        self._settings = settings
        self._library = library
        self._work = work
        self._store = store
        self._writer = writer
        self._jobs: dict[str, JobView] = {}
        self._requests: dict[str, JobRequest] = {}
        self._tasks: dict[str, Task] = {}
        self._pausing: set[str] = set()
        self._shown_at: dict[str, float] = {}
        self._is_closing = False
        self._lock = QLockFile(str(lock_file))
        self._lock.setStaleLockTime(0)
        lock_file.parent.mkdir(parents=True, exist_ok=True)
        # a second window of the app would write over the first one's list
        self._is_keeper = self._lock.tryLock(0)
        settings.settings_changed.connect(lambda _settings: self._start_next())

    @property
    def jobs(self) -> tuple[JobView, ...]:
        return shown_order(self._jobs.values())

    @property
    def unfinished_requests(self) -> tuple[JobRequest, ...]:
        """What jobs that are not done need to go on; also those that failed or were stopped."""
        return tuple(
            self._requests[job.job_id] for job in self._jobs.values() if job.state is not JobState.DONE
        )

    def restore(self) -> None:
        """Take up the jobs of the last time; to be called once, when the app has started, before other jobs.

        It reads a short table, and answers at once while nobody writes into the database.
        """
        if not self._is_keeper:
            return
        self._background.run(lambda _task: self._work.clean())
        try:
            records = self._store.load()
        except BitsmithError as error:
            self._is_keeper = False  # a list that could not be read must not be written over
            self.problem_raised.emit(error.problem)
            return
        for record in records:
            view = _view(record)
            if not record.state.is_final:
                was_paused = record.state is JobState.PAUSED
                view = replace(view, state=JobState.PAUSED, is_interrupted=not was_paused)
                if self._goes_on(record.request) and not was_paused:
                    view = replace(view, state=JobState.QUEUED, is_interrupted=False)
            self._jobs[record.job_id] = view
            self._requests[record.job_id] = record.request
        self._publish()
        self._start_next()

    def make(
        self,
        source: str,
        quant_type: str,
        *,
        is_local: bool,
        revision: str = "",
        choices: QuantizeChoices = NO_CHOICES,
    ) -> str:
        """Queue making a model from a repository, a checkpoint's folder or a GGUF; returns the job's id."""
        name = Path(source).stem if is_local and source.lower().endswith(".gguf") else source
        taken = {request.output for request in self._requests.values()}
        output = make.output_path(
            self._settings.models_folder, Path(name).name if is_local else name, quant_type, taken
        )
        request = JobRequest(
            source,
            is_local=is_local,
            revision=revision,
            quant_type=quant_type,
            threads=self._settings.settings.n_threads or 0,
            keep_source=self._settings.settings.keep_source,
            choices=choices,
            output=str(output),
        )
        return self._add(request)

    def download(self, source: str, variant_label: str) -> str:
        """Queue the download of a ready-made GGUF of a repository; returns the job's id.

        One that is on the list and not done is taken up again instead.
        """
        folder = str(self._settings.models_folder)
        for job_id, known in self._requests.items():
            is_same = (known.source, known.variant, known.models_folder) == (source, variant_label, folder)
            if is_same and self._jobs[job_id].state is not JobState.DONE:
                self.resume(job_id)
                return job_id
        return self._add(JobRequest(source, variant=variant_label, models_folder=folder))

    def cancel(self, job_id: str) -> None:
        """Stop for good; what a download brought stays until the job is taken off the list."""
        job = self._jobs.get(job_id)
        if job is None or job.state.is_final:
            return
        task = self._tasks.get(job_id)
        if task is not None:
            self._pausing.discard(job_id)
            self._change(job_id, state=JobState.CANCELLING)
            task.cancel()
        else:
            self._change(job_id, state=JobState.CANCELLED)

    def pause(self, job_id: str) -> None:
        """Stop for now; what is done stays, also when the app ends."""
        job = self._jobs.get(job_id)
        if job is None or job.state not in (JobState.QUEUED, JobState.RUNNING):
            return
        if job_id in self._tasks:
            self._pausing.add(job_id)
            self._change(job_id, state=JobState.PAUSING)
        else:
            self._change(job_id, state=JobState.PAUSED, is_interrupted=False)

    def resume(self, job_id: str) -> None:
        """Go on with a paused, failed or cancelled job where it was."""
        job = self._jobs.get(job_id)
        if job is None or job.state not in (JobState.PAUSED, JobState.FAILED, JobState.CANCELLED):
            return
        self._change(job_id, state=JobState.QUEUED, progress=_WAITING, problem=None, is_interrupted=False)
        self._start_next()

    def move(self, job_id: str, places: int) -> None:
        """Move a waiting job up (negative) or down in the queue."""
        queued = [j for j, view in self._jobs.items() if view.state is JobState.QUEUED]
        if job_id not in queued:
            return
        place = queued.index(job_id)
        target = max(0, min(len(queued) - 1, place + places))
        if place == target:
            return
        queued.insert(target, queued.pop(place))
        waiting = iter(queued)
        order = [
            next(waiting) if view.state is JobState.QUEUED else known for known, view in self._jobs.items()
        ]
        self._jobs = {known: self._jobs[known] for known in order}
        self._save()
        self._publish()

    def dismiss(self, job_id: str) -> None:
        """Take a job that does not run off the list; what it left unfinished is deleted."""
        job = self._jobs.get(job_id)
        if job is None or not (job.state.is_final or job.state is JobState.PAUSED):
            return
        del self._jobs[job_id]
        request = self._requests.pop(job_id)
        if job.state is not JobState.DONE:
            self._discard(request)
        self._save()
        self._publish()

    def close(self) -> None:
        """Pause what runs; it is there at the next start."""
        self._is_closing = True
        for job_id in list(self._tasks):
            self._pausing.add(job_id)
        self._save()

    def release(self) -> None:
        """The last call: another start of the app may take the list."""
        self._lock.unlock()

    # --- queue --------------------------------------------------------------------------------------

    def _add(self, request: JobRequest) -> str:
        job_id = uuid.uuid4().hex
        self._requests[job_id] = request
        self._jobs[job_id] = _view(JobRecord(job_id, request, JobState.QUEUED, time.time()))
        self._save()
        self._publish()
        self._start_next()
        return job_id

    def _start_next(self) -> None:
        if self._is_closing:
            return
        downloading = sum(self._requests[job_id].is_download for job_id in self._tasks)
        making = len(self._tasks) - downloading
        places = {True: self._settings.settings.downloads_at_once - downloading, False: 1 - making}
        for job in tuple(self._jobs.values()):
            request = self._requests[job.job_id]
            if job.state is JobState.QUEUED and places[request.is_download] > 0:
                places[request.is_download] -= 1
                self._start(job.job_id, request)

    def _goes_on(self, request: JobRequest) -> bool:
        settings = self._settings.settings
        return settings.resume_downloads if request.is_download else settings.resume_jobs

    def _remember(self, job_id: str, request: JobRequest) -> None:
        if job_id in self._requests:
            self._requests[job_id] = request
            self._save()

    def _start(self, job_id: str, request: JobRequest) -> None:
        self._change(job_id, state=JobState.RUNNING, progress=JobProgress("Starting"), started_at=time.time())

        def report(progress: JobProgress) -> None:
            now = time.monotonic()
            is_end = progress.done >= progress.total
            if is_end or now - self._shown_at.get(job_id, 0.0) >= _SHOW_EVERY_S:
                self._shown_at[job_id] = now
                self._background.post(lambda: self._show_progress(job_id, progress))

        self._tasks[job_id] = self._background.run(
            lambda task: self._work.run(
                request,
                report,
                # the end of the app cancels all tasks; a job that is pausing stays a pausing one
                lambda: task.is_cancelled and job_id not in self._pausing,
                lambda: job_id in self._pausing,
                lambda found: self._background.post(lambda: self._remember(job_id, found)),
            ),
            on_result=lambda model: self._done(job_id, model),
            on_problem=lambda problem: self._failed(job_id, problem),
            on_cancelled=lambda: self._stopped(job_id),
        )

    def _discard(self, request: JobRequest) -> None:
        others = [
            other
            for job_id, other in self._requests.items()
            if other.keep_source or self._jobs[job_id].state is not JobState.DONE
        ]
        self._background.run(lambda _task: self._work.discard(request, others))

    # --- what comes back ------------------------------------------------------------------------------

    def _show_progress(self, job_id: str, progress: JobProgress) -> None:
        job = self._jobs.get(job_id)
        if job and job.state.is_running:
            self._jobs[job_id] = replace(job, progress=progress)
            self._publish()

    def _done(self, job_id: str, model: LibraryModel) -> None:
        progress = replace(self._jobs[job_id].progress, stage="Done", done=1, total=1, unit="models")
        self._end(job_id, state=JobState.DONE, progress=progress, result_model_id=model.model_id)
        self._library.refresh_then(lambda: self.model_ready.emit(model.model_id))
        self.job_ended.emit(self._jobs[job_id])

    def _failed(self, job_id: str, problem: Problem) -> None:
        self._end(job_id, state=JobState.FAILED, problem=problem)
        self.job_ended.emit(self._jobs[job_id])

    def _stopped(self, job_id: str) -> None:
        is_paused = job_id in self._pausing
        self._end(job_id, state=JobState.PAUSED if is_paused else JobState.CANCELLED)

    def _end(self, job_id: str, **changes: object) -> None:
        self._tasks.pop(job_id, None)
        self._pausing.discard(job_id)
        self._shown_at.pop(job_id, None)
        self._change(job_id, **changes)
        self._start_next()

    def _change(self, job_id: str, **changes: object) -> None:
        self._jobs[job_id] = replace(self._jobs[job_id], **changes)  # type: ignore[arg-type]
        self._save()
        self._publish()

    def _save(self) -> None:
        if not self._is_keeper:
            return
        records = [
            JobRecord(v.job_id, self._requests[v.job_id], v.state, v.started_at, v.problem, v.result_model_id)
            for v in self._jobs.values()
        ]
        self._writer.run(lambda: self._store.save(records), on_problem=self.problem_raised.emit)

    def _publish(self) -> None:
        self.jobs_changed.emit(self.jobs)


def _view(record: JobRecord) -> JobView:
    request = record.request
    is_done = record.state is JobState.DONE
    return JobView(
        record.job_id,
        Path(request.source).name if request.is_local else request.source,
        request.quant_type or request.variant,
        record.state,
        JobProgress("Done", 1, 1, "models") if is_done else _WAITING,
        record.started_at,
        record.problem,
        record.result_model_id,
    )
