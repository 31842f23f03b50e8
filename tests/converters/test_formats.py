"""Quantized checkpoints as sources: the values that they stand for, read row by row."""

from __future__ import annotations

import base64
import json

import numpy as np
import pytest

from converters import Conversion, ConvertError, QuantizeOptions, describe, open_checkpoint, plan, quantize
from converters.facts import source_note
from converters.files import Files
from converters.formats import logical_tensors
from tests.fakes.checkpoints import DATA
from tests.fakes.gguf_file import GgufFile
from tests.fakes.quantized_checkpoints import FORMATS, write_gpt_oss, write_quantized, write_safetensors

REFERENCE = json.loads((DATA / "formats" / "reference.json").read_text())


@pytest.mark.parametrize("kind", FORMATS)
def test_the_values_are_those_that_were_stored(kind, tmp_path):
    expected = write_quantized(kind, tmp_path)
    found = {t.name: t for t in logical_tensors(open_checkpoint(tmp_path))}
    assert set(expected) <= set(found)
    assert len(found) == len(expected) + 5
    files = Files()
    for name, values in expected.items():
        tensor = found[name]
        assert tensor.shape == values.shape
        np.testing.assert_array_equal(tensor.read(files), values)


@pytest.mark.parametrize("kind", FORMATS)
def test_any_rows_can_be_read_alone(kind, tmp_path):
    expected = write_quantized(kind, tmp_path)
    files = Files()
    for tensor in logical_tensors(open_checkpoint(tmp_path)):
        if tensor.name in expected:
            for start, stop in ((0, 1), (1, 2), (5, 29), (tensor.n_rows - 3, tensor.n_rows)):
                np.testing.assert_array_equal(
                    tensor.read(files, start, stop), expected[tensor.name][start:stop]
                )


@pytest.mark.parametrize("kind", REFERENCE)
def test_it_is_what_the_reference_converter_makes(kind, tmp_path):
    folder = tmp_path / kind
    if kind == "gpt-oss":
        write_gpt_oss(folder)
    else:
        write_quantized(kind, folder)
    out = tmp_path / "out.gguf"
    for _ in quantize(Conversion(open_checkpoint(folder)), "F16", out):
        pass
    assert GgufFile(out).tensors == REFERENCE[kind]


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_can_be_quantized(kind, tmp_path):
    write_quantized(kind, tmp_path / "source")
    conversion = Conversion(open_checkpoint(tmp_path / "source"))
    recipe = plan(conversion, "Q8_0")
    out = tmp_path / "out.gguf"
    for _ in quantize(conversion, "Q8_0", out, recipe=recipe):
        pass
    assert out.stat().st_size == recipe.file_bytes
    wanted = "MXFP4" if kind == "ct-mxfp4" else "Q8_0"
    assert GgufFile(out).tensors["blk.0.ffn_up.weight"][0] == wanted


def test_mxfp4_is_kept_unless_requantizing_is_allowed(tmp_path):
    write_gpt_oss(tmp_path)
    conversion = Conversion(open_checkpoint(tmp_path))
    kept = {row.name: row for row in plan(conversion, "Q4_K_M").tensors}
    free = {row.name: row for row in plan(conversion, QuantizeOptions("Q8_0", allow_requantize=True)).tensors}
    name = "blk.0.ffn_down_exps.weight"
    assert kept[name].type == 39
    assert free[name].type == 8


def test_the_source_says_what_it_is(tmp_path):
    write_quantized("gptq-4", tmp_path)
    (tmp_path / "README.md").write_text("---\nbase_model: owner/original\n---\n")
    facts = describe(open_checkpoint(tmp_path))
    assert facts.source_format == "GPTQ 4-bit"
    assert "owner/original" in facts.requantize_note
    assert "quality" in facts.requantize_note
    assert facts.n_params == describe(open_checkpoint(write_plain(tmp_path / "plain"))).n_params


def write_plain(folder):
    expected = write_quantized("fp8-rows", folder)
    checkpoint = open_checkpoint(folder)
    files = Files()
    parts = {
        t.name: ("F32", expected[t.name] if t.name in expected else t.read(files).reshape(t.shape))
        for t in logical_tensors(checkpoint)
    }
    config = json.loads((folder / "config.json").read_text())
    del config["quantization_config"]
    files.close()
    (folder / "config.json").write_text(json.dumps(config))
    write_safetensors(folder / "model.safetensors", parts)
    return folder


def test_original_weights_need_no_note(tmp_path):
    facts = describe(open_checkpoint(write_plain(tmp_path)))
    assert (facts.source_format, facts.requantize_note) == ("", "")


# --- bitsandbytes: made by the package itself -----------------------------------------------------------

BNB = json.loads((DATA / "formats" / "bitsandbytes.json").read_text())["cases"]
DTYPES = {"float32": "F32", "uint8": "U8"}
NUMPY = {"F32": "<f4", "U8": "u1"}


def write_bnb(case, folder, **changes):
    row = BNB[case]
    parts = {"w.weight": ("U8", np.frombuffer(base64.b64decode(row["weight"]), "u1").reshape(-1, 1))}
    for key, (dtype, shape, data) in row["parts"].items():
        kind = DTYPES[dtype]
        parts[f"w.weight.{key}"] = (kind, np.frombuffer(base64.b64decode(data), NUMPY[kind]).reshape(shape))
    parts |= changes
    parts = {name: part for name, part in parts.items() if part is not None}
    folder.mkdir(exist_ok=True)
    config = {
        "architectures": ["X"],
        "quantization_config": {"quant_method": "bitsandbytes", "load_in_4bit": True},
    }
    (folder / "config.json").write_text(json.dumps(config))
    write_safetensors(folder / "model.safetensors", parts)
    return np.frombuffer(base64.b64decode(row["values"]), "<f4").reshape(row["shape"])


@pytest.mark.parametrize("case", BNB)
def test_bitsandbytes_four_bit(case, tmp_path):
    expected = write_bnb(case, tmp_path)
    (tensor,) = logical_tensors(open_checkpoint(tmp_path))
    assert (tensor.name, tensor.shape) == ("w.weight", (21, 128))
    files = Files()
    # the package multiplies in another order
    np.testing.assert_allclose(tensor.read(files), expected, rtol=1e-6, atol=1e-8)
    np.testing.assert_allclose(tensor.read(files, 5, 18), expected[5:18], rtol=1e-6, atol=1e-8)


def test_bitsandbytes_sizes_are_among_the_weights(tmp_path):
    write_bnb("nf4", tmp_path)
    with pytest.raises(ConvertError, match="before it is downloaded"):
        logical_tensors(open_checkpoint(tmp_path, headers_only=True))


STATE = "w.weight.quant_state.bitsandbytes__nf4"


def state(**facts):
    text = json.dumps({"quant_type": "nf4", "blocksize": 64, "shape": [21, 128]} | facts).encode()
    return ("U8", np.frombuffer(text, "u1"))


@pytest.mark.parametrize(
    "changes",
    [
        {"w.weight.absmax": None},
        {"w.weight.quant_map": None},
        {"w.weight.quant_map": ("F32", np.zeros(15, np.float32))},
        {"w.weight.absmax": ("F32", np.zeros(43, np.float32))},
        {STATE: ("U8", np.frombuffer(b"{no json", "u1"))},
        {STATE: state(shape=[21, 1 << 40])},
        {STATE: state(shape="many")},
        {STATE: state(blocksize=0)},
        {STATE: state(shape=[21, 129])},
        {STATE: state(nested_blocksize=256, nested_offset=0.1)},
        {STATE: state(nested_blocksize=256, nested_offset=10**400)},
        {STATE: ("U8", np.frombuffer(b"[" * 60_000, "u1"))},
        {STATE: state(blocksize=True)},
    ],
)
def test_damaged_bitsandbytes_is_refused(changes, tmp_path):
    write_bnb("nf4", tmp_path, **changes)
    with pytest.raises(ConvertError):
        logical_tensors(open_checkpoint(tmp_path))


def test_the_type_that_holds_the_bytes_of_four_bits_does_not_matter(tmp_path):
    expected = write_bnb("nf4", tmp_path)
    edit_parts(
        tmp_path,
        lambda parts: parts.update({"w.weight": ("BF16", parts["w.weight"][1].reshape(-1).view("V2"))}),
    )
    (tensor,) = logical_tensors(open_checkpoint(tmp_path))
    np.testing.assert_allclose(tensor.read(Files()), expected, rtol=1e-6, atol=1e-8)


# --- compressed-tensors: what older and rarer files hold -----------------------------------------------


def test_zero_points_with_a_sign(tmp_path):
    expected = write_quantized("ct-int4-zero-points", tmp_path)

    def unpack(parts):
        _, words = parts[f"{Q}.weight_zero_point"]
        numbers = (words.view("<u4")[:, None] >> np.arange(0, 32, 4, dtype=np.uint32)[:, None]) & 15
        signed = numbers.reshape(-1, words.shape[1]).astype(np.int8) - 8
        parts[f"{Q}.weight_zero_point"] = ("I8", signed.astype(np.int8))

    edit_parts(tmp_path, unpack)
    tensors = {t.name: t for t in logical_tensors(open_checkpoint(tmp_path))}
    np.testing.assert_array_equal(tensors[f"{Q}.weight"].read(Files()), expected[f"{Q}.weight"])
    np.testing.assert_array_equal(tensors[f"{Q}.weight"].read(Files(), 3, 9), expected[f"{Q}.weight"][3:9])


@pytest.mark.parametrize("kind", ["gptq-4", "ct-int4"])
@pytest.mark.parametrize("number", [2, 1 << 30, -2, -(1 << 31)])
def test_an_index_of_groups_that_are_not_there_is_refused(kind, number, tmp_path):
    write_quantized(kind, tmp_path)
    name = f"{Q}.g_idx" if kind == "gptq-4" else f"{Q}.weight_g_idx"
    groups = np.zeros(64, np.int32)
    groups[7] = number
    edit_parts(tmp_path, lambda parts: parts.update({name: ("I32", groups)}))
    tensors = {t.name: t for t in logical_tensors(open_checkpoint(tmp_path))}
    with pytest.raises(ConvertError, match="g_idx"):
        tensors[f"{Q}.weight"].read(Files(), 0, 1)


def test_an_index_without_groups_means_that_they_are_in_order(tmp_path):
    expected = write_quantized("ct-int4", tmp_path)
    groups = np.full(64, -1, np.int32)
    edit_parts(tmp_path, lambda parts: parts.update({f"{Q}.weight_g_idx": ("I32", groups)}))
    tensors = {t.name: t for t in logical_tensors(open_checkpoint(tmp_path))}
    np.testing.assert_array_equal(tensors[f"{Q}.weight"].read(Files()), expected[f"{Q}.weight"])


# --- bad input ----------------------------------------------------------------------------------------


def edit_parts(folder, edit):
    """Rewrite the stored tensors."""
    raw = (folder / "model.safetensors").read_bytes()
    length = int.from_bytes(raw[:8], "little")
    entries = json.loads(raw[8 : 8 + length])
    parts = {}
    for name, entry in entries.items():
        start, stop = (8 + length + n for n in entry["data_offsets"])
        size = (stop - start) // max(1, int(np.prod(entry["shape"])))
        array = np.frombuffer(raw[start:stop], f"V{size}").reshape(entry["shape"])
        parts[name] = (entry["dtype"], array)
    edit(parts)
    write_safetensors(folder / "model.safetensors", parts)


Q = "model.layers.0.self_attn.q_proj"


@pytest.mark.parametrize(
    ("kind", "part", "words"),
    [
        ("fp8-blocks", f"{Q}.weight_scale_inv", "weight_scale"),
        ("gptq-4", f"{Q}.scales", "scales"),
        ("gptq-4", f"{Q}.qzeros", "qzeros"),
        ("awq", f"{Q}.scales", "scales"),
        ("ct-int4", f"{Q}.weight_scale", "weight_scale"),
    ],
)
def test_a_missing_part_is_named(kind, part, words, tmp_path):
    write_quantized(kind, tmp_path)
    edit_parts(tmp_path, lambda parts: parts.pop(part))
    with pytest.raises(ConvertError, match=words) as raised:
        logical_tensors(open_checkpoint(tmp_path))
    assert raised.value.kind == "bad_model"


@pytest.mark.parametrize(
    ("kind", "part"),
    [
        ("fp8-blocks", f"{Q}.weight_scale_inv"),
        ("fp8-rows", f"{Q}.weight_scale"),
        ("gptq-4", f"{Q}.scales"),
        ("gptq-4", f"{Q}.qzeros"),
        ("gptq-4", f"{Q}.g_idx"),
        ("awq", f"{Q}.qzeros"),
        ("ct-int4", f"{Q}.weight_scale"),
        ("ct-int4-zero-points", f"{Q}.weight_zero_point"),
        ("nvfp4", f"{Q}.weight_scale"),
        ("ct-mxfp4", f"{Q}.weight_scale"),
    ],
)
def test_a_part_of_another_shape_is_named(kind, part, tmp_path):
    write_quantized(kind, tmp_path)

    def cut(parts):
        dtype, array = parts[part]
        parts[part] = (dtype, array[:-1] if array.shape[0] > 1 else np.concatenate([array, array]))

    edit_parts(tmp_path, cut)
    with pytest.raises(ConvertError, match=r"q_proj\..* does not match its format") as raised:
        logical_tensors(open_checkpoint(tmp_path))
    assert raised.value.kind == "bad_model"


@pytest.mark.parametrize(
    ("config", "words"),
    [
        ({"quant_method": "quip"}, "quantized as quip"),
        ({"quant_method": None}, "does not name"),
        ({"group_size": 64, "bits": 4, "mode": "affine"}, "quantized as MLX"),
        ({"quant_method": "gptq", "bits": 3}, "3 bits"),
        ({"quant_method": "gptq"}, "how many bits"),
        ({"quant_method": "gptq", "bits": "four"}, "how many bits"),
        ({"quant_method": "awq", "bits": 4, "version": "gemv"}, "gemv"),
        ({"quant_method": "compressed-tensors", "format": "marlin-24"}, "schemes|marlin"),
        ({"quant_method": "compressed-tensors", "config_groups": 7}, "schemes|None"),
        ({"quant_method": "gptq", "bits": 4, "checkpoint_format": "marlin"}, "layout marlin"),
        ({"quant_method": "auto-round", "bits": 4, "packing_format": "auto_round:fake"}, "packing"),
        ({"quant_method": "bitnet", "quantization_mode": "online"}, "BitNet"),
        *(
            (
                {"quant_method": "gptq", "bits": 4, "transform_config": {"config_groups": {"R4": scheme}}},
                "rotated",
            )
            for scheme in ({"apply": [{"location": "input"}]}, {"apply": True}, {}, 7)
        ),
        ("fp8", "no table"),
    ],
)
def test_what_is_not_read_says_so(config, words, tmp_path):
    write_quantized("gptq-4", tmp_path)
    full = json.loads((tmp_path / "config.json").read_text()) | {"quantization_config": config}
    (tmp_path / "config.json").write_text(json.dumps(full))
    with pytest.raises(ConvertError, match=words):
        logical_tensors(open_checkpoint(tmp_path))


def test_scales_that_are_no_numbers_name_the_tensor(tmp_path):
    write_quantized("fp8-rows", tmp_path / "source")

    def spoil(parts):
        dtype, array = parts[f"{Q}.weight_scale"]
        values = np.array(array).view(np.float32).copy()
        values[3] = np.nan
        parts[f"{Q}.weight_scale"] = (dtype, values)

    edit_parts(tmp_path / "source", spoil)
    with pytest.raises(ConvertError, match=r"blk\.0\.attn_q"):
        for _ in quantize(Conversion(open_checkpoint(tmp_path / "source")), "Q8_0", tmp_path / "out.gguf"):
            pass


def test_a_model_that_sees_says_that_it_will_not(tmp_path):
    write_plain(tmp_path)
    assert source_note(open_checkpoint(tmp_path)) == ""
    config = json.loads((tmp_path / "config.json").read_text()) | {"vision_config": {}, "audio_config": {}}
    (tmp_path / "config.json").write_text(json.dumps(config))
    note = source_note(open_checkpoint(tmp_path))
    assert "pictures and sound" in note
    assert "text part only" in note
