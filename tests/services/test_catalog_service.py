"""Searching a real hub on the loopback: filters, what is judged here, pages, and the first page."""

from __future__ import annotations

import json

import pytest

from desktop_app.domain.discovery import (
    ALL_MODELS,
    SearchFormat,
    SearchQuery,
    SearchSort,
    SearchTask,
    SizeClass,
)
from desktop_app.domain.repository import RepoSummary
from desktop_app.paths import UserFolders
from desktop_app.pipeline.start_page import size_steps
from desktop_app.services.background import Background, SerialWriter
from desktop_app.services.catalog_service import CatalogService
from desktop_app.services.discover_memory import DiscoverMemoryService
from desktop_app.services.hub_access import HubAccess
from desktop_app.services.settings_service import SettingsService
from desktop_app.storage.database import Database
from desktop_app.storage.discover import DiscoverStore
from desktop_app.storage.settings import SettingsStore
from tests.domain.test_discovery import machine
from tests.fakes.loopback_hub import LoopbackHub
from tests.fakes.page_services import FakeHardware

WAIT_MS = 20_000
B = 10**9


@pytest.fixture
def hub(tmp_path):
    with LoopbackHub() as server:
        server.folders = tmp_path / "hub"
        yield server


def add(hub, repo_id, *, n_params=0, architecture="LlamaForCausalLM", file="model.safetensors", **options):
    folder = hub.folders / repo_id.replace("/", "_")
    folder.mkdir(parents=True)
    (folder / file).write_bytes(b"x")
    (folder / "config.json").write_text(json.dumps({"architectures": [architecture]}))
    return hub.add_repo(repo_id, folder, n_params=n_params, **options)


@pytest.fixture
def hardware(qapp):
    made = FakeHardware()
    made.machine = machine()
    return made


@pytest.fixture
def catalog(qapp, tmp_path, hub, hardware):
    folders = UserFolders(tmp_path / "data", tmp_path / "config", tmp_path / "cache")
    background = Background()
    writer = SerialWriter(background)
    settings = SettingsService(SettingsStore(folders.settings), folders, writer)
    settings.update(endpoint=hub.endpoint)
    yield CatalogService(background, HubAccess(settings, folders.logins), hardware)
    writer.close()
    background.close()


def found(catalog, qtbot, query):
    catalog.search(query)
    qtbot.waitUntil(lambda: not catalog.state.is_loading, timeout=WAIT_MS)
    assert catalog.state.problem is None
    return {row.repo_id for row in catalog.state.rows}


def test_each_filter_leaves_out_what_it_says(catalog, hub, qtbot):
    add(hub, "org/chat-2b", n_params=2 * B, license="mit", tags=("conversational", "de"))
    add(hub, "org/code-8b", n_params=8 * B, tags=("code",))
    add(hub, "other/odd-1b", n_params=B, architecture="OddModel", tags=())
    add(hub, "other/huge", n_params=300 * B, tags=())
    add(hub, "other/ready-GGUF", file="x-Q4_K_M.gguf", tags=())
    vision = add(hub, "other/eyes", n_params=3 * B, tags=())
    vision.overrides["pipeline_tag"] = "image-text-to-text"
    everything = {row.repo_id for row in hub.repositories.values()}
    assert found(catalog, qtbot, ALL_MODELS) == everything
    cases = (
        (SearchQuery(words="2b"), {"org/chat-2b"}),
        (SearchQuery(author="org"), {"org/chat-2b", "org/code-8b"}),
        (SearchQuery(format=SearchFormat.GGUF), {"other/ready-GGUF"}),
        (SearchQuery(task=SearchTask.CHAT), {"org/chat-2b"}),
        (SearchQuery(task=SearchTask.CODE), {"org/code-8b"}),
        (SearchQuery(task=SearchTask.VISION), {"other/eyes"}),
        (SearchQuery(size=SizeClass.MEDIUM), {"org/code-8b"}),
        (SearchQuery(license="mit"), {"org/chat-2b"}),
        (SearchQuery(language="de"), {"org/chat-2b"}),
        (SearchQuery(fits=True), {"org/chat-2b", "org/code-8b", "other/odd-1b", "other/eyes"}),
        (SearchQuery(convertible=True), {"org/chat-2b", "org/code-8b", "other/huge", "other/eyes"}),
        (SearchQuery(words="nothing at all"), set()),
    )
    for query, wanted in cases:
        assert found(catalog, qtbot, query) == wanted, query


def test_orders(catalog, hub, qtbot):
    for name, downloads, likes, updated, created in (("a", 3, 1, 3, 1), ("b", 2, 3, 1, 2), ("c", 1, 2, 2, 3)):
        add(
            hub,
            f"org/{name}",
            downloads=downloads,
            likes=likes,
            updated=f"2026-0{updated}-01T00:00:00.000Z",
            created=f"2024-0{created}-01T00:00:00.000Z",
        )
    for sort, wanted in (
        (SearchSort.DOWNLOADS, "abc"),
        (SearchSort.LIKES, "bca"),
        (SearchSort.UPDATED, "acb"),
        (SearchSort.CREATED, "cba"),
    ):
        found(catalog, qtbot, SearchQuery(sort=sort))
        assert "".join(row.name for row in catalog.state.rows) == wanted, sort


def test_pages_are_asked_until_there_is_something_to_show(catalog, hub, qtbot):
    hub.page_size = 10
    for number in range(60):
        add(hub, f"org/huge-{number}", n_params=300 * B, downloads=1000 - number, likes=1000 - number)
    for number in range(30):
        add(hub, f"org/small-{number}", n_params=B, downloads=100 - number, likes=100 - number)
    rows = found(catalog, qtbot, SearchQuery(fits=True))
    assert len(rows) >= 12
    assert catalog.state.n_looked_at == 80
    assert catalog.state.has_more
    catalog.load_more()
    qtbot.waitUntil(lambda: not catalog.state.is_loading, timeout=WAIT_MS)
    assert len(catalog.state.rows) == 30
    assert not catalog.state.has_more


def test_only_the_newest_question_is_answered(catalog, hub, qtbot):
    add(hub, "org/old")
    add(hub, "org/new")
    catalog.search(SearchQuery("old"))
    catalog.search(SearchQuery("ol"))
    catalog.search(SearchQuery("new"))
    qtbot.waitUntil(lambda: not catalog.state.is_loading, timeout=WAIT_MS)
    assert [row.repo_id for row in catalog.state.rows] == ["org/new"]
    asked = hub.requests_for("/api/models")
    assert len(asked) == 1, "each key was sent to the hub"


def test_the_first_page_is_computed_for_this_computer(catalog, hub, hardware, qtbot):
    steps = size_steps(hardware.machine)
    assert [key for key, _, _ in steps] == ["best", "balanced", "fast"]
    (_, least, most), (_, least2, most2), (_, least3, most3) = steps
    add(hub, "org/best", n_params=(least + most) // 2, downloads=10)
    add(hub, "copy/best", n_params=(least + most) // 2, downloads=5)
    quantized = ("conversational", "base_model:quantized:org/best")
    add(hub, "org/best-AWQ", n_params=(least + most) // 2, tags=quantized)
    add(hub, "org/middle", n_params=(least2 + most2) // 2)
    add(hub, "org/odd", n_params=(least2 + most2) // 2, architecture="OddModel")
    add(hub, "org/base", n_params=(least2 + most2) // 2, tags=())
    add(hub, "org/quick", n_params=(least3 + most3) // 2)
    add(hub, "org/huge", n_params=900 * B)
    catalog.choose()
    qtbot.waitUntil(lambda: len(catalog.state.sections) == 3, timeout=WAIT_MS)
    assert [[row.repo_id for row in s.rows] for s in catalog.state.sections] == [
        ["org/best"],
        ["org/middle"],
        ["org/quick"],
    ]
    qtbot.waitUntil(lambda: not catalog.state.is_choosing, timeout=WAIT_MS)
    n_asked = len(hub.requests)
    catalog.choose()
    assert len(hub.requests) == n_asked


def test_the_first_page_waits_for_the_machine_and_grows_with_it(catalog, hub, hardware, qtbot):
    add(hub, "org/tiny", n_params=50_000_000)
    hardware.machine = None
    catalog.choose()
    assert not catalog.state.is_choosing
    hardware.publish(machine(ram_gb=0, free_gb=0))
    qtbot.waitUntil(lambda: not catalog.state.is_choosing, timeout=WAIT_MS)
    assert catalog.state.sections == ()
    assert [key for key, _, _ in size_steps(hardware.machine)] == ["tiny"]
    big = size_steps(machine(ram_gb=512, free_gb=500))
    assert big[0][2] > 10 * size_steps(machine(ram_gb=16))[0][2]


def test_without_a_hub_the_list_says_so_and_can_be_tried_again(catalog, hub, qtbot):
    add(hub, "org/a", n_params=B)
    hub.fail("status", "/api/models", status=503, times=100)
    catalog.choose()
    catalog.search(ALL_MODELS)
    qtbot.waitUntil(lambda: catalog.state.problem is not None, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: not catalog.state.is_choosing, timeout=WAIT_MS)
    hub.clear_faults()
    catalog.retry()
    qtbot.waitUntil(lambda: bool(catalog.state.rows), timeout=WAIT_MS)
    assert catalog.state.problem is None


def test_favourites_and_searches_are_kept(qapp, tmp_path, qtbot):
    background = Background()
    writer, database = SerialWriter(background), Database(tmp_path / "app.sqlite3")
    memory = DiscoverMemoryService(DiscoverStore(database), writer)
    row = RepoSummary("org/x", downloads=3)
    with qtbot.waitSignal(memory.state_changed, timeout=WAIT_MS):
        memory.toggle_favourite(row)
    with qtbot.waitSignal(memory.state_changed, timeout=WAIT_MS):
        memory.remember_search("small models")
    assert memory.state.favourite_ids == {"org/x"}
    again = DiscoverMemoryService(DiscoverStore(database), writer)
    with qtbot.waitSignal(again.state_changed, timeout=WAIT_MS):
        again.refresh()
    assert again.state == memory.state
    assert again.state.searches == ("small models",)
    with qtbot.waitSignal(again.state_changed, timeout=WAIT_MS):
        again.toggle_favourite(row)
    with qtbot.waitSignal(again.state_changed, timeout=WAIT_MS):
        again.forget_searches()
    assert again.state.favourites == again.state.searches == ()
    writer.close()
    background.close()
    database.close()
