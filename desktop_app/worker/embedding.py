"""Texts to vectors, with the model that is loaded and a context of its own for the time that it takes."""

from __future__ import annotations

import ctypes
import math
from typing import Any

from converters.engine import capture_log
from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.protocol.channel import Job
from desktop_app.protocol.messages import EmbeddingReady
from desktop_app.worker.loading import InferenceModel

# a text is evaluated at once, so its length is also the size of the scratch memory
MOST_TOKENS = 2048
_LEAST_CTX = 256


def embed(lib: Any, model: InferenceModel, texts: tuple[str, ...], job: Job) -> int:
    """Send the vector of each text; returns how many tokens they had together.

    The vector is what the model itself pools, or the mean over the tokens for a model that was made to chat;
    its length is 1.

    Raises:
        BitsmithError: (context_full) a text is too long; (out_of_memory) there is no room for the context.
        CancelledError: the job was cancelled between two texts.
    """
    vocabulary = model.vocabulary
    most = min(MOST_TOKENS, model.loaded.n_ctx_train or MOST_TOKENS)
    tokens = [vocabulary.tokenize(text, add_special=True) for text in texts]
    for number, of_text in enumerate(tokens):
        if len(of_text) > most:
            raise _too_long(number, len(of_text), most)
    longest = max((len(of_text) for of_text in tokens), default=1)
    context = _make_context(lib, model, max(longest, min(_LEAST_CTX, most)))
    try:
        for number, of_text in enumerate(tokens):
            job.check_cancelled()
            vector = _vector(lib, model, context, of_text)
            job.send(EmbeddingReady(job.job_id, number, vector))
    finally:
        lib.llama_free(context)
    return sum(map(len, tokens))


def _make_context(lib: Any, model: InferenceModel, n_tokens: int) -> int:
    parameters = lib.llama_context_default_params()
    parameters.n_ctx = parameters.n_batch = parameters.n_ubatch = n_tokens
    parameters.n_seq_max = 1
    parameters.embeddings = True
    parameters.n_threads = parameters.n_threads_batch = model.loaded.n_threads
    with capture_log() as log:
        context = lib.llama_init_from_model(model.handle, parameters)
        if context and lib.llama_pooling_type(context) == lib.LLAMA_POOLING_TYPE_NONE:
            lib.llama_free(context)
            parameters.pooling_type = lib.LLAMA_POOLING_TYPE_MEAN
            context = lib.llama_init_from_model(model.handle, parameters)
    if not context:
        raise BitsmithError(
            ErrorKind.OUT_OF_MEMORY,
            "There is no room for the embeddings.",
            f"The engine could not make a context of {n_tokens:,} tokens beside the model's own.",
            "Send shorter texts, or load the model with a shorter context.",
            "\n".join(log),
        )
    return context


def _vector(lib: Any, model: InferenceModel, context: int, tokens: list[int]) -> tuple[float, ...]:
    size = lib.llama_model_n_embd_out(model.handle)
    lib.llama_memory_clear(lib.llama_get_memory(context), True)
    batch = (ctypes.c_int32 * len(tokens))(*tokens)
    status = lib.llama_decode(context, lib.llama_batch_get_one(batch, len(tokens)))
    values = lib.llama_get_embeddings_seq(context, 0) if status == 0 else None
    if not values:
        raise BitsmithError(
            ErrorKind.INTERNAL,
            "The engine could not embed a text.",
            f"It says: {status}." if status else "It gave no vector for this model.",
            "Use another model for embeddings.",
        )
    vector = values[:size]
    length = math.sqrt(math.fsum(x * x for x in vector))
    if not math.isfinite(length) or length == 0:
        raise BitsmithError(
            ErrorKind.BAD_MODEL,
            "The model gave a vector that is no number.",
            "Its weights, or its numbers on this text, are not finite.",
            "Use another model, or another quantization of it.",
        )
    return tuple(x / length for x in vector)


def _too_long(number: int, n_tokens: int, most: int) -> BitsmithError:
    return BitsmithError(
        ErrorKind.CONTEXT_FULL,
        "A text is too long to embed.",
        f"Text {number + 1} has {n_tokens:,} tokens; at most {most:,} are embedded at once.",
        "Cut it into pieces.",
    )
