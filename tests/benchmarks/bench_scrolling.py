"""Scrolling 5,000 results of a search, and their arrival page by page: no step may take a frame too long.

    python -m tests.benchmarks.bench_scrolling [--rows N] [--json]

The list grows by 40 rows as a hub sends them, then is scrolled from its top to its end and paged through.
Each step is the time from the change to the end of painting it, in the real page at 1280x800. The aim is no
stall over 33 ms (two frames of 60 a second). "Own work" is the processor time of the GUI thread in a step:
what is longer than that, other programs took.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.ui.pages.discover_page import DiscoverPage
from tests.fakes.page_services import (
    FakeCatalog,
    FakeDiscoverMemory,
    FakeHardware,
    FakeJobs,
    FakeSettings,
    FakeSource,
)
from tests.scenes.discover import MACHINE, rows

AIM_MS = 33.0
_PAGE_ROWS = 40


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=5000)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    app = QApplication.instance() or QApplication([])
    catalog, hardware, source = FakeCatalog(), FakeHardware(), FakeSource()
    hardware.machine = MACHINE
    page = DiscoverPage(
        catalog=catalog,  # type: ignore[arg-type]
        memory=FakeDiscoverMemory(),  # type: ignore[arg-type]
        hardware=hardware,  # type: ignore[arg-type]
        source=source,  # type: ignore[arg-type]
        jobs=FakeJobs(),  # type: ignore[arg-type]
        settings=FakeSettings(),  # type: ignore[arg-type]
    )
    page.resize(1280, 800)
    page.show()
    page.focus_start()
    app.processEvents()
    everything = rows(options.rows)

    def step(change: object, times: list[tuple[float, float]]) -> None:
        start, began = time.perf_counter(), time.thread_time()
        change()  # type: ignore[operator]
        page.results.viewport().repaint()
        app.processEvents()
        times.append(((time.perf_counter() - start) * 1000, (time.thread_time() - began) * 1000))

    arriving: list[tuple[float, float]] = []
    for end in range(_PAGE_ROWS, options.rows + 1, _PAGE_ROWS):
        step(lambda end=end: catalog.publish(rows=everything[:end], has_more=True), arriving)
    bar = page.results.verticalScrollBar()
    scrolling: list[tuple[float, float]] = []
    for value in range(0, bar.maximum(), max(1, bar.maximum() // 2000)):
        step(lambda value=value: bar.setValue(value), scrolling)
    paging: list[tuple[float, float]] = []
    page.results.setFocus()
    bar.setValue(0)
    for _ in range(200):
        step(lambda: QTest.keyClick(page.results, Qt.Key.Key_PageDown), paging)
    result = {
        name: {
            "steps": len(times),
            "median_ms": statistics.median(wall for wall, _own in times),
            "p99_ms": statistics.quantiles([wall for wall, _own in times], n=100)[98],
            "max_ms": max(wall for wall, _own in times),
            "own_max_ms": max(own for _wall, own in times),
        }
        for name, times in (("arriving", arriving), ("scrolling", scrolling), ("paging", paging))
    }
    if options.json:
        print(json.dumps({"rows": options.rows, "aim_ms": AIM_MS, **result}))
        return 0
    print(f"{options.rows} rows; aim: at most {AIM_MS:.0f} ms a step")
    for name, found in result.items():
        print(
            f"{name:>10}: {found['steps']} steps, median {found['median_ms']:.1f} ms,"
            f" p99 {found['p99_ms']:.1f} ms, longest {found['max_ms']:.1f} ms,"
            f" own work at most {found['own_max_ms']:.1f} ms"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
