"""When words are guessed ahead, and what a wrong guess may cost."""

from __future__ import annotations

import random

import pytest

from desktop_app.worker.speculation import Lookup, Pace, Speculation

COPYABLE = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] * 3


def run(text, *, cost, pace=None, prompt=()):
    """Write `text` on a made-up computer; returns (time, time one after the other, speculation).

    `cost` gives the time of a step of so many tokens.
    """
    speculation = Speculation(list(prompt), pace or Pace())
    elapsed, at = 0.0, 0
    while at < len(text):
        speculation.add(text[at])
        at += 1
        guess = speculation.guess(15)
        n_right = 0
        while n_right < len(guess) and at < len(text) and guess[n_right] == text[at]:
            speculation.add(text[at])
            at += 1
            n_right += 1
        step = cost(1 + len(guess))
        elapsed += step
        speculation.stepped(len(guess), n_right, step)
    return elapsed, len(text) * cost(1), speculation


def test_a_guess_is_what_followed_the_last_time():
    lookup = Lookup([5, 6, 7, 8, 9, 5, 6])
    lookup.add(7)
    assert lookup.guess(2) == [8, 9]
    assert lookup.match_length == 3
    lookup.add(1)
    assert lookup.guess(2) == []
    assert lookup.match_length == 0


def test_the_newest_words_do_not_find_themselves():
    lookup = Lookup([])
    for token in (1, 2, 3):
        lookup.add(token)
        assert lookup.guess(4) == []


def test_a_long_prompt_is_indexed_little_by_little():
    prompt = list(range(5000))
    lookup = Lookup(prompt)
    for token in (10, 11, 12):
        lookup.add(token)
    assert lookup.guess(2) == [13, 14]
    for token in (4900, 4901, 4902, 4900, 4901, 4902):
        lookup.add(token)
    assert lookup.guess(1) == [4900]


def test_copied_text_is_written_faster_where_steps_of_many_tokens_are_cheap():
    text = COPYABLE * 10
    elapsed, plain, speculation = run(text, cost=lambda n: 1 + 0.1 * (n - 1))
    assert elapsed < 0.5 * plain
    assert speculation.n_right > 100


def test_nothing_is_guessed_where_it_does_not_pay():
    text = COPYABLE * 40
    elapsed, plain, _ = run(text, cost=lambda n: n)
    assert elapsed < 1.005 * plain


@pytest.mark.parametrize("token_cost", [0.05, 0.3, 0.6])
def test_wrong_guesses_cost_at_most_half_a_percent(token_cost):
    text = never_as_before(600)
    elapsed, plain, speculation = run(text, cost=lambda n: 1 + token_cost * (n - 1))
    assert speculation.n_guessed > 0
    assert elapsed < 1.005 * plain


def test_a_second_answer_risks_no_more_than_its_share():
    pace = Pace()
    run(never_as_before(100), cost=costly, pace=pace)
    elapsed, plain, _ = run(never_as_before(100), cost=costly, pace=pace)
    assert elapsed < 1.005 * plain


def test_what_guesses_have_brought_pays_for_guesses_in_the_next_answer():
    pace = Pace()
    run(COPYABLE * 10, cost=costly, pace=pace)
    elapsed, plain, _ = run(COPYABLE, cost=costly, pace=pace)
    assert elapsed < 0.9 * plain


def costly(n_tokens):
    """A step whose further tokens cost a third each."""
    return 1 + 0.3 * (n_tokens - 1)


def never_as_before(n_groups):
    """Every group of three repeats, but never goes on in the same way."""
    random.seed(3)
    return [token for _ in range(n_groups) for token in (1, 2, 3, random.randrange(10, 10**6))]


def test_short_answers_are_written_without_guesses():
    _, _, speculation = run([1, 2, 3] * 2, cost=lambda n: 1.0)
    assert speculation.n_guessed == 0


def test_one_slow_step_does_not_end_guessing():
    pace = Pace()
    for _ in range(20):
        pace.measured(1, 1.0)
    pace.measured(5, 50.0)
    for _ in range(300):
        pace.measured(1, 1.0)
    assert pace.seconds(5) < 5
