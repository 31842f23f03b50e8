"""Prompt lookup: words that stood there before are guessed, and checked many at once.

The engine reads weights once for several tokens, so checking a right guess of five tokens costs less than
five steps. What a guess brings depends on the text, what it costs on the computer: both are measured while an
answer is written, and guesses are made only while they pay.
"""

from __future__ import annotations

from collections.abc import Sequence

MAX_GUESS = 15
_NGRAM = 3
_LONG_MATCH = 12  # beyond it a match is not compared further
_SIZES = (2, 4, 8, MAX_GUESS)
# tokens of the past that are indexed at one step: a long prompt must not delay the first words
_INDEXED_AT_ONCE = 1024
_FIRST_STEPS = 8  # measured without guesses
_WORTH = 1.1  # expected tokens per time, against one after the other
# what wrong guesses, and trials, may each cost: this share of the time of all answers, and for guesses a few
# steps to begin with; in steps of one token
_REGRET = 0.0015
_FIRST_CREDIT = 4.0
# gains of the past pay for no more than this
_MOST_CREDIT = 20.0
_MOST_TRIAL_CREDIT = 2.0
_RISE = 0.05
_GUESS_RISE = 0.5
_FADE, _FADE_EVERY = 0.8, 10
_IDLE_STEPS = 100
_LEAST_TOKEN_COST = 0.05
_RATE_WEIGHT = 0.15
_FIRST_RATE = 0.6
# until a size was measured: what each further token costs of a step
_ASSUMED_TOKEN_COST = 0.3


class Lookup:
    """The tokens so far, and where each group of three occurred last."""

    def __init__(self, tokens: Sequence[int]) -> None:
        self._tokens = list(tokens)
        self._ends: dict[tuple[int, int, int], int] = {}
        self._indexed = _NGRAM - 1
        self._match = 0

    def add(self, token: int) -> None:
        tokens = self._tokens
        tokens.append(token)
        n = len(tokens)
        last = min(n - 1, self._indexed + _INDEXED_AT_ONCE)
        for end in range(self._indexed + 1, last + 1):
            self._ends[tokens[end - 3], tokens[end - 2], tokens[end - 1]] = end
        self._indexed = max(self._indexed, last)
        # the newest group itself is indexed with the next token, so that it does not find itself
        self._match = self._ends.get((tokens[-3], tokens[-2], tokens[-1]), 0) if n > _NGRAM else 0

    @property
    def match_length(self) -> int:
        """How many of the last tokens stood there before, 0 below three."""
        if not self._match:
            return 0
        tokens, length, limit = self._tokens, _NGRAM, min(self._match, _LONG_MATCH)
        while length < limit and tokens[self._match - 1 - length] == tokens[-1 - length]:
            length += 1
        return length

    def guess(self, n_tokens: int) -> list[int]:
        """What followed the last time, up to a picture."""
        followed = self._tokens[self._match : self._match + n_tokens] if self._match else []
        words = (n for n, token in enumerate(followed) if token < 0)
        return followed[: next(words, len(followed))]


class Pace:
    """What a step of so many tokens takes on this computer, and what guesses may cost.

    It is kept from one answer to the next: so a long answer that repeats itself pays for the first guesses of
    the one after it, and one that does not is written nearly without.

    Whatever else runs on the computer only makes steps slower, and not the same ones: so times follow the
    quick steps at once and the slow ones reluctantly, and one that was not measured for long fades.
    """

    def __init__(self) -> None:
        self._seconds: dict[int, float] = {}
        self._idle_steps = 0
        self._credit = _FIRST_CREDIT
        self._trial_credit = 0.0
        self._rates = [_FIRST_RATE, _FIRST_RATE, _FIRST_RATE]

    def measured(self, n_tokens: int, elapsed_s: float) -> None:
        old = self._seconds.get(n_tokens, elapsed_s)
        rise = (_RISE if n_tokens == 1 else _GUESS_RISE) * (min(elapsed_s, 3 * old) - old)
        self._seconds[n_tokens] = elapsed_s if elapsed_s <= old else old + rise
        self._idle_steps = self._idle_steps + 1 if n_tokens == 1 else 0
        if self._idle_steps >= _IDLE_STEPS and self._idle_steps % _FADE_EVERY == 0:
            step = self._seconds[1]
            for size, seconds in self._seconds.items():
                least = step * (1 + (size - 1) * _LEAST_TOKEN_COST)
                if size > 1 and seconds > least:
                    self._seconds[size] = max(least, seconds * _FADE)

    def may_risk(self, n_guessed: int, *, is_trial: bool) -> bool:
        """Whether a guess of this size may turn out all wrong.

        A trial is a guess that is expected to lose, made to see whether that is still so.
        """
        step = self.seconds(1)
        risk = self.seconds(1 + n_guessed) - step
        return step > 0 and risk <= step * (self._trial_credit if is_trial else self._credit)

    def settle(self, n_guessed: int, n_right: int, elapsed_s: float, *, is_trial: bool) -> None:
        """Count what a step with or without a guess has cost or brought, once it is `measured`."""
        step = self.seconds(1) or elapsed_s
        n_steps = min(elapsed_s, 2 * self.seconds(1 + n_guessed)) / step
        if n_guessed:
            gain = 1 + n_right - n_steps
            if is_trial and gain < 0:
                self._trial_credit += gain
            else:
                self._credit += gain
        earned = _REGRET * n_steps
        self._credit = min(_MOST_CREDIT, self._credit + earned)
        self._trial_credit = min(_MOST_TRIAL_CREDIT, self._trial_credit + earned)

    def guessed(self, match_length: int, n_right: int, n_guessed: int) -> None:
        kind = _match_kind(match_length)
        for _ in range(n_right):
            self._rates[kind] += _RATE_WEIGHT * (1 - self._rates[kind])
        if n_right < n_guessed:
            self._rates[kind] -= _RATE_WEIGHT * self._rates[kind]

    def rate(self, match_length: int) -> float:
        """How likely the next token of a guess is right, given that those before it are."""
        return min(0.98, self._rates[_match_kind(match_length)])

    def seconds(self, n_tokens: int) -> float:
        """Of one step; 0 while nothing is known."""
        known = self._seconds.get(n_tokens)
        if known is not None:
            return known
        step = self._seconds.get(1, 0.0)
        below = max((n for n in self._seconds if 1 < n < n_tokens), default=1)
        above = min((n for n in self._seconds if n > n_tokens), default=0)
        base = self._seconds.get(below, step)
        if above:
            share = (n_tokens - below) / (above - below)
            return base + share * (self._seconds[above] - base)
        return base + (n_tokens - below) * _ASSUMED_TOKEN_COST * step


class Speculation:
    """The guesses of one answer.

    Args:
        prompt: tokens before the answer.
        pace: of the same model and computer.
    """

    def __init__(self, prompt: Sequence[int], pace: Pace) -> None:
        self._lookup = Lookup(prompt)
        self._pace = pace
        self._match = 0
        self._n_steps = 0
        self._is_trial = False
        self.n_guessed = 0
        self.n_right = 0

    def add(self, token: int) -> None:
        """One more token of the answer."""
        self._lookup.add(token)

    def guess(self, room: int) -> list[int]:
        """The next tokens, if trying them is expected to pay; at most `room`."""
        if self._n_steps < _FIRST_STEPS or room < 1:
            return []
        self._match = self._lookup.match_length
        if not self._match:
            return []
        pace = self._pace
        step = pace.seconds(1)
        rate = pace.rate(self._match)
        best, best_gain = 0, _WORTH
        for size in _SIZES:
            gain = _expected_tokens(rate, size) * step / pace.seconds(size + 1)
            if gain > best_gain:
                best, best_gain = size, gain
        self._is_trial = not best
        affordable = (n for n in reversed(_SIZES) if n <= (best or _SIZES[0]))
        size = next((n for n in affordable if pace.may_risk(n, is_trial=self._is_trial)), 0)
        return self._lookup.guess(min(size, room)) if size else []

    def stepped(self, n_guessed: int, n_right: int, elapsed_s: float) -> None:
        """One step of the engine, of `1 + n_guessed` tokens, with the choice of the tokens after it."""
        self._n_steps += 1
        self._pace.measured(1 + n_guessed, elapsed_s)
        self._pace.settle(n_guessed, n_right, elapsed_s, is_trial=self._is_trial and n_guessed > 0)
        if n_guessed:
            self.n_guessed += n_guessed
            self.n_right += n_right
            self._pace.guessed(self._match, n_right, n_guessed)


def _match_kind(length: int) -> int:
    return 0 if length < 5 else 1 if length < _LONG_MATCH else 2


def _expected_tokens(rate: float, n_guessed: int) -> float:
    """Of one step: the token itself, and the guesses up to the first wrong one."""
    return (1 - rate ** (n_guessed + 1)) / (1 - rate)
