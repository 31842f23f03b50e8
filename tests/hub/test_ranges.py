"""Bytes of a repository through a window folder, from a hub that misbehaves."""

from __future__ import annotations

import random
import threading
import time

import pytest

from desktop_app.domain.errors import ErrorKind
from desktop_app.domain.streaming import SourceSpan, span_file_name
from desktop_app.hub.client import HubClient
from desktop_app.hub.ranges import SpanFetcher
from desktop_app.hub.span_plan import plan_spans
from tests.fakes.loopback_hub import LoopbackHub

HEADER = 1000
SIZES = (300_000, 10, 1_200_000, 70_000, 700_000, 5, 900_000)
FILES = {"model-1.safetensors": 1, "model-2.safetensors": 2}


@pytest.fixture
def repo(hub, tmp_path):
    folder = tmp_path / "repo"
    folder.mkdir()
    for name, seed in FILES.items():
        (folder / name).write_bytes(random.Random(seed).randbytes(HEADER + sum(SIZES)))
    return hub.add_repo("org/two", folder)


def spans():
    found = []
    for name in FILES:
        offset = HEADER
        for size in SIZES:
            found.append(SourceSpan(name, offset, size))
            offset += size
    return found


class Consumer:
    """Fetches all spans with small pieces, reading and deleting them in order."""

    def __init__(self, client, repo, tmp_path, wanted=None, **options):
        self.wanted = wanted or spans()
        self.repo = repo
        self.window = tmp_path / "window"
        self.window.mkdir()
        headers = tmp_path / "headers"
        headers.mkdir()
        for name in FILES:
            (headers / name).write_bytes((repo.folder / name).read_bytes()[:HEADER])
        sizes = {name: (repo.folder / name).stat().st_size for name in FILES}
        plan = plan_spans(self.wanted, dict.fromkeys(FILES, HEADER), sizes, piece_bytes=128 * 1024)
        self.detail = client.repository("org/two")
        settings = {"window_bytes": 8_000_000, "first_pause_s": 0.01, **options}
        self.fetcher = SpanFetcher(client, self.detail, plan, self.window, headers, **settings)
        self.largest = self.wrong = 0

    def run(self, before_read=lambda number: None):
        """How many spans arrived."""
        self.fetcher.start()
        try:
            for number, span in enumerate(self.wanted):
                before_read(number)
                path = self.window / span_file_name(number)
                while not path.exists():
                    if self.fetcher.error is not None:
                        return number
                    time.sleep(0.001)
                here = 0
                for entry in list(self.window.iterdir()):
                    try:
                        here += entry.stat().st_size
                    except FileNotFoundError:
                        continue
                self.largest = max(self.largest, here)
                whole = (self.repo.folder / span.file).read_bytes()
                self.wrong += path.read_bytes() != whole[span.offset : span.offset + span.n_bytes]
                path.unlink()
            return len(self.wanted)
        finally:
            self.fetcher.stop()


@pytest.fixture
def consumer(client, repo, tmp_path):
    def make(**options):
        return Consumer(client, repo, tmp_path, **options)

    return make


def test_everything_arrives_and_the_hashes_are_compared(hub, consumer):
    one = consumer()
    assert one.run() == len(spans())
    assert one.wrong == 0
    assert one.fetcher.error is None
    assert set(one.fetcher.verified_files) == set(FILES)
    assert one.fetcher.fetched_bytes == 2 * sum(SIZES)
    assert list(one.window.iterdir()) == []
    # the hub itself is asked once for each file, all bytes come from the content network
    assert len([r for r in hub.requests if r.origin == "hub" and r.method == "HEAD"]) == 2
    assert all(r.origin == "cdn" for r in hub.requests_for("safetensors"))


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "status", "status": 500, "times": 4},
        {"kind": "status", "status": 503, "times": 9},
        {"kind": "status", "status": 429, "headers": {"Retry-After": "0"}, "times": 5},
        {"kind": "status", "status": 403, "times": 2},
        {"kind": "drop", "after": 70_000, "times": 5},
        {"kind": "rst", "after": 70_000, "times": 5},
        {"kind": "stall", "after": 70_000, "times": 2},
        {"kind": "short", "times": 5},
        {"kind": "norange", "times": 2},
        {"kind": "long", "times": 2},
        {"kind": "headers", "headers": {"Content-Range": "bytes 0-1/9"}, "times": 2},
        {"kind": "headers", "headers": {"Content-Range": "nonsense"}, "times": 2},
        {"kind": "headers", "headers": {"Content-Encoding": "gzip"}, "times": 1},
    ],
    ids=lambda fault: f"{fault['kind']}-{fault.get('status', '')}{list(fault.get('headers', {}).values())}",
)
def test_a_hub_in_trouble_is_asked_again_and_no_byte_is_wrong(hub, repo, tmp_path, fault):
    client = HubClient(hub.endpoint, timeout_s=0.5)
    one = Consumer(client, repo, tmp_path)
    hub.fail(path="model-.", **fault)
    assert one.run() == len(spans())
    assert one.wrong == 0
    assert set(one.fetcher.verified_files) == set(FILES)


def test_a_hub_that_does_not_say_where_is_asked_again(hub, consumer):
    hub.fail("status", "model-1", method="HEAD", status=502, times=2)
    assert consumer().run() == len(spans())


def test_addresses_that_expire_are_asked_for_again(repo, tmp_path):
    with LoopbackHub(address_uses=5) as hub:
        hub.repositories["org/two"] = repo
        one = Consumer(HubClient(hub.endpoint), repo, tmp_path)
        assert one.run() == len(spans())
        assert one.wrong == 0
        assert len([r for r in hub.requests if r.method == "HEAD"]) > 5
        assert all(hub.uses[path] <= 5 + 8 for path in hub.uses)


def test_a_hub_without_content_network(repo, tmp_path):
    with LoopbackHub(use_cdn=False) as hub:
        hub.repositories["org/two"] = repo
        assert Consumer(HubClient(hub.endpoint), repo, tmp_path).run() == len(spans())


def test_the_token_goes_to_the_hub_only(hub, repo, tmp_path):
    one = Consumer(HubClient(hub.endpoint, token="hf_right"), repo, tmp_path)
    assert one.run() == len(spans())
    assert one.wrong == 0
    assert all(r.has_token == (r.origin == "hub") for r in hub.requests)


@pytest.mark.parametrize(
    ("kind", "headers"),
    [("headers", {"ETag": '"another"'}), ("headers", {"X-Repo-Commit": "f" * 40}), ("resized", {})],
    ids=["etag", "commit", "size"],
)
def test_another_revision_in_the_middle_ends_it(hub, consumer, kind, headers):
    one = consumer(connections=1)

    def later(number):
        if number == 0:
            hub.fail(kind, "model-2", headers=headers)

    arrived = one.run(later)
    assert len(SIZES) - 1 <= arrived < len(spans())
    assert one.fetcher.error.problem.kind is ErrorKind.BAD_MODEL
    assert "changed" in one.fetcher.error.problem.what


@pytest.mark.parametrize(
    ("name", "value"),
    [("X-Linked-Etag", f'"{"0" * 64}"'), ("X-Linked-Size", "7"), ("X-Repo-Commit", "a" * 40)],
)
def test_a_hub_that_announces_another_file_is_not_read(hub, client, repo, tmp_path, name, value):
    one = Consumer(client, repo, tmp_path)
    facts = repo.facts

    def changed(path):
        return {**facts(path), "lfs": {**facts(path)["lfs"]}}

    repo.facts = changed
    if name == "X-Linked-Etag":
        repo.etag = lambda path: "0" * 64
    elif name == "X-Linked-Size":
        repo.facts = lambda path: {**facts(path), "size": 7}
    else:
        hub.repositories["org/two"] = MovedOn(repo, value)
    assert one.run() == 0
    assert one.fetcher.error.problem.kind in (ErrorKind.BAD_MODEL, ErrorKind.NOT_FOUND)
    assert not [r for r in hub.requests if r.origin == "cdn"]


class MovedOn:
    """The same repository at another commit."""

    def __init__(self, repo, revision):
        self._repo, self.revision = repo, revision

    def __getattr__(self, name):
        return getattr(self._repo, name)


def test_files_that_change_while_they_are_read(hub, client, repo, tmp_path):
    one = Consumer(client, repo, tmp_path, window_bytes=2_000_000)
    path = repo.folder / "model-2.safetensors"

    def later(number):
        if number == 3:
            path.write_bytes(random.Random(9).randbytes(path.stat().st_size))

    assert one.run(later) < len(spans())
    assert one.fetcher.error.problem.kind in (ErrorKind.BAD_MODEL, ErrorKind.NOT_FOUND)


def test_damaged_bytes_never_complete_their_file(hub, consumer):
    one = consumer()
    hub.fail("corrupt", "model-1", after=100)
    assert one.run() == len(SIZES) - 1  # the last span of the file is held back
    assert one.wrong == 1
    assert one.fetcher.error.problem.kind is ErrorKind.BAD_MODEL
    assert "hash differs" in one.fetcher.error.problem.why
    assert "model-1.safetensors" not in one.fetcher.verified_files


def test_a_file_of_which_parts_are_needed_is_not_called_verified(hub, client, repo, tmp_path):
    some = [spans()[6], spans()[0], spans()[10]]
    one = Consumer(client, repo, tmp_path, wanted=[some[2], *some[:2]])
    assert one.run() == 3
    assert one.fetcher.error is None
    assert one.fetcher.fetched_bytes >= sum(s.n_bytes for s in some)


def test_the_window_is_bounded_when_the_consumer_is_slow(hub, consumer):
    one = consumer(window_bytes=1_500_000)
    assert one.run(lambda number: time.sleep(0.02)) == len(spans())
    assert one.wrong == 0
    assert one.largest <= 1_500_000


def test_it_gives_up_after_many_failures_in_words(hub, consumer):
    hub.fail("status", "model-1", status=500, times=1000)
    one = consumer()
    assert one.run() == 0
    assert one.fetcher.error.problem.kind is ErrorKind.SERVER


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_refusal_of_the_hub_is_final(hub, consumer, status):
    hub.fail("status", "model-1", method="HEAD", status=status, times=100)
    one = consumer()
    assert one.run() == 0
    assert len([r for r in hub.requests if r.method == "HEAD" and "model-1" in r.path]) <= 8


def test_a_hub_that_cannot_send_parts_is_named(hub, consumer):
    hub.fail("norange", "model-1", times=1000)
    one = consumer()
    one.run()
    assert "parts of files" in one.fetcher.error.problem.what
    assert "keep the source" in one.fetcher.error.problem.next_step


@pytest.mark.parametrize("method", ["HEAD", "GET"])
def test_it_stops_although_the_hub_hangs(hub, repo, tmp_path, method):
    one = Consumer(HubClient(hub.endpoint, timeout_s=30), repo, tmp_path)
    hub.fail("hang", "model-", method=method, times=1000)
    one.fetcher.start()
    while not hub.requests_for("model-", method):
        time.sleep(0.005)
    stopper = threading.Thread(target=one.fetcher.stop)
    stopper.start()
    stopper.join(5)
    assert not stopper.is_alive()
    assert not list(one.window.glob("*.bin"))


def test_a_full_disk_is_said(hub, consumer):
    one = consumer()
    one.window.rmdir()
    one.run()
    assert one.fetcher.error.problem.kind is ErrorKind.FILE_ACCESS
