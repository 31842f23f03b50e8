"""LoRA adapters in PEFT's form, with seeded weights."""

from __future__ import annotations

import json
import re
import zlib
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

from converters import open_checkpoint

BASE = "base_model.model."


def seeded(name: str, *shape: int) -> np.ndarray:
    random = np.random.Generator(np.random.PCG64(zlib.crc32(name.encode())))
    return (random.standard_normal(shape) / 16).astype(np.float32)


def write_adapter_folder(
    base: Path,
    out: Path,
    targets: str,
    *,
    rank: int = 4,
    config: dict | None = None,
    extra: dict[str, np.ndarray] | None = None,
    turned: bool = False,
) -> Path:
    """An adapter of the weights whose names `targets` finds.

    Args:
        base: the checkpoint's folder.
        out: the new folder.
        targets: a regular expression.
        rank: of the pairs.
        config: more keys of adapter_config.json.
        extra: more tensors.
        turned: the base stores its weights as (inputs, outputs).
    """
    out.mkdir(parents=True)
    tensors = dict(extra or {})
    for part in open_checkpoint(base).tensors.values():
        if not re.search(targets, part.name) or len(part.shape) != 2:
            continue
        rows, columns = reversed(part.shape) if turned else part.shape
        module = BASE + part.name.removesuffix(".weight")
        tensors[f"{module}.lora_A.weight"] = seeded(f"{part.name} A", rank, columns)
        tensors[f"{module}.lora_B.weight"] = seeded(f"{part.name} B", rows, rank)
    save_file(tensors, out / "adapter_model.safetensors")
    about = {"peft_type": "LORA", "r": rank, "lora_alpha": 8, "base_model_name_or_path": "org/base"}
    (out / "adapter_config.json").write_text(json.dumps(about | (config or {})))
    return out
