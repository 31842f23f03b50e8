from __future__ import annotations

import subprocess
import sys

from desktop_app.pipeline import window
from desktop_app.pipeline.window import remove_stale, window_folder

HOLDER = """
import sys
from pathlib import Path
from desktop_app.pipeline.window import window_folder
with window_folder(Path(sys.argv[1])) as folder:
    (folder / "weights.bin").write_bytes(b"x")
    print(folder, flush=True)
    sys.stdin.read()
"""


def test_nothing_is_left_of_a_window(tmp_path):
    with window_folder(tmp_path / "windows") as folder:
        (folder / "x.bin").write_bytes(b"x")
        assert folder.is_dir()
    assert list(tmp_path.iterdir()) == []


def test_windows_of_killed_runs_go_and_those_of_living_ones_stay(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    name = process.stdout.readline().strip()
    with window_folder(tmp_path) as mine:
        assert (tmp_path / name / "weights.bin").exists()
        process.kill()
        process.communicate()
        assert (tmp_path / name / "weights.bin").exists()
        remove_stale(tmp_path)
        assert [p for p in tmp_path.iterdir() if p.is_dir()] == [mine]
    assert not tmp_path.exists()


def test_on_windows_a_lock_goes_after_it_was_closed(tmp_path, monkeypatch):
    stale = tmp_path / "x.window"
    stale.mkdir()
    locked = window._lock_path(stale)
    locked.touch()
    held = []

    def try_lock(file):
        held.append(file)
        return True

    def unlink(path):
        assert held[0].closed  # Windows removes no open file
        unlinked.append(path)

    unlinked = []
    monkeypatch.setattr(window, "_IS_WINDOWS", True)
    monkeypatch.setattr(window, "try_lock", try_lock)
    monkeypatch.setattr(type(locked), "unlink", unlink)
    remove_stale(tmp_path)
    assert unlinked == [locked]
    assert not stale.exists()
