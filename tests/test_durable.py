"""Renaming and syncing on systems where both take more than one call; each side of the app has its own."""

from __future__ import annotations

import os
import sys

import pytest

import converters.durable
import desktop_app.durable


@pytest.fixture(params=[converters.durable, desktop_app.durable], ids=["converters", "app"])
def durable(request):
    return request.param


class Scanned:
    """A file that a virus scanner looks at: Windows does not let it be renamed for so many tries."""

    def __init__(self, path, tries):
        self.path, self.left = path, tries

    def replace(self, target):
        if self.left:
            self.left -= 1
            raise PermissionError(13, "The process cannot access the file because it is being used")
        self.path.replace(target)


@pytest.fixture
def part(tmp_path):
    path = tmp_path / "model.gguf.part"
    path.write_text("new")
    (tmp_path / "model.gguf").write_text("old")
    return path


def test_a_scanner_is_waited_for_on_windows(durable, part, monkeypatch):
    monkeypatch.setattr(durable.sys, "platform", "win32")
    monkeypatch.setattr(durable, "_LOOK_EVERY_S", 0.0)
    scanned = Scanned(part, 3)
    durable.replace(scanned, part.with_suffix(""))
    assert scanned.left == 0
    assert part.with_suffix("").read_text() == "new"


def test_not_for_ever(durable, part, monkeypatch):
    monkeypatch.setattr(durable.sys, "platform", "win32")
    monkeypatch.setattr(durable, "_LOOK_EVERY_S", 0.0)
    with pytest.raises(PermissionError):
        durable.replace(Scanned(part, 1 << 60), part.with_suffix(""), patience_s=0.05)
    assert part.with_suffix("").read_text() == "old"


@pytest.mark.skipif(sys.platform == "win32", reason="about the other systems")
def test_elsewhere_a_refusal_is_final(durable, part):
    scanned = Scanned(part, 5)
    with pytest.raises(PermissionError):
        durable.replace(scanned, part.with_suffix(""))
    assert scanned.left == 4


@pytest.mark.skipif(sys.platform == "win32", reason="the call is in a module that Windows has not")
def test_a_mac_is_told_to_empty_the_disks_own_memory(durable, part, monkeypatch):
    import fcntl

    calls, synced = [], []
    monkeypatch.setattr(durable.sys, "platform", "darwin")
    monkeypatch.setattr(fcntl, "F_FULLFSYNC", 51, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", lambda *call: calls.append(call))
    monkeypatch.setattr(durable.os, "fsync", synced.append)
    durable.sync(7)
    assert (calls, synced) == ([(7, 51)], [])

    def refuse(*call):
        raise OSError(45, "Operation not supported")

    monkeypatch.setattr(fcntl, "fcntl", refuse)
    durable.sync(7)
    assert synced == [7]


def test_syncing_here(durable, part):
    with part.open("rb+") as file:
        durable.sync(file.fileno())
    with pytest.raises(OSError):
        durable.sync(os.open(part, os.O_RDONLY) + 1000)
