"""Real processes, in every way that they can end."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import psutil
import pytest

from desktop_app.domain.chat import ChatTurn, GenerationSettings, Role
from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.protocol.child import ChildProcess
from desktop_app.protocol.codec import ProtocolError
from desktop_app.protocol.messages import Cancelled, Failed, Finished, Generate, Ready, Text
from desktop_app.protocol.results import DeviceList

ROOT = Path(__file__).resolve().parents[2]
FAKE = "tests.fakes.workers"
WAIT_S = 60.0
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")


class Recorder:
    """A child whose events are read one by one."""

    def __init__(self, entry=FAKE):
        self.events = queue.SimpleQueue()
        self.exits = []
        self.child = ChildProcess(entry, self.events.put, self.exits.append)
        self.child.start()

    def next(self):
        return self.events.get(timeout=WAIT_S)

    def ask(self, job_id, *texts, **settings):
        turns = tuple(ChatTurn(Role.USER, text) for text in texts)
        self.child.send(Generate(job_id, turns, GenerationSettings(**settings)))

    def until(self, kind):
        seen = [self.next()]
        while not isinstance(seen[-1], kind):
            seen.append(self.next())
        return seen

    def rest(self):
        """Everything left after the end."""
        assert self.child.wait(WAIT_S) is not None
        events = []
        while not self.events.empty():
            events.append(self.events.get())
        return events


@pytest.fixture
def start():
    made = []

    def make(entry=FAKE):
        made.append(Recorder(entry))
        return made[-1]

    yield make
    for recorder in made:
        recorder.child.shutdown(1.0)
    assert [t.name for t in threading.enumerate() if t.name.startswith("worker-")] == []


@pytest.fixture
def worker(start):
    recorder = start()
    assert isinstance(recorder.next(), Ready)
    return recorder


def test_a_command_is_answered_in_order_and_ends_once(worker):
    worker.ask("echo:1", "one", "two")
    worker.ask("echo:2", "three")
    events = worker.until(Finished) + worker.until(Finished)
    assert [(e.job_id, getattr(e, "text", "end")) for e in events] == [
        ("echo:1", "one"),
        ("echo:1", "two"),
        ("echo:1", "end"),
        ("echo:2", "three"),
        ("echo:2", "end"),
    ]


def test_ready_names_the_process(start):
    recorder = start()
    ready = recorder.next()
    assert ready == Ready(recorder.child.pid, "fake")
    assert ready.pid != os.getpid()


def test_shutdown_ends_in_order_and_leaves_nothing(worker):
    pid = worker.child.pid
    outcome = worker.child.shutdown(WAIT_S)
    assert outcome.exit_code == 0
    assert outcome.was_requested
    assert outcome.problem is None
    assert worker.exits == [outcome]
    assert not worker.child.is_alive
    assert not psutil.pid_exists(pid)


def test_an_exception_is_a_failure_and_the_worker_lives_on(worker):
    worker.ask("raise:1")
    failed = worker.next()
    assert failed.problem.kind is ErrorKind.INTERNAL
    assert "a mistake of the worker" in failed.problem.why
    assert "Traceback" in failed.problem.detail
    worker.ask("refuse:1")
    assert worker.next().problem.text() == "No. Because. Do something else."
    worker.ask("memory:1")
    assert worker.next().problem.kind is ErrorKind.OUT_OF_MEMORY
    worker.ask("unsendable:1")
    assert worker.next().problem.kind is ErrorKind.INTERNAL
    worker.ask("echo:1", "still here")
    assert worker.next().text == "still here"


def test_cancel_reaches_a_busy_worker(worker):
    worker.ask("until-cancelled:1")
    worker.ask("echo:2", "next")
    assert worker.next().text == "running"
    worker.child.cancel("until-cancelled:1")
    assert worker.next() == Cancelled("until-cancelled:1")
    assert worker.next().text == "next"


def test_a_command_that_waits_can_be_cancelled_before_it_starts(worker):
    worker.ask("until-cancelled:1")
    worker.ask("echo:2", "never")
    worker.next()
    worker.child.cancel("echo:2")
    worker.child.cancel("until-cancelled:1")
    assert worker.next() == Cancelled("until-cancelled:1")
    assert worker.next() == Cancelled("echo:2")


def test_cancelled_work_may_have_a_result(worker):
    worker.ask("result-when-cancelled:1")
    worker.next()
    worker.child.cancel("result-when-cancelled:1")
    assert worker.next() == Cancelled("result-when-cancelled:1", DeviceList(()))


def test_a_cancel_of_what_is_over_does_nothing(worker):
    worker.ask("echo:1", "a")
    worker.until(Finished)
    worker.child.cancel("echo:1")
    worker.child.cancel("unknown")
    worker.ask("echo:1", "b")  # the id is free again
    assert worker.next().text == "b"


def test_a_job_id_is_used_by_one_command_at_a_time(worker):
    worker.ask("until-cancelled:1")
    with pytest.raises(ValueError, match="already running"):
        worker.ask("until-cancelled:1")


@pytest.mark.parametrize(
    ("job", "words"),
    [
        ("abort:1", "gave up on an error"),
        ("segfault:1", "memory that is not its own"),
        ("exit:1", "exit code 7"),
    ],
)
def test_a_crash_fails_what_was_pending(worker, job, words):
    worker.ask(job)
    worker.ask("echo:waiting", "never")
    outcome = worker.child.wait(WAIT_S)
    assert outcome.problem.kind is ErrorKind.WORKER_CRASHED
    assert words in outcome.problem.why
    assert not outcome.was_requested
    ends = [e for e in worker.rest() if not isinstance(e, Text)]
    assert ends == [Failed(job, outcome.problem), Failed("echo:waiting", outcome.problem)]
    assert worker.exits == [outcome]


@posix_only
def test_what_a_dying_worker_printed_is_kept_for_the_log(worker):
    worker.ask("abort:1")
    outcome = worker.child.wait(WAIT_S)
    assert outcome.exit_code == -signal.SIGABRT
    assert "GGML_ASSERT failed" in outcome.problem.detail
    assert "most recent call first" in outcome.problem.detail  # the Python stack


@posix_only
def test_a_kill_from_outside_is_told_from_a_crash(worker):
    worker.ask("forever:1")
    worker.next()
    os.kill(worker.child.pid, signal.SIGKILL)
    outcome = worker.child.wait(WAIT_S)
    assert outcome.exit_code == -signal.SIGKILL
    assert "killed" in outcome.problem.why
    assert "smaller model" in outcome.problem.next_step
    assert worker.rest() == [Failed("forever:1", outcome.problem)]


def test_an_entry_that_raises_is_reported(start):
    recorder = start(f"{FAKE}:dies_at_once")
    outcome = recorder.child.wait(WAIT_S)
    assert outcome.exit_code == 1
    assert recorder.rest() == []
    if sys.platform != "win32":
        assert "broken from the start" in outcome.problem.detail


def test_an_entry_that_does_not_exist_is_reported(start):
    recorder = start("desktop_app.no_such_module")
    recorder.ask("echo:1", "a")
    outcome = recorder.child.wait(WAIT_S)
    assert recorder.rest() == [Failed("echo:1", outcome.problem)]


def test_nothing_can_be_sent_to_a_worker_that_is_gone(worker):
    worker.child.shutdown(WAIT_S)
    with pytest.raises(BitsmithError) as caught:
        worker.ask("echo:1", "a")
    assert caught.value.problem.kind is ErrorKind.WORKER_CRASHED
    worker.child.cancel("echo:1")


@pytest.mark.parametrize("job", ["forever:1", pytest.param("forever-deaf:1", marks=posix_only)])
def test_a_hung_worker_is_ended(worker, job):
    worker.ask(job)
    worker.next()
    outcome = worker.child.shutdown(0.1)
    assert outcome.was_requested
    assert outcome.problem is None
    assert outcome.exit_code != 0
    assert worker.rest() == [Cancelled(job)]


@posix_only
def test_a_frozen_worker_is_ended(worker):
    os.kill(worker.child.pid, signal.SIGSTOP)
    assert worker.child.shutdown(0.1).exit_code in (-signal.SIGKILL, -signal.SIGTERM)


def test_shutdown_cancels_what_runs(worker):
    worker.ask("until-cancelled:1")
    worker.next()
    worker.child.shutdown(WAIT_S)
    assert worker.rest() == [Cancelled("until-cancelled:1")]


def test_a_worker_that_does_not_read_blocks_nobody(start):
    recorder = start(f"{FAKE}:never_reads")
    recorder.next()
    for number in range(200):
        recorder.ask(f"echo:{number}", "x" * 100_000)  # far more than a pipe holds
    recorder.child.shutdown(0.1)
    assert recorder.rest() == [Cancelled(f"echo:{number}") for number in range(200)]


def test_ten_thousand_messages_each_way_in_order(worker):
    texts = [str(number) for number in range(10_000)]
    for text in texts:
        worker.ask(f"echo:{text}", text)
    answers = []
    while len(answers) < len(texts):
        event = worker.next()
        if isinstance(event, Text):
            assert event.job_id == f"echo:{event.text}"
            answers.append(event.text)
    assert answers == texts
    assert worker.next() == Finished("echo:9999")


def test_a_flood_is_read_to_the_end(worker):
    worker.ask("flood:1", max_tokens=10_000)
    texts = [event.text for event in worker.until(Finished)[:-1]]
    assert texts == [str(number) for number in range(10_000)]


def test_a_slow_reader_slows_the_worker_and_loses_nothing():
    gate, seen, full = threading.Event(), [], threading.Event()

    def receive(event):
        if isinstance(event, Text):
            seen.append(event.text)
            full.set()
            gate.wait(WAIT_S)

    child = ChildProcess(FAKE, receive)
    child.start()
    try:
        child.send(Generate("flood:1", (), GenerationSettings(max_tokens=5_000)))
        assert full.wait(WAIT_S)
        assert len(seen) == 1
        gate.set()
        child.send(Generate("echo:2", (ChatTurn(Role.USER, "last"),), GenerationSettings()))
        child.request_shutdown(WAIT_S)
    finally:
        gate.set()
        child.shutdown(WAIT_S)
    assert seen[:5_000] == [str(number) for number in range(5_000)]


def test_big_messages_pass(worker):
    text = "ä" * 10_000_000
    worker.ask("echo:1", text)
    assert worker.next().text == text


@posix_only
def test_native_prints_do_not_disturb_the_messages(worker, capfd):
    worker.ask("print:1")
    assert worker.next() == Finished("print:1")
    outcome = worker.child.shutdown(WAIT_S)
    assert outcome.output_tail.endswith("last words\n")
    assert len(outcome.output_tail) <= 8192
    assert capfd.readouterr() == ("", "")


def test_a_job_ends_once_even_if_the_worker_says_so_twice(worker):
    worker.ask("two-ends:1")
    worker.ask("echo:2", "next")
    assert worker.next() == Finished("two-ends:1")
    assert worker.next().text == "next"


def test_a_worker_that_talks_nonsense_is_ended(worker):
    worker.ask("garbage:1")
    outcome = worker.child.wait(WAIT_S)
    assert "Nonsense" in outcome.problem.detail
    assert worker.rest() == [Failed("garbage:1", outcome.problem)]


def test_a_callback_that_raises_does_not_stop_the_others():
    seen = queue.SimpleQueue()

    def receive(event):
        seen.put(event)
        raise RuntimeError("a mistake of the owner")

    child = ChildProcess(FAKE, receive)
    child.start()
    child.send(Generate("echo:1", (ChatTurn(Role.USER, "a"),), GenerationSettings()))
    kinds = [type(seen.get(timeout=WAIT_S)) for _ in range(3)]
    child.shutdown(WAIT_S)
    assert kinds == [Ready, Text, Finished]


def test_what_cannot_be_sent_is_refused_at_once(worker):
    with pytest.raises(ProtocolError):
        worker.child.send(Generate("echo:1", (object(),), GenerationSettings()))
    worker.ask("echo:1", "the id is free")
    assert worker.next().text == "the id is free"


def test_the_child_has_no_qt_and_the_parent_no_worker(worker):
    import PySide6.QtCore  # noqa: F401 - the parent has it, the child must not

    worker.ask("modules:1")
    modules = worker.next().text.split("\n")
    assert not [name for name in modules if name.startswith(("PySide6", "shiboken6", "pytest"))]
    assert FAKE not in sys.modules


PARENT = """
    import sys
    from desktop_app.domain.chat import GenerationSettings
    from desktop_app.protocol.child import ChildProcess
    from desktop_app.protocol.messages import (Generate, Text)
    import threading

    def receive(event):
        if isinstance(event, Text):
            print(child.pid, flush=True)

    if __name__ == "__main__":
        child = ChildProcess("tests.fakes.workers", receive)
        child.start()
        child.send(Generate(sys.argv[1] + ":1", (), GenerationSettings()))
        sys.stdin.read()
"""


@pytest.mark.parametrize("job", ["until-cancelled", "forever"])
@pytest.mark.parametrize("how", ["kill", "exit"])
def test_the_child_ends_with_its_parent(tmp_path, job, how):
    script = tmp_path / "parent.py"
    script.write_text(textwrap.dedent(PARENT))
    parent = subprocess.Popen(
        [sys.executable, script, job],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    child = psutil.Process(int(parent.stdout.readline()))
    assert child.is_running()
    if how == "kill":
        parent.kill()
    else:
        parent.stdin.close()  # it ends without a shutdown
    parent.wait(WAIT_S)
    _gone, alive = psutil.wait_procs([child], timeout=WAIT_S)
    assert alive == []
