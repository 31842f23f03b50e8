from __future__ import annotations

import pytest

from desktop_app.domain.errors import BitsmithError, CancelledError, ErrorKind
from desktop_app.domain.repository import gguf_variants
from desktop_app.hub.client import HubClient
from desktop_app.pipeline import make
from tests.fakes.checkpoints import materialize_golden
from tests.fakes.loopback_hub import LoopbackHub
from tests.fakes.tiny_model import write_tiny_model


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory):
    return materialize_golden("llama2", tmp_path_factory.mktemp("make") / "tiny")


def quiet(_progress):
    pass


def never():
    return False


def test_names_of_new_models_are_safe_and_free(tmp_path):
    path = make.output_path(tmp_path, "org/My Model!", "Q4_K_M")
    assert path == tmp_path / "org" / "My-Model" / "My-Model-Q4_K_M.gguf"
    path.parent.mkdir(parents=True)
    path.touch()
    assert make.output_path(tmp_path, "org/My Model!", "Q4_K_M").name == "My-Model-Q4_K_M-2.gguf"
    hostile = make.output_path(tmp_path, "../../etc/passwd", "Q8_0")
    assert tmp_path in hostile.parents


def test_folders_are_not_called_like_devices_of_windows(tmp_path):
    path = make.output_path(tmp_path, "con/Aux", "Q8_0")
    assert path.relative_to(tmp_path).as_posix() == "_con/_Aux/_Aux-Q8_0.gguf"
    assert make.variant_folder(tmp_path, "NUL/com1.x") == tmp_path / "_NUL" / "_com1.x"
    assert make.source_folder(tmp_path, "me/lpt1", "0").name == "_lpt1"
    assert make.source_folder(tmp_path, "me/console", "0").name == "console"


def test_quantize_leaves_one_file(checkpoint, tmp_path):
    out = tmp_path / "models" / "x.gguf"
    result = make.quantize(checkpoint, out, "Q8_0", on_progress=quiet, is_cancelled=never)
    assert result.size_bytes == out.stat().st_size
    assert [p.name for p in out.parent.iterdir()] == ["x.gguf"]


def test_a_failed_job_leaves_nothing_but_the_folders_that_were_there(tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "mine").mkdir()
    for folder in ("mine", "new"):
        with pytest.raises(BitsmithError):
            make.quantize(
                tmp_path / "empty",
                tmp_path / folder / "x.gguf",
                "Q8_0",
                on_progress=quiet,
                is_cancelled=never,
            )
    assert sorted(p.name for p in tmp_path.iterdir()) == ["empty", "mine"]


def test_cancelled_before_it_began(checkpoint, tmp_path):
    with pytest.raises(CancelledError):
        make.quantize(checkpoint, tmp_path / "x.gguf", "Q8_0", on_progress=quiet, is_cancelled=lambda: True)
    assert list(tmp_path.iterdir()) == []


def test_a_ready_made_file_comes_into_the_models_folder(tmp_path):
    folder = tmp_path / "repo"
    folder.mkdir()
    source = write_tiny_model(folder / "tiny-Q8_0.gguf")
    with LoopbackHub() as hub:
        hub.add_repo("org/tiny-GGUF", folder)
        client = HubClient(hub.endpoint)
        detail = client.repository("org/tiny-GGUF")
        (variant,) = gguf_variants(detail.files)
        made = make.download_variant(
            client, detail, variant, tmp_path / "models", on_progress=quiet, is_cancelled=never
        )
    assert made.path == tmp_path / "models" / "org" / "tiny-GGUF" / "tiny-Q8_0.gguf"
    assert made.path.read_bytes() == source.read_bytes()


def test_a_disk_that_is_too_small_is_refused_before_anything_is_written(tmp_path):
    with pytest.raises(BitsmithError) as caught:
        make.check_disk(tmp_path / "not" / "there", 1 << 60)
    assert caught.value.problem.kind is ErrorKind.DISK_FULL
    assert list(tmp_path.iterdir()) == []
    make.check_disk(tmp_path, 1)


def test_discarding_a_source_removes_its_empty_folders(tmp_path):
    folder = make.source_folder(tmp_path, "org/name", "abc")
    folder.mkdir(parents=True)
    (folder / "model.safetensors").touch()
    make.discard_source(folder)
    assert not folder.parent.exists()
