from __future__ import annotations

import pytest

from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.domain.library import ModelOrigin
from desktop_app.storage.database import Database
from desktop_app.storage.library import ModelLibrary
from tests.fakes.tiny_model import write_tiny_model


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "models"
    made.mkdir()
    return made


@pytest.fixture
def library(tmp_path, folder):
    return ModelLibrary(Database(tmp_path / "db"), folder)


def test_a_file_is_registered_with_what_its_header_says(library, tmp_path):
    path = write_tiny_model(tmp_path / "my-model.gguf", n_ctx_train=1234)
    model = library.add_file(path, ModelOrigin.MADE, source="org/x", revision="abc")
    assert library.list() == (model,)
    assert (model.name, model.architecture, model.n_ctx_train) == ("my-model", "llama", 1234)
    assert model.size_bytes == path.stat().st_size
    assert model.n_params > 10_000
    assert (model.source, model.revision, model.origin) == ("org/x", "abc", ModelOrigin.MADE)


def test_the_same_file_twice_is_one_model(library, tmp_path):
    path = write_tiny_model(tmp_path / "x.gguf")
    first = library.add_file(path, ModelOrigin.MADE, source="org/x")
    second = library.add_file(path, ModelOrigin.LOCAL)
    assert second.model_id == first.model_id
    assert second.source == "org/x"
    assert len(library.list()) == 1


def test_a_vanished_file_is_marked_and_comes_back(library, tmp_path):
    path = write_tiny_model(tmp_path / "x.gguf")
    library.add_file(path, ModelOrigin.LOCAL)
    path.rename(tmp_path / "elsewhere")
    assert [m.is_missing for m in library.refresh()] == [True]
    (tmp_path / "elsewhere").rename(path)
    assert [m.is_missing for m in library.refresh()] == [False]


def test_new_files_of_the_models_folder_are_taken_in(library, folder):
    (folder / "org").mkdir()
    write_tiny_model(folder / "org" / "a.gguf")
    (folder / "broken.gguf").write_bytes(b"GGUF but not really")
    (folder / "notes.txt").write_text("x")
    assert [m.name for m in library.refresh()] == ["a"]
    assert [m.name for m in library.refresh()] == ["a"]


def test_removing_keeps_or_deletes_the_file(library, folder):
    keep = library.add_file(write_tiny_model(folder / "keep.gguf"), ModelOrigin.LOCAL)
    (folder / "org" / "name").mkdir(parents=True)
    drop = library.add_file(write_tiny_model(folder / "org" / "name" / "drop.gguf"), ModelOrigin.MADE)
    library.remove(keep.model_id, delete_file=False)
    library.remove(drop.model_id, delete_file=True)
    assert library.list() == ()
    assert [p.name for p in folder.iterdir()] == ["keep.gguf"]


def test_find_by_id_path_and_name(library, tmp_path):
    model = library.add_file(write_tiny_model(tmp_path / "Tiny.gguf"), ModelOrigin.LOCAL)
    for key in (model.model_id, model.path, "tiny"):
        assert library.find(key) == model
    assert library.find("other") is None


@pytest.mark.parametrize("content", [b"", b"GGUF", b"PK\x03\x04", b"GGUF\x03\0\0\0" + b"\xff" * 64])
def test_what_is_no_model_is_refused(library, tmp_path, content):
    path = tmp_path / "x.gguf"
    path.write_bytes(content)
    with pytest.raises(BitsmithError) as caught:
        library.add_file(path, ModelOrigin.LOCAL)
    assert caught.value.problem.kind is ErrorKind.BAD_MODEL
    assert library.list() == ()


def test_a_truncated_model_is_refused(library, tmp_path):
    path = write_tiny_model(tmp_path / "x.gguf")
    path.write_bytes(path.read_bytes()[:-1000])
    with pytest.raises(BitsmithError, match="cut off"):
        library.add_file(path, ModelOrigin.LOCAL)


def test_a_split_model_with_a_missing_part_says_which(library, tmp_path):
    write_tiny_model(tmp_path / "m-00001-of-00003.gguf")
    write_tiny_model(tmp_path / "m-00003-of-00003.gguf")
    with pytest.raises(BitsmithError, match=r"m-00002-of-00003\.gguf"):
        library.add_file(tmp_path / "m-00001-of-00003.gguf", ModelOrigin.LOCAL)


def test_a_file_that_is_not_there(library, tmp_path):
    with pytest.raises(BitsmithError) as caught:
        library.add_file(tmp_path / "none.gguf", ModelOrigin.LOCAL)
    assert caught.value.problem.kind is ErrorKind.NOT_FOUND
