"""What services publish and pages render: frozen snapshots, one per service."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop_app.domain.discovery import ALL_MODELS

if TYPE_CHECKING:
    from desktop_app.domain.chat import AnswerStats, LoadedModel
    from desktop_app.domain.chat_transfer import Exported, Imported
    from desktop_app.domain.conversation import ChatFolder, ChatHit, ChatSummary
    from desktop_app.domain.discovery import SearchQuery
    from desktop_app.domain.errors import Problem
    from desktop_app.domain.fit import FitRow
    from desktop_app.domain.jobs import JobProgress
    from desktop_app.domain.library import LibraryModel
    from desktop_app.domain.repository import RepoDetail, RepoSummary
    from desktop_app.pipeline.start_page import Section


@dataclass(frozen=True, slots=True)
class CatalogState:
    """Discover: the list of repositories.

    `n_looked_at` is how many rows the hub gave for those that passed what is judged here. `sections` are what
    suits this computer, shown before anything is asked for.
    """

    query: SearchQuery = ALL_MODELS
    rows: tuple[RepoSummary, ...] = ()
    n_looked_at: int = 0
    is_loading: bool = False
    has_more: bool = False
    problem: Problem | None = None
    sections: tuple[Section, ...] = ()
    is_choosing: bool = False


@dataclass(frozen=True, slots=True)
class DiscoverMemory:
    """What somebody keeps from looking around: newest first."""

    favourites: tuple[RepoSummary, ...] = ()
    searches: tuple[str, ...] = ()

    @property
    def favourite_ids(self) -> frozenset[str]:
        return frozenset(row.repo_id for row in self.favourites)


@dataclass(frozen=True, slots=True)
class SourceState:
    """One repository or local checkpoint: what it is, and how each quant type fits.

    `source` is a hub id or a folder. `fit_rows` grow while `is_fitting`. `gguf_rows` are the ready-made
    GGUF variants of the repository (FitRow.quant_type is the variant's label). `related` are repositories
    with GGUF files of the same original, most downloads first; `original` is it when this is not. `card` is
    what its makers say, as harmless HTML.
    """

    source: str = ""
    is_local: bool = False
    detail: RepoDetail | None = None
    title: str = ""
    is_loading: bool = False
    problem: Problem | None = None
    n_ctx: int = 4096
    n_ctx_limit: int = 0
    kv_type: str = "f16"
    card: str = ""
    original: str = ""
    related: tuple[RepoSummary, ...] = ()
    free_bytes: int = 0
    fit_rows: tuple[FitRow, ...] = ()
    gguf_rows: tuple[FitRow, ...] = ()
    is_fitting: bool = False
    fit_progress: JobProgress | None = None
    fit_problem: Problem | None = None
    recommendation: str = ""


class ModelState(StrEnum):
    """The life of the model in the inference worker."""

    NONE = "none"
    LOADING = "loading"
    READY = "ready"
    CRASHED = "crashed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ChatState:
    """The chat page apart from its messages.

    `is_busy`: a question or a change of the chat is being written down, or a chat read; for that moment
    nothing can be asked, since it is not certain yet after which message.
    """

    model_state: ModelState = ModelState.NONE
    model: LibraryModel | None = None
    loaded: LoadedModel | None = None
    is_answering: bool = False
    prompt_done: int = 0
    prompt_total: int = 0
    tokens_per_s: float = 0.0
    answer_tokens: int = 0
    context_used: int = 0
    n_ctx: int = 0
    last_stats: AnswerStats | None = None
    notice: str = ""
    problem: Problem | None = None
    can_undo: bool = False
    load_fraction: float = 0.0
    is_busy: bool = False


@dataclass(frozen=True, slots=True)
class HistoryState:
    """The list of chats: pinned ones and those in folders, then the newest, and what a search found.

    `deleted_id` is the chat that was deleted a moment ago and can be brought back. `is_moving`: a file is
    written or read; `moved` is what became of the last one.
    """

    chats: tuple[ChatSummary, ...] = ()
    folders: tuple[ChatFolder, ...] = ()
    has_more: bool = False
    is_read: bool = False
    query: str = ""
    hits: tuple[ChatHit, ...] = ()
    is_searching: bool = False
    deleted_id: int | None = None
    deleted_title: str = ""
    is_moving: bool = False
    moved: Imported | Exported | None = None


@dataclass(frozen=True, slots=True)
class DeviceReading:
    """Memory and load of one GPU, bytes and percent."""

    name: str
    used_bytes: int
    total_bytes: int
    utilization_percent: float | None = None


@dataclass(frozen=True, slots=True)
class MetricsReading:
    """The newest value of everything that is drawn; bytes, percent, tokens per second."""

    tokens_per_s: float = 0.0
    worker_bytes: int = 0
    worker_peak_bytes: int = 0
    ram_used_bytes: int = 0
    ram_total_bytes: int = 0
    cpu_percent: float = 0.0
    devices: tuple[DeviceReading, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class ApiState:
    """The local API: whether it is served, where, with which key, and what it does."""

    is_running: bool = False
    url: str = ""
    key: str = ""
    model_name: str = ""
    open_requests: int = 0
    all_requests: int = 0
    problem: Problem | None = None
