"""Tensors as the quantizers' own packages write them, and the values that those packages read back.

pip install torch transformers compressed-tensors auto-round autoawq
python -m tests.reference.quantized_formats tests/data/formats/packages.json
"""

from __future__ import annotations

import base64
import json
import sys
import zlib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

ROWS, COLUMNS = 32, 96
Parts = dict[str, Any]
# name: (format, scheme of the weights, act order)
COMPRESSED: dict[str, tuple[str, dict[str, Any]]] = {
    "int4-group": ("pack-quantized", {"num_bits": 4, "group_size": 48, "strategy": "group"}),
    "int4-group-zero": (
        "pack-quantized",
        {"num_bits": 4, "group_size": 48, "strategy": "group", "symmetric": False},
    ),
    "int8-channel-zero": ("pack-quantized", {"num_bits": 8, "strategy": "channel", "symmetric": False}),
    "w8-channel": ("int-quantized", {"num_bits": 8, "strategy": "channel"}),
    "w8-channel-zero": ("int-quantized", {"num_bits": 8, "strategy": "channel", "symmetric": False}),
    "w8-group": ("int-quantized", {"num_bits": 8, "strategy": "group", "group_size": 32}),
    "fp8-tensor": ("float-quantized", {"num_bits": 8, "type": "float", "strategy": "tensor"}),
    "fp8-channel": ("float-quantized", {"num_bits": 8, "type": "float", "strategy": "channel"}),
    "fp8-block": (
        "float-quantized",
        {"num_bits": 8, "type": "float", "strategy": "block", "block_structure": [16, 24]},
    ),
    "nvfp4": (
        "nvfp4-pack-quantized",
        {"num_bits": 4, "type": "float", "strategy": "tensor_group", "group_size": 16},
    ),
    "mxfp4": (
        "mxfp4-pack-quantized",
        {"num_bits": 4, "type": "float", "strategy": "group", "group_size": 32},
    ),
    "mxfp8": ("mxfp8-quantized", {"num_bits": 8, "type": "float", "strategy": "group", "group_size": 32}),
}
# name: (bits, group size, zero points minus one)
AUTO_ROUND = {
    "gptq-4": (4, 48, True),
    "gptq-2-as-is": (2, 32, False),
    "gptq-8-one-group": (8, -1, True),
    "gptq-4-uneven": (4, 64, False),
}


def compressed_tensors(kind: str, scheme: dict[str, Any]) -> tuple[dict[str, Any], Parts, Any]:
    """(quantization_config, tensors, values) by compressed-tensors."""
    import torch
    from compressed_tensors.compressors import BaseCompressor
    from compressed_tensors.quantization import QuantizationArgs, QuantizationScheme
    from compressed_tensors.quantization.utils import calculate_qparams

    weight = torch.randn(ROWS, COLUMNS) * 0.05
    args = QuantizationArgs(**scheme)
    match scheme["strategy"]:
        case "tensor":
            spread = weight.reshape(1, -1)
        case "channel":
            spread = weight
        case "block":
            high, wide = scheme["block_structure"]
            spread = weight.reshape(ROWS // high, high, COLUMNS // wide, wide).permute(0, 2, 1, 3)
            spread = spread.reshape(ROWS // high, COLUMNS // wide, -1)
        case _:
            spread = weight.reshape(ROWS, -1, scheme["group_size"])
    outer = torch.tensor([448.0 * 6 / float(weight.abs().max())]) if kind.startswith("nvfp4") else None
    scale, zero = calculate_qparams(spread.amin(-1), spread.amax(-1), args, outer)
    if scheme["strategy"] == "tensor":
        scale, zero = scale.reshape(1), zero.reshape(1)
    elif scheme["strategy"] == "channel":
        scale, zero = scale.reshape(-1, 1), zero.reshape(-1, 1)
    parts = {"weight": weight, "weight_scale": scale, "weight_zero_point": zero}
    if outer is not None:
        parts["weight_global_scale"] = outer
    own = QuantizationScheme(targets=["Linear"], weights=args)
    compressor = BaseCompressor.get_value_from_registry(kind)
    packed = compressor.compress(parts, own)
    values = compressor.decompress(packed, own)["weight"]
    config = {
        "quant_method": "compressed-tensors",
        "format": kind,
        "config_groups": {"group_0": {"targets": ["Linear"], "weights": args.model_dump(mode="json")}},
    }
    return config, packed, values


def auto_round(bits: int, group_size: int, *, is_version_1: bool) -> tuple[dict[str, Any], Parts, Any]:
    """(quantization_config, tensors, values) by AutoRound's own layers."""
    import torch

    if is_version_1:
        from auto_round_extension.torch.qlinear_torch_zp import QuantLinear
    else:
        from auto_round_extension.torch.qlinear_torch import QuantLinear
    layer = QuantLinear(bits, group_size, COLUMNS, ROWS, bias=False)
    size = COLUMNS if group_size == -1 else group_size
    n_groups = -(-COLUMNS // size)
    linear = torch.nn.Linear(COLUMNS, ROWS, bias=False)
    scales = torch.rand(ROWS, n_groups) * 0.02 + 0.01
    zeros = torch.randint(1, 1 << bits, (ROWS, n_groups))
    layer.device = "cpu"  # packing asks for it
    layer.pack(linear, scales, zeros, None, device="cpu")
    parts = {name: getattr(layer, name) for name in ("qweight", "qzeros", "scales")}
    layer.scales = layer.scales.float()
    # what each input alone makes is its column of the weights
    values = layer(torch.eye(COLUMNS)) if COLUMNS % size == 0 else _uneven(layer, size)
    config = {
        "quant_method": "auto-round",
        "bits": bits,
        "group_size": group_size,
        "packing_format": "auto_round:auto_gptq" if is_version_1 else "auto_round",
    }
    return config, parts, values.T.contiguous()


def _uneven(layer: Any, size: int) -> Any:
    """The layer's own sum reads whole groups only: with an index of the groups it reads all."""
    import torch

    layer.register_buffer("g_idx", torch.arange(COLUMNS, dtype=torch.int32) // size)
    return layer(torch.eye(COLUMNS))


def auto_awq() -> tuple[dict[str, Any], Parts, Any]:
    """(quantization_config, tensors, values) by AutoAWQ."""
    import torch
    from awq.modules.linear.gemm import WQLinear_GEMM
    from awq.utils.packing_utils import dequantize_gemm

    group = 48
    scales = torch.rand(COLUMNS // group, ROWS) * 0.01 + 0.01
    zeros = torch.randint(0, 16, (COLUMNS // group, ROWS)).float()
    codes = torch.randint(0, 16, (COLUMNS, ROWS))
    linear = torch.nn.Linear(COLUMNS, ROWS, bias=False)
    spread = scales.repeat_interleave(group, 0), zeros.repeat_interleave(group, 0)
    linear.weight.data = ((codes - spread[1]) * spread[0]).T.contiguous()
    layer = WQLinear_GEMM.from_linear(linear, 4, group, scales=scales, zeros=zeros)
    values = dequantize_gemm(layer.qweight, layer.qzeros, layer.scales.float(), 4, group)
    config = {"quant_method": "awq", "bits": 4, "group_size": group, "version": "gemm"}
    parts = {name: getattr(layer, name) for name in ("qweight", "qzeros", "scales")}
    return config, parts, values.T.contiguous()


def stored(array: Any) -> list[Any]:
    """[data type of safetensors, shape, base64 of the deflated bytes]."""
    import torch

    names = {
        torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16", torch.int32: "I32",
        torch.int64: "I64", torch.int8: "I8", torch.uint8: "U8", torch.float8_e4m3fn: "F8_E4M3",
    }  # fmt: skip
    shape = list(array.shape)
    raw = array.detach().contiguous().reshape(-1).view(torch.uint8).numpy().tobytes()
    return [names[array.dtype], shape, base64.b64encode(zlib.compress(raw, 9)).decode()]


def main(out: Path) -> None:
    """Write all cases."""
    import torch

    cases = {}
    for name, (kind, scheme) in COMPRESSED.items():
        torch.manual_seed(len(cases))
        cases[f"compressed-tensors {name}"] = compressed_tensors(kind, scheme)
    for name, (bits, group_size, is_version_1) in AUTO_ROUND.items():
        torch.manual_seed(len(cases))
        cases[f"auto-round {name}"] = auto_round(bits, group_size, is_version_1=is_version_1)
    torch.manual_seed(len(cases))
    cases["autoawq"] = auto_awq()
    rows = {
        name: {
            "config": config,
            "parts": {key: stored(part) for key, part in parts.items()},
            "values": stored(values),
        }
        for name, (config, parts, values) in cases.items()
    }
    made_with = []
    for package in ("torch", "compressed-tensors", "auto-round", "autoawq"):
        try:
            made_with.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            made_with.append(package)
    out.write_text(json.dumps({"made_with": ", ".join(made_with), "cases": rows}, indent=0) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
