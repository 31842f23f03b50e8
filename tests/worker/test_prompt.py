from __future__ import annotations

import pytest

from desktop_app.domain.chat import ChatTurn, Role
from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.worker.chat_template import ChatTemplate
from desktop_app.worker.prompt import PromptBuilder

PLAIN = "{{ bos_token }}{% for m in messages %}{{ m.content }}|{% endfor %}"


class Letters:
    """A vocabulary in which every letter is a token, and the first one is the BOS."""

    bos_text = "^"

    def __init__(self, adds_bos=True):
        self.adds_bos = adds_bos
        self.renderings = 0

    def tokenize(self, text, *, add_special):
        self.renderings += 1
        return list(("^" if add_special else "") + text)


def conversation(*texts):
    roles = {"s": Role.SYSTEM, "u": Role.USER, "a": Role.ASSISTANT}
    return tuple(ChatTurn(roles[text[0]], text) for text in texts)


def builder(n_ctx, *, source=PLAIN, bos="", vocabulary=None):
    return PromptBuilder(ChatTemplate(source, bos=bos), vocabulary or Letters(), n_ctx)


def test_what_fits_is_kept_whole():
    prompt = builder(100).build(conversation("s", "u1", "a1", "u2"), None)
    assert "".join(prompt.tokens) == "^s|u1|a1|u2|"
    assert prompt.dropped_turns == 0


def test_the_first_token_stands_there_once():
    turns = conversation("u1")
    assert "".join(builder(100, bos="^").build(turns, None).tokens) == "^u1|"
    assert "".join(builder(100).build(turns, None).tokens) == "^u1|"
    none = builder(100, vocabulary=Letters(adds_bos=False))
    assert "".join(none.build(turns, None).tokens) == "u1|"


def test_the_oldest_turns_go_and_the_system_stays():
    turns = conversation("s", "u1" + "x" * 70, "a1", "u2", "a2", "u3")
    prompt = builder(100, vocabulary=Letters(adds_bos=False)).build(turns, 60)
    assert "".join(prompt.tokens) == "s|u2|a2|u3|"
    assert prompt.dropped_turns == 2


def test_room_is_kept_for_the_answer_that_is_wanted():
    turns = conversation("u1" + "x" * 70, "a1", "u2")
    assert builder(100).build(turns, 10).dropped_turns == 0
    assert builder(100).build(turns, None).dropped_turns == 2


def test_what_was_dropped_stays_dropped_so_that_the_beginning_stays_the_same():
    prompts = builder(200)
    turns = conversation("s", *(who + str(n) + "x" * 20 for n in range(10) for who in "ua"), "u last")
    first = prompts.build(turns, None)
    assert first.dropped_turns > 0
    longer = (*turns, *conversation("a next", "u next"))
    second = prompts.build(longer, None)
    assert second.dropped_turns == first.dropped_turns
    assert second.tokens[: len(first.tokens)] == first.tokens


def test_another_conversation_starts_afresh():
    prompts = builder(200)
    prompts.build(conversation(*(who + str(n) + "x" * 20 for n in range(10) for who in "ua"), "u"), None)
    assert prompts.build(conversation("u0", "a0", "u1"), None).dropped_turns == 0


def test_a_long_history_is_not_rendered_once_per_turn():
    vocabulary = Letters()
    turns = conversation(*(who + str(n) for n in range(1000) for who in "ua"), "u last")
    prompt = builder(200, vocabulary=vocabulary).build(turns, None)
    assert prompt.tokens[-7:] == list("u last|")
    assert vocabulary.renderings < 20


def test_a_message_that_is_too_long_alone_is_refused_with_the_numbers():
    with pytest.raises(BitsmithError) as caught:
        builder(100).build(conversation("s", "u1", "a1", "u" * 200), None)
    assert caught.value.problem.kind is ErrorKind.CONTEXT_FULL
    assert "204" in caught.value.problem.why
    assert "100" in caught.value.problem.why


def test_a_message_may_use_what_was_kept_for_the_answer():
    prompt = builder(100).build(conversation("u1", "a1", "u" * 80), None)
    assert prompt.dropped_turns == 2
    assert len(prompt.tokens) == 82


def test_nothing_to_answer_is_refused():
    with pytest.raises(BitsmithError) as caught:
        builder(100).build((), None)
    assert caught.value.problem.kind is ErrorKind.BAD_REQUEST


def test_an_answer_without_a_question_is_a_group_of_its_own():
    turns = conversation("a0" + "x" * 90, "u1")
    prompt = builder(100).build(turns, None)
    assert prompt.dropped_turns == 1


def test_where_nothing_may_be_dropped_a_long_conversation_is_refused():
    turns = conversation("s", "u1" + "x" * 70, "a1", "u2", "a2", "u3")
    made = builder(100)
    with pytest.raises(BitsmithError) as caught:
        made.build((*turns, *conversation("a3", "u4" + "y" * 20)), None, drops_turns=False)
    assert caught.value.problem.kind is ErrorKind.CONTEXT_FULL
    assert "conversation" in caught.value.problem.what
    # room for an answer is all that it needs
    short = conversation("s", "u1" + "x" * 66, "a1", "u2")
    assert made.build(short, None, drops_turns=False).dropped_turns == 0
    assert made.build(short, None).dropped_turns == 2


def test_instructions_alone_are_what_is_answered():
    assert "".join(builder(100).build(conversation("s1", "s2"), None).tokens) == "^s1|s2|"
