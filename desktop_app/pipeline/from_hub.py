"""Making a model from a repository, by the way that suits it: through a window, or from a download."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.domain.quantize_choices import NO_CHOICES, QuantizeChoices
from desktop_app.domain.repository import RepoDetail, weight_files
from desktop_app.pipeline import make, stream
from desktop_app.pipeline.make import IsCancelled, Report

if TYPE_CHECKING:
    from desktop_app.hub.client import HubClient

# bitsandbytes stores the shapes of 4-bit tensors among the weights, so headers do not say what there is
_SHAPES_IN_DATA = b".quant_state.bitsandbytes__"


def make_from_hub(
    client: HubClient,
    detail: RepoDetail,
    output: Path,
    quant_type: str,
    cache: Path,
    *,
    keep_source: bool = False,
    threads: int = 0,
    choices: QuantizeChoices = NO_CHOICES,
    on_progress: Report,
    is_cancelled: IsCancelled,
    is_paused: IsCancelled = lambda: False,
) -> stream.StreamResult:
    """Make `output` from a repository's weights.

    They pass through a window, unless they shall be kept, are here already, or cannot be understood before
    they are here. After a pause or a failure that may go away, the same call goes on where it was.

    Args:
        client: of the hub that `detail` came from.
        detail: the repository at a fixed revision.
        output: the new file.
        quant_type: of the file.
        cache: the app's cache folder.
        keep_source: download the weights first, and keep them.
        threads: for quantizing, 0 for one per core.
        choices: what else an expert chose.
        on_progress: told several times a second.
        is_cancelled: asked ten times a second; nothing is left of the output.
        is_paused: asked ten times a second; what is done is left.

    Raises:
        BitsmithError: see `stream.quantize_remote`.
        CancelledError: `is_cancelled` said so.
        PausedError: `is_paused` said so.
    """
    make.check_convertible(detail)
    source = make.source_folder(cache, detail.repo_id, detail.revision)
    is_here = all(_has(source / f.path, f.size_bytes) for f in weight_files(detail))
    if not keep_source and not is_here:
        headers = stream.read_headers(
            client, detail, cache, on_progress=on_progress, is_cancelled=is_cancelled, is_paused=is_paused
        )
        if not any(_SHAPES_IN_DATA in path.read_bytes() for path in headers.glob("*.safetensors")):
            return stream.quantize_remote(
                client,
                detail,
                output,
                quant_type,
                cache,
                threads=threads,
                choices=choices,
                on_progress=on_progress,
                is_cancelled=is_cancelled,
                is_paused=is_paused,
            )
    make.mark_source(source, is_kept=keep_source)
    with stream.stopping(is_cancelled, is_paused) as is_stopped:
        make.download_source(client, detail, cache, on_progress=on_progress, is_cancelled=is_stopped)
    result = make.quantize(
        source,
        output,
        quant_type,
        threads=threads,
        name=detail.repo_id.rpartition("/")[2],
        choices=choices,
        repository=detail.repo_id,
        revision=detail.revision,
        on_progress=on_progress,
        is_cancelled=is_cancelled,
        is_paused=is_paused,
    )
    if make.is_temporary(source):
        make.discard_source(source)
    verified = tuple(f.path for f in weight_files(detail) if f.sha256 or f.git_sha1)
    return stream.StreamResult(result, verified, (), 0)


def _has(path: Path, n_bytes: int) -> bool:
    return path.is_file() and path.stat().st_size == n_bytes
