"""Every fault of a hub: what the real huggingface_hub makes of it, which shows that the loopback hub is one,
and what our downloader does."""

from __future__ import annotations

from pathlib import Path

import pytest
from huggingface_hub import constants, errors, hf_hub_download

from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.hub.client import HubClient
from desktop_app.hub.download import download_files
from tests.benchmarks.bench_kills import soak

WHOLE, WRONG_BYTES = "whole", "wrong bytes"


def status(code, method="GET", times=1, **headers):
    return ({"kind": "status", "status": code, "method": method, "times": times, "headers": headers},)


GATED = {"X-Error-Code": "GatedRepo", "X-Repo-Commit": "0" * 40}
CASES = {
    "nothing": ((), WHOLE, WHOLE),
    "401": (status(401, "HEAD"), errors.HfHubHTTPError, ErrorKind.UNAUTHORIZED),
    # what it says there is to check the connection
    "403": (status(403, "HEAD"), errors.LocalEntryNotFoundError, ErrorKind.UNAUTHORIZED),
    "403 gated": (status(403, "HEAD", **GATED), errors.GatedRepoError, ErrorKind.GATED),
    "404": (
        status(404, "HEAD", **{"X-Error-Code": "EntryNotFound", "X-Repo-Commit": "0" * 40}),
        errors.EntryNotFoundError,
        ErrorKind.NOT_FOUND,
    ),
    "409": (status(409), errors.HfHubHTTPError, WHOLE),
    "416": (status(416), errors.HfHubHTTPError, ErrorKind.BAD_MODEL),
    "429": (status(429, **{"Retry-After": "0"}), WHOLE, WHOLE),
    **{str(code): (status(code), errors.HfHubHTTPError, WHOLE) for code in (500, 502, 503, 504)},
    "slow": (({"kind": "throttle", "rate": 6_000_000},), WHOLE, WHOLE),
    "dropped": (({"kind": "drop", "after": 1_000_000},), WHOLE, WHOLE),
    "reset": (({"kind": "rst", "after": 1_000_000},), Exception, WHOLE),
    "wrong length": (({"kind": "short"},), OSError, WHOLE),
    "longer than it is": (({"kind": "long", "times": 99},), OSError, ErrorKind.BAD_MODEL),
    "wrong hash": (({"kind": "corrupt", "after": 1_000_000},), WRONG_BYTES, ErrorKind.BAD_MODEL),
    "another ETag in the middle": (
        ({"kind": "drop", "after": 1_000_000}, {"kind": "headers", "headers": {"ETag": '"other"'}}),
        WHOLE,
        ErrorKind.BAD_MODEL,
    ),
}


@pytest.fixture
def faulty(hub, big_repo, request):
    faults, *expected = CASES[request.param]
    return faults, expected


def break_hub(hub, faults):
    hub.clear_faults()
    for fault in faults:
        hub.fail(path="model.safetensors", **fault)


@pytest.mark.parametrize("faulty", CASES, indirect=True)
def test_fault(hub, big_repo, faulty, tmp_path, monkeypatch):
    monkeypatch.setattr(constants, "HF_HUB_DISABLE_XET", True)
    faults, (theirs, ours) = faulty
    right = (big_repo.folder / "model.safetensors").read_bytes()

    break_hub(hub, faults)

    def with_the_library():
        return hf_hub_download(
            "org/big",
            "model.safetensors",
            revision=big_repo.revision,
            endpoint=hub.endpoint,
            token="hf_right",
            local_dir=tmp_path / "theirs",
        )

    if theirs in (WHOLE, WRONG_BYTES):
        assert (Path(with_the_library()).read_bytes() == right) is (theirs == WHOLE)
    else:
        with pytest.raises(theirs):
            with_the_library()

    break_hub(hub, faults)
    client = HubClient(hub.endpoint, "hf_right", timeout_s=2)
    detail = client.repository("org/big")
    files = tuple(f for f in detail.files if f.path == "model.safetensors")
    target = tmp_path / "ours"

    def with_our_own():
        download_files(client, detail, files, target, first_pause_s=0.01)

    if ours == WHOLE:
        with_our_own()
    else:
        with pytest.raises(BitsmithError) as caught:
            with_our_own()
        assert caught.value.problem.kind is ours
        assert not (target / "model.safetensors").exists()
        hub.clear_faults()
        with_our_own()
    assert (target / "model.safetensors").read_bytes() == right
    assert not any(r.has_token for r in hub.requests if r.origin == "cdn")


def test_a_download_that_is_killed_again_and_again(tmp_path):
    """2 % of 2 GB for 20 kills is 2 MB for each."""
    report = soak(tmp_path, 32_000_000, 4, rate=8_000_000)
    assert report.is_right
    assert report.kills >= 3
    assert report.sent_bytes - report.file_bytes < 2_000_000 * report.kills
