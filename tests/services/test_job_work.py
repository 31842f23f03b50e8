"""What a job that is taken off the list deletes, and what it leaves to others."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from desktop_app.domain.jobs import JobRequest
from desktop_app.hub.client import HubClient
from desktop_app.pipeline import make, stream
from desktop_app.services import job_work
from desktop_app.services.job_work import JobWork
from tests.fakes.checkpoints import materialize_golden
from tests.fakes.loopback_hub import LoopbackHub

MADE = JobRequest("o/a", revision="abc", quant_type="Q8_0", owns_source=True)


@pytest.fixture
def work(tmp_path):
    return JobWork(hub=None, library=None, hashes=None, cache=tmp_path / "cache")


@pytest.fixture
def source(work):
    folder = make.source_folder(work.cache, "o/a", "abc")
    folder.mkdir(parents=True)
    (folder / "model.safetensors").write_bytes(b"x")
    return folder


def test_weights_that_a_job_brought_go_with_it(work, source):
    work.discard(MADE, [replace(MADE, source="o/b"), replace(MADE, revision="def")])
    assert not source.exists()


@pytest.mark.parametrize(
    ("request_", "others"),
    [
        (MADE, [replace(MADE, quant_type="Q4_0")]),
        (MADE, [replace(MADE, revision="", owns_source=False)]),
        (replace(MADE, keep_source=True), []),
        (replace(MADE, owns_source=False), []),
    ],
    ids=["another job", "another job that has not begun", "kept on purpose", "there before"],
)
def test_weights_that_are_needed_stay(work, source, request_, others):
    work.discard(request_, others)
    assert (source / "model.safetensors").exists()


@pytest.fixture
def downloads(tmp_path):
    """Two unfinished variants that share a projector, which lies beside a file that is whole."""
    folder = tmp_path / "models"
    folder.mkdir()
    for name in ("x-Q4_0.gguf.part", "x-Q8_0.gguf.part", "mmproj.gguf.part", "whole.gguf"):
        (folder / name).write_bytes(b"x")

    def request(quant):
        return JobRequest(
            "o/x",
            variant=f"x-{quant}",
            files=(f"x-{quant}.gguf", "mmproj.gguf", "whole.gguf"),
            folder=str(folder),
        )

    return SimpleNamespace(folder=folder, four=request("Q4_0"), eight=request("Q8_0"))


def test_a_shared_projector_stays_until_the_last_variant_goes(work, downloads):
    def left():
        return sorted(p.name for p in downloads.folder.iterdir())

    work.discard(downloads.four, [downloads.eight])
    assert left() == ["mmproj.gguf.part", "whole.gguf", "x-Q8_0.gguf.part"]
    work.discard(downloads.eight, [])
    assert left() == ["whole.gguf"]


def test_what_another_job_is_writing_stays(work, downloads):
    shared = str(downloads.folder / "mmproj.gguf")
    with work.claims.held([shared], lambda: None, lambda: False):
        work.discard(downloads.four, [])
    assert (downloads.folder / "mmproj.gguf.part").exists()
    assert not (downloads.folder / "x-Q4_0.gguf.part").exists()


def test_a_job_remembers_whether_the_weights_were_there_before(tmp_path, monkeypatch):
    added = SimpleNamespace(add_file=lambda *_arguments, **_options: None)
    made = SimpleNamespace(made=SimpleNamespace(path="x.gguf", seconds=1.0))
    monkeypatch.setattr(job_work, "make_from_hub", lambda *_arguments, **_options: made)
    with LoopbackHub() as hub:
        hub.add_repo("o/a", materialize_golden("llama2", tmp_path / "tiny"))
        client = HubClient(hub.endpoint)
        work = JobWork(SimpleNamespace(client=lambda: client), added, None, tmp_path / "cache")
        known = []

        def run():
            request = JobRequest("o/a", quant_type="Q8_0", output=str(tmp_path / "x.gguf"))
            work.run(request, lambda _p: None, lambda: False, lambda: False, known.append)

        run()
        detail = stream.find_repository(client, "o/a", "main", lambda: False)
        assert [(r.revision, r.owns_source) for r in known] == [(detail.revision, True)]
        materialize_golden("llama2", make.source_folder(work.cache, "o/a", detail.revision))
        known.clear()
        run()
        assert known == []
