"""A conversation, how an answer is generated, and what it cost."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
    """One message as the model sees it."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class LoadSettings:
    """How a model is put into memory.

    `n_gpu_layers` -1 offloads every layer; `n_threads` None lets the worker choose the physical cores.
    `kv_type` is a ggml type name ("f16", "q8_0", "q4_0").
    """

    n_ctx: int = 4096
    n_gpu_layers: int = -1
    n_threads: int | None = None
    n_batch: int = 2048
    n_ubatch: int = 512
    kv_type: str = "f16"
    use_mmap: bool = True


@dataclass(frozen=True, slots=True)
class GenerationSettings:
    """How tokens are sampled; `max_tokens` None stops at the model's end or at the context's."""

    temperature: float = 0.7
    top_k: int = 40
    top_p: float = 0.95
    min_p: float = 0.05
    repeat_penalty: float = 1.0
    seed: int | None = None
    max_tokens: int | None = None
    stop: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerStats:
    """The engine's numbers of one answer; rates are tokens per second.

    `reused_tokens` of the prompt were in the context already; `dropped_turns` are the oldest turns that
    were left out because the context is too short for all. `seed` makes the same answer again.
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


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """What the engine says of the model that it holds."""

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
