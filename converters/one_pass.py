"""One pass: read weights, quantize rows on a pool of threads, write the finished file."""

from __future__ import annotations

import os
import shutil
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from gguf import GGMLQuantizationType as GgmlType
from numpy.typing import NDArray

from converters.engine import load_ggml
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
from converters.gguf_out import ALIGNMENT, Conversion
from converters.lazy import LazyTensor
from converters.progress import Progress
from converters.recipe import Recipe, plan

try:
    import fcntl
except ImportError:  # Windows, where an open file cannot be replaced anyway
    fcntl = None

_SLICE_VALUES = 1 << 20  # 4 MiB of F32: large enough for the threads, small enough for the memory
_F16_LARGEST = 65504.0
_SPEED_WINDOW_S = 5.0


class Cancelled(Exception):  # noqa: N818 - not a failure
    """`cancelled()` said so; nothing was left behind."""


@dataclass(frozen=True, slots=True)
class _Slice:
    tensor: LazyTensor
    type: int
    start: int
    stop: int
    is_last: bool


def quantize(
    conversion: Conversion,
    type_name: str,
    out: str | Path,
    *,
    threads: int | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    recipe: Recipe | None = None,
) -> Generator[Progress, None, None]:
    """Make the GGUF `out`; whoever iterates chooses the thread.

    The file appears under its name only when it is complete. Closing the iterator early cancels.

    Args:
        conversion: what is converted.
        type_name: of a file type, in any case.
        out: the new file; one that is there is replaced at the end.
        threads: for quantizing; None for one per core.
        cancelled: asked after each slice of rows.
        recipe: what `plan` said for this type, when it is known already.

    Yields:
        A `Progress` after each slice of rows.

    Raises:
        ConvertError: bad weights, no room on the disk, or a file that cannot be written.
        Cancelled: `cancelled` said so.
    """
    out = Path(out)
    _check_target(conversion, out)
    recipe = recipe or plan(conversion, type_name)
    part = out.with_name(out.name + ".part")
    try:
        with _claimed(part):
            _check_disk(out, recipe.file_bytes)
            types = {row.name: row.type for row in recipe.tensors}
            conversion.write_header(part, types, recipe.quant_type.ftype)
            with part.open("ab", buffering=0) as file:
                yield from _write_tensors(
                    conversion,
                    types,
                    lambda data: file.write(data.data),
                    threads or os.cpu_count() or 1,
                    cancelled,
                )
                os.fsync(file.fileno())
            if part.stat().st_size != recipe.file_bytes:
                raise ConvertError(INTERNAL, "The finished file has not the size that was planned.")
        part.replace(out)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise write_problem(error, out) from error
    _sync_folder(out.parent)


def _write_tensors(
    conversion: Conversion,
    types: dict[str, int],
    write: Callable[[NDArray[np.uint8]], int],
    threads: int,
    cancelled: Callable[[], bool],
) -> Generator[Progress, None, None]:
    tensors = conversion.tensors
    meter = _Meter(len(tensors), sum(t.source_bytes for t in tensors))
    files = Files()
    for kind in set(types.values()):
        load_ggml().ggml_quantize_init(kind)
    slices = _slices(tensors, types)
    waiting: deque[tuple[_Slice, Future[NDArray[np.uint8]]]] = deque()
    pool = ThreadPoolExecutor(threads, thread_name_prefix="quantize")
    try:
        # a few slices wait in front of the writer, so that reading, quantizing and writing overlap
        exhausted, written = False, 0
        while True:
            while not exhausted and len(waiting) < 2 * threads + 2:
                piece = next(slices, None)
                if piece is None:
                    exhausted = True
                else:
                    waiting.append((piece, pool.submit(_quantize_slice, files, piece)))
            if not waiting:
                return
            if cancelled():
                raise Cancelled
            piece, future = waiting.popleft()
            data = future.result()
            _write_all(write, data)
            written += data.nbytes
            if piece.is_last:
                _write_all(write, np.zeros(-written % ALIGNMENT, np.uint8))
                written = 0
                files.release(piece.tensor)
            yield meter.step(piece)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        waiting.clear()
        files.close()


def _slices(tensors: list[LazyTensor], types: dict[str, int]) -> Iterator[_Slice]:
    for tensor in tensors:
        step = max(1, _SLICE_VALUES // tensor.n_cols)
        for start in range(0, tensor.n_rows, step):
            stop = min(start + step, tensor.n_rows)
            yield _Slice(tensor, types[tensor.name], start, stop, stop == tensor.n_rows)


def _quantize_slice(files: Files, piece: _Slice) -> NDArray[np.uint8]:
    """On a thread of the pool: rows of one tensor as bytes of its type."""
    rows = piece.tensor.read(files, piece.start, piece.stop)
    _check_values(rows, piece)
    if piece.type == GgmlType.F32:
        return rows.reshape(-1).view(np.uint8)
    ggml = load_ggml()
    n_rows, n_cols = rows.shape
    data = np.empty(ggml.ggml_row_size(piece.type, n_cols) * n_rows, np.uint8)
    ggml.ggml_quantize_chunk(piece.type, rows.ctypes.data, data.ctypes.data, 0, n_rows, n_cols, None)
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


def _write_all(write: Callable[[NDArray[np.uint8]], int], data: NDArray[np.uint8]) -> None:
    done = 0
    while done < data.nbytes:
        done += write(data[done:])


class _Meter:
    """Turns slices into `Progress`."""

    def __init__(self, tensors: int, total: int) -> None:
        self._tensors, self._total = tensors, total
        self._tensors_done, self._bytes = 0, 0
        self._marks: deque[tuple[float, int]] = deque([(time.monotonic(), 0)])

    def step(self, piece: _Slice) -> Progress:
        self._tensors_done += piece.is_last
        share = piece.tensor.source_bytes * (piece.stop - piece.start) // piece.tensor.n_rows
        self._bytes += share
        now = time.monotonic()
        self._marks.append((now, self._bytes))
        while len(self._marks) > 2 and now - self._marks[0][0] > _SPEED_WINDOW_S:
            self._marks.popleft()
        first, before = self._marks[0]
        speed = (self._bytes - before) / (now - first) if now > first else 0.0
        left = (self._total - self._bytes) / speed if speed > 0 else None
        return Progress(
            self._tensors_done, self._tensors, self._bytes, self._total, speed, left, piece.tensor.name
        )


def _check_target(conversion: Conversion, out: Path) -> None:
    if out.is_dir():
        raise ConvertError(BAD_REQUEST, f"{out} is a folder.", "", "Name a file that ends in .gguf.")
    if not out.parent.is_dir():
        raise ConvertError(
            FILE_ACCESS, f"The folder {out.parent} does not exist.", "", "Make it, or choose another one."
        )
    in_source = out.parent.resolve() == conversion.checkpoint.folder.resolve()
    sources = {t.path for t in conversion.checkpoint.tensors.values()}
    if out.exists() and (
        any(out.samefile(path) for path in sources) or (in_source and out.suffix.lower() != ".gguf")
    ):
        raise ConvertError(BAD_REQUEST, f"{out} is a file of the source.", "", "Choose another name.")
    if conversion.checkpoint.headers_only:
        raise ConvertError(BAD_REQUEST, "The weights of this model are not here, only their headers.")


@contextmanager
def _claimed(part: Path) -> Iterator[None]:
    """Make `part` empty and ours, also when a killed run left one; a failure removes it.

    Raises:
        ConvertError: another run is writing it, or it cannot be written.
    """
    descriptor = _open_locked(part)
    try:
        yield
    except BaseException:
        # closed first: Windows does not remove an open file
        os.close(descriptor)
        part.unlink(missing_ok=True)
        raise
    os.close(descriptor)


def _open_locked(part: Path) -> int:
    try:
        descriptor = os.open(part, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
    except OSError as error:
        raise write_problem(error, part) from error
    try:
        if fcntl is not None:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.ftruncate(descriptor, 0)
    except OSError as error:
        os.close(descriptor)
        if isinstance(error, BlockingIOError):
            raise ConvertError(
                FILE_ACCESS,
                f"{part.name.removesuffix('.part')} is being made already.",
                "Another run is writing it.",
                "Wait for it, or choose another name.",
            ) from error
        raise write_problem(error, part) from error
    return descriptor


def _check_disk(out: Path, needed: int) -> None:
    free = shutil.disk_usage(out.parent).free
    if needed > free:
        raise ConvertError(
            DISK_FULL,
            "There is not enough free disk space.",
            f"The model needs {needed / 1e9:.2f} GB in {out.parent}, and {free / 1e9:.2f} GB are free.",
            "Free some space, or choose fewer bits or another disk.",
        )


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable, where folders can be synced; the file is complete either way."""
    if os.name == "nt":
        return
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
