"""The memory's speed: measured once, and again after a start at which the computer was busy."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from desktop_app.hardware import bandwidth
from desktop_app.hardware.bandwidth import Bandwidth
from desktop_app.paths import UserFolders
from desktop_app.services import hardware_service
from desktop_app.services.background import Background, SerialWriter
from desktop_app.services.hardware_service import HardwareService
from desktop_app.services.settings_service import SettingsService
from desktop_app.storage.settings import SettingsStore
from tests.scenes.discover import MACHINE

TASK = SimpleNamespace(is_cancelled=False)


@pytest.fixture
def start(qapp, tmp_path, monkeypatch):
    """Starts the service over the same settings; what is measured is given."""
    monkeypatch.setattr(hardware_service, "machine_now", lambda _folder, _is_cancelled: MACHINE)
    folders = UserFolders(tmp_path / "data", tmp_path / "config", tmp_path / "cache")
    background = Background()
    writer = SerialWriter(background)
    settings = SettingsService(SettingsStore(folders.settings), folders, writer)
    monkeypatch.setattr(background, "post", lambda work: work())
    measured = []

    def begin(*found):
        answers = list(found)
        monkeypatch.setattr(bandwidth, "measure_bandwidth", lambda: measured.append(1) or answers.pop(0))
        service = HardwareService(background, settings)
        return service, lambda: service.read(TASK).memory_bandwidth

    yield begin, measured
    writer.close()
    background.close()


def test_a_quiet_measurement_is_kept(start):
    begin, measured = start
    _service, read = begin(Bandwidth(10e9, is_quiet=True))
    assert [read(), read()] == [10e9, 10e9]
    _service, read = begin()
    assert read() == 10e9
    assert len(measured) == 1


def test_a_disturbed_one_is_made_again_at_the_next_start_and_the_faster_counts(start):
    begin, measured = start
    _service, read = begin(Bandwidth(4e9, is_quiet=False))
    assert [read(), read()] == [4e9, 4e9]
    _service, read = begin(Bandwidth(3e9, is_quiet=False))
    assert read() == 4e9
    _service, read = begin(Bandwidth(10e9, is_quiet=True))
    assert read() == 10e9
    _service, read = begin()
    assert read() == 10e9
    assert len(measured) == 3


def test_measure_again_takes_what_is_measured(start):
    begin, _measured = start
    service, read = begin(Bandwidth(10e9, is_quiet=True), Bandwidth(8e9, is_quiet=True))
    assert read() == 10e9
    service._settings.update(measured_cpu="")
    assert read() == 8e9
