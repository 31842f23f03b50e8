"""quantize."""

from __future__ import annotations

import argparse
import dataclasses
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.cli.context import Context, open_context, split_source
from desktop_app.cli.output import ProgressLine, print_json, size_text
from desktop_app.cli.quantize_flags import choices_of
from desktop_app.domain.errors import BitsmithError, ErrorKind, PausedError
from desktop_app.domain.quantization import IMATRIX_TYPES, QUANT_TYPES, find_quant_type
from desktop_app.pipeline import make, stream
from desktop_app.pipeline.from_hub import make_from_hub

if TYPE_CHECKING:
    from desktop_app.protocol.results import QuantizeResult


def quantize(options: argparse.Namespace) -> int:
    quant_type = _quant_type(options.type)
    context = open_context()
    path, repo_id = split_source(options.source)
    output = _gguf_path(options.output)
    line = ProgressLine()
    more: dict[str, Any] = {}
    try:
        if path is None:
            result, more = _from_hub(context, repo_id, output, quant_type, options, line)
        else:
            result = make.quantize(
                path.absolute(),
                output,
                quant_type,
                threads=options.threads or 0,
                choices=choices_of(options),
                on_progress=line,
                is_cancelled=_never,
            )
    except (PausedError, KeyboardInterrupt):
        line.end()
        if make.is_resumable(output):
            print("What is done is kept: the same command goes on from there.", file=sys.stderr)
        raise
    finally:
        line.end()
    if options.json:
        print_json({**dataclasses.asdict(result), **more})
        return 0
    print(
        f"{result.path}: {quant_type}, {size_text(result.size_bytes)}, "
        f"{result.bits_per_weight:.2f} bits per weight, made in {result.seconds:.1f} s"
    )
    if result.note:
        print(result.note)
    if unverified := more.get("unverified"):
        print(f"Of {len(unverified)} files only parts were read, so their hashes were not compared.")
    return 0


def _gguf_path(text: str) -> Path:
    output = Path(text).expanduser().absolute()
    if output.suffix.lower() != ".gguf":
        raise BitsmithError(
            ErrorKind.BAD_REQUEST,
            f"The name {output.name} does not end in .gguf.",
            "Apps find models by it.",
            f"Choose for example {output.stem}.gguf.",
        )
    return output


def _from_hub(
    context: Context,
    repo_id: str,
    output: Path,
    quant_type: str,
    options: argparse.Namespace,
    line: ProgressLine,
) -> tuple[QuantizeResult, dict[str, Any]]:
    """The result, and how its source was read."""
    detail = stream.find_repository(context.hub, repo_id, options.revision)
    made = make_from_hub(
        context.hub,
        detail,
        output,
        quant_type,
        context.folders.cache,
        keep_source=options.keep_source or context.settings.keep_source,
        threads=options.threads or 0,
        choices=choices_of(options),
        on_progress=line,
        is_cancelled=_never,
    )
    return made.made, {
        "verified": made.verified,
        "unverified": made.unverified,
        "fetched_bytes": made.fetched_bytes,
    }


def _quant_type(name: str) -> str:
    quant = find_quant_type(name)
    if quant is not None:
        return quant.name
    if name.upper() in IMATRIX_TYPES:
        return name.upper()
    raise BitsmithError(
        ErrorKind.BAD_REQUEST,
        f"There is no quant type {name}.",
        "",
        "Choose one of " + ", ".join([*(t.name for t in QUANT_TYPES), *IMATRIX_TYPES]) + ".",
    )


def _never() -> bool:
    return False
