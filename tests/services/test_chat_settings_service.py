"""Settings that follow the open chat, the model's defaults, the forecast of a change, and documents."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop_app.domain.chat import LoadedModel, LoadForecast, LoadSettings, SamplingDefaults
from desktop_app.domain.chat_settings import ChatSettings
from desktop_app.domain.conversation import Conversation
from desktop_app.domain.fit import MemoryNeed
from desktop_app.domain.library import LibraryModel, ModelOrigin
from desktop_app.paths import UserFolders
from desktop_app.services.attachment_service import AttachmentService
from desktop_app.services.background import Background, SerialWriter
from desktop_app.services.chat_settings_service import ChatSettingsService
from desktop_app.services.load_recorder import LoadRecorder
from desktop_app.services.settings_service import SettingsService
from desktop_app.services.states import ChatState, ModelState
from desktop_app.storage.database import Database
from desktop_app.storage.load_records import LoadRecordStore
from desktop_app.storage.presets import PresetStore
from desktop_app.storage.settings import SettingsStore
from tests.fakes.services import FakeChatService, make_stats
from tests.fakes.tiny_model import write_tiny_model

WAIT_MS = 60_000


@pytest.fixture
def database(tmp_path):
    opened = Database(tmp_path / "chats.sqlite3")
    yield opened
    opened.close()


@pytest.fixture
def background(qapp):
    made = Background()
    yield made
    made.close()


@pytest.fixture
def writer(background):
    made = SerialWriter(background)
    yield made
    made.close()


@pytest.fixture
def app_settings(tmp_path, writer):
    folders = UserFolders(tmp_path / "data", tmp_path / "config", tmp_path / "cache")
    return SettingsService(SettingsStore(tmp_path / "settings.json"), folders, writer)


@pytest.fixture
def service(database, writer, background, app_settings):
    presets = PresetStore(database)
    return ChatSettingsService(presets=presets, writer=writer, background=background, settings=app_settings)


def loaded_state(path, asked=None, **changes):
    asked = asked or LoadSettings()
    need = MemoryNeed(1000)
    forecast = LoadForecast(asked, asked, 3, need, MemoryNeed(), 10**9, 0)
    loaded = LoadedModel(
        str(path), "tiny", "llama", 1, 4096, 8192, 2, 0, 1, False, 1, 1, 1, 0.1, (), forecast, **changes
    )
    model = LibraryModel("id", "Tiny", str(path), ModelOrigin.LOCAL, "F32", 1, 0.0)
    return ChatState(model_state=ModelState.READY, model=model, loaded=loaded, n_ctx=4096)


def test_each_chat_has_settings_of_its_own(service, qtbot):
    kept = []
    service.settings_set.connect(kept.append)
    service.change("temperature", 0.1)
    first = Conversation(settings=kept[-1])
    service.follow_chat(Conversation(2, settings='{"top_k": 1}'))
    assert (service.state.generation.top_k, service.state.generation.temperature) == (1, 0.7)
    service.follow_chat(first)
    assert (service.state.generation.top_k, service.state.generation.temperature) == (40, 0.1)
    service.follow_chat(replace(first, chat_id=3))
    assert service.state.generation.temperature == 0.1
    service.reset_all()
    assert kept[-1] == ""
    assert len(kept) == 2


def test_the_models_own_defaults_are_used_and_shown(service, tmp_path):
    state = loaded_state(tmp_path / "m.gguf", sampling=SamplingDefaults(temperature=0.33, top_k=5))
    service.follow_model(state)
    assert service.state.generation.temperature == service.value_of("temperature") == 0.33
    service.change("temperature", 0.9)
    assert service.state.generation.temperature == 0.9
    service.change("temperature", 0.33)
    assert service.state.own == ChatSettings()
    service.change("seed", 5)
    service.reset("seed")
    assert service.value_of("seed") == -1


def test_sampling_never_needs_a_reload_and_load_settings_do(service, tmp_path):
    service.follow_model(loaded_state(tmp_path / "m.gguf"))
    service.change("temperature", 0.9)
    assert not service.state.needs_reload
    service.change("n_ctx", 1024)
    assert service.state.needs_reload
    assert service.state.is_forecasting
    service.reset("n_ctx")
    assert not service.state.needs_reload
    assert not service.state.is_forecasting


def test_a_changed_load_is_predicted_by_the_engine(service, tmp_path, qtbot):
    path = write_tiny_model(tmp_path / "m.gguf", n_ctx_train=100_000)
    service.follow_model(loaded_state(path))
    service.change("n_ctx", 50_000)
    qtbot.waitUntil(lambda: not service.state.is_forecasting, timeout=WAIT_MS)
    assert service.state.forecast_problem is None
    # 2 layers, keys and values of 64 numbers, two bytes each
    assert service.state.forecast.ram.kv_bytes == pytest.approx(50_000 * 2 * 2 * 64 * 2, rel=0.01)
    assert not service.state.is_forecasting


def test_a_wrong_grammar_is_said_while_it_is_written(service, qtbot):
    service.change("grammar", 'root ::= "a')
    qtbot.waitUntil(lambda: service.state.grammar_problem is not None, timeout=WAIT_MS)
    assert "not valid" in service.state.grammar_problem.what
    service.change("grammar", 'root ::= "a"')
    assert service.state.grammar_problem is None


def test_presets_are_put_on_a_chat(service, qtbot):
    service.change("top_k", 3)
    service.save_preset("  Few   words ")
    qtbot.waitUntil(lambda: bool(service.state.presets), timeout=WAIT_MS)
    (preset,) = service.state.presets
    assert preset.name == "Few words"
    service.reset_all()
    service.change("temperature", 0.0)
    service.apply_preset(preset.preset_id)
    assert (service.state.own.top_k, service.state.own.temperature) == (3, 0.0)
    service.rename_preset(preset.preset_id, "Other")
    qtbot.waitUntil(lambda: service.state.presets[0].name == "Other", timeout=WAIT_MS)
    service.save_preset("Second")
    qtbot.waitUntil(lambda: len(service.state.presets) == 2, timeout=WAIT_MS)
    problems = []
    service.problem_raised.connect(problems.append)
    service.rename_preset(preset.preset_id, "second")
    assert "already" in problems[0].what
    service.delete_preset(service.state.presets[1].preset_id)
    service.delete_preset(preset.preset_id)
    qtbot.waitUntil(lambda: not service.state.presets, timeout=WAIT_MS)


def test_loads_are_recorded_with_their_peak(database, writer, tmp_path, qtbot):
    chat, store = FakeChatService(), LoadRecordStore(database)
    recorder = LoadRecorder(store=store, writer=writer, chat=chat)
    state = loaded_state(tmp_path / "m.gguf")
    path = state.loaded.path
    chat.push(state)
    assert recorder.quality_of(path) is None
    with qtbot.waitSignal(recorder.qualities_changed, timeout=WAIT_MS):
        chat.change(last_stats=make_stats(peak_ram_bytes=1250))
    (record,) = store.all()
    assert (record.forecast_bytes, record.peak_bytes) == (1000, 1250)
    assert recorder.quality_of(path).median_error == pytest.approx(0.2)
    later = LoadRecorder(store=store, writer=writer, chat=FakeChatService())
    with qtbot.waitSignal(later.qualities_changed, timeout=WAIT_MS):
        later.refresh()
    assert later.quality_of(path).newest.peak_bytes == 1250


def test_documents_are_read_estimated_and_sent(background, tmp_path, qtbot):
    chat = FakeChatService()
    chat.host = None
    service = AttachmentService(background=background, chat=chat)
    problems = []
    service.problem_raised.connect(problems.append)
    (tmp_path / "notes.md").write_text("Some notes.", encoding="utf-8")
    service.add_files([str(tmp_path / "notes.md"), str(tmp_path / "none.md")])
    assert service.state.is_reading
    qtbot.waitUntil(lambda: not service.state.is_reading, timeout=WAIT_MS)
    assert "none.md" in problems[0].what
    service.add_text("Pasted text", "words " * 10)
    notes, pasted = service.state.items
    assert notes.attachment.text == "Some notes."
    assert 0 < notes.n_tokens < pasted.n_tokens
    assert not notes.is_counted
    service.remove(pasted.number)
    assert [a.name for a in service.take()] == ["notes.md"]
    assert service.state.items == ()
    for number in range(20):
        service.add_text(str(number), "x")
    assert len(service.state.items) == 16
    assert "at most 16" in problems[-1].why
