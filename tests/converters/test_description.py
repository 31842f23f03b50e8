from __future__ import annotations

import gguf
import pytest

from converters import Conversion, open_checkpoint
from tests.fakes.checkpoints import materialize_golden


@pytest.fixture
def folder(tmp_path):
    return materialize_golden("llama2", tmp_path / "Some-Model-1B")


def general(folder, name=None):
    path = folder / "skeleton.gguf"
    Conversion(open_checkpoint(folder), name).write_skeleton(path)
    return {
        key.removeprefix("general."): field.contents()
        for key, field in gguf.GGUFReader(path).fields.items()
        if key.startswith("general.")
    }


def test_the_card_says_license_and_base_model(folder):
    (folder / "README.md").write_text(
        "---\nlicense: apache-2.0\nbase_model: acme/Base-1B\nlanguage:\n- en\n- no\ntags:\n- chat\n---\n"
    )
    found = general(folder)
    assert found["license"] == "apache-2.0"
    assert found["base_model.0.repo_url"] == "https://huggingface.co/acme/Base-1B"
    assert found["languages"] == ["en", "no"]
    assert found["tags"] == ["chat"]


def test_without_a_card_the_folder_gives_the_name(folder):
    assert general(folder)["name"] == "Some Model 1B"
    assert general(folder, "My own")["name"] == "My own"


@pytest.mark.parametrize(
    "card",
    [
        "---\nlicense: [1, 2]\nbase_model: {a: b}\ntags: 5\nlanguage: {x: [y]}\ndatasets: [[1]]\n---\n",
        "---\nlicense: 2024-01-01\nname: 3.5\nversion: 1.0\n---\n",
        "---\n: : :\n\t{[\n---\n",
        "---\n!!python/object/apply:os.system ['true']\n---\n",
        '---\nlicense: "\\ud800"\n---\n',
        "---\n" + "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(50)) + "---\n",
        "---\nlicense: " + "x" * 100_000 + "\n---\n",
        "---\n- a\n- b\n---\n",
        "",
    ],
)
def test_a_strange_card_does_not_stop_the_conversion(folder, card):
    (folder / "README.md").write_text(card)
    assert general(folder)["architecture"] == "llama"


def test_a_card_of_strange_bytes_does_not_stop_the_conversion(folder):
    (folder / "README.md").write_bytes(b"---\nlicense: \xff\xfe\n---\n")
    assert general(folder)["architecture"] == "llama"


@pytest.mark.parametrize(
    "sampling", ['{"temperature": "hot", "top_k": 1e400}', '{"top_k": 9999999999, "top_p": [1]}', "[]", "{"]
)
def test_strange_sampling_defaults_are_left_out(folder, sampling):
    (folder / "generation_config.json").write_text(sampling)
    assert not [key for key in general(folder) if key.startswith("sampling")]


def test_sampling_defaults_are_kept(folder):
    (folder / "generation_config.json").write_text('{"temperature": 1, "top_k": 20}')
    found = general(folder)
    assert found["sampling.temp"] == 1.0
    assert found["sampling.top_k"] == 20
