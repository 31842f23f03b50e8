from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from desktop_app.domain.library import ModelKind
from desktop_app.domain.other_apps import OTHER_APPS
from desktop_app.storage.folder_scan import Bounds
from desktop_app.storage.other_apps import find_models, folders_of
from tests.fakes.app_homes import (
    REVISION,
    add_hf_checkpoint,
    add_hf_file,
    add_lm_studio,
    add_ollama,
    surroundings,
    write_manifest,
)
from tests.fakes.checkpoints import materialize_golden
from tests.fakes.tiny_model import write_tiny_model

HUB = ".cache/huggingface/hub"


def found(home, app, system="linux", bounds=None, **environ):
    where = surroundings(home, system, **environ)
    others = [a.key for a in OTHER_APPS if a.key != app]
    (finds,) = find_models(where, hidden_apps=others, bounds=bounds)
    return finds.models


def test_nothing_is_found_in_an_empty_home(tmp_path):
    assert [(f.models, f.is_whole) for f in find_models(surroundings(tmp_path))] == [([], True)] * len(
        OTHER_APPS
    )


@pytest.mark.parametrize("system", ["linux", "darwin", "win32"])
def test_every_app_has_places_on_every_system(tmp_path, system):
    for app in OTHER_APPS:
        places = folders_of(app.key, surroundings(tmp_path, system))
        assert places
        assert all(tmp_path in place.parents for place in places)


@pytest.mark.parametrize(
    ("app", "system", "folder", "environ"),
    [
        ("lmstudio", "linux", ".lmstudio/models/pub/repo", {}),
        ("lmstudio", "win32", ".cache/lm-studio/models/pub/repo", {}),
        ("jan", "linux", ".config/Jan/data/llamacpp/models/org/m", {}),
        ("jan", "linux", "jan/models/m", {}),
        ("jan", "linux", ".local/share/Jan/data/llamacpp/models/m", {}),
        ("jan", "darwin", "Library/Application Support/Jan/data/llamacpp/models/m", {}),
        ("jan", "win32", "AppData/Roaming/Jan/data/llamacpp/models/m", {}),
        ("gpt4all", "linux", ".local/share/nomic.ai/GPT4All", {}),
        ("gpt4all", "darwin", "Library/Application Support/nomic.ai/GPT4All", {}),
        ("gpt4all", "win32", "AppData/Local/nomic.ai/GPT4All", {}),
        ("llamacpp", "linux", ".cache/llama.cpp", {}),
        ("llamacpp", "darwin", "Library/Caches/llama.cpp", {}),
        ("webui", "linux", "text-generation-webui/user_data/models", {}),
        ("koboldcpp", "linux", "koboldcpp", {}),
    ],
)
def test_plain_files_are_found_where_each_app_keeps_them(tmp_path, app, system, folder, environ):
    path = tmp_path / folder / "m.gguf"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"")
    assert [m.path for m in found(tmp_path, app, system, **environ)] == [path]


def test_lm_studio_names_the_repository_and_follows_its_settings(tmp_path):
    elsewhere = tmp_path / "disk" / "llms"
    path = add_lm_studio(tmp_path, folder=elsewhere)
    (model,) = found(tmp_path, "lmstudio")
    assert (model.path, model.source) == (path, "publisher/repo-GGUF")


def test_jan_follows_its_settings_and_its_files_have_names(tmp_path):
    settings = tmp_path / ".config" / "Jan" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"data_folder": str(tmp_path / "d")}))
    path = tmp_path / "d" / "llamacpp" / "models" / "Qwen3-4B" / "model.gguf"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"")
    (model,) = found(tmp_path, "jan")
    assert (model.path, model.name) == (path, "Qwen3-4B")


def test_gpt4all_follows_its_settings(tmp_path):
    ini = tmp_path / ".config" / "nomic.ai" / "GPT4All.ini"
    ini.parent.mkdir(parents=True)
    ini.write_text(f"[General]\nmodelPath={tmp_path / 'g'}\n")
    (tmp_path / "g").mkdir()
    (tmp_path / "g" / "m.gguf").write_bytes(b"")
    assert [m.path.name for m in found(tmp_path, "gpt4all")] == ["m.gguf"]


# --- Ollama -------------------------------------------------------------------------------------------


def test_ollama_blobs_have_the_names_of_their_manifests(tmp_path):
    store = tmp_path / ".ollama" / "models"
    blob = add_ollama(store, "registry.ollama.ai/library/llama3.2/3b")
    (model,) = found(tmp_path, "ollama")
    assert (model.path, model.name) == (blob, "llama3.2:3b")
    assert model.sha256 == blob.name.removeprefix("sha256-")


@pytest.mark.parametrize(
    ("manifest", "name", "source"),
    [
        ("registry.ollama.ai/someone/model/latest", "someone/model:latest", ""),
        ("hf.co/bartowski/Qwen-GGUF/Q4_K_M", "hf.co/bartowski/Qwen-GGUF:Q4_K_M", "bartowski/Qwen-GGUF"),
    ],
)
def test_ollama_names(tmp_path, manifest, name, source):
    add_ollama(tmp_path / ".ollama" / "models", manifest)
    (model,) = found(tmp_path, "ollama")
    assert (model.name, model.source) == (name, source)


def test_two_tags_of_one_blob_are_one_model(tmp_path):
    base = "registry.ollama.ai/library/m/"
    add_ollama(tmp_path / ".ollama" / "models", base + "a", base + "b")
    assert [m.name for m in found(tmp_path, "ollama")] == ["m:a"]


def test_ollama_of_the_system_and_of_the_environment(tmp_path):
    add_ollama(tmp_path / "root/usr/share/ollama/.ollama/models", "registry.ollama.ai/library/a/x")
    write_tiny_model(tmp_path / "other.gguf", n_ctx_train=99)
    add_ollama(
        tmp_path / "o", "registry.ollama.ai/library/b/x", content=tmp_path / "other.gguf", kind="projector"
    )
    names = [m.name for m in found(tmp_path, "ollama", OLLAMA_MODELS=str(tmp_path / "o"))]
    assert names == ["b:x (projector)", "a:x"]


@pytest.mark.parametrize(
    "layers",
    [
        None,
        7,
        [7, None, []],
        [{"mediaType": "application/vnd.ollama.image.model"}],
        [{"mediaType": "application/vnd.ollama.image.model", "digest": "sha256:../../../../etc/passwd"}],
        [{"mediaType": "application/vnd.ollama.image.model", "digest": "sha256-" + "0" * 64}],
        [{"mediaType": "application/vnd.ollama.image.model", "digest": "sha256:" + "0" * 64}],
        [{"mediaType": ["x"], "digest": {"a": 1}}],
    ],
)
def test_hostile_manifests_give_nothing(tmp_path, layers):
    store = tmp_path / ".ollama" / "models"
    write_manifest(store / "manifests/registry.ollama.ai/library/m/latest", layers)
    (store / "blobs").mkdir()
    assert found(tmp_path, "ollama") == []


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[" * 100_000, b"{" * 10, b" " * (2 << 20)])
def test_manifests_that_are_no_json_give_nothing(tmp_path, content):
    path = tmp_path / ".ollama/models/manifests/registry.ollama.ai/library/m/latest"
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    assert found(tmp_path, "ollama") == []


def test_a_hostile_name_becomes_visible_text(tmp_path):
    add_ollama(tmp_path / ".ollama" / "models", "registry.ollama.ai/library/ev\u202eil\nname/x")
    assert [m.name for m in found(tmp_path, "ollama")] == ["ev il name:x"]


# --- the Hub's cache ------------------------------------------------------------------------------------


def test_the_hubs_cache_gives_files_and_checkpoints(tmp_path):
    link = add_hf_file(tmp_path / HUB, "org/m-GGUF", "m.gguf", write_tiny_model(tmp_path / "m.gguf"))
    folder = materialize_golden("llama2", tmp_path / "llama")
    snapshot = add_hf_checkpoint(tmp_path / HUB, "org/llama", folder)
    models = {m.source: m for m in found(tmp_path, "huggingface")}
    assert models["org/m-GGUF"].path == link
    assert models["org/m-GGUF"].revision == REVISION
    checkpoint = models["org/llama"]
    assert (checkpoint.path, checkpoint.kind) == (snapshot, ModelKind.CHECKPOINT)
    assert (checkpoint.name, checkpoint.missing_parts) == ("llama", ())


@pytest.mark.parametrize("name", ["HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"])
def test_the_hubs_cache_by_environment(tmp_path, name):
    add_hf_file(tmp_path / "c", "org/m", "m.gguf", write_tiny_model(tmp_path / "m.gguf"))
    assert len(found(tmp_path, "huggingface", **{name: str(tmp_path / "c")})) == 1
    (tmp_path / "h").mkdir()
    (tmp_path / "c").rename(tmp_path / "h" / "hub")
    assert found(tmp_path, "huggingface", **{name: str(tmp_path / "c")}) == []


def test_two_revisions_of_one_file_are_one_model(tmp_path):
    content = write_tiny_model(tmp_path / "m.gguf")
    add_hf_file(tmp_path / HUB, "org/m", "m.gguf", content, "a" * 40)
    add_hf_file(tmp_path / HUB, "org/m", "m.gguf", content, "b" * 40)
    assert [m.revision for m in found(tmp_path, "huggingface")] == ["b" * 40]


def test_a_checkpoint_that_lacks_weights_says_which(tmp_path):
    folder = materialize_golden("llama2", tmp_path / "llama")
    index = {"weight_map": {"a": "model-00001-of-00002.safetensors", "b": 7}}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index))
    add_hf_checkpoint(tmp_path / HUB, "org/llama", folder)
    (model,) = found(tmp_path, "huggingface")
    assert model.missing_parts == ("model-00001-of-00002.safetensors",)


def test_links_out_of_the_cache_are_left_alone(tmp_path):
    outside = write_tiny_model(tmp_path / "private.gguf")
    snapshot = tmp_path / HUB / "models--org--m" / "snapshots" / REVISION
    snapshot.mkdir(parents=True)
    (snapshot / "m.gguf").symlink_to(outside)
    (tmp_path / HUB / "models--..--..").mkdir()
    assert found(tmp_path, "huggingface") == []


# --- bounds ---------------------------------------------------------------------------------------------


def test_links_in_a_circle_end(tmp_path):
    path = add_lm_studio(tmp_path)
    (path.parent / "again").symlink_to(tmp_path / ".lmstudio")
    (path.parent / "self.gguf").symlink_to(path.parent / "self.gguf")
    assert [m.path for m in found(tmp_path, "lmstudio")] == [path]


def test_too_deep_and_hidden_folders_are_left_out(tmp_path):
    root = tmp_path / ".lmstudio" / "models"
    for folder in (root / "/".join("abcdefghijkl"), root / ".hidden", root / "x" / "node_modules"):
        folder.mkdir(parents=True)
        (folder / "m.gguf").write_bytes(b"")
    assert found(tmp_path, "lmstudio") == []


def test_a_look_ends_after_its_number_and_time_and_says_so(tmp_path):
    root = tmp_path / ".lmstudio" / "models"
    root.mkdir(parents=True)
    for number in range(50):
        (root / f"{number:03}.gguf").write_bytes(b"")
    others = [a.key for a in OTHER_APPS if a.key != "lmstudio"]
    for bounds in (Bounds(entries=10), Bounds(seconds=-1.0)):
        (finds,) = find_models(surroundings(tmp_path), hidden_apps=others, bounds=bounds)
        assert len(finds.models) <= 10
        assert not finds.is_whole


def test_a_cancelled_look_ends(tmp_path):
    add_lm_studio(tmp_path)
    assert list(find_models(surroundings(tmp_path), is_cancelled=lambda: True)) == []


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_folder_is_named(tmp_path):
    path = add_lm_studio(tmp_path)
    path.parent.chmod(0)
    finds = list(find_models(surroundings(tmp_path)))
    path.parent.chmod(0o755)
    assert finds[0].unreadable == [str(path.parent)]


@pytest.mark.parametrize(
    "content", [b"[]", b'{"downloadsFolder": 7}', b"\xff", b'{"downloadsFolder": "a\\u0000"}']
)
def test_settings_that_make_no_sense_are_passed_over(tmp_path, content):
    path = add_lm_studio(tmp_path)
    (tmp_path / ".lmstudio" / "settings.json").write_bytes(content)
    (tmp_path / ".lmstudio-home-pointer").write_bytes(b"\0\n")
    assert [m.path for m in found(tmp_path, "lmstudio")] == [path]


def test_a_relative_folder_of_the_environment_is_left_alone(tmp_path, monkeypatch):
    add_ollama(tmp_path / "o", "registry.ollama.ai/library/a/x")
    monkeypatch.chdir(tmp_path)
    assert found(tmp_path, "ollama", OLLAMA_MODELS="o") == []


def test_split_files_are_one_model(tmp_path):
    root = tmp_path / ".lmstudio" / "models" / "p" / "r"
    root.mkdir(parents=True)
    for number in (2, 3):
        (root / f"m-{number:05}-of-00003.gguf").write_bytes(b"")
    assert [m.path for m in found(tmp_path, "lmstudio")] == [root / "m-00001-of-00003.gguf"]
    assert isinstance(found(tmp_path, "lmstudio")[0].path, Path)
