"""The engine's context: evaluates tokens, and remembers as much of what it has read as it can."""

from __future__ import annotations

import ctypes
import time
from collections.abc import Callable, Sequence
from enum import Enum
from typing import Any

import numpy as np
import psutil

from desktop_app.worker.model import AbortFlag
from desktop_app.worker.saved_states import SavedState, SavedStates, common_length
from desktop_app.worker.speculation import MAX_GUESS, Pace

_FIRST_PIECE_TOKENS = 128
# reading so few tokens again is quicker than copying memory back and forth
_MIN_SAVED_TOKENS = 32
# kept states may take this share of the free memory, and never more than this
_SAVED_SHARE = 8
_MAX_SAVED_BYTES = 1 << 30
# copying a state aside may take this share of what it may save
_COPY_SHARE = 0.1
_COPY_BYTES_PER_S = 2e9
# outputs of one evaluation: one token and the guesses after it
MAX_OUTPUTS = 1 + MAX_GUESS


class Decoded(Enum):
    """What became of tokens that were given to the engine."""

    OK = "ok"
    NO_ROOM = "no_room"
    ABORTED = "aborted"
    FAILED = "failed"


class Context:
    """The engine's context of one conversation at a time; others are kept beside it, as `SavedState`.

    `tokens` is what the memory holds, from position 0 on; `piece_tokens` how much of a prompt to give at
    once, as measured so far; `pace` what steps of several tokens take. A recurrent state or a sliding window
    cannot go back to an earlier token, so `needs_checkpoints` asks for a `checkpoint` wherever a later prompt
    may part from this one.
    """

    def __init__(self, lib: Any, model: int, context: int) -> None:
        self._lib = lib
        self._context: int | None = context
        self._memory = lib.llama_get_memory(context)
        is_hybrid = lib.llama_model_is_hybrid(model)
        self._is_recurrent = lib.llama_model_is_recurrent(model) or is_hybrid
        self._has_attention = not lib.llama_model_is_recurrent(model)
        self._window: int = lib.llama_model_n_swa(model)
        self.handle = context
        self.n_ctx: int = lib.llama_n_ctx_seq(context)
        self.n_ubatch: int = lib.llama_n_ubatch(context)
        self.tokens: list[int] = []
        # where a picture begins in `tokens`, and how many more cells than positions it takes
        self._more_cells: list[tuple[int, int]] = []
        self.piece_tokens = min(_FIRST_PIECE_TOKENS, self.n_ubatch)
        self.needs_checkpoints: bool = self._is_recurrent or self._window > 0
        self.can_guess: bool = not self._is_recurrent and self.n_ubatch >= MAX_OUTPUTS
        self._prompt_token_s = 0.01
        self.pace = Pace()
        self.saved = SavedStates(_saved_budget_bytes)
        self.abort_flag = AbortFlag(lib)
        self._batch = (ctypes.c_int32 * max(1, self.n_ubatch))()
        # the engine itself would count on from the last position in its memory, which for a picture that is
        # read in two dimensions is its first
        self._positions = (ctypes.c_int32 * max(1, self.n_ubatch))()
        self._every_output = (ctypes.c_int8 * MAX_OUTPUTS)(*[1] * MAX_OUTPUTS)
        self._one = lib.llama_batch_get_one(self._batch, 1)
        self._one.pos = self._positions
        lib.llama_set_abort_callback(context, self.abort_flag.callback, self.abort_flag.data)

    @property
    def room(self) -> int:
        """Tokens that still fit."""
        return self.n_ctx - self.n_used

    @property
    def n_used(self) -> int:
        """Cells of the memory that are taken: one a token, for some models more for a picture."""
        n_used = len(self.tokens)
        return n_used + sum(more for _start, more in self._more_cells) if self._more_cells else n_used

    def keep_prefix(self, wanted: Sequence[int]) -> int:
        """Make the memory hold as much of the beginning of `wanted` as possible, but not its last token.

        What is given up for it is kept beside the memory when it is worth it, and found there again.

        Returns:
            How many tokens of `wanted` are in the memory.
        """
        wanted = list(wanted)
        limit = len(wanted) - 1
        best, best_length = None, self._reachable(self.tokens, wanted, limit, is_live=True)
        for state in self.saved.whole():
            length = self._reachable(state.tokens, wanted, limit, is_live=False)
            if length > best_length + _MIN_SAVED_TOKENS:
                best, best_length = state, length
        if self._is_worth_saving(len(self.tokens) - common_length(self.tokens, wanted)):
            self._save(is_partial=False)
        if best is not None and self._restore(best):
            self.saved.touch(best)
        return self._go_back(wanted, limit)

    def checkpoint(self) -> None:
        """Keep what is needed to come back to this place; nothing where the memory can be cut."""
        if self.needs_checkpoints and self.tokens:
            self._save(is_partial=True)

    def evaluate(self, tokens: Sequence[int], *, every_output: bool = False) -> Decoded:
        """Add one to `n_ubatch` tokens to the memory; after it the next token can be sampled.

        With `every_output` (of at most `MAX_OUTPUTS` tokens) also the one after each of them.
        """
        count = len(tokens)
        start = len(self.tokens)
        if count == 1:
            # nearly all steps of an answer: nothing is made anew for it
            self._batch[0], self._positions[0] = tokens[0], start
            batch = self._one
        else:
            self._batch[:count] = tokens
            self._positions[:count] = range(start, start + count)
            batch = self._lib.llama_batch_get_one(self._batch, count)
            batch.pos = self._positions
        if every_output:
            batch.logits = self._every_output
        began_s = time.perf_counter()
        status = self._lib.llama_decode(self._context, batch)
        if status == 0:
            self.tokens.extend(tokens)
            if count >= _MIN_SAVED_TOKENS:
                self._prompt_token_s = (time.perf_counter() - began_s) / count
            return Decoded.OK
        return self._not_evaluated(status)

    def evaluate_picture(
        self, tokens: Sequence[int], n_cells: int, read: Callable[[int, int], int]
    ) -> Decoded:
        """Add a picture to the memory.

        Args:
            tokens: the numbers that stand for it, one a position.
            n_cells: of the memory that it takes.
            read: takes the engine's context and its batch size; returns what `llama_decode` does.
        """
        status = read(self.handle, self._lib.llama_n_batch(self.handle))
        if status == 0:
            if n_cells != len(tokens):
                self._more_cells.append((len(self.tokens), n_cells - len(tokens)))
            self.tokens.extend(tokens)
            return Decoded.OK
        return self._not_evaluated(status)

    def _not_evaluated(self, status: int) -> Decoded:
        """Take back what was added of a step that failed."""
        if self._is_recurrent:
            # a recurrent state that was left in the middle of a step cannot be taken back
            self._restore_partial(list(self.tokens), len(self.tokens))
        else:
            self.drop_last(0)
        return {1: Decoded.NO_ROOM, 2: Decoded.ABORTED}.get(status, Decoded.FAILED)

    def drop_last(self, count: int) -> None:
        """Forget the last tokens, which the last `evaluate` added; not for recurrent memory."""
        n_keep = len(self.tokens) - count
        self._lib.llama_memory_seq_rm(self._memory, 0, n_keep, -1)
        self._forget_after(n_keep)

    def close(self) -> None:
        if self._context is not None:
            self._lib.llama_free(self._context)
            self._context = None

    # --- going back -------------------------------------------------------------------------------

    def _reachable(self, tokens: list[int], wanted: list[int], limit: int, *, is_live: bool) -> int:
        """How much of `wanted` a memory of `tokens` can be brought to."""
        length = min(limit, common_length(tokens, wanted))
        if length == len(tokens) or not self.needs_checkpoints:
            return length
        if is_live and not self._is_recurrent and self._is_whole(length):
            return length
        partial = self.saved.longest_partial(wanted, length if self._has_attention else limit)
        return len(partial.tokens) if partial else 0

    def _go_back(self, wanted: list[int], limit: int) -> int:
        """Forget all but the beginning of `wanted`, or what of it the memory can go back to."""
        length = min(limit, common_length(self.tokens, wanted))
        if length == len(self.tokens):
            return length
        if length > 0 and not self._is_recurrent and self._is_whole(length) and self._cut(length):
            return length
        return self._restore_partial(wanted, length if self._has_attention else limit)

    def _restore_partial(self, wanted: list[int], limit: int) -> int:
        partial = self.saved.longest_partial(wanted, limit)
        if partial is not None and self._restore(partial):
            self.saved.touch(partial)
            return len(self.tokens)
        self._clear()
        return 0

    def _is_whole(self, n_keep: int) -> bool:
        """Whether all that the first `n_keep` tokens attend to is still there."""
        first = self._lib.llama_memory_seq_pos_min(self._memory, 0)
        # a sliding window may have let go of what the kept end attends to
        return first == 0 or 0 <= first < n_keep - self._window

    def _cut(self, n_keep: int) -> bool:
        if not self._lib.llama_memory_seq_rm(self._memory, 0, n_keep, -1):
            return False
        self._forget_after(n_keep)
        return True

    def _clear(self) -> None:
        self._lib.llama_memory_clear(self._memory, False)
        self._forget_after(0)

    def _forget_after(self, n_keep: int) -> None:
        del self.tokens[n_keep:]
        self._more_cells = [(start, more) for start, more in self._more_cells if start < n_keep]

    # --- saved states -----------------------------------------------------------------------------

    def _is_worth_saving(self, n_lost: int) -> bool:
        """Whether reading the tokens again would take much longer than keeping the whole memory aside."""
        if n_lost < _MIN_SAVED_TOKENS:
            return False
        size = self._lib.llama_state_seq_get_size_ext(self._context, 0, 0)
        return size / _COPY_BYTES_PER_S < _COPY_SHARE * n_lost * self._prompt_token_s

    def _save(self, *, is_partial: bool) -> None:
        flags = self._flags(is_partial)
        size = self._lib.llama_state_seq_get_size_ext(self._context, 0, flags)
        if size <= 0 or not self.saved.has_room_for(size):
            return
        data = np.empty(size, np.uint8)
        written = self._lib.llama_state_seq_get_data_ext(self._context, _pointer(data), size, 0, flags)
        if written == size:
            more_cells = tuple(self._more_cells)
            self.saved.add(SavedState(list(self.tokens), data, size, is_partial, more_cells))

    def _restore(self, state: SavedState) -> bool:
        if not state.is_partial:
            self._clear()
        elif self._has_attention and common_length(self.tokens, state.tokens) < len(state.tokens):
            return False  # the part that could be cut is not there any more
        flags = self._flags(state.is_partial)
        read = self._lib.llama_state_seq_set_data_ext(
            self._context, _pointer(state.data), state.n_bytes, 0, flags
        )
        if read != state.n_bytes:
            self._clear()
            return False
        self.tokens = list(state.tokens)
        self._more_cells = list(state.more_cells)
        return not state.is_partial or self._cut(len(state.tokens))

    def _flags(self, is_partial: bool) -> int:
        return self._lib.LLAMA_STATE_SEQ_FLAGS_PARTIAL_ONLY if is_partial else 0


def _pointer(data: np.ndarray) -> Any:
    return data.ctypes.data_as(ctypes.POINTER(ctypes.c_uint8))


def _saved_budget_bytes() -> int:
    return min(_MAX_SAVED_BYTES, psutil.virtual_memory().available // _SAVED_SHARE)
