"""LoRA adapters: merged they are what numpy computes, and as GGUF they add what merging adds."""

from __future__ import annotations

import ctypes
import json
import math

import gguf
import numpy as np
import pytest

from converters import Conversion, ConvertError, open_checkpoint, open_source, quantize
from converters.__main__ import main
from converters.engine import load_engine
from converters.files import Files
from converters.formats import logical_tensors
from converters.lora import read_adapter
from converters.lora_out import write_adapter
from tests.fakes.adapters import BASE, seeded, write_adapter_folder
from tests.fakes.checkpoints import materialize_golden

Q = "model.layers.0.self_attn.q_proj"
LINEAR = r"(q|k|v|o|gate|up|down)_proj\.weight$"


@pytest.fixture(scope="module")
def llama(tmp_path_factory):
    return materialize_golden("llama2", tmp_path_factory.mktemp("base") / "llama2")


def merged_values(base, *folders):
    """Every weight of the checkpoint with the adapters in it, in its own form."""
    tensors = logical_tensors(open_checkpoint(base))
    for folder in folders:
        tensors = read_adapter(folder).merged(tensors)
    files = Files()
    return {t.name: t.read(files).reshape(t.shape) for t in tensors}


def values_of(path):
    return {
        t.name: gguf.dequantize(t.data, t.tensor_type).reshape(t.shape[::-1])
        for t in gguf.GGUFReader(path).tensors
    }


@pytest.mark.parametrize(
    ("config", "scale"),
    [
        ({}, 8 / 4),
        ({"use_rslora": True}, 8 / 2),
        ({"lora_alpha": 3}, 3 / 4),
        ({"alpha_pattern": {"q_proj": 16, "k_proj": 1}}, 16 / 4),
        ({"alpha_pattern": {"^model.layers.1.self_attn.q_proj": 16}}, 8 / 4),
    ],
    ids=["plain", "rslora", "alpha", "pattern", "other-layer"],
)
def test_merging_adds_the_scaled_product(llama, tmp_path, config, scale):
    folder = write_adapter_folder(llama, tmp_path / "a", r"q_proj\.weight$", config=config)
    before, after = merged_values(llama), merged_values(llama, folder)
    name = f"{Q}.weight"
    product = seeded(f"{name} B", *before[name].shape[:1], 4) @ seeded(f"{name} A", 4, before[name].shape[1])
    np.testing.assert_allclose(after[name], before[name] + np.float32(scale) * product, rtol=1e-5, atol=1e-6)
    untouched = [n for n in before if "q_proj" not in n]
    assert all(np.array_equal(before[n], after[n]) for n in untouched)


def test_dora_gives_each_row_its_length(llama, tmp_path):
    shape = merged_values(llama)[f"{Q}.weight"].shape
    lengths = np.abs(seeded("m", shape[0])) + 1
    extra = {f"{BASE}{Q}.lora_magnitude_vector": lengths}
    folder = write_adapter_folder(
        llama, tmp_path / "a", f"{Q}.weight", config={"use_dora": True}, extra=extra
    )
    after = merged_values(llama, folder)[f"{Q}.weight"]
    np.testing.assert_allclose(np.linalg.norm(after, axis=1), lengths, rtol=1e-5)


def test_embeddings_and_saved_weights(llama, tmp_path):
    before = merged_values(llama)
    rows, columns = before["model.embed_tokens.weight"].shape
    norm = seeded("norm", columns)
    a, b = seeded("A", 4, rows), seeded("B", columns, 4)
    extra = {
        f"{BASE}model.embed_tokens.lora_embedding_A": a,
        f"{BASE}model.embed_tokens.lora_embedding_B": b,
        f"{BASE}model.norm.weight": norm,
    }
    after = merged_values(llama, write_adapter_folder(llama, tmp_path / "a", "$^", extra=extra))
    np.testing.assert_allclose(
        after["model.embed_tokens.weight"], before["model.embed_tokens.weight"] + 2 * (b @ a).T, atol=1e-5
    )
    assert np.array_equal(after["model.norm.weight"], norm)


def test_two_adapters_are_merged_one_after_the_other(llama, tmp_path):
    first = write_adapter_folder(llama, tmp_path / "a", r"q_proj\.weight$")
    second = write_adapter_folder(llama, tmp_path / "b", r"q_proj\.weight$", config={"lora_alpha": 4})
    before, both = merged_values(llama), merged_values(llama, first, second)
    delta = merged_values(llama, first)[f"{Q}.weight"] - before[f"{Q}.weight"]
    np.testing.assert_allclose(both[f"{Q}.weight"], before[f"{Q}.weight"] + 1.5 * delta, atol=1e-5)


@pytest.mark.parametrize(
    ("case", "targets", "turned"),
    [
        ("llama2", LINEAR, False),
        ("qwen2", LINEAR, False),
        ("gpt2", r"(c_attn|c_proj|c_fc)\.weight$", True),
        ("mixtral", r"(q_proj|w1|w2|w3)\.weight$", False),
        ("olmoe", LINEAR, False),
    ],
)
def test_the_gguf_adds_what_merging_adds(case, targets, turned, tmp_path):
    base = materialize_golden(case, tmp_path / case)
    config = {"fan_in_fan_out": turned}
    folder = write_adapter_folder(base, tmp_path / "a", targets, config=config, turned=turned)
    checkpoint = open_checkpoint(base)
    write_adapter(checkpoint, read_adapter(folder), tmp_path / "adapter.gguf")
    list(quantize(Conversion(checkpoint), "F32", tmp_path / "base.gguf"))
    list(quantize(open_source(base, adapters=[folder]), "F32", tmp_path / "merged.gguf"))
    before, after = values_of(tmp_path / "base.gguf"), values_of(tmp_path / "merged.gguf")
    adapter = values_of(tmp_path / "adapter.gguf")
    changed = {n.removesuffix(".lora_a") for n in adapter if n.endswith(".lora_a")}
    assert changed
    for name in before:
        if name in changed:
            a, b = adapter[f"{name}.lora_a"], adapter[f"{name}.lora_b"]
            np.testing.assert_allclose(after[name], before[name] + 2 * (b @ a), atol=2e-5)
        else:
            assert np.array_equal(before[name], after[name]), name


def test_the_engine_loads_it_and_it_is_the_merged_model(llama, tmp_path):
    folder = write_adapter_folder(llama, tmp_path / "a", LINEAR, config={"use_rslora": True})
    checkpoint = open_checkpoint(llama)
    write_adapter(checkpoint, read_adapter(folder), tmp_path / "adapter.gguf")
    list(quantize(Conversion(checkpoint), "F32", tmp_path / "base.gguf"))
    list(quantize(open_source(llama, adapters=[folder]), "F32", tmp_path / "merged.gguf"))
    plain = logits(tmp_path / "base.gguf")
    merged = logits(tmp_path / "merged.gguf")
    adapted = logits(tmp_path / "base.gguf", tmp_path / "adapter.gguf")
    assert np.abs(merged - plain).max() > 0.01
    np.testing.assert_allclose(adapted, merged, atol=2e-3 * np.abs(merged).max())


def logits(model_path, adapter_path=None):
    """Of the last of three tokens."""
    lib = load_engine()
    parameters = lib.llama_model_default_params()
    parameters.n_gpu_layers = 0
    model = lib.llama_model_load_from_file(str(model_path).encode(), parameters)
    assert model
    settings = lib.llama_context_default_params()
    settings.n_ctx = settings.n_batch = 32
    settings.n_threads = 1
    context = lib.llama_init_from_model(model, settings)
    try:
        if adapter_path is not None:
            adapter = lib.llama_adapter_lora_init(model, str(adapter_path).encode())
            assert adapter
            adapters = (type(adapter) * 1)(adapter)
            scales = (ctypes.c_float * 1)(1.0)
            assert lib.llama_set_adapters_lora(context, adapters, 1, scales) == 0
        tokens = (ctypes.c_int32 * 3)(1, 5, 9)
        assert lib.llama_decode(context, lib.llama_batch_get_one(tokens, 3)) == 0
        count = lib.llama_vocab_n_tokens(lib.llama_model_get_vocab(model))
        return np.ctypeslib.as_array(lib.llama_get_logits_ith(context, -1), (count,)).copy()
    finally:
        lib.llama_free(context)
        lib.llama_model_free(model)


@pytest.mark.parametrize(
    ("config", "extra", "words"),
    [
        ({"peft_type": "IA3"}, {}, "no LoRA adapter"),
        ({"bias": "all"}, {}, "bias"),
        ({"lora_alpha": "many"}, {}, "no sensible number"),
        ({"lora_alpha": math.nan}, {}, "no sensible number"),
        ({"use_dora": True}, {}, "DoRA"),
        ({}, {f"{BASE}{Q}.lora_X.weight": seeded("x", 2, 2)}, "does not know"),
        ({}, {f"{BASE}model.layers.9.mlp.up_proj.lora_A.weight": seeded("x", 2, 2)}, "not complete"),
    ],
)
def test_adapters_that_are_not_understood_are_refused(llama, tmp_path, config, extra, words):
    folder = write_adapter_folder(llama, tmp_path / "a", f"{Q}.weight", config=config, extra=extra)
    with pytest.raises(ConvertError, match=words) as caught:
        read_adapter(folder)
    assert caught.value.next_step


def test_an_adapter_of_another_model_is_named(llama, tmp_path):
    other = materialize_golden("qwen2", tmp_path / "qwen2")
    folder = write_adapter_folder(other, tmp_path / "a", LINEAR)
    for make in (
        lambda: Conversion(open_checkpoint(llama), adapters=(read_adapter(folder),)).tensors,
        lambda: write_adapter(open_checkpoint(llama), read_adapter(folder), tmp_path / "x.gguf"),
    ):
        with pytest.raises(ConvertError, match="another model") as caught:
            make()
        assert "org/base" in caught.value.next_step
    assert not (tmp_path / "x.gguf").exists()


def test_pickled_and_missing_adapters(tmp_path):
    with pytest.raises(ConvertError, match="not a folder"):
        read_adapter(tmp_path / "none")
    (tmp_path / "adapter_config.json").write_text(json.dumps({"peft_type": "LORA"}))
    (tmp_path / "adapter_model.bin").touch()
    with pytest.raises(ConvertError, match="pickle"):
        read_adapter(tmp_path)


def test_the_command(llama, tmp_path, capsys):
    folder = write_adapter_folder(llama, tmp_path / "tuned", LINEAR)
    out = tmp_path / "adapter.gguf"
    assert main(["lora", str(folder), "--base", str(llama), "-o", str(out)]) == 0
    fields = gguf.GGUFReader(out).fields
    assert fields["general.type"].contents() == "adapter"
    assert fields["adapter.lora.alpha"].contents() == 8.0
    merged = tmp_path / "merged.gguf"
    assert main([str(llama), "--type", "q8_0", "-o", str(merged), "--merge-lora", str(folder)]) == 0
    assert gguf.GGUFReader(merged).fields["bitsmith.source.base"].contents() == "with tuned"
    assert main(["lora", str(tmp_path), "--base", str(llama), "-o", str(out)]) == 1
    assert "adapter_config.json" in capsys.readouterr().err
