from __future__ import annotations

import sys
import threading
import time

import pytest
from PySide6.QtCore import QCoreApplication, QThread, QTimer

from desktop_app.domain.chat import ChatTurn, GenerationSettings, Role
from desktop_app.domain.errors import ErrorKind
from desktop_app.protocol.messages import Cancelled, Failed, Finished, Generate, Progress, Ready, Text
from desktop_app.services.worker_host import WorkerHost

FAKE = "tests.fakes.workers"
WAIT_MS = 60_000


class Log:
    """What a host emitted, and on which thread."""

    def __init__(self, host):
        self.host = host
        self.events = []
        self.outcomes = []
        self.threads = set()
        host.event_received.connect(self._on_event)
        host.exited.connect(self._on_exit)

    def _on_event(self, event):
        self.threads.add(QThread.currentThread())
        self.events.append(event)

    def _on_exit(self, outcome):
        self.threads.add(QThread.currentThread())
        self.outcomes.append(outcome)

    def ask(self, job_id, *texts, **settings):
        turns = tuple(ChatTurn(Role.USER, text) for text in texts)
        self.host.send(Generate(job_id, turns, GenerationSettings(**settings)))

    @property
    def ends(self):
        return [e for e in self.events if isinstance(e, Finished | Failed | Cancelled)]


@pytest.fixture
def log(qapp):
    host = WorkerHost(FAKE)
    yield Log(host)
    host.stop(0.5)
    assert [t.name for t in threading.enumerate() if t.name.startswith("worker-")] == []


@pytest.fixture
def running(log, qtbot):
    log.host.start()
    qtbot.waitUntil(lambda: log.events != [], timeout=WAIT_MS)
    assert isinstance(log.events.pop(), Ready)
    return log


def test_events_arrive_on_the_gui_thread(running, qtbot):
    running.ask("echo:1", "one", "two")
    qtbot.waitUntil(lambda: running.ends != [], timeout=WAIT_MS)
    assert [getattr(e, "text", "end") for e in running.events] == ["one", "two", "end"]
    assert running.threads == {QCoreApplication.instance().thread()}


def test_a_crash_is_an_event_and_the_host_starts_again(running, qtbot):
    running.ask("abort:1")
    qtbot.waitUntil(lambda: running.outcomes != [], timeout=WAIT_MS)
    assert running.ends == [Failed("abort:1", running.outcomes[0].problem)]
    assert not running.host.is_running
    assert running.host.pid is None
    running.host.start()
    running.ask("echo:1", "again")
    qtbot.waitUntil(lambda: Finished("echo:1") in running.events, timeout=WAIT_MS)


def test_a_command_without_a_process_fails_later_and_not_at_once(log, qtbot):
    log.ask("echo:1", "a")
    assert log.events == []
    qtbot.waitUntil(lambda: log.events != [], timeout=WAIT_MS)
    assert log.events[0].problem.kind is ErrorKind.WORKER_CRASHED
    log.host.cancel("echo:1")


def test_cancel(running, qtbot):
    running.ask("until-cancelled:1")
    qtbot.waitUntil(lambda: running.events != [], timeout=WAIT_MS)
    running.host.cancel("until-cancelled:1")
    qtbot.waitUntil(lambda: running.ends == [Cancelled("until-cancelled:1")], timeout=WAIT_MS)


def test_nothing_comes_after_stop(running, qtbot):
    running.ask("flood:1", max_tokens=1_000_000)
    qtbot.waitUntil(lambda: len(running.events) > 100, timeout=WAIT_MS)
    running.host.stop(0.2)
    count = len(running.events)
    for _ in range(20):
        QCoreApplication.processEvents()
    assert len(running.events) == count
    assert running.outcomes == []
    assert not running.host.is_running


def test_a_slot_may_stop_the_host(running, qtbot):
    running.host.event_received.connect(lambda event: running.host.stop(0.2))
    running.ask("flood:1", max_tokens=1_000_000)
    qtbot.waitUntil(lambda: not running.host.is_running, timeout=WAIT_MS)
    assert len(running.events) == 1


def test_request_stop_returns_at_once_and_exited_comes_last(running, qtbot):
    running.ask("until-cancelled:1")
    qtbot.waitUntil(lambda: running.events != [], timeout=WAIT_MS)
    running.host.request_stop()
    assert running.host.is_running
    qtbot.waitUntil(lambda: running.outcomes != [], timeout=WAIT_MS)
    assert running.ends == [Cancelled("until-cancelled:1")]
    assert running.outcomes[0].was_requested
    assert not running.host.is_running


def test_a_flood_leaves_the_event_loop_its_turns(running, qtbot):
    """While more comes than can be shown, timers keep firing between short deliveries."""
    count = 20_000
    per_turn = []
    shown = [0]

    def tick():
        per_turn.append(len(running.events) - shown[0])
        shown[0] = len(running.events)

    # slow slots: 20,000 events would take a second without a pause
    running.host.event_received.connect(lambda event: _busy(0.00005))
    timer = QTimer()
    timer.setInterval(0)
    timer.timeout.connect(tick)
    timer.start()
    running.ask("flood:1", max_tokens=count)
    qtbot.waitUntil(lambda: running.ends != [], timeout=WAIT_MS)
    timer.stop()
    assert [e.text for e in running.events if isinstance(e, Text)] == [str(n) for n in range(count)]
    assert max(per_turn) < count / 10


def _busy(seconds):
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        pass


def test_a_stalled_gui_holds_a_bounded_number_of_events(running, qtbot):
    """Nobody delivers: what was read stays small, the worker waits, and nothing is lost."""
    running.ask("flood:1", max_tokens=50_000)
    inbox = running.host._inbox
    while len(inbox._items) < 1024:
        threading.Event().wait(0.001)
    assert len(inbox._items) == 1024
    qtbot.waitUntil(lambda: running.ends != [], timeout=WAIT_MS)
    assert len(running.events) == 50_001


def test_progress_that_was_overtaken_is_left_out(running, qtbot):
    running.ask("progress-flood:1", max_tokens=10_000)
    running.ask("echo:2", "after")
    child = running.host._child
    while child._pending:  # a stalled GUI thread, while everything arrives
        threading.Event().wait(0.001)
    qtbot.waitUntil(lambda: len(running.ends) == 2, timeout=WAIT_MS)
    progress = [e.progress.done for e in running.events if isinstance(e, Progress)]
    assert progress == [9_999]
    assert [e.text for e in running.events if isinstance(e, Text)] == ["after"]


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
def test_a_hung_worker_does_not_hold_up_the_end(running, qtbot):
    running.ask("forever-deaf:1")
    qtbot.waitUntil(lambda: running.events != [], timeout=WAIT_MS)
    running.host.stop(0.1)
    assert not running.host.is_running


def test_start_twice_is_one_process(running):
    pid = running.host.pid
    running.host.start()
    assert running.host.pid == pid
