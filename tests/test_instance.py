"""A second start of the app, and a first one that crashed, hangs, ends, or starts at the same moment."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtNetwork import QLocalSocket

from desktop_app.instance import Instance
from desktop_app.start import absolute

# a start in a process of its own: says what it became, and as the first one stays until it is ended
_START = """
import sys, pathlib
from PySide6.QtCore import QCoreApplication
from desktop_app.instance import Instance
app = QCoreApplication([])
instance = Instance(pathlib.Path(sys.argv[1]))
if instance.needs_window(sys.argv[2:]):
    print("window" if instance.is_first else "alone", flush=True)
    instance.called.connect(lambda paths: (print("called", *paths, flush=True)))
    app.exec()
else:
    print("handed over", flush=True)
"""


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def first(qapp, folder):
    made = Instance(folder)
    yield made
    made.close()


@pytest.fixture
def start(folder):
    processes = []

    def begin(*paths):
        process = subprocess.Popen(
            [sys.executable, "-c", _START, str(folder), *paths], stdout=subprocess.PIPE, text=True
        )
        processes.append(process)
        return process

    yield begin
    for process in processes:
        process.kill()
        process.wait()
        process.stdout.close()


def test_a_second_start_gives_its_files_to_the_first(first, start, qtbot):
    assert first.needs_window(())
    assert first.is_first
    with qtbot.waitSignal(first.called, timeout=20_000) as signal_:
        second = start("/models/a b.gguf", "/models/ü.gguf")
    assert signal_.args == [("/models/a b.gguf", "/models/ü.gguf")]
    assert second.wait(20) == 0
    assert second.stdout.read() == "handed over\n"
    with qtbot.waitSignal(first.called, timeout=20_000) as signal_:
        start()
    assert signal_.args == [()]


def test_it_can_go_right_after_a_call(qapp, qtbot, tmp_path):
    gone = Instance(tmp_path / "other")
    gone.needs_window(())
    socket = QLocalSocket()
    socket.connectToServer(gone._address)
    with qtbot.waitSignal(gone.called):
        socket.write(b'{"open": []}\n')
    gone.close()
    del gone
    QCoreApplication.processEvents()  # the connection is deleted here, once


def test_the_first_crashed(start, first):
    crashed = start()
    assert crashed.stdout.readline() == "window\n"
    crashed.send_signal(signal.SIGKILL)
    crashed.wait()
    assert first.needs_window(("/m.gguf",))
    assert first.is_first


def test_two_at_the_same_moment(start):
    pair = [start(f"/{n}.gguf") for n in range(3)]
    lines = [p.stdout.readline() for p in pair]
    assert sorted(lines) == ["handed over\n", "handed over\n", "window\n"]
    window = pair[lines.index("window\n")]
    given = sorted(window.stdout.readline() for _ in range(2))
    other = [f"called /{n}.gguf\n" for n in range(3) if pair[n] is not window]
    assert given == other


def test_the_first_hangs(start, first):
    hung = start()
    assert hung.stdout.readline() == "window\n"
    hung.send_signal(signal.SIGSTOP)
    try:
        assert first.needs_window(("/m.gguf",), timeout_s=0.5)
        assert not first.is_first
    finally:
        hung.send_signal(signal.SIGCONT)


def test_the_first_ends_meanwhile(start, first):
    ending = start()
    assert ending.stdout.readline() == "window\n"
    ending.terminate()
    assert first.needs_window((), timeout_s=20)
    assert first.is_first


@pytest.mark.parametrize(
    "line",
    [
        b"nonsense\n",
        b"[1, 2]\n",
        b'{"open": "not a list"}\n',
        b'{"open": [1, null, "", "/a.gguf", "/b\\u0000"], "of a later version": {}}\n',
        b"[" * 100_000 + b"\n",
    ],
)
def test_what_others_say_is_not_trusted(first, qtbot, line):
    first.needs_window(())
    socket = QLocalSocket()
    socket.connectToServer(first._address)
    with qtbot.waitSignal(first.called) as signal_:
        socket.write(line)
    assert signal_.args[0] in ((), ("/a.gguf",))


def test_a_flood_is_cut_off(first, qtbot):
    first.needs_window(())
    socket = QLocalSocket()
    socket.connectToServer(first._address)
    with qtbot.waitSignal(socket.disconnected):
        socket.write(b"x" * (3 << 20))


def test_arguments_become_whole_paths(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    given = ["a.gguf", "file:///x/b%20c.gguf", "bitsmith:org/name", "/y/d.gguf"]
    assert absolute(given) == (str(tmp_path / "a.gguf"), *given[1:])
