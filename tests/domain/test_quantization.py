from __future__ import annotations

import pytest

from converters import QUANT_TYPES as CONVERTER_TYPES
from desktop_app.domain.quantization import QUANT_TYPES, find_quant_type, quant_name_from_filename


def test_all_types_that_can_be_made_are_offered():
    assert {t.name for t in QUANT_TYPES} == {t.name for t in CONVERTER_TYPES.values() if not t.needs_imatrix}


def test_ranks_follow_the_published_divergence():
    known = [t for t in QUANT_TYPES if t.kl_divergence is not None]
    assert sorted(known, key=lambda t: -t.rank) == sorted(known, key=lambda t: t.kl_divergence)


@pytest.mark.parametrize(
    ("name", "quant"),
    [
        ("Llama-3.1-8B-Instruct-Q4_K_M.gguf", "Q4_K_M"),
        ("sub/model.q8_0.gguf", "Q8_0"),
        ("Qwen3-IQ4_XS-00001-of-00002.gguf", "IQ4_XS"),
        ("gemma-UD-Q4_K_XL.gguf", "UD-Q4_K_XL"),
        ("model-BF16.gguf", "BF16"),
        ("plain.gguf", ""),
        ("Q4ever-model.gguf", ""),
    ],
)
def test_types_in_file_names(name, quant):
    assert quant_name_from_filename(name) == quant


def test_find_in_any_case():
    assert find_quant_type("q4_k_m").name == "Q4_K_M"
    assert find_quant_type("Q9") is None
