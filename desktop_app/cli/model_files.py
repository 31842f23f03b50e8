"""inspect, verify, split, merge, lora."""

from __future__ import annotations

import argparse
import dataclasses
import json
from pathlib import Path

from desktop_app.cli.context import open_context
from desktop_app.cli.library import find_model
from desktop_app.cli.output import ProgressLine, print_json
from desktop_app.domain.library import ModelOrigin
from desktop_app.domain.model_check import CheckedFile, FileVerdict
from desktop_app.pipeline import model_files
from desktop_app.pipeline.verify import verify as verify_hashes
from desktop_app.storage.found import parts_of

_HASH_WORDS = {
    FileVerdict.RIGHT: "SHA-256 is right",
    FileVerdict.DAMAGED: "SHA-256 is wrong: download it again",
    FileVerdict.DIFFERENT: "not the file that the hub has today",
    FileVerdict.MISSING: "missing",
    FileVerdict.UNKNOWN: "nobody says what its SHA-256 should be",
}


def inspect(options: argparse.Namespace) -> int:
    report = model_files.inspect_file(_absolute(options.file), with_tensors=options.tensors)
    print(_recipe(report.json) if options.recipe else report.json if options.json else report.text)
    return 0


def _recipe(report: str) -> str:
    """A recipe that makes a file of the same types."""
    types = {name: kind for name, kind, *_ in json.loads(report)["tensors"]}
    width = max(map(len, types), default=0)
    return "\n".join(f"{name:<{width}}  {kind}" for name, kind in types.items())


def verify(options: argparse.Namespace) -> int:
    """Exit status 1 when something is wrong with the file."""
    path = _absolute(options.file)
    context, model = open_context(), None
    if not path.exists():
        model = find_model(context, options.file)
        path = Path(model.path)
    elif options.hash:
        model = context.library.find(str(path))
    line = ProgressLine()
    checked: tuple[CheckedFile, ...] = ()
    try:
        if options.hash:
            checked = verify_hashes(
                parts_of(path),
                context.known_hashes,
                client=context.hub if model is not None and model.origin is not ModelOrigin.MADE else None,
                source=model.source if model is not None else "",
                revision=model.revision if model is not None else "",
                fingerprints=context.fingerprints,
                on_progress=line,
            )
        report = model_files.verify_file(path, on_progress=line)
    finally:
        line.end()
    if options.json:
        told = json.loads(report.json)
        print_json({**told, "files": [dataclasses.asdict(f) for f in checked]} if options.hash else told)
    else:
        for file in checked:
            print(f"{Path(file.path).name}: {_HASH_WORDS[file.verdict]}  {file.digest}")
        print(report.text or f"{path.name} is whole and sound.")
    is_damaged = any(f.verdict is FileVerdict.DAMAGED for f in checked)
    return 0 if report.is_sound and not is_damaged else 1


def split(options: argparse.Namespace) -> int:
    line = ProgressLine()
    try:
        report = model_files.split_file(
            _absolute(options.file),
            _absolute(options.output),
            max_size=options.max_size,
            max_tensors=options.max_tensors,
            on_progress=line,
        )
    finally:
        line.end()
    print(report.json if options.json else report.text)
    return 0


def merge(options: argparse.Namespace) -> int:
    line = ProgressLine()
    try:
        report = model_files.merge_files(_absolute(options.file), _absolute(options.output), on_progress=line)
    finally:
        line.end()
    print(report.json if options.json else report.text)
    return 0


def lora(options: argparse.Namespace) -> int:
    report = model_files.make_adapter(
        _absolute(options.adapter), _absolute(options.base), _absolute(options.output), name=options.name
    )
    print(report.json if options.json else report.text)
    return 0


def _absolute(path: str) -> Path:
    return Path(path).expanduser().absolute()
