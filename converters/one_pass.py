"""One pass: read weights, quantize rows on a pool of threads, write the finished file."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import numpy as np
from gguf import GGMLQuantizationType as GgmlType
from numpy.typing import NDArray

from converters.engine import engine_name, load_ggml
from converters.errors import (
    BAD_MODEL,
    BAD_REQUEST,
    DISK_FULL,
    FILE_ACCESS,
    INTERNAL,
    ConvertError,
    write_problem,
)
from converters.files import Files
from converters.gguf_in import type_name
from converters.gguf_out import ALIGNMENT, Making, padded
from converters.lazy import LazyTensor
from converters.options import QuantizeOptions
from converters.part_file import PartFile, journal_path
from converters.progress import Progress
from converters.recipe import Recipe, plan

# small, so that one expensive slice holds up no thread; its bytes do not depend on it
_SLICE_VALUES = 1 << 18
# how far the threads may be ahead of the writer: 32 MiB of F16, whatever the type of a tensor
_AHEAD_VALUES = 1 << 24
_F16_LARGEST = 65504.0
_SPEED_WINDOW_S = 5.0
_KEEP_AFTER = (DISK_FULL, FILE_ACCESS, "network")  # what a later run may get past


class Cancelled(Exception):  # noqa: N818 - not a failure
    """`cancelled()` said so; nothing was left behind."""


class Paused(Exception):  # noqa: N818 - not a failure
    """`paused()` said so; the finished tensors are kept for a later run."""


@dataclass(frozen=True, slots=True)
class _Slice:
    tensor: LazyTensor
    type: int
    start: int
    stop: int
    is_last: bool
    importance: NDArray[np.float32] | None = None  # of this matrix's inputs

    @property
    def n_values(self) -> int:
        return (self.stop - self.start) * self.tensor.n_cols


def quantize(
    conversion: Making,
    options: QuantizeOptions | str,
    out: str | Path,
    *,
    threads: int | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    paused: Callable[[], bool] = lambda: False,
    recipe: Recipe | None = None,
    files: Files | None = None,
) -> Generator[Progress, None, None]:
    """Make the GGUF `out`; whoever iterates chooses the thread.

    The file appears under its name only when it is complete. Until then `out`.part grows, with a journal
    beside it: a run that was paused, killed or stopped by a full disk is continued by the next call with the
    same source, recipe and name, and the bytes are the same. Closing the iterator early cancels.

    Args:
        conversion: what is converted.
        options: all choices, or just the name of a file type in any case.
        out: the new file; one that is there is replaced at the end.
        threads: for quantizing; None for one per core.
        cancelled: asked after each slice of rows.
        paused: asked after each slice of rows.
        recipe: what `plan` said for this type, when it is known already.
        files: gives the source's bytes; None for files on this computer.

    Yields:
        A `Progress` after each slice of rows.

    Raises:
        ConvertError: bad weights, no room on the disk, or a file that cannot be written.
        Cancelled: `cancelled` said so.
        Paused: `paused` said so.
    """
    out = Path(out)
    _check_target(conversion, out, needs_weights=files is None)
    recipe = recipe or plan(conversion, options)
    try:
        header = _header(conversion, recipe)
        part = PartFile(out)
        try:
            yield from _make(conversion, recipe, part, header, threads, cancelled, paused, files or Files())
            if part.n_bytes != recipe.file_bytes:
                raise ConvertError(INTERNAL, "The finished file has not the size that was planned.")
        except BaseException as error:
            if _is_worth_keeping(error):
                part.keep()
            else:
                part.discard()
            raise
        part.complete()
    except OSError as error:
        raise write_problem(error, out, is_kept=journal_path(out).exists()) from error


def _is_worth_keeping(error: BaseException) -> bool:
    if isinstance(error, ConvertError):
        return error.kind in _KEEP_AFTER
    return isinstance(error, Paused | OSError | KeyboardInterrupt)


def _header(conversion: Making, recipe: Recipe) -> bytes:
    types = {row.name: row.type for row in recipe.tensors}
    with tempfile.TemporaryDirectory(prefix="bitsmith-") as folder:
        path = Path(folder) / "header.gguf"
        conversion.write_header(path, types, recipe.quant_type.ftype, dict(recipe.metadata))
        return path.read_bytes()


def _identity(conversion: Making, recipe: Recipe, header: bytes) -> str:
    """Names what decides the output's bytes: two runs with one identity make the same file."""
    facts = [
        conversion.source_identity(),
        hashlib.sha256(header).hexdigest(),
        recipe.importance_digest,
        engine_name(),
    ]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def _make(
    conversion: Making,
    recipe: Recipe,
    part: PartFile,
    header: bytes,
    threads: int | None,
    cancelled: Callable[[], bool],
    paused: Callable[[], bool],
    files: Files,
) -> Generator[Progress, None, None]:
    """Everything between the claim of the part file and its completion."""
    tensors = conversion.tensors
    ends = list(accumulate((padded(row.n_bytes) for row in recipe.tensors), initial=len(header)))[1:]
    identity = _identity(conversion, recipe, header)
    meter = _Meter(len(tensors), sum(t.source_bytes for t in tensors))
    done = part.finished_tensors(identity, header, ends)
    _check_disk(part.out, recipe.file_bytes - (ends[done - 1] if done else 0))
    try:
        for number in part.resume(len(header), ends) if done else ():
            _check_stop(cancelled, paused)
            yield meter.skip(tensors[number - 1])
        if part.n_tensors == 0:
            meter.restart()
            part.start(identity, header)
        left = tensors[part.n_tensors :]
        files.expect(left)
        yield from _write_tensors(left, recipe, part, meter, threads, cancelled, paused, files)
    finally:
        files.close()


def _write_tensors(
    tensors: list[LazyTensor],
    recipe: Recipe,
    part: PartFile,
    meter: _Meter,
    threads: int | None,
    cancelled: Callable[[], bool],
    paused: Callable[[], bool],
    files: Files,
) -> Generator[Progress, None, None]:
    for kind in {row.type for row in recipe.tensors}:
        load_ggml().ggml_quantize_init(kind)
    slices = _slices(tensors, recipe)
    # slices wait in front of the writer, so that reading, quantizing and writing overlap
    waiting: deque[tuple[_Slice, Future[NDArray[np.uint8]]]] = deque()
    ahead, written = 0, 0
    n_threads = threads or os.cpu_count() or 1
    pool = ThreadPoolExecutor(n_threads, thread_name_prefix="quantize")
    try:
        piece = next(slices, None)
        while piece is not None or waiting:
            while piece is not None and (ahead < _AHEAD_VALUES or len(waiting) < n_threads):
                waiting.append((piece, pool.submit(_quantize_slice, files, piece)))
                ahead += piece.n_values
                piece = next(slices, None)
            _check_stop(cancelled, paused)
            first, future = waiting.popleft()
            data = future.result()
            ahead -= first.n_values
            part.write(data)
            written += data.nbytes
            if first.is_last:
                part.write(np.zeros(-written % ALIGNMENT, np.uint8))
                part.finish_tensor()
                written = 0
                files.release(first.tensor)
            yield meter.step(first)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        waiting.clear()


def _check_stop(cancelled: Callable[[], bool], paused: Callable[[], bool]) -> None:
    if cancelled():
        raise Cancelled
    if paused():
        raise Paused


def _slices(tensors: list[LazyTensor], recipe: Recipe) -> Iterator[_Slice]:
    """The rows of all tensors in order; with an importance matrix no slice holds rows of two experts."""
    types = {row.name: row.type for row in recipe.tensors}
    for tensor in tensors:
        step = max(1, _SLICE_VALUES // tensor.n_cols)
        n_matrices = tensor.shape[0] if len(tensor.shape) > 2 else 1
        importance = recipe.importance(tensor.name)
        if importance is not None and importance.size != n_matrices * tensor.n_cols:
            importance = None  # of the token embeddings alone: all others were refused
        n_parts = 1 if importance is None else n_matrices
        height = tensor.n_rows // n_parts
        for part in range(n_parts):
            weights = None if importance is None else importance.reshape(n_matrices, -1)[part]
            for first in range(part * height, (part + 1) * height, step):
                stop = min(first + step, (part + 1) * height)
                yield _Slice(tensor, types[tensor.name], first, stop, stop == tensor.n_rows, weights)


def _quantize_slice(files: Files, piece: _Slice) -> NDArray[np.uint8]:
    """On a thread of the pool: rows of one tensor as bytes of its type."""
    source, ggml = piece.tensor.source, load_ggml()
    if source.packed_type == piece.type:
        data = source.read_packed(files, piece.start, piece.stop).reshape(-1)
    else:
        rows = source.read(files, piece.start, piece.stop)
        _check_values(rows, piece)
        if piece.type == GgmlType.F32:
            return rows.reshape(-1).view(np.uint8)
        n_rows, n_cols = rows.shape
        data = np.empty(ggml.ggml_row_size(piece.type, n_cols) * n_rows, np.uint8)
        weights = None if piece.importance is None else piece.importance.ctypes.data
        ggml.ggml_quantize_chunk(piece.type, rows.ctypes.data, data.ctypes.data, 0, n_rows, n_cols, weights)
    if not ggml.ggml_validate_row_data(piece.type, data.ctypes.data, data.nbytes):
        raise ConvertError(
            BAD_MODEL,
            f"{type_name(piece.type)} cannot hold the weights of this model.",
            f"Tensor {piece.tensor.name} has values that are too large for it, or damaged ones.",
            "Choose BF16 or another type, or download the model again.",
        )
    return data


def _check_values(rows: NDArray[np.float32], piece: _Slice) -> None:
    # NaN goes through min and max, so two passes find it and infinities without a temporary array
    low, high = float(rows.min()), float(rows.max())
    if not (np.isfinite(low) and np.isfinite(high)):
        raise ConvertError(
            BAD_MODEL,
            "The weights of this model are damaged.",
            f"Tensor {piece.tensor.name} holds values that are not numbers.",
            "Download the model again, or choose another one.",
        )
    if piece.type == GgmlType.F16 and max(-low, high) > _F16_LARGEST:
        raise ConvertError(
            BAD_REQUEST,
            "F16 cannot hold the weights of this model.",
            f"Tensor {piece.tensor.name} has values above {_F16_LARGEST:.0f}.",
            "Choose BF16 or F32, or a quantized type.",
        )


class _Meter:
    """Turns slices into `Progress`."""

    def __init__(self, tensors: int, total: int) -> None:
        self._tensors, self._total = tensors, total
        self._tensors_done, self._bytes = 0, 0
        self._marks: deque[tuple[float, int]] = deque([(time.monotonic(), 0)])

    def skip(self, tensor: LazyTensor) -> Progress:
        """A tensor that is there already; it does not count for the speed."""
        self._tensors_done += 1
        self._bytes += tensor.source_bytes
        self._marks = deque([(time.monotonic(), self._bytes)])
        return self._progress(0.0, tensor.name)

    def restart(self) -> None:
        self._tensors_done = self._bytes = 0
        self._marks = deque([(time.monotonic(), 0)])

    def step(self, piece: _Slice) -> Progress:
        """A slice that was written."""
        self._tensors_done += piece.is_last
        whole, rows = piece.tensor.source_bytes, piece.tensor.n_rows
        # differences of rounded totals, so that the slices of a tensor add up to it
        self._bytes += whole * piece.stop // rows - whole * piece.start // rows
        now = time.monotonic()
        self._marks.append((now, self._bytes))
        while len(self._marks) > 2 and now - self._marks[0][0] > _SPEED_WINDOW_S:
            self._marks.popleft()
        first, before = self._marks[0]
        speed = (self._bytes - before) / (now - first) if now > first else 0.0
        return self._progress(speed, piece.tensor.name)

    def _progress(self, speed: float, tensor: str) -> Progress:
        left = (self._total - self._bytes) / speed if speed > 0 else None
        return Progress(self._tensors_done, self._tensors, self._bytes, self._total, speed, left, tensor)


def _check_target(conversion: Making, out: Path, *, needs_weights: bool) -> None:
    if out.is_dir():
        raise ConvertError(BAD_REQUEST, f"{out} is a folder.", "", "Name a file that ends in .gguf.")
    if not out.parent.is_dir():
        raise ConvertError(
            FILE_ACCESS, f"The folder {out.parent} does not exist.", "", "Make it, or choose another one."
        )
    in_source = out.parent.resolve() == conversion.source_folder.resolve()
    sources = conversion.source_files()
    if out.exists() and (
        any(out.samefile(path) for path in sources) or (in_source and out.suffix.lower() != ".gguf")
    ):
        raise ConvertError(BAD_REQUEST, f"{out} is a file of the source.", "", "Choose another name.")
    if needs_weights and not conversion.has_weights:
        raise ConvertError(BAD_REQUEST, "The weights of this model are not here, only their headers.")


def _check_disk(out: Path, needed: int) -> None:
    free = shutil.disk_usage(out.parent).free
    if needed > free:
        raise ConvertError(
            DISK_FULL,
            "There is not enough free disk space.",
            f"The model needs {needed / 1e9:.2f} GB in {out.parent}, and {free / 1e9:.2f} GB are free.",
            "Free some space, or choose fewer bits or another disk.",
        )
