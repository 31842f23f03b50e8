from __future__ import annotations

import json

import pytest

from converters import Conversion, ConvertError, open_checkpoint, plan
from converters.engine_limits import check_limits
from tests.fakes.checkpoints import materialize_golden

GOOD = {"general.architecture": "llama", "llama.block_count": 3, "tokenizer.ggml.tokens": ["a", "b", "", ""]}
EXPERTS = {"llama.expert_count": 8, "llama.expert_used_count": 2}


@pytest.mark.parametrize(
    "more",
    [
        {},
        EXPERTS,
        EXPERTS | {"llama.expert_used_count": [0, 2, 2]},
        EXPERTS | {"llama.expert_group_count": 4, "llama.expert_group_used_count": 2},
        EXPERTS | {"llama.expert_group_count": 1, "llama.expert_group_used_count": 1},
        {"llama.rope.scaling.type": "yarn"},
        {"tokenizer.ggml.tokens": ["\ufffd", "\ufffd"]},
    ],
)
def test_what_the_engine_survives_passes(more):
    check_limits(GOOD | more)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"llama.block_count": 0}, "0 layers"),
        ({"llama.block_count": 513}, "513 layers"),
        ({"llama.nextn_predict_layers": 4}, "4 of 3 layers"),
        ({"llama.rope.scaling.type": "magic"}, "magic"),
        ({"llama.expert_used_count": 2}, "2 of 0 experts"),
        ({"llama.expert_count": 2}, "0 of 2 experts"),
        (EXPERTS | {"llama.expert_used_count": [2, 9]}, "9 of 8 experts"),
        ({"llama.expert_count": 1025, "llama.expert_used_count": 2}, "2 of 1,025 experts"),
        (EXPERTS | {"llama.expert_group_count": 8, "llama.expert_group_used_count": 2}, "2 of 8 groups"),
        (EXPERTS | {"llama.expert_group_count": 3, "llama.expert_group_used_count": 2}, "2 of 3 groups"),
        (EXPERTS | {"llama.expert_group_count": 4}, "0 of 4 groups"),
        (EXPERTS | {"llama.expert_group_count": 4, "llama.expert_group_used_count": 4}, "4 of 4 groups"),
        ({"llama.expert_group_count": 1}, "0 of 1 groups of 0 experts"),
        ({"tokenizer.ggml.tokens": ["a", "b", "a"]}, "Two tokens are 'a'"),
        ({"tokenizer.ggml.tokens": ["", "[EMPTY_0]"]}, "EMPTY_0"),
        ({"tokenizer.ggml.tokens": 5}, "no list"),
        ({"tokenizer.ggml.scores": "x"}, "no list"),
        ({"": 1}, "no name"),
        ({"\0general.type": 1}, "a zero in it"),
    ],
)
def test_what_would_end_the_engine_is_refused(more, words):
    with pytest.raises(ConvertError, match=words) as raised:
        check_limits(GOOD | more)
    assert raised.value.kind == "bad_model"


def test_a_name_that_the_engine_takes_for_another_model_is_explained():
    name = {"general.name": "Not a Phi-3"}
    with pytest.raises(ConvertError, match="takes this model for a Phi 3") as raised:
        check_limits(GOOD | name)
    assert raised.value.kind == "unsupported"
    check_limits(GOOD | name | {"tokenizer.ggml.tokens": ["</s>", "<unk>", "<s>", "<|endoftext|>"]})


@pytest.mark.parametrize("changes", [{"num_experts_per_tok": 2}, {"n_group": 2, "topk_group": 1}])
def test_a_config_cannot_say_it_either(changes, tmp_path):
    folder = materialize_golden("llama2", tmp_path / "llama2")
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config | changes))
    with pytest.raises(ConvertError, match="experts"):
        plan(Conversion(open_checkpoint(folder)), "Q4_K_M")
