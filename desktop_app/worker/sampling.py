"""The chain that chooses the next token."""

from __future__ import annotations

import math
import secrets
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from desktop_app.domain.chat import GenerationSettings
from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.worker.grammar import TokenArray, Watchdog, grammar_text, make_grammar
from desktop_app.worker.model import Vocabulary

# how far back a repetition counts, as in llama.cpp's own tools
_PENALTY_TOKENS = 64
_MAX_SEED = 0xFFFFFFFF  # itself means "random" to the engine
# a token whose number is none costs no more than so many others after it; each look costs a little
_LOOKED_AT_EVERY = 8


class Sampler:
    """llama.cpp's samplers in its own order: penalties, top-k, top-p, min-p, temperature, draw.

    Temperature 0 takes the likeliest token. `seed` is the one used, also where none was given. A grammar is
    asked about the chosen token only; when it says no, the choice is made again among those it allows.

    Args:
        lib: the engine's functions.
        vocabulary: of the model.
        settings: what a person wants.
        tell: gets the `BitsmithError` of a grammar that never comes to an end, before this process ends.

    Raises:
        BitsmithError: (bad_request) a setting is not a number that means anything, or a grammar is not one.
    """

    def __init__(
        self,
        lib: Any,
        vocabulary: Vocabulary,
        settings: GenerationSettings,
        tell: Callable[[BitsmithError], None],
    ) -> None:
        _check(settings)
        text = grammar_text(settings.grammar, settings.json_schema)
        n_vocab = vocabulary.n_tokens
        self._lib = lib
        self._n_vocab = n_vocab
        self._grammar: int | None = None
        self._n_sampled = 0
        if text:
            self._watchdog = Watchdog(tell)
            try:
                with self._watchdog:
                    self._grammar = make_grammar(lib, vocabulary.handle, text)
            except BaseException:
                self._watchdog.close()
                raise
            self._tokens = TokenArray(lib, n_vocab)
            self._one = TokenArray(lib, 1)
        self.seed = secrets.randbelow(_MAX_SEED) if settings.seed is None else settings.seed % _MAX_SEED
        parameters = lib.llama_sampler_chain_default_params()
        parameters.no_perf = True
        self._chain: int | None = lib.llama_sampler_chain_init(parameters)
        penalties = (settings.repeat_penalty, settings.frequency_penalty, settings.presence_penalty)
        self._penalizes = penalties != (1.0, 0.0, 0.0)
        if self._penalizes:
            self._add(lib.llama_sampler_init_penalties(n_vocab, _PENALTY_TOKENS, *penalties))
        if settings.temperature <= 0:
            self._add(lib.llama_sampler_init_greedy())
            return
        if settings.top_k > 0:
            self._add(lib.llama_sampler_init_top_k(settings.top_k))
        if settings.top_p < 1:
            self._add(lib.llama_sampler_init_top_p(settings.top_p, 1))
        if settings.min_p > 0:
            self._add(lib.llama_sampler_init_min_p(settings.min_p, 1))
        self._add(lib.llama_sampler_init_temp(settings.temperature))
        self._add(lib.llama_sampler_init_dist(self.seed))

    def accept_prompt(self, tokens: Sequence[int]) -> None:
        """Let repetition of the prompt's end count."""
        if self._penalizes:
            for token in tokens[-_PENALTY_TOKENS:]:
                if token >= 0:  # a picture's stand-ins are no tokens
                    self._lib.llama_sampler_accept(self._chain, token)

    def sample(self, context: int, output: int = -1) -> int:
        """The next token after an output of what `context` evaluated last, the last one or by its number.

        Raises:
            BitsmithError: (bad_model) the model computed no number.
        """
        # what is no number spreads: the first step is looked through, then now and then one token
        looks = self._n_sampled % _LOOKED_AT_EVERY == 0
        self._n_sampled += 1
        if self._grammar is None and not looks:
            return self._lib.llama_sampler_sample(self._chain, context, output)
        logits = self._lib.llama_get_logits_ith(context, output)
        if self._n_sampled == 1 and np.isnan(np.ctypeslib.as_array(logits, (self._n_vocab,))).any():
            raise _no_numbers()
        if self._grammar is None:
            token = self._lib.llama_sampler_sample(self._chain, context, output)
        else:
            with self._watchdog:
                token = self._sample_in_grammar(np.ctypeslib.as_array(logits, (self._n_vocab,)))
        if math.isnan(logits[token]):
            raise _no_numbers()
        return token

    def _sample_in_grammar(self, logits: np.ndarray) -> int:
        lib, grammar = self._lib, self._grammar
        lib.llama_sampler_apply(self._chain, self._tokens.fill(logits))
        token = self._tokens.selected
        lib.llama_sampler_apply(grammar, self._one.fill_one(token))
        if not self._one.is_first_allowed:
            array = self._tokens.fill(logits)
            lib.llama_sampler_apply(grammar, array)
            lib.llama_sampler_apply(self._chain, array)
            token = self._tokens.selected
        lib.llama_sampler_accept(grammar, token)
        lib.llama_sampler_accept(self._chain, token)
        return token

    def close(self) -> None:
        if self._chain is not None:
            self._lib.llama_sampler_free(self._chain)
            self._chain = None
        if self._grammar is not None:
            self._watchdog.close()
            self._lib.llama_sampler_free(self._grammar)
            self._grammar = None

    def _add(self, sampler: int) -> None:
        self._lib.llama_sampler_chain_add(self._chain, sampler)


def _check(settings: GenerationSettings) -> None:
    values = {
        "temperature": settings.temperature,
        "top_p": settings.top_p,
        "min_p": settings.min_p,
        "repeat_penalty": settings.repeat_penalty,
        "presence_penalty": settings.presence_penalty,
        "frequency_penalty": settings.frequency_penalty,
    }
    wrong = [name for name, value in values.items() if not math.isfinite(value)]
    if settings.repeat_penalty <= 0:
        wrong.append("repeat_penalty")
    if settings.max_tokens is not None and settings.max_tokens < 1:
        wrong.append("max_tokens")
    if wrong:
        raise BitsmithError(
            ErrorKind.BAD_REQUEST,
            "The answer cannot be generated with these settings.",
            f"Out of range: {', '.join(wrong)}.",
            "Set them to their defaults.",
        )


def _no_numbers() -> BitsmithError:
    return BitsmithError(
        ErrorKind.BAD_MODEL,
        "The model computes nonsense.",
        "What it says of the next word is no number (NaN): its weights are damaged, or overflow.",
        "Download or make it again; with a quantized KV cache, try 16 bits.",
    )
