"""What a checkpoint stores, as the tensors that its model has: quantized ones are dequantized row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from converters.errors import UNSUPPORTED, ConvertError, bad_model
from converters.formats.bitsandbytes import read_bitsandbytes
from converters.formats.packed import read_awq, read_gptq, read_packed
from converters.formats.scaled import block_size, read_scaled
from converters.formats.small_floats import read_mxfp4, read_packed_floats
from converters.lazy import LazyTensor

if TYPE_CHECKING:
    from converters.checkpoint import Checkpoint

_WORDS = {
    "fp8": "FP8", "fbgemm_fp8": "FP8", "modelopt": "ModelOpt", "gptq": "GPTQ", "awq": "AWQ",
    "bitsandbytes": "bitsandbytes", "compressed-tensors": "compressed-tensors", "mxfp4": "MXFP4",
    "auto-round": "AutoRound",
}  # fmt: skip
_FLOAT_FORMATS = ("float-quantized", "int-quantized", "naive-quantized")
_PACKED_FLOATS = ("nvfp4-pack-quantized", "mxfp4-pack-quantized")


def logical_tensors(checkpoint: Checkpoint) -> list[LazyTensor]:
    """The tensors of the model, in the order of the files, under the names that its family uses.

    Tensors of other data types than F32, F16 and BF16 are among them; a family says whether it needs them.

    Raises:
        ConvertError: the weights are quantized in a way that is not read, or a part of them is missing.
    """
    config = quantization_config(checkpoint)
    if config is None:
        return [LazyTensor.stored(part) for part in checkpoint.tensors.values()]
    method, parts = config.get("quant_method"), checkpoint.tensors
    match method:
        case "fp8" | "fbgemm_fp8":
            return read_scaled(parts, block_size(config, "weight_block_size"))
        case "mxfp4":
            return read_mxfp4(parts)
        case "gptq":
            return read_gptq(parts, _bits(config), is_version_2=config.get("checkpoint_format") == "gptq_v2")
        case "awq":
            if str(config.get("version", "gemm")).lower() != "gemm":
                raise _unknown(f"AWQ in the layout {config.get('version')}")
            return read_awq(parts, _bits(config))
        case "bitsandbytes":
            return read_bitsandbytes(parts, headers_only=checkpoint.headers_only)
        case "modelopt":
            return read_packed_floats(parts)
        case "compressed-tensors":
            return _compressed(checkpoint, config)
        case "auto-round":
            packing = str(config.get("packing_format", "auto_round:auto_gptq"))
            if "awq" in packing:
                return read_awq(parts, _bits(config))
            if "gptq" in packing:
                return read_gptq(parts, _bits(config), is_version_2=False)
            raise _unknown(f"AutoRound's packing {packing}")
        case _:
            raise _unknown(str(method))


def quantization_config(checkpoint: Checkpoint) -> dict[str, Any] | None:
    """How the weights are quantized, by config.json; None for original weights."""
    config = checkpoint.config.get("quantization_config") or checkpoint.config.get("compression_config")
    if config is None or config == {}:
        return None
    if not isinstance(config, dict):
        raise bad_model("config.json is damaged.", "Its quantization_config is no table.")
    return config


def source_format(checkpoint: Checkpoint) -> str:
    """The name of the format in which the weights are quantized, "" for original weights."""
    config = quantization_config(checkpoint)
    if config is None:
        return ""
    method = str(config.get("quant_method", ""))[:40]
    if method == "bitsandbytes":
        return "bitsandbytes 4-bit" if config.get("load_in_4bit") else "bitsandbytes 8-bit"
    bits = config.get("bits")
    return f"{_WORDS.get(method, method)} {bits}-bit" if type(bits) is int else _WORDS.get(method, method)


def _compressed(checkpoint: Checkpoint, config: dict[str, Any]) -> list[LazyTensor]:
    parts, kind = checkpoint.tensors, config.get("format")
    groups = config.get("config_groups")
    groups = [g for g in groups.values() if isinstance(g, dict)] if isinstance(groups, dict) else []
    weights = [g["weights"] for g in groups if isinstance(g.get("weights"), dict)]
    kinds = {str(g.get("format") or kind) for g in groups} or {str(kind)}
    if kinds <= set(_PACKED_FLOATS):
        return read_packed_floats(parts)
    if len(kinds) > 1 or not weights or any(w != weights[0] for w in weights[1:]):
        raise _unknown("compressed-tensors with several schemes")
    (kind,) = kinds
    if kind in _FLOAT_FORMATS:
        return read_scaled(parts, block_size(weights[0], "block_structure"))
    if kind == "pack-quantized":
        size = weights[0].get("group_size")
        return read_packed(
            parts, _bits(weights[0], "num_bits"), size if type(size) is int and size > 0 else 0
        )
    if kind == "dense":
        return [LazyTensor.stored(part) for part in parts.values()]
    raise _unknown(f"compressed-tensors in the format {kind}")


def _bits(config: dict[str, Any], key: str = "bits") -> int:
    bits = config.get(key, config.get("w_bit"))
    if type(bits) is not int:
        raise bad_model("config.json is damaged.", "Its quantization_config does not say how many bits.")
    return bits


def _unknown(what: str) -> ConvertError:
    return ConvertError(
        UNSUPPORTED,
        f"Weights that are quantized as {what[:80]} cannot be converted yet.",
        "Bitsmith reads FP8, GPTQ, AWQ, bitsandbytes, compressed-tensors, MXFP4 and NVFP4.",
        "Choose the original weights of this model (BF16, F16 or F32), or a ready-made GGUF.",
    )
