"""search: the same questions as Discover."""

from __future__ import annotations

import argparse
import dataclasses
from typing import TYPE_CHECKING

from desktop_app.cli.context import open_context
from desktop_app.cli.output import print_json, print_table
from desktop_app.cli.search_flags import SIZES
from desktop_app.domain.discovery import (
    RoughFit,
    SearchFormat,
    SearchQuery,
    SearchSort,
    SearchTask,
    is_kept,
    query_words,
    rough_fit,
)
from desktop_app.pipeline.fit import machine_now

if TYPE_CHECKING:
    from desktop_app.domain.repository import RepoSummary

_MOST_PAGES = 50
_PAGE_ROWS = 100
_FITS = {
    RoughFit.EIGHT_BIT: "8 bits",
    RoughFit.FOUR_BIT: "4 bits",
    RoughFit.TOO_LARGE: "no",
    RoughFit.UNKNOWN: "",
}


def search(options: argparse.Namespace) -> int:
    words, author = query_words(options.query)
    query = SearchQuery(
        words=words,
        author=options.author or author,
        sort=SearchSort(options.sort),
        format=SearchFormat(options.format),
        task=SearchTask(options.task),
        size=SIZES[options.size],
        license=options.license,
        language=options.language,
        fits=options.fits,
        convertible=options.convertible,
    )
    context = open_context()
    machine = machine_now(context.models_folder)
    found: list[RepoSummary] = []
    cursor: str | None = None
    for _ in range(_MOST_PAGES):
        limit = _PAGE_ROWS if query.is_judged_here else min(options.limit, _PAGE_ROWS)
        page = context.hub.search(query, limit=limit, cursor=cursor)
        found += [row for row in page.rows if is_kept(row, query, machine)]
        cursor = page.next_cursor
        if len(found) >= options.limit or not cursor:
            break
    found = found[: options.limit]
    fits = [rough_fit(row.n_params, machine) for row in found]
    if options.json:
        print_json(
            [
                {**dataclasses.asdict(row), "rough_fit": fit.value}
                for row, fit in zip(found, fits, strict=True)
            ]
        )
        return 0
    rows = [
        (
            row.repo_id,
            f"{row.downloads:,}",
            f"{row.likes:,}",
            "weights" if row.has_safetensors else "GGUF" if row.has_gguf else "",
            _FITS[fit],
            row.license,
            "gated" if row.gated else "",
        )
        for row, fit in zip(found, fits, strict=True)
    ]
    if rows:
        print_table(("MODEL", "DOWNLOADS", "LIKES", "FORM", "FITS AT", "LICENSE", ""), rows)
    else:
        print("No model was found.")
    return 0
