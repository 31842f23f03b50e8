"""Which text model a model that sees or hears has inside."""

from __future__ import annotations

import json
import shutil

import pytest

from converters import ConvertError, open_checkpoint
from converters.left_out import LEFT_OUT
from converters.registry import FAMILIES, architecture_of, family_of
from tests.fakes.checkpoints import materialize_golden


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory):
    return materialize_golden("llava", tmp_path_factory.mktemp("models") / "llava")


@pytest.fixture
def opened(checkpoint, tmp_path):
    """Opens the model with other settings."""

    def open_with(whole, text):
        folder = tmp_path / "model"
        shutil.copytree(checkpoint, folder)
        config = json.loads((folder / "config.json").read_text())
        config |= {"architectures": [whole], "text_config": text}
        (folder / "config.json").write_text(json.dumps(config))
        return open_checkpoint(folder)

    return open_with


@pytest.mark.parametrize(
    ("whole", "text", "expected"),
    [
        # the same kind of model is made around different text models
        ("LlavaForConditionalGeneration", {"architectures": ["Qwen2ForCausalLM"]}, "Qwen2ForCausalLM"),
        ("LlavaForConditionalGeneration", {"model_type": "llama"}, "LlavaForConditionalGeneration"),
        ("InternVLForConditionalGeneration", {"model_type": "qwen3"}, "Qwen3ForCausalLM"),
        (
            "InternVLForConditionalGeneration",
            {"architectures": None, "model_type": "qwen3_moe"},
            "Qwen3MoeForCausalLM",
        ),
        ("NewForConditionalGeneration", {"model_type": "unheard_of"}, "NewForConditionalGeneration"),
        ("NewForConditionalGeneration", {"model_type": ["llama"]}, "NewForConditionalGeneration"),
        ("NewForConditionalGeneration", {"architectures": [["x"]]}, "NewForConditionalGeneration"),
        # looks like a Qwen3, and is none
        (
            "StepVLForConditionalGeneration",
            {"architectures": ["Qwen3ForCausalLM"]},
            "StepVLForConditionalGeneration",
        ),
    ],
)
def test_the_text_model_decides(opened, whole, text, expected):
    assert architecture_of(opened(whole, text)) == expected


def test_a_model_around_an_unknown_text_model_is_refused_by_its_own_name(opened):
    with pytest.raises(ConvertError, match="NewForConditionalGeneration"):
        family_of(opened("NewForConditionalGeneration", {"model_type": "unheard_of"}))


def test_a_text_part_may_name_only_what_differs_from_its_kind(opened):
    text = {"architectures": ["LlamaForCausalLM"], "model_type": "llama", "vocab_size": 32064}
    family = family_of(opened("LlavaForConditionalGeneration", text))
    assert (family.n_layers, family.size("hidden_size"), family.head_dim) == (32, 4096, 128)
    assert family.size("intermediate_size") == 11008
    assert family.size("vocab_size") == 32064


@pytest.mark.parametrize(
    ("architecture", "why"),
    [
        ("BertModel", "turns text into vectors"),
        ("UnheardOfForCausalLM", f"none of the {len(FAMILIES)} that Bitsmith knows"),
    ],
)
def test_what_is_left_out_says_why(opened, architecture, why):
    with pytest.raises(ConvertError, match=why) as refused:
        family_of(opened(architecture, None))
    assert "ready-made GGUF" in refused.value.next_step


def test_nothing_is_both_converted_and_left_out():
    assert not set(FAMILIES) & set(LEFT_OUT)
