"""Which settings are used when the wanted ones do not fit."""

from __future__ import annotations

import pytest

from desktop_app.domain.chat import LoadSettings
from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.worker.load_forecast import FreeMemory, forecast
from tests.fakes.tiny_model import write_tiny_model

GB = 1_000_000_000
RESERVE = 512 * 1024 * 1024


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    # the heads are 32 wide, so that the KV cache can be quantized
    return write_tiny_model(tmp_path_factory.mktemp("tiny") / "m.gguf", n_ctx_train=1_000_000, n_head=2)


def forecast_of(model, ram_bytes, **settings):
    settings = LoadSettings(**settings)
    return forecast([model], settings, FreeMemory(ram_bytes, 100 * GB))


@pytest.fixture(scope="module")
def wanted(model):
    """What the whole context takes, in memory."""
    return forecast_of(model, 1 << 50, n_ctx=400_000).ram


def test_what_fits_is_used_as_it_was_wanted(model, wanted):
    made = forecast_of(model, 50 * GB, n_ctx=400_000)
    assert made.used == made.asked == LoadSettings(n_ctx=400_000)
    assert made.fits
    assert not made.is_tight
    # 2 layers, keys and values of 64 numbers, two bytes each
    assert wanted.kv_bytes == pytest.approx(400_000 * 2 * 2 * 64 * 2, rel=0.01)


def test_zero_is_the_context_of_the_training(model):
    assert forecast_of(model, 50 * GB, n_ctx=0).used.n_ctx == 1_000_000


def test_the_cache_is_quantized_before_the_context_is_shortened(model, wanted):
    reserve = 5 * GB  # of a computer of 100 GB
    made = forecast_of(model, reserve + wanted.total_bytes - wanted.kv_bytes // 4, n_ctx=400_000)
    assert (made.used.kv_type, made.used.n_ctx) == ("q8_0", 400_000)
    assert made.ram.kv_bytes < 0.6 * wanted.kv_bytes


def test_then_the_context_is_as_long_as_fits(model, wanted):
    free = 5 * GB + wanted.total_bytes // 4
    made = forecast_of(model, free, n_ctx=400_000)
    assert made.used.kv_type == "q8_0"
    assert 512 <= made.used.n_ctx < 400_000
    assert made.used.n_ctx % 256 == 0
    assert made.ram.total_bytes <= free - 5 * GB
    longer = forecast_of(model, free, n_ctx=made.used.n_ctx + 4096, kv_type="q8_0", fits_memory=False)
    assert longer.ram.total_bytes > free - 5 * GB


def test_nothing_is_lowered_when_a_person_said_so(model):
    made = forecast_of(model, 1000, n_ctx=400_000, fits_memory=False)
    assert made.used.n_ctx == 400_000
    assert not made.fits


def test_what_never_fits_is_said(model):
    made = forecast_of(model, 1000, n_ctx=4096)
    assert not made.fits
    assert made.is_tight


def test_a_context_whose_list_of_tokens_fills_the_memory_is_not_even_tried(tmp_path):
    hostile = write_tiny_model(tmp_path / "m.gguf", n_ctx_train=(1 << 31) - 1, n_head=2)
    made = forecast_of(hostile, 100 * GB, n_ctx=0)
    assert made.asked.n_ctx == 0
    assert 0 < made.used.n_ctx < 1 << 30
    with pytest.raises(BitsmithError) as caught:
        forecast_of(hostile, 100 * GB, n_ctx=0, fits_memory=False)
    assert caught.value.problem.kind is ErrorKind.OUT_OF_MEMORY
