"""The chain that chooses the next token."""

from __future__ import annotations

import math
import secrets
from collections.abc import Sequence
from typing import Any

from desktop_app.domain.chat import GenerationSettings
from desktop_app.domain.errors import BitsmithError, ErrorKind

# how far back a repetition counts, as in llama.cpp's own tools
_PENALTY_TOKENS = 64
_MAX_SEED = 0xFFFFFFFF  # itself means "random" to the engine


class Sampler:
    """llama.cpp's samplers in its own order: penalties, top-k, top-p, min-p, temperature, draw.

    Temperature 0 takes the likeliest token. `seed` is the one used, also where none was given.

    Raises:
        BitsmithError: (bad_request) a setting is not a number that means anything.
    """

    def __init__(self, lib: Any, n_vocab: int, settings: GenerationSettings) -> None:
        _check(settings)
        self._lib = lib
        self.seed = secrets.randbelow(_MAX_SEED) if settings.seed is None else settings.seed % _MAX_SEED
        parameters = lib.llama_sampler_chain_default_params()
        parameters.no_perf = True
        self._chain: int | None = lib.llama_sampler_chain_init(parameters)
        self._penalizes = settings.repeat_penalty != 1.0
        if self._penalizes:
            self._add(
                lib.llama_sampler_init_penalties(n_vocab, _PENALTY_TOKENS, settings.repeat_penalty, 0.0, 0.0)
            )
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
                self._lib.llama_sampler_accept(self._chain, token)

    def sample(self, context: int) -> int:
        """The next token after what `context` evaluated last."""
        return self._lib.llama_sampler_sample(self._chain, context, -1)

    def close(self) -> None:
        if self._chain is not None:
            self._lib.llama_sampler_free(self._chain)
            self._chain = None

    def _add(self, sampler: int) -> None:
        self._lib.llama_sampler_chain_add(self._chain, sampler)


def _check(settings: GenerationSettings) -> None:
    values = {
        "temperature": settings.temperature,
        "top_p": settings.top_p,
        "min_p": settings.min_p,
        "repeat_penalty": settings.repeat_penalty,
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
