from __future__ import annotations

import threading

import pytest

from desktop_app.domain.errors import BitsmithError, CancelledError, ErrorKind
from desktop_app.services.background import Background, SerialWriter


@pytest.fixture
def background(qapp):
    made = Background()
    yield made
    made.close()


def test_a_result_is_delivered_on_the_thread_that_made_the_runner(background, qtbot):
    seen = []
    background.run(
        lambda _task: threading.get_ident(),
        on_result=lambda ident: seen.append((ident, threading.get_ident())),
    )
    qtbot.waitUntil(lambda: bool(seen))
    worker, receiver = seen[0]
    assert worker != threading.get_ident()
    assert receiver == threading.get_ident()


def test_a_failure_arrives_as_its_problem(background, qtbot):
    problems = []

    def fail(_task):
        raise BitsmithError(ErrorKind.NETWORK, "The Hub cannot be reached.", "No route.", "Try again.")

    background.run(fail, on_problem=problems.append)
    qtbot.waitUntil(lambda: bool(problems))
    assert problems[0].kind is ErrorKind.NETWORK
    assert problems[0].text() == "The Hub cannot be reached. No route. Try again."


def test_an_error_nobody_foresaw_is_still_told(background, qtbot):
    problems = []
    background.run(lambda _task: 1 // 0, on_problem=problems.append)
    qtbot.waitUntil(lambda: bool(problems))
    assert problems[0].kind is ErrorKind.INTERNAL
    assert "ZeroDivisionError" in problems[0].why


def test_cancelled_work_is_no_failure(background, qtbot):
    ended, problems = [], []

    def wait(task):
        task.event.wait()
        raise CancelledError

    task = background.run(wait, on_problem=problems.append, on_cancelled=lambda: ended.append(True))
    task.cancel()
    qtbot.waitUntil(lambda: bool(ended))
    assert problems == []


def test_nothing_is_delivered_after_close(qapp, qtbot):
    background = Background()
    release, results = threading.Event(), []

    def work(task):
        task.event.wait()
        release.set()
        return 1

    background.run(work, on_result=results.append)
    background.close()
    assert release.wait(5)
    background.post(lambda: results.append(2))
    qapp.processEvents()
    assert results == []


def test_writes_keep_their_order_and_close_waits_for_them(background):
    writer, done = SerialWriter(background), []
    gate = threading.Event()
    writer.run(gate.wait)
    for number in range(100):
        writer.run(lambda n=number: done.append(n))
    gate.set()
    writer.close()
    assert done == list(range(100))


def test_a_failed_write_does_not_stop_the_next(background, qtbot):
    writer, problems, results = SerialWriter(background), [], []
    writer.run(lambda: 1 // 0, on_problem=problems.append)
    writer.run(lambda: "kept", on_result=results.append)
    qtbot.waitUntil(lambda: bool(problems and results))
    assert results == ["kept"]
    writer.close()
