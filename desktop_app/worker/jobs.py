"""The commands of a job process: quantize, estimate, name the devices."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from converters import (
    Cancelled,
    Conversion,
    ConvertError,
    Making,
    Paused,
    Recipe,
    open_checkpoint,
    open_source,
    plan,
    quantize,
)
from converters.facts import source_note
from converters.lora import read_adapter
from converters.options import QuantizeOptions
from converters.part_file import part_path
from converters.provenance import provenance
from converters.window import Needs, StreamedConversion, WindowFiles
from desktop_app.domain.chat import LoadForecast
from desktop_app.domain.errors import BitsmithError, CancelledError, ErrorKind
from desktop_app.domain.jobs import JobProgress
from desktop_app.domain.streaming import SourceSpan
from desktop_app.protocol.channel import Job
from desktop_app.protocol.messages import (
    CheckGrammar,
    EstimateFit,
    InspectFile,
    JobCommand,
    ListDevices,
    LoadParts,
    MakeAdapter,
    MergeFiles,
    PredictLoad,
    Quantize,
    ReadDocument,
    Result,
    SpansNeeded,
    SplitFile,
    VerifyFile,
)
from desktop_app.protocol.results import DeviceList, FileReport, PartsReport, QuantizeResult


def handle(command: JobCommand, job: Job) -> Result:
    """Do one command; raises BitsmithError and CancelledError as they are to be reported."""
    try:
        match command:
            case Quantize():
                return _quantize(command, job)
            case EstimateFit():
                from desktop_app.worker import fit

                fit.estimate(command, job.send, lambda: job.is_cancelled)
                job.check_cancelled()
                return None
            case InspectFile() | VerifyFile() | MakeAdapter() | SplitFile() | MergeFiles():
                return _about_files(command, job)
            case PredictLoad():
                return _predict(command)
            case CheckGrammar():
                _check_grammar(command)
                return None
            case ReadDocument():
                from desktop_app.worker import documents, pictures

                if pictures.is_picture_file(Path(command.path)):
                    return pictures.read_picture(Path(command.path))
                return documents.read_document(Path(command.path), command.max_chars, job.check_cancelled)
            case ListDevices():
                from converters.engine import engine_name
                from converters.engine_loader import cpu_variant
                from converters.registry import FAMILIES
                from desktop_app.worker import devices

                found = devices.list_devices()
                return DeviceList(found, engine_name(), cpu_variant(), tuple(sorted(FAMILIES)))
            case LoadParts():
                from desktop_app.parts import unloadable

                return PartsReport(tuple(unloadable(command.names)), "PySide6" in sys.modules)
    except (Cancelled, Paused):
        raise CancelledError("cancelled") from None
    except ConvertError as error:
        raise BitsmithError(ErrorKind(error.kind), error.what, error.why, error.next_step) from error
    raise BitsmithError(
        ErrorKind.BAD_REQUEST,
        f"A job process does not do {type(command).__name__}.",
        "It makes and measures models.",
        "Ask the inference process.",
    )


def _predict(command: PredictLoad) -> LoadForecast:
    from converters.engine import load_engine
    from desktop_app.worker.adapters import check_adapters
    from desktop_app.worker.context_parameters import check_kv_type
    from desktop_app.worker.gguf_check import check_model
    from desktop_app.worker.load_forecast import forecast, free_memory
    from desktop_app.worker.loading import type_sizes
    from desktop_app.worker.projector_files import find_projector

    check_kv_type(command.settings.kv_type)
    check_kv_type(command.settings.value_type)
    sizes = type_sizes(load_engine())
    files = check_model(command.path, sizes)
    check_adapters(command.settings.adapters, files[0].architecture, sizes)
    free = free_memory(command.freed_ram_bytes, command.freed_vram_bytes)
    projector = find_projector(files[0], sizes)
    projector_bytes = projector.data_bytes if projector else 0
    return forecast([file.path for file in files], command.settings, free, projector_bytes)


def _check_grammar(command: CheckGrammar) -> None:
    from converters.engine import load_engine
    from desktop_app.worker.grammar import grammar_text, make_grammar

    text = grammar_text(command.grammar, command.json_schema)
    if text:
        lib = load_engine()
        lib.llama_sampler_free(make_grammar(lib, None, text))


def _about_files(
    command: InspectFile | VerifyFile | MakeAdapter | SplitFile | MergeFiles, job: Job
) -> FileReport:
    from desktop_app.worker import model_files

    match command:
        case InspectFile():
            return model_files.inspect_file(command)
        case VerifyFile():
            return model_files.verify_file(command, job)
        case MakeAdapter():
            return model_files.make_adapter(command)
        case SplitFile() | MergeFiles():
            return model_files.reshard(command, job)


def _quantize(command: Quantize, job: Job) -> QuantizeResult:
    start_s = time.monotonic()
    job.progress(JobProgress("plan"))
    conversion = _conversion(command)
    choices = command.choices
    options = QuantizeOptions(
        command.quant_type,
        choices.imatrix,
        choices.output_type,
        choices.embedding_type,
        choices.overrides,
        choices.recipe_file,
        choices.pure,
        choices.keep_output,
        choices.allow_requantize,
    )
    recipe = plan(conversion, options)
    job.check_cancelled()
    for step in quantize(
        conversion,
        options,
        command.output,
        threads=command.threads or None,
        cancelled=lambda: job.is_cancelled and not job.is_paused,
        paused=lambda: job.is_paused,
        recipe=recipe,
        files=_window(command, recipe, job) if command.window else None,
    ):
        job.progress(
            JobProgress(
                "quantize",
                step.bytes_done,
                step.bytes_total,
                per_second=step.bytes_per_s,
                seconds_left=step.seconds_left,
                note=f"{step.tensors_done}/{step.tensors_total} {step.tensor}",
            )
        )
    return QuantizeResult(
        path=command.output,
        size_bytes=recipe.file_bytes,
        seconds=time.monotonic() - start_s,
        bits_per_weight=recipe.bits_per_weight,
        note=source_note(conversion.checkpoint) if isinstance(conversion, Conversion) else "",
    )


def _conversion(command: Quantize) -> Making:
    adapters = command.choices.adapters
    merged = ", ".join(Path(folder).name for folder in adapters)
    origin = provenance(
        repository=command.repository, revision=command.revision, base=f"with {merged}" if merged else ""
    )
    name = command.name or None
    if not command.window:
        return open_source(command.source, name, origin, adapters)
    checkpoint = open_checkpoint(command.source, headers_only=True)
    read = tuple(read_adapter(folder) for folder in adapters)
    return StreamedConversion(checkpoint, name, origin, read, content=command.identity)


def _window(command: Quantize, recipe: Recipe, job: Job) -> WindowFiles:
    """The files of a source whose weights the parent brings when it is told which."""

    def announce(needs: Needs) -> None:
        part = part_path(Path(command.output))
        job.send(
            SpansNeeded(
                job.job_id,
                tuple(SourceSpan(s.file, s.offset, s.n_bytes) for s in needs.spans),
                needs.largest_bytes,
                recipe.file_bytes - part.stat().st_size,
            )
        )

    def check_stop() -> None:
        if job.is_cancelled:
            raise Paused if job.is_paused else Cancelled

    return WindowFiles(Path(command.window), Path(command.source), announce, check_stop)
