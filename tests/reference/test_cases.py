from __future__ import annotations

from tests.fakes.checkpoints import DATA
from tests.reference.cases import CASES
from tests.reference.regenerate import pinned


def test_every_case_has_been_generated():
    for name in CASES:
        folder = DATA / "golden" / name
        assert {p.name for p in folder.iterdir()} == {
            "case.json",
            "config.json",
            "expected.json",
            "tensors.json",
        }


def test_the_reference_is_the_engine_that_is_pinned():
    assert pinned("llama-cpp-python").startswith("llama-cpp-python==")
