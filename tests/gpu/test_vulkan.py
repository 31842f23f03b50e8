"""What a GPU changes, with an engine for Vulkan: `./dev gpu`. Without a GPU, Mesa's lavapipe computes in software."""

from __future__ import annotations

import os

import pytest

from tests.fakes.inference import InferenceChild

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif("BITSMITH_TEST_GPU" not in os.environ, reason="takes an engine for Vulkan: ./dev gpu"),
]
QUESTION = "Name three colors of the rainbow."
TOLERANCE = 0.03


@pytest.fixture(scope="module")
def child():
    worker = InferenceChild()
    yield worker
    worker.child.shutdown()
