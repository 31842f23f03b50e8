"""What a checkpoint stores, as the tensors that its model has: quantized ones are dequantized row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from converters.errors import UNSUPPORTED, ConvertError, bad_model
from converters.formats.bitsandbytes import read_bitsandbytes
from converters.formats.packed import read_awq, read_gptq, read_packed
from converters.formats.scaled import UNUSED, block_size, read_bitnet, read_scaled
from converters.formats.small_floats import read_mxfp4, read_packed_floats
from converters.lazy import LazyTensor

if TYPE_CHECKING:
    from converters.checkpoint import Checkpoint
    from converters.safetensors_header import SourceTensor

_WORDS = {
    "fp8": "FP8", "fbgemm_fp8": "FP8", "modelopt": "ModelOpt", "gptq": "GPTQ", "awq": "AWQ",
    "bitsandbytes": "bitsandbytes", "compressed-tensors": "compressed-tensors", "mxfp4": "MXFP4",
    "auto-round": "AutoRound", "bitnet": "BitNet",
}  # fmt: skip
_FLOAT_FORMATS = ("float-quantized", "int-quantized", "naive-quantized", "mxfp8-quantized")
# ModelOpt's types; bitsandbytes and others have bytes too, but say so in the config
_MODELOPT_TYPES = ("F8_E4M3", "U8")
# what of a scheme decides how weights are read
_SCHEME = ("num_bits", "type", "strategy", "group_size", "block_structure")
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
    method = _method_of(config)
    parts = {name: part for name, part in checkpoint.tensors.items() if not name.endswith(UNUSED)}
    _refuse_transforms(config, parts)
    match method:
        case "fp8" | "fbgemm_fp8":
            return read_scaled(parts, block_size(config, "weight_block_size"))
        case "mxfp4":
            return read_mxfp4(parts)
        case "gptq":
            kind = config.get("checkpoint_format") or "gptq"
            if kind not in ("gptq", "gptq_v2"):
                raise _unknown(f"GPTQ in the layout {kind}")
            return read_gptq(parts, _bits(config), _group_size(config), is_version_2=kind == "gptq_v2")
        case "awq":
            kind = str(config.get("version") or config.get("checkpoint_format") or "gemm")
            if kind.lower() != "gemm":
                raise _unknown(f"AWQ in the layout {kind}")
            return read_awq(parts, _bits(config), _group_size(config))
        case "bitnet":
            if config.get("quantization_mode") == "online":
                raise _unknown("BitNet while it runs")
            return read_bitnet(parts, is_divisor=config.get("linear_class") != "autobitlinear")
        case "bitsandbytes":
            return read_bitsandbytes(parts, headers_only=checkpoint.headers_only)
        case "modelopt":
            return read_packed_floats(parts)
        case "compressed-tensors":
            return _compressed(parts, config)
        case "auto-round":
            return _auto_round(parts, config)
        case _:
            raise _unknown(method)


def quantization_config(checkpoint: Checkpoint) -> dict[str, Any] | None:
    """How the weights are quantized, by config.json; None for original weights."""
    own = checkpoint.config.get("quantization")  # MLX
    config = checkpoint.config.get("quantization_config") or checkpoint.config.get("compression_config")
    config = config or (own if isinstance(own, dict) else None)
    if not config:
        # ModelOpt's older exports say it in a file of their own, which a folder may lack
        parts = checkpoint.tensors
        has_scales = any(
            part.dtype in _MODELOPT_TYPES and f"{name}_scale" in parts for name, part in parts.items()
        )
        return {"quant_method": "modelopt"} if has_scales else None
    if not isinstance(config, dict):
        raise bad_model("config.json is damaged.", "Its quantization_config is no table.")
    return config


def source_format(checkpoint: Checkpoint) -> str:
    """The name of the format in which the weights are quantized, "" for original weights."""
    config = quantization_config(checkpoint)
    if config is None:
        return ""
    method = _method_of(config)[:40]
    if method == "bitsandbytes":
        return "bitsandbytes 4-bit" if config.get("load_in_4bit") else "bitsandbytes 8-bit"
    bits = config.get("bits")
    return f"{_WORDS.get(method, method)} {bits}-bit" if type(bits) is int else _WORDS.get(method, method)


def _method_of(config: dict[str, Any]) -> str:
    method = config.get("quant_method")
    if method is None and "group_size" in config and "bits" in config:
        # it changes more than the numbers: names, and the values of some norms
        return "MLX"
    return "something that config.json does not name" if method is None else str(method)


def _refuse_transforms(config: dict[str, Any], parts: dict[str, SourceTensor]) -> None:
    """Weights that are right only with inputs that are scaled or turned while the model runs."""
    if any(name.endswith(".pre_quant_scale") for name in parts):
        raise _unknown("AWQ by ModelOpt (with scales of the inputs)")
    transforms = config.get("transform_config")
    schemes = transforms.get("config_groups") if isinstance(transforms, dict) else None
    for scheme in schemes.values() if isinstance(schemes, dict) else ():
        applied = scheme.get("apply") if isinstance(scheme, dict) else None
        steps = applied if isinstance(applied, list) else []
        places = [str(a.get("location")) for a in steps if isinstance(a, dict)]
        if not places or not all(place.startswith("weight") for place in places):
            raise _unknown("compressed-tensors with rotated inputs")


def _auto_round(parts: dict[str, SourceTensor], config: dict[str, Any]) -> list[LazyTensor]:
    packing = str(config.get("packing_format", "auto_round:auto_gptq"))
    match packing.removeprefix("auto_round:"):
        case "auto_gptq":
            return read_gptq(parts, _bits(config), _group_size(config), is_version_2=False)
        case "auto_round" | "gptqmodel":
            # zero points as they are, like GPTQ's second version
            return read_gptq(parts, _bits(config), _group_size(config), is_version_2=True)
        case "auto_awq":
            return read_awq(parts, _bits(config), _group_size(config))
        case "llm_compressor":
            return read_packed_floats(parts)
        case _:
            raise _unknown(f"AutoRound's packing {packing}")


def _compressed(parts: dict[str, SourceTensor], config: dict[str, Any]) -> list[LazyTensor]:
    kind = config.get("format")
    groups = config.get("config_groups")
    groups = [g for g in groups.values() if isinstance(g, dict)] if isinstance(groups, dict) else []
    weights = [
        {key: g["weights"].get(key) for key in _SCHEME} for g in groups if isinstance(g.get("weights"), dict)
    ]
    kinds = {str(g.get("format") or kind) for g in groups} or {str(kind)}
    if kinds & set(_PACKED_FLOATS) and kinds <= {*_PACKED_FLOATS, "float-quantized"}:
        blocks = {b for w in weights if (b := block_size(w, "block_structure"))}
        if len(blocks) > 1:
            raise _unknown("compressed-tensors with several sizes of blocks")
        return read_packed_floats(parts, next(iter(blocks), None))
    if len(kinds) > 1 or not weights or any(w != weights[0] for w in weights[1:]):
        raise _unknown("compressed-tensors with several schemes")
    (kind,) = kinds
    if kind in _FLOAT_FORMATS:
        return read_scaled(parts, block_size(weights[0], "block_structure"))
    if kind == "pack-quantized":
        return read_packed(parts, _bits(weights[0], "num_bits"), _group_size(weights[0]))
    if kind == "dense":
        return [LazyTensor.stored(part) for part in parts.values()]
    raise _unknown(f"compressed-tensors in the format {kind}")


def _bits(config: dict[str, Any], key: str = "bits") -> int:
    bits = config.get(key, config.get("w_bit"))
    if type(bits) is not int:
        raise bad_model("config.json is damaged.", "Its quantization_config does not say how many bits.")
    return bits


def _group_size(config: dict[str, Any]) -> int:
    """0 where one scale serves a whole row, or where the config does not say."""
    size = config.get("group_size", config.get("q_group_size"))
    return size if type(size) is int and 0 < size < 1 << 31 else 0


def _unknown(what: str) -> ConvertError:
    return ConvertError(
        UNSUPPORTED,
        f"Weights that are quantized as {what[:80]} cannot be converted yet.",
        "Bitsmith reads FP8, GPTQ, AWQ, AutoRound, BitNet, bitsandbytes, compressed-tensors, MXFP4, NVFP4.",
        "Choose the original weights of this model (BF16, F16 or F32), or a ready-made GGUF.",
    )
