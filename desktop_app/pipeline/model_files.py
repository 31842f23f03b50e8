"""What is in a finished file, whether it is sound, and adapters: a child looks, hostile files stay there."""

from __future__ import annotations

import uuid
from pathlib import Path

from desktop_app.pipeline.child_job import run_job
from desktop_app.pipeline.make import IsCancelled, Report
from desktop_app.protocol.messages import (
    Event,
    InspectFile,
    JobCommand,
    MakeAdapter,
    MergeFiles,
    Progress,
    SplitFile,
    VerifyFile,
)
from desktop_app.protocol.results import FileReport


def inspect_file(path: Path, *, with_tensors: bool = False) -> FileReport:
    """What the header of a GGUF holds.

    Raises:
        BitsmithError: it is none, or it is damaged.
    """
    return _run(InspectFile(uuid.uuid4().hex, str(path), with_tensors))


def verify_file(path: Path, *, on_progress: Report, is_cancelled: IsCancelled = lambda: False) -> FileReport:
    """Whether every tensor of a GGUF is there and holds numbers.

    Raises:
        BitsmithError: its header is damaged, or it is cut off.
        CancelledError: `is_cancelled` said so.
    """
    return _run(VerifyFile(uuid.uuid4().hex, str(path)), on_progress, is_cancelled)


def make_adapter(adapter: Path, base: Path, output: Path, *, name: str = "") -> FileReport:
    """A GGUF of a LoRA adapter, for the model that the checkpoint `base` becomes.

    Raises:
        BitsmithError: it is no adapter, or it was made for another model.
    """
    return _run(MakeAdapter(uuid.uuid4().hex, str(adapter), str(base), str(output), name))


def split_file(
    path: Path,
    output: Path,
    *,
    max_size: str = "",
    max_tensors: int = 0,
    on_progress: Report,
    is_cancelled: IsCancelled = lambda: False,
) -> FileReport:
    """Shards of a GGUF, named after `output`; nothing is left when it does not come to its end.

    Raises:
        BitsmithError: the limit makes no sense, the file is damaged, or there is no room.
        CancelledError: `is_cancelled` said so.
    """
    command = SplitFile(uuid.uuid4().hex, str(path), str(output), max_size, max_tensors)
    return _run(command, on_progress, is_cancelled)


def merge_files(
    path: Path, output: Path, *, on_progress: Report, is_cancelled: IsCancelled = lambda: False
) -> FileReport:
    """One GGUF of the shards that `path` is one of.

    Raises:
        BitsmithError: a shard is missing or damaged, or there is no room.
        CancelledError: `is_cancelled` said so.
    """
    return _run(MergeFiles(uuid.uuid4().hex, str(path), str(output)), on_progress, is_cancelled)


def _run(
    command: JobCommand,
    on_progress: Report = lambda _progress: None,
    is_cancelled: IsCancelled = lambda: False,
) -> FileReport:
    def on_event(event: Event) -> None:
        if isinstance(event, Progress):
            on_progress(event.progress)

    result = run_job(command, on_event=on_event, is_cancelled=is_cancelled)
    assert isinstance(result, FileReport)
    return result
