"""The services of the library with the real database, files and engine."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from desktop_app.domain.duplicates import Proof
from desktop_app.domain.errors import ErrorKind
from desktop_app.domain.library import ModelKind, ModelOrigin
from desktop_app.domain.machine import Machine
from desktop_app.domain.model_check import FileVerdict, HashBasis
from desktop_app.library_parts import LibraryParts
from desktop_app.paths import UserFolders
from desktop_app.pipeline import model_fits
from desktop_app.services.background import Background, SerialWriter
from desktop_app.services.hub_access import HubAccess
from desktop_app.services.settings_service import SettingsService
from desktop_app.storage.database import Database
from desktop_app.storage.other_apps import Surroundings
from desktop_app.storage.settings import SettingsStore
from tests.fakes.page_services import FakeHardware
from tests.fakes.tiny_model import write_tiny_model

GB = 10**9


class Home:
    """The library of one start; the same home is the same installation."""

    def __init__(self, home: Path):
        self.home = home
        self.folders = UserFolders(home / "data", home / "config", home / "cache")
        self.background = Background()
        self.writer = SerialWriter(self.background)
        self.settings = SettingsService(SettingsStore(self.folders.settings), self.folders, self.writer)
        self.hub = HubAccess(self.settings, self.folders.logins)
        self.settings.update(offline=True)
        self.database = Database(self.folders.database)
        self.hardware = FakeHardware()
        self.parts = LibraryParts(
            database=self.database,
            settings=self.settings,
            hardware=self.hardware,
            hub=self.hub,
            background=self.background,
            surroundings=Surroundings(home=home / "person", environ={}, root=home / "root", system="linux"),
        )
        self.library, self.fits = self.parts.service, self.parts.fits
        self.duplicates, self.checks = self.parts.duplicates, self.parts.checks
        self.problems = []
        self.library.problem_raised.connect(self.problems.append)

    def show_machine(self, free=20 * GB):
        self.hardware.publish(Machine("Linux", "A CPU", 1, 2, (), 32 * GB, free, GB, GB))

    def close(self):
        self.parts.close()
        self.writer.close()
        self.background.close()
        self.database.close()


@pytest.fixture
def start(qapp, tmp_path):
    homes = []

    def begin():
        homes.append(Home(tmp_path / "home"))
        return homes[-1]

    yield begin
    for home in homes:
        home.close()


@pytest.fixture
def app(start):
    return start()


@pytest.fixture
def add(app, qtbot):
    """Files taken into the library as a person does it."""

    def added(*paths):
        with qtbot.waitSignal(app.library.files_added, timeout=10_000) as signal:
            app.library.add_files([str(p) for p in paths])
        return signal.args[0]

    return added


# --- files that a person gives ------------------------------------------------------------------------


def test_several_files_one_of_them_cut_off(app, add, tmp_path):
    good = write_tiny_model(tmp_path / "good.gguf")
    cut = tmp_path / "cut.gguf"
    cut.write_bytes(good.read_bytes()[:-100])
    added = add(good, cut, tmp_path / "gone.gguf", good)
    assert [m.name for m in added.models] == ["good"]
    assert [p.kind for p in added.problems] == [ErrorKind.BAD_MODEL, ErrorKind.NOT_FOUND]
    assert app.library.find(added.models[0].model_id).path == str(good)


def test_a_folder_is_looked_through_and_a_checkpoint_is_one(app, add, tmp_path):
    (tmp_path / "models").mkdir()
    write_tiny_model(tmp_path / "models" / "a.gguf")
    (tmp_path / "models" / "deep").mkdir()
    write_tiny_model(tmp_path / "models" / "deep" / "A.GGUF")
    (tmp_path / "models" / "loop").symlink_to(tmp_path / "models")
    (tmp_path / "weights").mkdir()
    (tmp_path / "weights" / "config.json").write_text("{}")
    (tmp_path / "nothing").mkdir()
    added = add(tmp_path / "models", tmp_path / "weights", tmp_path / "nothing")
    assert sorted(m.name for m in added.models) == ["A", "a"]
    assert added.checkpoints == (str(tmp_path / "weights"),)
    assert added.problems[0].what == "There is no model in nothing."


def test_any_part_of_a_split_model_is_the_model(app, add, tmp_path):
    for number in (1, 2, 3):
        write_tiny_model(tmp_path / f"m-0000{number}-of-00003.gguf")
    added = add(tmp_path / "m-00002-of-00003.gguf", tmp_path / "m-00003-of-00003.gguf")
    assert [(m.name, m.n_parts) for m in added.models] == [("m", 3)]
    (tmp_path / "m-00002-of-00003.gguf").unlink()
    added = add(tmp_path / "m-00001-of-00003.gguf")
    assert "m-00002-of-00003.gguf" in added.problems[0].why


# --- what people do -----------------------------------------------------------------------------------


def test_names_tags_removal_and_undo_survive_a_restart(app, add, start, qtbot, tmp_path):
    (model,) = add(write_tiny_model(tmp_path / "a.gguf")).models
    app.library.rename(model.model_id, "  My\nmodel ")
    app.library.change_tags([model.model_id], add=["one", "two"])
    app.library.change_tags([model.model_id], add=["ONE"], drop=["Two"])
    qtbot.waitUntil(lambda: app.library.models and app.library.models[0].tags == ("one",))
    assert app.library.models[0].name == "My model"
    with qtbot.waitSignal(app.library.models_removed) as signal:
        app.library.remove([model.model_id], delete_file=False)
    qtbot.waitUntil(lambda: not app.library.models)
    app.library.bring_back(signal.args[0])
    qtbot.waitUntil(lambda: len(app.library.models) == 1)
    app.close()
    again = start()
    again.library.refresh()
    qtbot.waitUntil(lambda: len(again.library.models) == 1)
    assert (again.library.models[0].name, again.library.models[0].tags) == ("My model", ("one",))


def test_a_moved_file_is_found_again(app, add, qtbot, tmp_path):
    (model,) = add(write_tiny_model(tmp_path / "a.gguf")).models
    (tmp_path / "a.gguf").rename(tmp_path / "b.gguf")
    app.library.refresh()
    qtbot.waitUntil(lambda: app.library.models[0].is_missing)
    app.library.locate(model.model_id, str(tmp_path / "b.gguf"))
    qtbot.waitUntil(lambda: not app.library.models[0].is_missing)
    assert app.library.models[0].model_id == model.model_id


# --- other apps ---------------------------------------------------------------------------------------


@pytest.fixture
def other_apps(app, tmp_path):
    """A model that LM Studio has, and one that Ollama has as a blob without an ending."""
    person = app.home / "person"
    folder = person / ".lmstudio" / "models" / "org" / "repo"
    folder.mkdir(parents=True)
    write_tiny_model(folder / "studio.gguf")
    ollama = person / ".ollama" / "models"
    (ollama / "blobs").mkdir(parents=True)
    data = write_tiny_model(tmp_path / "o.gguf", n_ctx_train=512).read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    blob = ollama / "blobs" / f"sha256-{digest}"
    blob.write_bytes(data)
    manifest = ollama / "manifests" / "registry.ollama.ai" / "library" / "tiny" / "latest"
    manifest.parent.mkdir(parents=True)
    layer = {"mediaType": "application/vnd.ollama.image.model", "digest": f"sha256:{digest}"}
    manifest.write_text(json.dumps({"layers": [layer]}))
    return blob


def scan(app, qtbot):
    app.library.scan_apps()
    qtbot.waitUntil(lambda: app.library.scan.was_done, timeout=10_000)


def test_models_of_other_apps_are_used_in_place(app, other_apps, qtbot):
    scan(app, qtbot)
    qtbot.waitUntil(lambda: len(app.library.models) == 2)
    by_app = {m.app: m for m in app.library.models}
    assert by_app["lmstudio"].source == "org/repo"
    assert by_app["ollama"].name == "tiny:latest"
    assert app.library.scan.n_found == 2
    app.library.remove([by_app["ollama"].model_id], delete_file=True)
    qtbot.waitUntil(lambda: len(app.problems) == 1)
    assert other_apps.exists()
    app.settings.update(hidden_apps=("ollama",))
    qtbot.waitUntil(lambda: [m.app for m in app.library.models] == ["lmstudio"])
    app.settings.update(hidden_apps=())
    qtbot.waitUntil(lambda: len(app.library.models) == 2)


def test_a_scan_is_stopped(app, other_apps, qtbot):
    app.library.scan_apps()
    app.library.cancel_scan()
    assert not app.library.scan.is_scanning
    qtbot.wait(50)
    assert not app.library.scan.was_done


# --- fit ----------------------------------------------------------------------------------------------


def test_the_fit_is_asked_once_and_judged_anew(app, add, other_apps, start, qtbot, tmp_path, monkeypatch):
    scan(app, qtbot)
    added = add(write_tiny_model(tmp_path / "a.gguf"), write_tiny_model(tmp_path / "bad.gguf", n_head=3))
    ids = {m.name: m.model_id for m in app.library.models}
    assert len(added.models) == 2
    app.fits.start()
    assert not app.fits.state.fits  # nothing is known of the machine yet
    app.show_machine()
    qtbot.waitUntil(lambda: len(app.fits.state.fits) == 3 and not app.fits.state.is_busy, timeout=60_000)
    row = app.fits.state.fits[ids["tiny:latest"]]
    assert row.n_ctx == 512
    assert row.ram.weights_bytes > 100_000
    assert list(app.fits.state.problems) == [ids["bad"]]
    app.show_machine(free=1)
    assert app.fits.state.fits[ids["a"]].verdict == "does_not_fit"
    app.close()

    def asked(*_arguments, **_options):
        raise AssertionError("the engine was asked again")

    monkeypatch.setattr(model_fits.FitSession, "estimate", asked)
    again = start()
    again.library.remove([ids["bad"]], delete_file=False)
    again.library.refresh()
    qtbot.waitUntil(lambda: len(again.library.models) == 3)
    again.show_machine()
    again.fits.start()
    qtbot.waitUntil(lambda: len(again.fits.state.fits) == 3)


def test_finding_out_what_fits_is_stopped_and_goes_on(app, add, qtbot, tmp_path):
    add(*(write_tiny_model(tmp_path / f"{n}.gguf", n_ctx_train=128 + n) for n in range(3)))
    app.show_machine()
    app.fits.start()
    qtbot.waitUntil(lambda: app.fits.state.is_busy, timeout=10_000)
    app.fits.stop()
    assert app.fits.state.is_stopped
    known = len(app.fits.state.fits)
    qtbot.wait(100)
    assert len(app.fits.state.fits) == known
    app.fits.start()
    qtbot.waitUntil(lambda: len(app.fits.state.fits) == 3, timeout=60_000)


# --- duplicates ---------------------------------------------------------------------------------------


def test_duplicates_are_found_and_proven(app, add, qtbot, tmp_path):
    first = write_tiny_model(tmp_path / "a.gguf")
    shutil.copyfile(first, tmp_path / "b.gguf")
    add(first, tmp_path / "b.gguf", write_tiny_model(tmp_path / "c.gguf", n_ctx_train=99))
    app.duplicates.look()
    qtbot.waitUntil(lambda: len(app.duplicates.state.groups) == 1)
    (group,) = app.duplicates.state.groups
    assert group.proof is Proof.LIKELY
    app.duplicates.compare(group)
    assert app.duplicates.state.comparing
    qtbot.waitUntil(
        lambda: app.duplicates.state.groups[0].proof is Proof.PROVEN and not app.duplicates.state.is_looking
    )
    app.library.remove([group.model_ids[0]], delete_file=True)
    qtbot.waitUntil(lambda: not app.duplicates.state.groups)


# --- checks -------------------------------------------------------------------------------------------


def check(app, qtbot, model_id):
    with qtbot.waitSignal(app.checks.check_ended, timeout=30_000) as signal:
        app.checks.check([model_id])
    return signal.args[0]


def test_a_blob_is_compared_with_its_name(app, other_apps, qtbot):
    scan(app, qtbot)
    qtbot.waitUntil(lambda: len(app.library.models) == 2)
    model = next(m for m in app.library.models if m.app == "ollama")
    found = check(app, qtbot, model.model_id)
    assert found.is_sound
    assert [(f.verdict, f.basis) for f in found.files] == [(FileVerdict.RIGHT, HashBasis.APP)]
    data = bytearray(other_apps.read_bytes())
    data[-1] ^= 1
    other_apps.write_bytes(data)
    found = check(app, qtbot, model.model_id)
    assert found.files[0].verdict is FileVerdict.DAMAGED
    assert not found.is_sound


def test_the_first_check_is_what_later_ones_compare_with(app, add, qtbot, tmp_path):
    (model,) = add(write_tiny_model(tmp_path / "a.gguf")).models
    found = check(app, qtbot, model.model_id)
    assert (found.files[0].verdict, found.is_sound) == (FileVerdict.UNKNOWN, True)
    found = check(app, qtbot, model.model_id)
    assert (found.files[0].verdict, found.files[0].basis) == (FileVerdict.RIGHT, HashBasis.EARLIER)


def test_a_model_that_holds_no_numbers_or_lacks_a_part(app, add, qtbot, tmp_path):
    import numpy as np

    bad = write_tiny_model(
        tmp_path / "nan.gguf", damage=lambda name, m: m * np.float32("nan") if "ffn_up" in name else m
    )
    (model,) = add(bad).models
    found = check(app, qtbot, model.model_id)
    assert found.faults
    assert not found.is_sound
    for number in (1, 2):
        write_tiny_model(tmp_path / f"m-0000{number}-of-00002.gguf")
    (split,) = add(tmp_path / "m-00001-of-00002.gguf").models
    (tmp_path / "m-00002-of-00002.gguf").unlink()
    app.library.refresh()
    qtbot.waitUntil(lambda: app.library.find(split.model_id).is_missing)
    assert app.library.find(split.model_id).missing_parts == ("m-00002-of-00002.gguf",)
    found = check(app, qtbot, split.model_id)
    assert [f.verdict for f in found.files] == [FileVerdict.UNKNOWN, FileVerdict.MISSING]


def test_checks_wait_for_each_other_and_are_cancelled(app, add, qtbot, tmp_path):
    models = add(*(write_tiny_model(tmp_path / f"{n}.gguf", n_ctx_train=128 + n) for n in range(3))).models
    app.checks.check([m.model_id for m in models])
    assert app.checks.state.running == models[0].model_id
    assert len(app.checks.state.waiting) == 2
    app.checks.cancel()
    assert (app.checks.state.running, app.checks.state.waiting) == ("", ())
    app.checks.check(["unknown", models[2].model_id])
    qtbot.waitUntil(lambda: models[2].model_id in app.checks.state.checks, timeout=30_000)
    assert models[0].model_id not in app.checks.state.checks


def test_the_models_that_are_listed_have_their_kind(app, add, tmp_path):
    projector = write_tiny_model(tmp_path / "mmproj.gguf", values={"general.type": "mmproj"})
    (model,) = add(projector).models
    assert model.kind is ModelKind.PROJECTOR
    assert model.origin is ModelOrigin.LOCAL
    assert not model.can_chat
