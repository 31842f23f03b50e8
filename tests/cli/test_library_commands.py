"""`bitsmith models`, and what else takes a model of the library by its name."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys

import pytest

from tests.fakes.tiny_model import write_tiny_model


@pytest.fixture
def bitsmith(tmp_path):
    """Runs a command in a home of its own; returns what it says."""

    def run(*arguments, check=0, stream="stdout"):
        done = subprocess.run(
            [sys.executable, "-m", "desktop_app", *map(str, arguments)],
            capture_output=True,
            text=True,
            timeout=120,
            env={**os.environ, "HOME": str(tmp_path / "person"), "BITSMITH_HOME": str(tmp_path / "home")},
            check=False,
        )
        assert done.returncode == check, done.stderr
        return getattr(done, stream)

    return run


@pytest.fixture
def blob(tmp_path):
    """A model that Ollama has."""
    data = write_tiny_model(tmp_path / "o.gguf", n_ctx_train=512).read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    store = tmp_path / "person" / ".ollama" / "models"
    made = store / "blobs" / f"sha256-{digest}"
    made.parent.mkdir(parents=True)
    made.write_bytes(data)
    manifest = store / "manifests" / "registry.ollama.ai" / "library" / "tiny" / "1b"
    manifest.parent.mkdir(parents=True)
    layer = {"mediaType": "application/vnd.ollama.image.model", "digest": f"sha256:{digest}"}
    manifest.write_text(json.dumps({"layers": [layer]}))
    return made


def names(text):
    return [m["name"] for m in json.loads(text)]


def test_models_of_all_apps_with_their_fit(bitsmith, blob, tmp_path):
    write_tiny_model(tmp_path / "mine.gguf")
    found = json.loads(
        bitsmith("models", "--add", tmp_path / "mine.gguf", "--fit", "--sort", "name", "--json")
    )
    assert [(m["name"], m["app"]) for m in found] == [("mine", ""), ("tiny:1b", "ollama")]
    assert [m["fit"]["n_ctx"] for m in found] == [2048, 512]
    assert all(m["fit"]["verdict"].startswith("fits") for m in found)
    assert names(bitsmith("models", "tiny", "--json")) == ["tiny:1b"]
    assert names(bitsmith("models", "--no-apps", "--json")) == ["mine"]
    table = bitsmith("models", "--fit")
    assert "fits in ram" in table or "fits ram" in table
    assert json.loads(bitsmith("fit", "tiny:1b", "--json"))["rows"][0]["n_ctx"] == 512


def test_names_tags_and_taking_off_the_list(bitsmith, tmp_path):
    path = write_tiny_model(tmp_path / "mine.gguf")
    bitsmith("models", "--add", path, "--rename", "mine", "My model", "--give-tag", "my model", "code")
    (model,) = json.loads(bitsmith("models", "--tag", "CODE", "--json"))
    assert (model["name"], model["tags"]) == ("My model", ["code"])
    bitsmith("models", "--take-tag", "My model", "Code")
    assert "None of the 1 models matches." in bitsmith("models", "--tag", "code")
    bitsmith("models", "--forget", path)
    assert path.exists()
    assert names(bitsmith("models", "--json")) == []
    assert "no model nobody" in bitsmith("models", "--forget", "nobody", check=1, stream="stderr")
    assert "cannot" in bitsmith("models", "--add", __file__, check=1, stream="stderr")


def test_duplicates_and_the_proof(bitsmith, blob, tmp_path):
    copy = shutil.copyfile(blob, tmp_path / "copy.gguf")
    bitsmith("models", "--add", copy)
    (group,) = json.loads(bitsmith("models", "--duplicates", "--json"))
    assert group["proof"] == "likely"
    assert sorted(path for paths in group["copies"] for path in paths) == sorted((str(blob), str(copy)))
    assert "(proven)" in bitsmith("models", "--duplicates", "--compare")
    copy.unlink()
    assert "once" in bitsmith("models", "--duplicates")


def test_a_model_of_the_library_is_verified_by_its_name(bitsmith, blob):
    bitsmith("models")
    told = json.loads(bitsmith("verify", "tiny:1b", "--hash", "--json"))
    assert [f["verdict"] for f in told["files"]] == ["right"]
    blob.write_bytes(blob.read_bytes()[:-1] + b"x")
    assert "SHA-256 is wrong" in bitsmith("verify", blob, "--hash", check=1)
