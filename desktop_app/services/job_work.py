"""What a job does on its thread: make a model or bring one here, and put it into the library."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.domain.library import ModelOrigin
from desktop_app.domain.repository import gguf_variants
from desktop_app.pipeline import make
from desktop_app.pipeline.from_hub import make_from_hub
from desktop_app.pipeline.stream import find_repository, stopping
from desktop_app.pipeline.window import remove_stale

if TYPE_CHECKING:
    from desktop_app.domain.jobs import JobRequest
    from desktop_app.domain.library import LibraryModel
    from desktop_app.services.hub_access import HubAccess
    from desktop_app.storage.library import ModelLibrary


@dataclass(frozen=True, slots=True)
class JobWork:
    """The tools of a job.

    Attributes:
        hub: gives clients with the settings of now.
        library: takes the result.
        cache: the app's cache folder.
    """

    hub: HubAccess
    library: ModelLibrary
    cache: Path

    def run(
        self,
        request: JobRequest,
        report: make.Report,
        is_cancelled: Callable[[], bool],
        is_paused: Callable[[], bool],
    ) -> LibraryModel:
        """Do it; the same request goes on where it was.

        Raises:
            BitsmithError: it failed.
            CancelledError, PausedError: it was asked to stop.
        """
        if request.is_download:
            with stopping(is_cancelled, is_paused) as is_stopped:
                made = self._download(request, report, is_stopped)
            origin = ModelOrigin.DOWNLOADED
        else:
            made = self._make(request, report, is_cancelled, is_paused)
            origin = ModelOrigin.MADE
        return self.library.add_file(made.path, origin, source=made.source, revision=made.revision)

    def clean(self) -> None:
        """Remove what runs that were killed left in the cache."""
        remove_stale(self.cache / "windows")

    def discard(self, request: JobRequest) -> None:
        """Delete what an unfinished job left."""
        if request.output:
            make.discard_unfinished(Path(request.output))
        if not request.is_local and not request.is_download and request.revision:
            make.discard_source(make.source_folder(self.cache, request.source, request.revision))

    def _download(
        self, request: JobRequest, report: make.Report, is_stopped: Callable[[], bool]
    ) -> make.MadeModel:
        client = self.hub.client()
        detail = client.repository(request.source)
        variant = next((v for v in gguf_variants(detail.files) if v.label == request.variant), None)
        if variant is None:
            raise BitsmithError(
                ErrorKind.NOT_FOUND,
                f"{request.source} does not offer {request.variant} any more.",
                "The repository was changed since it was shown.",
                "Open the repository again and choose from what is there now.",
            )
        folder = Path(request.models_folder)
        return make.download_variant(
            client, detail, variant, folder, on_progress=report, is_cancelled=is_stopped
        )

    def _make(
        self,
        request: JobRequest,
        report: make.Report,
        is_cancelled: Callable[[], bool],
        is_paused: Callable[[], bool],
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
