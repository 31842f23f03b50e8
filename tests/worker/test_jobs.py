"""Job processes that really make a model."""

from __future__ import annotations

import os
import queue
import signal
import sys

import pytest

from desktop_app.domain.chat import GenerationSettings
from desktop_app.domain.errors import ErrorKind
from desktop_app.protocol.child import JOB_WORKER, ChildProcess
from desktop_app.protocol.messages import Cancelled, Failed, Finished, Generate, Progress, Quantize, Ready
from tests.fakes.checkpoints import materialize_golden
from tests.fakes.inference import InferenceChild

WAIT_S = 120.0


class JobChild:
    def __init__(self):
        self.events = queue.SimpleQueue()
        self.child = ChildProcess(JOB_WORKER, self.events.put)
        self.child.start()
        assert isinstance(self.events.get(timeout=WAIT_S), Ready)

    def until(self, *kinds):
        seen = [self.events.get(timeout=WAIT_S)]
        while not isinstance(seen[-1], kinds):
            seen.append(self.events.get(timeout=WAIT_S))
        return seen

    def quantize(self, source, output, quant_type="Q8_0", **more):
        self.child.send(Quantize("q", str(source), str(output), quant_type, **more))
        return self.until(Finished, Failed, Cancelled)


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory):
    return materialize_golden("llama3", tmp_path_factory.mktemp("llama3"))


@pytest.fixture(scope="module")
def worker():
    job = JobChild()
    yield job
    job.child.shutdown()


def test_a_checkpoint_becomes_a_model_that_answers(worker, checkpoint, tmp_path):
    output = tmp_path / "made.gguf"
    *events, end = worker.quantize(checkpoint, output, threads=1, name="A name")
    result = end.result
    assert result.path == str(output)
    assert result.size_bytes == output.stat().st_size
    assert result.seconds > 0
    assert 8 <= result.bits_per_weight <= 32
    progress = [event.progress for event in events if isinstance(event, Progress)]
    assert progress[0].stage == "plan"
    assert progress[-1].stage == "quantize"
    assert progress[-1].done == progress[-1].total > 0
    assert list(tmp_path.iterdir()) == [output]
    inference = InferenceChild()
    assert isinstance(inference.load(output).end, Finished)
    assert inference.ask("Hello", temperature=0, max_tokens=3).stats.answer_tokens > 0
    inference.child.shutdown()


def test_a_cancelled_job_leaves_nothing_behind(worker, checkpoint, tmp_path):
    worker.child.send(Quantize("q", str(checkpoint), str(tmp_path / "made.gguf"), "Q6_K"))
    worker.child.cancel("q")
    assert worker.until(Finished, Failed, Cancelled)[-1] == Cancelled("q")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("spoil", "quant_type", "kind"),
    [
        (lambda folder: (folder / "config.json").unlink(), "Q8_0", None),
        (lambda folder: (folder / "config.json").write_text("{"), "Q8_0", ErrorKind.BAD_MODEL),
        (
            lambda folder: (folder / "config.json").write_text('{"architectures":["NoSuchModel"]}'),
            "Q8_0",
            ErrorKind.UNSUPPORTED,
        ),
        (lambda folder: None, "Q99", ErrorKind.BAD_REQUEST),
        (lambda folder: None, "IQ1_S", ErrorKind.UNSUPPORTED),
    ],
    ids=["no-config", "bad-config", "architecture", "no-such-type", "needs-imatrix"],
)
def test_failures_of_the_converter_arrive_in_words(worker, tmp_path, spoil, quant_type, kind):
    source = materialize_golden("llama3", tmp_path / "source")
    spoil(source)
    problem = worker.quantize(source, tmp_path / "made.gguf", quant_type)[-1].problem
    assert kind in (None, problem.kind)
    assert problem.what
    assert problem.kind is not ErrorKind.INTERNAL
    assert not (tmp_path / "made.gguf").exists()


def test_answers_are_not_given_here(worker):
    worker.child.send(Generate("g", (), GenerationSettings()))
    assert worker.until(Failed)[-1].problem.kind is ErrorKind.BAD_REQUEST


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
def test_a_job_that_is_killed_fails_once(checkpoint, tmp_path):
    worker = JobChild()
    worker.child.send(Quantize("q", str(checkpoint), str(tmp_path / "made.gguf"), "Q8_0"))
    worker.until(Progress)
    os.kill(worker.child.pid, signal.SIGKILL)
    # it may have been quicker than the signal
    assert isinstance(worker.until(Finished, Failed)[-1], Finished | Failed)
    assert worker.child.wait(WAIT_S).exit_code == -signal.SIGKILL
