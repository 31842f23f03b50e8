"""What a job does on its thread: make a model or bring one here, and put it into the library."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.domain.jobs import JobProgress
from desktop_app.domain.library import ModelOrigin
from desktop_app.domain.repository import gguf_variants
from desktop_app.pipeline import make
from desktop_app.pipeline.find import find_patiently
from desktop_app.pipeline.from_hub import make_from_hub
from desktop_app.pipeline.stream import find_repository, stopping
from desktop_app.pipeline.window import remove_stale
from desktop_app.services.file_claims import FileClaims

if TYPE_CHECKING:
    from desktop_app.domain.jobs import JobRequest
    from desktop_app.domain.library import LibraryModel
    from desktop_app.services.hub_access import HubAccess
    from desktop_app.storage.known_hashes import KnownHashes
    from desktop_app.storage.library import ModelLibrary


@dataclass(frozen=True, slots=True)
class JobWork:
    """The tools of a job.

    Attributes:
        hub: gives clients with the settings of now.
        library: takes the result.
        hashes: keeps what the hub said of downloaded files.
        cache: the app's cache folder.
        claims: files that are being downloaded; variants of a model share some.
    """

    hub: HubAccess
    library: ModelLibrary
    hashes: KnownHashes
    cache: Path
    claims: FileClaims = field(default_factory=FileClaims)

    def run(
        self,
        request: JobRequest,
        report: make.Report,
        is_cancelled: Callable[[], bool],
        is_paused: Callable[[], bool],
        remember: Callable[[JobRequest], None] = lambda _request: None,
    ) -> LibraryModel:
        """Do it; the same request goes on where it was.

        Args:
            request: what to do.
            report: told several times a second.
            is_cancelled: asked often; it ends for good.
            is_paused: asked often; it can go on later.
            remember: given the request with what was found out meanwhile; a job that goes on has that.

        Raises:
            BitsmithError: it failed.
            CancelledError, PausedError: it was asked to stop.
        """
        if request.is_download:
            with stopping(is_cancelled, is_paused) as is_stopped:
                made = self._download(request, report, is_stopped, remember)
            origin = ModelOrigin.DOWNLOADED
        else:
            made = self._make(request, report, is_cancelled, is_paused, remember)
            origin = ModelOrigin.MADE
        return self.library.add_file(made.path, origin, source=made.source, revision=made.revision)

    def clean(self) -> None:
        """Remove what runs that were killed left in the cache."""
        remove_stale(self.cache / "windows")

    def discard(self, request: JobRequest, others: Collection[JobRequest]) -> None:
        """Delete what an unfinished job left.

        Args:
            request: of the job.
            others: what else is to be done, or keeps its weights; what they need stays.
        """
        needed = {path for other in others for path in other.paths}
        if request.output and request.output not in needed:
            make.discard_unfinished(Path(request.output))
        if request.is_download and request.files:
            from desktop_app.hub.download import discard_download

            with self.claims.those_free(set(request.paths) - needed) as free:
                names = tuple(n for n in request.files if request.path_of(n) in free)
                discard_download(names, Path(request.folder))
        if not request.is_local and not request.is_download and request.revision:
            source = make.source_folder(self.cache, request.source, request.revision)
            if make.is_temporary(source) and not _is_source_needed(request, others):
                make.discard_source(source)

    def _download(
        self,
        request: JobRequest,
        report: make.Report,
        is_stopped: Callable[[], bool],
        remember: Callable[[JobRequest], None],
    ) -> make.MadeModel:
        client = self.hub.client()
        detail = find_patiently(client, request.source, request.revision or "main", report, is_stopped)
        variant = next((v for v in gguf_variants(detail.files) if v.label == request.variant), None)
        if variant is None:
            raise BitsmithError(
                ErrorKind.NOT_FOUND,
                f"{request.source} does not offer {request.variant} any more.",
                "The repository was changed since it was shown.",
                "Open the repository again and choose from what is there now.",
            )
        # all that is still to come belongs to this revision, also after a restart
        folder = Path(request.models_folder)
        target = make.variant_folder(folder, detail.repo_id)
        names = tuple(file.path for file in variant.files)
        known = replace(request, revision=detail.revision, files=names, folder=str(target))
        remember(known)
        with self.claims.held(known.paths, lambda: report(JobProgress("Waiting")), is_stopped):
            made = make.download_variant(
                client, detail, variant, folder, on_progress=report, is_cancelled=is_stopped, is_patient=True
            )
        self.hashes.remember(target, detail, variant.files)
        return made

    def _make(
        self,
        request: JobRequest,
        report: make.Report,
        is_cancelled: Callable[[], bool],
        is_paused: Callable[[], bool],
        remember: Callable[[JobRequest], None],
    ) -> make.MadeModel:
        output, revision = Path(request.output), ""
        if request.is_local:
            result = make.quantize(
                Path(request.source),
                output,
                request.quant_type,
                threads=request.threads,
                choices=request.choices,
                on_progress=report,
                is_cancelled=is_cancelled,
                is_paused=is_paused,
            )
        else:
            client = self.hub.client()
            with stopping(is_cancelled, is_paused) as is_stopped:
                detail = find_repository(client, request.source, request.revision or "main", is_stopped)
            revision = detail.revision
            # what it keeps until it is taken off the list belongs to this revision, also after a restart
            remember(replace(request, revision=revision))
            result = make_from_hub(
                client,
                detail,
                output,
                request.quant_type,
                self.cache,
                keep_source=request.keep_source,
                threads=request.threads,
                choices=request.choices,
                on_progress=report,
                is_cancelled=is_cancelled,
                is_paused=is_paused,
            ).made
        return make.MadeModel(Path(result.path), request.quant_type, request.source, revision, result.seconds)


def _is_source_needed(request: JobRequest, others: Collection[JobRequest]) -> bool:
    """Whether another job makes something from the same weights; one that has not begun has no revision."""
    return any(
        other.source == request.source
        and not other.is_local
        and not other.is_download
        and other.revision in ("", request.revision)
        for other in others
    )
