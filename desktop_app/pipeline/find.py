"""Finding a repository for a job that can wait: for a network that is gone, and out of a pinned revision."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from desktop_app.domain.errors import BitsmithError, CancelledError, ErrorKind
from desktop_app.domain.jobs import JobProgress
from desktop_app.domain.transfer import TransferProgress, Waiting
from desktop_app.pipeline.make import IsCancelled, Report
from desktop_app.pipeline.stream import find_repository

if TYPE_CHECKING:
    from desktop_app.domain.repository import RepoDetail
    from desktop_app.hub.client import HubClient

_LONGEST_PAUSE_S = 30.0
_STEP_S = 0.1


def find_patiently(
    client: HubClient,
    repo_id: str,
    revision: str,
    report: Report,
    is_cancelled: IsCancelled,
    *,
    first_pause_s: float = 2.0,
) -> RepoDetail:
    """The repository at a revision, or at its newest when that revision is gone.

    Args:
        client: of the hub.
        repo_id: "owner/name".
        revision: a commit or a branch.
        report: told what it waits for.
        is_cancelled: asked ten times a second.
        first_pause_s: before it asks again; it doubles with each failure.

    Raises:
        BitsmithError: it is not there, or not for this person.
        CancelledError: `is_cancelled` said so.
    """
    pause_s = first_pause_s
    while True:
        returns = client.connectivity.returns
        try:
            return find_repository(client, repo_id, revision, is_cancelled)
        except BitsmithError as error:
            kind = error.problem.kind
            if kind is ErrorKind.NOT_FOUND and revision != "main":
                revision = "main"
                continue
            if kind not in (ErrorKind.NETWORK, ErrorKind.OFFLINE):
                raise
        until = time.monotonic() + pause_s
        why = Waiting.OFFLINE_MODE if kind is ErrorKind.OFFLINE else Waiting.NETWORK
        while (left := until - time.monotonic()) > 0 and client.connectivity.returns == returns:
            if is_cancelled():
                raise CancelledError
            transfer = TransferProgress(waiting=why, retry_in_s=left)
            report(JobProgress("Downloading", transfer=transfer))
            time.sleep(min(_STEP_S, left))
        pause_s = min(_LONGEST_PAUSE_S, 2 * pause_s)
