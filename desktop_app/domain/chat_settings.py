"""What a person set for one chat, and what it comes to with the defaults below it."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from desktop_app.domain.chat import (
    Adapter,
    FlashAttention,
    GenerationSettings,
    LoadSettings,
    SamplingDefaults,
)


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """Only what differs from the defaults; None leaves a setting to them.

    As in `GenerationSettings` and `LoadSettings`, except: `seed` -1 draws a new one each time, `max_tokens` 0
    is no limit, `n_threads` 0 lets the worker choose.
    """

    system_prompt: str | None = None
    temperature: float | None = None
    top_k: int | None = None
    top_p: float | None = None
    min_p: float | None = None
    repeat_penalty: float | None = None
    presence_penalty: float | None = None
    frequency_penalty: float | None = None
    seed: int | None = None
    max_tokens: int | None = None
    stop: tuple[str, ...] | None = None
    grammar: str | None = None
    json_schema: str | None = None
    speculates: bool | None = None
    n_ctx: int | None = None
    n_gpu_layers: int | None = None
    n_threads: int | None = None
    n_batch: int | None = None
    n_ubatch: int | None = None
    kv_type: str | None = None
    v_type: str | None = None
    flash_attention: FlashAttention | None = None
    use_mmap: bool | None = None
    fits_memory: bool | None = None
    adapters: tuple[Adapter, ...] | None = None

    @property
    def changed(self) -> tuple[str, ...]:
        """Names of the fields that are set."""
        return tuple(f.name for f in fields(self) if getattr(self, f.name) is not None)


@dataclass(frozen=True, slots=True)
class Preset:
    """Settings under a name, to be put on any chat."""

    name: str
    settings: ChatSettings = ChatSettings()
    preset_id: int = 0


_LOAD_FIELDS = frozenset(f.name for f in fields(LoadSettings))
_GENERATION_FIELDS = frozenset(f.name for f in fields(GenerationSettings))


def is_load_field(name: str) -> bool:
    """Whether a change of this setting needs the model to be loaded again."""
    return name in _LOAD_FIELDS


def default_generation(base: GenerationSettings, model: SamplingDefaults) -> GenerationSettings:
    """What a chat without settings of its own uses.

    The model's recommendations stand where the app's settings are as they came; what a person changed there
    is meant for every model.
    """
    built_in = GenerationSettings()
    recommended = {
        f.name: value for f in fields(SamplingDefaults) if (value := getattr(model, f.name)) is not None
    }
    return replace(
        base, **{name: v for name, v in recommended.items() if getattr(base, name) == getattr(built_in, name)}
    )


def generation_of(chat: ChatSettings, defaults: GenerationSettings) -> GenerationSettings:
    """How answers of this chat are generated."""
    own = {name: getattr(chat, name) for name in chat.changed if name in _GENERATION_FIELDS}
    if "seed" in own and own["seed"] < 0:
        own["seed"] = None
    if "max_tokens" in own and own["max_tokens"] <= 0:
        own["max_tokens"] = None
    return replace(defaults, **own)


def load_of(chat: ChatSettings, defaults: LoadSettings) -> LoadSettings:
    """How the model of this chat is loaded."""
    own = {name: getattr(chat, name) for name in chat.changed if name in _LOAD_FIELDS}
    if "n_threads" in own and own["n_threads"] <= 0:
        own["n_threads"] = None
    return replace(defaults, **own)


def system_prompt_of(chat: ChatSettings, default: str) -> str:
    """The system prompt of this chat."""
    return default if chat.system_prompt is None else chat.system_prompt


def merged(chat: ChatSettings, preset: ChatSettings) -> ChatSettings:
    """The chat's settings with those of a preset put over them."""
    return replace(chat, **{name: getattr(preset, name) for name in preset.changed})


def with_field(chat: ChatSettings, name: str, value: object, default: object) -> ChatSettings:
    """One setting changed; a value that is the default is not kept as the chat's own."""
    return replace(chat, **{name: None if value == default else value})
