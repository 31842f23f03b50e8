from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from converters.errors import ConvertError
from converters.safetensors_header import MAX_HEADER_BYTES, read_tensors


def file_of(header: bytes, data: bytes = b"") -> bytes:
    return len(header).to_bytes(8, "little") + header + data


def entry(begin: int, end: int, shape: list, dtype: str = "F32") -> dict:
    return {"dtype": dtype, "shape": shape, "data_offsets": [begin, end]}


def write(tmp_path, entries: dict | bytes, data: bytes = b""):
    path = tmp_path / "model.safetensors"
    header = entries if isinstance(entries, bytes) else json.dumps(entries).encode()
    path.write_bytes(file_of(header, data))
    return path


def test_places_are_counted_from_the_start_of_the_file(tmp_path):
    path = write(tmp_path, {"__metadata__": {"format": "pt"}, "a": entry(0, 16, [2, 2])}, bytes(16))
    tensor = read_tensors(path)["a"]
    assert tensor.shape == (2, 2)
    assert tensor.offset == path.stat().st_size - 16
    assert tensor.n_bytes == 16


@pytest.mark.parametrize(
    ("entries", "data", "words"),
    [
        ({"a": entry(0, 16, [4])}, bytes(15), "cut off"),
        ({"a": entry(0, 16, [4])}, bytes(17), "damaged"),
        ({"a": entry(0, 16, [4]), "b": entry(8, 24, [4])}, bytes(24), "overlaps"),
        ({"a": entry(0, 16, [4]), "b": entry(20, 36, [4])}, bytes(36), "gap"),
        ({"a": entry(0, 12, [4])}, bytes(12), "does not match its own size"),
        ({"a": entry(16, 0, [4])}, bytes(16), "no valid place"),
        ({"a": entry(-16, 0, [4])}, bytes(16), "no valid place"),
        ({"a": entry(0, 16, [-4])}, bytes(16), "no valid shape"),
        ({"a": entry(0, 16, [4.0])}, bytes(16), "no valid shape"),
        ({"a": entry(0, 16, [True, 4])}, bytes(16), "no valid shape"),
        ({"a": entry(0, 0, [1 << 40, 1 << 40])}, b"", "impossible size"),
        ({"a": entry(0, 4, [1] * 9)}, bytes(4), "no valid shape"),
        ({"a": entry(0, 16, [4], "Q4")}, bytes(16), "not supported"),
        ({"a": [0, 16]}, bytes(16), "no description"),
        (b'{"a": 1, "a": 2}', b"", "twice"),
        (b"[]", b"", "not a table"),
        (b'{"a', b"", "not valid JSON"),
        (b"\xff\xfe{}", b"", "not valid JSON"),
        (b"[" * 100_000, b"", "not valid JSON"),
        (b'{"a": ' + b"9" * 10_000 + b"}", b"", "not valid JSON"),
    ],
)
def test_a_header_that_lies_is_refused(tmp_path, entries, data, words):
    with pytest.raises(ConvertError, match=words):
        read_tensors(write(tmp_path, entries, data))


@pytest.mark.parametrize("length", [0, 1, MAX_HEADER_BYTES + 1, 2**63, 2**64 - 1])
def test_an_absurd_header_length_is_refused_unread(tmp_path, length):
    path = tmp_path / "model.safetensors"
    path.write_bytes(length.to_bytes(8, "little") + b"{}")
    with pytest.raises(ConvertError, match="not a safetensors file"):
        read_tensors(path)


def test_a_header_beyond_the_end_is_cut_off(tmp_path):
    path = tmp_path / "model.safetensors"
    path.write_bytes((1000).to_bytes(8, "little") + b"{}")
    with pytest.raises(ConvertError, match="cut off"):
        read_tensors(path)


def test_a_header_of_millions_of_values_is_refused_before_it_is_parsed(tmp_path):
    with pytest.raises(ConvertError, match="too many values"):
        read_tensors(write(tmp_path, b'{"a": [' + b"[]," * 2_500_000 + b"[]]}"))


@pytest.mark.parametrize("content", [b"", b"\x00", b"GGUF"])
def test_a_file_of_a_few_bytes_is_refused(tmp_path, content):
    path = tmp_path / "model.safetensors"
    path.write_bytes(content)
    with pytest.raises(ConvertError):
        read_tensors(path)


def test_headers_only_needs_no_data_but_still_sense(tmp_path):
    assert read_tensors(write(tmp_path, {"a": entry(0, 16, [4])}), headers_only=True)["a"].n_bytes == 16
    with pytest.raises(ConvertError, match="overlaps"):
        read_tensors(write(tmp_path, {"a": entry(0, 16, [4]), "b": entry(8, 24, [4])}), headers_only=True)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
entries = st.fixed_dictionaries(
    {
        "dtype": st.sampled_from(["F32", "F16", "BF16", "I64"]) | json_values,
        "shape": st.lists(st.integers(-1, 1 << 62), max_size=4) | json_values,
        "data_offsets": st.lists(st.integers(-1, 1 << 62), min_size=2, max_size=2) | json_values,
    }
)


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=64)
    | st.builds(
        lambda header, data: file_of(json.dumps(header).encode(), data),
        st.dictionaries(st.text(max_size=6), entries | json_values, max_size=4) | json_values,
        st.binary(max_size=32),
    )
)
def test_any_bytes_are_tensors_inside_the_file_or_an_error(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "fuzzed.safetensors"
    path.write_bytes(content)
    try:
        tensors = read_tensors(path)
    except ConvertError:
        return
    assert all(t.offset >= 8 and t.offset + t.n_bytes <= len(content) for t in tensors.values())
