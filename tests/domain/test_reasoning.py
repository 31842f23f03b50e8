from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.reasoning import Reasoned, ReasoningSplitter, split_reasoning, without_reasoning


@pytest.mark.parametrize(
    ("text", "reasoning", "answer", "is_open"),
    [
        ("Just an answer.", "", "Just an answer.", False),
        ("<think>Hm.</think>\n\nYes.", "Hm.", "Yes.", False),
        ("\n<think>\nHm.\n</think>Yes.", "Hm.", "Yes.", False),
        ("<think>still at it", "still at it", "", True),
        ("It was in the prompt.</think>\n\nYes.", "It was in the prompt.", "Yes.", False),
        ("[THINK]a[/THINK]b", "a", "b", False),
        ("◁think▷a◁/think▷b", "a", "b", False),
        ("<seed:think>a</seed:think>b", "a", "b", False),
        ("<think></think>Yes.", "", "Yes.", False),
        ("<think>a</think><think>b</think>c", "a\n\nb", "c", False),
        (
            "<|channel|>analysis<|message|>a<|end|><|start|>assistant<|channel|>final<|message|>b",
            "a",
            "b",
            False,
        ),
        ("Use the tag <think> like this.", "", "Use the tag <think> like this.", False),
        ("<think>a</think>The tag </think> ends it.", "a", "The tag </think> ends it.", False),
        ("a < b and [x]", "", "a < b and [x]", False),
        ("cut at <thi", "", "cut at <thi", False),
    ],
)
def test_known_forms(text, reasoning, answer, is_open):
    assert split_reasoning(text) == Reasoned(reasoning, answer, is_open)


@given(
    text=st.lists(
        st.sampled_from(
            ["<think>", "</think>", "<thi", "nk>", "a", " b ", "\n", "[THINK]", "[/THINK]", "<", "<|end|>"]
        ),
        max_size=12,
    ).map("".join),
    data=st.data(),
)
def test_any_cutting_gives_the_same(text, data):
    splitter, at = ReasoningSplitter(), 0
    while at < len(text):
        size = data.draw(st.integers(1, len(text) - at))
        splitter.feed(text[at : at + size])
        at += size
    assert splitter.finish() == split_reasoning(text)


def test_parts_only_grow_until_they_turn():
    splitter = ReasoningSplitter()
    splitter.feed("I think so")
    assert (splitter.answer, splitter.reasoning) == ("I think so", "")
    splitter.feed(".</think>Yes")
    assert splitter.was_turned
    assert (splitter.reasoning, splitter.answer) == ("I think so.", "Yes")


def test_later_turns_see_the_answer_alone():
    assert without_reasoning("<think>Hm.</think>Yes.") == "Yes."
    assert without_reasoning("<think>cut off") == "<think>cut off"
    assert without_reasoning("plain") == "plain"
