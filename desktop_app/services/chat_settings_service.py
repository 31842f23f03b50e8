"""The settings of the open chat: what is set for it, what that comes to, and what it would take."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.domain.chat import GenerationSettings, LoadSettings, SamplingDefaults
from desktop_app.domain.chat_settings import (
    ChatSettings,
    Preset,
    default_generation,
    generation_of,
    is_load_field,
    load_of,
    merged,
    system_prompt_of,
    with_field,
)
from desktop_app.domain.errors import ErrorKind, Problem
from desktop_app.pipeline import chat_help
from desktop_app.services.states import ModelState
from desktop_app.storage.chat_settings import settings_from_json, settings_to_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_app.domain.chat import LoadedModel, LoadForecast
    from desktop_app.domain.conversation import Conversation
    from desktop_app.services.background import Background, SerialWriter, Task
    from desktop_app.services.settings_service import SettingsService
    from desktop_app.services.states import ChatState
    from desktop_app.storage.presets import PresetStore

_PAUSE_MS = 400  # a spin box or a text changes many times a second


@dataclass(frozen=True, slots=True)
class ChatSettingsState:
    """The settings of the open chat.

    `own` is what is set for this chat; `generation`, `load` and `system_prompt` what it comes to, the
    `default_...` what it would be without. `loaded` are the settings that the model in memory was asked for
    with, None without one. `forecast` is what loading it with `load` would take, `forecast_problem` why it
    cannot be; `grammar_problem` what is wrong with the grammar.
    """

    own: ChatSettings = field(default_factory=ChatSettings)
    system_prompt: str = ""
    default_system_prompt: str = ""
    generation: GenerationSettings = field(default_factory=GenerationSettings)
    default_generation: GenerationSettings = field(default_factory=GenerationSettings)
    load: LoadSettings = field(default_factory=LoadSettings)
    default_load: LoadSettings = field(default_factory=LoadSettings)
    sampling: SamplingDefaults = field(default_factory=SamplingDefaults)
    presets: tuple[Preset, ...] = ()
    loaded: LoadSettings | None = None
    n_ctx_train: int = 0
    is_forecasting: bool = False
    forecast: LoadForecast | None = None
    forecast_problem: Problem | None = None
    grammar_problem: Problem | None = None

    @property
    def needs_reload(self) -> bool:
        """Whether the model in memory was loaded with other settings."""
        return self.loaded is not None and self.loaded != self.load


class ChatSettingsService(QObject):
    """Follows the chat that is open and the model that is loaded.

    Signals:
        state_changed: the new `ChatSettingsState`.
        settings_set: JSON of what a person set for the open chat, to be kept.
        problem_raised: a `Problem` with keeping settings or presets.
    """

    state_changed = Signal(object)
    settings_set = Signal(str)
    problem_raised = Signal(object)

    def __init__(
        self,
        *,
        presets: PresetStore,
        writer: SerialWriter,
        background: Background,
        settings: SettingsService,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._presets = presets
        self._writer = writer
        self._background = background
        self._settings = settings
        self._path = ""
        self._loaded: LoadedModel | None = None
        self._state = ChatSettingsState()
        self._forecast_task: Task | None = None
        self._grammar_task: Task | None = None
        self._forecast_timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._forecast_timer.timeout.connect(self._predict)
        self._grammar_timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._grammar_timer.timeout.connect(self._check_grammar)
        settings.settings_changed.connect(lambda _settings: self._show(self._state.own))
        self._show(ChatSettings())

    @property
    def state(self) -> ChatSettingsState:
        return self._state

    # --- following --------------------------------------------------------------------------------

    def refresh_presets(self) -> None:
        self._writer.run(self._read_presets, on_result=self._show_presets, on_problem=self._tell)

    def follow_chat(self, conversation: Conversation) -> None:
        """Another chat is open, or this one was kept."""
        own = settings_from_json(conversation.settings)
        if own != self._state.own:
            self._show(own)

    def follow_model(self, state: ChatState) -> None:
        """Another model is there, or none."""
        path = state.model.path if state.model else ""
        loaded = state.loaded if state.model_state is ModelState.READY else None
        if path == self._path and loaded is self._loaded:
            return
        self._path, self._loaded = path, loaded
        self._show(self._state.own)

    # --- changing ---------------------------------------------------------------------------------

    def change(self, name: str, value: object) -> None:
        """Set one field of `ChatSettings`; the default's own value takes it back."""
        state = self._state
        default = self.default_of(name)
        self._change(with_field(state.own, name, value, default))

    def reset(self, name: str) -> None:
        """Leave a field to the defaults again."""
        self._change(replace(self._state.own, **{name: None}))

    def reset_all(self) -> None:
        self._change(ChatSettings())

    def default_of(self, name: str) -> object:
        """What a field is without a setting of the chat, as `ChatSettings` writes it."""
        state = self._state
        if name == "system_prompt":
            return state.default_system_prompt
        if is_load_field(name):
            value = getattr(state.default_load, name)
            return 0 if name == "n_threads" and value is None else value
        value = getattr(state.default_generation, name)
        if value is None:
            return {"seed": -1, "max_tokens": 0}.get(name)
        return value

    def value_of(self, name: str) -> object:
        """What a field is now."""
        own = getattr(self._state.own, name)
        return self.default_of(name) if own is None else own

    # --- presets ----------------------------------------------------------------------------------

    def save_preset(self, name: str) -> None:
        """Keep what is set for this chat under a name; one of the same name gives way."""
        name, own = " ".join(name.split()), settings_to_json(self._state.own)
        if name:
            self._change_presets(lambda: self._presets.save(name, own))

    def apply_preset(self, preset_id: int) -> None:
        """Put a preset's settings over those of the chat."""
        preset = next((p for p in self._state.presets if p.preset_id == preset_id), None)
        if preset is not None:
            self._change(merged(self._state.own, preset.settings))

    def rename_preset(self, preset_id: int, name: str) -> None:
        """Give a preset another name, which no other one has."""
        name = " ".join(name.split())
        others = (p for p in self._state.presets if p.preset_id != preset_id)
        if any(other.name.casefold() == name.casefold() for other in others):
            self._tell(
                Problem(
                    ErrorKind.BAD_REQUEST,
                    f"There is a preset “{name}” already.",
                    "Two presets cannot have one name.",
                    "Choose another name, or delete the other preset first.",
                )
            )
        elif name:
            self._change_presets(lambda: self._presets.rename(preset_id, name))

    def delete_preset(self, preset_id: int) -> None:
        self._change_presets(lambda: self._presets.delete(preset_id))

    # --- steps ------------------------------------------------------------------------------------

    def _change(self, own: ChatSettings) -> None:
        if own != self._state.own:
            self._show(own)
            self.settings_set.emit(settings_to_json(own))

    def _show(self, own: ChatSettings) -> None:
        """Work out everything that follows from the settings."""
        app = self._settings.settings
        loaded = self._loaded
        sampling = loaded.sampling if loaded else SamplingDefaults()
        default_load = app.load
        if default_load.n_threads is None and app.n_threads is not None:
            default_load = replace(default_load, n_threads=app.n_threads)
        defaults = default_generation(app.generation, sampling)
        before = self._state
        state = replace(
            before,
            own=own,
            system_prompt=system_prompt_of(own, app.system_prompt),
            default_system_prompt=app.system_prompt,
            generation=generation_of(own, defaults),
            default_generation=defaults,
            load=load_of(own, default_load),
            default_load=default_load,
            sampling=sampling,
            loaded=loaded.forecast.asked if loaded and loaded.forecast else None,
            n_ctx_train=loaded.n_ctx_train if loaded else 0,
        )
        if (state.load, state.loaded) != (before.load, before.loaded):
            state = self._forget_forecast(state)
        grammar = (state.generation.grammar, state.generation.json_schema)
        if grammar != (before.generation.grammar, before.generation.json_schema):
            state = replace(state, grammar_problem=None)
            self._grammar_timer.start()
        self._set(state)

    def _forget_forecast(self, state: ChatSettingsState) -> ChatSettingsState:
        if self._forecast_task:
            self._forecast_task.cancel()
            self._forecast_task = None
        self._forecast_timer.stop()
        if state.needs_reload and self._path:
            self._forecast_timer.start()
        return replace(state, is_forecasting=state.needs_reload, forecast=None, forecast_problem=None)

    def _predict(self) -> None:
        path, load = self._path, self._state.load
        now = self._loaded.forecast if self._loaded else None
        freed_ram = now.ram.total_bytes if now else 0
        freed_vram = now.vram.total_bytes if now else 0

        def done(**changes: object) -> None:
            if task is self._forecast_task:
                self._set(replace(self._state, is_forecasting=False, **changes))  # type: ignore[arg-type]

        task = self._background.run(
            lambda task: chat_help.predict_load(
                path,
                load,
                freed_ram_bytes=freed_ram,
                freed_vram_bytes=freed_vram,
                is_cancelled=lambda: task.is_cancelled,
            ),
            on_result=lambda forecast: done(forecast=forecast),
            on_problem=lambda problem: done(forecast_problem=problem),
        )
        self._forecast_task = task

    def _check_grammar(self) -> None:
        if self._grammar_task:
            self._grammar_task.cancel()
        generation = self._state.generation
        if not (generation.grammar.strip() or generation.json_schema.strip()):
            self._grammar_task = None
            return

        def done(problem: Problem | None) -> None:
            if task is self._grammar_task:
                self._set(replace(self._state, grammar_problem=problem))

        task = self._background.run(
            lambda task: chat_help.check_grammar(
                generation.grammar, generation.json_schema, is_cancelled=lambda: task.is_cancelled
            ),
            on_result=lambda _none: done(None),
            on_problem=done,
        )
        self._grammar_task = task

    def _change_presets(self, write: Callable[[], object]) -> None:
        self._writer.run(write, on_result=lambda _none: self.refresh_presets(), on_problem=self._tell)

    def _read_presets(self) -> tuple[Preset, ...]:
        """On the writer's thread."""
        return tuple(
            Preset(kept.name, settings_from_json(kept.settings), kept.preset_id)
            for kept in self._presets.list()
        )

    def _show_presets(self, presets: tuple[Preset, ...]) -> None:
        self._set(replace(self._state, presets=presets))

    def _tell(self, problem: Problem) -> None:
        self.problem_raised.emit(problem)

    def _set(self, state: ChatSettingsState) -> None:
        if state != self._state:
            self._state = state
            self.state_changed.emit(state)
