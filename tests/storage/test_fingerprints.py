from __future__ import annotations

import hashlib
import os
import shutil

import pytest

from desktop_app.domain.duplicates import FilePrint, Proof, find_groups
from desktop_app.domain.errors import BitsmithError, CancelledError
from desktop_app.domain.library import ModelOrigin
from desktop_app.storage import fingerprints as module
from desktop_app.storage.database import Database
from desktop_app.storage.fingerprints import Fingerprints, sample_digest
from desktop_app.storage.library import ModelLibrary
from tests.fakes.tiny_model import write_tiny_model


@pytest.fixture
def database(tmp_path):
    return Database(tmp_path / "db")


@pytest.fixture
def prints(database):
    return Fingerprints(database)


@pytest.fixture
def add(database, tmp_path):
    library = ModelLibrary(database, tmp_path / "models")
    return lambda path: library.add_file(path, ModelOrigin.LOCAL)


def groups_of(prints, *models):
    return find_groups(tuple(p for p in map(prints.quick, models) if p))


def test_a_copy_is_found_and_then_proven(prints, add, tmp_path):
    first = add(write_tiny_model(tmp_path / "a.gguf"))
    copy = add(shutil.copyfile(tmp_path / "a.gguf", tmp_path / "b.gguf"))
    other = add(write_tiny_model(tmp_path / "c.gguf", n_ctx_train=77))
    (group,) = groups_of(prints, first, copy, other)
    assert set(group.model_ids) == {first.model_id, copy.model_id}
    assert (group.proof, group.saves_bytes) == (Proof.LIKELY, first.size_bytes)
    seen = []
    digests = [prints.full(m, lambda done, total: seen.append((done, total))) for m in (first, copy)]
    content = (tmp_path / "a.gguf").read_bytes()
    assert digests == [(hashlib.sha256(content).hexdigest(),)] * 2
    assert seen[-1] == (len(content), len(content))
    (group,) = groups_of(prints, first, copy, other)
    assert group.proof is Proof.PROVEN


@pytest.mark.parametrize("link", [os.link, os.symlink])
def test_links_to_one_file_save_nothing(prints, add, tmp_path, link):
    first = add(write_tiny_model(tmp_path / "a.gguf"))
    link(tmp_path / "a.gguf", tmp_path / "b.gguf")
    (group,) = groups_of(prints, first, add(tmp_path / "b.gguf"))
    assert (group.saves_bytes, len(group.copies), group.proof) == (0, 1, Proof.PROVEN)


def test_files_that_differ_only_between_the_samples_are_told_apart_by_the_full_digest(
    prints, add, tmp_path, monkeypatch
):
    for name, value in (("_HEAD_BYTES", 512), ("_SAMPLE_BYTES", 16), ("_N_SAMPLES", 2)):
        monkeypatch.setattr(module, name, value)
    first = add(write_tiny_model(tmp_path / "a.gguf"))
    content = bytearray((tmp_path / "a.gguf").read_bytes())
    content[len(content) // 3] ^= 1
    (tmp_path / "b.gguf").write_bytes(content)
    second = add(tmp_path / "b.gguf")
    assert len(groups_of(prints, first, second)) == 1
    for model in (first, second):
        prints.full(model, lambda _done, _total: None)
    assert groups_of(prints, first, second) == ()


def test_digests_are_kept_until_the_file_changes(prints, add, tmp_path, monkeypatch):
    path = write_tiny_model(tmp_path / "a.gguf")
    model = add(path)
    prints.full(model, lambda _done, _total: None)
    with monkeypatch.context() as patch:
        patch.setattr(module, "sample_digest", lambda _path: pytest.fail("read again"))
        patch.setattr(module, "_sha256", lambda *_args: pytest.fail("read again"))
        known = prints.quick(model)
        assert known.sha256 == prints.full(model, lambda _done, _total: None)
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    os.utime(path, ns=(1, 1))
    assert prints.quick(model).sha256 == ()
    assert prints.quick(model).sample != known.sample


def test_a_digest_can_be_cancelled_and_a_lost_file_says_so(prints, add, tmp_path):
    path = write_tiny_model(tmp_path / "a.gguf")
    model = add(path)
    with pytest.raises(CancelledError):
        prints.full(model, lambda _done, _total: None, lambda: True)
    path.unlink()
    with pytest.raises(BitsmithError, match="cannot be read"):
        prints.full(model, lambda _done, _total: None)
    assert prints.quick(model) is None


def test_a_split_model_is_the_copy_of_a_split_model(prints, add, tmp_path):
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        for number in (1, 2):
            write_tiny_model(tmp_path / folder / f"m-0000{number}-of-00002.gguf", n_ctx_train=number)
    models = [add(tmp_path / folder / "m-00001-of-00002.gguf") for folder in ("x", "y")]
    (group,) = groups_of(prints, *models)
    assert group.size_bytes == models[0].size_bytes
    assert len(prints.full(models[0], lambda _done, _total: None)) == 2


def test_samples_of_tiny_files(tmp_path):
    (tmp_path / "a").write_bytes(b"")
    (tmp_path / "b").write_bytes(b"x")
    assert sample_digest(tmp_path / "a") != sample_digest(tmp_path / "b")


def test_groups_are_split_by_known_digests_and_ordered_by_what_they_save():
    def one(model_id, size, sample, sha=(), inode=0):
        return FilePrint(model_id, size, ((1, inode or hash(model_id)),), sample, sha)

    groups = find_groups(
        (
            one("a", 10, "s", ("1",)), one("b", 10, "s", ("2",)), one("c", 10, "s"),
            one("d", 10, "s", ("2",)),
            one("e", 50, "t"), one("f", 50, "t"), one("g", 50, "t", inode=4), one("h", 50, "t", inode=4),
            one("i", 99, "t"),
        )
    )  # fmt: skip
    assert [(set(g.model_ids), g.saves_bytes, g.proof) for g in groups] == [
        ({"e", "f", "g", "h"}, 100, Proof.LIKELY),
        ({"a", "c"}, 10, Proof.LIKELY),
        ({"b", "d"}, 10, Proof.PROVEN),
    ]
