"""The headers of remote models: all that a fit needs, and none of the weights."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import threading
import uuid
from collections.abc import Callable
from functools import partial
from pathlib import Path

from desktop_app import durable
from desktop_app.domain.errors import BitsmithError, CancelledError, ErrorKind, file_problem
from desktop_app.domain.gguf_header import NeedMoreError, read_gguf_header
from desktop_app.domain.jobs import JobProgress
from desktop_app.domain.repository import (
    GgufVariant,
    RepoDetail,
    RepoFile,
    portable_name,
    small_files,
    weight_files,
)
from desktop_app.hub.client import HubClient
from desktop_app.hub.digests import is_content_of
from desktop_app.hub.parallel import run_all
from desktop_app.hub.retry import retrying

_MAX_SMALL_BYTES = 128 * 1024 * 1024
_MAX_HEADER_BYTES = 100 * 1024 * 1024
_FIRST_READ_BYTES = 128 * 1024
_FIRST_GGUF_READ_BYTES = 1024 * 1024
_AT_ONCE = 4
_ATTEMPTS = 4
_MARKER = ".complete"

Cancelled = Callable[[], bool]


def fetch_headers(
    client: HubClient,
    detail: RepoDetail,
    folder: Path,
    *,
    cancelled: Cancelled = lambda: False,
    on_progress: Callable[[JobProgress], None] | None = None,
    first_pause_s: float = 1.0,
) -> Path:
    """A checkpoint folder whose safetensors files hold their headers only.

    Args:
        client: of the hub.
        detail: the repository; its revision never changes, so what was fetched once is used again.
        folder: of all such folders.
        cancelled: asked ten times a second.
        on_progress: told of each file.
        first_pause_s: before a request is tried again; it doubles with each failure.

    Returns:
        The folder of this revision, called like the model.
    """
    name = portable_name(detail.repo_id.rpartition("/")[2])
    target = folder / detail.repo_id.replace("/", "--") / detail.revision / name
    if (target / _MARKER).is_file():
        return target
    work = target.with_name(f"{target.name}.{uuid.uuid4().hex[:8]}.part")
    work.mkdir(parents=True)
    files = (*small_files(detail), *weight_files(detail))
    weights = set(weight_files(detail))
    # a thread that is still at work when all is over must not write into a folder that is being deleted
    writing, is_over = threading.Lock(), False

    def fetch(file: RepoFile) -> None:
        def read() -> bytes:
            if file in weights:
                return _safetensors_header(client, detail, file)
            return client.fetch_small(detail, file.path, _MAX_SMALL_BYTES)

        data = retrying(read, attempts=_ATTEMPTS, first_pause_s=first_pause_s, cancelled=cancelled)
        if file not in weights and not is_content_of(data, file):
            raise _not_as_said(file.path, detail)
        with writing:
            if not is_over:
                (work / file.path).write_bytes(data)

    try:
        for done in run_all([partial(fetch, file) for file in files], _AT_ONCE, cancelled):
            if on_progress:
                on_progress(JobProgress("Reading headers", done, len(files), "files"))
        (work / _MARKER).write_text(json.dumps({"repository": detail.repo_id}))
        _publish(work, target)
    except OSError as error:
        raise file_problem(error, "The model's headers could not be kept.") from error
    finally:
        with writing:
            is_over = True
        shutil.rmtree(work, ignore_errors=True)
    return target


def fetch_gguf_header(
    client: HubClient,
    detail: RepoDetail,
    variant: GgufVariant,
    folder: Path,
    *,
    cancelled: Cancelled = lambda: False,
) -> Path:
    """A sparse file of the size of a remote GGUF that holds its header only.

    A split model gives the skeleton of its first file; the others' tables are not read.

    Raises:
        BitsmithError: the hub fails, or the file is no GGUF.
    """
    file = variant.model_files[0]
    name = hashlib.sha256(f"{detail.repo_id}\0{detail.revision}\0{file.path}".encode()).hexdigest()[:32]
    target = folder / "gguf" / f"{name}.gguf"
    if target.is_file():
        return target
    want = min(_FIRST_GGUF_READ_BYTES, file.size_bytes)
    data = b""
    while True:
        if cancelled():
            raise CancelledError
        data += client.read_range(detail, file.path, len(data), want - len(data))
        try:
            header = read_gguf_header(io.BytesIO(data), available=len(data))
            break
        except NeedMoreError:
            if want >= min(_MAX_HEADER_BYTES, file.size_bytes) or len(data) < want:
                raise _not_a_header(file.path) from None
            want = min(want * 4, _MAX_HEADER_BYTES, file.size_bytes)
    if header.file_bytes > file.size_bytes:
        raise _not_a_header(file.path)
    part = target.with_suffix(f".{uuid.uuid4().hex[:8]}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            part.write_bytes(data[: header.data_start])
            _make_sparse(part, file.size_bytes)
            durable.replace(part, target)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise file_problem(error, "The model's headers could not be kept.") from error
    return target


def _safetensors_header(client: HubClient, detail: RepoDetail, file: RepoFile) -> bytes:
    first = client.read_range(detail, file.path, 0, _FIRST_READ_BYTES)
    length = int.from_bytes(first[:8], "little")
    if len(first) < 8 or length > _MAX_HEADER_BYTES or 8 + length > file.size_bytes:
        raise _not_a_header(file.path)
    if len(first) < 8 + length:
        first += client.read_range(detail, file.path, len(first), 8 + length - len(first))
    if len(first) < 8 + length:
        raise _not_a_header(file.path)
    return first[: 8 + length]


def _not_a_header(path: str) -> BitsmithError:
    return BitsmithError(
        ErrorKind.BAD_MODEL,
        f"{path} has no header that makes sense.",
        "The file is damaged, or it is something else than its name says.",
        "Choose another model.",
    )


def _not_as_said(path: str, detail: RepoDetail) -> BitsmithError:
    return BitsmithError(
        ErrorKind.BAD_MODEL,
        f"{path} of {detail.repo_id} is not what the Hub says it is.",
        "It was damaged on its way, or it was changed: its hash differs.",
        "Try again; nothing wrong was kept.",
    )


def _publish(work: Path, target: Path) -> None:
    try:
        work.rename(target)
    except OSError:
        if not (target / _MARKER).is_file():  # somebody else was faster otherwise
            shutil.rmtree(target, ignore_errors=True)
            work.rename(target)


def _make_sparse(path: Path, size: int) -> None:
    if sys.platform == "win32":
        # NTFS keeps holes only in files that are marked so; an app without a console shall show none
        subprocess.run(
            ["fsutil", "sparse", "setflag", str(path)],
            check=False,
            capture_output=True,
            creationflags=subprocess.CREATE_NO_WINDOW,
        )
    os.truncate(path, size)
