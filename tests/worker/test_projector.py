"""Pictures in a conversation: read in one direction, in both, and with positions in two dimensions."""

from __future__ import annotations

import json

import pytest

from converters import Conversion, open_checkpoint, quantize
from desktop_app.domain.chat import StopReason
from desktop_app.domain.errors import ErrorKind
from desktop_app.protocol.messages import Cancelled, Finished, PromptProgress
from tests.fakes.checkpoints import materialize_golden
from tests.fakes.inference import InferenceChild
from tests.fakes.pictures import noise, picture
from tests.fakes.tiny_model import N_EMBD, write_tiny_model
from tests.fakes.tiny_projector import PATCH, SIDE, write_tiny_projector

RED, NOISE = picture("red"), noise((80, 60))
# model's golden case, projector, tokens that a picture of 160 x 80 pixels takes
FAMILIES = {
    "tiny": ("mlp", (SIDE // PATCH) ** 2),
    "gemma3vision": ("gemma3", (SIDE // PATCH // 4) ** 2),
    "qwen25vl": ("qwen2vl_merger", (160 // PATCH // 2) * (80 // PATCH // 2)),
}
WIDE = picture("green", (160, 80))


@pytest.fixture(scope="module")
def child():
    worker = InferenceChild()
    yield worker
    worker.child.shutdown()


def make_model(name, folder):
    folder.mkdir()
    target = folder / f"{name}.gguf"
    if name == "tiny":
        return write_tiny_model(target), N_EMBD
    checkpoint = materialize_golden(name, folder / "checkpoint")
    for _step in quantize(Conversion(open_checkpoint(checkpoint)), "F16", target):
        pass
    config = json.loads((checkpoint / "config.json").read_text())
    return target, config.get("text_config", config)["hidden_size"]


@pytest.fixture(scope="module", params=FAMILIES)
def family(request, tmp_path_factory):
    path, n_embd = make_model(request.param, tmp_path_factory.mktemp("see") / request.param)
    kind, n_tokens = FAMILIES[request.param]
    write_tiny_projector(path.with_name(f"mmproj-{request.param}-F16.gguf"), n_embd, kind=kind)
    return path, n_tokens


@pytest.fixture
def model(child, family):
    load = child.load(family[0], n_ctx=1024, n_threads=1)
    assert isinstance(load.end, Finished), load.end
    assert load.end.result.projector.startswith("mmproj-")
    return child


def ask(child, *texts, **settings):
    return child.ask(*texts, **{"temperature": 0, "max_tokens": 8, "speculates": False, **settings})


def test_what_a_picture_shows_changes_the_answer(model):
    # sampled: the likeliest token of random weights may be the same whatever the picture is
    sampled = {"temperature": 3, "top_k": 0, "top_p": 1, "min_p": 0, "seed": 1, "max_tokens": 300}
    red = ask(model, "Hm?", pictures=[RED], **sampled)
    other = ask(model, "Hm?", pictures=[NOISE], **sampled)
    none = ask(model, "Hm?", **sampled)
    assert ask(model, "Hm?", pictures=[RED], **sampled).text == red.text
    assert len({red.text, other.text, none.text}) == 3


def test_a_picture_takes_as_many_tokens_as_its_patches_say(model, family):
    without = ask(model, "\nHm?")
    with_it = ask(model, "Hm?", pictures=[WIDE])
    more = with_it.stats.context_used - with_it.stats.answer_tokens
    more -= without.stats.context_used - without.stats.answer_tokens
    # some models put words around a picture
    assert family[1] <= more <= family[1] + 24


def test_a_picture_is_read_once(model, family):
    first = ask(model, "Hm?", pictures=[RED])
    second = ask(model, "Hm?", "No.", "Why?", pictures=[RED])
    assert second.stats.reused_tokens > first.stats.prompt_tokens - 24
    model.load(family[0], n_ctx=1024, n_threads=1)
    afresh = ask(model, "Hm?", "No.", "Why?", pictures=[RED])
    assert afresh.stats.reused_tokens == 0
    assert afresh.text == second.text


def test_another_picture_in_its_place_is_read(model, family):
    ask(model, "Hm?", pictures=[RED])
    there = ask(model, "Hm?", pictures=[NOISE])
    model.load(family[0], n_ctx=1024, n_threads=1)
    assert ask(model, "Hm?", pictures=[NOISE]).text == there.text


def test_the_first_of_two_pictures_stays(model):
    one = ask(model, "Hm?", pictures=[RED])
    both = ask(model, "Hm?", pictures=[RED, NOISE])
    assert both.stats.reused_tokens >= one.stats.reused_tokens
    again = ask(model, "Hm?", pictures=[RED, NOISE])
    assert again.text == both.text
    assert again.stats.reused_tokens > both.stats.reused_tokens


def test_a_branch_with_a_picture_is_found_again(model):
    long = "A long question, so that it is worth keeping what was read of it. " * 4
    first = ask(model, long, pictures=[RED])
    ask(model, "Something else entirely, which takes the place of it. " * 4, pictures=[NOISE])
    back = ask(model, long, pictures=[RED])
    assert back.text == first.text


def test_old_turns_with_pictures_go_when_the_context_is_full(model):
    turns = [text for n in range(40) for text in (f"Question number {n}? " * 3, "Yes.")]
    answer = ask(model, *turns, "And now?", pictures=[RED])
    assert answer.stats.dropped_turns > 0
    assert answer.stats.stop_reason in (StopReason.END, StopReason.MAX_TOKENS)


def test_a_picture_can_be_the_prompts_past_of_guesses(model):
    answer = ask(model, "abcabcabc", pictures=[RED], speculates=True, max_tokens=64, repeat_penalty=1.3)
    assert answer.stats.answer_tokens > 0


def test_reading_pictures_can_be_cancelled(child, tmp_path):
    path = write_tiny_model(tmp_path / "tiny.gguf")
    write_tiny_projector(tmp_path / "mmproj.gguf", N_EMBD)
    child.load(path, n_ctx=2048, n_threads=1)
    pictures = [noise((64, 64), seed=n) for n in range(16)]
    job = child.start("Hm?", pictures=pictures, max_tokens=400, temperature=0)
    stopped = child.cancel_at_first(PromptProgress, job)
    assert isinstance(stopped.end, Cancelled)
    after = ask(child, "Hm?", pictures=pictures)
    assert isinstance(after.end, Finished)


# ---- which cannot be


def test_a_model_that_cannot_see_says_so(child, tmp_path):
    child.load(write_tiny_model(tmp_path / "tiny.gguf"), n_ctx=512, n_threads=1)
    problem = ask(child, "Hm?", pictures=[RED]).problem
    assert problem.kind is ErrorKind.UNSUPPORTED
    assert "cannot see" in problem.what
    # it goes on with a conversation in which another model saw something
    assert isinstance(ask(child, "Hm?", "Red.", "Sure?", pictures=[RED]).end, Finished)


@pytest.mark.parametrize(
    "data", [b"", b"nonsense", RED[:-40], b"<__media__>"], ids=["empty", "words", "cut", "mark"]
)
def test_what_is_no_picture_is_refused_and_the_next_question_answered(model, data):
    assert ask(model, "Hm?", pictures=[data]).problem.kind is ErrorKind.BAD_REQUEST
    assert isinstance(ask(model, "Hm?", pictures=[RED]).end, Finished)


def test_a_marker_in_a_message_is_words(model):
    assert isinstance(ask(model, "<__media__> and <__image__>", pictures=[RED]).end, Finished)


def test_a_picture_that_the_context_cannot_hold(child, tmp_path):
    path = write_tiny_model(tmp_path / "tiny.gguf")
    write_tiny_projector(tmp_path / "mmproj.gguf", N_EMBD)
    child.load(path, n_ctx=256, n_threads=1)
    problem = ask(child, "Hm?", pictures=[RED, NOISE, WIDE, RED]).problem
    assert problem.kind is ErrorKind.CONTEXT_FULL


def test_a_projector_of_another_width_is_left_alone(child, tmp_path):
    path = write_tiny_model(tmp_path / "tiny.gguf")
    write_tiny_projector(tmp_path / "mmproj.gguf", N_EMBD * 2)
    load = child.load(path, n_ctx=512, n_threads=1)
    assert load.end.result.projector == ""


def test_a_damaged_projector_is_said(child, tmp_path):
    path = write_tiny_model(tmp_path / "tiny.gguf")
    write_tiny_projector(tmp_path / "mmproj.gguf", N_EMBD, kind="gemma3n_unheard_of")
    load = child.load(path, n_ctx=512, n_threads=1)
    assert load.problem.kind is ErrorKind.BAD_MODEL
    assert "mmproj.gguf" in load.problem.what
    (tmp_path / "mmproj.gguf").unlink()
    assert isinstance(child.load(path, n_ctx=512, n_threads=1).end, Finished)
