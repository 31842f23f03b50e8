"""Which tensor gets which type: asked of llama.cpp itself, in a dry run on a skeleton."""

from __future__ import annotations

import ctypes
import os
import re
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from gguf import GGMLQuantizationType as GgmlType
from numpy.typing import NDArray

from converters.engine import capture_log, load_engine, load_ggml
from converters.errors import BAD_REQUEST, INTERNAL, UNSUPPORTED, ConvertError, bad_model, write_problem
from converters.gguf_in import type_name
from converters.gguf_out import Making, padded, tensor_bytes
from converters.imatrix import Imatrix
from converters.lazy import LazyTensor
from converters.options import QuantizeOptions, tensor_type
from converters.quant_types import FileType, file_type

# blk.0.attn_k.weight - ncols 64 not divisible by 256 (required for type q4_K) -> falling back to q5_0
_FALLBACK = re.compile(r"(\S+)\s+- ncols\s+\d+ not divisible .*falling back to\s+(\S+)")
# [   2/ 290]  token_embd.weight - [  64,  512,  1,  1], type =   bf16, size = 0.06 MiB -> 0.02 MiB (q4_K)
_LINE = re.compile(r"^\[\s*\d+/\s*\d+\]\s+(\S+)\s+-\s+\[.*?\], type =\s*(\S+), size = .*?(?:\((\S+)\))?$")
_NEEDS_IMATRIX = "will require an imatrix"
# `tensor_requires_imatrix` in src/llama-quant.cpp
_BLIND_WITHOUT = {"IQ3_XXS", "IQ2_XXS", "IQ2_XS", "IQ2_S", "IQ1_M", "IQ1_S"}
_FREE_OF_IT = ("token_embd.weight", "per_layer_token_embd.weight", "output.weight")
# a source in these has lost next to nothing
_GOOD_SOURCES = ("F32", "F16", "BF16", "F64", "Q8_0")


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
        fallbacks: (name, type's name) of tensors whose rows do not suit the preset's own type.
        metadata: what the choices add to the file's metadata.
        imatrix: the importance matrix, None without one.
    """

    quant_type: FileType
    tensors: tuple[RecipeTensor, ...]
    file_bytes: int
    bits_per_weight: float
    fallbacks: tuple[tuple[str, str], ...] = ()
    metadata: tuple[tuple[str, str | int], ...] = ()
    imatrix: Imatrix | None = None

    @property
    def importance_digest(self) -> str:
        return self.imatrix.digest if self.imatrix else ""

    def importance(self, name: str) -> NDArray[np.float32] | None:
        """The importance of a tensor's inputs, those of each expert one after the other."""
        return self.imatrix.weights.get(name) if self.imatrix else None


def plan(
    conversion: Making, options: QuantizeOptions | str, *, skeleton: tuple[Path, int] | None = None
) -> Recipe:
    """The recipe of one file.

    Args:
        conversion: what is converted.
        options: all choices, or just the name of a file type in any case.
        skeleton: its path and where its data begins, when there is one already.

    Raises:
        ConvertError: a choice makes no sense, or the engine does not take this model. Without a `skeleton`
            a model whose tensors are missing or of the wrong shape is refused too.
    """
    options = QuantizeOptions(options) if isinstance(options, str) else options
    wanted = file_type(options.type_name, has_imatrix=bool(options.imatrix))
    if not conversion.tensors:
        raise bad_model("This model has no tensor that is a weight.")
    if skeleton is not None:
        return _plan(conversion, wanted, options, *skeleton)
    with tempfile.TemporaryDirectory(prefix="bitsmith-") as folder:
        path = Path(folder) / "skeleton.gguf"
        try:
            start = conversion.write_skeleton(path)
        except OSError as error:
            raise write_problem(error, path) from error
        _check_loads(path)
        return _plan(conversion, wanted, options, path, start)


def _plan(
    conversion: Making, wanted: FileType, options: QuantizeOptions, path: Path, data_start: int
) -> Recipe:
    fallbacks: tuple[tuple[str, str], ...] = ()
    types = conversion.plain_types(GgmlType[wanted.name]) if wanted.is_plain else None
    if types is None:
        types, fallbacks = _dry_run(path, wanted, options)
    elif not options.is_default:
        raise ConvertError(
            BAD_REQUEST,
            f"{wanted.name} leaves no choice of types.",
            "Importance, overrides and recipes belong to quantized types.",
            "Choose a quantized type, or leave them out.",
        )
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
        kind = _kept_type(conversion, tensor, kind, options)
        rows.append(
            RecipeTensor(tensor.name, kind, tuple(reversed(tensor.shape)), tensor_bytes(tensor, kind))
        )
        n_values += tensor.n_values
    _check_recipe(options.tensor_types, rows)
    _check_overrides(options, rows)
    imatrix = options.importance
    if imatrix is not None:
        _check_importance(imatrix, conversion.tensors, rows, wanted)
    metadata = _metadata(options, imatrix, says_origin=bool(conversion.provenance))
    if metadata:
        # they are part of the header, and so of the file's size
        start_types = {row.name: row.type for row in rows}
        data_start = conversion.write_header(
            path.with_name("header.gguf"), start_types, wanted.ftype, dict(metadata)
        )
    data_bytes = sum(row.n_bytes for row in rows)
    return Recipe(
        wanted,
        tuple(rows),
        data_start + sum(padded(row.n_bytes) for row in rows),
        8 * data_bytes / n_values,
        fallbacks,
        metadata,
        imatrix,
    )


def _kept_type(conversion: Making, tensor: LazyTensor, kind: int, options: QuantizeOptions) -> int:
    """The planned type, or the one that the source has where quantizing again would only lose."""
    packed = tensor.source.packed_type
    if packed is None or packed == kind or type_name(packed) in _GOOD_SOURCES or options.allow_requantize:
        return kind
    if conversion.keeps_packed:
        return packed
    raise ConvertError(
        BAD_REQUEST,
        "This model is quantized already.",
        f"Its tensor {tensor.name} is {type_name(packed)}; quantizing it again to {type_name(kind)} would "
        "lose more than quantizing the original weights.",
        "Start from the original weights, from F16, BF16 or Q8_0, or allow requantizing.",
    )


def _check_recipe(wanted: dict[str, int] | None, rows: list[RecipeTensor]) -> None:
    if wanted is None:
        return
    found = {row.name: row.type for row in rows}
    if missing := [name for name in found if name not in wanted]:
        raise _bad_recipe(f"It says nothing of {len(missing)} tensors, such as {missing[0]}.")
    if unknown := [name for name in wanted if name not in found]:
        raise _bad_recipe(f"It names {unknown[0]!r}, which this model does not have.")
    for name, kind in wanted.items():
        if found[name] != kind:
            raise _bad_recipe(
                f"{name} cannot be {type_name(kind)}: the engine stores it as {type_name(found[name])}."
            )


def _check_overrides(options: QuantizeOptions, rows: list[RecipeTensor]) -> None:
    """Refuse an override of no tensor: it is a slip of the pen, and would be noticed hours later."""
    for pattern, _ in options.patterns():
        if not any(re.search(pattern, row.name) for row in rows):
            raise ConvertError(
                BAD_REQUEST,
                f"No tensor of this model is called anything like {pattern[:80]!r}.",
                "",
                f"Correct it; names are, for example, {rows[0].name} and {rows[-1].name}.",
            )


def _bad_recipe(why: str) -> ConvertError:
    return ConvertError(
        BAD_REQUEST, "The recipe does not fit this model.", why, "Correct it, or begin with the model's own."
    )


def _check_importance(
    imatrix: Imatrix, tensors: list[LazyTensor], rows: list[RecipeTensor], wanted: FileType
) -> None:
    """Refuse what the engine would refuse, before hours went into it."""
    for tensor, row in zip(tensors, rows, strict=True):
        values = imatrix.weights.get(tensor.name)
        name = type_name(row.type)
        if not load_ggml().ggml_blck_size(row.type) > 1 or tensor.source.packed_type == row.type:
            continue
        if values is None:
            is_blind = name in _BLIND_WITHOUT or (name == "Q2_K" and wanted.name == "Q2_K_S")
            if is_blind and tensor.name not in _FREE_OF_IT:
                raise _bad_imatrix(
                    imatrix, f"It says nothing of {tensor.name}, and {name} cannot do without."
                )
            continue
        n_matrices = tensor.shape[0] if len(tensor.shape) > 2 else 1
        if values.size != tensor.n_cols * n_matrices and tensor.name not in _FREE_OF_IT:
            raise _bad_imatrix(
                imatrix,
                f"It has {values.size:,} values for {tensor.name}, which has {tensor.n_cols * n_matrices:,}.",
            )


def _bad_imatrix(imatrix: Imatrix, why: str) -> ConvertError:
    return ConvertError(
        BAD_REQUEST,
        f"The importance matrix {imatrix.name} does not fit.",
        why,
        "Use the one that was made for this model, or choose a type that needs none.",
    )


def _metadata(
    options: QuantizeOptions, imatrix: Imatrix | None, *, says_origin: bool
) -> tuple[tuple[str, str | int], ...]:
    """The keys that llama.cpp's quantize writes, and what was chosen.

    A preset alone goes only into a file that says where it comes from: without that it is llama.cpp's file.
    """
    found: list[tuple[str, str | int]] = []
    if imatrix is not None:
        found.append(("quantize.imatrix.file", imatrix.name[:127]))
        if imatrix.dataset:
            found.append(("quantize.imatrix.dataset", imatrix.dataset[:127]))
        found.append(("quantize.imatrix.entries_count", len(imatrix.weights)))
        if imatrix.n_chunks:
            found.append(("quantize.imatrix.chunks_count", imatrix.n_chunks))
        found.append(("bitsmith.imatrix.sha256", imatrix.digest))
    if says_origin or not options.is_default:
        found.append(("bitsmith.recipe", options.describe()))
    return tuple(found)


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


def _dry_run(
    path: Path, wanted: FileType, options: QuantizeOptions
) -> tuple[dict[str, int], tuple[tuple[str, str], ...]]:
    lib = load_engine()
    parameters = lib.llama_model_quantize_default_params()
    parameters.ftype = wanted.ftype
    parameters.dry_run = True
    kept = _apply(options, parameters)
    with capture_log() as lines:
        status = lib.llama_model_quantize(os.fsencode(path), b"", parameters)
    del kept
    if status != 0:
        raise ConvertError(
            UNSUPPORTED,
            f"The engine does not take this model as {wanted.name}.",
            _reason(lines),
            "Choose another quant type, or look for a ready-made GGUF.",
        )
    if any(_NEEDS_IMATRIX in line for line in lines):
        # reached by overrides; presets that need one were refused before
        raise ConvertError(
            BAD_REQUEST,
            "These types need an importance matrix, and none is given.",
            "At so few bits the engine refuses to work without one, because the result would be useless.",
            "Give one with --imatrix, or choose more bits.",
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


def _apply(options: QuantizeOptions, parameters: Any) -> list[Any]:
    """Put the choices into the engine's parameters; returns what must live as long as they are used."""
    lib = load_engine()
    parameters.pure = options.pure
    parameters.quantize_output_tensor = not options.keep_output
    parameters.allow_requantize = True  # what may be requantized is decided from the plan
    if options.output_type:
        parameters.output_tensor_type = tensor_type(options.output_type)
    if options.embedding_type:
        parameters.token_embedding_type = tensor_type(options.embedding_type)
    kept: list[Any] = []
    patterns = options.patterns()
    if options.tensor_types is not None:
        patterns = [(f"^{re.escape(name)}$", kind) for name, kind in options.tensor_types.items()]
    if patterns:
        rows = (lib.llama_model_tensor_override * (len(patterns) + 1))()
        for row, (pattern, kind) in zip(rows, patterns, strict=False):
            row.pattern, row.type = pattern.encode(), kind
        rows[len(patterns)].pattern, rows[len(patterns)].type = None, lib.GGML_TYPE_COUNT
        parameters.tt_overrides = _pointer(rows, type(parameters), "tt_overrides")
        kept.append(rows)
    if options.importance is not None:
        weights = options.importance.weights
        entries = (lib.llama_model_imatrix_data * (len(weights) + 1))()
        for entry, (name, values) in zip(entries, weights.items(), strict=False):
            entry.name, entry.size = name.encode(), values.size
            entry.data = values.ctypes.data_as(ctypes.POINTER(ctypes.c_float))
        parameters.imatrix = _pointer(entries, type(parameters), "imatrix")
        kept.append(entries)
    return kept


def _pointer(array: Any, structure: Any, field: str) -> Any:
    """The array as the type that the structure's field has."""
    return ctypes.cast(array, next(kind for name, kind, *_ in structure._fields_ if name == field))


@cache
def _type_numbers() -> dict[str, int]:
    """The number of each type, by ggml's own name for it."""
    ggml, count = load_ggml(), load_engine().GGML_TYPE_COUNT
    return {ggml.ggml_type_name(n).decode(): n for n in range(count)}
