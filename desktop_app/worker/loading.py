"""Puts a model into memory, says what it took, or why it could not."""

from __future__ import annotations

import ctypes
import os
import re
import time
from pathlib import Path
from typing import Any

import psutil

from converters.engine import capture_log, load_ggml
from desktop_app.domain.chat import FlashAttention, LoadedModel, LoadSettings
from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.domain.jobs import JobProgress
from desktop_app.protocol.channel import Job
from desktop_app.worker.buffers import buffer_sizes
from desktop_app.worker.chat_template import ChatTemplate
from desktop_app.worker.context import MAX_OUTPUTS, Context
from desktop_app.worker.gguf_check import GgufFile, TypeSize, check_model
from desktop_app.worker.load_problems import context_problem, load_problem, not_for_chat
from desktop_app.worker.memory_check import check_context, check_weights
from desktop_app.worker.model import Vocabulary

_KV_TYPES = {
    "f32": 0,
    "f16": 1,
    "q4_0": 2,
    "q4_1": 3,
    "q5_0": 6,
    "q5_1": 7,
    "q8_0": 8,
    "iq4_nl": 20,
    "bf16": 30,
}
_PLAIN_KV_TYPES = ("f32", "f16", "bf16")
_MIN_CTX = 256

_OFFLOADED = re.compile(r"offloaded (?P<layers>\d+)/\d+ layers to GPU")


class InferenceModel:
    """A model and its context in memory; `close` gives them back."""

    def __init__(
        self,
        lib: Any,
        handle: int,
        context: Context,
        loaded: LoadedModel,
        template: ChatTemplate | BitsmithError,
    ) -> None:
        self._lib = lib
        self._handle: int | None = handle
        self._template = template
        self.context = context
        self.vocabulary = Vocabulary(lib, handle)
        self.loaded = loaded

    @property
    def handle(self) -> int:
        """The engine's `llama_model`."""
        assert self._handle is not None, "the model is closed"
        return self._handle

    @property
    def template(self) -> ChatTemplate:
        """The chat template; raises BitsmithError (bad_template) when the model's own does not parse."""
        if isinstance(self._template, BitsmithError):
            raise self._template
        return self._template

    def close(self) -> None:
        self.context.close()
        if self._handle is not None:
            self._lib.llama_model_free(self._handle)
            self._handle = None


def load_model(lib: Any, path: str, settings: LoadSettings, job: Job) -> InferenceModel:
    """Load the GGUF at `path`.

    Raises:
        BitsmithError: in words, with the engine's log as detail.
        CancelledError: `job` was cancelled meanwhile.
    """
    start_s = time.perf_counter()
    check_kv_type(settings.kv_type)
    files = check_model(path, type_sizes(lib))
    name = Path(path).name
    weights_bytes = sum(file.data_bytes for file in files)
    check_weights(lib, name, weights_bytes)
    check_context(lib, files[0], settings)
    with capture_log() as log:
        handle = _load_weights(lib, path, settings, job, weights_bytes)
        if not handle:
            job.check_cancelled()
            raise load_problem(name, log)
        try:
            if not lib.llama_model_has_decoder(handle) or lib.llama_model_has_encoder(handle):
                raise not_for_chat(name, files[0].architecture)
            n_threads = settings.n_threads or default_threads()
            raw_context = _make_context(lib, handle, settings, n_threads)
            if not raw_context:
                raise context_problem(name, settings, log)
        except BaseException:
            lib.llama_model_free(handle)
            raise
    context = Context(lib, handle, raw_context)
    source = _template_source(lib, handle)
    loaded = _describe(lib, handle, path, files[0], context, log, n_threads, source is not None, start_s)
    return InferenceModel(lib, handle, context, loaded, _make_template(lib, handle, source))


def check_kv_type(name: str) -> None:
    """Raise BitsmithError (bad_request) for what is no type of a KV cache."""
    if name not in _KV_TYPES:
        raise BitsmithError(
            ErrorKind.BAD_REQUEST,
            f"The KV cache cannot have the type {name!r}.",
            f"Known types: {', '.join(_KV_TYPES)}.",
            "Choose f16.",
        )


def default_threads() -> int:
    """The physical cores that this process may use: more threads than that slow a decode down."""
    physical = psutil.cpu_count(logical=False) or os.cpu_count() or 1
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else physical
    return max(1, min(physical, allowed))


def type_sizes(lib: Any) -> TypeSize:
    """Ggml type number -> (elements, bytes) of a block, None for one that this engine does not have."""
    ggml = load_ggml()
    block_size, byte_size = ggml.ggml_blck_size, ggml.ggml_type_size
    block_size.argtypes, block_size.restype = [ctypes.c_int], ctypes.c_int64
    byte_size.argtypes, byte_size.restype = [ctypes.c_int], ctypes.c_size_t

    def size(number: int) -> tuple[int, int] | None:
        if not 0 <= number < lib.GGML_TYPE_COUNT:
            return None
        elements, n_bytes = block_size(number), byte_size(number)
        return (elements, n_bytes) if elements > 0 and n_bytes > 0 else None

    return size


def _load_weights(lib: Any, path: str, settings: LoadSettings, job: Job, weights_bytes: int) -> int | None:
    def on_progress(fraction: float, _user_data: object) -> bool:
        done = min(weights_bytes, int(fraction * weights_bytes))
        job.progress(JobProgress("load", done, weights_bytes))
        return not job.is_cancelled

    parameters = lib.llama_model_default_params()
    parameters.n_gpu_layers = settings.n_gpu_layers
    parameters.load_mode = lib.LLAMA_LOAD_MODE_MMAP if settings.use_mmap else lib.LLAMA_LOAD_MODE_NONE
    callback = lib.llama_progress_callback(on_progress)
    parameters.progress_callback = callback
    return lib.llama_model_load_from_file(os.fsencode(path), parameters)


def context_parameters(lib: Any, handle: int, settings: LoadSettings, n_threads: int) -> Any:
    """The engine's parameters for a context; the dry allocation predicts with the same."""
    trained = lib.llama_model_n_ctx_train(handle)
    wanted = settings.n_ctx or trained
    parameters = lib.llama_context_default_params()
    parameters.n_ctx = max(_MIN_CTX, min(wanted, trained) if trained > 0 else wanted)
    parameters.n_batch = settings.n_batch
    parameters.n_ubatch = min(settings.n_ubatch, settings.n_batch)
    # only a batch's last tokens are sampled from; room for all their logits would be the largest buffer
    parameters.n_outputs_max = min(MAX_OUTPUTS, parameters.n_ubatch)
    # a window's worth of keys and values where a layer sees no more; `Context` keeps what a cut needs
    parameters.swa_full = False
    parameters.n_threads = parameters.n_threads_batch = n_threads
    parameters.type_k = _KV_TYPES[settings.kv_type]
    parameters.type_v = _KV_TYPES[settings.value_type]
    parameters.flash_attn_type = {
        FlashAttention.AUTO: lib.LLAMA_FLASH_ATTN_TYPE_AUTO,
        FlashAttention.ON: lib.LLAMA_FLASH_ATTN_TYPE_ENABLED,
        FlashAttention.OFF: lib.LLAMA_FLASH_ATTN_TYPE_DISABLED,
    }[settings.flash_attention]
    if settings.value_type not in _PLAIN_KV_TYPES:
        # a quantized V cache exists with flash attention only
        parameters.flash_attn_type = lib.LLAMA_FLASH_ATTN_TYPE_ENABLED
    return parameters


def _make_context(lib: Any, handle: int, settings: LoadSettings, n_threads: int) -> int | None:
    return lib.llama_init_from_model(handle, context_parameters(lib, handle, settings, n_threads))


def _template_source(lib: Any, handle: int) -> str | None:
    source = lib.llama_model_chat_template(handle, None)
    return source.decode("utf-8", "replace") if source else None


def _make_template(lib: Any, handle: int, source: str | None) -> ChatTemplate | BitsmithError:
    vocabulary = Vocabulary(lib, handle)
    try:
        return ChatTemplate(source, bos=vocabulary.bos_text, eos=vocabulary.eos_text)
    except BitsmithError as error:
        return error


def _describe(
    lib: Any,
    handle: int,
    path: str,
    header: GgufFile,
    context: Context,
    log: list[str],
    n_threads: int,
    has_template: bool,
    start_s: float,
) -> LoadedModel:
    buffer = ctypes.create_string_buffer(256)
    lib.llama_model_desc(handle, buffer, len(buffer))
    sizes = buffer_sizes(log)
    offloaded = [int(match["layers"]) for line in log if (match := _OFFLOADED.search(line))]
    return LoadedModel(
        path=path,
        description=buffer.value.decode("utf-8", "replace"),
        architecture=header.architecture,
        n_params=lib.llama_model_n_params(handle),
        n_ctx=context.n_ctx,
        n_ctx_train=lib.llama_model_n_ctx_train(handle),
        n_layers=lib.llama_model_n_layer(handle),
        n_gpu_layers=offloaded[-1] if offloaded else 0,
        n_threads=n_threads,
        has_chat_template=has_template,
        weights_bytes=sizes.weights_bytes,
        kv_bytes=sizes.kv_bytes,
        compute_bytes=sizes.compute_bytes,
        load_s=time.perf_counter() - start_s,
        devices=sizes.devices,
    )
