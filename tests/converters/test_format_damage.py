"""Quantized checkpoints with random damage in parts and config: a clear error or some values, no crash."""

from __future__ import annotations

import copy
import json

import numpy as np
import pytest

from converters import ConvertError, describe, open_checkpoint
from converters.files import Files
from converters.formats import logical_tensors
from tests.converters.test_formats import edit_parts, write_bnb
from tests.fakes.quantized_checkpoints import FORMATS, random_of, write_gpt_oss, write_quantized

SIZES = {
    "F32": 4, "F16": 2, "BF16": 2, "I64": 8, "I32": 4, "I8": 1, "U8": 1, "BOOL": 1, "F64": 8, "U64": 8,
    "F8_E4M3": 1, "F8_E5M2": 1, "F8_E8M0": 1, "U32": 4, "I16": 2,
}  # fmt: skip
JUNK = (None, True, 0, -1, 3, 7, 1 << 70, 1e300, "", "x" * 500, [], [0, 0], [1, "a"], {}, {"a": 1}, "gptq_v2")
ROUNDS = 30


def damage_part(random, parts):
    """One change: a part is missing, of another type or shape, or of other bytes."""
    name = list(parts)[random.integers(len(parts))]
    dtype, array = parts[name]
    match random.integers(5):
        case 0:
            del parts[name]
        case 1:
            dtype = list(SIZES)[random.integers(len(SIZES))]
            parts[name] = (dtype, np.zeros(array.shape, f"V{SIZES[dtype]}"))
        case 2:
            shape = [int(n) for n in random.choice([0, 1, 2, 3, 16, 31, 64], random.integers(0, 5))]
            parts[name] = (dtype, np.zeros(shape, array.dtype))
        case 3:
            shape = list(array.shape) or [1]
            shape[random.integers(len(shape))] += int(random.choice([-1, 1]))
            parts[name] = (dtype, np.zeros(shape, array.dtype))
        case 4:
            raw = random.integers(0, 256, array.nbytes).astype(np.uint8)
            parts[name] = (dtype, raw.view(f"V{array.dtype.itemsize}").reshape(array.shape))


def damage_config(random, config):
    """One value, at any depth, becomes another one."""
    table = config["quantization_config"]
    while isinstance(table, dict) and table:
        key = list(table)[random.integers(len(table))]
        inner = table[key]
        if not isinstance(inner, dict) or random.integers(3) == 0:
            table[key] = JUNK[random.integers(len(JUNK))]
            return
        table = inner


def read_all(folder):
    checkpoint = open_checkpoint(folder)
    describe(checkpoint)
    files = Files()
    try:
        for tensor in logical_tensors(checkpoint):
            # a family refuses other types of its plain tensors
            if tensor.dtype in ("F32", "F16", "BF16") and tensor.n_values:
                with np.errstate(all="ignore"):
                    found = tensor.read(files)
                assert found.shape == (tensor.n_rows, tensor.n_cols)
                assert found.dtype == np.float32
                if tensor.source.packed_type is not None:
                    assert len(tensor.source.read_packed(files, 0, tensor.n_rows)) == tensor.n_rows
    finally:
        files.close()


@pytest.mark.parametrize("kind", [*FORMATS, "gpt-oss", "nf4", "nf4-nested"])
def test_damage_is_refused_or_read(kind, tmp_path):
    if kind == "gpt-oss":
        write_gpt_oss(tmp_path)
    elif kind.startswith("nf4"):
        write_bnb(kind, tmp_path)
    else:
        write_quantized(kind, tmp_path)
    weights = (tmp_path / "model.safetensors").read_bytes()
    config = json.loads((tmp_path / "config.json").read_text())
    random = random_of(f"damage {kind}")
    n_refused = 0
    for number in range(ROUNDS):
        (tmp_path / "model.safetensors").write_bytes(weights)
        changed = copy.deepcopy(config)
        if number % 4 == 0:
            damage_config(random, changed)
        else:
            edit_parts(tmp_path, lambda parts: damage_part(random, parts))
        (tmp_path / "config.json").write_text(json.dumps(changed))
        try:
            read_all(tmp_path)
        except ConvertError:
            n_refused += 1
    assert n_refused
