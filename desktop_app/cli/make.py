"""quantize."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path

from desktop_app.cli.context import open_context, split_source
from desktop_app.cli.output import ProgressLine, print_json, size_text
from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.domain.quantization import QUANT_TYPES, find_quant_type
from desktop_app.pipeline import make


def quantize(options: argparse.Namespace) -> int:
    quant = find_quant_type(options.type)
    if quant is None:
        raise BitsmithError(
            ErrorKind.BAD_REQUEST,
            f"There is no quant type {options.type}.",
            "",
            "Choose one of " + ", ".join(t.name for t in QUANT_TYPES) + ".",
        )
    context = open_context()
    path, repo_id = split_source(options.source)
    output = Path(options.output).expanduser().absolute()
    line = ProgressLine()
    try:
        if path is None:
            detail = context.hub.repository(repo_id)
            folder = make.download_source(
                context.hub, detail, context.folders.cache, on_progress=line, is_cancelled=lambda: False
            )
        else:
            folder = path.absolute()
        result = make.quantize(
            folder,
            output,
            quant.name,
            threads=options.threads or 0,
            name=repo_id.rpartition("/")[2],
            on_progress=line,
            is_cancelled=lambda: False,
        )
    finally:
        line.end()
    if path is None and not context.settings.keep_source:
        make.discard_source(folder)
    if options.json:
        print_json(dataclasses.asdict(result))
    else:
        print(
            f"{result.path}: {quant.name}, {size_text(result.size_bytes)}, "
            f"{result.bits_per_weight:.2f} bits per weight, made in {result.seconds:.1f} s"
        )
    return 0
