"""Fits that are asked once: real checkpoints, the real engine, a hub on the loopback."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop_app.domain.fit import Verdict
from desktop_app.hardware.machine import read_machine
from desktop_app.hub.client import HubClient
from desktop_app.pipeline.known_fits import KnownFits, nearby_contexts
from desktop_app.storage.database import Database
from desktop_app.storage.repo_fits import RepoFits
from tests.fakes.checkpoints import materialize_golden
from tests.fakes.loopback_hub import LoopbackHub


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return materialize_golden("qwen3moe", tmp_path_factory.mktemp("fit") / "tiny")


@pytest.fixture
def hub(folder):
    with LoopbackHub() as server:
        server.add_repo("org/tiny", folder)
        yield server


@pytest.fixture
def store(tmp_path):
    database = Database(tmp_path / "x.sqlite3")
    yield RepoFits(database)
    database.close()


@pytest.fixture
def machine(tmp_path):
    return replace(read_machine(tmp_path), memory_bandwidth=20e9)


def ask(fits, hub, headers, machine, n_ctx=256, kv_type="f16"):
    rows, limits = [], []
    client = HubClient(hub.endpoint, None)
    fits.estimate(
        client=client,
        detail=client.repository("org/tiny"),
        folder=None,
        headers=headers,
        machine=machine,
        n_ctx=n_ctx,
        kv_type=kv_type,
        on_row=rows.append,
        on_variant=rows.append,
        on_limit=limits.append,
        on_progress=lambda _step: None,
        is_cancelled=lambda: False,
    )
    return rows, limits


def file_requests(hub):
    return [r.path for r in hub.requests if "/resolve/" in r.path]


def test_a_second_visit_asks_neither_hub_nor_engine(hub, store, machine, tmp_path):
    first = KnownFits(store)
    rows, limits = ask(first, hub, tmp_path / "headers", machine)
    assert limits
    first.prepare(512, "f16", machine, lambda: False)
    first.close()
    before = len(file_requests(hub))
    again = KnownFits(store)
    kept, _limits = ask(again, hub, tmp_path / "none", machine)
    assert [(r.quant_type, r.ram, r.speed) for r in kept] == [(r.quant_type, r.ram, r.speed) for r in rows]
    assert again._session is None
    assert len(file_requests(hub)) == before
    again.prepare(512, "f16", machine, lambda: False)
    assert again.known(512, "f16") is not None
    assert again.known(512, "q8_0") is None


def test_kept_rows_are_judged_by_the_memory_of_now(hub, store, machine, tmp_path):
    fits = KnownFits(store)
    rows, _limits = ask(fits, hub, tmp_path / "headers", machine)
    fits.close()
    assert {r.verdict for r in rows} == {Verdict.FITS_RAM}
    full = replace(machine, ram_available_bytes=1000)
    kept, _limits = ask(KnownFits(store), hub, tmp_path / "headers", full)
    assert {r.verdict for r in kept} == {Verdict.DOES_NOT_FIT}


def test_without_a_measured_memory_no_speed_is_promised(hub, machine, tmp_path):
    rows, _limits = ask(fits := KnownFits(), hub, tmp_path / "headers", machine)
    fits.close()
    assert all(0 < r.speed.low < r.speed.high for r in rows)
    unknown = replace(machine, memory_bandwidth=0.0)
    rows, _limits = ask(fits := KnownFits(), hub, tmp_path / "headers", unknown)
    fits.close()
    assert all(r.speed is None for r in rows)


def test_damaged_answers_are_asked_again(store):
    for answer in ("", "3", "[3]", '[{"quant_type": 5}]', "[" * 5000):
        with store._database.write() as db:
            db.execute("INSERT OR REPLACE INTO repo_fits VALUES ('a/b', 'r', 'q', ?)", (answer,))
        assert store.load("a/b", "r", "q") == ()


def test_the_nearest_contexts_first():
    assert nearby_contexts(4096, 0) == ()
    assert nearby_contexts(4096, 10_000)[:3] == (2048, 8192, 10_000)
    assert 16384 not in nearby_contexts(4096, 10_000)
