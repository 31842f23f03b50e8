"""A job in a child that ends well, badly, or not at all; the workers are in tests/fakes/workers.py."""

from __future__ import annotations

import pytest

from desktop_app.domain.errors import BitsmithError, CancelledError, ErrorKind, PausedError
from desktop_app.hardware.machine import read_machine
from desktop_app.pipeline import child_job
from desktop_app.pipeline.child_job import run_job
from desktop_app.pipeline.fit import ask_engine, context_limit, local_source
from desktop_app.protocol.messages import EstimateFit, ListDevices
from tests.fakes.checkpoints import materialize_golden


def test_the_engine_lists_its_devices():
    found = ask_engine()
    assert all(device.memory_total_bytes >= 0 for device in found.devices)
    assert "llama.cpp" in found.engine


@pytest.mark.parametrize("behaviour", ["until-cancelled", "forever-deaf"])
def test_cancel_ends_a_child_that_listens_and_one_that_does_not(behaviour, monkeypatch):
    monkeypatch.setattr(child_job, "_CANCEL_GRACE_S", 0.2)
    started = []
    with pytest.raises(CancelledError):
        run_job(
            ListDevices(f"{behaviour}:1"),
            on_event=started.append,
            is_cancelled=lambda: bool(started),
            entry="tests.fakes.workers",
        )
    assert started


@pytest.mark.parametrize("behaviour", ["until-cancelled", "forever-deaf"])
def test_a_pause_is_told_from_a_cancel(behaviour, monkeypatch):
    monkeypatch.setattr(child_job, "_CANCEL_GRACE_S", 0.2)
    started = []
    with pytest.raises(PausedError):
        run_job(
            ListDevices(f"{behaviour}:1"),
            on_event=started.append,
            is_paused=lambda: bool(started),
            entry="tests.fakes.workers",
        )


def test_a_child_that_crashes_is_a_failure_in_words():
    with pytest.raises(BitsmithError) as caught:
        run_job(ListDevices("abort:1"), entry="tests.fakes.workers")
    assert caught.value.problem.kind is ErrorKind.WORKER_CRASHED
    assert "error inside the engine" in caught.value.problem.why
    assert "GGML_ASSERT" in caught.value.problem.detail


def test_a_refusal_of_the_child_keeps_its_words():
    with pytest.raises(BitsmithError) as caught:
        run_job(ListDevices("refuse:1"), entry="tests.fakes.workers")
    assert caught.value.problem.next_step


def test_what_is_no_source_is_said(tmp_path):
    with pytest.raises(BitsmithError) as caught:
        local_source(tmp_path / "none")
    assert caught.value.problem.kind is ErrorKind.NOT_FOUND
    (tmp_path / "x.txt").touch()
    with pytest.raises(BitsmithError) as caught:
        local_source(tmp_path / "x.txt")
    assert caught.value.problem.kind is ErrorKind.BAD_MODEL


def test_the_context_of_a_checkpoint(tmp_path):
    source = local_source(materialize_golden("llama2", tmp_path / "tiny"))
    assert context_limit(source) == 512
    (tmp_path / "tiny" / "config.json").write_text("[]")
    assert context_limit(source) == 0


def test_a_broken_header_in_the_child_is_an_error_of_the_job(tmp_path):
    path = tmp_path / "x.gguf"
    path.write_bytes(b"GGUF" + b"\xff" * 100)
    command = EstimateFit("x", str(path), False, (), (512,), read_machine(tmp_path), str(tmp_path))
    with pytest.raises(BitsmithError) as caught:
        run_job(command)
    assert caught.value.problem.kind is ErrorKind.BAD_MODEL
