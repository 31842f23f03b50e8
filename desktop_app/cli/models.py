"""fit."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.cli.context import Context, open_context, split_source
from desktop_app.cli.output import ProgressLine, print_json, print_table, size_text
from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.domain.fit import FitRow, explain_recommendation, recommend, with_projector
from desktop_app.domain.quantization import QUANT_TYPES, find_quant_type
from desktop_app.domain.repository import gguf_variants, has_convertible_weights
from desktop_app.pipeline import fit as pipeline

if TYPE_CHECKING:
    from desktop_app.domain.machine import Machine


def fit(options: argparse.Namespace) -> int:
    context = open_context()
    path, repo_id = _source(context, options.source)
    machine = pipeline.machine_now(context.models_folder)
    line = ProgressLine()
    try:
        if path is not None:
            rows = _rows(path, options.ctx, machine)
        else:
            rows = _remote_rows(context, repo_id, options.ctx, machine, line)
    finally:
        line.end()
    rows = recommend(rows)
    if options.json:
        print_json({"source": options.source, "rows": [{**dataclasses.asdict(row)} for row in rows]})
        return 0
    table = []
    for row in rows:
        quant = find_quant_type(row.quant_type)
        vram = size_text(row.vram.total_bytes) if row.vram.total_bytes else "-"
        table.append(
            (
                "*" if row.recommended else "",
                row.quant_type,
                size_text(row.file_bytes),
                size_text(row.ram.total_bytes),
                vram,
                row.verdict.value.replace("_", " "),
                quant.title if quant else "",
            )
        )
    print_table(("", "TYPE", "FILE", "RAM", "VRAM", "VERDICT", ""), table)
    text = explain_recommendation(rows)
    if (text and path is None) or len(rows) > 1:
        print(f"\n{text}")
    if rows and rows[0].note:
        print(f"\n{rows[0].note}")
    return 0


def _source(context: Context, text: str) -> tuple[pipeline.LocalSource | None, str]:
    """A path that is there, a model of the library, or a hub id."""
    model = None if Path(text).expanduser().exists() else context.library.find(text)
    if model is not None:
        return pipeline.LocalSource(Path(model.path)), ""
    path, repo_id = split_source(text)
    return (pipeline.local_source(path) if path is not None else None), repo_id


def _rows(
    source: pipeline.LocalSource, n_ctx: int, machine: Machine, types: tuple[str, ...] | None = None
) -> tuple[FitRow, ...]:
    rows: list[FitRow] = []
    names = tuple(t.name for t in QUANT_TYPES) if types is None else types
    pipeline.estimate_fit(source, names, n_ctx, machine, on_row=rows.append)
    return tuple(rows)


def _remote_rows(
    context: Context, repo_id: str, n_ctx: int, machine: Machine, line: ProgressLine
) -> tuple[FitRow, ...]:
    detail = context.hub.repository(repo_id)
    if has_convertible_weights(detail):
        source = pipeline.remote_headers(context.hub, detail, context.folders.headers, on_progress=line)
        return _rows(source, n_ctx, machine)
    variants = gguf_variants(detail.files)
    if not variants:
        raise BitsmithError(
            ErrorKind.UNSUPPORTED,
            f"{repo_id} holds no model that Bitsmith can use.",
            "It has neither safetensors weights with a config.json nor GGUF files.",
            "Choose another repository.",
        )
    rows: list[FitRow] = []
    for variant in variants:
        source = pipeline.remote_gguf_header(context.hub, detail, variant, context.folders.headers)
        seen_bytes = variant.projector.size_bytes if variant.projector else 0
        rows += [
            dataclasses.replace(with_projector(row, seen_bytes, machine), quant_type=variant.label)
            for row in _rows(source, n_ctx, machine, ())
        ]
    return tuple(rows)
