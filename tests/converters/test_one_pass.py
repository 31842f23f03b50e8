from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from converters import (
    Cancelled,
    Conversion,
    ConvertError,
    open_checkpoint,
    open_source,
    part_file,
    plan,
    quantize,
)
from converters import one_pass as one_pass_module
from converters.provenance import provenance
from tests.fakes.checkpoints import materialize_golden, seeded_tensor, write_checkpoint, write_tokenizer

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def llama2(tmp_path):
    return materialize_golden("llama2", tmp_path / "llama2")


@pytest.fixture
def out(tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    return folder / "model.gguf"


def names(folder):
    return [path.name for path in folder.iterdir()]


def bytes_of(conversion, type_name, out):
    for _ in quantize(conversion, type_name, out):
        pass
    return out.read_bytes()


def left_to_do(steps):
    """Bytes of the source that were quantized and not found finished, by the steps with a speed."""
    first = next(n for n, s in enumerate(steps) if s.bytes_per_s > 0)
    return steps[-1].bytes_done - (steps[first - 1].bytes_done if first else 0)


def conversion_of(folder):
    return Conversion(open_checkpoint(folder))


def one_layer(folder, **changes):
    """A tiny Llama whose tensors can be replaced; returns its folder."""
    config = {
        "architectures": ["LlamaForCausalLM"],
        "hidden_size": 64,
        "intermediate_size": 128,
        "num_hidden_layers": 1,
        "num_attention_heads": 4,
        "num_key_value_heads": 2,
        "max_position_embeddings": 64,
        "rms_norm_eps": 1e-5,
        "vocab_size": 512,
        "torch_dtype": "float32",
        "rope_theta": 10000.0,
    }
    at = "model.layers.0."
    shapes = {
        "model.embed_tokens.weight": [512, 64],
        "model.norm.weight": [64],
        at + "self_attn.q_proj.weight": [64, 64],
        at + "self_attn.k_proj.weight": [32, 64],
        at + "self_attn.v_proj.weight": [32, 64],
        at + "self_attn.o_proj.weight": [64, 64],
        at + "mlp.gate_proj.weight": [128, 64],
        at + "mlp.up_proj.weight": [128, 64],
        at + "mlp.down_proj.weight": [64, 128],
        at + "input_layernorm.weight": [64],
        at + "post_attention_layernorm.weight": [64],
    }
    tensors = {n: seeded_tensor(n, s, "F32") for n, s in shapes.items()}
    write_checkpoint(folder, config, tensors | changes)
    write_tokenizer("spm", folder)
    return folder


def test_progress_counts_up_to_the_whole(llama2, out):
    steps = list(quantize(conversion_of(llama2), "Q8_0", out, threads=2))
    assert [s.bytes_done for s in steps] == sorted(s.bytes_done for s in steps)
    last = steps[-1]
    assert last.tensors_done == last.tensors_total
    assert last.bytes_done == last.bytes_total == open_checkpoint(llama2).n_bytes
    assert names(out.parent) == [out.name]


def test_a_file_that_is_there_is_replaced_only_at_the_end(llama2, out):
    out.write_bytes(b"old")
    steps = quantize(conversion_of(llama2), "Q8_0", out)
    next(steps)
    assert out.read_bytes() == b"old"
    for _ in steps:
        pass
    assert out.read_bytes()[:4] == b"GGUF"


def test_closing_the_iterator_leaves_nothing(llama2, out):
    steps = quantize(conversion_of(llama2), "Q8_0", out)
    next(steps)
    assert sorted(names(out.parent)) == [out.name + ".part", out.name + ".part.journal"]
    steps.close()
    assert names(out.parent) == []


def test_cancelling_leaves_nothing(llama2, out):
    asked = []

    def cancelled():
        asked.append(None)
        return len(asked) > 3

    with pytest.raises(Cancelled):
        list(quantize(conversion_of(llama2), "Q8_0", out, cancelled=cancelled))
    assert len(asked) == 4
    assert names(out.parent) == []


def test_a_bad_type_leaves_nothing(llama2, out):
    with pytest.raises(ConvertError, match="Choose one of") as raised:
        next(quantize(conversion_of(llama2), "Q9_Z", out))
    assert raised.value.kind == "bad_request"
    with pytest.raises(ConvertError, match="importance matrix"):
        next(quantize(conversion_of(llama2), "IQ2_XXS", out))
    assert names(out.parent) == []


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("type_name", ["Q8_0", "F32", "BF16"])
def test_weights_that_are_no_numbers_name_their_tensor(tmp_path, out, value, type_name):
    name = "model.layers.0.mlp.up_proj.weight"
    weight = seeded_tensor(name, [128, 64], "F32")
    weight[77, 3] = value
    folder = one_layer(tmp_path / "bad", **{name: weight})
    with pytest.raises(ConvertError, match=r"blk\.0\.ffn_up\.weight") as raised:
        list(quantize(conversion_of(folder), type_name, out))
    assert raised.value.kind == "bad_model"
    assert names(out.parent) == []


def test_values_beyond_f16_are_refused_for_f16_alone(tmp_path, out):
    name = "model.layers.0.mlp.up_proj.weight"
    weight = seeded_tensor(name, [128, 64], "F32")
    weight[0, 0] = 1e6
    folder = one_layer(tmp_path / "large", **{name: weight})
    with pytest.raises(ConvertError, match="BF16 or F32"):
        list(quantize(conversion_of(folder), "F16", out))
    assert list(quantize(conversion_of(folder), "BF16", out))


def test_the_disk_is_checked_before_anything_is_written(llama2, out, monkeypatch):
    needed = plan(conversion_of(llama2), "F16").file_bytes
    usage = one_pass_module.shutil.disk_usage(out.parent)._replace(free=needed - 1)
    monkeypatch.setattr(one_pass_module.shutil, "disk_usage", lambda _path: usage)
    with pytest.raises(ConvertError, match="not enough free disk space") as raised:
        next(quantize(conversion_of(llama2), "F16", out))
    assert raised.value.kind == "disk_full"
    assert names(out.parent) == []


_LIMITED = """
import resource, sys
from converters.__main__ import main
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
sys.exit(main([sys.argv[2], "--type", "F32", "-o", sys.argv[3]]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs RLIMIT_FSIZE")
def test_a_disk_that_fills_up_meanwhile_keeps_what_is_finished(llama2, out):
    def same_source():
        return open_source(llama2, None, provenance())

    expected = bytes_of(same_source(), "F32", out)
    out.unlink()
    command = [sys.executable, "-c", _LIMITED, str(len(expected) - 1000), str(llama2), str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "full" in done.stderr
    assert "goes on where it was" in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(names(out.parent)) == [out.name + ".part", out.name + ".part.journal"]
    steps = list(quantize(same_source(), "F32", out))
    assert 0 < left_to_do(steps) < steps[-1].bytes_total
    assert out.read_bytes() == expected


def test_no_room_for_the_skeleton_is_disk_full(llama2, monkeypatch):
    def fail(*_args):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "truncate", fail)
    with pytest.raises(ConvertError) as raised:
        plan(conversion_of(llama2), "F16")
    assert raised.value.kind == "disk_full"


def test_no_space_for_the_first_tensor_leaves_nothing(llama2, out, monkeypatch):
    def fail(*_args):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(part_file.PartFile, "write", fail)
    with pytest.raises(ConvertError) as raised:
        list(quantize(conversion_of(llama2), "F16", out))
    assert raised.value.kind == "disk_full"
    assert "removed" in raised.value.why
    assert names(out.parent) == []


@pytest.mark.skipif(sys.platform == "win32", reason="the system refuses it by itself there")
def test_a_file_that_another_run_is_writing_is_left_alone(llama2, out):
    first = quantize(conversion_of(llama2), "Q4_0", out)
    next(first)
    with pytest.raises(ConvertError, match="being made already"):
        next(quantize(conversion_of(llama2), "Q8_0", out))
    for _ in first:
        pass
    assert names(out.parent) == [out.name]
    assert out.stat().st_size == plan(conversion_of(llama2), "Q4_0").file_bytes


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_in_the_place_of_the_part_file_is_not_followed(llama2, out, tmp_path):
    precious = tmp_path / "precious"
    precious.write_text("keep me")
    out.with_name(out.name + ".part").symlink_to(precious)
    with pytest.raises(ConvertError):
        next(quantize(conversion_of(llama2), "Q4_0", out))
    assert precious.read_text() == "keep me"


@pytest.mark.parametrize("name", ["config.json", "model.safetensors", "tokenizer.model"])
def test_the_source_is_never_overwritten(llama2, name):
    before = (llama2 / name).read_bytes()
    with pytest.raises(ConvertError, match="file of the source"):
        next(quantize(conversion_of(llama2), "F16", llama2 / name))
    assert (llama2 / name).read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
@pytest.mark.parametrize("link", [os.link, os.symlink])
def test_the_source_is_not_overwritten_through_a_link(llama2, out, link):
    link(llama2 / "model.safetensors", out)
    with pytest.raises(ConvertError, match="file of the source"):
        next(quantize(conversion_of(llama2), "F16", out))
    assert (llama2 / "model.safetensors").stat().st_size > 100


def test_a_place_that_cannot_be_written_is_refused(llama2, tmp_path):
    with pytest.raises(ConvertError, match="does not exist"):
        next(quantize(conversion_of(llama2), "F16", tmp_path / "nowhere" / "model.gguf"))
    with pytest.raises(ConvertError, match="is a folder"):
        next(quantize(conversion_of(llama2), "F16", tmp_path))
    (tmp_path / "x.gguf.part").mkdir()
    with pytest.raises(ConvertError) as raised:
        next(quantize(conversion_of(llama2), "F16", tmp_path / "x.gguf"))
    assert raised.value.kind == "file_access"


def test_a_source_that_goes_away_is_an_error(llama2, out):
    conversion = conversion_of(llama2)
    recipe = plan(conversion, "F16")
    (llama2 / "model.safetensors").unlink()
    with pytest.raises(ConvertError, match=r"model\.safetensors cannot be read"):
        list(quantize(conversion, "F16", out, recipe=recipe))
    assert names(out.parent) == []


def test_headers_alone_are_not_quantized(llama2, out):
    checkpoint = open_checkpoint(llama2, headers_only=True)
    with pytest.raises(ConvertError, match="only their headers"):
        next(quantize(Conversion(checkpoint), "F16", out))


@pytest.mark.parametrize(
    ("name", "shape", "words"),
    [
        ("self_attn.q_proj", [63, 64], "cannot be shared by 4 heads"),
        ("self_attn.v_proj", [30, 64], r"blk\.0\.attn_v\.weight"),
        ("mlp.down_proj", [128, 64], r"blk\.0\.ffn_down\.weight"),
        ("mlp.no_such_part", [64, 64], "no place in the architecture"),
    ],
)
def test_a_tensor_that_does_not_fit_the_config_is_named(tmp_path, out, name, shape, words):
    name = f"model.layers.0.{name}.weight"
    folder = one_layer(tmp_path / "bad", **{name: seeded_tensor(name, shape, "F32")})
    with pytest.raises(ConvertError, match=words):
        list(quantize(conversion_of(folder), "Q8_0", out))
    assert names(out.parent) == []


def test_a_tensor_that_is_missing_is_named(tmp_path, out):
    folder = one_layer(tmp_path / "bad")
    config = json.loads((folder / "config.json").read_text()) | {"num_hidden_layers": 2}
    (folder / "config.json").write_text(json.dumps(config))
    with pytest.raises(ConvertError, match=r"blk\.1\.") as raised:
        next(quantize(conversion_of(folder), "Q8_0", out))
    assert raised.value.kind == "bad_model"


@pytest.mark.parametrize("dtype", ["F16", "F32"])
@pytest.mark.parametrize("type_name", ["F32", "Q8_0", "Q4_0"])
def test_wider_sources_are_quantized_without_rounding_first(tmp_path, out, dtype, type_name):
    import gguf

    folder = materialize_golden("llama2", tmp_path / "model")
    shapes = json.loads((ROOT / "tests/data/golden/llama2/tensors.json").read_text())
    rng = np.random.default_rng(1)
    kind = {"F16": np.float16, "F32": np.float32}[dtype]
    tensors = {n: rng.normal(0, 0.02, shape).astype(kind) for n, (shape, _) in shapes.items()}
    write_checkpoint(folder, json.loads((folder / "config.json").read_text()), tensors)
    list(quantize(conversion_of(folder), type_name, out))
    found = {t.name: t for t in gguf.GGUFReader(out).tensors}["blk.0.ffn_up.weight"]
    wide = tensors["model.layers.0.mlp.up_proj.weight"].astype(np.float32)
    expected = gguf.quants.quantize(wide, gguf.GGMLQuantizationType[type_name])
    assert found.data.tobytes() == expected.tobytes()
