"""A conversation, how an answer is generated, and what it cost."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop_app.domain.fit import MemoryNeed


class Role(StrEnum):
    """Who speaks; the words that chat templates use."""

    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"


class StopReason(StrEnum):
    """Why an answer ended."""

    END = "end"
    MAX_TOKENS = "max_tokens"
    STOP_STRING = "stop_string"
    CONTEXT_FULL = "context_full"
    STOPPED = "stopped"
    CRASHED = "crashed"


@dataclass(frozen=True, slots=True)
class ChatTurn:
    """One message as the model sees it; `pictures` are files (PNG, JPEG, ...) that stand before its words."""

    role: Role
    text: str
    pictures: tuple[bytes, ...] = ()


class FlashAttention(StrEnum):
    """Whether attention is computed without keeping its whole matrix."""

    AUTO = "auto"
    ON = "on"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Adapter:
    """A LoRA adapter (a GGUF) on top of the model, and how much of it: 1 as trained, 0 nothing."""

    path: str = ""
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class LoadSettings:
    """How a model is put into memory.

    `n_ctx` 0 takes the context that the model was trained for. `n_gpu_layers` -1 offloads every layer;
    `n_threads` None lets the worker choose the physical cores. `kv_type` is a ggml type name ("f16", "q8_0",
    "q4_0") for the keys, and for the values unless `v_type` names another. `fits_memory`: layers on the GPU,
    KV type and context are lowered, in this order, until all of it fits the free memory.
    """

    n_ctx: int = 4096
    n_gpu_layers: int = -1
    n_threads: int | None = None
    n_batch: int = 2048
    n_ubatch: int = 512
    kv_type: str = "f16"
    use_mmap: bool = True
    v_type: str = ""
    flash_attention: FlashAttention = FlashAttention.AUTO
    adapters: tuple[Adapter, ...] = ()
    fits_memory: bool = True

    @property
    def value_type(self) -> str:
        """The type of the KV cache's values."""
        return self.v_type or self.kv_type


@dataclass(frozen=True, slots=True)
class GenerationSettings:
    """How tokens are sampled; `max_tokens` None stops at the model's end or at the context's.

    `grammar` (GBNF) or `json_schema` (one of them, "" for none) bounds what may be written. `speculates`:
    words that were there before are guessed and checked together, where that is faster; the answer is the
    same.
    """

    temperature: float = 0.7
    top_k: int = 40
    top_p: float = 0.95
    min_p: float = 0.05
    repeat_penalty: float = 1.0
    seed: int | None = None
    max_tokens: int | None = None
    stop: tuple[str, ...] = ()
    presence_penalty: float = 0.0
    frequency_penalty: float = 0.0
    grammar: str = ""
    json_schema: str = ""
    speculates: bool = True


@dataclass(frozen=True, slots=True)
class SamplingDefaults:
    """What the model's file recommends (`general.sampling.*`, from its generation_config); None: nothing."""

    temperature: float | None = None
    top_k: int | None = None
    top_p: float | None = None
    min_p: float | None = None
    repeat_penalty: float | None = None


@dataclass(frozen=True, slots=True)
class AnswerStats:
    """The engine's numbers of one answer; rates are tokens per second.

    `reused_tokens` of the prompt were in the context already; `dropped_turns` are the oldest turns that
    were left out because the context is too short for all. `seed` makes the same answer again.
    `reasoning_s` is how long it thought before it answered, in seconds, 0 where it did not.
    """

    prompt_tokens: int
    reused_tokens: int
    answer_tokens: int
    time_to_first_token_s: float
    prompt_tokens_per_s: float
    tokens_per_s: float
    context_used: int
    n_ctx: int
    stop_reason: StopReason
    dropped_turns: int = 0
    seed: int | None = None
    guessed_tokens: int = 0
    right_tokens: int = 0
    peak_ram_bytes: int = 0
    peak_vram_bytes: int = 0
    reasoning_s: float = 0.0


@dataclass(frozen=True, slots=True)
class LoadForecast:
    """What a load takes, from the engine's dry allocation; bytes.

    `asked` are the settings that were wanted, `used` those that fit; `ram` and `vram` are for `used`.
    `is_tight`: it fits, but nothing else will. `fits` is false when nothing helps.
    """

    asked: LoadSettings
    used: LoadSettings
    n_layers: int
    ram: MemoryNeed
    vram: MemoryNeed
    ram_free_bytes: int
    vram_free_bytes: int
    fits: bool = True
    is_tight: bool = False


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """What the engine says of the model that it holds.

    `forecast` has the settings that were asked for, those that are used, and the memory predicted for them;
    None when the engine made no prediction. `sampling` is what the file recommends. `projector` is the name
    of the file that lets it see pictures, "" for a model that reads words only.
    """

    path: str
    description: str
    architecture: str
    n_params: int
    n_ctx: int
    n_ctx_train: int
    n_layers: int
    n_gpu_layers: int
    n_threads: int
    has_chat_template: bool
    weights_bytes: int
    kv_bytes: int
    compute_bytes: int
    load_s: float
    devices: tuple[str, ...] = ()
    forecast: LoadForecast | None = None
    sampling: SamplingDefaults = SamplingDefaults()
    projector: str = ""
