from __future__ import annotations

import json
import os
import stat
from dataclasses import replace

import pytest

from desktop_app.domain.chat import GenerationSettings, LoadSettings
from desktop_app.domain.errors import BitsmithError
from desktop_app.domain.settings import Settings, ThemeChoice
from desktop_app.storage.settings import SettingsStore


@pytest.fixture
def path(tmp_path):
    return tmp_path / "config" / "settings.json"


def test_what_is_saved_is_loaded(path):
    settings = Settings(
        endpoint="http://mirror",
        theme=ThemeChoice.DARK,
        n_threads=3,
        load=LoadSettings(n_ctx=8192, kv_type="q8_0"),
        generation=GenerationSettings(temperature=0.0, seed=5, max_tokens=None, stop=("a", "b")),
        last_chat_id=7,
    )
    SettingsStore(path).save(settings)
    assert SettingsStore(path).load() == (settings, None)


def test_without_a_file_the_defaults_hold(path):
    assert SettingsStore(path).load() == (Settings(), None)


def test_a_wrong_value_alone_falls_back(path):
    path.parent.mkdir()
    path.write_text(
        json.dumps(
            {
                "endpoint": 17,
                "theme": "purple",
                "n_threads": "four",
                "load": {"n_ctx": 2048, "kv_type": None, "use_mmap": "yes"},
                "generation": {"temperature": 1, "stop": ["x", 3]},
                "system_prompt": "Be brief.",
            }
        )
    )
    settings, problem = SettingsStore(path).load()
    assert problem is None
    expected = Settings(
        load=LoadSettings(n_ctx=2048),
        generation=GenerationSettings(temperature=1.0),
        system_prompt="Be brief.",
    )
    assert settings == expected


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\xff\xfe", b"[" * 100_000])
def test_a_damaged_file_is_kept_and_said(path, content):
    path.parent.mkdir()
    path.write_bytes(content)
    settings, problem = SettingsStore(path).load()
    assert settings == Settings()
    assert "settings.json.corrupt-1" in problem.next_step
    assert path.with_name("settings.json.corrupt-1").read_bytes() == content
    assert not path.exists()


def test_keys_of_a_newer_version_are_kept(path):
    path.parent.mkdir()
    path.write_text(json.dumps({"future": {"a": 1}, "endpoint": "x"}))
    store = SettingsStore(path)
    settings, _ = store.load()
    store.save(replace(settings, endpoint="y"))
    assert json.loads(path.read_text())["future"] == {"a": 1}
    assert json.loads(path.read_text())["endpoint"] == "y"


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_only_the_person_can_read_the_file(path):
    SettingsStore(path).save(Settings(proxy="http://me:secret@proxy"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_failed_save_keeps_the_old_file(path, monkeypatch):
    store = SettingsStore(path)
    store.save(Settings(endpoint="old"))

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BitsmithError, match="disk is full"):
        store.save(Settings(endpoint="new"))
    assert SettingsStore(path).load()[0].endpoint == "old"
    assert [p.name for p in path.parent.iterdir()] == ["settings.json"]


def test_a_token_of_an_older_version_stays_until_it_is_somewhere_else(path):
    path.parent.mkdir()
    path.write_text(json.dumps({"token": "hf_old", "endpoint": "x"}))
    store = SettingsStore(path)
    settings, problem = store.load()
    assert problem is None
    assert store.old_token == "hf_old"
    assert "hf_old" not in repr(settings)
    store.save(settings)
    assert json.loads(path.read_text())["token"] == "hf_old"
    store.forget_old_token()
    store.save(settings)
    assert "hf_old" not in path.read_text()
    assert store.old_token == ""
