from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.streaming import SourceSpan
from desktop_app.hub.span_plan import plan_spans

HEADER = 100
MB = 1 << 20


def spans_of(*sizes, file="a"):
    """Spans that lie one behind the other, behind a header."""
    found, offset = [], HEADER
    for size in sizes:
        found.append(SourceSpan(file, offset, size))
        offset += size
    return found


def plan(spans, sizes=None, **options):
    files = {s.file for s in spans}
    ends = sizes or {f: max(s.offset + s.n_bytes for s in spans if s.file == f) for f in files}
    return plan_spans(spans, dict.fromkeys(files, HEADER), ends, **options)


def covered(made):
    """Which bytes of which stretch the pieces bring, checked against where they lie in the file."""
    found = {}
    for piece in made.pieces:
        position = piece.start
        for index, at, count in piece.parts:
            stretch = made.stretches[index]
            assert (stretch.file, stretch.offset + at) == (piece.file, position)
            found.setdefault(index, []).append((at, count))
            position += count
        assert position == piece.stop
    return found


def hashed_bytes(made, file):
    """The stretches that the hash sees, as one range; fails where they do not join."""
    position = HEADER
    for stretch in made.stretches:
        if stretch.file == file and stretch.is_hashed:
            assert stretch.offset == position
            position = stretch.stop
    return position


def test_neighbours_share_a_request_and_long_ones_are_cut():
    made = plan(spans_of(10, 20, 1000, 5), piece_bytes=256)
    assert [p.n_bytes for p in made.pieces] == [256, 256, 256, 256, 11]
    assert made.pieces[0].parts == ((0, 0, 10), (1, 0, 20), (2, 0, 226))
    assert made.hashed_files == {"a"}
    assert made.most_ahead_bytes == 1000


def test_files_are_not_mixed_in_one_request():
    made = plan([*spans_of(10, file="a"), *spans_of(10, file="b")])
    assert [p.file for p in made.pieces] == ["a", "b"]
    assert made.hashed_files == {"a", "b"}


def test_stacked_experts_are_fetched_as_they_lie():
    lying = spans_of(7, *[5] * 9, 8)  # a layer with three experts of three kinds, and what is around it
    wanted = [lying[0], *(lying[1 + kind + 3 * e] for kind in (0, 1, 2) for e in range(3)), lying[10]]
    made = plan(wanted, piece_bytes=1000)
    assert len(made.pieces) == 1
    assert made.hashed_files == {"a"}
    assert made.most_ahead_bytes == 35
    assert [wanted[s.number] for s in made.stretches] == lying


def test_a_block_that_is_too_large_is_fetched_as_it_is_needed():
    lying = spans_of(*[5 * MB] * 9)
    wanted = [lying[kind + 3 * e] for kind in (0, 1, 2) for e in range(3)]
    made = plan(wanted, longest_block_bytes=34 * MB, batch_bytes=10 * MB)
    assert made.hashed_files == frozenset()
    assert sorted(s.number for s in made.stretches) == list(range(9))
    assert not any(s.is_hashed for s in made.stretches)
    assert made.most_ahead_bytes == 10 * MB


def test_bytes_that_no_tensor_needs_are_read_for_the_hash():
    lying = spans_of(5, 6, 7, 8)
    made = plan([lying[1], lying[2]], {"a": HEADER + 26})
    assert [(s.n_bytes, s.number) for s in made.stretches] == [(5, None), (6, 0), (7, 1), (8, None)]
    assert hashed_bytes(made, "a") == HEADER + 26
    far = plan([lying[1]], {"a": 1 << 30})
    assert far.hashed_files == frozenset()
    assert [s.number for s in far.stretches] == [0]


def test_what_is_needed_twice_is_hashed_once():
    lying = spans_of(5, 6, 7)
    made = plan([*lying, lying[0]])
    assert [s.number for s in made.stretches if s.is_hashed] == [0, 1, 2]
    assert {s.number for s in made.stretches} == {0, 1, 2, 3}
    assert hashed_bytes(made, "a") == HEADER + 18


@given(
    sizes=st.lists(st.integers(1, 60), min_size=1, max_size=30),
    random=st.randoms(use_true_random=False),
    piece=st.integers(1, 80),
    block=st.integers(1, 2000),
)
def test_every_byte_comes_once_whatever_the_order(sizes, random, piece, block):
    half = len(sizes) // 2
    wanted = [*spans_of(*sizes[:half], file="a"), *spans_of(*sizes[half:], file="b")]
    random.shuffle(wanted)
    made = plan(wanted, piece_bytes=piece, longest_block_bytes=block)
    found = covered(made)
    for index, stretch in enumerate(made.stretches):
        position = 0
        for at, count in found[index]:
            assert at == position
            position += count
        assert position == stretch.n_bytes
    assert sorted(s.number for s in made.stretches) == list(range(len(wanted)))
    assert all(p.n_bytes <= piece for p in made.pieces)
    for file in made.hashed_files:
        assert hashed_bytes(made, file) == max(s.offset + s.n_bytes for s in wanted if s.file == file)


def test_no_spans_need_no_requests():
    assert plan_spans([], {}, {}).pieces == ()


@pytest.mark.parametrize("count", [100_000])
def test_many_small_tensors_are_planned_at_once(count):
    made = plan(spans_of(*[3] * count))
    assert len(made.pieces) == 1
