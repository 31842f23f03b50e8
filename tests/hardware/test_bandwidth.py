from __future__ import annotations

from types import SimpleNamespace

from desktop_app.hardware import bandwidth


def test_a_measurement_is_a_speed_of_memory():
    measured = bandwidth.measure_bandwidth()
    assert 5e8 < measured < 5e12


def test_without_room_nothing_is_measured(monkeypatch):
    monkeypatch.setattr(bandwidth.psutil, "virtual_memory", lambda: SimpleNamespace(available=1 << 28))
    assert bandwidth.measure_bandwidth() == 0.0
