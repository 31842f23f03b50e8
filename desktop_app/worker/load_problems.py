"""The engine's log to words: why a model cannot be loaded."""

from __future__ import annotations

import re

from desktop_app.domain.chat import LoadSettings
from desktop_app.domain.errors import BitsmithError, ErrorKind

_DETAIL_LINES = 40
_UNKNOWN_ARCHITECTURE = re.compile(r"unknown model architecture: '(?P<name>[^']*)'")
_NO_MEMORY = re.compile(
    r"(failed|unable) to allocate|out of memory|cudaMalloc failed|OutOfDevice|not enough (space|memory)",
    re.IGNORECASE,
)
_LOAD_ERROR = re.compile(r"error loading model: (?P<cause>.+)")
_CAUSE = re.compile(r"error|failed|unable|invalid|missing|unsupported", re.IGNORECASE)
# lines that repeat what stands in the file: a name or a template may hold any word
_QUOTES = re.compile(r"^(llama_model_loader: - |print_info: |load: )")


def load_problem(name: str, log: list[str]) -> BitsmithError:
    """Why the engine gave no model, from its log."""
    detail = "\n".join(log[-_DETAIL_LINES:])
    for line in _own_words(log):
        if match := _UNKNOWN_ARCHITECTURE.search(line):
            return BitsmithError(
                ErrorKind.UNSUPPORTED,
                f"The engine does not know the architecture {match['name']!r}.",
                "The model is newer than the engine, or made for other software.",
                "Update Bitsmith, or choose another model.",
                detail,
            )
    if any(_NO_MEMORY.search(line) for line in _own_words(log)):
        return BitsmithError(
            ErrorKind.OUT_OF_MEMORY,
            f"There is not enough memory to load {name}.",
            _cause(log),
            "Close other programs, put fewer layers on the GPU, or choose fewer bits or a smaller model.",
            detail,
        )
    return BitsmithError(
        ErrorKind.BAD_MODEL,
        f"The engine cannot load {name}.",
        _cause(log),
        "Download or make it again; if it stays, look for another build of the model.",
        detail,
    )


def context_problem(name: str, settings: LoadSettings, log: list[str]) -> BitsmithError:
    """Why the engine gave no context, from its log."""
    detail = "\n".join(log[-_DETAIL_LINES:])
    if any(_NO_MEMORY.search(line) for line in _own_words(log)):
        return BitsmithError(
            ErrorKind.OUT_OF_MEMORY,
            f"There is not enough memory for a context of {settings.n_ctx:,} tokens.",
            _cause(log),
            "Choose a shorter context, or a KV cache of fewer bits.",
            detail,
        )
    return BitsmithError(
        ErrorKind.BAD_MODEL,
        f"The engine cannot make a context for {name}.",
        _cause(log),
        "Try other settings (context length, KV cache type), or another build of the model.",
        detail,
    )


def _cause(log: list[str]) -> str:
    """What the log names as the cause, as a sentence."""
    own = _own_words(log)
    causes = [match["cause"] for line in own if (match := _LOAD_ERROR.search(line))]
    causes += [line for line in own if _CAUSE.search(line)]
    return (
        f"The engine says: {causes[0].strip()[:300].rstrip('.')}."
        if causes
        else "The engine gives no reason."
    )


def _own_words(log: list[str]) -> list[str]:
    return [line for line in log if not _QUOTES.match(line)]


def not_for_chat(name: str, architecture: str) -> BitsmithError:
    """The failure for an encoder."""
    return BitsmithError(
        ErrorKind.UNSUPPORTED,
        f"{name} is not a model that writes text.",
        f"The architecture {architecture!r} reads text only, or translates one text into another.",
        "Choose a chat or instruct model.",
    )
