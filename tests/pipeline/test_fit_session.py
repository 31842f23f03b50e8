"""One child for many questions about a source; real checkpoints, real engine."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.domain.errors import BitsmithError, CancelledError, ErrorKind
from desktop_app.hardware.machine import read_machine
from desktop_app.pipeline.fit import FitSession, LocalSource, estimate_fit
from tests.fakes.checkpoints import materialize_golden


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    return LocalSource(materialize_golden("qwen3", tmp_path_factory.mktemp("fit") / "tiny"))


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    return read_machine(tmp_path_factory.mktemp("disk"))


@pytest.fixture
def session(source, machine):
    with FitSession(source, machine) as session:
        yield session


def rows_of(session, types=("Q8_0", "F16"), n_ctxs=(256,), kv_type="f16"):
    rows = []
    session.estimate(types, n_ctxs, kv_type, on_row=rows.append)
    return rows


def fixed(rows):
    """All of the rows but the heap, which is measured anew by each child."""
    return [replace(r, ram=replace(r.ram, other_bytes=0), reason="") for r in rows]


def test_each_type_at_each_context(session):
    rows = rows_of(session, n_ctxs=(512, 256), kv_type="q8_0")
    assert [(r.quant_type, r.n_ctx, r.kv_type) for r in rows] == [
        (quant, n_ctx, "q8_0") for n_ctx in (512, 256) for quant in ("Q8_0", "F16")
    ]
    assert rows[0].ram.kv_bytes == pytest.approx(2 * rows[2].ram.kv_bytes, rel=0.1)


def test_a_second_question_goes_to_the_same_child(session):
    first = rows_of(session)
    pid = session._child.pid
    fewer_bits = rows_of(session, kv_type="q8_0")
    assert session._child.pid == pid
    assert fewer_bits[0].ram.kv_bytes * 16 == pytest.approx(first[0].ram.kv_bytes * 8.5, rel=0.1)
    assert fixed(rows_of(session)) == fixed(first)


def test_a_context_above_the_limit_is_the_limit(session):
    over, limit = rows_of(session, ("Q8_0",), (1 << 20, 512))
    assert over.n_ctx == 512
    assert fixed([over]) == fixed([limit])


@pytest.mark.parametrize("n_ctxs", [(), (0,), (-1,), (512, 1 << 31)])
def test_an_impossible_context_is_said(session, n_ctxs):
    with pytest.raises(BitsmithError) as caught:
        rows_of(session, n_ctxs=n_ctxs)
    assert caught.value.problem.kind is ErrorKind.BAD_REQUEST
    assert len(rows_of(session)) == 2


def test_an_unknown_kv_type_is_said(session):
    with pytest.raises(BitsmithError) as caught:
        rows_of(session, kv_type="q9_9")
    assert caught.value.problem.kind is ErrorKind.BAD_REQUEST


def test_after_a_crash_of_the_child_the_next_question_has_another(session):
    first = rows_of(session)
    pid = session._child.pid

    def kill(_row):
        os.kill(pid, signal.SIGKILL)

    with pytest.raises(BitsmithError) as caught:
        session.estimate(("Q8_0", "F16", "BF16", "F32"), tuple(range(256, 512, 2)), on_row=kill)
    assert caught.value.problem.kind is ErrorKind.WORKER_CRASHED
    assert fixed(rows_of(session)) == fixed(first)
    assert session._child.pid != pid


def test_a_cancel_keeps_the_child(session):
    seen = []
    with pytest.raises(CancelledError):
        session.estimate(
            ("Q8_0", "F16"), tuple(range(256, 512, 2)), on_row=seen.append, is_cancelled=lambda: bool(seen)
        )
    pid = session._child.pid
    assert len(rows_of(session)) == 2
    assert session._child.pid == pid


def test_a_closed_session_leaves_nothing(source, machine):
    session = FitSession(source, machine)
    scratch = Path(session._scratch.name)
    assert rows_of(session)
    assert (scratch / "skeleton.gguf").exists()
    session.close()
    assert not scratch.exists()
    with pytest.raises(CancelledError):
        rows_of(session)


def test_a_close_ends_an_estimate(source, machine):
    session = FitSession(source, machine)
    with pytest.raises(CancelledError):
        session.estimate(("Q8_0",), tuple(range(256, 512, 2)), on_row=lambda _row: session.close())
    assert not Path(session._scratch.name).exists()


def test_a_source_that_changes_is_read_again(tmp_path, machine):
    folder = materialize_golden("llama3", tmp_path / "tiny")
    with FitSession(LocalSource(folder), machine) as session:
        assert rows_of(session)
        (folder / "config.json").write_text("{}")
        with pytest.raises(BitsmithError):
            rows_of(session)


def test_an_estimate_on_its_own(source, machine):
    rows = []
    estimate_fit(source, ("Q8_0",), 256, machine, on_row=rows.append)
    assert [r.quant_type for r in rows] == ["Q8_0"]
