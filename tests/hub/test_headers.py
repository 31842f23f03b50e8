from __future__ import annotations

import struct
from dataclasses import replace

import pytest

from converters import open_checkpoint
from desktop_app.domain.errors import BitsmithError, CancelledError
from desktop_app.domain.gguf_header import read_gguf_header
from desktop_app.domain.repository import gguf_variants, portable_name
from desktop_app.hub.headers import fetch_gguf_header, fetch_headers
from tests.fakes.tiny_model import write_tiny_model


def test_headers_come_without_weights_and_once_only(hub, client, checkpoint, tmp_path):
    hub.add_repo("org/tiny", checkpoint)
    detail = client.repository("org/tiny")
    steps = []
    folder = fetch_headers(client, detail, tmp_path, on_progress=steps.append)
    whole = open_checkpoint(checkpoint)
    opened = open_checkpoint(folder, headers_only=True)
    assert {n: t.shape for n, t in opened.tensors.items()} == {n: t.shape for n, t in whole.tensors.items()}
    weights = folder / "model.safetensors"
    assert weights.stat().st_size < (checkpoint / "model.safetensors").stat().st_size / 10
    assert steps[-1].done == steps[-1].total
    before = len(hub.requests)
    assert fetch_headers(client, detail, tmp_path) == folder
    assert len(hub.requests) == before


def test_a_header_that_claims_terabytes_is_refused(hub, client, checkpoint, tmp_path):
    folder = tmp_path / "bad"
    folder.mkdir()
    (folder / "config.json").write_text("{}")
    (folder / "model.safetensors").write_bytes(struct.pack("<Q", 1 << 42) + b"{}" * 100)
    hub.add_repo("org/bad", folder)
    with pytest.raises(BitsmithError, match="no header that makes sense"):
        fetch_headers(client, client.repository("org/bad"), tmp_path / "cache")
    assert [p for p in (tmp_path / "cache").rglob("*") if p.is_file()] == []


def test_cancel_leaves_nothing(hub, client, checkpoint, tmp_path):
    hub.add_repo("org/tiny", checkpoint)
    with pytest.raises(CancelledError):
        fetch_headers(client, client.repository("org/tiny"), tmp_path / "cache", cancelled=lambda: True)
    assert [p for p in (tmp_path / "cache").rglob("*") if p.is_file()] == []


def test_the_header_of_a_remote_gguf(hub, client, tmp_path):
    folder = tmp_path / "repo"
    folder.mkdir()
    path = write_tiny_model(folder / "tiny-Q8_0.gguf")
    hub.add_repo("org/tiny-gguf", folder)
    detail = client.repository("org/tiny-gguf")
    (variant,) = gguf_variants(detail.files)
    assert variant.quant_type == "Q8_0"
    skeleton = fetch_gguf_header(client, detail, variant, tmp_path / "cache")
    assert skeleton.stat().st_size == path.stat().st_size
    with skeleton.open("rb") as got, path.open("rb") as real:
        size = path.stat().st_size
        assert read_gguf_header(got, available=size) == read_gguf_header(real, available=size)


def test_a_gguf_that_is_none_is_refused(hub, client, tmp_path):
    folder = tmp_path / "repo"
    folder.mkdir()
    (folder / "x-Q4_K_M.gguf").write_bytes(b"<html>" * 1000)
    hub.add_repo("org/no", folder)
    detail = client.repository("org/no")
    with pytest.raises(BitsmithError):
        fetch_gguf_header(client, detail, gguf_variants(detail.files)[0], tmp_path / "cache")


def test_a_gguf_that_claims_more_than_it_has_is_refused(hub, client, tmp_path):
    folder = tmp_path / "repo"
    folder.mkdir()
    path = write_tiny_model(folder / "tiny-Q8_0.gguf")
    with path.open("rb") as file:
        start = read_gguf_header(file, available=path.stat().st_size).data_start
    path.write_bytes(path.read_bytes()[: start + 1000])
    hub.add_repo("org/short", folder)
    detail = client.repository("org/short")
    with pytest.raises(BitsmithError, match="no header that makes sense"):
        fetch_gguf_header(client, detail, gguf_variants(detail.files)[0], tmp_path / "cache")
    assert [p for p in (tmp_path / "cache").rglob("*") if p.is_file()] == []


def test_a_size_that_no_disk_has_is_said(hub, client, tmp_path):
    folder = tmp_path / "repo"
    folder.mkdir()
    write_tiny_model(folder / "tiny-Q8_0.gguf")
    hub.add_repo("org/tiny", folder)
    (variant,) = gguf_variants(client.repository("org/tiny").files)
    huge = replace(variant, model_files=(replace(variant.model_files[0], size_bytes=1 << 62),))
    with pytest.raises(BitsmithError, match="could not be kept"):
        fetch_gguf_header(client, client.repository("org/tiny"), huge, tmp_path / "cache")
    assert [p for p in (tmp_path / "cache").rglob("*") if p.is_file()] == []


def test_a_repository_with_a_name_that_windows_does_not_take(hub, client, checkpoint, tmp_path):
    hub.add_repo("org/aux", checkpoint)
    folder = fetch_headers(client, client.repository("org/aux"), tmp_path / "cache")
    assert folder.name == portable_name("aux") != "aux"
