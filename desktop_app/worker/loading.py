"""Puts a model into memory, says what it took, or why it could not."""

from __future__ import annotations

import ctypes
import os
import re
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil

from converters.engine import capture_log, load_ggml
from desktop_app.domain.chat import LoadedModel, LoadForecast, LoadSettings, SamplingDefaults
from desktop_app.domain.errors import BitsmithError
from desktop_app.domain.jobs import JobProgress
from desktop_app.protocol.channel import Job
from desktop_app.worker.adapters import add_adapters, check_adapters
from desktop_app.worker.buffers import buffer_sizes
from desktop_app.worker.chat_template import ChatTemplate
from desktop_app.worker.context import Context
from desktop_app.worker.context_parameters import check_kv_type, context_parameters
from desktop_app.worker.dry_allocation import ContextTooLongError
from desktop_app.worker.gguf_check import GgufFile, TypeSize, check_model
from desktop_app.worker.load_forecast import forecast, free_memory
from desktop_app.worker.load_problems import context_problem, load_problem, not_for_chat
from desktop_app.worker.memory_check import check_forecast, check_weights
from desktop_app.worker.model import Vocabulary
from desktop_app.worker.peak_memory import PeakMemory
from desktop_app.worker.projector import Projector
from desktop_app.worker.projector_files import find_projector

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
        peak: PeakMemory,
        projector: Projector | None = None,
    ) -> None:
        self._lib = lib
        self._handle: int | None = handle
        self._template = template
        self.context = context
        self.vocabulary = Vocabulary(lib, handle)
        self.loaded = loaded
        self.peak = peak
        self.projector = projector

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
        if self.projector is not None:
            self.projector.close()
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
    peak = PeakMemory()
    check_kv_type(settings.kv_type)
    check_kv_type(settings.value_type)
    files = check_model(path, type_sizes(lib))
    name = Path(path).name
    weights_bytes = sum(file.data_bytes for file in files)
    check_weights(lib, name, weights_bytes)
    check_adapters(settings.adapters, files[0].architecture, type_sizes(lib))
    job.check_cancelled()
    projector_file = find_projector(files[0], type_sizes(lib))
    forecast = _forecast(files, settings, projector_file)
    settings = forecast.used if forecast else settings
    with capture_log() as log:
        handle = _load_weights(lib, path, settings, job, weights_bytes)
        if not handle:
            job.check_cancelled()
            raise load_problem(name, log)
        raw_context: int | None = None
        try:
            if not lib.llama_model_has_decoder(handle) or lib.llama_model_has_encoder(handle):
                raise not_for_chat(name, files[0].architecture)
            n_threads = settings.n_threads or default_threads()
            raw_context = _make_context(lib, handle, settings, n_threads)
            if not raw_context:
                raise context_problem(name, settings, log)
            add_adapters(lib, handle, raw_context, settings.adapters)
            projector = _projector(
                projector_file, handle, lib.llama_n_ctx_seq(raw_context), settings, n_threads
            )
            job.check_cancelled()
        except BaseException:
            if raw_context:
                lib.llama_free(raw_context)
            lib.llama_model_free(handle)
            raise
    context = Context(lib, handle, raw_context)
    source = _template_source(lib, handle)
    loaded = _describe(lib, handle, path, files[0], context, log, n_threads, source is not None, start_s)
    loaded = replace(
        loaded,
        forecast=forecast,
        sampling=sampling_defaults(files[0].values),
        projector=projector_file.path.name if projector_file else "",
    )
    template = _make_template(lib, handle, source)
    return InferenceModel(lib, handle, context, loaded, template, peak, projector)


def _projector(
    file: GgufFile | None, handle: int, n_ctx: int, settings: LoadSettings, n_threads: int
) -> Projector | None:
    if file is None:
        return None
    use_gpu = settings.n_gpu_layers != 0
    return Projector(file.path, handle, n_ctx=n_ctx, n_threads=n_threads, use_gpu=use_gpu)


def _forecast(
    files: list[GgufFile], settings: LoadSettings, projector: GgufFile | None
) -> LoadForecast | None:
    """What the load is going to take; None where the engine makes no forecast, and the load will say why."""
    try:
        made = forecast(
            [file.path for file in files], settings, free_memory(), projector.data_bytes if projector else 0
        )
    except ContextTooLongError:
        raise
    except BitsmithError:
        return None
    check_forecast(made)
    return made


def sampling_defaults(values: dict[str, Any]) -> SamplingDefaults:
    """What the header recommends, as far as it makes sense."""

    def number(key: str, low: float, high: float) -> float | None:
        value = values.get(f"general.sampling.{key}")
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        return float(value) if low <= value <= high else None

    top_k = number("top_k", 0, 1_000_000)
    return SamplingDefaults(
        temperature=number("temp", 0, 10),
        top_k=None if top_k is None else int(top_k),
        top_p=number("top_p", 0, 1),
        min_p=number("min_p", 0, 1),
        repeat_penalty=number("penalty_repeat", 0.1, 10),
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
