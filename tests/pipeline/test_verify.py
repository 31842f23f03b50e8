from __future__ import annotations

import hashlib

import pytest

from desktop_app.domain.errors import CancelledError
from desktop_app.domain.model_check import FileVerdict
from desktop_app.domain.repository import RepoDetail, RepoFile
from desktop_app.hub.client import HubClient
from desktop_app.pipeline.verify import verify
from desktop_app.storage.database import Database
from desktop_app.storage.known_hashes import KnownHashes
from tests.fakes.loopback_hub import LoopbackHub


@pytest.fixture
def hashes(tmp_path):
    database = Database(tmp_path / "db")
    yield KnownHashes(database)
    database.close()


def test_files_are_compared_with_what_the_hub_said(hashes, tmp_path):
    data = b"x" * 3_000_000
    file = RepoFile("a.gguf", len(data), sha256=hashlib.sha256(data).hexdigest())
    hashes.remember(tmp_path, RepoDetail("org/a", "f" * 40, (file,)), (file,))
    path, other, gone = tmp_path / "a.gguf", tmp_path / "b.gguf", tmp_path / "c.gguf"
    path.write_bytes(data)
    other.write_bytes(data)
    seen = []

    def verdicts(**options):
        return [f.verdict for f in verify((path, other, gone), hashes, on_progress=seen.append, **options)]

    assert verdicts() == [FileVerdict.RIGHT, FileVerdict.UNKNOWN, FileVerdict.MISSING]
    assert (seen[-1].done, seen[-1].total) == (6_000_000, 6_000_000)
    path.write_bytes(data[:-1] + b"y")
    assert verdicts()[0] is FileVerdict.DAMAGED
    path.write_bytes(data[:-1])
    assert verdicts()[0] is FileVerdict.DAMAGED
    with pytest.raises(CancelledError):
        verdicts(is_cancelled=lambda: True)


def test_the_hub_is_asked_about_files_of_which_nothing_is_kept(hashes, tmp_path):
    folder = tmp_path / "repo"
    folder.mkdir()
    (folder / "m.gguf").write_bytes(b"x" * 2_000_000)
    copy = tmp_path / "m.gguf"
    copy.write_bytes(b"x" * 2_000_000)
    with LoopbackHub() as hub:
        hub.add_repo("org/m", folder)
        client = HubClient(hub.endpoint, timeout_s=2)
        (found,) = verify((copy,), hashes, client=client, source="org/m")
        assert found.verdict is FileVerdict.RIGHT
        assert found.digest == hashlib.sha256(b"x" * 2_000_000).hexdigest()
        (found,) = verify((copy,), hashes, client=client, source="org/none")
        assert found.verdict is FileVerdict.UNKNOWN
