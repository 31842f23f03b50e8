"""Grammars, adapters, penalties and guesses in the real worker, and what is wrong with them, in words."""

from __future__ import annotations

import json

import numpy as np
import pytest

from converters import Conversion, open_checkpoint, quantize
from converters.engine import load_engine
from converters.lora import read_adapter
from converters.lora_out import write_adapter
from desktop_app.domain.chat import Adapter, ChatTurn, GenerationSettings, LoadSettings, Role
from desktop_app.domain.errors import ErrorKind
from desktop_app.protocol.channel import Job
from desktop_app.protocol.messages import CountTokens, Finished, Generate, LoadModel, Text
from desktop_app.worker import speculation
from desktop_app.worker.grammar import grammar_text
from desktop_app.worker.inference import Inference
from tests.fakes.adapters import write_adapter_folder
from tests.fakes.checkpoints import materialize_golden
from tests.fakes.inference import InferenceChild
from tests.fakes.starter import starter_model_path
from tests.fakes.tiny_model import write_tiny_model


@pytest.fixture(scope="module")
def child():
    worker = InferenceChild()
    yield worker
    worker.child.shutdown()


@pytest.fixture(scope="module")
def starter():
    worker = InferenceChild()
    assert isinstance(worker.load(starter_model_path(), n_ctx=2048).end, Finished)
    yield worker
    worker.child.shutdown()


@pytest.fixture(scope="module")
def tiny_path(tmp_path_factory):
    return write_tiny_model(tmp_path_factory.mktemp("tiny") / "tiny.gguf")


@pytest.fixture
def tiny(child, tiny_path):
    assert isinstance(child.load(tiny_path, n_ctx=512).end, Finished)
    return child


# ---- grammars


@pytest.mark.parametrize("temperature", [0, 2])
def test_a_grammar_bounds_what_is_written(tiny, temperature):
    answer = tiny.ask("Hello", temperature=temperature, grammar='root ::= ("yes" | "no") "!"', max_tokens=20)
    assert answer.text in ("yes!", "no!")


@pytest.mark.model
def test_a_json_schema_makes_json(starter):
    schema = {
        "type": "object",
        "properties": {"color": {"enum": ["red", "blue"]}, "count": {"type": "integer"}},
        "required": ["color", "count"],
    }
    answer = starter.ask("Describe a ball.", temperature=0, json_schema=json.dumps(schema), max_tokens=60)
    found = json.loads(answer.text)
    assert found["color"] in ("red", "blue")
    assert isinstance(found["count"], int)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"grammar": 'root ::= "a'}, "not valid"),
        ({"grammar": 'other ::= "a"'}, "not valid"),
        ({"grammar": 'root ::= root "a"'}, "not valid"),
        ({"grammar": 'root ::= (("a"{1,1000}){1,1000}){1,1000}'}, "not valid"),
        ({"grammar": "root ::= missing"}, "not valid"),
        ({"grammar": "x" * 200_000}, "too long"),
        ({"grammar": "root ::= " + "(" * 30_000 + '"a"' + ")" * 30_000}, "not valid"),
        ({"grammar": 'root ::= "a"', "json_schema": "{}"}, "are set"),
        ({"json_schema": "{"}, "not JSON"),
        ({"json_schema": "[1]"}, "not a schema"),
        ({"json_schema": '{"$ref": "https://example.org/schema.json"}'}, "cannot be used"),
        ({"json_schema": '{"type": "nonesuch"}'}, "cannot be used"),
    ],
    ids=[
        "open",
        "no-root",
        "left-recursion",
        "bomb",
        "missing",
        "long",
        "deep",
        "two",
        "cut",
        "list",
        "remote",
        "type",
    ],
)
def test_a_grammar_that_is_none_is_refused_before_the_answer(tiny, settings, words):
    problem = tiny.ask("Hello", temperature=0, max_tokens=3, **settings).problem
    assert problem.kind is ErrorKind.BAD_REQUEST
    assert words in problem.what
    assert problem.why
    assert problem.next_step
    assert tiny.ask("Hello", temperature=0, max_tokens=3).stats.answer_tokens > 0


# ---- penalties


def test_presence_and_frequency_penalties_matter(tiny):
    plain = tiny.ask("Hello", temperature=0, max_tokens=60).text
    assert tiny.ask("Hello", temperature=0, max_tokens=60, presence_penalty=2.0).text != plain
    assert tiny.ask("Hello", temperature=0, max_tokens=60, frequency_penalty=2.0).text != plain
    problem = tiny.ask("Hello", presence_penalty=float("nan")).problem
    assert "presence_penalty" in problem.why


# ---- guesses


@pytest.mark.parametrize(
    ("temperature", "grammar"),
    [(1.0, ""), (0.0, 'root ::= ("abcdefgh"){20}'), (2.0, 'root ::= (("ab" | "ac") "defgh"){20}')],
)
def test_an_answer_with_guesses_is_the_same(tiny_path, monkeypatch, temperature, grammar):
    # every guess is tried, however it turns out
    monkeypatch.setattr(speculation, "_WORTH", 0.0)
    monkeypatch.setattr(speculation, "_REGRET", 1e9)
    events = []
    inference = Inference(load_engine())
    inference.handle(
        LoadModel("load", str(tiny_path), LoadSettings(n_ctx=1024, n_threads=1)), Job("load", events.append)
    )

    def ask(*, speculates):
        events.clear()
        settings = GenerationSettings(
            temperature=temperature,
            seed=7,
            max_tokens=80,
            min_p=0.2,
            grammar=grammar,
            speculates=speculates,
        )
        turns = (ChatTurn(Role.USER, "abcabc " * 20),)
        stats = inference.handle(Generate("a", turns, settings), Job("a", events.append))
        return stats, "".join(event.text for event in events if isinstance(event, Text))

    ask(speculates=False)  # from here on all start from the same memory
    without, text = ask(speculates=False)
    guessed, same = ask(speculates=True)
    inference.close()
    assert without.guessed_tokens == 0
    assert guessed.guessed_tokens > 0
    assert same == text
    assert guessed.context_used == without.context_used
    if grammar:
        assert 0 < guessed.right_tokens <= guessed.guessed_tokens


# ---- what is no number


@pytest.mark.parametrize("temperature", [0, 1])
def test_a_model_that_computes_no_numbers_is_said(child, tmp_path, temperature):
    def damage(name, matrix):
        return np.full_like(matrix, np.nan) if name == "blk.1.ffn_down.weight" else matrix

    child.load(write_tiny_model(tmp_path / "nan.gguf", damage=damage), n_ctx=512)
    problem = child.ask("Hello", temperature=temperature).problem
    assert problem.kind is ErrorKind.BAD_MODEL
    assert "NaN" in problem.why


# ---- tokens


def test_tokens_are_counted(tiny):
    tiny.child.send(CountTokens("count", ("", "abc", "é" * 70_000)))
    assert tiny.collect().end.result.counts == (0, 3, 140_000)


# ---- adapters


@pytest.fixture(scope="module")
def based(tmp_path_factory):
    """(model, adapter of it, adapter of another architecture)."""
    folder = tmp_path_factory.mktemp("lora")
    paths = []
    for name in ("llama2", "qwen2"):
        checkpoint = materialize_golden(name, folder / name)
        adapter = write_adapter_folder(checkpoint, folder / f"{name}-lora", r"q_proj|v_proj|down_proj")
        base = open_checkpoint(checkpoint)
        write_adapter(base, read_adapter(str(adapter)), str(folder / f"{name}-lora.gguf"), name=None)
        paths.append(folder / f"{name}-lora.gguf")
    for _step in quantize(Conversion(open_checkpoint(folder / "llama2")), "F16", folder / "model.gguf"):
        pass
    return folder / "model.gguf", *paths


def test_an_adapter_changes_answers_by_its_scale(child, based):
    model, adapter, _other = based

    def answer(*adapters):
        loaded = child.load(model, n_ctx=512, adapters=adapters)
        assert isinstance(loaded.end, Finished), loaded.end
        return child.ask("Hello there", temperature=0, max_tokens=12).text

    plain = answer()
    assert answer(Adapter(str(adapter), 0.0)) == plain
    assert answer(Adapter(str(adapter), 40.0)) != plain


def test_an_adapter_that_does_not_belong_is_refused(child, based, tmp_path):
    model, _adapter, other = based
    for adapter, words in (
        (other, "does not belong"),
        (model, "not a LoRA"),
        (tmp_path / "none.gguf", "not there"),
    ):
        problem = child.load(model, adapters=(Adapter(str(adapter)),)).problem
        assert words in problem.what, problem
        assert problem.next_step


# ---- what a load says


def test_a_load_says_what_it_was_going_to_take_and_what_it_took(tiny, tmp_path):
    loaded = tiny.load(tmp_path / "none.gguf").problem
    assert loaded.kind is ErrorKind.FILE_ACCESS
    path = write_tiny_model(tmp_path / "m.gguf", values={"general.sampling.temp": "0.3"})
    loaded = tiny.load(path, n_ctx=512).stats
    assert loaded.forecast.used == loaded.forecast.asked
    assert loaded.forecast.ram.kv_bytes == loaded.kv_bytes
    # a text where a number belongs recommends nothing
    assert loaded.sampling.temperature is None
    assert tiny.ask("Hello", max_tokens=3).stats.peak_ram_bytes >= 0


@pytest.mark.model
def test_what_the_file_recommends_is_read(child, tmp_path):
    path = write_tiny_model(
        tmp_path / "m.gguf", numbers={"general.sampling.temp": 0.25, "general.sampling.top_p": 9.0}
    )
    sampling = child.load(path, n_ctx=512).stats.sampling
    assert (sampling.temperature, sampling.top_p) == (0.25, None)


def test_brackets_in_texts_sets_and_comments_are_none():
    many = "(" * 500
    grammar = f'root ::= "{many}\\"{many}" [{many}\\]{many}] ("a" ("b")) # {many}'
    assert grammar_text(grammar, "") == grammar
