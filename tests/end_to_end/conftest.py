from __future__ import annotations

import pytest

from tests.fakes.checkpoints import make_smollm2_checkpoint
from tests.fakes.journey import Journey
from tests.fakes.loopback_hub import LoopbackHub
from tests.fakes.starter import starter_model_path


@pytest.fixture(scope="session")
def checkpoint(tmp_path_factory):
    """The real small model as its makers would publish it."""
    folder = tmp_path_factory.mktemp("hub") / "SmolLM2-135M-Instruct"
    return make_smollm2_checkpoint(starter_model_path(), folder)


@pytest.fixture
def hub(checkpoint):
    with LoopbackHub() as server:
        server.add_repo("org/SmolLM2-135M-Instruct", checkpoint, downloads=1000, likes=50)
        yield server


@pytest.fixture
def start(qapp, tmp_path):
    """Starts the app; the same `home` is the same installation. Closes what a test leaves open."""
    running = []

    def begin(endpoint="", starter=None, home="home"):
        journey = Journey(tmp_path / home, starter or starter_model_path(), endpoint)
        running.append(journey)
        return journey

    yield begin
    for journey in running:
        if not journey.is_closed:
            journey.close()
