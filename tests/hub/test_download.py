from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from desktop_app.domain.errors import BitsmithError, CancelledError, ErrorKind
from desktop_app.domain.repository import RepoFile
from desktop_app.domain.transfer import FileState, Waiting
from desktop_app.hub import disk_room, download, transfer
from desktop_app.hub.download import download_files
from desktop_app.hub.part_file import PartFile


@pytest.fixture
def get(client, tmp_path):
    """Download org/big into a folder; returns the folder."""

    def run(**options):
        detail = client.repository("org/big")
        options = {"first_pause_s": 0.01, "connections": 1, **options}
        download_files(client, detail, detail.files, tmp_path / "out", **options)
        return tmp_path / "out"

    return run


def same(folder, repo):
    return all(p.read_bytes() == (folder / p.name).read_bytes() for p in repo.paths())


def arrived(folder):
    """Bytes of the large file that a run before has left."""
    return have(folder / "model.safetensors")


def have(path):
    """A file of one piece, whose record is one number before the flushed one."""
    return int.from_bytes(path.with_name(path.name + ".part.state").read_bytes()[4096:4104], sys.byteorder)


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
    assert ranges == ["bytes=0-2999999", "bytes=1000000-2999999"]


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
    assert arrived(tmp_path / "out") == 500_000
    assert not (tmp_path / "out" / "model.safetensors").exists()


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_refusal_is_final(hub, big_repo, get, status):
    hub.fail("status", "model.safetensors", method="HEAD", status=status, times=9)
    with pytest.raises(BitsmithError):
        get()
    assert len(hub.requests_for("model.safetensors", "HEAD")) == 1


def test_damaged_bytes_are_noticed_and_not_kept(hub, big_repo, get, tmp_path):
    hub.fail("corrupt", "model.safetensors", after=1_234_567)
    with pytest.raises(BitsmithError, match="is not what"):
        get()
    assert not [name for name in leftovers(tmp_path / "out") if "safetensors" in name]
    assert same(get(), big_repo)
    assert leftovers(tmp_path / "out") == []


def test_a_server_without_ranges_is_read_from_the_start(hub, big_repo, get):
    hub.fail("drop", "model.safetensors", after=1_000_000)
    hub.fail("norange", "model.safetensors", times=4)
    assert same(get(), big_repo)


def test_cancel_keeps_the_part_and_the_next_call_goes_on(hub, big_repo, get, tmp_path):
    done = []
    hub.fail("throttle", "model.safetensors", rate=2_000_000)
    with pytest.raises(CancelledError):
        get(
            on_progress=lambda p: done.append(p.bytes_done), cancelled=lambda: bool(done) and done[-1] > 10**6
        )
    here = arrived(tmp_path / "out")
    assert 3_000_000 > here > 1_000_000
    assert same(get(), big_repo)
    assert hub.requests[-1].range == f"bytes={here}-2999999"


def test_a_part_of_other_content_is_dropped(hub, big_repo, get, tmp_path):
    hub.fail("drop", "model.safetensors", after=1_000_000)
    hub.fail("status", "model.safetensors", status=500, times=50)
    with pytest.raises(BitsmithError):
        get()
    path = big_repo.folder / "model.safetensors"
    path.write_bytes(bytes(reversed(path.read_bytes())))
    hub.clear_faults()
    assert same(get(), big_repo)


def test_more_bytes_than_announced_are_refused(hub, client, big_repo, tmp_path):
    detail = client.repository("org/big")
    small = RepoFile("model.safetensors", 1000, sha256="0" * 64)
    with pytest.raises(BitsmithError) as caught:
        download_files(client, detail, (small,), tmp_path / "out")
    assert caught.value.problem.kind is ErrorKind.BAD_MODEL
    assert leftovers(tmp_path / "out") == []


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
    here = arrived(tmp_path / "out")
    assert here >= 1_000_000 - 256 * 1024
    assert same(get(), big_repo)
    assert hub.requests[-1].range == f"bytes={here}-2999999"


@pytest.mark.skipif(os.name == "nt", reason="limits of POSIX")
def test_a_disk_that_becomes_full_is_said_and_the_part_is_kept(hub, big_repo, get, tmp_path):
    process = program(hub, tmp_path / "out", limit=2_000_000)
    assert process.communicate(timeout=60)[0].split() == ["disk_full"]
    assert (tmp_path / "out" / "model.safetensors.part").exists()
    assert same(get(), big_repo)


def several(**options):
    """Pieces of 200 kB by four connections."""
    return {"connections": 4, "piece_bytes": 200_000, **options}


def test_a_large_file_comes_in_several_ranges_at_once(hub, big_repo, get):
    hub.fail("throttle", "model.safetensors", rate=2_000_000, times=99)
    seen = []
    assert same(get(**several(on_progress=seen.append)), big_repo)
    assert len([r for r in hub.requests if r.origin == "cdn"]) == 15
    assert hub.most_at_once >= 3
    last = seen[-1].transfer
    assert (last.files_done, last.files_total) == (2, 2)
    assert any(f.state is FileState.ACTIVE for s in seen for f in s.transfer.files)


@pytest.mark.parametrize("kind", ["drop", "rst", "short", "norange"])
def test_trouble_with_some_of_the_ranges(hub, big_repo, get, kind):
    hub.fail(kind, "model.safetensors", after=70_000, times=3)
    assert same(get(**several()), big_repo)


def test_a_server_without_any_ranges_and_several_connections(hub, big_repo, get):
    hub.fail("norange", "model.safetensors", times=99)
    assert same(get(**several()), big_repo)
    assert sum(r.origin == "cdn" for r in hub.requests) <= 6


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "headers", "headers": {"ETag": '"another"'}},
        {"kind": "headers", "headers": {"X-Repo-Commit": "f" * 40}},
        {"kind": "resized"},
    ],
)
def test_content_that_changes_in_the_middle_is_not_mixed(hub, big_repo, get, tmp_path, fault):
    hub.fail("drop", "model.safetensors", after=100_000)
    hub.fail(path="model.safetensors", **fault)
    with pytest.raises(BitsmithError, match="was changed while it was read"):
        get()
    assert not [name for name in leftovers(tmp_path / "out") if "safetensors" in name]
    assert same(get(), big_repo)


@pytest.mark.parametrize("kind", ["short", "long", "gzip"])
def test_a_wrong_length_is_noticed(hub, big_repo, get, tmp_path, kind):
    hub.fail(kind, "model.safetensors", times=99)
    with pytest.raises(BitsmithError):
        get()
    assert not (tmp_path / "out" / "model.safetensors").exists()
    hub.clear_faults()
    assert same(get(), big_repo)


def test_nothing_has_its_name_before_everything_is_checked(hub, big_repo, get, tmp_path):
    hub.fail("corrupt", "model.safetensors", after=1_234_567)
    with pytest.raises(BitsmithError):
        get()
    assert not (tmp_path / "out" / "config.json").exists()
    before = len(hub.requests_for("config.json"))
    get()
    assert len(hub.requests_for("config.json")) == before, "it was here, and checked"


def test_the_speed_limit_holds_and_can_be_lifted(hub, big_repo, get, client):
    client.limit.change(1_000_000)
    seen = []

    def watch(progress):
        seen.append(progress.bytes_done)
        if progress.bytes_done > 1_000_000:
            client.limit.change(0)

    started = time.monotonic()
    assert same(get(**several(on_progress=watch)), big_repo)
    assert time.monotonic() - started > 0.6
    assert len([n for n in seen if n < 1_000_000]) >= 4


def test_a_patient_download_waits_for_the_network(hub, big_repo, client, get):
    hub.fail("status", "model.safetensors", method="HEAD", status=503, times=7)
    hub.fail("rst", "model.safetensors", times=7)
    seen = []
    assert same(get(is_patient=True, on_progress=seen.append, first_pause_s=0.001), big_repo)
    assert Waiting.SERVER in {s.transfer.waiting for s in seen}


def test_offline_mode_holds_a_download_until_it_ends(hub, big_repo, client, get):
    detail = client.repository("org/big")
    client.connectivity.set_offline_mode(True)
    with pytest.raises(BitsmithError) as caught:
        client.repository("org/big")
    assert caught.value.problem.kind is ErrorKind.OFFLINE
    seen = []

    def watch(progress):
        seen.append(progress.transfer.waiting)
        if progress.transfer.waiting is Waiting.OFFLINE_MODE:
            client.connectivity.set_offline_mode(False)

    before = len(hub.requests)
    client.repository = lambda _name: detail
    # the pause is long: it is the end of offline mode that wakes it
    assert same(get(is_patient=True, on_progress=watch, first_pause_s=60), big_repo)
    assert Waiting.OFFLINE_MODE in seen
    assert len(hub.requests) > before


def test_a_disk_that_fills_up_holds_a_download_until_there_is_room(hub, big_repo, get, monkeypatch):
    free = [10**12]
    monkeypatch.setattr(disk_room, "free_bytes", lambda _folder: free[0])
    monkeypatch.setattr(download, "_ROOM_EVERY_S", 0.0)
    hub.fail("throttle", "model.safetensors", rate=3_000_000, times=9)
    seen = []

    def watch(progress):
        seen.append(progress.transfer.waiting)
        if progress.bytes_done > 500_000 and Waiting.DISK not in seen:
            free[0] = 1000
        elif seen.count(Waiting.DISK) > 2:
            free[0] = 10**12

    assert same(get(is_patient=True, on_progress=watch), big_repo)
    assert Waiting.DISK in seen


def test_a_write_that_finds_no_room_is_made_again(hub, big_repo, get, monkeypatch):
    monkeypatch.setattr(transfer, "_FULL_DISK_PAUSE_S", 0.2)
    monkeypatch.setattr(download, "_ROOM_EVERY_S", 0.0)
    write, failures = PartFile.write, []

    def full(self, piece, position, data):
        if position > 1_000_000 and len(failures) < 3:
            failures.append(position)
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(self, piece, position, data)

    monkeypatch.setattr(PartFile, "write", full)
    assert same(get(is_patient=True), big_repo)
    assert len(failures) == 3
    assert len(set(failures)) == 1


def test_a_full_disk_is_a_failure_for_who_is_not_patient(hub, big_repo, get, monkeypatch):
    free = [10**12]
    monkeypatch.setattr(disk_room, "free_bytes", lambda _folder: free[0])
    monkeypatch.setattr(download, "_ROOM_EVERY_S", 0.0)
    hub.fail("throttle", "model.safetensors", rate=2_000_000)
    with pytest.raises(BitsmithError) as caught:
        get(on_progress=lambda _p: free.__setitem__(0, 1000))
    assert caught.value.problem.kind is ErrorKind.DISK_FULL


@pytest.mark.parametrize(
    "paths",
    [
        ("model.gguf", "MODEL.gguf"),
        ("a", "a/b"),
        ("a/b", "A"),
        ("m.gguf", "m.gguf.part"),
        ("m.gguf.part.state", "m.gguf"),
    ],
)
def test_names_that_meet_each_other_are_refused(client, big_repo, tmp_path, paths):
    detail = client.repository("org/big")
    with pytest.raises(BitsmithError, match="overwrite each other"):
        download_files(client, detail, tuple(RepoFile(p, 1) for p in paths), tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_in_the_folder_are_not_followed(hub, client, big_repo, get, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "file").write_text("precious")
    out = tmp_path / "out"
    out.mkdir()
    (out / "sub").symlink_to(outside)
    with pytest.raises(BitsmithError, match="is a link"):
        download_files(client, client.repository("org/big"), (RepoFile("sub/file", 2),), out)
    for suffix in ("", ".part", ".part.state"):
        (out / f"model.safetensors{suffix}").symlink_to(outside / "file")
    assert same(get(), big_repo)
    assert (outside / "file").read_text() == "precious"
    assert not (out / "model.safetensors").is_symlink()


def test_two_at_a_time_do_not_write_the_same_file(hub, client, big_repo, tmp_path, get):
    detail = client.repository("org/big")
    file = next(f for f in detail.files if f.path == "model.safetensors")
    (tmp_path / "out").mkdir()
    held = PartFile(tmp_path / "out" / file.path, file, detail.revision)
    with pytest.raises(BitsmithError, match="is being downloaded already"):
        get()
    held.close()
    assert same(get(), big_repo)


def test_no_files_and_empty_files(hub, client, tmp_path):
    folder = tmp_path / "repo"
    folder.mkdir()
    (folder / "empty.txt").touch()
    (folder / "config.json").write_text("{}")
    hub.add_repo("org/small", folder)
    detail = client.repository("org/small")
    download_files(client, detail, (), tmp_path / "none")
    download_files(client, detail, detail.files, tmp_path / "out")
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["config.json", "empty.txt"]
    # a size that the hub does not give is no empty file
    lying = RepoFile("config.json", 0, git_sha1=detail.files[0].git_sha1)
    with pytest.raises(BitsmithError) as caught:
        download_files(client, detail, (lying,), tmp_path / "lying")
    assert caught.value.problem.kind is ErrorKind.BAD_MODEL


def test_many_small_files(hub, client, tmp_path):
    folder = tmp_path / "repo"
    folder.mkdir()
    for number in range(80):
        (folder / f"{number}.txt").write_text(f"file {number}")
    hub.add_repo("org/many", folder)
    detail = client.repository("org/many")
    seen = []
    download_files(client, detail, detail.files, tmp_path / "out", on_progress=seen.append)
    assert all((tmp_path / "out" / f"{n}.txt").read_text() == f"file {n}" for n in range(80))
    assert all(len(s.transfer.files) <= 12 for s in seen)
    assert len(hub.requests_for("resolve", "HEAD")) == 0


def test_only_what_was_flushed_counts_after_the_computer_went_down(hub, big_repo, get, tmp_path, monkeypatch):
    monkeypatch.setattr(download, "_FLUSH_EVERY_S", 0.0)
    hub.fail("drop", "model.safetensors", after=1_000_000)
    hub.fail("status", "model.safetensors", status=500, times=50)
    with pytest.raises(BitsmithError):
        get()
    path = tmp_path / "out" / "model.safetensors.part"
    with path.open("r+b") as file:
        file.seek(900_000)
        file.write(b"\0" * 100_000)  # what never reached the disk
    state = path.with_name(path.name + ".state")
    raw = bytearray(state.read_bytes())
    raw[4104:4112] = (900_000).to_bytes(8, sys.byteorder)
    state.write_bytes(raw)
    monkeypatch.setattr("psutil.boot_time", lambda: 12345.0)
    hub.clear_faults()
    assert same(get(), big_repo)
    assert [r.range for r in hub.requests if r.origin == "cdn"][-1] == "bytes=900000-2999999"


def test_a_damaged_record_costs_the_part_and_nothing_else(hub, big_repo, get, tmp_path):
    for damage in (b"", b"{", b"\xff" * 5000, b'{"size": "x"}', b"[" * 4096):
        hub.fail("drop", "model.safetensors", after=1_000_000)
        hub.fail("status", "model.safetensors", status=500, times=50)
        with pytest.raises(BitsmithError):
            get()
        (tmp_path / "out" / "model.safetensors.part.state").write_bytes(damage)
        hub.clear_faults()
        assert same(get(), big_repo)
        (tmp_path / "out" / "model.safetensors").unlink()


def test_a_long_download_goes_on_with_the_next_signed_address(client, big_repo, hub, get):
    hub.address_uses = 2
    assert same(get(**several()), big_repo)
