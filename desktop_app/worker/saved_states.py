"""States of the engine's memory that are kept beside it, so that what was read once is not read again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(eq=False, slots=True)
class SavedState:
    """What the engine remembers after `tokens`.

    `is_partial`: only the part of the memory that cannot be cut (recurrent state, sliding windows); it goes
    with a memory that still holds the same tokens. `more_cells`: where pictures begin that take more of the
    memory than positions, and how much more.
    """

    tokens: list[int]
    data: Any
    n_bytes: int
    is_partial: bool
    more_cells: tuple[tuple[int, int], ...] = ()


class SavedStates:
    """The states used last, within a budget.

    Args:
        budget_bytes: what may be kept now; asked at each `add`.
    """

    def __init__(self, budget_bytes: Callable[[], int]) -> None:
        self._budget_bytes = budget_bytes
        self._states: list[SavedState] = []  # the one used last is last

    def __len__(self) -> int:
        return len(self._states)

    @property
    def n_bytes(self) -> int:
        return sum(state.n_bytes for state in self._states)

    def has_room_for(self, n_bytes: int) -> bool:
        """Whether a state of this size could be kept, if need be in place of all others."""
        return n_bytes <= self._budget_bytes()

    def add(self, state: SavedState) -> None:
        """Keep `state`, and let go of those that were not used for longest."""
        self._states = [
            s for s in self._states if s.is_partial != state.is_partial or s.tokens != state.tokens
        ]
        self._states.append(state)
        budget = self._budget_bytes()
        while self._states and self.n_bytes > budget:
            del self._states[0]

    def touch(self, state: SavedState) -> None:
        """It was used just now."""
        self._states.remove(state)
        self._states.append(state)

    def whole(self) -> list[SavedState]:
        """The states that need nothing else."""
        return [state for state in self._states if not state.is_partial]

    def longest_partial(self, tokens: Sequence[int], limit: int) -> SavedState | None:
        """The partial state of the most tokens, at most `limit`, with which `tokens` begins."""
        best: SavedState | None = None
        for state in self._states:
            n = len(state.tokens)
            if (
                state.is_partial
                and n <= limit
                and (best is None or n > len(best.tokens))
                and list(tokens[:n]) == state.tokens
            ):
                best = state
        return best


def common_length(a: Sequence[int], b: Sequence[int]) -> int:
    """How many tokens both begin with."""
    low, high = 0, min(len(a), len(b))
    # comparing slices is much quicker than comparing tokens one by one
    while low < high:
        middle = (low + high + 1) // 2
        if a[low:middle] == b[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
