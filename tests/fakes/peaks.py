"""Predicted memory beside the measured peak of the real worker."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from desktop_app.domain.chat import LoadedModel
from desktop_app.domain.fit import MemoryNeed
from desktop_app.hardware.machine import read_machine
from desktop_app.pipeline.fit import FitSession, LocalSource
from tests.fakes import full_pieces
from tests.fakes.inference import InferenceChild

_SENTENCE = "The quick brown fox jumps over the lazy dog. "
_ANSWER_TOKENS = 8


@dataclass(frozen=True, slots=True)
class Peak:
    """Bytes of one load: what was predicted before a download, and what was seen."""

    predicted: MemoryNeed
    measured_bytes: int

    @property
    def error(self) -> float:
        """Of the measured peak; positive when too much was predicted."""
        return (self.predicted.total_bytes - self.measured_bytes) / self.measured_bytes

    def __str__(self) -> str:
        predicted, measured = self.predicted.total_bytes / 1e6, self.measured_bytes / 1e6
        return (
            f"predicted {predicted:.1f} MB, measured {measured:.1f} MB ({self.error:+.1%}); {self.predicted}"
        )


def predict(source: Path, quant_type: str, n_ctx: int, kv_type: str = "f16") -> MemoryNeed:
    """What the app shows before anything is loaded, in the computer's memory."""
    rows = []
    with FitSession(LocalSource(source), read_machine(source.parent)) as session:
        session.estimate((quant_type,), (n_ctx,), kv_type, on_row=rows.append)
    (row,) = rows
    return row.ram


def measure(
    file: Path, n_ctx: int, kv_type: str = "f16", *, most_tokens: int = 8192, n_threads: int = 1
) -> int:
    """Bytes that a worker's resident memory grows at most, from before the load to the end of an answer.

    The prompt is read as on a quick computer, in pieces of a whole batch.
    """
    worker = InferenceChild(full_pieces.WORKER)
    try:
        before = memory_of(worker.child.pid, "VmRSS")
        loaded = worker.load(file, n_ctx=n_ctx, kv_type=kv_type, n_threads=n_threads, fits_memory=False).stats
        # a prompt that fills the context touches all of the cache and of the compute buffer
        n_tokens = min(loaded.n_ctx, most_tokens)
        one, two = (worker.ask(_SENTENCE * n, max_tokens=1).stats.prompt_tokens for n in (1, 2))
        n_more = max(0, n_tokens - _ANSWER_TOKENS - one) // (two - one)
        answer = worker.ask(_SENTENCE * (1 + n_more), temperature=0.0, max_tokens=_ANSWER_TOKENS).stats
        assert answer.dropped_turns == 0, answer
        assert answer.context_used > n_tokens - 2 * (two - one), answer
        return memory_of(worker.child.pid, "VmHWM") - before
    finally:
        worker.child.shutdown()


def buffers(file: Path, n_ctx: int) -> LoadedModel:
    """What a real load says of its buffers."""
    worker = InferenceChild()
    try:
        return worker.load(file, n_ctx=n_ctx, n_threads=1, fits_memory=False).stats
    finally:
        worker.child.shutdown()


def memory_of(pid: int, key: str) -> int:
    """A line of /proc/PID/status, in bytes."""
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(rf"{key}:\s+(\d+) kB", status)
    assert found is not None
    return 1024 * int(found[1])
