from __future__ import annotations

import pytest

from desktop_app.domain.repository import (
    RepoDetail,
    RepoFile,
    conversion_files,
    gguf_variants,
    is_safe_path,
    repo_id_from_text,
    weight_files,
)


def files(*names):
    return tuple(RepoFile(name, 10) for name in names)


def test_a_conversion_takes_what_it_needs_and_no_more():
    detail = RepoDetail(
        "a/b",
        "0" * 40,
        files(
            "config.json",
            "tokenizer.json",
            "README.md",
            "model-00001-of-00002.safetensors",
            "model-00002-of-00002.safetensors",
            "model.safetensors.index.json",
            "pytorch_model.bin",
            "onnx/model.onnx",
            "original/model.safetensors",
            "picture.png",
        ),
    )
    assert {f.path for f in conversion_files(detail)} == {
        "config.json",
        "tokenizer.json",
        "README.md",
        "model-00001-of-00002.safetensors",
        "model-00002-of-00002.safetensors",
        "model.safetensors.index.json",
    }


def test_ready_made_files_are_grouped():
    found = gguf_variants(
        files(
            "m-Q4_K_M.gguf",
            "m-Q8_0-00001-of-00002.gguf",
            "m-Q8_0-00002-of-00002.gguf",
            "m-F16-00001-of-00003.gguf",
            "mmproj-m-F16.gguf",
            "README.md",
        )
    )
    assert [(v.label, v.quant_type, len(v.files)) for v in found] == [
        ("m-Q4_K_M", "Q4_K_M", 2),
        ("m-Q8_0", "Q8_0", 3),
    ]
    assert [len(v.model_files) for v in found] == [1, 2]


def test_the_projector_in_the_same_folder_comes_along_the_one_of_16_bits_if_there_is_one():
    found = gguf_variants(
        files(
            "m-Q4_K_M.gguf", "mmproj-F32.gguf", "mmproj-BF16.gguf", "mmproj-F16.gguf", "other/n-Q4_K_M.gguf"
        )
    )
    assert {v.label: v.projector and v.projector.path for v in found} == {
        "m-Q4_K_M": "mmproj-F16.gguf",
        "other/n-Q4_K_M": None,
    }
    assert [f.path for f in found[0].files if "mmproj" not in f.path] == [
        f.path for f in found[0].model_files
    ]


@pytest.mark.parametrize("path", ["a", "a/b.gguf", "ünï/模型.gguf", "a.b-c_d+e (1).txt"])
def test_good_names(path):
    assert is_safe_path(path)


@pytest.mark.parametrize(
    "path",
    ["", "/a", "../a", "a/../b", "a//b", "a\\b", "C:a", "con", "x/NUL.txt", "a.", " a", "a\n", "x" * 300],
)
def test_dangerous_names(path):
    assert not is_safe_path(path)


@pytest.mark.parametrize(
    ("text", "repo_id"),
    [
        ("org/name", "org/name"),
        ("hub:org/name", "org/name"),
        ("https://huggingface.co/org/name/tree/main", "org/name"),
        ("https://mirror.example/models/org/name?x=1", "org/name"),
        ("name", ""),
        ("/tmp/x", ""),
        ("a/b/c", ""),
        ("org/../x", ""),
    ],
)
def test_addresses_and_ids(text, repo_id):
    assert repo_id_from_text(text) == repo_id


def test_weights_of_other_folders_are_not_those_of_the_model():
    names = ("model-00001-of-00002.safetensors", "model_fp16/model.safetensors", "vae/model.safetensors")
    detail = RepoDetail("a/b", "0" * 40, tuple(RepoFile(name, 1) for name in names))
    assert [f.path for f in weight_files(detail)] == ["model-00001-of-00002.safetensors"]
