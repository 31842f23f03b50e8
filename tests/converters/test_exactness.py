"""The output against what llama.cpp's own tools make of the same checkpoint."""

from __future__ import annotations

import ctypes
import hashlib
import json

import pytest

from converters import QUANT_TYPES, Conversion, open_checkpoint, plan, quantize
from converters.engine import load_engine, load_ggml
from tests.fakes.checkpoints import DATA, materialize_golden, materialize_variant
from tests.fakes.gguf_file import GgufFile

CASES = sorted(path.parent.name for path in (DATA / "golden").glob("*/case.json"))
NO_IMATRIX = [t.name for t in QUANT_TYPES.values() if not t.needs_imatrix and not t.is_plain]


def type_name_of(number):
    return load_ggml().ggml_type_name(number).decode().upper()


def run(conversion, type_name, out, **options):
    steps = list(quantize(conversion, type_name, out, **options))
    assert steps[-1].tensors_done == steps[-1].tensors_total
    return out


@pytest.mark.parametrize("case", CASES)
def test_golden_cases_match_the_reference_converter(case, tmp_path):
    expected = json.loads((DATA / "golden" / case / "expected.json").read_text())
    folder = materialize_golden(case, tmp_path / case.replace("_", "-"))
    out = run(Conversion(open_checkpoint(folder), name="Golden Case"), "F16", tmp_path / "out.gguf")
    file = GgufFile(out)
    assert file.short_metadata() == expected["metadata"]
    assert list(file.metadata) == list(expected["metadata"])
    got = {name: {"type": t, "shape": s, "sha256": h} for name, (t, s, h) in file.tensors.items()}
    assert got == expected["tensors"]


VARIANTS = json.loads((DATA / "golden" / "variants.json").read_text())


@pytest.mark.parametrize("name", VARIANTS)
def test_the_whole_file_is_that_of_the_reference_converter(name, tmp_path):
    variant = VARIANTS[name]
    folder = materialize_variant(variant, tmp_path / "model")
    out = run(Conversion(open_checkpoint(folder), "Golden Case"), variant["type"], tmp_path / "out.gguf")
    assert hashlib.sha256(out.read_bytes()).hexdigest() == variant["sha256"]


@pytest.mark.model
@pytest.mark.parametrize("type_name", ["F16", "BF16", "Q4_K_M"])
def test_a_real_model_matches_the_reference_tools(type_name, smollm2_folder, tmp_path):
    expected = json.loads((DATA / "smollm2" / f"{type_name}.json").read_text())
    out = run(Conversion(open_checkpoint(smollm2_folder)), type_name, tmp_path / "out.gguf")
    assert GgufFile(out).tensors == expected


@pytest.fixture(scope="module")
def wide_checkpoint(tmp_path_factory):
    """Rows of 256 values, so that K types do not fall back."""
    from tests.fakes.checkpoints import seeded_tensor, write_checkpoint, write_tokenizer

    folder = tmp_path_factory.mktemp("wide")
    config = json.loads((DATA / "golden" / "llama2" / "config.json").read_text())
    config |= {"hidden_size": 256, "intermediate_size": 512, "head_dim": 64, "num_hidden_layers": 4}
    shapes = {
        "model.embed_tokens.weight": [512, 256],
        "lm_head.weight": [512, 256],
        "model.norm.weight": [256],
    }
    for layer in range(4):
        at = f"model.layers.{layer}."
        shapes |= {at + f"self_attn.{p}_proj.weight": [256, 256] for p in "qkvo"}
        shapes |= {at + f"mlp.{p}_proj.weight": [512, 256] for p in ("gate", "up")}
        shapes |= {at + "mlp.down_proj.weight": [256, 512]}
        shapes |= {at + f"{p}_layernorm.weight": [256] for p in ("input", "post_attention")}
    write_checkpoint(folder, config, {n: seeded_tensor(n, s, "BF16") for n, s in shapes.items()})
    write_tokenizer("spm", folder)
    return folder


@pytest.mark.parametrize("type_name", NO_IMATRIX)
def test_each_type_matches_llama_model_quantize(type_name, wide_checkpoint, tmp_path):
    compare_with_the_engine(Conversion(open_checkpoint(wide_checkpoint)), type_name, tmp_path)


@pytest.mark.model
@pytest.mark.parametrize("type_name", ["Q8_0", "Q4_0", "Q5_K_M", "Q6_K", "IQ4_XS"])
def test_a_real_model_matches_llama_model_quantize(type_name, smollm2_folder, tmp_path):
    """Rows of 576 values: most tensors get the type that the preset falls back to."""
    compare_with_the_engine(Conversion(open_checkpoint(smollm2_folder)), type_name, tmp_path)


def compare_with_the_engine(conversion, type_name, folder, by_way_of="BF16"):
    """Our one pass against the engine's quantizer on the file of a plain type."""
    wide = run(conversion, by_way_of, folder / "wide.gguf")
    lib = load_engine()
    parameters = lib.llama_model_quantize_default_params()
    parameters.ftype, parameters.nthread = QUANT_TYPES[type_name].ftype, 2
    reference = folder / "reference.gguf"
    status = lib.llama_model_quantize(str(wide).encode(), str(reference).encode(), ctypes.byref(parameters))
    assert status == 0
    ours, theirs = GgufFile(run(conversion, type_name, folder / "out.gguf")), GgufFile(reference)
    assert ours.tensors == theirs.tensors
    assert ours.metadata == theirs.metadata


@pytest.mark.parametrize("case", ["falconh1", "jais"])
def test_computed_weights_are_not_rounded_in_between(case, tmp_path):
    """Weights that are multiplied no longer fit BF16, so the two steps to compare with go by way of F32."""
    folder = materialize_golden(case, tmp_path / case)
    compare_with_the_engine(Conversion(open_checkpoint(folder)), "Q8_0", tmp_path, by_way_of="F32")


@pytest.mark.parametrize("type_name", ["F32", "F16", "Q8_0", "Q4_K_M", "Q2_K", "TQ2_0"])
def test_the_plan_is_the_file_to_the_byte(type_name, llama2, tmp_path):
    recipe = plan(llama2, type_name)
    out = run(llama2, type_name, tmp_path / "out.gguf")
    assert out.stat().st_size == recipe.file_bytes
    found = GgufFile(out).tensors
    assert list(found) == [t.name for t in recipe.tensors]
    for planned in recipe.tensors:
        assert found[planned.name][:2] == [type_name_of(planned.type), list(planned.shape)]


@pytest.mark.parametrize("threads", [1, 3])
def test_the_number_of_threads_does_not_change_the_bytes(threads, llama2, tmp_path):
    one = run(llama2, "Q4_K_M", tmp_path / "one.gguf", threads=1)
    other = run(llama2, "Q4_K_M", tmp_path / "other.gguf", threads=threads)
    assert one.read_bytes() == other.read_bytes()
