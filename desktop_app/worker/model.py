"""A loaded model: its vocabulary, and the context with what it remembers."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Sequence
from enum import Enum
from typing import Any

_FIRST_PIECE_TOKENS = 128


class Decoded(Enum):
    """What became of tokens that were given to the engine."""

    OK = "ok"
    NO_ROOM = "no_room"
    ABORTED = "aborted"
    FAILED = "failed"


class Vocabulary:
    """Text to tokens and back."""

    def __init__(self, lib: Any, model: int) -> None:
        self._lib = lib
        self._vocab = lib.llama_model_get_vocab(model)
        self.n_tokens: int = lib.llama_vocab_n_tokens(self._vocab)
        self.adds_bos: bool = lib.llama_vocab_get_add_bos(self._vocab)
        self._piece_buffer = ctypes.create_string_buffer(256)

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

    def piece(self, token: int) -> bytes:
        """The bytes of a token, not always whole characters; none for a control token."""
        size = self._lib.llama_token_to_piece(
            self._vocab, token, self._piece_buffer, len(self._piece_buffer), 0, False
        )
        if size < 0:
            self._piece_buffer = ctypes.create_string_buffer(-size)
            size = self._lib.llama_token_to_piece(self._vocab, token, self._piece_buffer, -size, 0, False)
        return self._piece_buffer.raw[:size]

    def is_end(self, token: int) -> bool:
        """Does `token` end an answer?"""
        return self._lib.llama_vocab_is_eog(self._vocab, token)

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


class Context:
    """The engine's context of one conversation: evaluates tokens, and remembers those it has seen.

    `tokens` is what the memory holds, from position 0 on; `piece_tokens` how much of a prompt to give at
    once, as measured so far.
    """

    def __init__(self, lib: Any, model: int, context: int) -> None:
        self._lib = lib
        self._context: int | None = context
        self._memory = lib.llama_get_memory(context)
        self._is_recurrent = lib.llama_model_is_recurrent(model) or lib.llama_model_is_hybrid(model)
        self._window: int = lib.llama_model_n_swa(model)
        self.handle = context
        self.n_ctx: int = lib.llama_n_ctx_seq(context)
        self.n_ubatch: int = lib.llama_n_ubatch(context)
        self.tokens: list[int] = []
        self.piece_tokens = min(_FIRST_PIECE_TOKENS, self.n_ubatch)
        self.abort_flag = AbortFlag(lib)
        self._batch = (ctypes.c_int32 * max(1, self.n_ubatch))()
        lib.llama_set_abort_callback(context, self.abort_flag.callback, self.abort_flag.data)

    @property
    def room(self) -> int:
        """Tokens that still fit."""
        return self.n_ctx - len(self.tokens)

    def keep_prefix(self, wanted: Sequence[int]) -> int:
        """Forget all that is not the beginning of `wanted`; at least its last token is left to evaluate.

        Returns:
            How many tokens of `wanted` are in the memory.
        """
        n_same = 0
        for mine, new in zip(self.tokens, wanted, strict=False):
            if mine != new:
                break
            n_same += 1
        n_same = min(n_same, len(wanted) - 1)
        if n_same < len(self.tokens):
            n_same = self._cut(n_same)
        return n_same

    def evaluate(self, tokens: Sequence[int]) -> Decoded:
        """Add one to `n_ubatch` tokens to the memory; after it the next token can be sampled."""
        count = len(tokens)
        self._batch[:count] = tokens
        status = self._lib.llama_decode(self._context, self._lib.llama_batch_get_one(self._batch, count))
        if status == 0:
            self.tokens.extend(tokens)
            return Decoded.OK
        # a recurrent state that was left in the middle of a step cannot be taken back
        self._cut(0 if self._is_recurrent else len(self.tokens))
        return {1: Decoded.NO_ROOM, 2: Decoded.ABORTED}.get(status, Decoded.FAILED)

    def close(self) -> None:
        if self._context is not None:
            self._lib.llama_free(self._context)
            self._context = None

    def _cut(self, n_keep: int) -> int:
        """Keep the first `n_keep` tokens, or none where the memory cannot forget the end only."""
        if n_keep > 0:
            first = self._lib.llama_memory_seq_pos_min(self._memory, 0)
            # a sliding window, or a recurrent state, may have let go of what the kept end attends to
            is_whole = first == 0 or 0 <= first < n_keep - self._window
            if is_whole and self._lib.llama_memory_seq_rm(self._memory, 0, n_keep, -1):
                del self.tokens[n_keep:]
                return n_keep
        self._lib.llama_memory_clear(self._memory, False)
        self.tokens.clear()
        return 0
