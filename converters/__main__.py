"""Commands of its own: python -m converters SOURCE --type T -o OUT; lora, inspect, verify, split, merge."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from converters import Cancelled, ConvertError, open_checkpoint, open_source, plan, quantize
from converters.inspection import inspect
from converters.inspection_text import describe
from converters.lora import read_adapter
from converters.lora_out import write_adapter
from converters.options import add_arguments, options_of, recipe_text
from converters.part_file import journal_path
from converters.provenance import provenance
from converters.split import merge, parse_size, split
from converters.verification import VerifyProgress, verify


def main(arguments: list[str] | None = None) -> int:
    """Exit status: 0 done, 1 failed, 130 stopped."""
    arguments = sys.argv[1:] if arguments is None else arguments
    command = _COMMANDS.get(arguments[0]) if arguments else None
    try:
        return command(arguments[1:]) if command else _quantize(arguments)
    except ConvertError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except (KeyboardInterrupt, Cancelled):
        return 130


def _quantize(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m converters", description=__doc__, epilog="commands: " + ", ".join(_COMMANDS)
    )
    parser.add_argument("source", help="a checkpoint folder, or a GGUF file")
    parser.add_argument("--type", required=True, help="quant type, for example Q4_K_M")
    parser.add_argument("-o", "--output", required=True, help="the new GGUF file")
    parser.add_argument("--threads", type=int, help="default: one per core")
    parser.add_argument("--name", help="the model's name in the file")
    parser.add_argument("--write-recipe", metavar="FILE", help="only write which tensor gets which type")
    parser.add_argument(
        "--merge-lora", action="append", default=[], metavar="FOLDER", help="LoRA adapter to merge"
    )
    add_arguments(parser)
    options = parser.parse_args(arguments)
    names = ", ".join(Path(folder).absolute().name for folder in options.merge_lora)
    origin = provenance(base=f"with {names}" if names else "")
    source = open_source(options.source, options.name, origin, options.merge_lora)
    choices = options_of(options)
    recipe = plan(source, choices)
    if options.write_recipe:
        Path(options.write_recipe).write_text(recipe_text({row.name: row.type for row in recipe.tensors}))
        print(options.write_recipe)
        return 0
    try:
        for step in quantize(source, choices, options.output, threads=options.threads, recipe=recipe):
            _show(f"{step.tensors_done}/{step.tensors_total} tensors, {step.bytes_per_s / 1e6:.0f} MB/s")
    except KeyboardInterrupt:
        if journal_path(Path(options.output)).exists():
            print("\nstopped; the same command goes on where it was", file=sys.stderr)
        raise
    print(options.output)
    return 0


def _lora(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m converters lora", description=write_adapter.__doc__)
    parser.add_argument("adapter", help="a folder with adapter_config.json")
    parser.add_argument("--base", required=True, help="the checkpoint that it was made for")
    parser.add_argument("-o", "--output", required=True, help="the new GGUF file")
    parser.add_argument("--name", help="the adapter's name in the file")
    options = parser.parse_args(arguments)
    base = open_checkpoint(options.base)
    write_adapter(base, read_adapter(options.adapter), options.output, name=options.name)
    print(options.output)
    return 0


def _inspect(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m converters inspect", description=inspect.__doc__)
    parser.add_argument("file")
    parser.add_argument("--tensors", action="store_true", help="name every tensor")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    found = inspect(options.file)
    print(json.dumps(found.as_json()) if options.json else describe(found, tensors=options.tensors))
    return 0


def _verify(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m converters verify", description=verify.__doc__)
    parser.add_argument("file")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    last: VerifyProgress | None = None
    for last in verify(options.file):
        _show(f"{last.bytes_done / 1e6:,.0f} of {last.bytes_total / 1e6:,.0f} MB")
    assert last is not None
    if options.json:
        print(json.dumps(asdict(last)))
    else:
        print("\n".join(last.problems) or f"{Path(options.file).name} is whole and sound.")
    return 1 if last.problems else 0


def _split(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m converters split", description=split.__doc__)
    parser.add_argument("file")
    parser.add_argument("-o", "--output", required=True, help="the name of the shards, without their numbers")
    limit = parser.add_mutually_exclusive_group(required=True)
    limit.add_argument("--max-size", default="", help="for example 4G")
    limit.add_argument("--max-tensors", type=int, default=0)
    options = parser.parse_args(arguments)
    size = parse_size(options.max_size) if options.max_size else 0
    for done in split(options.file, options.output, max_bytes=size, max_tensors=options.max_tensors):
        _show(f"{done / 1e6:,.0f} MB")
    return 0


def _merge(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m converters merge", description=merge.__doc__)
    parser.add_argument("file", help="any of the shards")
    parser.add_argument("-o", "--output", required=True)
    options = parser.parse_args(arguments)
    for done in merge(options.file, options.output):
        _show(f"{done / 1e6:,.0f} MB")
    print(options.output)
    return 0


def _show(text: str) -> None:
    if sys.stderr.isatty():
        print(f"\r{text}   ", end="", file=sys.stderr)


_COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "lora": _lora,
    "inspect": _inspect,
    "verify": _verify,
    "split": _split,
    "merge": _merge,
}

if __name__ == "__main__":
    sys.exit(main())
