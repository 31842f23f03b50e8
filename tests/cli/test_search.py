"""`bitsmith search` with every filter, as a program of its own against a hub on the loopback."""

from __future__ import annotations

import json

import pytest

from tests.cli.test_commands import bitsmith
from tests.fakes.checkpoints import materialize_golden
from tests.fakes.loopback_hub import LoopbackHub
from tests.fakes.tiny_model import write_tiny_model


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hub")
    weights = materialize_golden("llama2", folder / "weights")
    ready = folder / "ready"
    ready.mkdir()
    write_tiny_model(ready / "tiny-Q8_0.gguf")
    with LoopbackHub() as server:
        server.add_repo(
            "smith/small-chat", weights, n_params=10**9, likes=5, downloads=900, tags=("conversational", "de")
        )
        server.add_repo("smith/huge-chat", weights, n_params=10**13, likes=9, downloads=100, license="mit")
        server.add_repo("other/small-GGUF", ready, n_params=10**9, likes=1, tags=("gguf",))
        yield server


def found(hub, *options):
    done = bitsmith("search", *options, "--json", check=0, HF_ENDPOINT=hub.endpoint)
    return [row["repo_id"] for row in json.loads(done.stdout)]


SMALL, HUGE, READY = "smith/small-chat", "smith/huge-chat", "other/small-GGUF"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("author:smith", "--sort", "downloads"), [SMALL, HUGE]),
        (("chat", "--author", "smith", "--sort", "likes"), [HUGE, SMALL]),
        (("small", "--format", "gguf"), [READY]),
        (("--license", "mit"), [HUGE]),
        (("--language", "de"), [SMALL]),
        (("--author", "smith", "--fits"), [SMALL]),
        (("--author", "smith", "--size", "small"), [SMALL]),
        (("--author", "other", "--convertible"), []),
    ],
)
def test_each_filter_leaves_out_what_it_says(hub, options, expected):
    assert found(hub, *options) == expected


def test_a_table_says_what_fits(hub):
    lines = bitsmith("search", "author:smith", check=0, HF_ENDPOINT=hub.endpoint).stdout.splitlines()
    (huge,) = [line for line in lines if "huge-chat" in line]
    assert " no" in huge
    assert len(lines) == 3


def test_a_filter_that_does_not_exist_is_said(hub):
    done = bitsmith("search", "x", "--size", "enormous", check=2, HF_ENDPOINT=hub.endpoint)
    assert "enormous" in done.stderr
