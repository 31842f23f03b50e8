"""Which models of a library see pictures."""

from __future__ import annotations

import pytest

from desktop_app.domain.library import LibraryModel, ModelKind, ModelOrigin
from desktop_app.domain.projectors import with_projectors


def model(path, kind=ModelKind.MODEL, **values):
    values = {"vector_width": 2048} | values
    return LibraryModel(path, path, path, ModelOrigin.LOCAL, "Q4_K_M", 1, 0.0, kind=kind, **values)


def projector(path, **values):
    return model(path, ModelKind.PROJECTOR, **values)


def projector_of(asked, *others):
    return with_projectors((asked, *others))[0].projector


def test_the_file_beside_it_lets_a_model_see():
    asked = model("/m/smol/Smol-VL-Q4_K_M.gguf")
    assert projector_of(asked, projector("/m/smol/mmproj-F16.gguf")) == "mmproj-F16.gguf"


def test_of_several_the_one_with_16_bits():
    others = [projector(f"/m/mmproj-{form}.gguf") for form in ("F32", "Q8_0", "fp16", "BF16")]
    assert projector_of(model("/m/a.gguf"), *others) == "mmproj-fp16.gguf"


@pytest.mark.parametrize(
    "other",
    [
        projector("/other/mmproj-F16.gguf"),
        projector("/m/mmproj-F16.gguf", vector_width=4096),
        projector("/m/mmproj-F16.gguf", vector_width=0),
        projector("/m/mmproj-F16.gguf", is_missing=True),
        projector("/m/mmproj-Another-VL-f16.gguf"),
        projector("/m/mystery.gguf"),
        model("/m/mmproj-F16.gguf"),
    ],
    ids=["elsewhere", "wider", "for sound", "gone", "of another model", "named otherwise", "a model"],
)
def test_a_file_that_does_not_belong_to_it(other):
    assert projector_of(model("/m/Smol-VL-Q4_K_M.gguf"), other) == ""


def test_a_width_that_nobody_has_read_is_taken_to_be_right():
    assert projector_of(model("/m/a.gguf", vector_width=None), projector("/m/mmproj.gguf")) == "mmproj.gguf"
    assert projector_of(model("/m/a.gguf"), projector("/m/mmproj.gguf", vector_width=None)) == "mmproj.gguf"


def test_the_header_may_name_the_model():
    asked = model("/m/a.gguf", file_title="Smol VL 2B")
    assert projector_of(asked, projector("/m/mmproj-Smol-VL-2B.gguf")) == "mmproj-Smol-VL-2B.gguf"
    assert projector_of(model("/m/a.gguf"), projector("/m/mmproj-Smol-VL-2B.gguf")) == ""
