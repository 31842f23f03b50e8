"""Which way a repository's weights come."""

from __future__ import annotations

import struct

import pytest

from desktop_app.domain.errors import CancelledError, PausedError
from desktop_app.hub.client import HubClient
from desktop_app.pipeline import from_hub, make, stream
from desktop_app.protocol.results import QuantizeResult
from tests.fakes.checkpoints import materialize_golden
from tests.fakes.loopback_hub import LoopbackHub

REPO = "org/tiny"
MADE = QuantizeResult("x", 1, 1.0, 8.0)


@pytest.fixture
def folder(tmp_path):
    return materialize_golden("llama2", tmp_path / "tiny")


@pytest.fixture
def hub(folder):
    with LoopbackHub() as server:
        server.add_repo(REPO, folder)
        yield server


@pytest.fixture
def way(hub, tmp_path, monkeypatch):
    """Make the model without making it; says "streamed" or "downloaded"."""
    taken = []

    def streamed(*_arguments, **_options):
        taken.append("streamed")
        return stream.StreamResult(MADE, (), (), 0)

    def quantized(source, *_arguments, **_options):
        assert (source / "model.safetensors").exists()
        taken.append("downloaded")
        return MADE

    monkeypatch.setattr(stream, "quantize_remote", streamed)
    monkeypatch.setattr(make, "quantize", quantized)

    def run(**options):
        client = HubClient(hub.endpoint)
        detail = stream.find_repository(client, REPO)
        settings = {"on_progress": lambda _p: None, "is_cancelled": lambda: False, **options}
        from_hub.make_from_hub(client, detail, tmp_path / "x.gguf", "Q8_0", tmp_path / "cache", **settings)
        return taken[-1]

    return run


def kept(tmp_path):
    return list((tmp_path / "cache" / "sources").rglob("*.safetensors"))


def test_weights_are_streamed_unless_they_shall_be_kept(way, tmp_path):
    assert way() == "streamed"
    assert kept(tmp_path) == []
    assert way(keep_source=True) == "downloaded"
    assert len(kept(tmp_path)) == 1


def test_weights_that_are_here_are_used_and_stay(way, tmp_path, hub):
    way(keep_source=True)
    hub.requests.clear()
    assert way() == "downloaded"
    assert len(kept(tmp_path)) == 1
    assert hub.requests_for("safetensors") == []


def with_shapes_as_data(folder):
    path = folder / "model.safetensors"
    data = path.read_bytes()
    length = struct.unpack("<Q", data[:8])[0]
    header = data[8 : 8 + length].rstrip()[:-1]
    header += b',"a.weight.quant_state.bitsandbytes__nf4":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}'
    path.write_bytes(struct.pack("<Q", len(header)) + header + data[8 + length :])


def test_weights_whose_shapes_are_data_are_downloaded_and_not_kept(way, tmp_path, folder):
    with_shapes_as_data(folder)
    assert way() == "downloaded"
    assert kept(tmp_path) == []


@pytest.fixture
def paused_with_weights(way, folder, monkeypatch):
    """A conversion that was paused when its weights, which cannot pass through, had come."""

    def begin():
        with_shapes_as_data(folder)

        def paused(*_arguments, **_options):
            raise PausedError

        with monkeypatch.context() as patched:
            patched.setattr(make, "quantize", paused)
            with pytest.raises(PausedError):
                way()

    return begin


def test_weights_whose_shapes_are_data_go_also_after_a_pause(way, tmp_path, paused_with_weights):
    paused_with_weights()
    assert len(kept(tmp_path)) == 1
    way()
    assert kept(tmp_path) == []


def test_weights_that_somebody_wants_to_keep_meanwhile_stay(way, tmp_path, paused_with_weights):
    paused_with_weights()
    way(keep_source=True)
    way()
    assert len(kept(tmp_path)) == 1


def test_a_pause_during_the_download_is_a_pause(way, tmp_path):
    with pytest.raises(PausedError):
        way(keep_source=True, is_paused=lambda: True)
    with pytest.raises(CancelledError) as caught:
        way(keep_source=True, is_cancelled=lambda: True, is_paused=lambda: True)
    assert not isinstance(caught.value, PausedError)
