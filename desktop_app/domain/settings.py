"""What a person can set."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from desktop_app.domain.chat import GenerationSettings, LoadSettings

DEFAULT_API_PORT = 8426  # not one that LM Studio, Ollama or llama.cpp's server use


class ThemeChoice(StrEnum):
    """Light and dark, each also in high contrast, or what the desktop says."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST_LIGHT = "contrast_light"
    CONTRAST_DARK = "contrast_dark"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything in the settings file; empty strings mean the default.

    `endpoint` is the Hub's address, `models_folder` where new models go.
    `n_threads` None lets the app choose. `resume_jobs`: interrupted jobs go on by themselves at the start.
    `notify`: the desktop shows the end of a job while the window is not in front. `window_state` is what the
    window remembers (base64). `proxy` is an address, "" for what the system says, "none" for none.
    `speed_limit_bytes_per_s` is for all downloads together, 0 for none. `offline`: nothing is sent anywhere.
    `resume_downloads`: interrupted downloads go on by themselves at the start. `downloads_at_once`: jobs that
    download beside each other. `serve_api`: the local API is served while the app runs, at `api_port`.
    `language` is a code ("de"), empty for the system's.
    `memory_bandwidth` was measured on the processor `measured_cpu`, bytes per second; not `measured_quietly`
    while other programs were at work.
    `check_updates`: a newer version is looked for once a day, at the start; `updates_checked_at` is when that
    was done last (seconds since 1970).
    `hidden_graphs` are keys of live graphs that are not shown, `graph_window_s` how far back they reach.
    `library_cards` shows the library as cards, in the order `library_sort`. `hidden_apps` are keys of other
    apps whose models the library leaves alone.
    """

    endpoint: str = ""
    models_folder: str = ""
    theme: ThemeChoice = ThemeChoice.SYSTEM
    n_threads: int | None = None
    keep_source: bool = False
    resume_jobs: bool = False
    notify: bool = True
    load: LoadSettings = field(default_factory=LoadSettings)
    generation: GenerationSettings = field(default_factory=GenerationSettings)
    system_prompt: str = ""
    show_graphs: bool = True
    last_model_id: str = ""
    last_chat_id: int | None = None
    last_page: str = ""
    window_geometry: str = ""
    window_state: str = ""
    serve_api: bool = False
    api_port: int = DEFAULT_API_PORT
    language: str = ""
    proxy: str = ""
    speed_limit_bytes_per_s: int = 0
    offline: bool = False
    resume_downloads: bool = True
    downloads_at_once: int = 1
    check_updates: bool = False
    updates_checked_at: float = 0.0
    memory_bandwidth: float = 0.0
    measured_cpu: str = ""
    measured_quietly: bool = False
    hidden_graphs: tuple[str, ...] = ("cpu_percent", "prompt_per_s")
    graph_window_s: int = 120
    library_cards: bool = False
    library_sort: str = ""
    hidden_apps: tuple[str, ...] = ()
