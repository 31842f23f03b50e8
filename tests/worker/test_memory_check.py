from __future__ import annotations

from types import SimpleNamespace

import pytest

from converters.engine import load_engine
from desktop_app.domain.chat import LoadSettings
from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.worker import memory_check
from desktop_app.worker.gguf_check import check_model
from desktop_app.worker.load_forecast import FreeMemory, forecast
from desktop_app.worker.loading import type_sizes
from tests.fakes.tiny_model import write_tiny_model

# 2 layers, keys and values of 64 numbers, two bytes each
KV_BYTES_PER_TOKEN = 2 * 2 * 64 * 2


@pytest.fixture
def memory(monkeypatch):
    def set_to(available, total=1 << 40):
        reading = SimpleNamespace(available=available, total=total)
        monkeypatch.setattr(memory_check.psutil, "virtual_memory", lambda: reading)

    return set_to


@pytest.fixture(scope="module")
def header(tmp_path_factory):
    path = write_tiny_model(tmp_path_factory.mktemp("tiny") / "m.gguf", n_ctx_train=100_000)
    return check_model(str(path), type_sizes(load_engine()))[0]


def problem_of(call, *arguments):
    with pytest.raises(BitsmithError) as caught:
        call(*arguments)
    assert caught.value.problem.kind is ErrorKind.OUT_OF_MEMORY
    return caught.value.problem


def test_a_context_larger_than_the_free_memory_is_refused_with_the_numbers(header):
    settings = LoadSettings(n_ctx=100_000, n_gpu_layers=0, fits_memory=False)
    made = forecast([header.path], settings, FreeMemory(100_000 * KV_BYTES_PER_TOKEN, 1 << 40))
    assert not made.fits
    problem = problem_of(memory_check.check_forecast, made)
    assert "100,000 tokens" in problem.what
    assert "GB" in problem.why
    memory_check.check_forecast(forecast([header.path], settings, FreeMemory(1 << 40, 1 << 40)))


def test_weights_larger_than_the_computer_are_refused(memory):
    lib = SimpleNamespace(llama_supports_gpu_offload=lambda: False)
    memory(available=0, total=1_000_000_000)
    problem = problem_of(memory_check.check_weights, lib, "m.gguf", 2_000_000_000)
    assert "2.0 GB" in problem.why
    assert "1.0 GB" in problem.why
    memory_check.check_weights(lib, "m.gguf", 1_000_000_000)


def test_a_gpu_may_hold_what_the_computer_cannot(memory):
    memory(available=0, total=1)
    memory_check.check_weights(SimpleNamespace(llama_supports_gpu_offload=lambda: True), "m.gguf", 100)
