"""From a source to its fit rows: headers first, then the engine's dry allocation in a child."""

from __future__ import annotations

import json
import tempfile
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from desktop_app.domain.errors import BitsmithError, CancelledError, ErrorKind
from desktop_app.domain.fit import FitRow
from desktop_app.domain.jobs import JobProgress
from desktop_app.domain.machine import Machine
from desktop_app.hardware.machine import read_machine
from desktop_app.pipeline.child_job import JobChild, run_job
from desktop_app.protocol.child import JOB_WORKER
from desktop_app.protocol.messages import EstimateFit, Event, FitReady, ListDevices, Progress
from desktop_app.protocol.results import DeviceList

if TYPE_CHECKING:
    from desktop_app.domain.repository import GgufVariant, RepoDetail
    from desktop_app.hub.client import HubClient

_CHECK_CANCEL_S = 0.1

Report = Callable[[JobProgress], None]
IsCancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class LocalSource:
    """What the estimator and the quantizer open.

    `path` is a checkpoint folder or a GGUF file; `headers_only` says that its weights are not there;
    `name` is the model's, "" where the folder's own is meant; `repository` and `revision` are of a hub.
    """

    path: Path
    headers_only: bool = False
    name: str = ""
    repository: str = ""
    revision: str = ""


def ask_engine(is_cancelled: IsCancelled = lambda: False) -> DeviceList:
    """The engine, and GPUs and accelerators as it sees them; a child asks it."""
    result = run_job(ListDevices(_new_id()), is_cancelled=is_cancelled)
    assert isinstance(result, DeviceList)
    return result


def machine_now(folder: Path, is_cancelled: IsCancelled = lambda: False) -> Machine:
    """One reading of this computer, its disk at `folder`."""
    found = ask_engine(is_cancelled)
    machine = read_machine(folder, devices=found.devices)
    return replace(
        machine,
        engine=found.engine,
        cpu_variant=found.cpu_variant,
        architectures=found.architectures,
    )


def remote_headers(
    client: HubClient,
    detail: RepoDetail,
    folder: Path,
    *,
    on_progress: Report | None = None,
    is_cancelled: IsCancelled = lambda: False,
) -> LocalSource:
    """Fetch the headers of a repository's weights, and none of the weights."""
    from desktop_app.hub.headers import fetch_headers

    path = fetch_headers(client, detail, folder, cancelled=is_cancelled, on_progress=on_progress)
    name = detail.repo_id.rpartition("/")[2]
    return LocalSource(
        path, headers_only=True, name=name, repository=detail.repo_id, revision=detail.revision
    )


def remote_gguf_header(
    client: HubClient,
    detail: RepoDetail,
    variant: GgufVariant,
    folder: Path,
    *,
    is_cancelled: IsCancelled = lambda: False,
) -> LocalSource:
    """Fetch the header of a ready-made GGUF, and none of its weights."""
    from desktop_app.hub.headers import fetch_gguf_header

    return LocalSource(fetch_gguf_header(client, detail, variant, folder, cancelled=is_cancelled))


def local_source(path: Path) -> LocalSource:
    """A checkpoint folder or a GGUF file of this computer.

    Raises:
        BitsmithError: (not_found, bad_model) there is nothing, or neither of the two.
    """
    if path.is_dir() or (path.is_file() and path.suffix.lower() == ".gguf"):
        return LocalSource(path)
    if not path.exists():
        raise BitsmithError(
            ErrorKind.NOT_FOUND,
            f"There is nothing at {path}.",
            "It may have been moved, renamed or deleted.",
            "Check the path, or choose another folder or file.",
        )
    raise BitsmithError(
        ErrorKind.BAD_MODEL,
        f"{path.name} is not a model that Bitsmith can open.",
        "It is neither a checkpoint folder (config.json and .safetensors files) nor a .gguf file.",
        "Choose the folder that holds config.json, or a .gguf file.",
    )


def context_limit(source: LocalSource) -> int:
    """The context that the checkpoint's config says it was trained for, 0 when it does not say."""
    try:
        config = json.loads((source.path / "config.json").read_bytes())
    except (OSError, ValueError):
        return 0
    for table in (config, config.get("text_config")) if isinstance(config, dict) else ():
        for key in ("max_position_embeddings", "n_ctx", "n_positions"):
            value = table.get(key) if isinstance(table, dict) else None
            if type(value) is int and 0 < value < 1 << 30:
                return value
    return 0


class FitSession:
    """The fit of one source, again and again: for other contexts, KV types and machines.

    A child process opens the source once, and keeps what it found out; so the first rows take a second, those
    of another context a few milliseconds. When the child dies (the engine aborts on some files), that
    estimate fails, and the next one starts a new child. Use it as a context manager, or call `close`.

    Attributes:
        machine: that is judged; may be replaced by a newer reading.
    """

    def __init__(self, source: LocalSource, machine: Machine, *, entry: str = JOB_WORKER) -> None:
        self.source = source
        self.machine = machine
        self._child = JobChild(entry)
        self._scratch = tempfile.TemporaryDirectory(prefix="bitsmith-fit-", ignore_cleanup_errors=True)
        self._busy = threading.Lock()
        self._is_closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def start(self) -> None:
        """Any thread: start the child ahead of the first estimate; returns at once."""
        if self._busy.acquire(blocking=False):
            try:
                if not self._is_closed:
                    self._child.start()
            finally:
                self._busy.release()

    def estimate(
        self,
        quant_types: tuple[str, ...],
        n_ctxs: tuple[int, ...],
        kv_type: str = "f16",
        *,
        on_row: Callable[[FitRow], None],
        on_progress: Report | None = None,
        is_cancelled: IsCancelled = lambda: False,
    ) -> None:
        """Send each row to `on_row`, on this thread, as soon as it is known; not for the GUI thread.

        All types of the first context come first, then those of the next. An estimate that still runs on
        another thread is waited for.

        Args:
            quant_types: names of file types; a GGUF gives one row for each context whatever they are.
            n_ctxs: contexts, in tokens; one above the model's limit gives the rows of the limit.
            kv_type: type of the KV cache: "f16", "q8_0", "q4_0".
            on_row: gets the rows.
            on_progress: gets the progress.
            is_cancelled: asked ten times a second.

        Raises:
            BitsmithError: the source cannot be read, its architecture is not supported, a context or KV type
                makes no sense, or the engine crashed on the source.
            CancelledError: `is_cancelled` said so, or the session was closed.
        """

        def on_event(event: Event) -> None:
            if isinstance(event, FitReady):
                on_row(event.row)
            elif isinstance(event, Progress) and on_progress:
                on_progress(event.progress)

        def is_over() -> bool:
            return self._is_closed or is_cancelled()

        while not self._busy.acquire(timeout=_CHECK_CANCEL_S):
            if is_over():
                raise CancelledError
        try:
            if is_over():
                raise CancelledError
            self._child.run(
                EstimateFit(
                    _new_id(),
                    str(self.source.path),
                    self.source.headers_only,
                    quant_types,
                    n_ctxs,
                    self.machine,
                    self._scratch.name,
                    kv_type,
                    self.source.name,
                    self.source.repository,
                    self.source.revision,
                ),
                on_event=on_event,
                is_cancelled=is_over,
            )
        finally:
            self._busy.release()
            if self._is_closed:
                self.close()

    def close(self) -> None:
        """Any thread: end the child and an estimate that runs; returns at once."""
        self._is_closed = True
        if self._busy.acquire(blocking=False):
            try:
                self._child.close(wait=False)
                self._scratch.cleanup()
            finally:
                self._busy.release()


def estimate_fit(
    source: LocalSource,
    quant_types: tuple[str, ...],
    n_ctx: int,
    machine: Machine,
    *,
    on_row: Callable[[FitRow], None],
    on_progress: Report | None = None,
    is_cancelled: IsCancelled = lambda: False,
) -> None:
    """One estimate in a session of its own; arguments and errors as of `FitSession.estimate`."""
    with FitSession(source, machine) as session:
        session.estimate(
            quant_types, (n_ctx,), on_row=on_row, on_progress=on_progress, is_cancelled=is_cancelled
        )


def _new_id() -> str:
    return uuid.uuid4().hex
