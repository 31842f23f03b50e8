"""Grammars and JSON schemas that bound an answer: read, refused in words, applied to tokens."""

from __future__ import annotations

import ctypes
import json
import os
import re
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.worker.time_limit import NoEndError, run_in_time

_MAX_CHARS = 1 << 17
_MAX_NESTING = 100
_BRACKETS = re.compile(r"[()]")
# texts, sets of characters and comments of GBNF
_NO_BRACKETS = re.compile(r'"(?:\\.|[^"\\])*"|\[(?:\\.|[^\]\\])*\]|#[^\n]*', re.DOTALL)
_SCHEMA_TIME_S = 3.0
# an ambiguous grammar keeps all its readings; their number can double with each character
_STEP_TIME_S = 10.0

_TOKEN = np.dtype([("id", np.int32), ("logit", np.float32), ("p", np.float32)], align=True)


def grammar_text(grammar: str, json_schema: str) -> str:
    """The GBNF of the settings, "" for none.

    Raises:
        BitsmithError: (bad_request) both are given, one is absurdly long, or the schema makes no sense.
    """
    if grammar.strip() and json_schema.strip():
        raise _refused("A grammar and a JSON schema are set.", "Only one of them can bound an answer.")
    if len(grammar) > _MAX_CHARS or len(json_schema) > _MAX_CHARS:
        raise _refused("The grammar is too long.", f"It may have {_MAX_CHARS:,} characters.")
    if not json_schema.strip():
        if _nesting(grammar) > _MAX_NESTING:
            raise _refused(
                "The grammar is not valid.", f"At most {_MAX_NESTING} brackets may be inside each other."
            )
        return grammar if grammar.strip() else ""
    try:
        schema = json.loads(json_schema)
    except (ValueError, RecursionError) as error:
        raise _refused("The JSON schema is not JSON.", f"{_sentence(error)}") from error
    if not isinstance(schema, dict | bool):
        raise _refused("The JSON schema is not a schema.", "It has to be an object in braces.")

    def convert() -> str:
        from llama_cpp.llama_grammar import json_schema_to_gbnf

        return json_schema_to_gbnf(json.dumps(schema))

    try:
        text = run_in_time(convert, _SCHEMA_TIME_S)
    except NoEndError as error:
        raise _refused(
            "The JSON schema is too complicated.", "Making a grammar of it does not come to an end."
        ) from error
    except Exception as error:
        raise _refused(
            "The JSON schema cannot be used.", f"The reason given is: {_sentence(error)}", repr(error)
        ) from error
    if len(text) > 8 * _MAX_CHARS:
        raise _refused("The JSON schema is too complicated.", "The grammar made of it is too long.")
    return text


def _nesting(grammar: str) -> int:
    """How many brackets are inside each other at most; the engine follows them without a limit."""
    depth = deepest = 0
    for bracket in _BRACKETS.findall(_NO_BRACKETS.sub("", grammar)):
        depth = depth + 1 if bracket == "(" else max(0, depth - 1)
        deepest = max(deepest, depth)
    return deepest


def make_grammar(lib: Any, vocab: int | None, text: str) -> int:
    """The engine's sampler for a grammar; free it with `llama_sampler_free`.

    Raises:
        BitsmithError: (bad_request) the engine does not understand it.
    """
    if "\0" in text:
        raise _refused("The grammar is not valid.", "It holds a character with the number zero.")
    with _native_errors() as errors:
        sampler = lib.llama_sampler_init_grammar(vocab, text.encode("utf-8", "replace"), b"root")
    if not sampler:
        raise _refused(
            "The grammar is not valid.",
            f"The engine says: {_reason(errors)}"
            if errors
            else "It has no rule “root”, or a rule begins with itself.",
            "\n".join(errors),
        )
    return sampler


class TokenArray:
    """The tokens with their scores, as samplers take them."""

    def __init__(self, lib: Any, n_vocab: int) -> None:
        self._lib = lib
        self._data = np.empty(n_vocab, _TOKEN)
        self._ids = np.arange(n_vocab, dtype=np.int32)
        self.array = lib.llama_token_data_array()

    def fill(self, logits: np.ndarray) -> Any:
        """All tokens; what the engine's functions take."""
        self._data["id"], self._data["logit"], self._data["p"] = self._ids, logits, 0
        return self._point(len(self._data))

    def fill_one(self, token: int) -> Any:
        """One token, with the score 1."""
        self._data[0] = (token, 1.0, 0.0)
        return self._point(1)

    @property
    def is_first_allowed(self) -> bool:
        return bool(np.isfinite(self._data["logit"][0]))

    @property
    def selected(self) -> int:
        """The token that a chain chose, -1 for none."""
        number = self.array.selected
        return int(self._data["id"][number]) if 0 <= number < self.array.size else -1

    def _point(self, size: int) -> Any:
        self.array.data = ctypes.cast(self._data.ctypes.data, ctypes.POINTER(self._lib.llama_token_data))
        self.array.size, self.array.selected, self.array.sorted = size, -1, False
        return ctypes.byref(self.array)


class Watchdog:
    """Ends this process when one step takes far too long: native code cannot be interrupted.

    Args:
        tell: gets the `BitsmithError` to report before the end.
    """

    def __init__(self, tell: Callable[[BitsmithError], None], limit_s: float = _STEP_TIME_S) -> None:
        self._tell = tell
        self._limit_s = limit_s
        self._began_s: float | None = None
        self._is_over = threading.Event()
        threading.Thread(target=self._watch, name="watchdog", daemon=True).start()

    def __enter__(self) -> None:
        self._began_s = time.monotonic()

    def __exit__(self, *_exception: object) -> None:
        self._began_s = None

    def close(self) -> None:
        self._is_over.set()

    def _watch(self) -> None:
        while not self._is_over.wait(self._limit_s / 10):
            began_s = self._began_s
            if began_s is not None and time.monotonic() - began_s > self._limit_s:
                try:
                    self._tell(_too_ambiguous(self._limit_s))
                finally:
                    os._exit(1)


def _too_ambiguous(limit_s: float) -> BitsmithError:
    return BitsmithError(
        ErrorKind.BAD_REQUEST,
        "The grammar is too ambiguous.",
        f"The choice of one token took longer than {limit_s:.0f} seconds.",
        "Write it so that each text can be read in few ways, then load the model again.",
    )


@contextmanager
def _native_errors() -> Iterator[list[str]]:
    """What native code prints meanwhile: the grammar's parser reports there, and only there."""
    lines: list[str] = []
    try:
        saved = os.dup(2)
    except OSError:  # a windowed program has none
        yield lines
        return
    try:
        with tempfile.TemporaryFile() as file:
            os.dup2(file.fileno(), 2)
            try:
                yield lines
            finally:
                os.dup2(saved, 2)
            file.seek(0)
            text = file.read(1 << 16).decode("utf-8", "replace")
            lines += [line.strip() for line in text.splitlines() if line.strip()]
    finally:
        os.close(saved)


def _reason(lines: list[str]) -> str:
    """The parser's own words, without the name of its function."""
    text = lines[0].split("error parsing grammar: ", 1)[-1].split(": ", 1)
    words = text[-1] if text[0].startswith(("parse", "llama_")) and len(text) > 1 else ": ".join(text)
    return words[:300].rstrip(".") + "."


def _sentence(error: Exception) -> str:
    return (str(error) or type(error).__name__)[:300].rstrip(".") + "."


def _refused(what: str, why: str, detail: str = "") -> BitsmithError:
    return BitsmithError(ErrorKind.BAD_REQUEST, what, why, "Correct it, then try again.", detail)
