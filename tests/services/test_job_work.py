"""What a job that is taken off the list deletes, and what it leaves to others."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from desktop_app.domain.jobs import JobRequest
from desktop_app.pipeline import make
from desktop_app.services.job_work import JobWork

MADE = JobRequest("o/a", revision="abc", quant_type="Q8_0")


@pytest.fixture
def work(tmp_path):
    return JobWork(hub=None, library=None, hashes=None, cache=tmp_path / "cache")


@pytest.fixture
def source(work):
    folder = make.source_folder(work.cache, "o/a", "abc")
    make.mark_source(folder, is_kept=False)
    (folder / "model.safetensors").write_bytes(b"x")
    return folder


def test_weights_that_a_job_brought_go_with_it(work, source):
    work.discard(MADE, [replace(MADE, source="o/b"), replace(MADE, revision="def")])
    assert not source.exists()


@pytest.mark.parametrize(
    "other", [replace(MADE, quant_type="Q4_0"), replace(MADE, revision="")], ids=["begun", "not begun"]
)
def test_weights_that_another_job_needs_stay(work, source, other):
    work.discard(MADE, [other])
    assert (source / "model.safetensors").exists()


def test_weights_that_somebody_wanted_to_keep_stay(work, source):
    make.mark_source(source, is_kept=True)
    work.discard(MADE, [])
    assert (source / "model.safetensors").exists()
    make.mark_source(source, is_kept=False)
    work.discard(MADE, [])
    assert (source / "model.safetensors").exists(), "they were here before"


def test_a_file_that_another_job_writes_stays(work, tmp_path):
    request = replace(MADE, output=str(tmp_path / "x.gguf"))
    part = Path(request.output + ".part")
    part.write_bytes(b"x")
    work.discard(request, [replace(request, source="o/b")])
    assert part.exists()
    work.discard(request, [])
    assert not part.exists()


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
