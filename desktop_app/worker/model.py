"""A loaded model's vocabulary, and the flag that interrupts it."""

from __future__ import annotations

import ctypes
import sys
from typing import Any

# tokenizing takes more than linear time with some vocabularies
_PIECE_CHARS = 1 << 16


class Vocabulary:
    """Text to tokens and back."""

    def __init__(self, lib: Any, model: int) -> None:
        self._lib = lib
        self._vocab = lib.llama_model_get_vocab(model)
        self.handle = self._vocab
        self.n_tokens: int = lib.llama_vocab_n_tokens(self._vocab)
        self.adds_bos: bool = lib.llama_vocab_get_add_bos(self._vocab)
        self._piece_buffer = ctypes.create_string_buffer(256)
        # the same tokens come again and again, and between two steps of the engine nothing is in the caches
        self._pieces: dict[int, bytes] = {}
        self._ends: dict[int, bool] = {}

    @property
    def bos_text(self) -> str:
        return self._token_text(self._lib.llama_vocab_bos(self._vocab))

    @property
    def eos_text(self) -> str:
        return self._token_text(self._lib.llama_vocab_eos(self._vocab))

    def tokenize(self, text: str, *, add_special: bool) -> list[int]:
        """Tokens of `text`, in which special tokens may be written out; lone surrogates become "?"."""
        data = text.encode("utf-8", "replace")
        room = len(data) + 16
        tokens = (ctypes.c_int32 * room)()
        count = self._lib.llama_tokenize(self._vocab, data, len(data), tokens, room, add_special, True)
        if count < 0:
            room = -count
            tokens = (ctypes.c_int32 * room)()
            count = self._lib.llama_tokenize(self._vocab, data, len(data), tokens, room, add_special, True)
        return tokens[: max(0, count)]

    def count(self, text: str) -> int:
        """How many tokens `text` has; a very long one is counted in pieces, a token off at each."""
        return sum(
            len(self.tokenize(text[at : at + _PIECE_CHARS], add_special=False))
            for at in range(0, len(text), _PIECE_CHARS)
        )

    def piece(self, token: int) -> bytes:
        """The bytes of a token, not always whole characters; none for a control token."""
        known = self._pieces.get(token)
        if known is None:
            known = self._pieces[token] = self._read_piece(token)
        return known

    def is_end(self, token: int) -> bool:
        """Does `token` end an answer?"""
        known = self._ends.get(token)
        if known is None:
            known = self._ends[token] = self._lib.llama_vocab_is_eog(self._vocab, token)
        return known

    def _read_piece(self, token: int) -> bytes:
        size = self._lib.llama_token_to_piece(
            self._vocab, token, self._piece_buffer, len(self._piece_buffer), 0, False
        )
        if size < 0:
            self._piece_buffer = ctypes.create_string_buffer(-size)
            size = self._lib.llama_token_to_piece(self._vocab, token, self._piece_buffer, -size, 0, False)
        return self._piece_buffer.raw[:size]

    def _token_text(self, token: int) -> str:
        text = self._lib.llama_vocab_get_text(self._vocab, token) if token >= 0 else None
        return text.decode("utf-8", "replace") if text else ""


class AbortFlag:
    """A byte that native code reads while it computes, so that a cancel needs no Python there.

    The engine asks a C function `bool f(void *data)` before each node of its graph; `strlen` of a buffer
    that is empty, or holds one letter, is such a function. A Python callback would cost more than a
    small model's decoding.
    """

    def __init__(self, lib: Any) -> None:
        self._text = ctypes.create_string_buffer(2)
        library = ctypes.cdll.msvcrt if sys.platform == "win32" else ctypes.CDLL(None)
        address = ctypes.cast(library.strlen, ctypes.c_void_p).value
        self.callback = lib.ggml_abort_callback(address)
        self.data = ctypes.cast(self._text, ctypes.c_void_p)

    def set(self) -> None:
        self._text[0] = b"x"

    def clear(self) -> None:
        self._text[0] = b"\0"
