"""Services without work behind them: tests and screenshots set their states.

Each has the names and signals of the real one. What pages call is recorded in `calls` as
(name, arguments, keyword arguments); `push`-like methods publish a state as the service would.
"""

from __future__ import annotations

import time
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.chat import AnswerStats, LoadedModel, Role, StopReason
from desktop_app.domain.conversation import ChatSummary, Conversation, StoredMessage
from desktop_app.domain.library import LibraryModel, ModelOrigin
from desktop_app.domain.machine import Machine
from desktop_app.domain.settings import Settings
from desktop_app.domain.stats import TimeSeries
from desktop_app.services.states import (
    CatalogState,
    ChatState,
    HistoryState,
    MetricsReading,
    ModelState,
    SourceState,
)

NOW = 1_790_000_000.0


class _Recorder(QObject):
    """Remembers what pages asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[tuple[str, tuple, dict]] = []

    def _note(self, name: str, *args, **kwargs) -> None:
        self.calls.append((name, args, kwargs))

    @property
    def called(self) -> list[str]:
        return [name for name, _args, _kwargs in self.calls]


class FakeSettingsService(_Recorder):
    settings_changed = Signal(object)
    problem_raised = Signal(object)

    def __init__(self, **values) -> None:
        super().__init__()
        self.settings = Settings(**values)
        self.load_problem = None
        self.endpoint = ""
        self.models_folder = "/models"

    def update(self, **changes) -> None:
        self._note("update", **changes)
        changed = replace(self.settings, **changes)
        if changed != self.settings:
            self.settings = changed
            self.settings_changed.emit(changed)

    def save_now(self) -> None:
        self._note("save_now")


class FakeHardwareService(_Recorder):
    machine_changed = Signal(object)
    problem_raised = Signal(object)

    def __init__(self, machine: Machine | None = None) -> None:
        super().__init__()
        self.machine = machine or make_machine()

    def refresh(self) -> None:
        self._note("refresh")

    def measure(self) -> None:
        self._note("measure")

    def refresh_numbers(self) -> None:
        self._note("refresh_numbers")

    def push(self, machine: Machine) -> None:
        self.machine = machine
        self.machine_changed.emit(machine)


class FakeCatalogService(_Recorder):
    state_changed = Signal(object)

    def __init__(self, state: CatalogState | None = None) -> None:
        super().__init__()
        self.state = state or CatalogState()

    def push(self, state: CatalogState) -> None:
        self.state = state
        self.state_changed.emit(state)

    def search(self, query) -> None:
        self._note("search", query)

    def choose(self) -> None:
        self._note("choose")

    def load_more(self) -> None:
        self._note("load_more")

    def retry(self) -> None:
        self._note("retry")


class FakeSourceService(_Recorder):
    state_changed = Signal(object)

    def __init__(self, state: SourceState | None = None) -> None:
        super().__init__()
        self.state = state or SourceState()

    def push(self, state: SourceState) -> None:
        self.state = state
        self.state_changed.emit(state)

    def open_repository(self, repo_id) -> None:
        self._note("open_repository", repo_id)

    def open_folder(self, path) -> None:
        self._note("open_folder", path)

    def close(self) -> None:
        self._note("close")

    def retry(self) -> None:
        self._note("retry")

    def set_n_ctx(self, n_ctx) -> None:
        self._note("set_n_ctx", n_ctx)

    def set_kv_type(self, kv_type) -> None:
        self._note("set_kv_type", kv_type)


class FakeJobService(_Recorder):
    jobs_changed = Signal(object)
    job_ended = Signal(object)
    model_ready = Signal(str)
    problem_raised = Signal(object)

    def __init__(self, jobs: tuple = ()) -> None:
        super().__init__()
        self.jobs = jobs

    def push(self, *jobs) -> None:
        self.jobs = jobs
        self.jobs_changed.emit(jobs)

    def make(self, source, quant_type, *, is_local, revision="", choices=None) -> str:
        self._note("make", source, quant_type, is_local=is_local, revision=revision, choices=choices)
        return f"job-{len(self.calls)}"

    def download(self, source, variant_label) -> str:
        self._note("download", source, variant_label)
        return f"job-{len(self.calls)}"

    def cancel(self, job_id) -> None:
        self._note("cancel", job_id)

    def pause(self, job_id) -> None:
        self._note("pause", job_id)

    def resume(self, job_id) -> None:
        self._note("resume", job_id)

    def move(self, job_id, places) -> None:
        self._note("move", job_id, places)

    def dismiss(self, job_id) -> None:
        self._note("dismiss", job_id)


class FakeLibraryService(_Recorder):
    models_changed = Signal(object)
    problem_raised = Signal(object)

    def __init__(self, models: tuple[LibraryModel, ...] = ()) -> None:
        super().__init__()
        self.models = models

    def push(self, *models: LibraryModel) -> None:
        self.models = models
        self.models_changed.emit(models)

    def refresh(self) -> None:
        self._note("refresh")

    def find(self, model_id):
        return next((m for m in self.models if m.model_id == model_id), None)

    def folder_of(self, model_id) -> str:
        return "/models" if self.find(model_id) else ""

    def add_files(self, paths) -> None:
        self._note("add_files", paths)

    def remove(self, model_ids, *, delete_file) -> None:
        self._note("remove", model_ids, delete_file=delete_file)


class FakeChatService(_Recorder):
    """A chat whose model answers what a test says: `send`, then `grow` and `finish`."""

    state_changed = Signal(object)
    conversation_changed = Signal(object)
    answer_grew = Signal(str)
    chats_touched = Signal()
    answer_began = Signal()
    speed_measured = Signal(float)

    def __init__(self, state: ChatState | None = None, conversation: Conversation | None = None) -> None:
        super().__init__()
        self.state = state or ChatState()
        self.conversation = conversation or Conversation()
        self.worker_pid = None

    # what a test or a script does

    def push(self, state: ChatState) -> None:
        self.state = state
        self.state_changed.emit(state)

    def change(self, **changes) -> None:
        self.push(replace(self.state, **changes))

    def show(self, conversation: Conversation) -> None:
        self.conversation = conversation
        self.conversation_changed.emit(conversation)

    def begin(self, question: str) -> None:
        """The question and an empty answer are there; the model works."""
        messages = self.conversation.messages
        number = len(messages) + 1
        asked = StoredMessage(number, Role.USER, question, NOW)
        answer = StoredMessage(number + 1, Role.ASSISTANT, "", NOW, is_complete=False, model_name=self._name)
        self.show(Conversation(self.conversation.chat_id or 1, "Chat", (*messages, asked, answer)))
        self.change(is_answering=True, answer_tokens=0)

    def grow(self, text: str) -> None:
        *before, last = self.conversation.messages
        grown = replace(last, text=last.text + text)
        self.conversation = replace(self.conversation, messages=(*before, grown))
        self.answer_grew.emit(text)
        self.change(tokens_per_s=31.4, answer_tokens=self.state.answer_tokens + 1)

    def finish(self, reason: StopReason = StopReason.END) -> None:
        *before, last = self.conversation.messages
        complete = reason not in (StopReason.STOPPED, StopReason.CRASHED)
        stats = make_stats(stop_reason=reason) if reason is not StopReason.CRASHED else None
        ended = replace(last, is_complete=complete, stats=stats)
        self.show(replace(self.conversation, messages=(*before, ended)))
        self.change(is_answering=False, tokens_per_s=0.0, last_stats=stats, context_used=428)

    @property
    def _name(self) -> str:
        return self.state.model.name if self.state.model else ""

    # what pages call

    def use_model(self, model_id, then=None) -> None:
        self._note("use_model", model_id)

    def unload_model(self) -> None:
        self._note("unload_model")

    def new_chat(self) -> None:
        self._note("new_chat")
        self.show(Conversation())

    def open_chat(self, chat_id) -> None:
        self._note("open_chat", chat_id)

    def rename_chat(self, chat_id, title) -> None:
        self._note("rename_chat", chat_id, title)

    def keep_draft(self, text) -> None:
        self._note("keep_draft", text)

    def show_version(self, message_id) -> None:
        self._note("show_version", message_id)

    def edit(self, message_id, text) -> None:
        self._note("edit", message_id, text)

    def delete_message(self, message_id) -> None:
        self._note("delete_message", message_id)

    def undo_delete(self) -> None:
        self._note("undo_delete")

    def send(self, text, attachments=()) -> None:
        self._note("send", text, *attachments)

    def stop(self) -> None:
        self._note("stop")

    def regenerate(self, message_id=None) -> None:
        self._note("regenerate", message_id)

    def continue_answer(self) -> None:
        self._note("continue_answer")


class FakeHistoryService(_Recorder):
    state_changed = Signal(object)
    chat_renamed = Signal(int, str)
    chat_deleted = Signal(int)
    chat_restored = Signal(int)
    problem_raised = Signal(object)

    def __init__(self, state: HistoryState | None = None) -> None:
        super().__init__()
        self.state = state or HistoryState(is_read=True)

    def push(self, **changes) -> None:
        self.state = replace(self.state, **changes)
        self.state_changed.emit(self.state)

    def show_chats(self, *chats: ChatSummary) -> None:
        self.push(chats=chats)

    def search(self, query) -> None:
        self._note("search", query)
        self.push(query=query)

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *args, **kwargs: self._note(name, *args, **kwargs)


class FakeMetricsService(_Recorder):
    reading_changed = Signal(object)

    def __init__(self, reading: MetricsReading | None = None) -> None:
        super().__init__()
        self.reading = reading or MetricsReading()
        self.series = {
            "tokens_per_s": TimeSeries(18_000, "tokens/s"),
            "worker_bytes": TimeSeries(2_400, "bytes"),
            "ram_used_bytes": TimeSeries(2_400, "bytes"),
            "cpu_percent": TimeSeries(2_400, "%"),
            "context_tokens": TimeSeries(2_400, "tokens"),
            "prompt_per_s": TimeSeries(2_400, "tokens/s"),
        }
        self.marks: list[float] = []
        self.at: float | None = None

    def now(self) -> float:
        return time.monotonic() if self.at is None else self.at

    def save(self, path, data) -> None:
        self._note("save", path, data)

    def save_csv(self, path) -> None:
        self._note("save_csv", path)

    def push(self, reading: MetricsReading) -> None:
        self.reading = reading
        self.reading_changed.emit(reading)


# --- things to show -----------------------------------------------------------------------------------


def make_model(model_id: str = "starter", **changes) -> LibraryModel:
    """The starter model, or another one by `changes`."""
    model = LibraryModel(
        model_id=model_id,
        name="SmolLM2-135M-Instruct",
        path=f"/models/{model_id}.gguf",
        origin=ModelOrigin.STARTER,
        quant_type="Q4_K_M",
        size_bytes=105_454_432,
        added_at=NOW - 86_400,
        architecture="llama",
        n_params=134_515_008,
        n_ctx_train=8192,
    )
    return replace(model, **changes)


def make_loaded(**changes) -> LoadedModel:
    loaded = LoadedModel(
        path="/models/starter.gguf",
        description="llama 135M Q4_K - Medium",
        architecture="llama",
        n_params=134_515_008,
        n_ctx=4096,
        n_ctx_train=8192,
        n_layers=30,
        n_gpu_layers=0,
        n_threads=4,
        has_chat_template=True,
        weights_bytes=105_000_000,
        kv_bytes=94_000_000,
        compute_bytes=98_000_000,
        load_s=0.4,
    )
    return replace(loaded, **changes)


def ready_state(model: LibraryModel | None = None, **changes) -> ChatState:
    """A model that is loaded and waits."""
    state = ChatState(
        model_state=ModelState.READY, model=model or make_model(), loaded=make_loaded(), n_ctx=4096
    )
    return replace(state, **changes)


def make_stats(**changes) -> AnswerStats:
    stats = AnswerStats(
        prompt_tokens=42,
        reused_tokens=0,
        answer_tokens=186,
        time_to_first_token_s=0.21,
        prompt_tokens_per_s=412.0,
        tokens_per_s=38.4,
        context_used=428,
        n_ctx=4096,
        stop_reason=StopReason.END,
    )
    return replace(stats, **changes)


def make_machine(**changes) -> Machine:
    machine = Machine(
        system="Linux",
        cpu_name="AMD Ryzen 7 7840U",
        physical_cores=8,
        logical_cores=16,
        cpu_features=("AVX2", "FMA"),
        ram_total_bytes=16_800_000_000,
        ram_available_bytes=9_300_000_000,
        disk_free_bytes=212_000_000_000,
        disk_total_bytes=512_000_000_000,
    )
    return replace(machine, **changes)
