"""Stalls of the window's event loop while an answer streams with the graphs open.

    python -m tests.benchmarks.bench_stalls [--json]

The real window, worker and starter model; a timer of 2 ms measures how late it is. The target for the longest
stall is 50 ms. The same measurement on an idle window in the same run shows what the machine itself adds.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Self

from PySide6.QtCore import Qt, QTimer

from tests.fakes.journey import Journey, starter_from_environment, wait_until

_TICK_MS = 2


class StallMeter:
    """Gaps between ticks beyond the tick itself, in milliseconds."""

    def __init__(self) -> None:
        self.gaps: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(interval=_TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def __enter__(self) -> Self:
        self._last = time.perf_counter()
        self._timer.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._timer.stop()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.gaps.append(max(0.0, (now - self._last) * 1000 - _TICK_MS))
        self._last = now

    def result(self) -> dict[str, float]:
        ordered = sorted(self.gaps)
        return {
            "longest_ms": round(ordered[-1], 1),
            "p99_ms": round(ordered[int(len(ordered) * 0.99)], 1),
            "ticks": len(ordered),
        }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--tokens", type=int, default=600)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        journey = Journey(Path(home), starter_from_environment())
        try:
            journey.open()
            app = journey.app
            app.settings.update(show_graphs=True)
            app.settings.update_generation(temperature=0.0, max_tokens=options.tokens)
            journey.ask("Say hello.", until=lambda: app.chat.state.answer_tokens > 5)
            app.chat.stop()
            wait_until(lambda: not app.chat.state.is_answering, "the stop")
            until = time.perf_counter() + 5
            with StallMeter() as idle:
                wait_until(lambda: time.perf_counter() > until, "five idle seconds")
            with StallMeter() as streaming:
                journey.ask("Write a very long story about a smith and the sea, in many chapters.")
            stats = app.chat.state.last_stats
            assert stats is not None
            result = {
                "streaming": streaming.result(),
                "idle": idle.result(),
                "tokens": stats.answer_tokens,
                "tokens_per_s": round(stats.tokens_per_s, 1),
                "target_ms": 50,
            }
        finally:
            journey.close()
    if options.json:
        print(json.dumps(result))
    else:
        print(f"{result['tokens']} tokens at {result['tokens_per_s']} tokens/s")
        for name in ("streaming", "idle"):
            row = result[name]
            print(f"{name:10} longest stall {row['longest_ms']} ms, p99 {row['p99_ms']} ms (target 50 ms)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
