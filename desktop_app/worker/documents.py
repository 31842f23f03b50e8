"""The text of a document that is to go into a prompt; the file is a stranger's."""

from __future__ import annotations

import codecs
import logging
from collections.abc import Callable
from pathlib import Path

from desktop_app.domain.errors import BitsmithError, CancelledError, ErrorKind
from desktop_app.protocol.results import DocumentText
from desktop_app.worker.time_limit import NoEndError, run_in_time

_MAX_FILE_BYTES = 100 * 1000 * 1000
_MAX_PAGES = 1000
_MAX_MEMORY_BYTES = 2 << 30
_PDF_TIME_S = 60.0
_SNIFFED_BYTES = 8192
# a text may hold a few of them; a picture or a program is full of them
_MAX_CONTROL_SHARE = 0.02


def read_document(path: Path, max_chars: int, check_cancelled: Callable[[], None]) -> DocumentText:
    """The text of a PDF, or of any file that is text.

    Args:
        path: of the file.
        max_chars: at which the text is cut.
        check_cancelled: raises CancelledError.

    Raises:
        BitsmithError: (file_access, bad_request) it cannot be read, or holds no text.
        CancelledError: somebody asked to stop.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(_SNIFFED_BYTES)
    except OSError as error:
        raise unreadable(path, error) from error
    if size > _MAX_FILE_BYTES:
        raise _unusable(path, f"It has {size / 1e6:,.0f} MB; at most {_MAX_FILE_BYTES / 1e6:,.0f} are read.")
    if b"%PDF-" in start[:1024]:
        return _read_pdf(path, max_chars, check_cancelled)
    return _read_text(path, start, max_chars)


def _read_text(path: Path, start: bytes, max_chars: int) -> DocumentText:
    encoding = _encoding(start)
    if encoding is None:
        raise _unusable(path, "It is neither text nor a PDF.")
    # no character has more than four bytes
    with path.open("rb") as file:
        data = file.read(4 * (max_chars + 1))
    text = data.decode(encoding, "replace").removeprefix("\ufeff")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if not text.strip():
        raise _unusable(path, "It is empty.")
    is_cut = len(text) > max_chars or path.stat().st_size > len(data)
    return DocumentText(text[:max_chars], 0, is_cut)


def _encoding(start: bytes) -> str | None:
    """None for what is no text."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if start.startswith(mark):
            return name
    control = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in start)
    if control > _MAX_CONTROL_SHARE * max(1, len(start)):
        return None
    try:
        codecs.getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _read_pdf(path: Path, max_chars: int, check_cancelled: Callable[[], None]) -> DocumentText:
    _bound_memory()
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)

    def read() -> DocumentText:
        from pypdf import PdfReader

        reader = PdfReader(path, strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise _unusable(path, "It is locked with a password.")
        parts: list[str] = []
        size = 0
        n_pages = len(reader.pages)
        for number in range(min(n_pages, _MAX_PAGES)):
            check_cancelled()
            part = reader.pages[number].extract_text().strip().replace("\0", "")
            parts.append(part)
            size += len(part) + 2
            if size > max_chars:
                break
        text = "\n\n".join(part for part in parts if part)
        if not text:
            raise _unusable(path, "It holds pictures of pages, or drawings, and no text.")
        return DocumentText(text[:max_chars], n_pages, size > max_chars or n_pages > _MAX_PAGES)

    try:
        return run_in_time(read, _PDF_TIME_S, _MAX_MEMORY_BYTES)
    except (BitsmithError, CancelledError):
        raise
    except NoEndError as error:
        raise _unusable(path, "Reading it does not come to an end.") from error
    except (MemoryError, RecursionError) as error:
        raise _unusable(path, "Reading it takes far too much memory.") from error
    except Exception as error:
        raise _unusable(path, f"It is damaged: {str(error)[:200].rstrip('.')}.") from error


def _bound_memory() -> None:
    """A small PDF can unpack to any size; this process is there for it alone.

    Linux refuses what is beyond. Elsewhere its growth is watched, which is later, and enough.
    """
    try:
        import resource
    except ImportError:  # Windows
        return
    _soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    limit = _MAX_MEMORY_BYTES if hard == resource.RLIM_INFINITY else min(hard, _MAX_MEMORY_BYTES)
    resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))


def unreadable(path: Path, error: OSError) -> BitsmithError:
    """In words, why a file cannot be opened or read."""
    return BitsmithError(
        ErrorKind.FILE_ACCESS,
        f"{path.name} cannot be read.",
        f"The system says: {error.strerror}.",
        "Check that it is still there and may be read.",
    )


def _unusable(path: Path, why: str) -> BitsmithError:
    return BitsmithError(
        ErrorKind.BAD_REQUEST,
        f"{path.name} cannot be attached.",
        why,
        "Choose a text, Markdown, code or PDF file, or paste the text that matters.",
    )
