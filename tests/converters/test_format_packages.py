"""Quantized tensors by the quantizers' own packages, against the values that those packages read back.

`tests/reference/quantized_formats.py` makes the data.
"""

from __future__ import annotations

import base64
import json
import zlib

import ml_dtypes
import numpy as np
import pytest

from converters import open_checkpoint
from converters.files import Files
from converters.formats import logical_tensors
from tests.fakes.checkpoints import DATA
from tests.fakes.quantized_checkpoints import write_safetensors

CASES = json.loads((DATA / "formats" / "packages.json").read_text())["cases"]
NUMPY = {
    "F32": np.float32, "F16": np.float16, "BF16": ml_dtypes.bfloat16, "I32": np.int32, "I64": np.int64,
    "I8": np.int8, "U8": np.uint8, "F8_E4M3": ml_dtypes.float8_e4m3fn,
}  # fmt: skip


def array_of(row):
    dtype, shape, data = row
    return np.frombuffer(zlib.decompress(base64.b64decode(data)), NUMPY[dtype]).reshape(shape)


@pytest.mark.parametrize("name", CASES)
def test_the_values_are_those_of_the_package(name, tmp_path):
    case = CASES[name]
    parts = {f"w.{key}": (row[0], array_of(row)) for key, row in case["parts"].items()}
    write_safetensors(tmp_path / "model.safetensors", parts)
    config = {"architectures": ["X"], "quantization_config": case["config"]}
    (tmp_path / "config.json").write_text(json.dumps(config))
    (tensor,) = logical_tensors(open_checkpoint(tmp_path))
    expected = array_of(case["values"]).astype(np.float32)
    assert (tensor.name, tensor.shape) == ("w.weight", expected.shape)
    found = tensor.read(Files())
    # the packages multiply in the precision of the scales, or in another order
    tolerance = {"F32": 1e-6, "F16": 2e-3, "BF16": 1e-2}[case["values"][0]]
    np.testing.assert_allclose(found, expected, rtol=tolerance, atol=1e-7)
    np.testing.assert_array_equal(tensor.read(Files(), 7, 21), found[7:21])
