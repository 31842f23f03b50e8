"""Weights that come through a folder: each appears, is read, and is deleted."""

from __future__ import annotations

import threading

import pytest

from converters import Conversion, ConvertError, Paused, open_checkpoint, quantize
from converters import window as window_module
from converters.lazy import LazyTensor
from converters.safetensors_header import SourceTensor
from converters.window import StreamedConversion, WindowFiles, span_file_name
from tests.fakes.checkpoints import materialize_golden
from tests.fakes.quantized_checkpoints import FORMATS, write_quantized


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "window"
    made.mkdir()
    return made


def part(tmp_path, name, offset, size, file="model.safetensors"):
    return SourceTensor(name, "F32", (size // 4,), tmp_path / file, offset, size)


def never():
    pass


class Feeder:
    """Puts spans into the window as soon as the one before was deleted, or all at once."""

    def __init__(self, source, folder, *, one_by_one=True):
        self.source, self.folder, self.one_by_one = source, folder, one_by_one
        self.needs = None
        self.most_files = 0
        self.is_over = threading.Event()
        self.thread = None

    def announce(self, needs):
        self.needs = needs
        self.thread = threading.Thread(target=self.feed)
        self.thread.start()

    def feed(self):
        for number, span in enumerate(self.needs.spans):
            with (self.source / span.file).open("rb") as file:
                file.seek(span.offset)
                data = file.read(span.n_bytes)
            part = self.folder / f"{number}.part"
            part.write_bytes(data)
            part.rename(self.folder / span_file_name(number))
            self.most_files = max(self.most_files, len(list(self.folder.iterdir())))
            while self.one_by_one and (self.folder / span_file_name(number)).exists():
                if self.is_over.wait(0.001):
                    return


@pytest.mark.parametrize("case", [*FORMATS, "llama2", "granitemoe", "gptoss", "mixtral", "mamba2"])
def test_the_same_bytes_as_from_files(case, tmp_path, folder):
    source = tmp_path / case
    if case in FORMATS:
        write_quantized(case, source)
    else:
        materialize_golden(case, source)
    list(quantize(Conversion(open_checkpoint(source)), "Q8_0", tmp_path / "local.gguf"))
    # a stack of experts needs all of them at once, so the window cannot hold just one span
    feeder = Feeder(source, folder, one_by_one=case == "llama2")
    conversion = StreamedConversion(open_checkpoint(source), content="x")
    files = WindowFiles(folder, source, feeder.announce, never)
    try:
        list(quantize(conversion, "Q8_0", tmp_path / "streamed.gguf", files=files))
    finally:
        feeder.is_over.set()
    feeder.thread.join()
    assert (tmp_path / "streamed.gguf").read_bytes() == (tmp_path / "local.gguf").read_bytes()
    assert list(folder.iterdir()) == []
    assert feeder.needs.largest_bytes < sum(s.n_bytes for s in feeder.needs.spans)
    if feeder.one_by_one:
        assert feeder.most_files == 1


def test_a_tensor_that_two_need_is_brought_once_and_kept_between(tmp_path, folder):
    shared, own = part(tmp_path, "a", 100, 40), part(tmp_path, "b", 140, 8)
    first = LazyTensor.concat("x", [LazyTensor.stored(shared), LazyTensor.stored(own)])
    tensors = [first, LazyTensor.stored(own), LazyTensor.stored(shared)]
    told = []
    files = WindowFiles(folder, tmp_path, told.append, never)
    files.expect(tensors)
    assert [(s.offset, s.n_bytes) for s in told[0].spans] == [(100, 40), (140, 8)]
    assert told[0].largest_bytes == 48
    (folder / span_file_name(0)).write_bytes(bytes(40))
    (folder / span_file_name(1)).write_bytes(bytes(8))
    files.release(tensors[0])
    assert len(list(folder.iterdir())) == 2
    files.release(tensors[1])
    assert [p.name for p in folder.iterdir()] == [span_file_name(0)]
    files.release(tensors[2])
    assert list(folder.iterdir()) == []
    files.close()


def test_a_tensor_that_is_needed_much_later_is_brought_twice(tmp_path, folder, monkeypatch):
    monkeypatch.setattr(window_module, "_LONGEST_GAP_BYTES", 50)
    shared, between = part(tmp_path, "a", 100, 40), part(tmp_path, "b", 140, 80)
    tensors = [LazyTensor.stored(t) for t in (shared, between, shared)]
    told = []
    files = WindowFiles(folder, tmp_path, told.append, never)
    files.expect(tensors)
    assert [s.offset for s in told[0].spans] == [100, 140, 100]
    assert told[0].largest_bytes == 80
    for number, size in enumerate((40, 80, 40)):
        (folder / span_file_name(number)).write_bytes(bytes([number]) * size)
    assert files.bytes_of(shared)[0] == 0
    files.release(tensors[0])
    files.release(tensors[1])
    assert files.bytes_of(shared, 4, 8).tolist() == [2] * 4
    files.close()


def test_files_of_other_folders_are_read_where_they_are(tmp_path, folder):
    other = tmp_path / "other"
    other.mkdir()
    (other / "adapter.safetensors").write_bytes(bytes(range(20)))
    local = part(other, "a", 4, 8, "adapter.safetensors")
    told = []
    files = WindowFiles(folder, tmp_path, told.append, never)
    files.expect([LazyTensor.stored(local)])
    assert told[0].spans == ()
    assert files.bytes_of(local, 0, 2).tolist() == [4, 5]
    files.release(LazyTensor.stored(local))
    files.close()


def test_waiting_ends_when_somebody_stops_it(tmp_path, folder):
    def stop():
        raise Paused

    one = part(tmp_path, "a", 100, 40)
    files = WindowFiles(folder, tmp_path, lambda _needs: None, stop)
    files.expect([LazyTensor.stored(one)])
    with pytest.raises(Paused):
        files.bytes_of(one)


def test_a_window_that_is_taken_away_or_holds_something_else(tmp_path, folder):
    one = part(tmp_path, "a", 100, 40)
    files = WindowFiles(folder, tmp_path, lambda _needs: None, never)
    files.expect([LazyTensor.stored(one)])
    (folder / span_file_name(0)).write_bytes(bytes(39))
    with pytest.raises(ConvertError, match="another size"):
        files.bytes_of(one)
    (folder / span_file_name(0)).unlink()
    folder.rmdir()
    with pytest.raises(ConvertError, match="download ended"):
        files.bytes_of(one)


def test_the_source_is_named_by_its_content_and_not_by_times(tmp_path):
    source = materialize_golden("llama2", tmp_path / "tiny")
    checkpoint = open_checkpoint(source)
    assert StreamedConversion(checkpoint, content="a").source_identity() == ["a"]


def test_a_span_that_the_system_still_keeps_goes_later(tmp_path, folder, monkeypatch):
    """Windows removes no file that is mapped: it is tried again, and nothing fails meanwhile."""
    source = tmp_path / "llama2"
    materialize_golden("llama2", source)
    feeder = Feeder(source, folder)
    refused = set()
    unlink = type(folder).unlink

    def refuse_once(path, missing_ok=False):
        if path.parent == folder and path not in refused:
            refused.add(path)
            raise PermissionError(13, "The process cannot access the file")
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(type(folder), "unlink", refuse_once)
    files = WindowFiles(folder, source, feeder.announce, never)
    try:
        conversion = StreamedConversion(open_checkpoint(source), content="x")
        list(quantize(conversion, "Q8_0", tmp_path / "out.gguf", files=files))
    finally:
        feeder.is_over.set()
        files.close()
    feeder.thread.join()
    assert len(refused) == len(feeder.needs.spans)
    assert feeder.most_files == 1  # the next one came when the one before was gone
    assert list(folder.iterdir()) == []
