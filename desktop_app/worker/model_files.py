"""Commands about finished files: what is in them, whether they are sound, adapters."""

from __future__ import annotations

import json
from dataclasses import asdict

from converters import open_checkpoint
from converters.gguf_in import read_gguf
from converters.inspection import inspect
from converters.inspection_text import describe
from converters.lora import read_adapter
from converters.lora_out import write_adapter
from converters.split import merge, parse_size, split
from converters.verification import VerifyProgress, verify
from desktop_app.domain.jobs import JobProgress
from desktop_app.protocol.channel import Job
from desktop_app.protocol.messages import InspectFile, MakeAdapter, MergeFiles, SplitFile, VerifyFile
from desktop_app.protocol.results import FileReport


def inspect_file(command: InspectFile) -> FileReport:
    """The header of a GGUF, summed up."""
    found = inspect(command.path)
    return FileReport(describe(found, tensors=command.with_tensors), json.dumps(found.as_json()))


def verify_file(command: VerifyFile, job: Job) -> FileReport:
    """Every tensor of a GGUF, read and checked."""
    last = VerifyProgress(0, 0, "", ())
    for last in verify(command.path, cancelled=lambda: job.is_cancelled):
        job.progress(JobProgress("verify", last.bytes_done, last.bytes_total, note=last.tensor))
    return FileReport("\n".join(last.problems), json.dumps(asdict(last)), is_sound=not last.problems)


def make_adapter(command: MakeAdapter) -> FileReport:
    """A LoRA adapter as a GGUF."""
    base = open_checkpoint(command.base)
    write_adapter(base, read_adapter(command.adapter), command.output, name=command.name or None)
    return FileReport(command.output, json.dumps({"path": command.output}))


def reshard(command: SplitFile | MergeFiles, job: Job) -> FileReport:
    """One file as several, or several as one."""
    if isinstance(command, MergeFiles):
        steps = merge(command.path, command.output)
    else:
        size = parse_size(command.max_size) if command.max_size else 0
        steps = split(command.path, command.output, max_bytes=size, max_tensors=command.max_tensors)
    total = sum(tensor.n_bytes for tensor in read_gguf(command.path).tensors)
    try:
        for done in steps:
            job.progress(JobProgress("copy", done, total))
            job.check_cancelled()
    finally:
        steps.close()
    return FileReport(command.output, json.dumps({"output": command.output}))
