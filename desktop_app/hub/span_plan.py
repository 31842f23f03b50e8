"""In which order and by which requests the bytes of an output's tensors are fetched; pure functions.

The order in which tensors are needed is nearly that of the files, except that experts are stacked by kind.
Where it can be done within a bounded number of bytes, the fetching follows the files: requests become long,
and a file whose bytes pass in order can be compared with its hash.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from desktop_app.domain.streaming import SourceSpan

_PIECE_BYTES = 16 * 1024 * 1024
_LONGEST_BLOCK_BYTES = 2 * 1024 * 1024 * 1024
_BATCH_BYTES = 64 * 1024 * 1024
# bytes that no tensor needs are read only for the hash of their file: positions, masks, a small head
_MOST_UNUSED_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Stretch:
    """Bytes of one file that arrive together.

    Attributes:
        file, offset, n_bytes: where they are.
        number: of the span that they are; None for bytes that only the hash needs.
        is_hashed: whether they continue what was hashed of their file.
    """

    file: str
    offset: int
    n_bytes: int
    number: int | None
    is_hashed: bool

    @property
    def stop(self) -> int:
        return self.offset + self.n_bytes


@dataclass(frozen=True, slots=True)
class Piece:
    """One request: bytes `start` to `stop` of a file, as (stretch, offset in it, bytes)."""

    file: str
    start: int
    stop: int
    parts: tuple[tuple[int, int, int], ...]

    @property
    def n_bytes(self) -> int:
        return self.stop - self.start


@dataclass(frozen=True, slots=True)
class SpanPlan:
    """How spans are fetched.

    Attributes:
        stretches: in the order of fetching.
        pieces: the requests for them.
        hashed_files: whose bytes all pass in order.
        most_ahead_bytes: how far the order of fetching runs ahead of the order of need.
    """

    stretches: tuple[Stretch, ...]
    pieces: tuple[Piece, ...]
    hashed_files: frozenset[str]
    most_ahead_bytes: int

    @property
    def n_bytes(self) -> int:
        return sum(s.n_bytes for s in self.stretches)


def plan_spans(
    spans: Sequence[SourceSpan],
    header_bytes: Mapping[str, int],
    file_bytes: Mapping[str, int],
    *,
    piece_bytes: int = _PIECE_BYTES,
    longest_block_bytes: int = _LONGEST_BLOCK_BYTES,
    batch_bytes: int = _BATCH_BYTES,
) -> SpanPlan:
    """Order and requests for `spans`, which are in the order of need.

    Args:
        spans: none is empty.
        header_bytes: of each file, what is here already from its start.
        file_bytes: size of each file.
        piece_bytes: of the longest request.
        longest_block_bytes: how far the order may run ahead, to follow the files.
        batch_bytes: how far it runs ahead where that is not enough.
    """
    order, most_ahead = _fetch_order(spans, longest_block_bytes, batch_bytes)
    hashed = {
        file: unused
        for file in dict.fromkeys(s.file for s in spans)
        if (unused := _unused_bytes(spans, order, file, header_bytes[file], file_bytes[file])) is not None
        and unused <= _MOST_UNUSED_BYTES
    }
    stretches = tuple(_stretches(spans, order, hashed, header_bytes, file_bytes))
    # what only the hash needs is in the window for a moment as well
    most_ahead += max(hashed.values(), default=0)
    return SpanPlan(stretches, tuple(_pieces(stretches, piece_bytes)), frozenset(hashed), most_ahead)


def _fetch_order(
    spans: Sequence[SourceSpan], longest_block: int, longest_batch: int
) -> tuple[list[int], int]:
    """Numbers of spans in the order of fetching, and the size of the largest block that was reordered."""
    files = {file: rank for rank, file in enumerate(dict.fromkeys(s.file for s in spans))}

    def place(number: int) -> tuple[int, int, int]:
        return files[spans[number].file], spans[number].offset, number

    rank_of = {number: rank for rank, number in enumerate(sorted(range(len(spans)), key=place))}
    order: list[int] = []
    block: list[int] = []
    furthest = most_ahead = 0
    for number in range(len(spans)):
        block.append(number)
        furthest = max(furthest, rank_of[number])
        if furthest > number:
            continue
        # these spans are a contiguous part of the files' order
        size = sum(spans[n].n_bytes for n in block)
        if size <= longest_block:
            order += sorted(block, key=place)
            most_ahead = max(most_ahead, size)
        else:
            for batch in _batches(block, spans, longest_batch):
                order += sorted(batch, key=place)
                most_ahead = max(most_ahead, sum(spans[n].n_bytes for n in batch))
        block = []
    return order, most_ahead


def _batches(numbers: list[int], spans: Sequence[SourceSpan], longest: int) -> Iterator[list[int]]:
    batch: list[int] = []
    size = 0
    for number in numbers:
        if batch and size + spans[number].n_bytes > longest:
            yield batch
            batch, size = [], 0
        batch.append(number)
        size += spans[number].n_bytes
    if batch:
        yield batch


def _unused_bytes(
    spans: Sequence[SourceSpan], order: list[int], file: str, start: int, size: int
) -> int | None:
    """Bytes of a file that no span needs; None when its bytes do not pass in order."""
    unused, position = 0, start
    for span in (spans[n] for n in order if spans[n].file == file):
        if span.offset + span.n_bytes <= position:
            continue  # it was there already, for another tensor or for the hash
        if span.offset < position:
            return None
        unused += span.offset - position
        position = span.offset + span.n_bytes
    return unused + size - position


def _stretches(
    spans: Sequence[SourceSpan],
    order: list[int],
    hashed: Mapping[str, int],
    header_bytes: Mapping[str, int],
    file_bytes: Mapping[str, int],
) -> Iterator[Stretch]:
    position = dict(header_bytes)
    last = {spans[n].file: n for n in order}
    for number in order:
        span = spans[number]
        stop = span.offset + span.n_bytes
        continues = span.file in hashed and stop > position[span.file]
        if continues:
            if span.offset > position[span.file]:
                gap = span.offset - position[span.file]
                yield Stretch(span.file, position[span.file], gap, None, True)
            position[span.file] = stop
        yield Stretch(span.file, span.offset, span.n_bytes, number, continues)
        if number == last[span.file] and span.file in hashed:
            tail = file_bytes[span.file] - position[span.file]
            if tail > 0:
                yield Stretch(span.file, position[span.file], tail, None, True)


def _pieces(stretches: Sequence[Stretch], longest: int) -> Iterator[Piece]:
    file, start, stop = "", 0, 0
    parts: list[tuple[int, int, int]] = []
    for index, stretch in enumerate(stretches):
        done = 0
        while done < stretch.n_bytes:
            at = stretch.offset + done
            if parts and (stretch.file != file or at != stop or stop - start >= longest):
                yield Piece(file, start, stop, tuple(parts))
                parts = []
            if not parts:
                file, start, stop = stretch.file, at, at
            count = min(stretch.n_bytes - done, longest - (stop - start))
            parts.append((index, done, count))
            stop += count
            done += count
    if parts:
        yield Piece(file, start, stop, tuple(parts))
