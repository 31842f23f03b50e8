"""Which projector belongs to a model."""

from __future__ import annotations

import pytest

from converters.engine import load_engine
from desktop_app.worker.gguf_check import read_header
from desktop_app.worker.loading import type_sizes
from desktop_app.worker.projector_files import find_projector
from tests.fakes.tiny_model import N_EMBD, write_tiny_model
from tests.fakes.tiny_projector import write_tiny_projector


@pytest.fixture
def found(tmp_path):
    """The name of the projector that is found for a model of this name."""

    def find(name: str) -> str | None:
        sizes = type_sizes(load_engine())
        path = tmp_path / name
        if not path.exists():
            write_tiny_model(path)
        projector = find_projector(read_header(path, sizes), sizes)
        return projector.path.name if projector else None

    return find


def put(folder, *names, n_embd=N_EMBD, **values):
    for name in names:
        write_tiny_projector(folder / name, n_embd, **values)


def test_without_one(found, tmp_path):
    write_tiny_model(tmp_path / "mmproj-in-its-name-only.gguf")
    (tmp_path / "mmproj-broken.gguf").write_bytes(b"GGUF")
    assert found("Smol-VL-Q4_K_M.gguf") is None


def test_the_usual_names(found, tmp_path):
    put(tmp_path, "mmproj-F16.gguf")
    assert found("Smol-VL-Q4_K_M.gguf") == "mmproj-F16.gguf"


def test_of_several_the_one_with_16_bits(found, tmp_path):
    put(tmp_path, "mmproj-F32.gguf", "mmproj-Q8_0.gguf", "mmproj-BF16.gguf", "mmproj-model-f16.gguf")
    assert found("Smol-VL-Q4_K_M.gguf") == "mmproj-model-f16.gguf"


def test_of_several_models_in_one_folder_the_own_one(found, tmp_path):
    put(tmp_path, "mmproj-Smol-VL-2B-Instruct-f16.gguf", "Other-VL-2B.mmproj-Q8_0.gguf")
    assert found("Smol-VL-2B-Instruct-Q4_K_M.gguf") == "mmproj-Smol-VL-2B-Instruct-f16.gguf"
    assert found("Other-VL-2B-Q4_K_M.gguf") == "Other-VL-2B.mmproj-Q8_0.gguf"
    assert found("Third-2B-Q4_K_M.gguf") is None


def test_one_of_another_width_or_for_sound_is_none(found, tmp_path):
    put(tmp_path, "mmproj-wide.gguf", n_embd=N_EMBD * 2)
    put(tmp_path, "mmproj-F16.gguf", **{"clip.has_vision_encoder": False})
    assert found("Smol-Q8_0.gguf") is None
