"""The inference worker as a real process, with a real model and with a tiny one that talks nonsense."""

from __future__ import annotations

import os
import signal
import sys

import pytest

from desktop_app.domain.chat import LoadSettings, StopReason
from desktop_app.domain.errors import ErrorKind
from desktop_app.protocol.messages import (
    Cancelled,
    Failed,
    Finished,
    ListDevices,
    LoadModel,
    Progress,
    PromptProgress,
    Text,
)
from tests.fakes.inference import InferenceChild
from tests.fakes.starter import starter_model_path
from tests.fakes.tiny_model import write_tiny_model

QUESTION = "Name three colors of the rainbow."
LOOP = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"


@pytest.fixture(scope="module")
def child():
    worker = InferenceChild()
    yield worker
    worker.child.shutdown()


@pytest.fixture(scope="module")
def tiny_path(tmp_path_factory):
    return write_tiny_model(tmp_path_factory.mktemp("tiny") / "tiny.gguf")


@pytest.fixture
def tiny(child, tiny_path):
    """A child with a fresh tiny model of 256 tokens' context."""
    assert isinstance(child.load(tiny_path, n_ctx=256).end, Finished)
    return child


@pytest.fixture(scope="module")
def starter_child():
    worker = InferenceChild()
    assert isinstance(worker.load(starter_model_path(), n_ctx=4096).end, Finished)
    yield worker
    worker.child.shutdown()


# ---- loading


@pytest.mark.model
def test_a_loaded_model_is_described_with_the_engines_numbers(child):
    answer = child.load(starter_model_path(), n_ctx=1024)
    loaded = answer.end.result
    assert loaded.architecture == "llama"
    assert loaded.n_params == 134_515_008
    assert (loaded.n_ctx, loaded.n_ctx_train, loaded.n_layers) == (1024, 8192, 30)
    assert loaded.has_chat_template
    assert loaded.n_threads >= 1
    assert 90e6 < loaded.weights_bytes < 200e6
    # 30 layers, keys and values of 3 heads by 64, two bytes each, 1024 tokens
    assert loaded.kv_bytes == 30 * 2 * 192 * 2 * 1024
    assert loaded.compute_bytes > 1e6
    assert loaded.load_s > 0
    assert loaded.devices
    progress = [e.progress for e in answer.events if isinstance(e, Progress)]
    assert progress[-1].done == progress[-1].total > 0


def test_settings_reach_the_engine(child, tiny_path):
    loaded = child.load(tiny_path, n_ctx=512, n_threads=1).end.result
    assert (loaded.n_ctx, loaded.n_threads, loaded.has_chat_template) == (512, 1, False)
    small = child.load(tiny_path, n_ctx=512, kv_type="q8_0")
    # head size 16 is no multiple of the block of 32
    assert small.problem.what
    whole = child.load(tiny_path, n_ctx=100_000).end.result
    assert whole.n_ctx == whole.n_ctx_train == 2048
    assert child.load(tiny_path, n_ctx=0).end.result.n_ctx == 2048
    assert child.load(tiny_path, kv_type="f8").problem.kind is ErrorKind.BAD_REQUEST


@pytest.mark.model
def test_a_quantized_cache_takes_less_and_answers(child):
    loaded = child.load(starter_model_path(), n_ctx=1024, kv_type="q8_0").end.result
    assert loaded.kv_bytes < 30 * 2 * 192 * 1.1 * 1024
    assert child.ask(QUESTION, temperature=0, max_tokens=8).text


def test_without_a_model_there_is_no_answer():
    worker = InferenceChild()
    assert worker.ask("Hello").problem.kind is ErrorKind.BAD_REQUEST
    worker.child.send(ListDevices("1"))
    assert worker.collect().problem.kind is ErrorKind.BAD_REQUEST
    worker.child.shutdown()


@pytest.mark.parametrize(
    ("spoil", "kind", "words"),
    [
        (lambda path: path.write_bytes(path.read_bytes()[:-1000]), ErrorKind.BAD_MODEL, "not complete"),
        (lambda path: path.write_bytes(b"PK" + bytes(1000)), ErrorKind.BAD_MODEL, "not a GGUF"),
        (lambda path: path.unlink(), ErrorKind.FILE_ACCESS, "not there"),
        (lambda path: write_tiny_model(path, architecture="nonesuch"), ErrorKind.UNSUPPORTED, "'nonesuch'"),
        (lambda path: write_tiny_model(path, n_layer=3), ErrorKind.BAD_MODEL, "cannot load"),
    ],
    ids=["truncated", "no-gguf", "gone", "architecture", "tensors-missing"],
)
def test_a_file_that_cannot_be_loaded_is_said(child, tmp_path, tiny_path, spoil, kind, words):
    path = write_tiny_model(tmp_path / "m.gguf")
    spoil(path)
    problem = child.load(path).problem
    assert problem.kind is kind
    assert words in problem.what
    assert problem.why
    assert problem.next_step
    assert isinstance(child.load(tiny_path).end, Finished)


def test_the_engines_own_words_are_in_the_failure(child, tmp_path):
    problem = child.load(write_tiny_model(tmp_path / "m.gguf", n_layer=3)).problem
    assert "blk.2.attn_norm.weight" in problem.why
    assert "error loading model" in problem.detail


def test_what_a_file_says_of_itself_is_not_taken_for_the_cause(child, tmp_path):
    path = write_tiny_model(tmp_path / "m.gguf", n_layer=3, values={"general.name": "out of memory error"})
    assert child.load(path).problem.kind is ErrorKind.BAD_MODEL


def test_a_model_that_fails_to_load_leaves_no_model(tiny, tmp_path):
    tiny.load(tmp_path / "none.gguf")
    assert tiny.ask("Hello").problem.kind is ErrorKind.BAD_REQUEST


def test_a_load_can_be_cancelled(tiny, tmp_path):
    endless = write_tiny_model(tmp_path / "m.gguf", template=LOOP)
    tiny.load(endless)
    busy = tiny.start("keeps the worker busy until the cancel is there")
    tiny.child.send(LoadModel("load", str(endless), LoadSettings()))
    tiny.child.cancel("load")
    assert tiny.collect().problem.kind is ErrorKind.BAD_TEMPLATE, busy
    assert tiny.collect().end == Cancelled("load")


# ---- answers


@pytest.mark.model
def test_an_answer_streams(starter_child):
    answer = starter_child.ask(QUESTION, temperature=0, max_tokens=40)
    texts = [event for event in answer.events if isinstance(event, Text)]
    assert len(texts) > 1
    counts = [event.answer_tokens for event in texts]
    assert counts == sorted(counts)
    assert all(event.text and event.tokens_per_s > 0 for event in texts)
    stats = answer.stats
    assert stats.answer_tokens == counts[-1] <= 40
    assert stats.tokens_per_s > 0
    assert stats.prompt_tokens_per_s > 0
    assert stats.time_to_first_token_s > 0
    assert stats.context_used >= stats.prompt_tokens + stats.answer_tokens - 1
    assert stats.n_ctx == 4096
    assert answer.text.isprintable() or "\n" in answer.text


@pytest.mark.model
def test_the_models_own_template_is_used_and_its_end_ends(starter_child):
    answer = starter_child.ask("Say only the word yes.", system="Answer with one word.", temperature=0)
    assert answer.stats.stop_reason is StopReason.END
    assert "<|im_end|>" not in answer.text


@pytest.mark.model
def test_the_second_turn_evaluates_only_what_is_new(starter_child):
    first = starter_child.ask(QUESTION, temperature=0, max_tokens=30)
    second = starter_child.ask(QUESTION, first.text, "And two more?", temperature=0, max_tokens=5)
    assert second.stats.reused_tokens >= first.stats.prompt_tokens + first.stats.answer_tokens - 2
    assert second.stats.prompt_tokens - second.stats.reused_tokens < 30


@pytest.mark.model
def test_a_long_prompt_can_be_cancelled_in_the_middle(starter_child):
    job_id = starter_child.start("The quick brown fox jumps over the lazy dog. " * 100, max_tokens=5)
    answer = starter_child.cancel_at_first(PromptProgress, job_id)
    assert isinstance(answer.end, Cancelled)
    stats = answer.stats
    assert stats.stop_reason is StopReason.STOPPED
    assert stats.answer_tokens == 0
    assert stats.context_used < stats.prompt_tokens
    # what was evaluated is not lost, and the next question is answered
    again = starter_child.ask("The quick brown fox jumps over the lazy dog. " * 100, max_tokens=1)
    assert again.stats.reused_tokens >= stats.context_used - 1
    done = [event.done for event in again.events if isinstance(event, PromptProgress)]
    assert done == sorted(set(done))
    assert done[-1] == again.stats.prompt_tokens


@pytest.mark.model
def test_an_answer_can_be_stopped_and_keeps_its_numbers(starter_child):
    job_id = starter_child.start("Write a very long story about a dragon.", seed=1)
    answer = starter_child.cancel_at_first(Text, job_id)
    assert isinstance(answer.end, Cancelled)
    assert answer.stats.stop_reason is StopReason.STOPPED
    assert answer.stats.answer_tokens > 0
    assert answer.text
    after = starter_child.ask(QUESTION, temperature=0, max_tokens=5)
    assert after.stats.answer_tokens == 5


@pytest.mark.model
@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
def test_a_worker_killed_in_the_middle_of_an_answer():
    worker = InferenceChild()
    worker.load(starter_model_path(), n_ctx=512)
    worker.start("Write a very long story about a dragon.", seed=1)
    partial = worker.wait_for(Text)[-1].text
    os.kill(worker.child.pid, signal.SIGKILL)
    answer = worker.collect()
    assert partial
    assert isinstance(answer.end, Failed)
    assert answer.problem.kind is ErrorKind.WORKER_CRASHED
    assert worker.child.wait(60).problem == answer.problem


def test_the_same_seed_gives_the_same_answer(tiny):
    def ask(seed):
        return tiny.ask("Hello", seed=seed, temperature=1.5, max_tokens=60)

    ask(1)  # from here on each starts from the same memory
    first = ask(1)
    assert ask(1).text == first.text
    assert ask(2).text != first.text
    drawn = ask(None)
    assert ask(drawn.stats.seed).text == drawn.text


def test_temperature_zero_needs_no_seed(tiny):
    texts = {tiny.ask("Hello", temperature=0, max_tokens=40).text for _ in range(4)}
    assert len(texts) == 1


def test_settings_of_the_sampler_matter(tiny):
    def ask(**settings):
        return tiny.ask("Hello", max_tokens=60, seed=5, **settings).text

    plain = ask(temperature=0)
    ask(temperature=0)
    assert ask(temperature=3.0, top_k=1, top_p=1.0, min_p=0.0) == plain
    assert ask(temperature=3.0, top_k=0, top_p=0.0001, min_p=0.0) == plain
    assert ask(temperature=1.0, top_k=0, top_p=1.0, min_p=1.0) == plain
    assert ask(temperature=0, repeat_penalty=1.9) != plain


@pytest.mark.parametrize(
    "settings",
    [{"temperature": float("nan")}, {"repeat_penalty": 0.0}, {"max_tokens": 0}, {"top_p": float("inf")}],
)
def test_settings_that_mean_nothing_are_refused(tiny, settings):
    assert tiny.ask("Hello", **settings).problem.kind is ErrorKind.BAD_REQUEST
    assert tiny.ask("Hello", temperature=0, max_tokens=3).stats.answer_tokens > 0


def test_invalid_bytes_and_lone_surrogates_do_no_harm(tiny):
    answer = tiny.ask("\ud800 and \x00 and \U0001f600", temperature=0, max_tokens=100)
    assert "\ufffd" in answer.text
    answer.text.encode()


def test_a_stop_string_ends_an_answer_before_itself(tiny):
    tiny.ask("Hello", temperature=0, max_tokens=80)
    full = tiny.ask("Hello", temperature=0, max_tokens=80).text
    stop = full[20:23]
    answer = tiny.ask("Hello", temperature=0, max_tokens=80, stop=(stop,))
    assert answer.stats.stop_reason is StopReason.STOP_STRING
    assert answer.text == full[: full.find(stop)]


def test_an_answer_ends_where_the_context_does(tiny):
    answer = tiny.ask("Hello", temperature=0)
    stats = answer.stats
    assert stats.stop_reason in (StopReason.CONTEXT_FULL, StopReason.END, StopReason.STOP_STRING)
    if stats.stop_reason is StopReason.CONTEXT_FULL:
        assert stats.context_used == stats.n_ctx == 256


def test_old_turns_are_dropped_openly_when_the_context_is_full(tiny):
    turns = ["word " * 6, "answer " * 4] * 4 + ["the last question"]
    answer = tiny.ask(*turns, temperature=0, max_tokens=10)
    assert answer.stats.dropped_turns > 0
    assert answer.stats.dropped_turns % 2 == 0
    assert answer.stats.answer_tokens > 0
    assert answer.stats.prompt_tokens <= 256


def test_a_message_that_is_too_long_alone_is_refused(tiny):
    problem = tiny.ask("x" * 5000).problem
    assert problem.kind is ErrorKind.CONTEXT_FULL
    assert "256" in problem.why
    assert tiny.ask("short", temperature=0, max_tokens=1).stats.answer_tokens == 1


def test_a_huge_prompt_is_refused_and_nothing_breaks(tiny):
    assert tiny.ask("ab " * 400_000).problem.kind is ErrorKind.CONTEXT_FULL


def test_an_answer_can_be_continued(tiny):
    first = tiny.ask("Hello", temperature=0, max_tokens=10)
    more = tiny.ask("Hello", "begun", temperature=0, max_tokens=5)
    assert more.stats.prompt_tokens == first.stats.prompt_tokens + len("begun")


def test_the_cache_is_kept_across_questions_and_cut_where_they_differ(tiny):
    tiny.ask("aaaa bbbb", temperature=0, max_tokens=5)
    same = tiny.ask("aaaa bbbb", temperature=0, max_tokens=5).stats
    assert same.reused_tokens == same.prompt_tokens - 1
    other = tiny.ask("aaaa cccc", temperature=0, max_tokens=5).stats
    assert 0 < other.reused_tokens < other.prompt_tokens - 4


@pytest.mark.parametrize(
    "template",
    ["{% for m in messages %}", "{{ raise_exception('no') }}", "{{ messages[9].content }}", LOOP],
    ids=["syntax", "refuses", "raises", "endless"],
)
def test_a_broken_template_is_said_and_the_worker_lives(child, tmp_path, tiny_path, template):
    path = write_tiny_model(tmp_path / "m.gguf", template=template)
    assert child.load(path).end.result.has_chat_template
    problem = child.ask("Hello").problem
    assert problem.kind is ErrorKind.BAD_TEMPLATE
    assert problem.why
    child.load(tiny_path)
    assert child.ask("Hello", temperature=0, max_tokens=2).stats.answer_tokens > 0
