"""A chat as it is kept: its messages and their numbers."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.domain.chat import AnswerStats, Role


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """One kept message; `is_complete` is false while it is being written and after a crash or a stop.

    `created_at` is seconds since the epoch, UTC. `model_name` says who answered.
    """

    message_id: int
    role: Role
    text: str
    created_at: float
    is_complete: bool = True
    model_name: str = ""
    stats: AnswerStats | None = None


@dataclass(frozen=True, slots=True)
class ChatSummary:
    """One line of the history."""

    chat_id: int
    title: str
    updated_at: float
    message_count: int


@dataclass(frozen=True, slots=True)
class Conversation:
    """The chat that is open; `chat_id` None is a new chat that holds nothing yet."""

    chat_id: int | None = None
    title: str = ""
    messages: tuple[StoredMessage, ...] = ()
