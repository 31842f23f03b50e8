"""Views on what a checkpoint stores, against numpy on the whole arrays."""

from __future__ import annotations

import ml_dtypes
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from converters import ConvertError, open_checkpoint
from converters.files import Files
from converters.lazy import LazyTensor
from tests.fakes.checkpoints import write_checkpoint

rng = np.random.default_rng(7)
ARRAYS = {
    "matrix": rng.normal(0, 1, (12, 8)).astype(np.float32),
    "half": rng.normal(0, 1, (12, 8)).astype(np.float16),
    "brain": rng.normal(0, 1, (12, 8)).astype(ml_dtypes.bfloat16),
    "cube": rng.normal(0, 1, (3, 4, 8)).astype(np.float32),
    "vector": rng.normal(0, 1, 24).astype(np.float32),
}


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    folder = tmp_path_factory.mktemp("stored")
    write_checkpoint(folder, {"architectures": ["X"]}, ARRAYS)
    return {n: LazyTensor.stored(p) for n, p in open_checkpoint(folder).tensors.items()}


def whole(tensor):
    files = Files()
    try:
        return tensor.read(files).reshape(tensor.shape)
    finally:
        files.close()


def same(tensor, array):
    """The whole, and every few rows alone."""
    array = np.asarray(array, np.float32)
    assert tensor.shape == array.shape
    np.testing.assert_array_equal(whole(tensor), array)
    rows = array.reshape(tensor.n_rows, tensor.n_cols)
    files = Files()
    for start in range(0, tensor.n_rows, 3):
        stop = min(start + 3, tensor.n_rows)
        got = tensor.read(files, start, stop)
        np.testing.assert_array_equal(got, rows[start:stop])
        assert got.dtype == np.float32
        assert got.flags.c_contiguous
        assert got.flags.writeable
    files.close()


@pytest.mark.parametrize("name", ARRAYS)
def test_stored_tensors_are_read_as_f32(name, stored):
    same(stored[name], ARRAYS[name].astype(np.float32))


def test_rows_and_values_in_another_order(stored):
    order = rng.permutation(12)
    same(stored["matrix"].taken(order), ARRAYS["matrix"][order])
    values = rng.permutation(24)
    same(stored["vector"].taken(values), ARRAYS["vector"][values])
    columns = rng.permutation(8)[:5]
    same(stored["matrix"].columns(columns), ARRAYS["matrix"][:, columns])


def test_slices_along_the_first_dimension(stored):
    same(stored["matrix"].sliced(2, 9), ARRAYS["matrix"][2:9])
    same(stored["cube"].sliced(1, 3), ARRAYS["cube"][1:3])
    same(stored["vector"].sliced(3, 20), ARRAYS["vector"][3:20])


@pytest.mark.parametrize("name", ["matrix", "half", "brain", "cube"])
def test_the_last_two_dimensions_exchanged(name, stored):
    same(stored[name].transposed(), np.swapaxes(ARRAYS[name].astype(np.float32), -1, -2))


def test_transposing_what_is_not_stored_as_it_is(stored):
    order = rng.permutation(12)
    same(stored["matrix"].taken(order).transposed(), ARRAYS["matrix"][order].T)
    same(stored["matrix"].transposed().transposed(), ARRAYS["matrix"])


def test_stacks_and_rows(stored):
    parts = [stored["matrix"], stored["brain"], stored["half"]]
    arrays = [ARRAYS[n].astype(np.float32) for n in ("matrix", "brain", "half")]
    same(LazyTensor.stack("s", parts), np.stack(arrays))
    same(LazyTensor.concat("c", parts), np.concatenate(arrays))
    vectors = [stored["vector"], stored["vector"].sliced(0, 5)]
    same(LazyTensor.concat("v", vectors), np.concatenate([ARRAYS["vector"], ARRAYS["vector"][:5]]))


def test_functions_are_computed_in_the_precision_of_the_source(stored):
    def add(rows):
        return rows + np.float32(1)

    same(stored["matrix"].mapped(add), ARRAYS["matrix"] + np.float32(1))
    same(stored["half"].mapped(add), (ARRAYS["half"] + np.float16(1)).astype(np.float32))


def test_computed_values(stored):
    values = rng.normal(0, 1, (2, 3, 4)).astype(np.float32)
    same(LazyTensor.computed("x", values), values)


def test_a_tensor_knows_what_is_read(stored):
    stack = LazyTensor.stack("s", [stored["matrix"], stored["half"]]).transposed()
    assert sorted(part.name for part in stack.source.stored()) == ["half", "matrix"]
    assert stack.source_bytes == ARRAYS["matrix"].nbytes + ARRAYS["half"].nbytes
    assert stack.dtype == "F32"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_chain_of_views_is_what_numpy_says(data, stored):
    tensor, array = stored["matrix"], ARRAYS["matrix"]
    for _ in range(data.draw(st.integers(1, 5))):
        height, width = array.shape
        match data.draw(st.integers(0, 5)):
            case 0:
                order = np.array(data.draw(st.permutations(range(height))))
                tensor, array = tensor.taken(order), array[order]
            case 1:
                tensor, array = tensor.transposed(), array.T
            case 2:
                start = data.draw(st.integers(0, height - 1))
                tensor, array = tensor.sliced(start, height), array[start:]
            case 3:
                order = np.array(data.draw(st.permutations(range(width))))
                tensor, array = tensor.columns(order), array[:, order]
            case 4:
                size = array.size
                wide = data.draw(st.sampled_from([n for n in range(1, size + 1) if size % n == 0]))
                tensor, array = tensor.reshaped(size // wide, wide), array.reshape(-1, wide)
            case 5:
                tensor = LazyTensor.concat("c", [tensor, tensor])
                array = np.concatenate([array, array])
    same(tensor, np.ascontiguousarray(array))


def test_a_file_that_became_shorter_is_an_error(tmp_path):
    write_checkpoint(tmp_path, {"architectures": ["X"]}, {"a": np.zeros((100_000, 4), np.float32)})
    (part,) = open_checkpoint(tmp_path).tensors.values()
    with (tmp_path / "model.safetensors").open("r+b") as file:
        file.truncate(1000)
    files = Files()
    with pytest.raises(ConvertError, match="became shorter"):
        LazyTensor.stored(part).read(files)
    files.close()
