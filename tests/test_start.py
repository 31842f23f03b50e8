"""What the program does with its arguments, and where no window can open: in real processes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import types
from pathlib import Path

import pytest

from desktop_app import no_window
from desktop_app.__main__ import _is_to_open
from desktop_app.selftest import Exit
from tests.fakes.starter import starter_model_path

ROOT = Path(__file__).resolve().parent.parent


def bitsmith(*arguments, cwd=ROOT, before=(), **environment):
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    kept.pop("QT_QPA_PLATFORM", None)
    command = [*before, sys.executable, "-m", "desktop_app", *arguments]
    kept = {**kept, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(
        command, cwd=cwd, env=kept, capture_output=True, text=True, timeout=200, check=False
    )


def _can_unshare():
    if sys.platform != "linux" or not shutil.which("unshare"):
        return False
    return subprocess.run(["unshare", "--net", "true"], capture_output=True, check=False).returncode == 0


@pytest.mark.model
def test_the_self_test_passes(tmp_path):
    picture = tmp_path / "模型 a b.png"
    done = bitsmith(
        "--selftest",
        "--screenshot",
        str(picture),
        QT_QPA_PLATFORM="offscreen",
        BITSMITH_STARTER_MODEL=str(starter_model_path()),
    )
    assert done.returncode == 0, done.stderr
    said = dict(line.split(": ", 1) for line in done.stdout.splitlines())
    assert said["self-test"] == "passed"
    assert said["qt platform"] == "offscreen"
    assert said["quantized"].startswith("Q4_K_M, ")
    assert "llama.cpp" in said["engine"]
    assert said["cpu variant"]
    assert "tokens/s" in said["generated"]
    assert said["local api"].startswith("serves ")
    assert said["local api"] != "serves nothing"
    assert picture.read_bytes().startswith(b"\x89PNG")


@pytest.mark.model
@pytest.mark.skipif(
    not _can_unshare(),
    reason="needs the right to make a system without a network",
)
def test_the_self_test_passes_without_any_network():
    starter = {"QT_QPA_PLATFORM": "offscreen", "BITSMITH_STARTER_MODEL": str(starter_model_path())}
    done = bitsmith("--selftest", before=("unshare", "--net"), **starter)
    assert done.returncode == 0, done.stderr
    assert "local api: started; this system has no loopback" in done.stdout


def test_the_self_test_leaves_the_persons_folders_alone(tmp_path, own_folders):
    model = tmp_path / "none.gguf"
    done = bitsmith("--selftest", "--model", str(model), QT_QPA_PLATFORM="offscreen", HOME=str(tmp_path))
    assert done.returncode == Exit.INCOMPLETE
    assert "none.gguf" in done.stderr
    assert list(tmp_path.iterdir()) == []
    assert not (own_folders / "bitsmith").exists()


def test_a_damaged_model_fails_the_chat(tmp_path):
    model = tmp_path / "bad.gguf"
    model.write_bytes(b"GGUF" + bytes(100))
    done = bitsmith("--selftest", "--model", str(model), "--timeout", "30", QT_QPA_PLATFORM="offscreen")
    assert done.returncode == Exit.CHAT
    assert done.stderr.splitlines()[-1].startswith("self-test FAILED (chat, status 15): ")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a display")
def test_without_a_display_it_says_so(tmp_path):
    for arguments, status in (([], 1), (["--selftest"], Exit.NO_DISPLAY)):
        done = bitsmith(*arguments, BITSMITH_STARTER_MODEL=__file__)
        assert done.returncode == status
        assert "There is no display" in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a display")
def test_a_display_that_does_not_answer(tmp_path):
    done = bitsmith(DISPLAY=":98765", QT_QPA_PLATFORM="xcb", PATH=str(tmp_path))
    assert done.returncode == 1
    assert "Bitsmith cannot open its window." in done.stderr


def test_a_folder_that_cannot_be_written(tmp_path):
    home = tmp_path / "home"
    home.write_text("a file is no folder")
    done = bitsmith(QT_QPA_PLATFORM="offscreen", BITSMITH_HOME=str(home))
    assert done.returncode == 1
    assert "Bitsmith cannot start." in done.stderr
    assert "home folder" in done.stderr


def test_a_missing_library_is_named():
    error = ImportError("libEGL.so.1: cannot open shared object file: No such file or directory")
    assert "The library libEGL.so.1 of your system is missing." in no_window.why_no_import(error)
    assert "Install Bitsmith again" in no_window.why_no_import(ImportError("No module named 'PySide6'"))
    assert no_window.missing_library("something else") == ""


def test_a_silent_display_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("WAYLAND_DISPLAY", "")
    monkeypatch.setenv("DISPLAY", ":7")
    said = ["could not connect to display :7", "This application failed to start"]
    text = no_window.why_no_platform(said, tmp_path)
    assert "The display (:7) does not answer. could not connect to display :7." in text


@pytest.mark.parametrize("argument", ["bitsmith:a/b", "bitsmith:???", "file:///x", __file__])
def test_what_the_window_opens(argument):
    assert _is_to_open(argument)


@pytest.mark.parametrize("argument", ["search", "/no/such/folder", "x" * 5000])
def test_what_is_a_command_or_a_mistake(argument):
    assert not _is_to_open(argument)


@pytest.mark.skipif(sys.platform == "win32", reason="there a program without a console is another program")
def test_without_streams_it_works_all_the_same(tmp_path):
    # as a program without a console is started on Windows: there is nothing to print to
    command = f'exec "{sys.executable}" -m desktop_app models --json >&- 2>&- <&-'
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "BITSMITH_HOME": str(tmp_path)}
    done = subprocess.run(["sh", "-c", command], cwd=ROOT, env=environment, timeout=100, check=False)
    assert done.returncode == 0


def test_on_windows_a_box_says_why_there_is_no_window(monkeypatch, capsys):
    boxes = []
    user32 = types.SimpleNamespace(MessageBoxW=lambda *said: boxes.append(said))
    monkeypatch.setattr(no_window.sys, "platform", "win32")
    monkeypatch.setattr(no_window.ctypes, "windll", types.SimpleNamespace(user32=user32), raising=False)
    no_window.tell("Why it is so.")
    assert boxes == [(None, "Why it is so.", "Bitsmith", 0x10)]
    assert capsys.readouterr().err == "Why it is so.\n"
