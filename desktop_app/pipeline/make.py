"""Making a model: get the weights, quantize them in one pass, leave one finished file."""

from __future__ import annotations

import re
import shutil
import uuid
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.domain.jobs import JobProgress
from desktop_app.domain.quantize_choices import NO_CHOICES, QuantizeChoices
from desktop_app.domain.repository import (
    conversion_files,
    gguf_variants,
    has_convertible_weights,
    portable_name,
)
from desktop_app.pipeline.child_job import run_job
from desktop_app.protocol.messages import Event, Progress, Quantize
from desktop_app.protocol.results import QuantizeResult

if TYPE_CHECKING:
    from desktop_app.domain.repository import GgufVariant, RepoDetail, RepoFile
    from desktop_app.hub.client import HubClient
    from desktop_app.hub.download import DownloadProgress

Report = Callable[[JobProgress], None]
IsCancelled = Callable[[], bool]

_TEMPORARY = ".temporary"  # lies beside weights that go with the job that brought them
_SPARE_BYTES = 64 * 1024 * 1024  # what the disk keeps free beside the files, for the rest of the system


@dataclass(frozen=True, slots=True)
class MadeModel:
    """One finished file and what it was made from."""

    path: Path
    quant_type: str
    source: str
    revision: str
    seconds: float = 0.0


def source_folder(cache: Path, repo_id: str, revision: str) -> Path:
    """Where a repository's weights are while they are needed; the folder is called like the model."""
    return (
        cache / "sources" / repo_id.replace("/", "--") / revision / portable_name(repo_id.rpartition("/")[2])
    )


def output_path(models_folder: Path, source_name: str, quant_type: str, taken: Collection[str] = ()) -> Path:
    """A free path for a new model, none of `taken`; `source_name` is "owner/name" or a folder's name."""
    parts = [_safe_name(part) for part in source_name.split("/") if part]
    name = parts[-1] if parts else "model"
    folder = models_folder.joinpath(*parts) if len(parts) == 2 else models_folder / name
    path = folder / f"{name}-{quant_type}.gguf"
    number = 2
    while path.exists() or str(path) in taken:
        path = folder / f"{name}-{quant_type}-{number}.gguf"
        number += 1
    return path


def download_source(
    client: HubClient,
    detail: RepoDetail,
    cache: Path,
    *,
    output_bytes: int = 0,
    on_progress: Report,
    is_cancelled: IsCancelled,
    is_patient: bool = False,
) -> Path:
    """Bring what a conversion needs to this computer; an interrupted download goes on where it was.

    Args:
        client: of the hub that `detail` came from.
        detail: the repository at a fixed revision.
        cache: the app's cache folder.
        output_bytes: size of the model that will be made, counted when the disk is checked.
        on_progress: told several times a second.
        is_cancelled: asked often; what is there stays, to go on from.
        is_patient: wait for a network that is gone and for room on a full disk, instead of failing.
    """
    check_convertible(detail)
    folder = source_folder(cache, detail.repo_id, detail.revision)
    files = conversion_files(detail)
    missing = sum(f.size_bytes for f in files) - _bytes_below(folder)
    check_disk(folder, max(0, missing) + output_bytes)
    download(
        client,
        detail,
        files,
        folder,
        on_progress=on_progress,
        is_cancelled=is_cancelled,
        is_patient=is_patient,
    )
    return folder


def variant_folder(models_folder: Path, repo_id: str) -> Path:
    """Where the ready-made files of a repository go."""
    owner, _, name = repo_id.rpartition("/")
    return models_folder / _safe_name(owner or "models") / _safe_name(name)


def download_variant(
    client: HubClient,
    detail: RepoDetail,
    variant: GgufVariant,
    models_folder: Path,
    *,
    on_progress: Report,
    is_cancelled: IsCancelled,
    is_patient: bool = False,
) -> MadeModel:
    """Bring a ready-made GGUF into the models folder; it gets its name when all its files are checked.

    Args:
        client: of the hub that `detail` came from.
        detail: the repository at a fixed revision.
        variant: one of its ready-made files.
        models_folder: of the library.
        on_progress: told several times a second.
        is_cancelled: asked often; what is there stays, to go on from.
        is_patient: wait for a network that is gone and for room on a full disk, instead of failing.
    """
    folder = variant_folder(models_folder, detail.repo_id)
    download(
        client,
        detail,
        variant.files,
        folder,
        on_progress=on_progress,
        is_cancelled=is_cancelled,
        is_patient=is_patient,
    )
    first = folder / variant.files[0].path
    return MadeModel(first, variant.quant_type, detail.repo_id, detail.revision)


def quantize(
    source: Path,
    output: Path,
    quant_type: str,
    *,
    threads: int = 0,
    name: str = "",
    choices: QuantizeChoices = NO_CHOICES,
    repository: str = "",
    revision: str = "",
    on_progress: Report,
    is_cancelled: IsCancelled,
    is_paused: IsCancelled = lambda: False,
) -> QuantizeResult:
    """Make `output` in a child.

    After a pause, a crash or a full disk, what is done stays beside `output` and the same call goes on from
    it; any other end that is not the finished file leaves nothing.
    """

    def on_event(event: Event) -> None:
        if isinstance(event, Progress):
            on_progress(event.progress)

    with output_place(output):
        result = run_job(
            Quantize(
                uuid.uuid4().hex,
                str(source),
                str(output),
                quant_type,
                threads,
                name,
                choices=choices,
                repository=repository,
                revision=revision,
            ),
            on_event=on_event,
            is_cancelled=is_cancelled,
            is_paused=is_paused,
        )
    assert isinstance(result, QuantizeResult)
    return result


@contextmanager
def output_place(output: Path) -> Iterator[None]:
    """Make the folder of `output`, and remove it again when nothing came into it."""
    is_new_folder = not output.parent.exists()
    output.parent.mkdir(parents=True, exist_ok=True)
    try:
        yield
    finally:
        if not is_resumable(output):
            # a child that was killed at its beginning cannot have removed it
            output.with_name(output.name + ".part").unlink(missing_ok=True)
        if is_new_folder:
            remove_empty(output.parent)


def is_resumable(output: Path) -> bool:
    """Whether an earlier run left something of `output` to go on from."""
    return output.with_name(output.name + ".part.journal").exists()


def discard_unfinished(output: Path) -> None:
    """Remove what a paused or broken run left for `output`."""
    for suffix in (".part", ".part.journal"):
        output.with_name(output.name + suffix).unlink(missing_ok=True)
    remove_empty(output.parent)


def mark_source(folder: Path, *, is_kept: bool) -> None:
    """Say before weights are downloaded whether they stay; those that are here already stay as they are."""
    marker = folder / _TEMPORARY
    if is_kept:
        marker.unlink(missing_ok=True)
    elif not folder.exists():
        folder.mkdir(parents=True)
        marker.touch()


def is_temporary(folder: Path) -> bool:
    """Whether weights were downloaded for a conversion only, and nobody wanted them kept since."""
    return (folder / _TEMPORARY).exists()


def discard_source(folder: Path) -> None:
    """Delete downloaded weights, and the folders that are empty then."""
    shutil.rmtree(folder, ignore_errors=True)
    remove_empty(folder.parent)
    remove_empty(folder.parent.parent)


def check_convertible(detail: RepoDetail) -> None:
    """Refuse a repository that has no weights to make a model from.

    Raises:
        BitsmithError: (unsupported) with what there is instead.
    """
    if has_convertible_weights(detail):
        return
    why, next_step = "It has no config.json with .safetensors files.", "Choose another model."
    if gguf_variants(detail.files):
        why, next_step = "It holds ready-made GGUF files.", "Download one of them."
    elif any(f.path.endswith((".bin", ".pt", ".pth")) for f in detail.files):
        why = (
            "Its weights are in PyTorch's pickle format only; such files can run any code when they are "
            "opened, so Bitsmith does not read them."
        )
        next_step = "Choose a repository with .safetensors files, or a ready-made GGUF."
    raise BitsmithError(ErrorKind.UNSUPPORTED, f"{detail.repo_id} cannot be converted.", why, next_step)


def check_disk(folder: Path, needed_bytes: int) -> None:
    """Refuse before anything is written when the disk cannot hold it.

    Raises:
        BitsmithError: (disk_full) with how much is missing.
    """
    place = next(p for p in (folder, *folder.parents) if p.exists())
    free = shutil.disk_usage(place).free
    if needed_bytes + _SPARE_BYTES > free:
        raise BitsmithError(
            ErrorKind.DISK_FULL,
            "There is not enough free disk space.",
            f"{_gigabytes(needed_bytes)} are needed at {place}, and {_gigabytes(free)} are free.",
            "Free some space, choose fewer bits, or set another models folder in the settings.",
        )


def download(
    client: HubClient,
    detail: RepoDetail,
    files: tuple[RepoFile, ...],
    folder: Path,
    *,
    on_progress: Report,
    is_cancelled: IsCancelled,
    is_patient: bool = False,
) -> None:
    """Bring files of a repository into a folder; see `hub.download.download_files`."""
    from desktop_app.hub.download import download_files

    def report(progress: DownloadProgress) -> None:
        on_progress(
            JobProgress(
                stage="Downloading",
                done=progress.bytes_done,
                total=progress.bytes_total,
                unit="bytes",
                per_second=progress.bytes_per_s,
                seconds_left=progress.seconds_left,
                note=progress.note or progress.file,
                transfer=progress.transfer,
            )
        )

    download_files(
        client,
        detail,
        files,
        folder,
        on_progress=report,
        cancelled=is_cancelled,
        is_patient=is_patient,
    )


def _bytes_below(folder: Path) -> int:
    if not folder.is_dir():
        return 0
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())


def remove_empty(folder: Path) -> None:
    """Remove a folder that holds nothing."""
    try:
        folder.rmdir()
    except OSError:
        pass  # not empty, or not there: both are fine


def _safe_name(name: str) -> str:
    cleaned = re.sub(r"[^\w.+-]+", "-", name).strip(".-")
    return portable_name(cleaned or "model")


def _gigabytes(n_bytes: int) -> str:
    return f"{n_bytes / 1e9:.1f} GB"
