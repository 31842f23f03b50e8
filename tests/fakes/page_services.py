"""Services that do nothing but remember what they were asked and publish what a test says."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.discovery import SearchQuery
from desktop_app.domain.repository import RepoSummary
from desktop_app.domain.settings import Settings
from desktop_app.services.account_service import AccountState
from desktop_app.services.library_states import CheckState, DuplicateState, LibraryFitState, ScanState
from desktop_app.services.network_service import NetworkState
from desktop_app.services.space_service import SpaceState
from desktop_app.services.states import (
    ApiState,
    CatalogState,
    ChatState,
    DiscoverMemory,
    ModelState,
    SourceState,
)
from desktop_app.services.update_service import UpdateState


class FakeSource(QObject):
    state_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.state = SourceState()
        self.calls: list[tuple] = []

    def publish(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self.state_changed.emit(self.state)

    def open_repository(self, repo_id: str) -> None:
        self.calls.append(("open_repository", repo_id))
        self.publish(source=repo_id, title=repo_id, is_local=False)

    def open_folder(self, path: str) -> None:
        self.calls.append(("open_folder", path))
        self.publish(source=path, title=path, is_local=True)

    def set_n_ctx(self, n_ctx: int) -> None:
        self.calls.append(("set_n_ctx", n_ctx))
        self.publish(n_ctx=n_ctx)

    def set_kv_type(self, kv_type: str) -> None:
        self.calls.append(("set_kv_type", kv_type))
        self.publish(kv_type=kv_type)

    def retry(self) -> None:
        self.calls.append(("retry",))


class FakeCatalog(QObject):
    state_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.state = CatalogState()
        self.calls: list[tuple] = []

    def publish(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self.state_changed.emit(self.state)

    def search(self, query: SearchQuery) -> None:
        self.calls.append(("search", query))

    def choose(self) -> None:
        self.calls.append(("choose",))

    def load_more(self) -> None:
        self.calls.append(("load_more",))

    def retry(self) -> None:
        self.calls.append(("retry",))


class FakeDiscoverMemory(QObject):
    state_changed = Signal(object)
    problem_raised = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.state = DiscoverMemory()
        self.calls: list[tuple] = []

    def publish(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self.state_changed.emit(self.state)

    def refresh(self) -> None:
        self.calls.append(("refresh",))

    def toggle_favourite(self, row: RepoSummary) -> None:
        self.calls.append(("toggle_favourite", row.repo_id))

    def remember_search(self, words: str) -> None:
        self.calls.append(("remember_search", words))

    def forget_searches(self) -> None:
        self.calls.append(("forget_searches",))
        self.publish(searches=())


class FakeJobs(QObject):
    jobs_changed = Signal(object)
    job_ended = Signal(object)
    model_ready = Signal(str)
    problem_raised = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.jobs: tuple = ()
        self.calls: list[tuple] = []

    def publish(self, *jobs: Any) -> None:
        self.jobs = jobs
        self.jobs_changed.emit(jobs)

    def make(
        self, source: str, quant_type: str, *, is_local: bool, revision: str = "", choices: Any = None
    ) -> str:
        self.calls.append(("make", source, quant_type, is_local, revision))
        self.choices = choices
        return "job"

    def download(self, source: str, label: str) -> str:
        self.calls.append(("download", source, label))
        return "job"

    def cancel(self, job_id: str) -> None:
        self.calls.append(("cancel", job_id))

    def pause(self, job_id: str) -> None:
        self.calls.append(("pause", job_id))

    def resume(self, job_id: str) -> None:
        self.calls.append(("resume", job_id))

    def move(self, job_id: str, places: int) -> None:
        self.calls.append(("move", job_id, places))

    def dismiss(self, job_id: str) -> None:
        self.calls.append(("dismiss", job_id))


class FakeLibrary(QObject):
    models_changed = Signal(object)
    files_added = Signal(object)
    models_removed = Signal(object)
    scan_changed = Signal(object)
    problem_raised = Signal(object)

    def __init__(self, *models: Any) -> None:
        super().__init__()
        self.models = models
        self.is_loaded = True
        self.scan = ScanState()
        self.calls: list[tuple] = []

    def show_scan(self, **changes: Any) -> None:
        self.scan = replace(self.scan, **changes)
        self.scan_changed.emit(self.scan)

    def find(self, model_id: str) -> Any:
        return next((m for m in self.models if m.model_id == model_id), None)

    def publish(self, *models: Any) -> None:
        self.models = models
        self.models_changed.emit(models)

    def refresh(self) -> None:
        self.calls.append(("refresh",))

    def add_files(self, paths: Any) -> None:
        self.calls.append(("add_files", tuple(paths)))

    def scan_apps(self) -> None:
        self.calls.append(("scan_apps",))

    def cancel_scan(self) -> None:
        self.calls.append(("cancel_scan",))

    def rename(self, model_id: str, name: str) -> None:
        self.calls.append(("rename", model_id, name))

    def change_tags(self, model_ids: Any, *, add: Any = (), drop: Any = ()) -> None:
        self.calls.append(("change_tags", tuple(model_ids), tuple(add), tuple(drop)))

    def locate(self, model_id: str, path: str) -> None:
        self.calls.append(("locate", model_id, path))

    def remove(self, model_ids: Any, *, delete_file: bool) -> None:
        self.calls.append(("remove", tuple(model_ids), delete_file))

    def bring_back(self, model_ids: Any) -> None:
        self.calls.append(("bring_back", tuple(model_ids)))

    def folder_of(self, model_id: str) -> str:
        return "/"


class FakeSettings(QObject):
    settings_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.settings = Settings()
        self.endpoint = ""
        self.models_folder = "/models"

    def update(self, **changes: Any) -> None:
        self.settings = replace(self.settings, **changes)
        self.settings_changed.emit(self.settings)

    def update_load(self, **changes: Any) -> None:
        self.update(load=replace(self.settings.load, **changes))

    def update_generation(self, **changes: Any) -> None:
        self.update(generation=replace(self.settings.generation, **changes))


class FakeHardware(QObject):
    machine_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.machine: Any = None
        self.refreshes = 0
        self.number_readings = 0

    def refresh(self) -> None:
        self.refreshes += 1

    def measure(self) -> None:
        self.refreshes += 1

    def refresh_numbers(self) -> None:
        self.number_readings += 1

    def publish(self, machine: Any) -> None:
        self.machine = machine
        self.machine_changed.emit(machine)


class FakeApi(QObject):
    state_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.state = ApiState()
        self.calls: list[tuple] = []

    def publish(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self.state_changed.emit(self.state)

    def renew_key(self) -> None:
        self.calls.append(("renew_key",))

    def retry(self) -> None:
        self.calls.append(("retry",))


class _Stateful(QObject):
    """Publishes states; a subclass records what pages call."""

    state_changed = Signal(object)

    def __init__(self, state: Any) -> None:
        super().__init__()
        self.state = state
        self.calls: list[tuple] = []

    def publish(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self.state_changed.emit(self.state)


class FakeFits(_Stateful):
    def __init__(self) -> None:
        super().__init__(LibraryFitState())

    def start(self) -> None:
        self.calls.append(("start",))

    def stop(self) -> None:
        self.calls.append(("stop",))


class FakeDuplicates(_Stateful):
    def __init__(self) -> None:
        super().__init__(DuplicateState())

    def look(self) -> None:
        self.calls.append(("look",))

    def compare(self, group: Any) -> None:
        self.calls.append(("compare", group))

    def cancel(self) -> None:
        self.calls.append(("cancel",))


class FakeChecks(_Stateful):
    def __init__(self) -> None:
        super().__init__(CheckState())

    def check(self, model_ids: Any) -> None:
        self.calls.append(("check", tuple(model_ids)))

    def cancel(self) -> None:
        self.calls.append(("cancel",))


class FakeChatState(_Stateful):
    def __init__(self) -> None:
        super().__init__(ChatState())

    def unload_model(self) -> None:
        self.calls.append(("unload_model",))
        self.publish(model=None, loaded=None, model_state=ModelState.NONE)


class FakeLoads(QObject):
    qualities_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.known: dict[str, Any] = {}

    def quality_of(self, path: str) -> Any:
        return self.known.get(path)


class FakeAccount(_Stateful):
    logged_in = Signal()
    page_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__(AccountState())

    def check(self) -> None:
        self.calls.append(("check",))

    def log_in(self, token: str) -> None:
        self.calls.append(("log_in", token))

    def begin_browser_login(self) -> None:
        self.calls.append(("begin_browser_login",))

    def cancel(self) -> None:
        self.calls.append(("cancel",))

    def log_out(self) -> None:
        self.calls.append(("log_out",))


class FakeNetwork(_Stateful):
    came_back = Signal()
    connection_checked = Signal(object)

    def __init__(self) -> None:
        super().__init__(NetworkState())

    def look(self) -> None:
        self.calls.append(("look",))

    def check_connection(self) -> None:
        self.calls.append(("check_connection",))


class FakeUpdates(_Stateful):
    def __init__(self, address: str = "https://updates.example/latest.json") -> None:
        super().__init__(UpdateState(address=address))

    def check_now(self) -> None:
        self.calls.append(("check_now",))


class FakeSpace(_Stateful):
    def __init__(self) -> None:
        super().__init__(SpaceState())

    def measure(self) -> None:
        self.calls.append(("measure",))

    def remove(self, items: Any) -> None:
        self.calls.append(("remove", tuple(items)))
