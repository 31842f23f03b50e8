"""Every file type, importance matrices and overrides, against the engine's own quantizer."""

from __future__ import annotations

import json
import re

import pytest

from converters import QUANT_TYPES, Conversion, ConvertError, QuantizeOptions, open_checkpoint, plan, quantize
from converters.imatrix import read_imatrix
from converters.options import recipe_text
from tests.fakes.checkpoints import DATA, materialize_golden, seeded_tensor, write_checkpoint, write_tokenizer
from tests.fakes.engine_quantizer import (
    engine_quantize,
    make_importance,
    write_imatrix_gguf,
    write_imatrix_legacy,
)
from tests.fakes.gguf_file import GgufFile

QUANTIZED = [t.name for t in QUANT_TYPES.values() if not t.is_plain]
NEED_IMATRIX = [t.name for t in QUANT_TYPES.values() if t.needs_imatrix]


def moe_checkpoint(case, folder):
    """A golden mixture of experts with rows of 256 values, so that no type falls back."""
    config = json.loads((DATA / "golden" / case / "config.json").read_text())
    config |= {"hidden_size": 256, "intermediate_size": 256, "num_hidden_layers": 2, "vocab_size": 512}
    config |= {"moe_intermediate_size": 256, "shared_expert_intermediate_size": 256, "head_dim": 64}
    config |= {"layer_types": None}
    tensors = {}
    for layer in range(2):
        at = f"model.layers.{layer}."
        shapes = {f"self_attn.{p}_proj": [256, 256] for p in "qo"} | {
            f"self_attn.{p}_proj": [128, 256] for p in "kv"
        }
        experts = {}
        if case == "mixtral":
            shapes["block_sparse_moe.gate"] = [4, 256]
            experts = {f"block_sparse_moe.experts.{e}.w{w}": [256, 256] for e in range(4) for w in (1, 2, 3)}
        else:
            shapes["mlp.gate"] = [4, 256]
            experts = {
                f"mlp.experts.{e}.{p}_proj": [256, 256] for e in range(4) for p in ("gate", "up", "down")
            }
            shapes |= {f"self_attn.{p}_norm": [64] for p in "qk"}
        norms = {f"{p}_layernorm": [256] for p in ("input", "post_attention")}
        tensors |= {f"{at}{n}.weight": s for n, s in (shapes | experts | norms).items()}
    tensors |= {"model.embed_tokens.weight": [512, 256], "lm_head.weight": [512, 256]}
    tensors["model.norm.weight"] = [256]
    write_checkpoint(folder, config, {n: seeded_tensor(n, s, "BF16") for n, s in tensors.items()})
    write_tokenizer("spm", folder)
    return folder


@pytest.fixture(scope="module", params=["mixtral", "qwen3moe"])
def moe(request, tmp_path_factory):
    folder = moe_checkpoint(request.param, tmp_path_factory.mktemp("moe"))
    conversion = Conversion(open_checkpoint(folder))
    weights = make_importance(conversion)
    experts = {t.name: t.shape[0] for t in conversion.tensors if len(t.shape) > 2}
    imatrix = write_imatrix_gguf(folder / "imatrix.gguf", weights, experts)
    wide = folder / "wide.bin"
    for _ in quantize(conversion, "BF16", wide):
        pass
    return conversion, imatrix, wide


def compare(conversion, options, wide, folder, **same):
    """Our one pass from the checkpoint against the engine from the BF16 file."""
    out = folder / "ours.gguf"
    for _ in quantize(conversion, options, out):
        pass
    imatrix = read_imatrix(options.imatrix).weights if options.imatrix else None
    reference = engine_quantize(wide, folder / "theirs.gguf", options.type_name, imatrix=imatrix, **same)
    ours, theirs = GgufFile(out), GgufFile(reference)
    assert ours.tensors == theirs.tensors
    assert theirs.metadata.items() <= ours.metadata.items()
    return ours


@pytest.mark.parametrize("type_name", QUANTIZED)
def test_every_type_with_an_importance_matrix(type_name, moe, tmp_path):
    conversion, imatrix, wide = moe
    compare(conversion, QuantizeOptions(type_name, imatrix=str(imatrix)), wide, tmp_path)


@pytest.mark.parametrize("type_name", [t for t in QUANTIZED if t not in NEED_IMATRIX])
def test_every_type_without_one(type_name, moe, tmp_path):
    conversion, _, wide = moe
    compare(conversion, QuantizeOptions(type_name), wide, tmp_path)


def test_overrides_output_and_embeddings(moe, tmp_path):
    conversion, imatrix, wide = moe
    options = QuantizeOptions(
        "Q4_K_M",
        imatrix=str(imatrix),
        output_type="Q5_0",
        embedding_type="iq4_nl",
        overrides=(r"attn_v=Q6_K", r"blk\.0\..*=Q3_K"),
    )
    found = compare(
        conversion,
        options,
        wide,
        tmp_path,
        overrides=(("attn_v", "Q6_K"), (r"blk\.0\..*", "Q3_K")),
        output_type="Q5_0",
        embedding_type="IQ4_NL",
    )
    assert found.tensors["blk.0.attn_v.weight"][0] == "Q6_K"
    assert found.tensors["blk.0.attn_q.weight"][0] == "Q3_K"
    assert found.tensors["output.weight"][0] == "Q5_0"
    assert found.tensors["token_embd.weight"][0] == "IQ4_NL"
    assert "attn_v=Q6_K" in found.metadata["bitsmith.recipe"]


@pytest.mark.parametrize("choice", [{"pure": True}, {"keep_output": True}])
def test_pure_and_kept_output(choice, moe, tmp_path):
    conversion, _, wide = moe
    compare(conversion, QuantizeOptions("Q4_K_M", **choice), wide, tmp_path, **choice)


def test_the_importance_matrix_is_named_in_the_file(moe, tmp_path):
    conversion, imatrix, _ = moe
    out = tmp_path / "out.gguf"
    recipe = plan(conversion, QuantizeOptions("IQ2_XS", imatrix=str(imatrix)))
    for _ in quantize(conversion, QuantizeOptions("IQ2_XS", imatrix=str(imatrix)), out):
        pass
    metadata = GgufFile(out).metadata
    assert metadata["quantize.imatrix.file"] == "imatrix.gguf"
    assert metadata["quantize.imatrix.dataset"] == "some text"
    assert metadata["quantize.imatrix.chunks_count"] == 7
    assert metadata["quantize.imatrix.entries_count"] == len(make_importance(conversion))
    assert metadata["bitsmith.imatrix.sha256"] == recipe.importance_digest
    assert out.stat().st_size == recipe.file_bytes


def test_both_formats_of_an_importance_matrix_say_the_same(moe, tmp_path):
    conversion, imatrix, _ = moe
    weights = make_importance(conversion)
    legacy = read_imatrix(write_imatrix_legacy(tmp_path / "imatrix.dat", weights))
    newer = read_imatrix(imatrix)
    assert set(legacy.weights) == set(newer.weights) == set(weights)
    for name, values in weights.items():
        assert legacy.weights[name] == pytest.approx(values, rel=1e-6)
        assert newer.weights[name] == pytest.approx(values, rel=1e-6)
    assert (legacy.dataset, legacy.n_chunks) == ("wiki", 9)


def test_a_recipe_file_is_followed_to_the_letter(moe, tmp_path):
    conversion, _, wide = moe
    own = {row.name: row.type for row in plan(conversion, "Q4_K_M").tensors}
    text = recipe_text(own).replace("Q6_K", "Q5_K") + "# remark\n"
    path = tmp_path / "recipe.txt"
    path.write_text(re.sub(" +", "=", text, count=1))
    options = QuantizeOptions("Q4_K_M", recipe_file=str(path))
    found = {row.name: row.type for row in plan(conversion, options).tensors}
    assert recipe_text(found) == text.removesuffix("# remark\n")
    overrides = tuple(
        ("^" + line.split()[0].replace(".", r"\.") + "$", line.split()[1]) for line in text.splitlines()[:-1]
    )
    compare(conversion, options, wide, tmp_path, overrides=overrides)


def edited(conversion, path, edit):
    own = {row.name: row.type for row in plan(conversion, "Q4_K_M").tensors}
    path.write_text(edit(recipe_text(own)))
    return QuantizeOptions("Q4_K_M", recipe_file=str(path))


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (lambda t: "\n".join(t.splitlines()[1:]), "says nothing of 1 tensors"),
        (lambda t: t + "blk.9.attn_q.weight Q4_K\n", "does not have"),
        (lambda t: t + "blk.0.attn_q.weight Q4_K\n", "Line .* names a tensor again"),
        (lambda t: t + "one two three\n", "Line .* is not a name and a type"),
        (lambda t: t + "new Q4_K_M\n", "Line .*: There is no tensor type"),
        (lambda _: "", "names no tensor"),
        (lambda t: re.sub(r"(?m)^(blk.0.attn_norm.weight) .*$", r"\1 Q8_0", t), "stores it as F32"),
    ],
)
def test_a_recipe_that_does_not_fit_is_explained(edit, words, moe, tmp_path):
    conversion, _, _ = moe
    with pytest.raises(ConvertError, match=words) as raised:
        plan(conversion, edited(conversion, tmp_path / "recipe.txt", edit))
    assert raised.value.kind == "bad_request"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (QuantizeOptions("Q4_K_M", overrides=("attn_v",)), "REGEX=TYPE"),
        (QuantizeOptions("Q4_K_M", overrides=("attn_v=Q4_K_M",)), "no tensor type"),
        (QuantizeOptions("Q4_K_M", overrides=("(=Q4_K",)), "no regular expression"),
        (QuantizeOptions("Q4_K_M", output_type="huge"), "no tensor type"),
        (QuantizeOptions("Q4_K_M", imatrix="/nowhere/imatrix.gguf"), "cannot be read"),
        (QuantizeOptions("Q4_K_M", overrides=("ffn_dwon=Q6_K",)), "No tensor of this model"),
        (QuantizeOptions("Q4_K_M", recipe_file="/nowhere/recipe.txt"), "cannot be read"),
        (QuantizeOptions("Q4_K_M", overrides=("attn_v=IQ2_XXS",)), "need an importance matrix"),
        (QuantizeOptions("F16", overrides=("attn_v=Q8_0",)), "leaves no choice"),
        (QuantizeOptions("IQ1_S"), "importance matrix"),
    ],
)
def test_choices_that_make_no_sense_are_explained(options, words, moe):
    with pytest.raises(ConvertError, match=words):
        plan(moe[0], options)


def test_an_importance_matrix_of_another_model_is_refused(moe, tmp_path):
    conversion, _, _ = moe
    weights = make_importance(conversion)
    narrow = write_imatrix_legacy(tmp_path / "narrow.dat", {n: v[:128] for n, v in weights.items()})
    with pytest.raises(ConvertError, match=r"128 values for blk\.0"):
        plan(conversion, QuantizeOptions("Q4_K_M", imatrix=str(narrow)))
    del weights["blk.1.attn_q.weight"]
    partial = write_imatrix_legacy(tmp_path / "partial.dat", weights)
    with pytest.raises(ConvertError, match=r"nothing of blk\.1\.attn_q\.weight"):
        plan(conversion, QuantizeOptions("IQ2_XXS", imatrix=str(partial)))
    assert plan(conversion, QuantizeOptions("Q4_K_M", imatrix=str(partial)))


@pytest.mark.model
@pytest.mark.parametrize("type_name", ["Q4_K_M", "IQ4_XS"])
def test_a_real_model_with_an_importance_matrix(type_name, smollm2_folder, tmp_path):
    conversion = Conversion(open_checkpoint(smollm2_folder))
    weights = make_importance(conversion)
    imatrix = write_imatrix_gguf(tmp_path / "imatrix.gguf", weights, {})
    wide = tmp_path / "wide.bin"
    for _ in quantize(conversion, "BF16", wide):
        pass
    compare(conversion, QuantizeOptions(type_name, imatrix=str(imatrix)), wide, tmp_path)


def test_golden_cases_with_experts_quantize_as_the_engine_does(tmp_path):
    """Rows of 64 and 96 values: the types that the presets fall back to."""
    for case in ("olmoe", "granitemoe"):
        conversion = Conversion(open_checkpoint(materialize_golden(case, tmp_path / case)))
        wide = tmp_path / f"{case}.bin"
        for _ in quantize(conversion, "BF16", wide):
            pass
        folder = tmp_path / f"{case}-out"
        folder.mkdir()
        for type_name in ("Q4_K_M", "Q8_0", "IQ4_XS", "MXFP4_MOE"):
            compare(conversion, QuantizeOptions(type_name), wide, folder)
