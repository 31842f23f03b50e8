"""Tiny Llamas in the formats of the quantizers that people use, with the values that they stand for."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from pathlib import Path

import ml_dtypes
import numpy as np

from tests.fakes.checkpoints import DATA, seeded_tensor, write_tokenizer

Parts = dict[str, tuple[str, np.ndarray]]
_AWQ = [0, 2, 4, 6, 1, 3, 5, 7]
SHAPES = {
    "q_proj": (64, 64), "k_proj": (32, 64), "v_proj": (32, 64), "o_proj": (64, 64),
    "gate_proj": (128, 64), "up_proj": (128, 64), "down_proj": (64, 128),
}  # fmt: skip
GROUP = 32


def write_safetensors(path: Path, parts: Parts) -> None:
    """By the format's own description; the safetensors package does not write every data type."""
    header, at = {}, 0
    for name, (dtype, array) in parts.items():
        header[name] = {"dtype": dtype, "shape": list(array.shape), "data_offsets": [at, at + array.nbytes]}
        at += array.nbytes
    raw = json.dumps(header).encode()
    raw += b" " * (-len(raw) % 8)
    data = b"".join(np.ascontiguousarray(array).tobytes() for _, array in parts.values())
    path.write_bytes(len(raw).to_bytes(8, "little") + raw + data)


def random_of(name: str) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(zlib.crc32(name.encode())))


def pack_words(values: np.ndarray, bits: int) -> np.ndarray:
    """Along the last axis, lowest bits first, padded with zeros."""
    per_word = 32 // bits
    padded = np.zeros((*values.shape[:-1], -(-values.shape[-1] // per_word) * per_word), np.uint64)
    padded[..., : values.shape[-1]] = values
    grouped = padded.reshape(*values.shape[:-1], -1, per_word)
    words = sum(grouped[..., n] << np.uint64(n * bits) for n in range(per_word))
    return words.astype(np.uint32).view(np.int32)


def fp8_blocks(name: str, shape: tuple[int, int]) -> tuple[Parts, np.ndarray]:
    weight = random_of(name).normal(0, 0.05, shape).astype(np.float32)
    rows, columns = -(-shape[0] // 48), -(-shape[1] // 40)
    scale = random_of(name + "s").uniform(1e-4, 2e-4, (rows, columns)).astype(np.float32)
    spread = np.kron(scale, np.ones((48, 40), np.float32))[: shape[0], : shape[1]]
    small = (weight / spread).clip(-448, 448).astype(ml_dtypes.float8_e4m3fn)
    parts = {f"{name}.weight": ("F8_E4M3", small), f"{name}.weight_scale_inv": ("F32", scale)}
    return parts, small.astype(np.float32) * spread


def fp8_rows(name: str, shape: tuple[int, int], *, count: int = 0) -> tuple[Parts, np.ndarray]:
    small = random_of(name).normal(0, 100, shape).clip(-448, 448).astype(ml_dtypes.float8_e4m3fn)
    scale = random_of(name + "s").uniform(1e-4, 2e-4, (count or shape[0], 1)).astype(np.float32)
    parts = {
        f"{name}.weight": ("F8_E4M3", small),
        f"{name}.weight_scale": ("F32", scale if not count else scale.reshape(())),
        f"{name}.input_scale": ("F32", np.float32(3).reshape(1)),
    }
    return parts, small.astype(np.float32) * scale


def int8_rows(name: str, shape: tuple[int, int]) -> tuple[Parts, np.ndarray]:
    small = random_of(name).integers(-127, 128, shape).astype(np.int8)
    scale = random_of(name + "s").uniform(1e-4, 1e-3, (shape[0], 1)).astype(ml_dtypes.bfloat16)
    parts = {f"{name}.weight": ("I8", small), f"{name}.weight_scale": ("BF16", scale)}
    return parts, small.astype(np.float32) * scale.astype(np.float32)


def llm_int8(name: str, shape: tuple[int, int]) -> tuple[Parts, np.ndarray]:
    small = random_of(name).integers(-127, 128, shape).astype(np.int8)
    scale = random_of(name + "s").uniform(0.1, 1, shape[0]).astype(np.float32)
    parts = {
        f"{name}.weight": ("I8", small),
        f"{name}.SCB": ("F32", scale),
        f"{name}.weight_format": ("U8", np.zeros((), np.uint8)),
    }
    return parts, small.astype(np.float32) * (scale / np.float32(127))[:, None]


def gptq(bits: int, version: int = 1, *, act_order: bool = False) -> Callable:
    def make(name: str, shape: tuple[int, int]) -> tuple[Parts, np.ndarray]:
        out, width = shape
        random, n_groups = random_of(name), width // GROUP
        values = random.integers(0, 1 << bits, (width, out))
        zeros = random.integers(1 if version == 1 else 0, 1 << bits, (n_groups, out))
        scales = random.uniform(1e-3, 2e-3, (n_groups, out)).astype(np.float16)
        group = np.arange(width) // GROUP
        if act_order:
            group = random.permutation(group)
        parts = {
            f"{name}.g_idx": ("I32", group.astype(np.int32)),
            f"{name}.qweight": ("I32", np.ascontiguousarray(pack_words(values.T, bits).T)),
            f"{name}.qzeros": ("I32", pack_words(zeros - (1 if version == 1 else 0), bits)),
            f"{name}.scales": ("F16", scales),
        }
        weight = scales[group].astype(np.float32) * (values - zeros[group]).astype(np.float32)
        return parts, np.ascontiguousarray(weight.T)

    return make


def gptq_mixed(name: str, shape: tuple[int, int]) -> tuple[Parts, np.ndarray]:
    return gptq(8 if "down" in name else 2 if "k_proj" in name else 4)(name, shape)


def bitnet(name: str, shape: tuple[int, int]) -> tuple[Parts, np.ndarray]:
    out, width = shape
    values = random_of(name).integers(-1, 2, shape)
    quarters = (values + 1).reshape(4, out // 4, width)
    packed = sum(quarters[n] << (2 * n) for n in range(4)).astype(np.uint8)
    scale = np.float32(random_of(name + "s").uniform(20, 60)).astype(ml_dtypes.bfloat16).reshape(1)
    parts = {f"{name}.weight": ("U8", packed), f"{name}.weight_scale": ("BF16", scale)}
    return parts, values.astype(np.float32) / scale.astype(np.float32)


def int8_groups(name: str, shape: tuple[int, int]) -> tuple[Parts, np.ndarray]:
    small = random_of(name).integers(-127, 128, shape).astype(np.int8)
    scale = random_of(name + "s").uniform(1e-4, 1e-3, (shape[0], shape[1] // GROUP)).astype(np.float32)
    parts = {f"{name}.weight": ("I8", small), f"{name}.weight_scale": ("F32", scale)}
    return parts, small.astype(np.float32) * np.repeat(scale, GROUP, axis=1)


def some_nvfp4(name: str, shape: tuple[int, int]) -> tuple[Parts, np.ndarray]:
    return fp8_rows(name, shape) if "self_attn" in name else nvfp4(divisor=True)(name, shape)


def awq(name: str, shape: tuple[int, int]) -> tuple[Parts, np.ndarray]:
    out, width = shape
    random, n_groups = random_of(name), width // GROUP
    values, zeros = random.integers(0, 16, (width, out)), random.integers(0, 16, (n_groups, out))
    scales = random.uniform(1e-3, 2e-3, (n_groups, out)).astype(np.float16)

    def pack(numbers: np.ndarray) -> np.ndarray:
        return pack_words(numbers.reshape(len(numbers), -1, 8)[..., _AWQ].reshape(numbers.shape), 4)

    parts = {
        f"{name}.qweight": ("I32", pack(values)),
        f"{name}.qzeros": ("I32", pack(zeros)),
        f"{name}.scales": ("F16", scales),
    }
    group = np.arange(width) // GROUP
    weight = (values - zeros[group]).astype(np.float32) * scales[group].astype(np.float32)
    return parts, np.ascontiguousarray(weight.T)


def compressed(bits: int, *, zero_points: bool = False, group: int = GROUP) -> Callable:
    def make(name: str, shape: tuple[int, int]) -> tuple[Parts, np.ndarray]:
        out, width = shape
        random, n_groups = random_of(name), width // group if group else 1
        values = random.integers(0, 1 << bits, shape)
        scales = random.uniform(1e-3, 2e-3, (out, n_groups)).astype(ml_dtypes.bfloat16)
        parts = {
            f"{name}.weight_packed": ("I32", pack_words(values, bits)),
            f"{name}.weight_scale": ("BF16", scales),
            f"{name}.weight_shape": ("I64", np.array(shape, np.int64)),
        }
        middle = np.full((out, n_groups), 1 << (bits - 1))
        if zero_points:
            middle = random.integers(0, 1 << bits, (out, n_groups))
            packed = np.ascontiguousarray(pack_words(np.ascontiguousarray(middle.T), bits).T)
            parts[f"{name}.weight_zero_point"] = ("I32", packed)
        index = np.arange(width) * n_groups // width
        spread = scales.astype(np.float32)[:, index]
        return parts, (values - middle[:, index]).astype(np.float32) * spread

    return make


def _nibbles(random: np.random.Generator, shape: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray]:
    codes = random.integers(0, 16, shape).astype(np.uint8)
    values = codes.view(np.uint8).astype(np.uint8).view(ml_dtypes.float4_e2m1fn).astype(np.float32)
    return codes[..., 0::2] | (codes[..., 1::2] << 4), values


def nvfp4(*, divisor: bool) -> Callable:
    def make(name: str, shape: tuple[int, int]) -> tuple[Parts, np.ndarray]:
        random = random_of(name)
        packed, values = _nibbles(random, shape)
        scales = random.uniform(1, 100, (shape[0], shape[1] // 16)).astype(ml_dtypes.float8_e4m3fn)
        outer = np.float32(random.uniform(1e-4, 2e-4))
        key = "weight_packed" if divisor else "weight"
        parts = {f"{name}.{key}": ("U8", packed), f"{name}.weight_scale": ("F8_E4M3", scales)}
        if divisor:
            parts[f"{name}.weight_global_scale"] = ("F32", np.float32(1 / outer).reshape(1))
            factors = scales.astype(np.float32) / np.float32(1 / outer)
        else:
            parts[f"{name}.weight_scale_2"] = ("F32", outer.reshape(()))
            factors = scales.astype(np.float32) * outer
        return parts, values * np.repeat(factors, 16, axis=1)

    return make


def mxfp4(name: str, shape: tuple[int, int]) -> tuple[Parts, np.ndarray]:
    random = random_of(name)
    packed, values = _nibbles(random, shape)
    exponents = random.integers(118, 124, (shape[0], shape[1] // 32)).astype(np.uint8)
    parts = {f"{name}.weight_packed": ("U8", packed), f"{name}.weight_scale": ("U8", exponents)}
    return parts, values * np.repeat(2.0 ** (exponents.astype(np.float32) - 127), 32, axis=1).astype(
        np.float32
    )


def _ct(kind: str, **weights: object) -> dict:
    return {
        "quant_method": "compressed-tensors",
        "format": kind,
        "config_groups": {"group_0": {"targets": ["Linear"], "weights": weights}},
        "ignore": ["lm_head"],
    }


FORMATS: dict[str, tuple[dict, Callable]] = {
    "fp8-blocks": ({"quant_method": "fp8", "weight_block_size": [48, 40]}, fp8_blocks),
    "fp8-rows": ({"quant_method": "fbgemm_fp8"}, fp8_rows),
    "fp8-tensor": (
        {"quant_method": "modelopt", "quant_algo": "FP8"},
        lambda name, shape: fp8_rows(name, shape, count=1),
    ),
    "gptq-2": ({"quant_method": "gptq", "bits": 2, "group_size": GROUP}, gptq(2)),
    "gptq-4": ({"quant_method": "gptq", "bits": 4, "group_size": GROUP}, gptq(4)),
    "gptq-4-act-order": (
        {"quant_method": "gptq", "bits": 4, "group_size": GROUP, "desc_act": True},
        gptq(4, act_order=True),
    ),
    "gptq-8": ({"quant_method": "gptq", "bits": 8, "group_size": GROUP}, gptq(8)),
    "gptq-v2": (
        {"quant_method": "gptq", "bits": 4, "group_size": GROUP, "checkpoint_format": "gptq_v2"},
        gptq(4, version=2),
    ),
    "auto-round": (
        {"quant_method": "auto-round", "bits": 4, "packing_format": "auto_round:auto_gptq"},
        gptq(4),
    ),
    "gptq-mixed": ({"quant_method": "gptq", "bits": 4, "group_size": GROUP}, gptq_mixed),
    "auto-round-as-is": (
        {"quant_method": "auto-round", "bits": 4, "packing_format": "auto_round:gptqmodel"},
        gptq(4, version=2),
    ),
    "bitnet": ({"quant_method": "bitnet"}, bitnet),
    "awq": ({"quant_method": "awq", "bits": 4, "group_size": GROUP, "version": "gemm"}, awq),
    "llm-int8": ({"quant_method": "bitsandbytes", "load_in_8bit": True}, llm_int8),
    "ct-int4": (_ct("pack-quantized", num_bits=4, group_size=GROUP, strategy="group"), compressed(4)),
    "ct-int8": (_ct("pack-quantized", num_bits=8, group_size=GROUP, strategy="group"), compressed(8)),
    "ct-int4-zero-points": (
        _ct("pack-quantized", num_bits=4, group_size=GROUP, strategy="group", symmetric=False),
        compressed(4, zero_points=True),
    ),
    "ct-int4-channel": (
        _ct("pack-quantized", num_bits=4, group_size=None, strategy="channel"),
        compressed(4, group=0),
    ),
    "ct-float": (_ct("float-quantized", num_bits=8, type="float", strategy="channel"), fp8_rows),
    "ct-int": (_ct("int-quantized", num_bits=8, type="int", strategy="channel"), int8_rows),
    "ct-int-groups": (
        _ct("int-quantized", num_bits=8, type="int", strategy="group", group_size=GROUP),
        int8_groups,
    ),
    "ct-mixed": (
        {
            "quant_method": "compressed-tensors",
            "format": "mixed-precision",
            "config_groups": {
                "group_0": {"format": "float-quantized", "weights": {"num_bits": 8, "type": "float"}},
                "group_1": {"format": "nvfp4-pack-quantized", "weights": {"num_bits": 4, "type": "float"}},
            },
        },
        some_nvfp4,
    ),
    "ct-nvfp4": (_ct("nvfp4-pack-quantized", num_bits=4, type="float", group_size=16), nvfp4(divisor=True)),
    "ct-mxfp4": (_ct("mxfp4-pack-quantized", num_bits=4, type="float", group_size=32), mxfp4),
    "fp8-without-config": ({}, fp8_rows),
    "nvfp4-without-config": ({}, nvfp4(divisor=False)),
    "nvfp4": ({"quant_method": "modelopt", "quant_algo": "NVFP4"}, nvfp4(divisor=False)),
}


def write_quantized(kind: str, out: Path) -> dict[str, np.ndarray]:
    """A Llama of one layer in this format; returns the values of its quantized weights by name."""
    config = json.loads((DATA / "golden" / "llama2" / "config.json").read_text())
    about, make = FORMATS[kind]
    config |= {"hidden_size": 64, "intermediate_size": 128, "num_hidden_layers": 1, "head_dim": 16}
    config |= {"num_attention_heads": 4, "num_key_value_heads": 2, "quantization_config": about}
    parts: Parts = {}
    expected = {}
    for name in ("model.embed_tokens.weight", "lm_head.weight"):
        parts[name] = ("BF16", seeded_tensor(name, [512, 64], "BF16"))
    for projection, shape in SHAPES.items():
        group = "mlp" if projection in ("gate_proj", "up_proj", "down_proj") else "self_attn"
        name = f"model.layers.0.{group}.{projection}"
        own, expected[f"{name}.weight"] = make(name, shape)
        parts |= own
    for name in ("model.norm", "model.layers.0.input_layernorm", "model.layers.0.post_attention_layernorm"):
        parts[f"{name}.weight"] = ("BF16", seeded_tensor(name, [64], "BF16"))
    out.mkdir(parents=True, exist_ok=True)
    (out / "config.json").write_text(json.dumps(config))
    write_safetensors(out / "model.safetensors", parts)
    write_tokenizer("spm", out)
    return expected


def write_gpt_oss(out: Path) -> None:
    """The golden gpt-oss with its experts in MXFP4, as OpenAI publishes it."""
    folder = DATA / "golden" / "gptoss"
    shapes = json.loads((folder / "tensors.json").read_text())
    config = json.loads((folder / "config.json").read_text())
    config["quantization_config"] = {"quant_method": "mxfp4"}
    parts: Parts = {}
    for name, (shape, dtype) in shapes.items():
        if name.endswith(("gate_up_proj", "down_proj")):
            experts, width, height = shape
            random = random_of(name)
            blocks = random.integers(0, 256, (experts, height, width // 32, 16)).astype(np.uint8)
            scales = random.integers(118, 124, (experts, height, width // 32)).astype(np.uint8)
            parts |= {f"{name}_blocks": ("U8", blocks), f"{name}_scales": ("U8", scales)}
        else:
            parts[name] = (dtype, seeded_tensor(name, shape, dtype))
    out.mkdir(parents=True, exist_ok=True)
    (out / "config.json").write_text(json.dumps(config))
    write_safetensors(out / "model.safetensors", parts)
    write_tokenizer("bpe", out)
