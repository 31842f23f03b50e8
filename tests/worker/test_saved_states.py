"""States beside the engine's memory: which are kept, and which is found."""

from __future__ import annotations

import pytest

from desktop_app.worker.saved_states import SavedState, SavedStates, common_length


def state(tokens, n_bytes=10, *, is_partial=False):
    return SavedState(list(tokens), b"", n_bytes, is_partial)


@pytest.mark.parametrize(
    ("a", "b", "length"),
    [
        ([], [1], 0),
        ([1, 2, 3], [1, 2, 3], 3),
        ([1, 2, 3], [1, 2, 4, 5], 2),
        ([2], [1], 0),
        (range(9), [0], 1),
    ],
)
def test_what_two_begin_with(a, b, length):
    assert common_length(list(a), b) == length


def test_those_not_used_for_longest_give_way():
    states = SavedStates(lambda: 25)
    first, second, third = state([1]), state([2]), state([3])
    states.add(first)
    states.add(second)
    states.touch(first)
    states.add(third)
    assert states.whole() == [first, third]
    assert states.n_bytes == 20


def test_the_same_tokens_are_kept_once():
    states = SavedStates(lambda: 100)
    states.add(state([1, 2]))
    states.add(state([1, 2]))
    states.add(state([1, 2], is_partial=True))
    assert len(states) == 2


def test_one_that_is_larger_than_the_budget_is_not_kept():
    states = SavedStates(lambda: 5)
    assert not states.has_room_for(10)
    states.add(state([1]))
    assert len(states) == 0


def test_the_longest_partial_state_that_fits_is_found():
    states = SavedStates(lambda: 100)
    short, long, other = (state(t, is_partial=True) for t in ([1], [1, 2, 3], [1, 9]))
    for each in (long, short, other, state([1, 2])):
        states.add(each)
    assert states.longest_partial([1, 2, 3, 4], 4) is long
    assert states.longest_partial([1, 2, 3, 4], 2) is short
    assert states.longest_partial([2, 3], 2) is None
