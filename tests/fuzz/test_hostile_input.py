"""Every reader with hostile input: a result or an error that explains itself, and nothing else.

`./dev fuzz` does the same with new inputs for as long as one likes.
"""

from __future__ import annotations

import random
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.inputs import Inputs
from tests.fuzz.mutations import VALUES, golden_cases, mutated
from tests.fuzz.sandbox import BrokenError, Sandbox

# inputs of each kind: those that reach the engine take a tenth of a second each
_EXAMPLES = {
    "config": 100, "tensors": 50, "tokenizer": 50, "index": 30, "quantization": 40, "safetensors": 150,
    "gguf": 150, "gguf_source": 60, "gguf_header": 150, "imatrix": 100, "recipe": 80, "journal": 80,
    "template": 40,
}  # fmt: skip
_SETTINGS = settings(
    deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck), print_blob=False
)


@pytest.fixture(scope="module")
def sandbox():
    box = Sandbox()
    yield box
    box.close()


@pytest.fixture(scope="module")
def inputs(tmp_path_factory):
    return Inputs(tmp_path_factory.mktemp("inputs"))


@pytest.mark.parametrize("kind", sorted(_EXAMPLES))
def test_no_input_does_harm(kind, inputs, sandbox):
    @settings(_SETTINGS, max_examples=_EXAMPLES[kind])
    @given(st.integers(0, (1 << 32) - 1))
    def check(seed):
        sandbox.try_input(*inputs.make(kind, random.Random(seed)))

    check()


def test_all_kinds_are_tried(inputs):
    assert set(inputs.kinds) == set(_EXAMPLES)


@pytest.mark.parametrize("case", ["llama2", "phi3", "mixtral", "deepseek2", "mamba2"])
def test_what_is_changed_was_good_before(case, inputs, sandbox):
    """Otherwise all inputs would be refused for one and the same reason."""
    assert sandbox.try_input("checkpoint", inputs.golden(case)).startswith("ok")


def test_a_change_can_reach_every_place():
    config = {"a": 1, "b": [2, {"c": 3}]}
    found = [mutated(config, [(number, "new")]) for number in range(6)]
    assert found == [
        "new",
        {"a": "new", "b": [2, {"c": 3}]},
        {"a": 1, "b": "new"},
        {"a": 1, "b": ["new", {"c": 3}]},
        {"a": 1, "b": [2, "new"]},
        {"a": 1, "b": [2, {"c": "new"}]},
    ]
    assert config == {"a": 1, "b": [2, {"c": 3}]}
    assert len(golden_cases()) > 30
    assert len(VALUES) > 40


def test_the_sandbox_sees_what_goes_wrong(sandbox, tmp_path):
    """Or nothing above would prove anything."""
    with pytest.raises(BrokenError, match="FileNotFoundError"):
        sandbox.try_input("safetensors_size", tmp_path / "nothing")
    if sys.platform != "win32":
        with pytest.raises(BrokenError, match="died"):
            sandbox.try_input("abort", tmp_path)
    if sys.platform == "linux":
        with pytest.raises(BrokenError, match="MemoryError"):
            sandbox.try_input("allocate", tmp_path)
