from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.domain.library import ModelKind, ModelOrigin
from desktop_app.storage import library as library_module
from desktop_app.storage import schema
from desktop_app.storage.database import Database
from desktop_app.storage.library import ModelLibrary
from tests.fakes.app_homes import add_hf_checkpoint, add_lm_studio, add_ollama, surroundings
from tests.fakes.checkpoints import materialize_golden
from tests.fakes.tiny_model import N_EMBD, write_tiny_model
from tests.fakes.tiny_projector import write_tiny_projector


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


def test_a_model_with_a_projector_beside_it_sees_pictures(library, folder):
    write_tiny_model(folder / "Smol-VL.gguf")
    write_tiny_projector(folder / "mmproj-F16.gguf", N_EMBD)
    write_tiny_projector(folder / "mmproj-wide-BF16.gguf", 2 * N_EMBD)
    assert {m.name: m.projector for m in library.refresh() if m.can_chat} == {"Smol-VL": "mmproj-F16.gguf"}
    (folder / "mmproj-F16.gguf").unlink()
    assert {m.projector for m in library.refresh()} == {""}


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


def test_names_that_differ_in_case_only_are_told_apart(library, tmp_path):
    for name in ("tiny", "Tiny", "TINY"):
        library.add_file(write_tiny_model(tmp_path / f"{name}.gguf"), ModelOrigin.LOCAL)
    assert [library.find(name).name for name in ("tiny", "Tiny", "TINY")] == ["tiny", "Tiny", "TINY"]
    assert library.find("tINY") is not None


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


# --- what people do to models -------------------------------------------------------------------------


def test_a_name_of_ones_own_stays_when_the_file_is_looked_at_again(library, tmp_path):
    path = write_tiny_model(tmp_path / "x.gguf")
    model = library.add_file(path, ModelOrigin.LOCAL)
    library.rename(model.model_id, "  My \u202e best\nmodel ")
    assert library.add_file(path, ModelOrigin.LOCAL).name == "My best model"
    library.rename(model.model_id, "")
    assert library.get(model.model_id).name == "x"


def test_tags_are_kept_clean_and_go_with_the_model(library, tmp_path):
    model = library.add_file(write_tiny_model(tmp_path / "x.gguf"), ModelOrigin.LOCAL)
    library.set_tags(model.model_id, ["work", "WORK", " a\nb ", "", "z" * 99])
    assert library.get(model.model_id).tags == ("a b", "work", "z" * 40)
    library.set_tags(model.model_id, [f"t{n}" for n in range(99)])
    assert len(library.list()[0].tags) == 20
    library.set_tags("nobody", ["x"])
    library.remove(model.model_id, delete_file=True)
    assert library.list() == ()


def test_a_model_taken_off_the_list_stays_off_until_it_is_wanted_or_changes(library, folder):
    path = write_tiny_model(folder / "x.gguf")
    (model,) = library.refresh()
    library.set_tags(model.model_id, ["t"])
    library.remove(model.model_id, delete_file=False)
    assert library.refresh() == ()
    library.bring_back(model.model_id)
    assert [m.tags for m in library.list()] == [("t",)]
    library.remove(model.model_id, delete_file=False)
    assert library.add_file(path, ModelOrigin.LOCAL).model_id == model.model_id
    library.remove(model.model_id, delete_file=False)
    write_tiny_model(path, n_ctx_train=5)
    assert [m.n_ctx_train for m in library.refresh()] == [5]


def test_a_file_that_cannot_be_deleted_keeps_its_model(library, folder, monkeypatch):
    model = library.add_file(write_tiny_model(folder / "x.gguf"), ModelOrigin.MADE)

    def fail(_path, **_options):
        raise PermissionError(13, "no")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", fail)
        with pytest.raises(BitsmithError, match="could not be deleted"):
            library.remove(model.model_id, delete_file=True)
    assert library.list() == (model,)
    library.remove(model.model_id, delete_file=True)
    assert library.refresh() == ()
    assert not (folder / "x.gguf").exists()


def test_a_lost_model_is_found_again_by_the_person(library, tmp_path):
    path = write_tiny_model(tmp_path / "x.gguf")
    model = library.add_file(path, ModelOrigin.MADE, source="org/x")
    library.set_tags(model.model_id, ["t"])
    path.rename(tmp_path / "y.gguf")
    found = library.locate(model.model_id, tmp_path / "y.gguf")
    assert (found.model_id, found.path, found.tags) == (model.model_id, str(tmp_path / "y.gguf"), ("t",))
    assert (found.source, found.origin, found.is_missing) == ("org/x", ModelOrigin.MADE, False)
    other = library.add_file(write_tiny_model(tmp_path / "z.gguf"), ModelOrigin.LOCAL)
    for wrong, text in ((other.path, "already"), (tmp_path / "no.gguf", "not there")):
        with pytest.raises(BitsmithError, match=text):
            library.locate(model.model_id, wrong)
    with pytest.raises(BitsmithError, match="not in the library"):
        library.locate("nobody", path)


def test_use_is_noted(library, tmp_path):
    model = library.add_file(write_tiny_model(tmp_path / "x.gguf"), ModelOrigin.LOCAL)
    library.mark_used(model.model_id)
    assert library.get(model.model_id).last_used_at > model.added_at - 1


def test_what_the_header_says_more(library, tmp_path):
    values = {"general.license": "mit", "bitsmith.version": "1", "bitsmith.source.repository": "a/b"}
    model = library.add_file(write_tiny_model(tmp_path / "x.gguf", values=values), ModelOrigin.LOCAL)
    assert (model.license, model.bits_per_weight, model.n_parts) == ("mit", 32.0, 1)
    assert dict(model.provenance) == {"version": "1", "source.repository": "a/b"}
    assert model.created_at == pytest.approx((tmp_path / "x.gguf").stat().st_mtime)


@pytest.mark.parametrize(
    ("architecture", "values", "kind"),
    [
        ("clip", {}, ModelKind.PROJECTOR),
        ("llama", {"general.type": "adapter"}, ModelKind.ADAPTER),
        ("clip", {"general.type": "mmproj"}, ModelKind.PROJECTOR),
        ("nomic-bert", {}, ModelKind.EMBEDDING),
        ("llama", {}, ModelKind.MODEL),
    ],
)
def test_what_a_file_is_for(library, tmp_path, architecture, values, kind):
    path = write_tiny_model(tmp_path / "x.gguf", architecture=architecture, values=values)
    model = library.add_file(path, ModelOrigin.LOCAL)
    assert model.kind is kind
    assert model.can_chat == (kind is ModelKind.MODEL)


# --- split models -------------------------------------------------------------------------------------


def test_a_split_model_is_one_and_names_what_is_missing(library, folder):
    for number in (1, 2, 3):
        write_tiny_model(folder / f"m-0000{number}-of-00003.gguf")
    (model,) = library.refresh()
    assert (model.name, model.n_parts, model.is_missing) == ("m", 3, False)
    assert model.size_bytes == sum(p.stat().st_size for p in folder.iterdir())
    (folder / "m-00002-of-00003.gguf").rename(folder / "away")
    (model,) = library.refresh()
    assert (model.is_missing, model.missing_parts) == (True, ("m-00002-of-00003.gguf",))
    (folder / "away").rename(folder / "m-00002-of-00003.gguf")
    assert not library.refresh()[0].is_missing


def test_a_set_without_its_first_part_is_shown(library, folder):
    write_tiny_model(folder / "m-00002-of-00002.gguf")
    (model,) = library.refresh()
    assert (model.is_missing, model.missing_parts) == (True, ("m-00001-of-00002.gguf",))
    write_tiny_model(folder / "m-00001-of-00002.gguf", n_ctx_train=9)
    (model,) = library.refresh()
    assert (model.is_missing, model.n_ctx_train) == (False, 9)


@pytest.mark.parametrize("name", ["m-00001-of-99999.gguf", "m-00000-of-00000.gguf", "m-00005-of-00002.gguf"])
def test_impossible_part_numbers(library, folder, name):
    write_tiny_model(folder / name)
    library.refresh()
    assert all(m.is_missing or m.n_parts == 1 for m in library.list())


# --- other apps ---------------------------------------------------------------------------------------


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def shared(tmp_path, folder, home):
    return ModelLibrary(Database(tmp_path / "db"), folder, surroundings(home))


def scan(library):
    return {finds.app: len(finds.models) for finds in library.scan_apps() if finds.models}


def test_models_of_other_apps_are_listed_and_never_deleted(shared, home):
    path = add_lm_studio(home)
    add_ollama(home / ".ollama/models", "registry.ollama.ai/library/m/1b", content=path)
    assert scan(shared) == {"lmstudio": 1, "ollama": 1}
    models = {m.app: m for m in shared.list()}
    assert models["ollama"].name == "m:1b"
    assert models["lmstudio"].source == "publisher/repo-GGUF"
    for model in models.values():
        assert model.origin is ModelOrigin.APP
        with pytest.raises(BitsmithError, match="does not belong to Bitsmith"):
            shared.remove(model.model_id, delete_file=True)
    assert path.is_file()
    shared.remove(models["ollama"].model_id, delete_file=False)
    scan(shared)
    assert [m.app for m in shared.list()] == ["lmstudio"]


def test_an_app_that_is_switched_off_is_neither_looked_for_nor_listed(shared, home):
    add_lm_studio(home)
    scan(shared)
    shared.hidden_apps = ("lmstudio",)
    assert scan(shared) == {}
    assert shared.list() == ()
    shared.hidden_apps = ()
    assert len(shared.list()) == 1


def test_what_an_app_gave_up_is_forgotten_unless_the_person_uses_it(shared, home):
    first, second = add_lm_studio(home, "a.gguf"), add_lm_studio(home, "b.gguf")
    scan(shared)
    shared.set_tags(next(m for m in shared.list() if m.name == "a").model_id, ["mine"])
    first.unlink()
    second.unlink()
    scan(shared)
    assert [(m.name, m.is_missing) for m in shared.list()] == [("a", True)]


def test_a_file_of_an_app_that_was_added_by_hand_is_the_apps(shared, home):
    path = add_lm_studio(home)
    assert shared.add_file(path, ModelOrigin.LOCAL).is_ours
    scan(shared)
    (model,) = shared.list()
    assert (model.app, model.is_ours) == ("lmstudio", False)
    assert not shared.add_file(path, ModelOrigin.LOCAL).is_ours


def test_what_we_made_in_an_apps_folder_stays_ours(shared, home):
    path = add_lm_studio(home)
    shared.add_file(path, ModelOrigin.MADE)
    scan(shared)
    (model,) = shared.list()
    assert (model.origin, model.app) == (ModelOrigin.MADE, "")


def test_an_unchanged_file_is_not_read_again(shared, home, folder, monkeypatch):
    add_lm_studio(home)
    write_tiny_model(folder / "own.gguf")
    scan(shared)
    shared.refresh()
    monkeypatch.setattr(library_module, "read_facts", lambda *_a, **_k: pytest.fail("read again"))
    scan(shared)
    assert len(shared.refresh()) == 2


def test_a_file_that_was_replaced_is_read_again(library, tmp_path):
    path = write_tiny_model(tmp_path / "x.gguf", n_ctx_train=1)
    library.add_file(path, ModelOrigin.LOCAL)
    write_tiny_model(path, n_ctx_train=2)
    assert [m.n_ctx_train for m in library.refresh()] == [2]


def test_checkpoints_of_the_hubs_cache_are_sources(shared, home, tmp_path):
    folder = materialize_golden("llama2", tmp_path / "llama")
    add_hf_checkpoint(home / ".cache/huggingface/hub", "org/llama", folder)
    assert scan(shared) == {"huggingface": 1}
    (model,) = shared.list()
    assert (model.kind, model.architecture, model.can_chat) == (ModelKind.CHECKPOINT, "llama", False)
    assert model.size_bytes > 0


# --- rows that make no sense --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        "origin = 'nonsense', kind = 'x'", "details = '['", "details = '[1]'", "details = NULL OR 7",
        "size_bytes = 'big', n_params = -1, n_ctx_train = 1e300", "added_at = 'never', last_used_at = 9e99",
        "name = '', source = x'ff'", "details = '{\"provenance\": [[\"a\"], 7], \"n_parts\": -3}'",
    ],
)  # fmt: skip
def test_rows_that_make_no_sense_lose_only_what_makes_none(library, tmp_path, change):
    path = write_tiny_model(tmp_path / "x.gguf")
    library.add_file(path, ModelOrigin.LOCAL)
    with library._database.write() as db:
        db.execute(f"UPDATE models SET {change}")
    (model,) = library.list()
    assert (model.path, model.is_missing) == (str(path), False)
    assert model.name
    library.refresh()


def test_rows_without_a_path_are_left_out(library, tmp_path):
    library.add_file(write_tiny_model(tmp_path / "x.gguf"), ModelOrigin.LOCAL)
    for path in (b"\xff", "", "a\0b"):
        with library._database.write() as db:
            db.execute("UPDATE models SET path = ?", (path,))
        assert library.list() == ()


def test_a_database_of_the_first_version_gets_the_new_columns(tmp_path, folder):
    path = write_tiny_model(tmp_path / "x.gguf", n_ctx_train=7)
    with sqlite3.connect(tmp_path / "db") as db:
        db.executescript(schema._MIGRATIONS[0] + schema._MIGRATIONS[1] + "PRAGMA user_version = 2;")
        row = ("id", str(path), "x", "made", "F32", 1, 2.0, "org/x", "", "llama", 3, 4)
        db.execute("INSERT INTO models VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    db.close()
    library = ModelLibrary(Database(tmp_path / "db"), folder)
    assert [(m.name, m.n_ctx_train, m.identity.size_bytes) for m in library.list()] == [("x", 4, 0)]
    (model,) = library.refresh()
    assert (model.n_ctx_train, model.identity.size_bytes) == (7, path.stat().st_size)
    assert (model.origin, model.source, model.added_at) == (ModelOrigin.MADE, "org/x", 2.0)
