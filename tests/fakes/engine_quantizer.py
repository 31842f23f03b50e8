"""llama.cpp's own quantizer, called as its command-line tool does."""

from __future__ import annotations

import ctypes
import struct
from pathlib import Path

import numpy as np

from converters import QUANT_TYPES
from converters.engine import load_engine, load_ggml


class EngineRefusedError(Exception):
    """The engine does not make this type of this model."""


def number_of(name: str) -> int:
    lib, ggml = load_engine(), load_ggml()
    names = [(ggml.ggml_type_name(n) or b"").decode().upper() for n in range(lib.GGML_TYPE_COUNT)]
    return names.index(name.upper())


def engine_quantize(
    source: Path,
    out: Path,
    type_name: str,
    *,
    imatrix: dict[str, np.ndarray] | None = None,
    overrides: tuple[tuple[str, str], ...] = (),
    output_type: str = "",
    embedding_type: str = "",
    pure: bool = False,
    keep_output: bool = False,
    allow_requantize: bool = False,
) -> Path:
    lib = load_engine()
    parameters = lib.llama_model_quantize_default_params()
    parameters.ftype, parameters.nthread = QUANT_TYPES[type_name].ftype, 2
    parameters.pure, parameters.quantize_output_tensor = pure, not keep_output
    parameters.allow_requantize = allow_requantize
    if output_type:
        parameters.output_tensor_type = number_of(output_type)
    if embedding_type:
        parameters.token_embedding_type = number_of(embedding_type)
    fields = {name: kind for name, kind, *_ in type(parameters)._fields_}
    kept = []
    if imatrix is not None:
        entries = (lib.llama_model_imatrix_data * (len(imatrix) + 1))()
        for entry, (name, values) in zip(entries, imatrix.items(), strict=False):
            data = np.ascontiguousarray(values, np.float32)
            kept.append(data)
            entry.name, entry.size = name.encode(), data.size
            entry.data = data.ctypes.data_as(ctypes.POINTER(ctypes.c_float))
        parameters.imatrix = ctypes.cast(entries, fields["imatrix"])
        kept.append(entries)
    if overrides:
        rows = (lib.llama_model_tensor_override * (len(overrides) + 1))()
        for row, (pattern, name) in zip(rows, overrides, strict=False):
            row.pattern, row.type = pattern.encode(), number_of(name)
        rows[len(overrides)].type = lib.GGML_TYPE_COUNT
        parameters.tt_overrides = ctypes.cast(rows, fields["tt_overrides"])
        kept.append(rows)
    status = lib.llama_model_quantize(str(source).encode(), str(out).encode(), ctypes.byref(parameters))
    if status != 0:
        raise EngineRefusedError(type_name)
    return out


def make_importance(conversion, seed: int = 1) -> dict[str, np.ndarray]:
    """Importance for every tensor that has rows, uneven as real ones are."""
    rng = np.random.default_rng(seed)
    found = {}
    for tensor in conversion.tensors:
        if len(tensor.shape) > 1 and tensor.name.startswith("blk.") and tensor.name.endswith(".weight"):
            n_matrices = tensor.shape[0] if len(tensor.shape) > 2 else 1
            found[tensor.name] = rng.lognormal(0, 2, n_matrices * tensor.n_cols).astype(np.float32)
    return found


def write_imatrix_gguf(path: Path, weights: dict[str, np.ndarray], n_experts: dict[str, int]) -> Path:
    """In the newer format; the counts differ from expert to expert."""
    import gguf

    writer = gguf.GGUFWriter(str(path), "")
    writer.kv_data = [{}]
    writer.add_string("general.type", "imatrix")
    writer.add_array("imatrix.datasets", ["some text"])
    writer.add_uint32("imatrix.chunk_count", 7)
    writer.add_uint32("imatrix.chunk_size", 512)
    for name, values in weights.items():
        count = n_experts.get(name, 1)
        counts = np.arange(1, count + 1, dtype=np.float32) * 8
        sums = values.reshape(count, -1) * counts[:, None]
        writer.add_tensor(f"{name}.in_sum2", sums.astype(np.float32))
        writer.add_tensor(f"{name}.counts", counts.reshape(count, 1))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def write_imatrix_legacy(path: Path, weights: dict[str, np.ndarray], calls: int = 4) -> Path:
    """In the older format: sums over `calls` calls."""
    rows = [struct.pack("<i", len(weights))]
    for name, values in weights.items():
        rows.append(struct.pack("<i", len(name.encode())) + name.encode())
        rows.append(struct.pack("<ii", calls, values.size) + (values * calls).astype("<f4").tobytes())
    rows.append(struct.pack("<i", 9) + struct.pack("<i", 4) + b"wiki")
    path.write_bytes(b"".join(rows))
    return path
