"""The commands of a job process: quantize, estimate, name the devices."""

from __future__ import annotations

import time

from converters import Cancelled, Conversion, ConvertError, open_checkpoint, plan, quantize
from desktop_app.domain.errors import BitsmithError, CancelledError, ErrorKind
from desktop_app.domain.jobs import JobProgress
from desktop_app.protocol.channel import Job
from desktop_app.protocol.messages import (
    DeviceList,
    EstimateFit,
    JobCommand,
    ListDevices,
    Quantize,
    QuantizeResult,
    Result,
)


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
            case ListDevices():
                from desktop_app.worker import devices

                return DeviceList(tuple(devices.list_devices()))
    except Cancelled:
        raise CancelledError("cancelled") from None
    except ConvertError as error:
        raise BitsmithError(ErrorKind(error.kind), error.what, error.why, error.next_step) from error
    raise BitsmithError(
        ErrorKind.BAD_REQUEST,
        f"A job process does not do {type(command).__name__}.",
        "It makes and measures models.",
        "Ask the inference process.",
    )


def _quantize(command: Quantize, job: Job) -> QuantizeResult:
    start_s = time.monotonic()
    job.progress(JobProgress("plan"))
    conversion = Conversion(open_checkpoint(command.source), command.name or None)
    recipe = plan(conversion, command.quant_type)
    job.check_cancelled()
    for step in quantize(
        conversion,
        command.quant_type,
        command.output,
        threads=command.threads or None,
        cancelled=lambda: job.is_cancelled,
        recipe=recipe,
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
    )
