"""Making a model straight from a hub: weights pass through a bounded window and are never all here."""

from __future__ import annotations

import dataclasses
import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.domain.errors import BitsmithError, CancelledError, ErrorKind, PausedError
from desktop_app.domain.jobs import JobProgress
from desktop_app.domain.quantize_choices import NO_CHOICES, QuantizeChoices
from desktop_app.domain.repository import RepoDetail, weight_files
from desktop_app.pipeline.child_job import run_job
from desktop_app.pipeline.make import IsCancelled, Report, check_convertible, check_disk, output_place
from desktop_app.pipeline.window import window_folder
from desktop_app.protocol.messages import Event, Progress, Quantize, SpansNeeded
from desktop_app.protocol.results import QuantizeResult

if TYPE_CHECKING:
    from desktop_app.hub.client import HubClient
    from desktop_app.hub.ranges import SpanFetcher

_WINDOW_BYTES = 512 * 1024 * 1024
_ATTEMPTS = 3
_QUIET_S = 1.0
_PIECE_BYTES = 16 * 1024 * 1024
# after these the bytes that were written are in doubt; after all others a later run goes on from them
_DAMAGED = (ErrorKind.BAD_MODEL, ErrorKind.NOT_FOUND)


@dataclass(frozen=True, slots=True)
class StreamResult:
    """The finished file, and of which source files the hash was compared with the hub's.

    `unverified` are files of which only parts were needed, or in another order, or that were begun by an
    earlier run; of these, size, commit and ETag of each answer were compared.
    """

    made: QuantizeResult
    verified: tuple[str, ...]
    unverified: tuple[str, ...]
    fetched_bytes: int


def quantize_remote(
    client: HubClient,
    detail: RepoDetail,
    output: Path,
    quant_type: str,
    cache: Path,
    *,
    threads: int = 0,
    choices: QuantizeChoices = NO_CHOICES,
    on_progress: Report,
    is_cancelled: IsCancelled,
    is_paused: IsCancelled = lambda: False,
    window_bytes: int = _WINDOW_BYTES,
    first_pause_s: float = 1.0,
) -> StreamResult:
    """Make `output` from a repository's weights without storing them.

    After a pause, a crash, a full disk or a network that stays away, what is done stays beside `output`, and
    the same call goes on from it and fetches only what is missing.

    Args:
        client: of the hub that `detail` came from.
        detail: the repository at a fixed revision.
        output: the new file.
        quant_type: of the file.
        cache: the app's cache folder.
        threads: for quantizing, 0 for one per core.
        choices: what else an expert chose.
        on_progress: told several times a second.
        is_cancelled: asked ten times a second; nothing is left.
        is_paused: asked ten times a second; what is done is left.
        window_bytes: most bytes of the source on the disk; more where a single tensor needs it.
        first_pause_s: before a request is tried again; it doubles with each failure.

    Raises:
        BitsmithError: the hub fails or sends something else than it says, the disk is full, or the model
            cannot be converted.
        CancelledError: `is_cancelled` said so.
        PausedError: `is_paused` said so.
    """
    check_convertible(detail)
    headers = read_headers(
        client,
        detail,
        cache,
        on_progress=on_progress,
        is_cancelled=is_cancelled,
        is_paused=is_paused,
        first_pause_s=first_pause_s,
    )
    with window_folder(cache / "windows") as window, output_place(output):
        stream = _Stream(client, detail, headers, window, window_bytes, first_pause_s, output, on_progress)
        try:
            result = run_job(
                Quantize(
                    uuid.uuid4().hex,
                    str(headers),
                    str(output),
                    quant_type,
                    threads,
                    detail.repo_id.rpartition("/")[2],
                    window=str(window),
                    identity=identity(client, detail),
                    choices=choices,
                    repository=detail.repo_id,
                    revision=detail.revision,
                ),
                on_event=stream.on_event,
                is_cancelled=lambda: is_cancelled() or stream.is_spoiled,
                is_paused=lambda: is_paused() or stream.is_broken,
            )
        except (BitsmithError, CancelledError):
            if stream.is_spoiled:
                # the headers came by the same way, and are part of what the hash is of
                shutil.rmtree(headers, ignore_errors=True)
            if stream.error is not None:
                raise stream.error from None
            raise
        finally:
            stream.stop()
    assert isinstance(result, QuantizeResult)
    verified, unverified = stream.checked_files()
    return StreamResult(result, verified, unverified, stream.fetched_bytes)


@contextmanager
def stopping(is_cancelled: IsCancelled, is_paused: IsCancelled) -> Iterator[IsCancelled]:
    """Something that can only be cancelled: a pause cancels it too, and is a `PausedError` at its end."""
    try:
        yield lambda: is_cancelled() or is_paused()
    except CancelledError:
        if is_cancelled() or not is_paused():
            raise
        raise PausedError from None


def read_headers(
    client: HubClient,
    detail: RepoDetail,
    cache: Path,
    *,
    on_progress: Report,
    is_cancelled: IsCancelled,
    is_paused: IsCancelled = lambda: False,
    first_pause_s: float = 1.0,
) -> Path:
    """The folder with everything of a repository but its weights, fetched when it is not here yet.

    Raises:
        BitsmithError, CancelledError, PausedError: see `quantize_remote`.
    """
    from desktop_app.hub.headers import fetch_headers

    with stopping(is_cancelled, is_paused) as is_stopped:
        return fetch_headers(
            client,
            detail,
            cache / "headers",
            cancelled=is_stopped,
            on_progress=on_progress,
            first_pause_s=first_pause_s,
        )


def find_repository(
    client: HubClient,
    repo_id: str,
    revision: str = "main",
    is_cancelled: IsCancelled = lambda: False,
) -> RepoDetail:
    """The repository at the commit that `revision` means now; a hub in trouble is asked again.

    Raises:
        BitsmithError: see `HubClient.repository`.
        CancelledError: `is_cancelled` said so.
    """
    from desktop_app.hub.parallel import run_all
    from desktop_app.hub.retry import retrying

    found: list[RepoDetail] = []

    def ask() -> None:
        found.append(
            retrying(lambda: client.repository(repo_id, revision), attempts=_ATTEMPTS, cancelled=is_cancelled)
        )

    for _ in run_all([ask], 1, is_cancelled):
        pass
    return found[0]


def identity(client: HubClient, detail: RepoDetail) -> str:
    """Names the content of a repository's weights; two that are equal give the same bytes."""
    files = ";".join(f"{f.path}:{f.size_bytes}:{f.sha256 or f.git_sha1}" for f in weight_files(detail))
    return f"{client.host} {detail.repo_id} {detail.revision} {files}"


class _Stream:
    """The parent's half: starts fetching when the child has said what it needs, and watches."""

    def __init__(
        self,
        client: HubClient,
        detail: RepoDetail,
        headers: Path,
        window: Path,
        window_bytes: int,
        first_pause_s: float,
        output: Path,
        on_progress: Report,
    ) -> None:
        self._client, self._detail, self._headers, self._window = client, detail, headers, window
        self._window_bytes, self._first_pause_s = window_bytes, first_pause_s
        self._output = output
        self._on_progress = on_progress
        self._last, self._last_at = JobProgress("plan"), 0.0
        self._mark = (0.0, 0)  # when the child fell quiet, and what had arrived then
        self._fetcher: SpanFetcher | None = None
        self._files: tuple[str, ...] = ()
        self._error: BitsmithError | None = None

    @property
    def error(self) -> BitsmithError | None:
        """Why no more bytes come, None while all is well."""
        return self._error or (self._fetcher.error if self._fetcher else None)

    @property
    def is_spoiled(self) -> bool:
        """Whether what was written so far must go."""
        return self.error is not None and self.error.problem.kind in _DAMAGED

    @property
    def is_broken(self) -> bool:
        """Whether what was written can be continued later. Asked ten times a second: shows waiting too."""
        self._show_waiting()
        return self.error is not None

    def _show_waiting(self) -> None:
        """Say what is going on while the child has nothing to do: a large tensor comes, or the hub waits."""
        now = time.monotonic()
        if self._fetcher is None or now - self._last_at < _QUIET_S:
            self._mark = (now, self.fetched_bytes)
            return
        started_at, fetched = self._mark
        rate = (self.fetched_bytes - fetched) / max(now - started_at, _QUIET_S)
        note = self._fetcher.note or f"{self.fetched_bytes / 1e6:,.0f} MB of weights have arrived"
        self._on_progress(dataclasses.replace(self._last, note=note, per_second=rate, seconds_left=None))

    @property
    def fetched_bytes(self) -> int:
        return self._fetcher.fetched_bytes if self._fetcher else 0

    def on_event(self, event: Event) -> None:
        if isinstance(event, Progress):
            self._last, self._last_at = event.progress, time.monotonic()
            self._on_progress(event.progress)
        elif isinstance(event, SpansNeeded):
            try:
                self._start(event)
            except BitsmithError as error:
                self._error = error

    def stop(self) -> None:
        if self._fetcher is not None:
            self._fetcher.stop()

    def checked_files(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Files whose hash was compared, and the others that bytes came from."""
        done = self._fetcher.verified_files if self._fetcher else ()
        return done, tuple(name for name in self._files if name not in done)

    def _start(self, needs: SpansNeeded) -> None:
        from desktop_app.hub.ranges import SpanFetcher
        from desktop_app.hub.span_plan import plan_spans

        self._files = tuple(dict.fromkeys(s.file for s in needs.spans))
        plan = plan_spans(
            needs.spans,
            {name: (self._headers / name).stat().st_size for name in self._files},
            {f.path: f.size_bytes for f in weight_files(self._detail)},
            piece_bytes=_PIECE_BYTES,
        )
        self._fetcher = SpanFetcher(
            self._client,
            self._detail,
            plan,
            self._window,
            self._headers,
            window_bytes=self._room(needs, plan.most_ahead_bytes, plan.n_bytes),
            first_pause_s=self._first_pause_s,
        )
        self._fetcher.start()

    def _room(self, needs: SpansNeeded, most_ahead: int, everything: int) -> int:
        """How large the window may become: less than wanted where the disk is nearly full.

        Raises:
            BitsmithError: (disk_full) the smallest window that works does not fit.
        """
        least = min(everything, needs.largest_need_bytes + most_ahead + _PIECE_BYTES)
        is_shared = self._window.stat().st_dev == self._output.parent.stat().st_dev
        for_output = needs.output_bytes if is_shared else 0
        check_disk(self._window, least + for_output)
        spare = shutil.disk_usage(self._window).free - for_output
        return max(least, min(self._window_bytes, everything, spare // 2))
