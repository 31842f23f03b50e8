"""When words are guessed ahead, and what a wrong guess may cost."""

from __future__ import annotations

import random

from desktop_app.worker.speculation import Lookup, Pace, Speculation

COPYABLE = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] * 3


def run(text, *, cost, speculation_of=None, prompt=()):
    """Write `text` on a made-up computer; returns (time, time one after the other, speculation).

    `cost` gives the time of a step of so many tokens.
    """
    speculation = Speculation(list(prompt), speculation_of or Pace())
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
    text = COPYABLE * 20
    elapsed, plain, _ = run(text, cost=lambda n: n)
    assert elapsed < 1.02 * plain


def test_wrong_guesses_cost_at_most_two_percent():
    random.seed(3)
    # every group of three repeats, but never goes on in the same way
    text = [token for _ in range(600) for token in (1, 2, 3, random.randrange(10, 10**6))]
    for cost in (lambda n: 1 + 0.3 * (n - 1), lambda n: 1 + 0.05 * (n - 1)):
        elapsed, plain, speculation = run(text, cost=cost)
        assert speculation.n_guessed > 0
        assert elapsed < 1.02 * plain


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
