"""Settings of chats, and records of loads, across a restart."""

from __future__ import annotations

import pytest

from desktop_app.domain.chat import Adapter, FlashAttention
from desktop_app.domain.chat_settings import ChatSettings
from desktop_app.domain.load_record import LoadRecord, forecast_quality
from desktop_app.storage.chat_settings import settings_from_json, settings_to_json
from desktop_app.storage.database import Database
from desktop_app.storage.load_records import LoadRecordStore

SETTINGS = ChatSettings(
    system_prompt="",
    temperature=0.0,
    stop=("\n\n", "END"),
    n_ctx=8192,
    flash_attention=FlashAttention.OFF,
    adapters=(Adapter("/a.gguf", 0.5),),
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "chats.sqlite3"


@pytest.fixture
def database(path):
    opened = Database(path)
    yield opened
    opened.close()


def test_settings_survive():
    assert settings_from_json(settings_to_json(SETTINGS)) == SETTINGS
    assert settings_to_json(ChatSettings()) == ""


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        ("", ChatSettings()),
        ("not json", ChatSettings()),
        ("[1]", ChatSettings()),
        ('{"temperature": "hot", "top_k": 3, "newer": 1}', ChatSettings(top_k=3)),
        ("[" * 100_000, ChatSettings()),
    ],
)
def test_settings_that_make_no_sense_are_the_defaults(text, settings):
    assert settings_from_json(text) == settings


def test_a_load_keeps_its_forecast_and_its_highest_peak(database):
    store = LoadRecordStore(database)
    record = LoadRecord("/m.gguf", 10.0, 4096, "f16", 0, 1000, 0)
    number = store.add(record)
    assert forecast_quality(store.all()) is None
    store.observe(number, 900, 0)
    store.observe(number, 800, 0)
    (kept,) = store.all()
    assert kept.peak_bytes == 900
    assert kept.error == pytest.approx(1 / 9)
    other = store.add(LoadRecord("/m.gguf", 20.0, 8192, "q8_0", 0, 2000, 0))
    store.observe(other, 2000, 0)
    quality = forecast_quality(store.all())
    assert (quality.newest.n_ctx, quality.n_loads) == (8192, 2)
    assert quality.median_error == pytest.approx(1 / 18)
    for _ in range(60):
        store.add(record)
    assert len(store.all()) == 50
