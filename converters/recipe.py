"""Which tensor gets which type: asked of llama.cpp itself, in a dry run on a skeleton."""

from __future__ import annotations

import os
import re
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gguf import GGMLQuantizationType as GgmlType

from converters.engine import capture_log, load_engine, load_ggml
from converters.errors import INTERNAL, UNSUPPORTED, ConvertError, bad_model, write_problem
from converters.gguf_out import Conversion, padded, tensor_bytes
from converters.quant_types import FileType, file_type

# blk.0.attn_k.weight - ncols 64 not divisible by 256 (required for type q4_K) -> falling back to q5_0
_FALLBACK = re.compile(r"(\S+)\s+- ncols\s+\d+ not divisible .*falling back to\s+(\S+)")
# [   2/ 290]  token_embd.weight - [  64,  512,  1,  1], type =   bf16, size = 0.06 MiB -> 0.02 MiB (q4_K)
_LINE = re.compile(r"^\[\s*\d+/\s*\d+\]\s+(\S+)\s+-\s+\[.*?\], type =\s*(\S+), size = .*?(?:\((\S+)\))?$")


@dataclass(frozen=True, slots=True)
class RecipeTensor:
    """One tensor of the output; `type` is ggml's number, `shape` GGUF's (innermost first)."""

    name: str
    type: int
    shape: tuple[int, ...]
    n_bytes: int


@dataclass(frozen=True, slots=True)
class Recipe:
    """The whole output before it is made.

    Attributes:
        quant_type: the file type.
        tensors: in the order of the file.
        file_bytes: exact size of the file.
        bits_per_weight: of all tensors together.
        importance_digest: SHA-256 of the importance matrix, "" without one.
        fallbacks: (name, type's name) of tensors whose rows do not suit the preset's own type.
    """

    quant_type: FileType
    tensors: tuple[RecipeTensor, ...]
    file_bytes: int
    bits_per_weight: float
    fallbacks: tuple[tuple[str, str], ...] = ()
    importance_digest: str = ""


def plan(conversion: Conversion, type_name: str, *, skeleton: tuple[Path, int] | None = None) -> Recipe:
    """The recipe of one file type.

    Args:
        conversion: what is converted.
        type_name: of a file type, in any case.
        skeleton: its path and where its data begins, when there is one already.

    Raises:
        ConvertError: no such type, or the engine does not take this model. Without a `skeleton` a model
            whose tensors are missing or of the wrong shape is refused too.
    """
    wanted = file_type(type_name)
    if not conversion.tensors:
        raise bad_model("This model has no tensor that is a weight.")
    if skeleton is not None:
        return _plan(conversion, wanted, *skeleton)
    with tempfile.TemporaryDirectory(prefix="bitsmith-") as folder:
        path = Path(folder) / "skeleton.gguf"
        try:
            start = conversion.write_skeleton(path)
        except OSError as error:
            raise write_problem(error, path) from error
        _check_loads(path)
        return _plan(conversion, wanted, path, start)


def _plan(conversion: Conversion, wanted: FileType, path: Path, data_start: int) -> Recipe:
    fallbacks: tuple[tuple[str, str], ...] = ()
    if wanted.is_plain:
        types = conversion.plain_types(GgmlType[wanted.name])
    else:
        types, fallbacks = _dry_run(path, wanted)
    rows, n_values = [], 0
    for tensor in conversion.tensors:
        kind = types.get(tensor.name)
        if kind is None:
            raise ConvertError(
                INTERNAL,
                "The engine's plan does not cover the whole model.",
                f"It says nothing of {tensor.name}.",
                "Please report this with the name of the model.",
            )
        rows.append(
            RecipeTensor(tensor.name, kind, tuple(reversed(tensor.shape)), tensor_bytes(tensor, kind))
        )
        n_values += tensor.n_cols * tensor.n_rows
    data_bytes = sum(row.n_bytes for row in rows)
    return Recipe(
        wanted,
        tuple(rows),
        data_start + sum(padded(row.n_bytes) for row in rows),
        8 * data_bytes / n_values,
        fallbacks,
    )


def _check_loads(path: Path) -> None:
    """Let the engine open the skeleton without memory for weights, before hours go into a useless file."""
    lib = load_engine()
    parameters = lib.llama_model_default_params()
    parameters.no_alloc = True
    parameters.load_mode = lib.LLAMA_LOAD_MODE_NONE
    parameters.n_gpu_layers = 0
    with capture_log() as lines:
        model = lib.llama_model_load_from_file(os.fsencode(path), parameters)
    if not model:
        raise bad_model("The engine could not open what this model would become.", _reason(lines))
    lib.llama_model_free(model)


def _reason(lines: list[str]) -> str:
    found = next((line for line in lines if "error" in line), "")
    found = found or next((line for line in reversed(lines) if "fail" in line), "")
    return f"It says: {found.split(': ', 1)[-1].strip()[:300]}." if found else ""


def _dry_run(path: Path, wanted: FileType) -> tuple[dict[str, int], tuple[tuple[str, str], ...]]:
    lib = load_engine()
    parameters = lib.llama_model_quantize_default_params()
    parameters.ftype = wanted.ftype
    parameters.dry_run = True
    with capture_log() as lines:
        status = lib.llama_model_quantize(os.fsencode(path), b"", parameters)
    if status != 0:
        raise ConvertError(
            UNSUPPORTED,
            f"The engine does not take this model as {wanted.name}.",
            _reason(lines),
            "Choose another quant type, or look for a ready-made GGUF.",
        )
    types: dict[str, int] = {}
    numbers = _type_numbers()
    fallbacks = []
    for line in lines:
        match = _LINE.match(line)
        if match:
            types[match[1]] = numbers[match[3] or match[2]]
        elif match := _FALLBACK.search(line):
            fallbacks.append((match[1], match[2]))
    return types, tuple(fallbacks)


@cache
def _type_numbers() -> dict[str, int]:
    """The number of each type, by ggml's own name for it."""
    ggml, count = load_ggml(), load_engine().GGML_TYPE_COUNT
    return {ggml.ggml_type_name(n).decode(): n for n in range(count)}
