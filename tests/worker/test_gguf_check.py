from __future__ import annotations

import contextlib
import shutil
import struct

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.worker.gguf_check import check_model, read_header
from tests.fakes.tiny_model import write_tiny_model

F32, Q4_0, UNKNOWN = 0, 2, 42
SIZES = {F32: (1, 4), Q4_0: (32, 18)}


def text(value):
    return struct.pack("<Q", len(value)) + value.encode()


def tensor(name="a", dims=(32,), type_number=F32, offset=0):
    return text(name) + struct.pack(f"<I{len(dims)}QIQ", len(dims), *dims, type_number, offset)


def header(*tensors, values=b"", n_values=0, n_tensors=None, version=3):
    count = len(tensors) if n_tensors is None else n_tensors
    return b"GGUF" + struct.pack("<IQQ", version, count, n_values) + values + b"".join(tensors)


def whole(data, n_bytes):
    return data + bytes(-len(data) % 32) + bytes(n_bytes)


def problem_of(path):
    with pytest.raises(BitsmithError) as caught:
        check_model(str(path), SIZES.get)
    problem = caught.value.problem
    assert problem.what
    assert problem.why
    assert problem.next_step
    return problem


@pytest.fixture
def write(tmp_path):
    def make(data, name="model.gguf"):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return make


def test_a_whole_file_passes(tmp_path):
    path = write_tiny_model(tmp_path / "m.gguf", template="{{ bos_token }}")
    (file,) = check_model(str(path), SIZES.get)
    assert file.architecture == "llama"
    assert file.n_tensors == 21
    assert file.data_bytes == 115_648 * 4
    assert file.values["tokenizer.chat_template"] == "{{ bos_token }}"
    assert file.values["llama.rope.dimension_count"] == 16
    assert "tokenizer.ggml.tokens" not in file.values


def test_quantized_tensors_are_counted_in_blocks(write):
    path = write(whole(header(tensor(dims=(64, 2), type_number=Q4_0)), 72))
    assert read_header(path, SIZES.get).data_bytes == 72


@pytest.mark.parametrize("share", [0.001, 0.01, 0.05, 0.3, 0.9, 0.999])
def test_a_truncated_file_is_not_complete(tmp_path, share):
    path = write_tiny_model(tmp_path / "m.gguf")
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    problem = problem_of(path)
    assert problem.kind is ErrorKind.BAD_MODEL
    assert "not complete" in problem.what
    assert "again" in problem.next_step


def test_one_missing_byte_is_noticed(write):
    data = whole(header(tensor()), 128)
    assert read_header(write(data), SIZES.get)
    assert "not complete" in problem_of(write(data[:-1])).what


@pytest.mark.parametrize("data", [b"", b"GG", b"<html>not found</html>", b"PK\x03\x04" + bytes(100)])
def test_what_is_no_gguf_is_said(write, data):
    problem = problem_of(write(data))
    assert problem.kind is ErrorKind.BAD_MODEL
    assert "not a GGUF" in problem.what


@pytest.mark.parametrize("version", [0, 1, 4, 0x03000000])
def test_other_versions_are_unsupported(write, version):
    assert problem_of(write(header(version=version))).kind is ErrorKind.UNSUPPORTED


@pytest.mark.parametrize(
    "data",
    [
        header(n_tensors=1 << 60),
        header(n_values=1 << 60),
        header(values=struct.pack("<Q", 1 << 60), n_values=1) + bytes(100),
        header(values=text("k") + struct.pack("<IQ", 8, 1 << 60), n_values=1) + bytes(100),
        header(values=text("k") + struct.pack("<IIQ", 9, 8, 1 << 60), n_values=1) + bytes(100),
        header(values=text("k") + struct.pack("<IIQ", 9, 4, 1 << 62), n_values=1) + bytes(100),
        header(values=text("k") + struct.pack("<IIQ", 9, 9, 1), n_values=1) + bytes(100),
        header(values=text("k") + struct.pack("<I", 77), n_values=1) + bytes(100),
        header(values=text("general.alignment") + struct.pack("<II", 4, 0), n_values=1) + bytes(100),
        header(tensor(dims=(1 << 40, 1 << 40))) + bytes(100),
        header(tensor(dims=(1 << 61,))) + bytes(100),
        header(tensor(dims=(1, 1, 1, 1, 1))) + bytes(100),
        header(tensor(offset=1 << 60)) + bytes(200),
        header(tensor(dims=(31,), type_number=Q4_0)) + bytes(200),
    ],
)
def test_absurd_claims_are_refused_before_anything_is_made_of_them(write, data):
    assert problem_of(write(data)).kind is ErrorKind.BAD_MODEL


def test_a_type_that_the_engine_does_not_have_is_unsupported(write):
    problem = problem_of(write(whole(header(tensor(type_number=UNKNOWN)), 200)))
    assert problem.kind is ErrorKind.UNSUPPORTED
    assert "42" in problem.why


def test_a_missing_file_and_a_folder_are_said(tmp_path):
    assert problem_of(tmp_path / "gone.gguf").kind is ErrorKind.FILE_ACCESS
    assert problem_of(tmp_path).kind is ErrorKind.FILE_ACCESS


@pytest.mark.parametrize("kind", ["adapter", "mmproj"])
def test_files_for_other_purposes_are_named(tmp_path, kind):
    path = write_tiny_model(tmp_path / "m.gguf", values={"general.type": kind})
    assert problem_of(path).kind is ErrorKind.UNSUPPORTED


def split_header(number, count):
    values = b"".join(
        text(key) + struct.pack("<IH", 2, value)
        for key, value in (("split.no", number), ("split.count", count))
    )
    return whole(header(tensor(), values=values, n_values=2), 128)


def test_all_parts_of_a_split_model_are_checked(write, tmp_path):
    names = [f"m-0000{n}-of-00003.gguf" for n in (1, 2, 3)]
    paths = [write(split_header(n, 3), name) for n, name in enumerate(names)]
    assert [file.path for file in check_model(str(paths[0]), SIZES.get)] == paths
    assert "not the first part" in problem_of(paths[1]).what
    assert names[0] in problem_of(paths[1]).next_step
    paths[2].write_bytes(split_header(2, 3)[:-1])
    assert "m-00003" in problem_of(paths[0]).what
    paths[1].unlink()
    assert "m-00002" in problem_of(paths[0]).what
    renamed = shutil.move(paths[0], tmp_path / "renamed.gguf")
    assert "under another name" in problem_of(renamed).what


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300), st.integers(0, 8), st.integers(0, 8))
def test_any_header_gives_an_answer_or_a_failure(write, body, n_values, n_tensors):
    path = write(b"GGUF" + struct.pack("<IQQ", 3, n_tensors, n_values) + body)
    with contextlib.suppress(BitsmithError):
        read_header(path, SIZES.get)


def test_every_cut_of_a_header_gives_words(write):
    values = text("k") + struct.pack("<IIQ", 9, 8, 2) + text("one") + text("two")
    data = whole(header(tensor("weight"), values=values, n_values=1), 128)
    assert read_header(write(data), SIZES.get)
    for length in range(len(data)):
        problem_of(write(data[:length]))
