from __future__ import annotations

import json
import os
import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from converters import Conversion, ConvertError, describe, open_checkpoint, plan
from converters.safetensors_header import read_tensors
from tests.fakes.checkpoints import materialize_golden, seeded_tensor, write_checkpoint

CONFIG = {"architectures": ["LlamaForCausalLM"]}
INDEX = "model.safetensors.index.json"


@pytest.fixture
def sharded(tmp_path):
    tensors = {f"t{n}": seeded_tensor(f"t{n}", [4, 4], "F32") for n in range(6)}
    write_checkpoint(tmp_path, CONFIG, tensors, shards=3)
    return tmp_path


@pytest.fixture
def llama2(tmp_path):
    return materialize_golden("llama2", tmp_path / "llama2")


def edit(path, change):
    value = json.loads(path.read_text())
    change(value)
    path.write_text(json.dumps(value))


def test_shards_are_one_checkpoint(sharded):
    checkpoint = open_checkpoint(sharded)
    assert list(checkpoint.tensors) == [f"t{n}" for n in range(6)]
    assert checkpoint.n_params == 6 * 16
    assert checkpoint.n_bytes == 6 * 64


def test_facts_come_from_config_and_headers(llama2):
    facts = describe(open_checkpoint(llama2))
    config = json.loads((llama2 / "config.json").read_text())
    assert facts.architecture == "LlamaForCausalLM"
    assert facts.is_supported
    assert facts.n_layers == config["num_hidden_layers"]
    assert facts.n_ctx_train == config["max_position_embeddings"]
    assert facts.dtypes == ("BF16",)
    assert facts.n_params * 2 == facts.n_bytes


def test_headers_alone_give_the_same_plan_as_the_weights(llama2, tmp_path):
    bare = tmp_path / "bare"
    shutil.copytree(llama2, bare)
    weights = bare / "model.safetensors"
    data_start = min(t.offset for t in read_tensors(weights).values())
    os.truncate(weights, data_start)
    with pytest.raises(ConvertError, match="cut off"):
        open_checkpoint(bare)
    full = plan(Conversion(open_checkpoint(llama2), "x"), "Q4_K_M")
    assert plan(Conversion(open_checkpoint(bare, headers_only=True), "x"), "Q4_K_M") == full


def test_a_missing_shard_is_named(sharded):
    (sharded / "model-00002-of-00003.safetensors").unlink()
    with pytest.raises(ConvertError, match="model-00002-of-00003"):
        open_checkpoint(sharded)


def test_a_missing_shard_is_named_without_an_index_too(sharded):
    (sharded / INDEX).unlink()
    assert len(open_checkpoint(sharded).tensors) == 6
    (sharded / "model-00003-of-00003.safetensors").unlink()
    with pytest.raises(ConvertError, match="model-00003-of-00003"):
        open_checkpoint(sharded)


@pytest.mark.parametrize(
    "name",
    ["../secret", "/etc/passwd", "a/b.safetensors", "..", ".", "", "..\\x", "C:\\x", 5, None, "a\0b"],
)
def test_an_index_cannot_leave_the_folder(sharded, name):
    edit(sharded / INDEX, lambda index: index["weight_map"].update(t0=name))
    with pytest.raises(ConvertError) as raised:
        open_checkpoint(sharded)
    assert raised.value.kind == "bad_model"


def test_a_tensor_that_the_index_promises_must_be_there(sharded):
    edit(
        sharded / INDEX,
        lambda index: index["weight_map"].update(ghost="model-00001-of-00003.safetensors"),
    )
    with pytest.raises(ConvertError, match="1 tensors are missing"):
        open_checkpoint(sharded)


def test_a_tensor_in_two_shards_is_refused(sharded):
    shutil.copy(sharded / "model-00001-of-00003.safetensors", sharded / "model-00002-of-00003.safetensors")
    with pytest.raises(ConvertError, match="in two files"):
        open_checkpoint(sharded)


def test_pickled_weights_are_refused_with_the_reason(tmp_path):
    (tmp_path / "config.json").write_text(json.dumps(CONFIG))
    (tmp_path / "pytorch_model.bin").write_bytes(b"\x80\x04.")
    with pytest.raises(ConvertError, match="can run any code") as raised:
        open_checkpoint(tmp_path)
    assert raised.value.kind == "unsupported"
    assert "GGUF" in raised.value.next_step


def test_an_unsupported_architecture_is_named(llama2):
    edit(llama2 / "config.json", lambda config: config.update(architectures=["WhisperModel"]))
    checkpoint = open_checkpoint(llama2)
    assert not describe(checkpoint).is_supported
    with pytest.raises(ConvertError, match="WhisperModel") as raised:
        plan(Conversion(checkpoint), "Q4_K_M")
    assert raised.value.kind == "unsupported"
    assert "ready-made GGUF" in raised.value.next_step


@pytest.mark.parametrize(
    "config",
    ["", "[", "[]", "null", "{}", '{"architectures": []}', '{"architectures": [3]}', "[" * 99_999],
)
def test_a_config_that_is_none_is_refused(llama2, config):
    (llama2 / "config.json").write_text(config)
    with pytest.raises(ConvertError) as raised:
        open_checkpoint(llama2)
    assert raised.value.kind == "bad_model"


def test_a_folder_that_is_no_model_says_what_is_missing(tmp_path):
    with pytest.raises(ConvertError, match=r"no config\.json"):
        open_checkpoint(tmp_path)
    with pytest.raises(ConvertError, match="not a folder"):
        open_checkpoint(tmp_path / "nowhere")


def test_a_config_without_weights_says_so(tmp_path):
    (tmp_path / "config.json").write_text(json.dumps(CONFIG))
    with pytest.raises(ConvertError, match="holds no weights"):
        open_checkpoint(tmp_path)


@pytest.mark.parametrize(
    "changes",
    [
        {"num_local_experts": 8},
        {"num_local_experts": 8, "num_experts_per_tok": 9},
        {"num_local_experts": 5000, "num_experts_per_tok": 2},
        {"num_hidden_layers": 513},
        {"num_hidden_layers": 1 << 40},
        {"num_attention_heads": 0},
        {"rope_scaling": {"rope_type": "yarn", "factor": 4.0}, "rope_parameters": None},
        {"rope_parameters": {"rope_type": "unheard-of", "factor": 4.0}},
        {"max_position_embeddings": "many"},
        {"vocab_size": 1 << 30},
    ],
)
def test_settings_that_would_end_the_engine_are_refused(llama2, changes):
    edit(llama2 / "config.json", lambda config: config.update(changes))
    with pytest.raises(ConvertError):
        plan(Conversion(open_checkpoint(llama2)), "Q4_K_M")


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=6)
    | st.sampled_from([-1, 0, 1, 3, 64, 1 << 31, 1 << 63, 1e38, 1e39, "llama3", "yarn", "\ud800"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["rope_type", "factor", "rope_theta", "full_attention"]), inner)
    ),
    max_leaves=6,
)
FUZZED_KEYS = [
    "num_hidden_layers",
    "num_attention_heads",
    "num_key_value_heads",
    "hidden_size",
    "intermediate_size",
    "max_position_embeddings",
    "head_dim",
    "vocab_size",
    "rms_norm_eps",
    "rope_theta",
    "rope_scaling",
    "rope_parameters",
    "original_max_position_embeddings",
    "bos_token_id",
    "eos_token_id",
    "text_config",
]


@pytest.fixture(scope="module")
def fuzzed_folder(tmp_path_factory):
    return materialize_golden("llama2", tmp_path_factory.mktemp("fuzzed"))


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(FUZZED_KEYS), json_values, min_size=1, max_size=3))
def test_any_config_makes_a_header_or_an_error(fuzzed_folder, changes):
    path = fuzzed_folder / "config.json"
    original = path.read_text()
    path.write_text(json.dumps(json.loads(original) | changes))
    try:
        Conversion(open_checkpoint(fuzzed_folder)).write_skeleton(fuzzed_folder / "skeleton.gguf")
    except ConvertError:
        pass
    finally:
        path.write_text(original)
