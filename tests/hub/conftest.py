from __future__ import annotations

import random

import pytest

from desktop_app.hub.client import HubClient
from tests.fakes.checkpoints import materialize_golden
from tests.fakes.loopback_hub import LoopbackHub


@pytest.fixture
def hub():
    with LoopbackHub() as server:
        yield server


@pytest.fixture
def client(hub):
    return HubClient(hub.endpoint, timeout_s=2.0)


@pytest.fixture(scope="session")
def checkpoint(tmp_path_factory):
    folder = materialize_golden("llama2", tmp_path_factory.mktemp("repo") / "llama2")
    (folder / "README.md").write_text("# A tiny model")
    return folder


@pytest.fixture
def big_repo(hub, tmp_path):
    """A file of 3 MB, served from the content network."""
    folder = tmp_path / "big"
    folder.mkdir()
    (folder / "model.safetensors").write_bytes(random.Random(1).randbytes(3_000_000))
    (folder / "config.json").write_text("{}")
    return hub.add_repo("org/big", folder)
