"""The account, the network and the disk as the window sees them, against a real hub on the loopback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop_app.domain.account import TokenPlace
from desktop_app.domain.discovery import SearchQuery
from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.domain.jobs import JobState
from desktop_app.domain.space import SpaceKind
from desktop_app.paths import UserFolders
from desktop_app.pipeline.space import measure_space, remove_space
from desktop_app.pipeline.window import window_folder
from desktop_app.services.account_service import AccountService, AccountStatus
from desktop_app.services.background import Background, SerialWriter
from desktop_app.services.hub_access import HubAccess
from desktop_app.services.job_service import JobService
from desktop_app.services.job_work import JobWork
from desktop_app.services.library_service import LibraryService
from desktop_app.services.network_service import NetworkService
from desktop_app.services.settings_service import SettingsService
from desktop_app.services.space_service import SpaceService
from desktop_app.storage.database import Database
from desktop_app.storage.jobs import JobStore
from desktop_app.storage.known_hashes import KnownHashes
from desktop_app.storage.library import ModelLibrary
from desktop_app.storage.settings import SettingsStore
from tests.fakes.loopback_hub import LoopbackHub
from tests.fakes.tiny_model import write_tiny_model


@pytest.fixture
def hub():
    with LoopbackHub() as server:
        yield server


class App:
    """The services of one start; the same home is the same installation."""

    def __init__(self, home: Path, endpoint: str):
        self.folders = UserFolders(home / "data", home / "config", home / "cache")
        self.background = Background()
        self.writer = SerialWriter(self.background)
        self.settings = SettingsService(SettingsStore(self.folders.settings), self.folders, self.writer)
        self.settings.update(endpoint=endpoint)
        self.hub = HubAccess(self.settings, self.folders.logins)
        self.account = AccountService(background=self.background, hub=self.hub, settings=self.settings)
        self.network = NetworkService(background=self.background, hub=self.hub, settings=self.settings)
        self.database = Database(self.folders.database)
        store = ModelLibrary(self.database, self.settings.models_folder)
        self.library = LibraryService(store, self.writer, self.background)
        self.jobs = JobService(
            background=self.background,
            settings=self.settings,
            library=self.library,
            work=JobWork(self.hub, store, KnownHashes(self.database), self.folders.cache),
            store=JobStore(self.database),
            writer=self.writer,
            lock_file=self.folders.data / "jobs.lock",
        )
        self.space = SpaceService(
            background=self.background,
            settings=self.settings,
            jobs=self.jobs,
            library=self.library,
            cache=self.folders.cache,
        )
        self.is_closed = False

    def job(self, job_id):
        return next(j for j in self.jobs.jobs if j.job_id == job_id)

    def close(self):
        if not self.is_closed:
            self.is_closed = True
            self.settings.save_now()
            self.jobs.close()
            self.writer.close()
            self.background.close()
            self.database.close()
            self.jobs.release()


@pytest.fixture
def start(qapp, hub, tmp_path):
    apps = []

    def begin(endpoint=None):
        apps.append(App(tmp_path / "home", hub.endpoint if endpoint is None else endpoint))
        return apps[-1]

    yield begin
    for app in apps:
        app.close()


# --- account ------------------------------------------------------------------------------------------


def test_log_in_restart_log_out(start, hub, qtbot):
    app = start()
    app.account.restore()
    qtbot.waitUntil(lambda: app.account.state.status is AccountStatus.LOGGED_OUT)
    app.account.log_in("hf_SECRETwrong")
    qtbot.waitUntil(lambda: app.account.state.problem is not None)
    assert app.account.state.problem.kind is ErrorKind.UNAUTHORIZED
    with qtbot.waitSignal(app.account.logged_in):
        app.account.log_in(" hf_right \n")
    assert app.account.state.account.name == "ada"
    assert app.account.state.place is TokenPlace.FILE
    app.close()
    again = start()
    again.account.restore()
    qtbot.waitUntil(lambda: again.account.state.status is AccountStatus.LOGGED_IN)
    again.account.log_out()
    qtbot.waitUntil(lambda: again.account.state.status is AccountStatus.LOGGED_OUT)
    assert "hf_right" not in again.folders.logins.read_text()


def test_a_token_of_an_older_version_moves_out_of_the_settings(start, hub, qtbot, tmp_path):
    config = tmp_path / "home" / "config"
    config.mkdir(parents=True)
    (config / "settings.json").write_text(json.dumps({"token": "hf_right"}))
    app = start()
    app.account.restore()
    qtbot.waitUntil(lambda: app.account.state.status is AccountStatus.LOGGED_IN)
    assert "hf_right" not in (config / "settings.json").read_text()
    assert "hf_right" in app.folders.logins.read_text()


def test_logging_in_with_the_browser(start, hub, qtbot):
    app = start()
    with qtbot.waitSignal(app.account.page_requested) as page:
        app.account.begin_browser_login()
    assert page.args[0].endswith("user_code=ABCD-1234")
    assert app.account.state.code.user_code == "ABCD-1234"
    with qtbot.waitSignal(app.account.logged_in):
        hub.accounts.is_confirmed = True
    assert app.account.state.code is None
    assert app.account.state.status is AccountStatus.LOGGED_IN
    app.account.begin_browser_login()
    qtbot.waitUntil(lambda: app.account.state.code is not None)
    hub.accounts.is_confirmed = False
    app.account.cancel()
    assert app.account.state.code is None
    assert not app.account.state.is_busy


def test_another_hub_is_another_login(start, hub, qtbot):
    app = start()
    with qtbot.waitSignal(app.account.logged_in):
        app.account.log_in("hf_right")
    with LoopbackHub(token="hf_right") as other:
        app.settings.update(endpoint=other.endpoint)
        qtbot.waitUntil(lambda: app.account.state.status is AccountStatus.LOGGED_OUT)
        assert not any(r.has_token for r in other.requests)
    app.settings.update(endpoint=hub.endpoint)
    qtbot.waitUntil(lambda: app.account.state.status is AccountStatus.LOGGED_IN)


# --- network ------------------------------------------------------------------------------------------


def test_a_loss_is_told_once_and_the_return_as_well(start, hub, qtbot):
    app = start()
    told = []
    app.network.state_changed.connect(lambda state: told.append(state.is_offline))
    hub.fail("drop", times=5, method="HEAD")
    for method in ("GET", "HEAD"):
        hub.fail("hang", method=method, times=4)
    app.hub.client().timeout_s = 0.1
    for _ in range(3):
        app.background.run(lambda _t: app.hub.client().search(SearchQuery("x")))
    qtbot.waitUntil(lambda: app.network.state.is_offline)
    hub.clear_faults()
    with qtbot.waitSignal(app.network.came_back):
        app.network.look()
    assert not app.network.state.is_offline
    assert [a for a, b in zip(told, [None, *told], strict=False) if a != b] == [True, False]


def test_offline_mode_sends_nothing(start, hub, qtbot):
    app = start()
    app.settings.update(offline=True)
    qtbot.waitUntil(lambda: app.network.state.is_offline_mode)
    problems = []
    app.background.run(lambda _t: app.hub.client().search(SearchQuery("x")), on_problem=problems.append)
    app.account.check()
    app.network.look()
    qtbot.waitUntil(lambda: bool(problems) and app.account.state.status is AccountStatus.LOGGED_OUT)
    assert problems[0].kind is ErrorKind.OFFLINE
    assert hub.requests == []
    with qtbot.waitSignal(app.network.came_back):
        app.settings.update(offline=False)


def test_the_check_says_what_works(start, hub, qtbot):
    app = start()
    with qtbot.waitSignal(app.network.connection_checked) as report:
        app.network.check_connection()
    assert report.args[0].can_search
    assert report.args[0].account == ""
    hub.fail("html", "/api/models")
    with qtbot.waitSignal(app.network.connection_checked) as report:
        app.network.check_connection()
    assert not report.args[0].can_search
    app.settings.update(proxy="http://127.0.0.1:9")
    with qtbot.waitSignal(app.network.connection_checked) as report:
        app.network.check_connection()
    assert report.args[0].problem.kind is ErrorKind.NETWORK
    app.settings.update(proxy="nonsense")
    with qtbot.waitSignal(app.network.connection_checked) as report:
        app.network.check_connection()
    assert report.args[0].problem.kind is ErrorKind.BAD_REQUEST


def test_a_proxy_gets_the_requests(start, hub, qtbot):
    """The hub itself stands in for a proxy: what reaches it through one has a whole address in its line."""
    app = start(endpoint="http://hub.example")
    app.settings.update(proxy=hub.endpoint)
    problems = []
    app.background.run(lambda _t: app.hub.client().search(SearchQuery("x")), on_problem=problems.append)
    qtbot.waitUntil(lambda: bool(hub.requests))
    assert hub.requests[0].path.startswith("http://hub.example/api/models?")


# --- downloads as jobs ----------------------------------------------------------------------------------


@pytest.fixture
def ready(hub, tmp_path):
    folder = tmp_path / "ready"
    folder.mkdir()
    for name in ("tiny-Q4_K_M", "tiny-Q8_0"):
        write_tiny_model(folder / f"{name}.gguf")
        with (folder / f"{name}.gguf").open("ab") as file:
            file.write(b"\0" * 2_000_000)
    return hub.add_repo("org/tiny-GGUF", folder)


def test_a_download_ends_in_the_library_and_can_be_checked_again(start, ready, qtbot):
    app = start()
    job = app.jobs.download("org/tiny-GGUF", "tiny-Q8_0")
    assert app.jobs.download("org/tiny-GGUF", "tiny-Q8_0") == job, "the same one is not queued twice"
    qtbot.waitUntil(lambda: app.job(job).state.is_final, timeout=20_000)
    assert app.job(job).state is JobState.DONE, app.job(job).problem
    qtbot.waitUntil(lambda: bool(app.library.models))
    path = Path(app.library.models[0].path)
    assert path.read_bytes() == (ready.folder / "tiny-Q8_0.gguf").read_bytes()
    known = KnownHashes(app.database).of(path)
    assert (known.source, known.revision) == ("org/tiny-GGUF", ready.revision)
    assert len(known.file.sha256) == 64


def test_a_download_goes_on_after_a_restart(start, ready, hub, qtbot):
    hub.fail("throttle", "Q8_0", rate=1_000_000, times=99)
    app = start()
    job = app.jobs.download("org/tiny-GGUF", "tiny-Q8_0")
    qtbot.waitUntil(lambda: app.job(job).progress.done > 500_000, timeout=20_000)
    app.close()
    hub.clear_faults()
    before = len(hub.requests)
    again = start()
    again.jobs.restore()
    qtbot.waitUntil(lambda: bool(again.jobs.jobs))
    qtbot.waitUntil(lambda: again.job(job).state is JobState.DONE, timeout=20_000)
    ranges = [r.range for r in hub.requests[before:] if r.origin == "cdn"]
    assert len(ranges) == 1
    assert int(ranges[0].removeprefix("bytes=").partition("-")[0]) > 400_000


def test_a_download_waits_for_the_network_and_goes_on_when_it_is_back(start, ready, hub, qtbot):
    app = start()
    app.settings.update(offline=True)
    job = app.jobs.download("org/tiny-GGUF", "tiny-Q8_0")
    qtbot.waitUntil(lambda: app.job(job).progress.transfer is not None)
    assert app.job(job).progress.transfer.waiting.value == "offline_mode"
    assert hub.requests == []
    app.settings.update(offline=False)
    qtbot.waitUntil(lambda: app.job(job).state is JobState.DONE, timeout=20_000)


def test_a_gated_download_is_tried_again_after_the_login(start, ready, hub, qtbot):
    ready.gated = True
    app = start()
    job = app.jobs.download("org/tiny-GGUF", "tiny-Q8_0")
    qtbot.waitUntil(lambda: app.job(job).state is JobState.FAILED, timeout=20_000)
    assert app.job(job).problem.kind is ErrorKind.LOGIN_NEEDED
    assert app.job(job).problem.link == f"{hub.endpoint}/org/tiny-GGUF"
    with qtbot.waitSignal(app.account.logged_in):
        app.account.log_in("hf_right")
    app.jobs.resume(job)
    qtbot.waitUntil(lambda: app.job(job).state is JobState.DONE, timeout=20_000)


def test_what_a_download_left_goes_when_it_is_taken_off_the_list(start, ready, hub, qtbot):
    hub.fail("throttle", "Q8_0", rate=500_000, times=99)
    app = start()
    job = app.jobs.download("org/tiny-GGUF", "tiny-Q8_0")
    qtbot.waitUntil(lambda: app.job(job).progress.done > 100_000, timeout=20_000)
    app.jobs.pause(job)
    qtbot.waitUntil(lambda: app.job(job).state is JobState.PAUSED)
    folder = app.settings.models_folder / "org" / "tiny-GGUF"
    assert (folder / "tiny-Q8_0.gguf.part").exists()
    app.jobs.dismiss(job)
    qtbot.waitUntil(lambda: not folder.exists())


def test_several_downloads_at_once_when_that_is_set(start, ready, hub, qtbot):
    hub.fail("throttle", "gguf", rate=1_000_000, times=99)
    app = start()
    first = app.jobs.download("org/tiny-GGUF", "tiny-Q8_0")
    second = app.jobs.download("org/tiny-GGUF", "tiny-Q4_K_M")
    assert app.job(second).state is JobState.QUEUED
    app.settings.update(downloads_at_once=2)
    assert app.job(second).state is JobState.RUNNING
    hub.clear_faults()
    both = (first, second)
    qtbot.waitUntil(lambda: all(app.job(j).state.is_final for j in both), timeout=20_000)
    assert [app.job(j).problem for j in both] == [None, None]


def test_variants_at_once_share_their_projector(start, ready, hub, qtbot):
    (ready.folder / "mmproj-F16.gguf").write_bytes(b"\1" * 2_000_000)
    hub.fail("throttle", "gguf", rate=1_000_000, times=99)
    app = start()
    app.settings.update(downloads_at_once=2)
    first = app.jobs.download("org/tiny-GGUF", "tiny-Q8_0")
    qtbot.waitUntil(lambda: app.job(first).progress.done > 100_000, timeout=20_000)
    second = app.jobs.download("org/tiny-GGUF", "tiny-Q4_K_M")
    qtbot.waitUntil(lambda: app.job(second).progress.stage == "Waiting", timeout=20_000)
    assert app.job(second).state is JobState.RUNNING
    hub.clear_faults()
    both = (first, second)
    qtbot.waitUntil(lambda: all(app.job(j).state.is_final for j in both), timeout=20_000)
    assert [app.job(j).problem for j in both] == [None, None]
    folder = app.settings.models_folder / "org" / "tiny-GGUF"
    assert sorted(p.name for p in folder.iterdir()) == [
        "mmproj-F16.gguf",
        "tiny-Q4_K_M.gguf",
        "tiny-Q8_0.gguf",
    ]


# --- space ----------------------------------------------------------------------------------------------


def kinds(app):
    return {item.kind: item for item in app.space.state.items}


def test_what_takes_space_is_found_and_deleted_unless_it_is_used(start, hub, ready, qtbot):
    hub.fail("throttle", "Q8_0", rate=500_000, times=99)
    app = start()
    source = app.folders.cache / "sources" / "org--kept" / "abc" / "kept"
    headers = app.folders.cache / "headers" / "org--seen" / "abc"
    orphan = app.settings.models_folder / "org" / "lost.gguf.part"
    for folder in (source, headers, orphan.parent):
        folder.mkdir(parents=True)
    (source / "model.safetensors").write_bytes(b"x" * 100_000)
    (headers / "config.json").write_bytes(b"x" * 10_000)
    orphan.write_bytes(b"x" * 50_000)
    job = app.jobs.download("org/tiny-GGUF", "tiny-Q8_0")
    qtbot.waitUntil(lambda: app.job(job).progress.done > 100_000, timeout=20_000)
    app.space.measure()
    qtbot.waitUntil(lambda: app.space.state.is_measured)
    found = kinds(app)
    assert found[SpaceKind.SOURCES].size_bytes >= 100_000
    assert found[SpaceKind.SOURCES].name == "org/kept"
    parts = [i for i in app.space.state.items if i.kind is SpaceKind.PARTS]
    assert {(i.name, i.is_used) for i in parts} == {
        ("org/lost.gguf", False),
        ("org/tiny-GGUF/tiny-Q8_0.gguf", True),
    }
    app.space.remove(app.space.state.items)
    qtbot.waitUntil(lambda: not app.space.state.is_busy)
    assert app.space.state.problem is not None, "one is in use"
    assert not source.exists()
    assert not headers.exists()
    assert not orphan.exists()
    assert app.job(job).state is JobState.RUNNING


def test_a_window_of_a_living_job_stays(tmp_path, qapp):
    cache = tmp_path / "cache"
    (cache / "windows").mkdir(parents=True)
    with window_folder(cache / "windows") as window:
        (window / "span").write_bytes(b"x" * 1000)
        (item,) = [i for i in measure_space(cache, tmp_path) if i.kind is SpaceKind.WINDOWS]
        assert item.is_used
        with pytest.raises(BitsmithError, match="in use"):
            remove_space(item)
        assert window.exists()
