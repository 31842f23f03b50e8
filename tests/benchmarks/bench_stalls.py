"""Stalls of the window's event loop while a long answer streams with the graphs open.

    python -m tests.benchmarks.bench_stalls [--tokens N] [--rate N] [--runs N] [--json]

The real window, its graphs and its chats on the disk; a scripted worker process writes 20,000 tokens of
Markdown (reasoning, tables, nested lists, code, formulas). A timer of 2 ms measures how late it is, from
the question until a second after the answer's end. Targets: p99 below 16 ms, none longer than 50 ms. Whatever
else runs on the computer only adds to it: the best of the runs counts, all are shown. "Own work" is the most
CPU time that the GUI thread took between two ticks; what a gap is longer, others took.

Peers in the same run: the idle window, and a bare QTextBrowser that gets the same pieces as plain text.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter
from contextlib import nullcontext
from pathlib import Path
from typing import Self

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextBrowser

from tests.fakes.journey import Journey, wait_until
from tests.fakes.scripted_worker import SCRIPTED_WORKER, request, write_answer
from tests.fakes.tiny_model import write_tiny_model

_TICK_MS = 2
_P99_TARGET_MS, _LONGEST_TARGET_MS = 16, 50
_TEXTS_PER_S = 20
_AFTER_S = 1.0
_WHERE_MS = 20


class StallMeter:
    """Gaps between ticks beyond the tick itself, and the thread's own CPU time in them, in milliseconds."""

    def __init__(self) -> None:
        self.gaps: list[float] = []
        self.work: list[float] = []
        self._cpu = time.thread_time()
        self.last = time.perf_counter()
        self._timer = QTimer(interval=_TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def __enter__(self) -> Self:
        self.last = time.perf_counter()
        self._timer.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._timer.stop()

    def _tick(self) -> None:
        now, cpu = time.perf_counter(), time.thread_time()
        self.gaps.append(max(0.0, (now - self.last) * 1000 - _TICK_MS))
        self.work.append((cpu - self._cpu) * 1000)
        self.last, self._cpu = now, cpu

    def result(self) -> dict[str, float]:
        ordered = sorted(self.gaps)
        return {
            "longest_ms": round(ordered[-1], 1),
            "p99_ms": round(ordered[int(len(ordered) * 0.99)], 1),
            "longest_work_ms": round(max(self.work), 1),
            "p50_ms": round(ordered[len(ordered) // 2], 2),
            "ticks": len(ordered),
        }


class Where:
    """What the GUI thread does while a stall goes on; another thread looks every few milliseconds."""

    def __init__(self, meter: StallMeter) -> None:
        self._meter = meter
        self.seen: Counter[str] = Counter()
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._look, args=(threading.get_ident(),), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._end.set()
        self._thread.join()

    def _look(self, thread: int) -> None:
        while not self._end.wait(0.004):
            late_ms = 1000 * (time.perf_counter() - self._meter.last)
            if late_ms > _WHERE_MS:
                frames = traceback.extract_stack(sys._current_frames()[thread])
                inside = [f for f in frames if "desktop_app" in f.filename or "site-packages" in f.filename]
                self.seen[" < ".join(f"{f.name}:{f.lineno}" for f in reversed(inside[-6:]))] += 1


def wait_s(seconds: float, what: str) -> None:
    until = time.perf_counter() + seconds
    wait_until(lambda: time.perf_counter() > until, what)


def stream(journey: Journey, n_tokens: int, rate: int, seed: int, *, is_traced: bool = False) -> StallMeter:
    """One answer in a new chat; when it is over, all of it is there."""
    journey.window.new_chat()
    with StallMeter() as meter, Where(meter) if is_traced else nullcontext() as where:
        journey.ask(request(n_tokens, rate, seed))
        wait_s(_AFTER_S, "what comes after the answer")
    stats = journey.app.chat.state.last_stats
    answer = journey.app.chat.conversation.messages[-1].text
    assert stats is not None
    assert stats.answer_tokens == n_tokens
    for place, times in where.seen.most_common(15) if where else ():
        print(f"{times:5} {place}", file=sys.stderr)
    assert answer == "".join(write_answer(n_tokens, seed)), "the answer is not what was written"
    return meter


def bare(n_tokens: int, rate: int, seed: int) -> StallMeter:
    """The same pieces, as plain text, in Qt's own view."""
    pieces = write_answer(n_tokens, seed)
    per_text = max(1, round(rate / _TEXTS_PER_S))
    view = QTextBrowser()
    view.resize(760, 700)
    view.show()
    at = 0

    def add() -> None:
        nonlocal at
        cursor = view.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText("".join(pieces[at : at + per_text]))
        view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
        at += per_text

    timer = QTimer(interval=round(1000 / _TEXTS_PER_S))
    timer.timeout.connect(add)
    with StallMeter() as meter:
        timer.start()
        wait_until(lambda: at >= len(pieces), "the bare view", 600)
        timer.stop()
    view.hide()
    view.deleteLater()
    return meter


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--tokens", type=int, default=20_000)
    parser.add_argument("--rate", type=int, default=400, help="tokens per second of the script")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--where", action="store_true", help="say what ran during stalls")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        model = write_tiny_model(Path(home) / "scripted.gguf")
        journey = Journey(Path(home), model, worker=SCRIPTED_WORKER)
        try:
            journey.open()
            journey.app.settings.update(show_graphs=True)
            journey.ask("Say hello.")
            wait_s(2, "the graphs")
            with StallMeter() as idle:
                wait_s(5, "five idle seconds")
            runs = [
                stream(journey, options.tokens, options.rate, seed + 1, is_traced=options.where).result()
                for seed in range(options.runs)
            ]
        finally:
            journey.close()
        peer = bare(options.tokens, options.rate, 1).result()
    best = min(runs, key=lambda run: run["longest_ms"])
    result = {
        "tokens": options.tokens,
        "tokens_per_s": options.rate,
        "best": best,
        "runs": runs,
        "idle": idle.result(),
        "bare_text_view": peer,
        "longest_over_bare": round(best["longest_ms"] / max(peer["longest_ms"], 0.1), 2),
        "p99_target_ms": _P99_TARGET_MS,
        "longest_target_ms": _LONGEST_TARGET_MS,
    }
    if options.json:
        print(json.dumps(result))
        return 0
    print(f"{options.tokens:,} tokens at {options.rate} tokens/s, {options.runs} runs")
    for name, row in (
        ("best run", best),
        *((f"run {number}", run) for number, run in enumerate(runs, 1)),
        ("idle window", result["idle"]),
        ("bare QTextBrowser", peer),
    ):
        print(
            f"{name:18} p99 {row['p99_ms']:6.1f} ms, longest {row['longest_ms']:6.1f} ms "
            f"(own work {row['longest_work_ms']:5.1f} ms), {row['ticks']} ticks"
        )
    print(f"targets: p99 {_P99_TARGET_MS} ms, longest {_LONGEST_TARGET_MS} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
