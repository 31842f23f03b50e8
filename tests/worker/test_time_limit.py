from __future__ import annotations

import psutil
import pytest

from desktop_app.worker.time_limit import NoEndError, run_in_time

_MIB = 1 << 20


def test_work_gives_what_it_returns():
    assert run_in_time(lambda: 42, 10) == 42
    assert run_in_time(lambda: 42, 10, 100 * _MIB) == 42
    with pytest.raises(ZeroDivisionError):
        run_in_time(lambda: 1 // 0, 10)


def test_work_without_an_end():
    def work():
        while True:
            pass

    with pytest.raises(NoEndError):
        run_in_time(work, 0.2)


def test_work_that_grows_without_an_end():
    held = []

    def work():
        while True:
            held.append(bytearray(_MIB))

    before = psutil.Process().memory_info().rss
    try:
        with pytest.raises(MemoryError):
            run_in_time(work, 60, 200 * _MIB)
        # it is looked at every 20 ms, in which memory grows by some hundred megabytes at most
        assert psutil.Process().memory_info().rss - before < 2000 * _MIB
    finally:
        held.clear()


def test_work_within_its_memory():
    assert len(run_in_time(lambda: bytearray(20 * _MIB), 10, 200 * _MIB)) == 20 * _MIB
