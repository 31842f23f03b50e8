"""What was read once is not read again: turns, branches, other chats; also where memory cannot be cut."""

from __future__ import annotations

import pytest

from converters import Conversion, open_checkpoint, quantize
from desktop_app.protocol.messages import Finished
from tests.fakes.checkpoints import materialize_golden
from tests.fakes.inference import InferenceChild

# attention only; sliding windows; a recurrent state only; both
FAMILIES = ("llama2", "gemma3", "mamba", "falconh1")
SYSTEM = "You answer in few words, and you never say more than is asked of you, not even once. " * 2
QUESTION = "What is the name of the long river in the north of the country where you were made?"
ANSWER = "It is called by many names, and each of them is as good as the other."
OTHER = "And how many people live beside it, if you count those who come in summer only?"


@pytest.fixture(scope="module")
def child():
    worker = InferenceChild()
    yield worker
    worker.child.shutdown()


@pytest.fixture(scope="module", params=FAMILIES)
def path(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    checkpoint = materialize_golden(request.param, folder / "checkpoint")
    target = folder / f"{request.param}.gguf"
    for _step in quantize(Conversion(open_checkpoint(checkpoint)), "F16", target):
        pass
    return target


@pytest.fixture
def model(child, path):
    """A child that has just loaded the model: it remembers nothing."""
    load = child.load(path, n_ctx=2048)
    assert isinstance(load.end, Finished), load.end
    return child


def ask(child, *texts):
    return child.ask(*texts, system=SYSTEM, temperature=0, max_tokens=8, speculates=False)


def test_a_second_turn_reads_only_what_is_new(model, path):
    first = ask(model, QUESTION)
    second = ask(model, QUESTION, ANSWER, OTHER)
    assert first.stats.reused_tokens == 0
    # all but what stands before the first answer, which may begin in another way
    assert second.stats.reused_tokens >= first.stats.prompt_tokens - 8
    model.load(path, n_ctx=2048)
    afresh = ask(model, QUESTION, ANSWER, OTHER)
    assert afresh.stats.reused_tokens == 0
    assert afresh.text == second.text


def test_another_answer_to_the_same_question_reads_next_to_nothing(model):
    first = ask(model, QUESTION)
    again = ask(model, QUESTION)
    assert again.stats.reused_tokens >= again.stats.prompt_tokens - 8
    assert again.text == first.text


def test_the_words_of_the_system_are_read_once(model):
    first = ask(model, QUESTION)
    other = ask(model, OTHER)
    assert 40 < other.stats.reused_tokens < first.stats.prompt_tokens
    assert other.stats.prompt_tokens - other.stats.reused_tokens < len(OTHER)


def test_a_branch_is_found_again(model):
    ask(model, QUESTION)
    long = ask(model, QUESTION, ANSWER, OTHER)
    ask(model, OTHER + QUESTION)
    back = ask(model, QUESTION, ANSWER, OTHER)
    assert back.stats.reused_tokens >= back.stats.prompt_tokens - 16
    assert back.text == long.text
