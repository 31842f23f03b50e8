"""Jobs that are paused, killed or cut off by the end of the app, with the real worker and hub."""

from __future__ import annotations

import hashlib
import os
import signal
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from desktop_app.domain.jobs import JobState
from tests.fakes.journey import wait_until

pytestmark = pytest.mark.model
REPO = "org/SmolLM2-135M-Instruct"


@pytest.fixture
def slow_hub(hub):
    """Slow enough to be caught at work."""
    hub.fail("throttle", "of-00002.safetensors", rate=12_000_000, times=100)
    return hub


def begin(journey):
    """A job that has some tensors on the disk."""
    jobs = journey.app.jobs
    job = jobs.make(REPO, "Q8_0", is_local=False)
    folder = journey.app.folders.models

    def is_under_way():
        journals = list(folder.rglob("*.journal"))
        return bool(journals) and journals[0].read_text().count("\n") > 1

    wait_until(is_under_way, "some tensors to be safe", 120)
    return job


def digest_of(journey, job):
    wait_until(lambda: journey.job(job).state.is_final, "the job", 300)
    assert journey.job(job).state is JobState.DONE, journey.job(job).problem
    model_id = journey.job(job).result_model_id
    wait_until(lambda: journey.app.library.find(model_id), "the library")
    with Path(journey.app.library.find(model_id).path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@pytest.fixture
def expected(start, hub):
    journey = start(hub.endpoint, home="reference")
    journey.open()
    found = digest_of(journey, journey.app.jobs.make(REPO, "Q8_0", is_local=False))
    journey.close()
    return found


def writers():
    """Pids of children that write an unfinished file; others list devices or estimate a fit at times."""
    found = []
    for child in psutil.Process().children():
        with suppress(psutil.Error):
            if any(".part" in Path(file.path).suffixes for file in child.open_files()):
                found.append(child.pid)
    return found


def test_a_job_goes_on_after_a_pause_a_killed_worker_and_the_end_of_the_app(start, expected, slow_hub):
    journey = start(slow_hub.endpoint)
    journey.open()
    jobs = journey.app.jobs
    job = begin(journey)

    jobs.pause(job)
    wait_until(lambda: journey.job(job).state is JobState.PAUSED, "the pause")
    parts = [p.name for p in journey.app.folders.models.rglob("*.part*")]
    assert len(parts) == 2, "the part and its journal"

    jobs.resume(job)
    wait_until(lambda: journey.job(job).progress.stage == "quantize", "the work")
    wait_until(lambda: writers(), "the process that writes the file")
    os.kill(writers()[0], signal.SIGKILL)
    wait_until(lambda: journey.job(job).state is JobState.FAILED, "the end of the worker")
    assert journey.job(job).problem.next_step

    jobs.resume(job)
    wait_until(lambda: journey.job(job).progress.stage == "quantize", "the work")
    asked = []
    journey.window.confirm_close = lambda question: asked.append(question.text) or True
    journey.close()
    assert "next start" in asked[0]

    again = start(slow_hub.endpoint)
    again.open()
    wait_until(lambda: again.app.jobs.jobs, "the list of jobs")
    view = again.job(job)
    assert (view.state, view.is_interrupted) == (JobState.PAUSED, True)
    slow_hub.clear_faults()
    again.app.jobs.resume(job)
    assert digest_of(again, job) == expected
    assert not list(again.app.folders.models.rglob("*.part*"))
