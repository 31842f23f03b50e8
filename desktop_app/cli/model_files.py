"""inspect, verify, split, merge, lora."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from desktop_app.cli.output import ProgressLine
from desktop_app.pipeline import model_files


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
    line = ProgressLine()
    try:
        report = model_files.verify_file(_absolute(options.file), on_progress=line)
    finally:
        line.end()
    print(report.json if options.json else report.text or f"{Path(options.file).name} is whole and sound.")
    return 0 if report.is_sound else 1


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
