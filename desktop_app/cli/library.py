"""models: what is on this computer, and keeping order in it."""

from __future__ import annotations

import argparse
import dataclasses
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.cli.context import Context, open_context
from desktop_app.cli.output import ProgressLine, print_json, print_table, size_text
from desktop_app.domain.duplicates import DuplicateGroup, find_groups
from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.domain.jobs import JobProgress
from desktop_app.domain.library_query import LibraryQuery, LibrarySort, select

if TYPE_CHECKING:
    from desktop_app.domain.fit import FitRow
    from desktop_app.domain.library import LibraryModel


def models(options: argparse.Namespace) -> int:
    """Change what is asked for, then list; a change that fails ends the command."""
    context = open_context()
    _change(context, options)
    found = context.library.refresh()
    if not options.no_apps:
        unreadable = [folder for finds in context.library.scan_apps() for folder in finds.unreadable]
        for folder in unreadable:
            print(f"bitsmith: cannot be read: {folder}", file=sys.stderr)
        found = context.library.list()
    else:
        found = tuple(m for m in found if not m.app)
    query = LibraryQuery(" ".join(options.words), None, LibrarySort(options.sort), tag=options.tag)
    if options.duplicates:
        return _duplicates(context, select(found, query), options)
    fits = _fits(context, select(found, query), options) if options.fit else {}
    shown = select(found, query, fits)
    if options.json:
        print_json([_as_json(m, fits.get(m.model_id), has_fit=options.fit) for m in shown])
    elif shown:
        _table(shown, fits, has_fit=options.fit)
    elif found:
        print(f"None of the {len(found)} models matches.")
    else:
        print("There are no models yet. Make one with: bitsmith quantize SOURCE --type Q4_K_M -o FILE.gguf")
    return 0


def find_model(context: Context, name: str) -> LibraryModel:
    """A model of the library by its name, id or path.

    Raises:
        BitsmithError: (not_found) there is none.
    """
    model = context.library.find(name) or context.library.find(str(Path(name).expanduser().absolute()))
    if model is None:
        raise BitsmithError(
            ErrorKind.NOT_FOUND,
            f"There is no model {name[:200]} in the library.",
            "It has neither this name nor this path.",
            "See the names with: bitsmith models",
        )
    return model


def _change(context: Context, options: argparse.Namespace) -> None:
    from desktop_app.pipeline.add_files import add_files

    if options.add:
        added = add_files(context.library, [str(Path(p).expanduser().absolute()) for p in options.add])
        if added.problems:
            first = added.problems[0]
            raise BitsmithError(first.kind, first.what, first.why, first.next_step, first.detail)
    for name in options.forget or ():
        context.library.remove(find_model(context, name).model_id, delete_file=False)
    for name, new in options.rename or ():
        context.library.rename(find_model(context, name).model_id, new)
    for name, tag in options.give_tag or ():
        model = find_model(context, name)
        context.library.set_tags(model.model_id, [*model.tags, tag])
    for name, tag in options.take_tag or ():
        model = find_model(context, name)
        kept = [t for t in model.tags if t.casefold() != tag.casefold()]
        context.library.set_tags(model.model_id, kept)


def _fits(
    context: Context, found: tuple[LibraryModel, ...], options: argparse.Namespace
) -> dict[str, FitRow]:
    from desktop_app.pipeline.fit import machine_now
    from desktop_app.pipeline.model_fits import estimate_fits, has_fit, known_fits

    machine = machine_now(context.models_folder)
    load = dataclasses.replace(context.settings.load, n_ctx=options.ctx)
    fits = known_fits(found, context.model_fits, load, machine)
    asked = [m for m in found if has_fit(m) and m.model_id not in fits]
    line = ProgressLine()

    def note(model: LibraryModel, row: FitRow) -> None:
        fits[model.model_id] = row
        line(JobProgress("Finding out what fits", len(fits), len(fits) + len(asked), "models"))

    def complain(model: LibraryModel, problem: Any) -> None:
        line.end()
        print(f"bitsmith: {model.name}: {problem.text()}", file=sys.stderr)

    try:
        estimate_fits(asked, context.model_fits, load, machine, on_fit=note, on_problem=complain)
    finally:
        line.end()
    return fits


def _duplicates(context: Context, found: tuple[LibraryModel, ...], options: argparse.Namespace) -> int:
    groups = _groups(context, found)
    line = ProgressLine()
    try:
        by_id = {m.model_id: m for m in found}
        for group in groups if options.compare else ():
            for model_id in group.model_ids:
                name = by_id[model_id].name
                context.fingerprints.full(
                    by_id[model_id],
                    lambda done, total, name=name: line(JobProgress(f"Comparing {name}", done, total)),
                )
        groups = _groups(context, found) if options.compare else groups
    finally:
        line.end()
    if options.json:
        print_json(
            [
                {
                    "proof": group.proof.value,
                    "size_bytes": group.size_bytes,
                    "saves_bytes": group.saves_bytes,
                    "copies": [[by_id[i].path for i in copy] for copy in group.copies],
                }
                for group in groups
            ]
        )
        return 0
    if not groups:
        print("Every model is on this computer once.")
    for group in groups:
        print(f"{size_text(group.saves_bytes)} could be saved ({group.proof.value}):")
        for copy in group.copies:
            print("  " + "  =  ".join(by_id[i].path for i in copy))
    return 0


def _groups(context: Context, found: tuple[LibraryModel, ...]) -> tuple[DuplicateGroup, ...]:
    prints = (context.fingerprints.quick(m) for m in found)
    return find_groups(tuple(p for p in prints if p is not None))


def _as_json(model: LibraryModel, fit: FitRow | None, *, has_fit: bool) -> dict[str, Any]:
    table = dataclasses.asdict(model)
    if has_fit:
        table["fit"] = dataclasses.asdict(fit) if fit else None
    return table


def _table(shown: tuple[LibraryModel, ...], fits: dict[str, FitRow], *, has_fit: bool) -> None:
    head = ("NAME", "TYPE", "SIZE", *(("FIT",) if has_fit else ()), "ORIGIN", "TAGS", "FILE")
    rows = []
    for model in shown:
        fit = fits.get(model.model_id)
        verdict = fit.verdict.value.replace("_", " ") if fit else ""
        rows.append(
            (
                model.name,
                model.quant_type,
                size_text(model.size_bytes),
                *((verdict,) if has_fit else ()),
                _origin(model),
                ", ".join(model.tags),
                model.path,
            )
        )
    print_table(head, rows)


def _origin(model: LibraryModel) -> str:
    if model.missing_parts:
        return f"incomplete: {model.missing_parts[0]} is missing"
    if model.is_missing:
        return "missing"
    return model.app or model.origin.value
