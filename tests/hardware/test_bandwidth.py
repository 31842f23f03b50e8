from __future__ import annotations

from types import SimpleNamespace

from desktop_app.hardware import bandwidth


def test_a_measurement_is_a_speed_of_memory():
    measured = bandwidth.measure_bandwidth()
    assert 5e8 < measured.bytes_per_s < 5e12


def test_a_measurement_beside_other_work_is_told_apart(monkeypatch):
    # threads that got a quarter of the processor
    monkeypatch.setattr(bandwidth.time, "thread_time", lambda: bandwidth.time.perf_counter() / 4)
    assert not bandwidth.measure_bandwidth().is_quiet
    # twice as much as there is: threads that begin late on a busy computer do not matter
    monkeypatch.setattr(bandwidth.time, "thread_time", lambda: bandwidth.time.perf_counter() * 2)
    assert bandwidth.measure_bandwidth().is_quiet


def test_without_room_nothing_is_measured(monkeypatch):
    monkeypatch.setattr(bandwidth.psutil, "virtual_memory", lambda: SimpleNamespace(available=1 << 28))
    assert bandwidth.measure_bandwidth() == bandwidth.Bandwidth(0.0, is_quiet=False)
