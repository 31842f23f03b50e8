"""Whether a GGUF file is whole and sound: every tensor is read and checked by the engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from converters.engine import load_ggml
from converters.files import Files
from converters.gguf_in import GgufFile, GgufTensor, block_size, read_gguf
from converters.one_pass import Cancelled

_SLICE_BYTES = 8 * 1024 * 1024
_FLOATS = {"F32": np.dtype("<f4"), "F16": np.dtype("<f2")}


@dataclass(frozen=True, slots=True)
class VerifyProgress:
    """One step; `problems` grows as they are found."""

    bytes_done: int
    bytes_total: int
    tensor: str
    problems: tuple[str, ...]


@dataclass(slots=True)
class _Checker:
    file: GgufFile
    files: Files = field(default_factory=Files)
    problems: list[str] = field(default_factory=list)

    def check(self, tensor: GgufTensor) -> Iterator[int]:
        """The bytes checked of one tensor, after each slice."""
        ggml = load_ggml()
        block = block_size(tensor.type)
        assert block is not None  # the header was read
        step = max(1, _SLICE_BYTES // block[1]) * block[1]
        is_sound = True
        for start in range(0, tensor.n_bytes, step):
            stop = min(start + step, tensor.n_bytes)
            data = np.array(self.files.bytes_of(tensor.part, start, stop))
            kind = _FLOATS.get(tensor.type_name)
            if is_sound and kind is not None and not np.isfinite(data.view(kind)).all():
                is_sound = False
            if is_sound and not ggml.ggml_validate_row_data(tensor.type, data.ctypes.data, data.nbytes):
                is_sound = False
            yield stop
        if not is_sound:
            self.problems.append(f"Tensor {tensor.name} holds values that are no numbers.")


def verify(path: str | Path, *, cancelled: Callable[[], bool] = lambda: False) -> Iterator[VerifyProgress]:
    """Read every tensor of a file and of its other shards; the last step names all problems.

    Raises:
        ConvertError: the header is damaged, a shard is missing, or the file is cut off.
        Cancelled: `cancelled` said so.
    """
    file = read_gguf(path)
    checker = _Checker(file)
    checker.problems.extend(_header_problems(file))
    total, done = sum(t.n_bytes for t in file.tensors), 0
    try:
        for tensor in file.tensors:
            for stop in checker.check(tensor):
                if cancelled():
                    raise Cancelled
                yield VerifyProgress(done + stop, total, tensor.name, tuple(checker.problems))
            done += tensor.n_bytes
    finally:
        checker.files.close()
    yield VerifyProgress(total, total, "", tuple(checker.problems))


def _header_problems(file: GgufFile) -> list[str]:
    problems = []
    for path in file.paths:
        own = [t for t in file.tensors if t.path == path]
        end = max((t.offset + t.n_bytes for t in own), default=0)
        extra = path.stat().st_size - (end + -end % file.alignment)
        if own and extra > 0:
            problems.append(f"{path.name} has {extra:,} bytes behind its last tensor.")
    if not file.text("general.architecture"):
        problems.append("It does not say which architecture it has.")
    return problems
