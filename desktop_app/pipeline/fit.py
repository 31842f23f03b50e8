"""From a source to its fit rows: headers first, then the engine's dry allocation in a child."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.domain.fit import FitRow
from desktop_app.domain.jobs import JobProgress
from desktop_app.domain.machine import ComputeDevice, Machine
from desktop_app.hardware.machine import read_machine
from desktop_app.pipeline.child_job import run_job
from desktop_app.protocol.messages import DeviceList, EstimateFit, Event, FitReady, ListDevices, Progress

if TYPE_CHECKING:
    from desktop_app.domain.repository import GgufVariant, RepoDetail
    from desktop_app.hub.client import HubClient

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


def list_devices(is_cancelled: IsCancelled = lambda: False) -> tuple[ComputeDevice, ...]:
    """GPUs and accelerators as the engine sees them; a child asks it."""
    result = run_job(ListDevices(_new_id()), is_cancelled=is_cancelled)
    return result.devices if isinstance(result, DeviceList) else ()


def machine_now(folder: Path, is_cancelled: IsCancelled = lambda: False) -> Machine:
    """One reading of this computer, its disk at `folder`."""
    return read_machine(folder, devices=list_devices(is_cancelled))


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
    """Send each quant type's row to `on_row` as soon as it is known.

    Raises:
        BitsmithError: the source cannot be read or its architecture is not supported.
        CancelledError: `is_cancelled` said so.
    """

    def on_event(event: Event) -> None:
        if isinstance(event, FitReady):
            on_row(event.row)
        elif isinstance(event, Progress) and on_progress:
            on_progress(event.progress)

    run_job(
        EstimateFit(
            _new_id(),
            str(source.path),
            source.headers_only,
            quant_types,
            n_ctx,
            machine,
            source.name,
            source.repository,
            source.revision,
        ),
        on_event=on_event,
        is_cancelled=is_cancelled,
    )


def _new_id() -> str:
    return uuid.uuid4().hex
