"""A GGUF as the source, against the engine's own quantizer; split, merge, inspect and verify."""

from __future__ import annotations

import struct

import numpy as np
import pytest

from converters import (
    Cancelled,
    Conversion,
    ConvertError,
    QuantizeOptions,
    open_checkpoint,
    open_source,
    plan,
    quantize,
)
from converters.engine import load_engine
from converters.gguf_in import read_gguf
from converters.inspection import inspect
from converters.provenance import provenance
from converters.split import merge, parse_size, shard_paths, split
from converters.verification import verify
from tests.fakes.checkpoints import materialize_golden
from tests.fakes.engine_quantizer import engine_quantize
from tests.fakes.gguf_file import GgufFile


def make(source, options, out):
    for _ in quantize(source, options, out):
        pass
    return out


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory):
    return materialize_golden("qwen3moe", tmp_path_factory.mktemp("source") / "qwen3moe")


@pytest.fixture(scope="module")
def files(checkpoint, tmp_path_factory):
    """One file of each type that may be a source."""
    folder = tmp_path_factory.mktemp("files")
    conversion = Conversion(open_checkpoint(checkpoint), "Source")
    return {t: make(conversion, t, folder / f"{t}.gguf") for t in ("F32", "F16", "BF16", "Q8_0", "Q4_0")}


@pytest.mark.parametrize("source", ["F32", "F16", "BF16", "Q8_0"])
@pytest.mark.parametrize("target", ["Q4_K_M", "Q8_0", "F16", "BF16", "Q5_0"])
def test_it_is_what_the_engine_makes(source, target, files, tmp_path):
    out = make(open_source(files[source]), target, tmp_path / "ours.gguf")
    reference = engine_quantize(files[source], tmp_path / "theirs.gguf", target, allow_requantize=True)
    ours, theirs = GgufFile(out), GgufFile(reference)
    assert ours.tensors == theirs.tensors
    assert ours.metadata == theirs.metadata


def test_a_source_of_few_bits_is_refused_unless_allowed(files, tmp_path):
    with pytest.raises(ConvertError, match="quantized already") as raised:
        plan(open_source(files["Q4_0"]), "Q8_0")
    assert "original weights" in raised.value.next_step
    options = QuantizeOptions("Q8_0", allow_requantize=True)
    out = make(open_source(files["Q4_0"]), options, tmp_path / "ours.gguf")
    reference = engine_quantize(files["Q4_0"], tmp_path / "theirs.gguf", "Q8_0", allow_requantize=True)
    assert GgufFile(out).tensors == GgufFile(reference).tensors


def test_the_same_type_again_copies_the_tensors(files, tmp_path):
    out = make(open_source(files["Q4_0"]), "Q4_0", tmp_path / "copy.gguf")
    assert GgufFile(out).tensors == GgufFile(files["Q4_0"]).tensors


def test_provenance_is_written_and_shown(files, checkpoint, tmp_path):
    known = provenance(repository="owner/name", revision="abc")
    for source in (files["F16"], checkpoint):
        out = tmp_path / f"{source.name}-out.gguf"
        found = inspect(make(open_source(source, None, known), "Q8_0", out))
        assert found.provenance["bitsmith.source.repository"] == "owner/name"
        assert found.provenance["bitsmith.source.revision"] == "abc"
        assert found.provenance["bitsmith.recipe"] == "Q8_0"
        assert "llama" in found.provenance["bitsmith.engine"]
        assert out.stat().st_size == plan(open_source(source, None, known), "Q8_0").file_bytes


def test_split_and_merge_give_the_same_tensors(files, tmp_path):
    whole = files["F16"]
    list(split(whole, tmp_path / "model.gguf", max_tensors=10))
    shards = sorted(tmp_path.iterdir())
    count = -(-len(GgufFile(whole).tensors) // 10)
    assert shards == shard_paths(tmp_path / "model.gguf", count)
    assert [len(GgufFile(s).tensors) for s in shards[:-1]] == [10] * (count - 1)
    metadata = GgufFile(shards[0]).metadata
    assert (metadata["split.no"], metadata["split.count"]) == (0, count)
    assert list(GgufFile(shards[1]).metadata) == ["split.no", "split.count", "split.tensors.count"]
    list(merge(shards[1], tmp_path / "merged.gguf"))
    merged = GgufFile(tmp_path / "merged.gguf")
    assert merged.tensors == GgufFile(whole).tensors
    assert merged.metadata == GgufFile(whole).metadata


def test_the_engine_opens_the_shards(files, tmp_path):
    list(split(files["Q8_0"], tmp_path / "model.gguf", max_bytes=4_000_000))
    first = min(tmp_path.iterdir())
    lib = load_engine()
    parameters = lib.llama_model_default_params()
    parameters.n_gpu_layers = 0
    model = lib.llama_model_load_from_file(str(first).encode(), parameters)
    assert model
    lib.llama_model_free(model)


def test_a_split_model_is_a_source(files, tmp_path):
    list(split(files["F16"], tmp_path / "model.gguf", max_tensors=12))
    shard = sorted(tmp_path.iterdir())[2]
    out = make(open_source(shard), "Q4_0", tmp_path / "out.gguf")
    direct = make(open_source(files["F16"]), "Q4_0", tmp_path / "direct.gguf")
    assert out.read_bytes() == direct.read_bytes()


def test_a_missing_shard_is_named(files, tmp_path):
    list(split(files["F16"], tmp_path / "model.gguf", max_tensors=12))
    shards = sorted(tmp_path.iterdir())
    shards[1].unlink()
    with pytest.raises(ConvertError, match=shards[1].name):
        list(merge(shards[0], tmp_path / "merged.gguf"))


def test_nothing_is_overwritten_and_nothing_left_behind(files, tmp_path):
    target = shard_paths(tmp_path / "model.gguf", 2)[1]
    target.write_text("mine")
    half = -(-len(GgufFile(files["F16"]).tensors) // 2)
    with pytest.raises(ConvertError, match="there already"):
        list(split(files["F16"], tmp_path / "model.gguf", max_tensors=half))
    assert [p.name for p in tmp_path.iterdir()] == [target.name]
    target.unlink()
    steps = split(files["F16"], tmp_path / "model.gguf", max_tensors=2)
    for _ in range(8):
        next(steps)
    steps.close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("text", "size"), [("4G", 4 * 10**9), ("500M", 5 * 10**8), ("1.5k", 1500), ("7", 7)])
def test_sizes_are_read(text, size):
    assert parse_size(text) == size


@pytest.mark.parametrize("text", ["", "0", "-1", "many", "4X", "1e9"])
def test_senseless_sizes_are_refused(text):
    with pytest.raises(ConvertError, match="no size"):
        parse_size(text)


def test_inspect_sums_up(files):
    found = inspect(files["Q4_0"])
    assert (found.architecture, found.name) == ("qwen3moe", "Source")
    assert {share.type for share in found.types} >= {"Q4_0", "F32"}
    assert sum(share.n_values for share in found.types) == found.n_params
    assert "{{" in found.chat_template or "{%" in found.chat_template
    assert found.metadata["tokenizer.ggml.tokens"] == "49,152 entries"


def problems(path):
    return list(verify(path))[-1].problems


def test_sound_files_have_no_problems(files):
    for path in files.values():
        assert problems(path) == ()


def damaged(source, target, change):
    data = bytearray(source.read_bytes())
    change(data, read_gguf(source))
    target.write_bytes(data)
    return target


def tensor_of(file, name):
    return next(t for t in file.tensors if t.name == name)


@pytest.mark.parametrize("kind", ["F32", "F16", "BF16", "Q8_0", "Q4_0"])
def test_values_that_are_no_numbers_are_named(kind, files, tmp_path):
    name = "blk.1.attn_q.weight"

    def change(data, file):
        tensor = tensor_of(file, name)
        nan = {"F32": struct.pack("<f", np.nan), "BF16": b"\xc0\x7f"}.get(kind, struct.pack("<e", np.inf))
        data[tensor.offset : tensor.offset + len(nan)] = nan

    assert problems(damaged(files[kind], tmp_path / "bad.gguf", change)) == (
        f"Tensor {name} holds values that are no numbers.",
    )


def test_bytes_behind_the_end_are_a_problem(files, tmp_path):
    path = damaged(files["Q8_0"], tmp_path / "long.gguf", lambda data, _: data.extend(b"x" * 100))
    assert "100 bytes behind" in problems(path)[0]


def test_verifying_can_be_cancelled(files):
    steps = verify(files["F32"], cancelled=lambda: True)
    with pytest.raises(Cancelled):
        next(steps)


@pytest.mark.parametrize("n_bytes", [0, 3, 20, 100, 5000])
def test_a_file_that_is_cut_off_is_refused(n_bytes, files, tmp_path):
    path = tmp_path / "cut.gguf"
    path.write_bytes(files["Q8_0"].read_bytes()[:n_bytes])
    with pytest.raises(ConvertError):
        read_gguf(path)


def test_a_file_that_lost_its_last_byte_is_refused(files, tmp_path):
    path = tmp_path / "cut.gguf"
    file = read_gguf(files["Q8_0"])
    end = max(t.offset + t.n_bytes for t in file.tensors)
    path.write_bytes(files["Q8_0"].read_bytes()[: end - 1])
    with pytest.raises(ConvertError, match="cut off"):
        read_gguf(path)


def header(n_tensors=0, n_keys=0, rest=b"", version=3):
    return b"GGUF" + struct.pack("<IQQ", version, n_tensors, n_keys) + rest


def text(value):
    return struct.pack("<Q", len(value)) + value


def info(name=b"t", shape=(32,), kind=0, offset=0):
    dims = struct.pack(f"<I{len(shape)}Q", len(shape), *shape)
    return text(name) + dims + struct.pack("<IQ", kind, offset)


@pytest.mark.parametrize(
    "data",
    [
        b"GGML" + bytes(100),
        header(version=1),
        header(version=0x03000000),
        header(n_tensors=1 << 62),
        header(n_keys=1 << 62),
        header(n_keys=1, rest=struct.pack("<Q", 1 << 63)),
        header(n_keys=1, rest=text(b"k") + struct.pack("<I", 99)),
        header(n_keys=1, rest=text(b"k") + struct.pack("<IIQ", 9, 4, 1 << 61)),
        header(n_keys=1, rest=text(b"k") + struct.pack("<IIQ", 9, 9, 1 << 61)),
        header(n_keys=1, rest=text(b"k") + struct.pack("<I", 9) + struct.pack("<IQ", 9, 1) * 50),
        header(n_keys=2, rest=(text(b"k") + struct.pack("<IB", 0, 1)) * 2),
        header(n_keys=1, rest=text(b"general.alignment") + struct.pack("<II", 4, 0)),
        header(n_keys=1, rest=text(b"general.alignment") + struct.pack("<II", 4, 33)),
        header(n_tensors=1, rest=info(shape=())),
        header(n_tensors=1, rest=info(shape=(1, 1, 1, 1, 1))),
        header(n_tensors=1, rest=info(shape=(0,))),
        header(n_tensors=1, rest=info(shape=(1 << 40, 1 << 40))),
        header(n_tensors=1, rest=info(kind=4)),
        header(n_tensors=1, rest=info(kind=10_000)),
        header(n_tensors=1, rest=info(shape=(33,), kind=8)),
        header(n_tensors=1, rest=info(offset=1 << 63)),
        header(n_tensors=2, rest=info() * 2 + bytes(1000)),
        header(n_tensors=2, rest=info(b"a") + info(b"b", offset=64) + bytes(1000)),
    ],
)
def test_headers_that_make_no_sense_are_refused(data, tmp_path):
    path = tmp_path / "bad.gguf"
    path.write_bytes(data)
    with pytest.raises(ConvertError):
        read_gguf(path)


def test_what_is_no_language_model_is_refused(tmp_path):
    path = tmp_path / "mmproj.gguf"
    path.write_bytes(header(n_keys=1, rest=text(b"general.type") + struct.pack("<I", 8) + text(b"mmproj")))
    with pytest.raises(ConvertError, match="projector"):
        open_source(path)
    with pytest.raises(ConvertError, match="does not exist"):
        open_source(tmp_path / "nowhere")
    (tmp_path / "model.bin").write_bytes(b"")
    with pytest.raises(ConvertError, match="no model that can be converted"):
        open_source(tmp_path / "model.bin")
