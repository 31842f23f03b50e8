from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from desktop_app.domain.errors import BitsmithError, CancelledError, ErrorKind
from desktop_app.domain.repository import RepoFile
from desktop_app.hub.download import download_files


@pytest.fixture
def get(client, tmp_path):
    """Download org/big into a folder; returns the folder."""

    def run(**options):
        detail = client.repository("org/big")
        download_files(client, detail, detail.files, tmp_path / "out", first_pause_s=0.01, **options)
        return tmp_path / "out"

    return run


def same(folder, repo):
    return all(p.read_bytes() == (folder / p.name).read_bytes() for p in repo.paths())


def leftovers(folder):
    return sorted(p.name for p in folder.rglob("*") if ".part" in p.name)


def test_files_arrive_whole(big_repo, get):
    seen = []
    folder = get(on_progress=seen.append)
    assert same(folder, big_repo)
    assert leftovers(folder) == []
    assert seen[-1].bytes_done == seen[-1].bytes_total == sum(p.stat().st_size for p in big_repo.paths())
    assert [s.bytes_done for s in seen] == sorted(s.bytes_done for s in seen)


def test_what_is_there_is_not_fetched_again(hub, big_repo, get):
    get()
    before = len(hub.requests_for("resolve"))
    get()
    assert len(hub.requests_for("resolve")) == before


def test_a_reset_connection_is_tried_again(hub, big_repo, get):
    hub.fail("rst", "model.safetensors", after=1_000_000)
    assert same(get(), big_repo)


@pytest.mark.parametrize("kind", ["drop", "stall"])
def test_a_broken_connection_goes_on_where_it_was(hub, big_repo, get, kind):
    hub.fail(kind, "model.safetensors", after=1_000_000)
    assert same(get(), big_repo)
    ranges = [r.range for r in hub.requests if r.origin == "cdn"]
    assert ranges[0] == ""
    assert ranges[1].startswith("bytes=")
    assert int(ranges[1][6:-1]) > 0


@pytest.mark.parametrize("status", [500, 502, 503, 429])
def test_a_hub_in_trouble_is_asked_again(hub, big_repo, get, status):
    hub.fail("status", "model.safetensors", status=status, times=3)
    assert same(get(), big_repo)


def test_it_gives_up_in_the_end_and_keeps_the_part(hub, big_repo, get, tmp_path):
    hub.fail("drop", "model.safetensors", after=500_000)
    hub.fail("status", "model.safetensors", status=500, times=50)
    with pytest.raises(BitsmithError) as caught:
        get()
    assert caught.value.problem.kind is ErrorKind.SERVER
    assert (tmp_path / "out" / "model.safetensors.part").stat().st_size == 500_000
    assert not (tmp_path / "out" / "model.safetensors").exists()


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_refusal_is_final(hub, big_repo, get, status):
    hub.fail("status", "model.safetensors", status=status, times=9)
    with pytest.raises(BitsmithError):
        get()
    assert len(hub.requests_for("model.safetensors")) == 1


def test_damaged_bytes_are_noticed_and_not_kept(hub, big_repo, get, tmp_path):
    hub.fail("corrupt", "model.safetensors", after=1_234_567)
    with pytest.raises(BitsmithError, match="is not what"):
        get()
    assert leftovers(tmp_path / "out") == []
    assert same(get(), big_repo)


def test_a_server_without_ranges_is_read_from_the_start(hub, big_repo, get):
    hub.fail("drop", "model.safetensors", after=1_000_000)
    hub.fail("norange", "model.safetensors", times=4)
    assert same(get(), big_repo)


def test_cancel_keeps_the_part_and_the_next_call_goes_on(hub, big_repo, get, tmp_path):
    done = []
    with pytest.raises(CancelledError):
        get(
            on_progress=lambda p: done.append(p.bytes_done), cancelled=lambda: bool(done) and done[-1] > 10**6
        )
    assert (tmp_path / "out" / "model.safetensors.part").stat().st_size > 1_000_000
    assert same(get(), big_repo)
    assert hub.requests[-1].range.startswith("bytes=1")


def test_a_part_of_other_content_is_dropped(hub, big_repo, get, tmp_path):
    hub.fail("drop", "model.safetensors", after=1_000_000)
    hub.fail("status", "model.safetensors", status=500, times=50)
    with pytest.raises(BitsmithError):
        get()
    path = big_repo.folder / "model.safetensors"
    path.write_bytes(bytes(reversed(path.read_bytes())))
    hub.faults._waiting.clear()
    assert same(get(), big_repo)


def test_more_bytes_than_announced_are_refused(hub, client, big_repo, tmp_path):
    detail = client.repository("org/big")
    small = RepoFile("model.safetensors", 1000, sha256="0" * 64)
    with pytest.raises(BitsmithError, match="more than it announced"):
        download_files(client, detail, (small,), tmp_path / "out")


@pytest.mark.parametrize("path", ["../evil", "/etc/evil", "a/../../evil", "CON", "a\x00b"])
def test_no_file_leaves_the_folder(client, big_repo, tmp_path, path):
    detail = client.repository("org/big")
    with pytest.raises(BitsmithError, match="dangerous name"):
        download_files(client, detail, (RepoFile(path, 1),), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_disk_without_room_is_refused_before_the_first_byte(hub, client, big_repo, tmp_path):
    detail = client.repository("org/big")
    huge = RepoFile("model.safetensors", 1 << 55)
    before = len(hub.requests)
    with pytest.raises(BitsmithError) as caught:
        download_files(client, detail, (huge,), tmp_path / "out")
    assert caught.value.problem.kind is ErrorKind.DISK_FULL
    assert len(hub.requests) == before


PROGRAM = textwrap.dedent(
    """
    import resource, sys
    from pathlib import Path
    from desktop_app.domain.errors import BitsmithError
    from desktop_app.hub.client import HubClient
    from desktop_app.hub.download import download_files
    endpoint, folder, limit = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    if limit:
        import signal
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    client = HubClient(endpoint, timeout_s=5)
    detail = client.repository("org/big")
    def progress(p):
        if p.bytes_done > 1_000_000 and not limit:
            print("underway", flush=True)
    try:
        download_files(client, detail, detail.files, folder, on_progress=progress)
    except BitsmithError as error:
        print(error.problem.kind.value, flush=True)
    """
)


def program(hub, folder, limit=0):
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, hub.endpoint, str(folder), str(limit)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
    )


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_killed_download_goes_on_where_it_was(hub, big_repo, get, tmp_path):
    hub.fail("throttle", "model.safetensors", rate=2_000_000)
    process = program(hub, tmp_path / "out")
    assert process.stdout.readline().strip() == "underway"
    process.send_signal(signal.SIGKILL)
    process.wait()
    have = (tmp_path / "out" / "model.safetensors.part").stat().st_size
    assert have >= 1_000_000 - 64 * 1024
    assert same(get(), big_repo)
    assert hub.requests[-1].range == f"bytes={have}-"


@pytest.mark.skipif(os.name == "nt", reason="limits of POSIX")
def test_a_disk_that_becomes_full_is_said_and_the_part_is_kept(hub, big_repo, get, tmp_path):
    process = program(hub, tmp_path / "out", limit=2_000_000)
    assert process.communicate(timeout=60)[0].split() == ["disk_full"]
    assert (tmp_path / "out" / "model.safetensors.part").exists()
    assert same(get(), big_repo)
