from __future__ import annotations

import json

import pytest

from converters import Conversion, open_checkpoint
from converters.errors import ConvertError
from tests.fakes.checkpoints import DATA, materialize_golden, materialize_variant


def conversion_of(case, tmp_path, config):
    return Conversion(
        open_checkpoint(materialize_variant({"case": case, "config": config}, tmp_path / "model"))
    )


@pytest.mark.parametrize(
    ("case", "config"),
    [
        ("nemotronh", {"hybrid_override_pattern": "M-*"}),
        ("nemotronh", {"hybrid_override_pattern": "M-*x"}),
        ("nemotronh", {"hybrid_override_pattern": None}),
        ("nemotronh", {"hybrid_override_pattern": "M-*E"}),
        ("nemotronh", {"n_groups": 3}),
        ("nemotronh", {"head_dim": "16"}),
        ("falconh1", {"mamba_d_head": 7}),
        ("falconh1", {"ssm_multipliers": [1.0, 2.0]}),
        ("falconh1", {"mlp_multipliers": [1.0, 1e39]}),
        ("mamba", {"intermediate_size": 48}),
        ("jamba", {"attn_layer_period": 0}),
        ("bamba", {"attn_layer_indices": None}),
        ("bailingmoe2", {"num_nextn_predict_layers": 1 << 30}),
        ("bailingmoe", {"norm_head": True}),
        ("gptneox", {"num_attention_heads": 5}),
        ("deci", {"block_configs": [{}]}),
        ("deci", {"block_configs": [{"attention": {"n_heads_in_group": 3}}] * 4}),
        ("deci", {"block_configs": None}),
        ("minicpm", {"rope_scaling": {"rope_type": "longrope", "long_factor": [1.0]}}),
        ("glm4moelite", {"kv_lora_rank": -1}),
        ("minimaxm3", {"scoring_func": ["sigmoid"]}),
        ("minimaxm3", {"sparse_attention_config": {"sparse_num_index_heads": -1}}),
        ("nemotronhpuzzle", {"block_configs": [{"block_type": "moe", "num_experts_per_tok": 9}] * 4}),
        ("graniteswitch", {"adapter_token_ids": [-1]}),
        ("hrmtext", {"H_cycles": 1 << 20}),
        ("bailingmoe3", {"kda_safe_gate": False}),
        ("maple", {"nope_on_global_attention": False}),
        ("kimilinear", {"linear_attn_config": None}),
    ],
)
def test_a_config_that_does_not_fit_is_an_error_in_words(case, config, tmp_path):
    with pytest.raises(ConvertError):
        conversion_of(case, tmp_path, config).write_skeleton(tmp_path / "skeleton.gguf")


def test_settings_among_the_weights_need_the_weights(tmp_path):
    folder = materialize_golden("apertus", tmp_path / "model")
    with pytest.raises(ConvertError, match="before it is downloaded"):
        Conversion(open_checkpoint(folder, headers_only=True)).write_skeleton(tmp_path / "skeleton.gguf")


def test_the_text_part_decides_where_only_it_is_known(tmp_path):
    folder = materialize_golden("internvl", tmp_path / "model")
    names = [t.name for t in Conversion(open_checkpoint(folder)).tensors]
    assert "blk.1.attn_q.bias" in names
    assert not any("vision" in name or name.startswith("mlp1") for name in names)


def test_a_text_part_of_an_unknown_class_is_refused(tmp_path):
    config = json.loads((DATA / "golden" / "internvl" / "config.json").read_text())
    inner = config["llm_config"] | {"architectures": ["NobodyKnowsThis"], "model_type": "nobody"}
    with pytest.raises(ConvertError, match="InternVLChatModel"):
        conversion_of("internvl", tmp_path, {"llm_config": inner}).tensors  # noqa: B018
