"""What is found out about a repository beside its fit, from a real hub on the loopback."""

from __future__ import annotations

import threading

import pytest

from desktop_app.paths import UserFolders
from desktop_app.services.background import Background, SerialWriter
from desktop_app.services.hardware_service import HardwareService
from desktop_app.services.hub_access import HubAccess
from desktop_app.services.settings_service import SettingsService
from desktop_app.services.source_service import SourceService
from desktop_app.storage.settings import SettingsStore
from desktop_app.ui.widgets.card_html import card_html
from tests.fakes.loopback_hub import LoopbackHub

WAIT_MS = 20_000


@pytest.fixture
def hub():
    with LoopbackHub() as server:
        yield server


@pytest.fixture
def source(qapp, tmp_path, hub):
    folders = UserFolders(tmp_path / "data", tmp_path / "config", tmp_path / "cache")
    background = Background()
    writer = SerialWriter(background)
    settings = SettingsService(SettingsStore(folders.settings), folders, writer)
    settings.update(endpoint=hub.endpoint)
    service = SourceService(
        background=background,
        hub=HubAccess(settings, folders.logins),
        hardware=HardwareService(background, settings),
        settings=settings,
        folders=folders,
        render_card=card_html,
    )
    yield service
    service.close()
    writer.close()
    background.close()


def folder(tmp_path, name, *files):
    place = tmp_path / name
    place.mkdir()
    for file in files:
        (place / file).write_text("{}")
    return place


def test_ready_made_files_of_the_same_original_are_found(source, hub, tmp_path, qtbot):
    weights = folder(tmp_path, "weights", "config.json", "model.safetensors")
    ready = folder(tmp_path, "ready", "fine-Q4_K_M.gguf")
    tag = "base_model:quantized:org/fine"
    hub.add_repo("org/fine", weights)
    hub.add_repo(
        "a/fine-GGUF", ready, tags=(tag,), downloads=5, overrides={"cardData": {"base_model": "org/fine"}}
    )
    hub.add_repo("b/fine-GGUF", ready, tags=(tag,), downloads=50)
    hub.add_repo("c/other-GGUF", ready, tags=("base_model:quantized:org/other",), downloads=500)
    hub.add_repo("d/fine-AWQ", weights, tags=(tag,), downloads=5000)
    source.open_repository("org/fine")
    qtbot.waitUntil(lambda: bool(source.state.related), timeout=WAIT_MS)
    assert [row.repo_id for row in source.state.related] == ["b/fine-GGUF", "a/fine-GGUF"]
    assert source.state.original == ""
    # from one of them to the others, and back to where it was made from
    source.open_repository("a/fine-GGUF")
    qtbot.waitUntil(lambda: bool(source.state.related), timeout=WAIT_MS)
    assert [row.repo_id for row in source.state.related] == ["b/fine-GGUF"]
    assert source.state.original == "org/fine"


@pytest.mark.parametrize("named", ["../../etc", "a/b/c", "", 7, ["x" * 300]])
def test_an_original_that_is_no_repository_is_not_asked_for(source, hub, tmp_path, qtbot, named):
    ready = folder(tmp_path, "ready", "fine-Q4_K_M.gguf")
    hub.add_repo("a/fine-GGUF", ready, overrides={"cardData": {"base_model": named}})
    source.open_repository("a/fine-GGUF")
    qtbot.waitUntil(lambda: source.state.detail is not None, timeout=WAIT_MS)
    assert source.state.original == ""
    assert not any("quantized" in request.path for request in hub.requests)


def test_the_card_is_rendered_before_it_is_shown(source, hub, tmp_path, qtbot):
    place = folder(tmp_path, "card", "config.json", "model.safetensors")
    (place / "README.md").write_text("# Title\n\n**bold** <script>x</script>")
    hub.add_repo("a/card", place)
    threads = []
    render = source._render_card
    source._render_card = lambda text: threads.append(threading.current_thread()) or render(text)
    source.open_repository("a/card")
    qtbot.waitUntil(lambda: bool(source.state.card), timeout=20_000)
    assert source.state.card == "<h1>Title</h1>\n<p><strong>bold</strong> </p>\n"
    assert threads
    assert threading.main_thread() not in threads
