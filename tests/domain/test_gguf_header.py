from __future__ import annotations

import io
import struct

import gguf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.errors import BitsmithError
from desktop_app.domain.gguf_header import TYPE_SIZES, ArrayLength, NeedMoreError, read_gguf_header
from tests.fakes.tiny_model import write_tiny_model


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    return write_tiny_model(tmp_path_factory.mktemp("tiny") / "tiny.gguf", template="{{ x }}")


def parse(data):
    return read_gguf_header(io.BytesIO(data), available=len(data))


def test_it_says_what_the_gguf_package_says(tiny):
    header, reader = parse(tiny.read_bytes()), gguf.GGUFReader(tiny)
    assert [(t.name, t.shape, t.n_bytes) for t in header.tensors] == [
        (t.name, tuple(int(n) for n in t.shape), t.n_bytes) for t in reader.tensors
    ]
    assert header.data_start == reader.data_offset
    assert header.file_bytes <= tiny.stat().st_size < header.file_bytes + 32
    assert header.values["tokenizer.chat_template"] == "{{ x }}"
    assert header.values["tokenizer.ggml.tokens"] == ArrayLength(261)


def test_sizes_of_types_are_those_of_the_package():
    known = {int(kind): size for kind, size in gguf.GGML_QUANT_SIZES.items()}
    assert {kind: TYPE_SIZES[kind] for kind in TYPE_SIZES if kind in known} == {
        kind: size for kind, size in known.items() if kind in TYPE_SIZES
    }


def test_any_cut_is_noticed(tiny):
    data = tiny.read_bytes()
    end = parse(data).data_start
    for cut in [*range(min(end - 32, 600)), end - 40]:
        with pytest.raises(NeedMoreError):
            parse(data[:cut])


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_hostile_bytes_are_refused(data):
    with pytest.raises((BitsmithError, NeedMoreError)):
        parse(b"GGUF" + struct.pack("<IQQ", 3, 2, 3) + data)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_hostile_changes_never_crash(tiny, data):
    raw = bytearray(tiny.read_bytes()[:20_000])
    for _ in range(data.draw(st.integers(1, 8))):
        raw[data.draw(st.integers(0, 3000))] = data.draw(st.integers(0, 255))
    try:
        parse(bytes(raw))
    except (BitsmithError, NeedMoreError):
        pass


@pytest.mark.parametrize(
    "counts", [(1 << 62, 1), (1, 1 << 62), (1 << 40, 1 << 40)], ids=["tensors", "keys", "both"]
)
def test_absurd_counts_are_refused_at_once(counts):
    with pytest.raises(BitsmithError):
        parse(b"GGUF" + struct.pack("<IQQ", 3, *counts) + b"\0" * 64)
