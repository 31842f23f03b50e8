from __future__ import annotations

import json

import pytest

from converters import Conversion, ConvertError, open_checkpoint
from converters.tokenizer import read_vocabulary
from tests.fakes.checkpoints import materialize_golden, write_tokenizer


@pytest.fixture
def spm(tmp_path):
    return materialize_golden("llama2", tmp_path / "spm")


@pytest.fixture
def bpe(tmp_path):
    return materialize_golden("llama3", tmp_path / "bpe")


def edit(path, change):
    value = json.loads(path.read_text())
    change(value)
    path.write_text(json.dumps(value))


def skeleton_of(folder):
    return Conversion(open_checkpoint(folder)).write_skeleton(folder / "skeleton.gguf")


def test_an_unknown_pre_tokenizer_is_an_error_and_no_guess(bpe):
    def one_piece(tokenizer):
        tokenizer["pre_tokenizer"] = {"type": "WhitespaceSplit"}

    edit(bpe / "tokenizer.json", one_piece)
    with pytest.raises(ConvertError, match="splits text in a way") as raised:
        read_vocabulary(open_checkpoint(bpe))
    assert raised.value.kind == "unsupported"
    assert "ready-made GGUF" in raised.value.next_step


def test_the_pre_tokenizer_is_recognized(bpe):
    vocabulary = read_vocabulary(open_checkpoint(bpe))
    assert vocabulary.model == "gpt2"
    assert vocabulary.pre == "smollm"
    assert len(vocabulary.tokens) == open_checkpoint(bpe).config["vocab_size"]


def test_a_model_without_a_tokenizer_is_refused(spm):
    (spm / "tokenizer.model").unlink()
    with pytest.raises(ConvertError, match="has no tokenizer"):
        read_vocabulary(open_checkpoint(spm))


@pytest.mark.parametrize("content", [b"", b"\x00" * 40, b"not a model", b"\xff" * 1000])
def test_a_damaged_sentencepiece_model_is_refused(spm, content):
    (spm / "tokenizer.model").write_bytes(content)
    with pytest.raises(ConvertError) as raised:
        skeleton_of(spm)
    assert raised.value.kind == "bad_model"


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{}",
        "[]",
        "null",
        '{"model": 3}',
        '{"model": {"type": "BPE"}}',
        "[" * 50_000,
        '{"version": "1.0"}',
    ],
)
def test_a_damaged_tokenizer_json_is_refused(bpe, content):
    (bpe / "tokenizer.json").write_text(content)
    with pytest.raises(ConvertError) as raised:
        skeleton_of(bpe)
    assert raised.value.kind == "bad_model"


@pytest.mark.parametrize(
    "config",
    [
        {"added_tokens_decoder": {"-1": {"content": "x"}, "99999999999": {"content": "y"}, "x": {}}},
        {"added_tokens_decoder": {"3": {"content": 7}, "4": None, "5": "text"}},
        {"added_tokens_decoder": [1, 2]},
        {"bos_token": 5, "eos_token": ["x"], "add_bos_token": "yes", "chat_template": 12},
        {"chat_template": [{"name": 5}, 3]},
        {"chat_template": [{"name": "default", "template": None}]},
        {"chat_template": "\ud800"},
        {"added_tokens_decoder": {"5": {"content": "\udfff"}}},
    ],
)
@pytest.mark.parametrize("kind", ["spm", "bpe"])
def test_a_strange_tokenizer_config_is_read_or_refused_in_words(tmp_path, kind, config):
    case = {"spm": "llama2", "bpe": "llama3"}[kind]
    folder = materialize_golden(case, tmp_path / kind)
    edit(folder / "tokenizer_config.json", lambda value: value.update(config))
    try:
        assert skeleton_of(folder) > 0
    except ConvertError as error:
        assert error.kind == "bad_model"  # noqa: PT017 - either answer is right


def test_more_tokens_than_the_model_has_is_refused(bpe):
    edit(bpe / "config.json", lambda config: config.update(vocab_size=100))
    with pytest.raises(ConvertError, match="does not match config"):
        read_vocabulary(open_checkpoint(bpe))


def test_missing_ids_are_filled_up_to_the_size_of_the_model(spm):
    edit(spm / "config.json", lambda config: config.update(vocab_size=520))
    vocabulary = read_vocabulary(open_checkpoint(spm))
    assert len(vocabulary.tokens) == len(vocabulary.types) == 520
    assert vocabulary.tokens[519] == "[PAD519]"


@pytest.mark.parametrize("file", ["tokenizer_config.json", "chat_template.jinja", "chat_template.json"])
def test_the_chat_template_is_found_in_each_of_its_homes(spm, file):
    text = "{{ messages }}"
    edit(spm / "tokenizer_config.json", lambda config: config.pop("chat_template", None))
    if file == "tokenizer_config.json":
        edit(spm / file, lambda config: config.update(chat_template=text))
    elif file.endswith(".json"):
        (spm / file).write_text(json.dumps({"chat_template": text}))
    else:
        (spm / file).write_text(text)
    assert read_vocabulary(open_checkpoint(spm)).special.chat_template == text


def test_named_templates_are_kept(spm):
    templates = [{"name": "default", "template": "a"}, {"name": "tool_use", "template": "b"}]
    edit(spm / "tokenizer_config.json", lambda config: config.update(chat_template=templates))
    import gguf

    skeleton_of(spm)
    fields = gguf.GGUFReader(spm / "skeleton.gguf").fields
    assert fields["tokenizer.chat_template"].contents() == "a"
    assert fields["tokenizer.chat_template.tool_use"].contents() == "b"


def test_a_sentencepiece_model_wins_over_tokenizer_json(spm):
    write_tokenizer("bpe", spm)
    write_tokenizer("spm", spm)
    assert read_vocabulary(open_checkpoint(spm)).model == "llama"


def test_a_tokenizer_that_is_a_program_is_refused_with_the_reason(tmp_path):
    folder = materialize_golden("deepseek3", tmp_path / "Moonlight")
    (folder / "tokenizer.json").unlink()
    (folder / "tiktoken.model").write_text("IQ== 0\n")
    with pytest.raises(ConvertError, match="runs no code from a repository") as refused:
        read_vocabulary(open_checkpoint(folder))
    assert "ready-made GGUF" in refused.value.next_step
