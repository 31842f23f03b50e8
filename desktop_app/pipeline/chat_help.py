"""What the chat asks a child of its own: the fit of a load, a grammar, the text of a document."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from pathlib import Path

from desktop_app.domain.attachments import MAX_CHARS, Attachment
from desktop_app.domain.chat import LoadForecast, LoadSettings
from desktop_app.domain.errors import BitsmithError, CancelledError, ErrorKind
from desktop_app.pipeline.child_job import run_job
from desktop_app.protocol.messages import CheckGrammar, PredictLoad, ReadDocument
from desktop_app.protocol.results import DocumentText, PictureData

_GRAMMAR_TIME_S = 20.0
_DOCUMENT_TIME_S = 120.0

IsCancelled = Callable[[], bool]


def predict_load(
    path: str,
    settings: LoadSettings,
    *,
    freed_ram_bytes: int = 0,
    freed_vram_bytes: int = 0,
    is_cancelled: IsCancelled = lambda: False,
) -> LoadForecast:
    """What loading `path` takes, when a model that is loaded now gives its memory back before.

    Raises:
        BitsmithError: it cannot be loaded, or not with these settings.
        CancelledError: `is_cancelled` said so.
    """
    command = PredictLoad(uuid.uuid4().hex, path, settings, freed_ram_bytes, freed_vram_bytes)
    result = run_job(command, is_cancelled=is_cancelled)
    assert isinstance(result, LoadForecast)
    return result


def check_grammar(grammar: str, json_schema: str, *, is_cancelled: IsCancelled = lambda: False) -> None:
    """Raise BitsmithError (bad_request) for a grammar or a schema that the engine does not understand."""
    late = time.monotonic() + _GRAMMAR_TIME_S
    try:
        run_job(
            CheckGrammar(uuid.uuid4().hex, grammar, json_schema),
            is_cancelled=lambda: is_cancelled() or time.monotonic() > late,
        )
    except CancelledError:
        if is_cancelled():
            raise
        raise BitsmithError(
            ErrorKind.BAD_REQUEST,
            "The grammar is too complicated.",
            "Reading it does not come to an end.",
            "Make it simpler.",
        ) from None


def read_attachment(path: Path, *, is_cancelled: IsCancelled = lambda: False) -> Attachment:
    """The text of a document, or the picture, read in a child: a file of a stranger may crash or bloat it.

    Raises:
        BitsmithError: it cannot be read, or holds no text.
        CancelledError: `is_cancelled` said so.
    """
    late = time.monotonic() + _DOCUMENT_TIME_S
    try:
        found = run_job(
            ReadDocument(uuid.uuid4().hex, str(path), MAX_CHARS),
            is_cancelled=lambda: is_cancelled() or time.monotonic() > late,
        )
    except CancelledError:
        if is_cancelled():
            raise
        raise _unreadable(path, "Reading it does not come to an end.") from None
    except BitsmithError as error:
        if error.problem.kind is ErrorKind.WORKER_CRASHED:
            raise _unreadable(path, "Reading it took too much memory, or crashed.") from error
        raise
    if isinstance(found, PictureData):
        return Attachment(path.name, picture=found.data, media_type=found.media_type)
    assert isinstance(found, DocumentText)
    return Attachment(path.name, found.text, found.n_pages, found.is_cut)


def _unreadable(path: Path, why: str) -> BitsmithError:
    return BitsmithError(
        ErrorKind.BAD_REQUEST,
        f"{path.name} cannot be attached.",
        why,
        "Choose another file, or paste the text that matters.",
    )
