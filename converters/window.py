"""Weights that are brought into a folder while they are needed, and deleted there when they were read."""

from __future__ import annotations

import mmap
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from converters.errors import FILE_ACCESS, ConvertError, bad_model
from converters.files import Files
from converters.gguf_out import Conversion

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from converters.lazy import LazyTensor
    from converters.safetensors_header import SourceTensor

_LOOK_EVERY_S = 0.005
# a tensor of the source that is needed again after so many other bytes is brought twice
_LONGEST_GAP_BYTES = 256 * 1024 * 1024

_Place = tuple[str, int]  # file name and offset


@dataclass(frozen=True, slots=True)
class Span:
    """`n_bytes` bytes of the source file called `file`, from byte `offset` on."""

    file: str
    offset: int
    n_bytes: int


@dataclass(frozen=True, slots=True)
class Needs:
    """What will be read, in this order; `largest_bytes` of it must be there at one time."""

    spans: tuple[Span, ...]
    largest_bytes: int


@dataclass(frozen=True)
class StreamedConversion(Conversion):
    """A conversion of headers whose weights come through a window.

    Attributes:
        content: names the content of the source's files; times of the files here mean nothing.
    """

    content: str = ""

    @property
    def has_weights(self) -> bool:
        return True

    def source_identity(self) -> list[Any]:
        local = [file for adapter in self.adapters for file in adapter.identity()]
        return [self.content, *local]


def span_file_name(number: int) -> str:
    """What the file of span `number` is called; it appears under this name when it is whole."""
    return f"{number:08d}.bin"


class WindowFiles(Files):
    """Gives bytes from files that somebody else puts into `folder`, and deletes each after its last use.

    Args:
        folder: the window.
        source: the folder whose files come through it; others are read where they are.
        announce: is told once what will be needed.
        check_stop: raises when the work shall stop; asked while waiting.
    """

    def __init__(
        self,
        folder: Path,
        source: Path,
        announce: Callable[[Needs], None],
        check_stop: Callable[[], None],
    ) -> None:
        super().__init__()
        self._folder = folder
        self._source = source
        self._announce = announce
        self._check_stop = check_stop
        self._uses: dict[_Place, deque[_Use]] = {}
        self._open: dict[int, mmap.mmap] = {}
        self._unwanted: set[int] = set()

    def expect(self, tensors: Sequence[LazyTensor]) -> None:
        """Say which tensors will be read, in this order."""
        spans, self._uses, largest = _plan([self._places(t) for t in tensors])
        self._announce(Needs(spans, largest))

    def bytes_of(self, part: SourceTensor, start: int = 0, stop: int | None = None) -> NDArray[np.uint8]:
        """Bytes `start` to `stop` of a tensor's data; waits until they are there.

        Raises:
            ConvertError: the window was taken away, or holds something else.
        """
        if part.path.parent != self._source:
            return super().bytes_of(part, start, stop)
        stop = part.n_bytes if stop is None else stop
        if stop == start:
            return np.empty(0, np.uint8)
        mapped = self._wait(self._uses[part.path.name, part.offset][0].number, part)
        return np.frombuffer(mapped, np.uint8, stop - start, start)

    def release(self, tensor: LazyTensor) -> None:
        """Delete what no later tensor needs."""
        for place in self._places(tensor):
            uses = self._uses[place]
            uses[0].count -= 1
            if uses[0].count == 0:
                self._delete(uses.popleft().number)

    def close(self) -> None:
        """Close the files; who made the window removes it."""
        for mapped in self._open.values():
            with suppress(BufferError):
                mapped.close()
        self._open.clear()
        self._delete_unwanted()
        super().close()

    def _places(self, tensor: LazyTensor) -> dict[_Place, int]:
        """Where the bytes of a tensor are, each place once, with its size."""
        return {
            (p.path.name, p.offset): p.n_bytes
            for p in tensor.source.stored()
            if p.n_bytes and p.path.parent == self._source
        }

    def _wait(self, number: int, part: SourceTensor) -> mmap.mmap:
        while (mapped := self._look(number, part)) is None:
            self._check_stop()
            self._delete_unwanted()
            time.sleep(_LOOK_EVERY_S)
        return mapped

    def _look(self, number: int, part: SourceTensor) -> mmap.mmap | None:
        with self._lock:
            if number in self._open:
                return self._open[number]
            try:
                with (self._folder / span_file_name(number)).open("rb") as file:
                    mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            except FileNotFoundError:
                if self._folder.is_dir():
                    return None
                raise ConvertError(
                    FILE_ACCESS,
                    "The download ended before the model was finished.",
                    "The folder that its weights come through is gone.",
                    "Start again: it goes on where it stopped.",
                ) from None
            if len(mapped) != part.n_bytes:
                raise bad_model(f"Tensor {part.name[:200]!r} arrived with another size than announced.")
            self._open[number] = mapped
            return mapped

    def _delete(self, number: int) -> None:
        with self._lock:
            mapped = self._open.pop(number, None)
        if mapped is not None:
            with suppress(BufferError):
                mapped.close()
        with self._lock:
            self._unwanted.add(number)
        self._delete_unwanted()

    def _delete_unwanted(self) -> None:
        """Windows keeps a file as long as somebody looks into it: that one is tried again."""
        with self._lock:
            for number in tuple(self._unwanted):
                with suppress(PermissionError):
                    (self._folder / span_file_name(number)).unlink(missing_ok=True)
                    self._unwanted.discard(number)


@dataclass(slots=True)
class _Use:
    """One stay of a span in the window, for `count` tensors."""

    number: int
    count: int


def _plan(
    needs: list[dict[_Place, int]],
) -> tuple[tuple[Span, ...], dict[_Place, deque[_Use]], int]:
    """The spans in the order of their first use, their stays, and the most bytes that are there at once."""
    spans: list[Span] = []
    uses: dict[_Place, deque[_Use]] = {}
    last_seen: dict[_Place, int] = {}  # bytes that were read before the place's latest use ended
    stays: list[tuple[int, int]] = []  # first and last tensor of each span
    read = 0
    for index, places in enumerate(needs):
        for place, n_bytes in places.items():
            known = uses.setdefault(place, deque())
            if known and read - last_seen[place] <= _LONGEST_GAP_BYTES:
                known[-1].count += 1
                stays[known[-1].number] = (stays[known[-1].number][0], index)
            else:
                known.append(_Use(len(spans), 1))
                stays.append((index, index))
                spans.append(Span(place[0], place[1], n_bytes))
        read += sum(places.values())
        last_seen.update(dict.fromkeys(places, read))
    change = [0] * (len(needs) + 1)
    for span, (first, last) in zip(spans, stays, strict=True):
        change[first] += span.n_bytes
        change[last + 1] -= span.n_bytes
    largest = here = 0
    for step in change:
        here += step
        largest = max(largest, here)
    return tuple(spans), uses, largest
