"""How a model is quantized: the file type, and what an expert changes about it."""

from __future__ import annotations

import argparse
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from converters.errors import BAD_REQUEST, FILE_ACCESS, ConvertError
from converters.gguf_in import type_name, type_number
from converters.imatrix import Imatrix, read_imatrix

_MAX_PATTERN = 500
_MAX_RECIPE_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True)
class QuantizeOptions:
    """Everything but the source and the output; texts and truth values only, so that it travels as JSON.

    Attributes:
        type_name: of the file type, in any case.
        imatrix: path of an importance matrix, "" for none.
        output_type, embedding_type: type of the output and of the token embeddings, "" for the preset's.
        overrides: "REGEX=TYPE" each; the first one that is found in a tensor's name wins.
        recipe_file: path of a file that names every tensor's type, "" for none.
        pure: every tensor gets the preset's own type.
        keep_output: the output stays as it is in the source.
        allow_requantize: sources that have lost quality already are taken.
    """

    type_name: str
    imatrix: str = ""
    output_type: str = ""
    embedding_type: str = ""
    overrides: tuple[str, ...] = ()
    recipe_file: str = ""
    pure: bool = False
    keep_output: bool = False
    allow_requantize: bool = False

    @cached_property
    def importance(self) -> Imatrix | None:
        """The importance matrix, read once."""
        return read_imatrix(self.imatrix) if self.imatrix else None

    @cached_property
    def tensor_types(self) -> dict[str, int] | None:
        """Tensor's name -> ggml's number of its type, from the recipe file."""
        return read_recipe(self.recipe_file) if self.recipe_file else None

    @property
    def is_default(self) -> bool:
        """Whether nothing but the file type is chosen."""
        return self == QuantizeOptions(self.type_name, allow_requantize=self.allow_requantize)

    def patterns(self) -> list[tuple[str, int]]:
        """The overrides as (regular expression, ggml's number of the type).

        Raises:
            ConvertError: (bad_request) one of them makes no sense.
        """
        return [parse_override(text) for text in self.overrides]

    def describe(self) -> str:
        """The choices in one line, for the file's provenance."""
        parts = [self.type_name.upper()]
        parts += [f"output={self.output_type.upper()}"] if self.output_type else []
        parts += [f"embeddings={self.embedding_type.upper()}"] if self.embedding_type else []
        parts += list(self.overrides)
        parts += [f"recipe={Path(self.recipe_file).name}"] if self.recipe_file else []
        parts += ["pure"] if self.pure else []
        parts += ["output kept"] if self.keep_output else []
        return "; ".join(parts)


def tensor_type(name: str) -> int:
    """Ggml's number of a tensor type.

    Raises:
        ConvertError: (bad_request) there is none of this name.
    """
    found = type_number(name) if len(name) < 40 else None
    if found is None:
        raise ConvertError(
            BAD_REQUEST,
            f"There is no tensor type {name[:40]!r}.",
            "Types of single tensors have no size at their end: Q4_K, not Q4_K_M.",
            "Use for example Q8_0, Q6_K, Q5_K, Q4_K, IQ4_XS, Q3_K, Q2_K, F16 or BF16.",
        )
    return found


def parse_override(text: str) -> tuple[str, int]:
    """The two parts of "REGEX=TYPE"."""
    pattern, _, name = text.rpartition("=")
    if not pattern or len(pattern) > _MAX_PATTERN:
        raise ConvertError(
            BAD_REQUEST, f"{text[:80]!r} is no tensor type.", "", "Write it as REGEX=TYPE: ffn_down=Q6_K."
        )
    try:
        re.compile(pattern)
    except (re.error, RecursionError) as error:
        raise ConvertError(
            BAD_REQUEST, f"{pattern[:80]!r} is no regular expression.", f"{error}.", "Correct it."
        ) from error
    return pattern, tensor_type(name)


def read_recipe(path: str | Path) -> dict[str, int]:
    """A recipe file: a tensor's name and its type on each line, apart by spaces or =; # begins a remark.

    Raises:
        ConvertError: it cannot be read, or a line makes no sense (it is named).
    """
    path = Path(path)
    try:
        if path.stat().st_size > _MAX_RECIPE_BYTES:
            raise _bad_recipe(path, f"It has {path.stat().st_size:,} bytes.")
        lines = path.read_text("utf-8").splitlines()
    except OSError as error:
        raise ConvertError(
            FILE_ACCESS, f"{path.name} cannot be read.", f"{error.strerror}.", "Check the file's name."
        ) from error
    except UnicodeDecodeError as error:
        raise _bad_recipe(path, "It is no text.") from error
    types: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        words = line.partition("#")[0].replace("=", " ").split()
        if not words:
            continue
        if len(words) != 2 or words[0] in types:
            why = "names a tensor again" if words[0] in types else "is not a name and a type"
            raise _bad_recipe(path, f"Line {number} {why}: {line[:80]!r}.")
        try:
            types[words[0]] = tensor_type(words[1])
        except ConvertError as error:
            raise _bad_recipe(path, f"Line {number}: {error.what}") from error
    if not types:
        raise _bad_recipe(path, "It names no tensor.")
    return types


def recipe_text(types: dict[str, int]) -> str:
    """A recipe file for these types."""
    width = max(map(len, types), default=0)
    return "".join(f"{name:<{width}}  {type_name(kind)}\n" for name, kind in types.items())


def _bad_recipe(path: Path, why: str) -> ConvertError:
    return ConvertError(
        BAD_REQUEST,
        f"{path.name} is no usable recipe.",
        why,
        "Write a tensor's name and its type on each line: blk.0.ffn_down.weight Q6_K. The recipe of a GGUF "
        "file that is there: bitsmith inspect FILE --recipe.",
    )


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The flags of an expert, the same in every command that quantizes."""
    group = parser.add_argument_group("quantization")
    group.add_argument("--imatrix", default="", metavar="FILE", help="importance matrix (.gguf or .dat)")
    group.add_argument(
        "--tensor-type",
        action="append",
        default=[],
        metavar="REGEX=TYPE",
        help="type of the tensors whose name matches; may be given several times, the first match wins",
    )
    group.add_argument("--recipe", default="", metavar="FILE", help="a file that names every tensor's type")
    group.add_argument("--output-tensor-type", default="", metavar="TYPE", help="type of output.weight")
    group.add_argument("--token-embedding-type", default="", metavar="TYPE", help="type of token_embd.weight")
    group.add_argument("--pure", action="store_true", help="one type for all tensors, no mixture")
    group.add_argument("--leave-output-tensor", action="store_true", help="do not quantize output.weight")
    group.add_argument(
        "--allow-requantize", action="store_true", help="take a source that is quantized already"
    )


def options_of(arguments: argparse.Namespace) -> QuantizeOptions:
    """What the flags of `add_arguments` and `--type` say."""
    return QuantizeOptions(
        arguments.type,
        arguments.imatrix,
        arguments.output_tensor_type,
        arguments.token_embedding_type,
        tuple(arguments.tensor_type),
        arguments.recipe,
        arguments.pure,
        arguments.leave_output_tensor,
        arguments.allow_requantize,
    )
