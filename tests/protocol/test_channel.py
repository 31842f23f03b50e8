from __future__ import annotations

import pytest

from desktop_app.protocol.channel import Job


@pytest.mark.parametrize(
    ("asked", "is_paused"),
    [
        ((), False),
        ((False,), False),
        ((True,), True),
        ((True, True), True),
        ((True, False), False),
        ((False, True), False),
        ((True, False, True), False),
    ],
)
def test_a_job_keeps_what_is_done_until_somebody_gives_it_up(asked, is_paused):
    job = Job("1", lambda _event: None)
    for keep in asked:
        job.cancel(keep=keep)
    assert job.is_paused is is_paused
    assert job.is_cancelled is bool(asked)
