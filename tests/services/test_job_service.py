"""The queue: its lanes and order, pauses, and what is there after a restart. The work itself is scripted."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, Signal

from desktop_app.domain.errors import BitsmithError, CancelledError, ErrorKind, PausedError
from desktop_app.domain.jobs import JobProgress, JobState
from desktop_app.domain.quantize_choices import QuantizeChoices
from desktop_app.domain.settings import Settings
from desktop_app.services.background import Background, SerialWriter
from desktop_app.services.job_service import JobService
from desktop_app.storage.database import Database
from desktop_app.storage.jobs import JobStore


class ScriptedWork:
    """Each job waits until the test lets it end; it stops when it is asked to."""

    def __init__(self):
        self.started = []
        self.discarded = []
        self.spared = []
        self.problems = {}
        self._go = {}
        self._lock = threading.Lock()

    def gate(self, source):
        with self._lock:
            return self._go.setdefault(source, threading.Event())

    def run(self, request, report, is_cancelled, is_paused, remember):
        self.started.append(request)
        report(JobProgress("quantize", 1, 4, note="1/4 blk.0"))
        gate = self.gate(request.source)
        while not gate.wait(0.005):
            if is_cancelled():
                raise CancelledError
            if is_paused():
                raise PausedError
        if request.source in self.problems:
            raise BitsmithError(*self.problems[request.source])
        return SimpleNamespace(model_id=f"model of {request.source}")

    def discard(self, request, others):
        self.spared.append([other.quant_type for other in others])
        self.discarded.append(request.source)

    def clean(self):
        pass

    def finish(self, *sources):
        for source in sources:
            self.gate(source).set()

    @property
    def sources(self):
        return [request.source for request in self.started]


class Library(QObject):
    def refresh_then(self, then):
        then()


class FakeSettings(QObject):
    settings_changed = Signal(object)

    def __init__(self, folder):
        super().__init__()
        self.settings = Settings()
        self.models_folder = folder


class App:
    """One start of the app, on the same files as the one before."""

    def __init__(self, home: Path, *, resume=False):
        self.work = ScriptedWork()
        self.background = Background()
        self.writer = SerialWriter(self.background)
        self.database = Database(home / "bitsmith.db")
        self.settings = FakeSettings(home / "models")
        self.settings.settings = replace(Settings(), resume_jobs=resume)
        self.jobs = JobService(
            background=self.background,
            settings=self.settings,
            library=Library(),
            work=self.work,
            store=JobStore(self.database),
            writer=self.writer,
            lock_file=home / "jobs.lock",
        )
        self.is_closed = False

    def state(self, job_id):
        return next(j.state for j in self.jobs.jobs if j.job_id == job_id)

    def close(self):
        if not self.is_closed:
            self.is_closed = True
            self.jobs.close()
            self.writer.close()
            self.background.close()
            self.database.close()
            self.jobs.release()


@pytest.fixture
def start(qapp, tmp_path):
    apps = []

    def begin(**options):
        apps.append(App(tmp_path, **options))
        return apps[-1]

    yield begin
    for app in apps:
        app.close()


def test_one_model_is_made_at_a_time_and_one_downloaded_beside_it(start, qtbot):
    app = start()
    first = app.jobs.make("o/a", "Q8_0", is_local=False)
    second = app.jobs.make("o/b", "Q8_0", is_local=False)
    other = app.jobs.download("o/c", "Q4_0")
    qtbot.waitUntil(lambda: len(app.work.started) == 2)
    assert set(app.work.sources) == {"o/a", "o/c"}
    assert app.state(second) is JobState.QUEUED
    app.work.finish("o/a")
    qtbot.waitUntil(lambda: app.state(second) is JobState.RUNNING)
    assert app.state(first) is JobState.DONE
    app.work.finish("o/b", "o/c")
    qtbot.waitUntil(lambda: app.state(other) is app.state(second) is JobState.DONE)


def test_the_end_of_a_job_is_told(start, qtbot):
    app = start()
    ended, ready = [], []
    app.jobs.job_ended.connect(ended.append)
    app.jobs.model_ready.connect(ready.append)
    app.work.problems["o/b"] = (ErrorKind.NETWORK, "The connection broke.", "", "Try again.")
    app.work.finish("o/a", "o/b")
    app.jobs.make("o/a", "Q8_0", is_local=False)
    failed = app.jobs.make("o/b", "Q8_0", is_local=False)
    qtbot.waitUntil(lambda: len(ended) == 2)
    assert ready == ["model of o/a"]
    assert [view.state for view in ended] == [JobState.DONE, JobState.FAILED]
    assert ended[1].problem.what == "The connection broke."
    app.work.problems.clear()
    app.jobs.resume(failed)
    qtbot.waitUntil(lambda: app.state(failed) is JobState.DONE)


def test_the_order_of_what_waits_can_be_changed(start, qtbot):
    app = start()
    app.jobs.make("o/a", "Q8_0", is_local=False)
    ids = {name: app.jobs.make(f"o/{name}", "Q8_0", is_local=False) for name in "bcd"}
    qtbot.waitUntil(lambda: len(app.work.started) == 1)

    def order():
        return [j.title for j in app.jobs.jobs]

    assert order() == ["o/a", "o/b", "o/c", "o/d"]
    app.jobs.move(ids["d"], -1)
    assert order() == ["o/a", "o/b", "o/d", "o/c"]
    app.jobs.move(ids["b"], 5)
    assert order() == ["o/a", "o/d", "o/c", "o/b"]
    app.jobs.move(ids["d"], -1)
    assert order() == ["o/a", "o/d", "o/c", "o/b"]
    app.work.finish("o/a", "o/b", "o/c", "o/d")
    qtbot.waitUntil(lambda: all(j.state.is_final for j in app.jobs.jobs))
    assert app.work.sources == ["o/a", "o/d", "o/c", "o/b"]


def test_a_paused_job_makes_room_and_goes_on(start, qtbot):
    app = start()
    first = app.jobs.make("o/a", "Q8_0", is_local=False)
    second = app.jobs.make("o/b", "Q8_0", is_local=False)
    qtbot.waitUntil(lambda: app.work.sources == ["o/a"])
    app.jobs.pause(first)
    qtbot.waitUntil(lambda: app.state(second) is JobState.RUNNING)
    assert app.state(first) is JobState.PAUSED
    assert app.work.discarded == []
    app.jobs.resume(first)
    assert app.state(first) is JobState.QUEUED
    app.work.finish("o/a", "o/b")
    qtbot.waitUntil(lambda: app.state(first) is JobState.DONE)
    assert app.work.started[0].output == app.work.started[2].output


def test_a_waiting_job_can_be_paused_and_cancelled(start, qtbot):
    app = start()
    app.jobs.make("o/a", "Q8_0", is_local=False)
    second = app.jobs.make("o/b", "Q8_0", is_local=False)
    app.jobs.pause(second)
    assert app.state(second) is JobState.PAUSED
    app.jobs.cancel(second)
    assert app.state(second) is JobState.CANCELLED
    app.jobs.dismiss(second)
    qtbot.waitUntil(lambda: app.work.discarded == ["o/b"])


def test_what_a_stopped_job_brought_is_there_until_it_is_taken_off_the_list(start, qtbot):
    app = start()
    job = app.jobs.download("o/a", "Q8_0")
    qtbot.waitUntil(lambda: app.work.sources == ["o/a"])
    app.jobs.pause(job)
    qtbot.waitUntil(lambda: app.state(job) is JobState.PAUSED)
    app.jobs.download("o/b", "Q8_0")
    app.jobs.resume(job)
    assert app.state(job) is JobState.QUEUED, "the lane is full"
    app.jobs.cancel(job)
    assert app.state(job) is JobState.CANCELLED
    other = app.jobs.make("o/c", "Q8_0", is_local=False)
    qtbot.waitUntil(lambda: app.state(other) is JobState.RUNNING and "o/c" in app.work.sources)
    app.jobs.pause(other)
    qtbot.waitUntil(lambda: app.state(other) is JobState.PAUSED)
    app.jobs.dismiss(other)
    # what is given to a thread later than the stop has happened
    qtbot.waitUntil(lambda: "o/c" in app.work.discarded)
    assert app.work.discarded == ["o/c"]


def test_a_job_that_goes_is_told_who_needs_its_files(start, qtbot):
    app = start()
    app.settings.settings = replace(app.settings.settings, keep_source=True)
    kept = app.jobs.make("o/a", "Q4_0", is_local=False)
    app.work.finish("o/a")
    qtbot.waitUntil(lambda: app.state(kept) is JobState.DONE)
    app.settings.settings = replace(app.settings.settings, keep_source=False)
    done = app.jobs.make("o/a", "Q5_0", is_local=False)
    qtbot.waitUntil(lambda: app.state(done) is JobState.DONE)
    app.jobs.make("o/b", "Q6_K", is_local=False)
    waits = app.jobs.make("o/a", "Q8_0", is_local=False)
    app.jobs.cancel(waits)
    app.jobs.dismiss(waits)
    qtbot.waitUntil(lambda: app.work.discarded == ["o/a"])
    assert app.work.spared == [["Q4_0", "Q6_K"]]


def test_what_is_taken_off_the_list_leaves_nothing(start, qtbot):
    app = start()
    job = app.jobs.make("o/a", "Q8_0", is_local=False)
    qtbot.waitUntil(lambda: app.work.sources == ["o/a"])
    app.jobs.dismiss(job)
    assert app.jobs.jobs, "a running job stays"
    app.jobs.pause(job)
    qtbot.waitUntil(lambda: app.state(job) is JobState.PAUSED)
    app.jobs.dismiss(job)
    assert app.jobs.jobs == ()
    qtbot.waitUntil(lambda: app.work.discarded == ["o/a"])


def test_jobs_are_there_after_a_restart(start, qtbot):
    app = start()
    choices = QuantizeChoices(imatrix="/x/imatrix.gguf", overrides=("ffn=Q6_K",), pure=True)
    done = app.jobs.make("o/done", "Q8_0", is_local=False)
    app.work.finish("o/done")
    qtbot.waitUntil(lambda: app.state(done) is JobState.DONE)
    running = app.jobs.make("o/a", "Q4_K_M", is_local=False, revision="abc", choices=choices)
    waiting = app.jobs.make("o/b", "Q8_0", is_local=False)
    paused = app.jobs.make("o/c", "Q8_0", is_local=False)
    app.jobs.pause(paused)
    qtbot.waitUntil(lambda: "o/a" in app.work.sources)
    before = app.work.started[-1]
    app.close()

    again = start()
    again.jobs.restore()
    qtbot.waitUntil(lambda: len(again.jobs.jobs) == 4)
    states = {j.job_id: (j.state, j.is_interrupted) for j in again.jobs.jobs}
    assert states == {
        done: (JobState.DONE, False),
        running: (JobState.PAUSED, True),
        waiting: (JobState.PAUSED, True),
        paused: (JobState.PAUSED, False),
    }
    assert again.work.started == []
    again.jobs.resume(running)
    qtbot.waitUntil(lambda: bool(again.work.started))
    assert again.work.started[0] == before
    assert before.choices == choices


def test_with_the_setting_they_go_on_by_themselves(start, qtbot):
    app = start()
    running = app.jobs.make("o/a", "Q8_0", is_local=False)
    paused = app.jobs.make("o/b", "Q8_0", is_local=False)
    app.jobs.pause(paused)
    qtbot.waitUntil(lambda: app.work.sources == ["o/a"])
    app.close()
    again = start(resume=True)
    again.jobs.restore()
    qtbot.waitUntil(lambda: again.work.sources == ["o/a"])
    assert again.state(running) is JobState.RUNNING
    assert again.state(paused) is JobState.PAUSED, "a person paused it"


def test_a_second_window_keeps_its_hands_off_the_list(start, qtbot):
    app = start()
    app.jobs.make("o/a", "Q8_0", is_local=False)
    other = start()
    other.jobs.restore()
    assert other.jobs.jobs == ()
    other.jobs.make("o/x", "Q8_0", is_local=False)
    qtbot.waitUntil(lambda: other.work.sources == ["o/x"])
    other.close()
    app.close()
    last = start()
    last.jobs.restore()
    qtbot.waitUntil(lambda: [j.title for j in last.jobs.jobs] == ["o/a"])


def test_two_jobs_never_write_the_same_file(start):
    app = start()
    for _ in range(3):
        app.jobs.make("o/a", "Q8_0", is_local=False)
    app.jobs.close()
    outputs = [r.request.output for r in JobStore(app.database).load()]
    assert outputs == [] or len(set(outputs)) == len(outputs)
    assert len({request.output for request in app.jobs._requests.values()}) == 3


def test_a_damaged_row_does_not_cost_the_others(start, qtbot):
    app = start()
    for name in "ab":
        app.jobs.pause(app.jobs.make(f"o/{name}", "Q8_0", is_local=False))
    qtbot.waitUntil(lambda: all(j.state is JobState.PAUSED for j in app.jobs.jobs))
    app.close()
    again = start()
    with again.database.write() as connection:
        connection.execute("UPDATE jobs SET request = '[' WHERE position = 0")
    again.jobs.restore()
    qtbot.waitUntil(lambda: [j.title for j in again.jobs.jobs] == ["o/b"])


def test_a_list_that_cannot_be_read_is_not_written_over(start, qtbot):
    app = start()
    app.jobs.pause(app.jobs.make("o/a", "Q8_0", is_local=False))
    qtbot.waitUntil(lambda: all(j.state is JobState.PAUSED for j in app.jobs.jobs))
    app.close()
    again = start()
    whole = again.database.read
    again.database.read = lambda *_query: (_ for _ in ()).throw(BitsmithError(ErrorKind.FILE_ACCESS, "No."))
    with qtbot.waitSignal(again.jobs.problem_raised):
        again.jobs.restore()
    again.database.read = whole
    again.jobs.make("o/b", "Q8_0", is_local=False)
    again.close()
    last = start()
    last.jobs.restore()
    assert [j.title for j in last.jobs.jobs] == ["o/a"]
