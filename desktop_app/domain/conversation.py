"""A chat as it is kept: a tree of messages of which one branch is shown, and what is known of it."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.domain.chat import AnswerStats, Role


@dataclass(frozen=True, slots=True)
class StoredAttachment:
    """A file that belongs to a message: what the model reads of it is `text`; images keep their `data`."""

    name: str
    media_type: str
    text: str = ""
    data: bytes | None = None
    n_tokens: int = 0


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """One kept message; `is_complete` is false while it is being written and after a crash or a stop.

    `created_at` is seconds since the epoch, UTC. `model_name` says who answered. `siblings` are the ids of
    all messages in this place of the tree, oldest first, this one among them; a single one has no siblings.
    """

    message_id: int
    role: Role
    text: str
    created_at: float
    is_complete: bool = True
    model_name: str = ""
    stats: AnswerStats | None = None
    parent_id: int | None = None
    siblings: tuple[int, ...] = ()
    attachments: tuple[StoredAttachment, ...] = ()

    @property
    def branch(self) -> tuple[int, int]:
        """Which of how many versions this is, from 1."""
        if self.message_id in self.siblings:
            return self.siblings.index(self.message_id) + 1, len(self.siblings)
        return 1, 1


@dataclass(frozen=True, slots=True)
class ChatSummary:
    """One line of the history."""

    chat_id: int
    title: str
    updated_at: float
    is_pinned: bool = False
    folder_id: int | None = None


@dataclass(frozen=True, slots=True)
class ChatFolder:
    """A named group of chats."""

    folder_id: int
    name: str


@dataclass(frozen=True, slots=True)
class ChatHit:
    """A place where words were found: a title (`message_id` None), or a message.

    `excerpt` marks what was found between `HIT_START` and `HIT_END`.
    """

    chat_id: int
    title: str
    updated_at: float
    excerpt: str
    message_id: int | None = None


HIT_START, HIT_END = "\x02", "\x03"


@dataclass(frozen=True, slots=True)
class Conversation:
    """The chat that is open; `chat_id` None is a new chat that holds nothing yet.

    `draft` is what was being written in it; `settings` is the JSON of the chat's own settings, "" for the
    app's; `model_id` is the model of the library that answered last.
    """

    chat_id: int | None = None
    title: str = ""
    messages: tuple[StoredMessage, ...] = ()
    draft: str = ""
    settings: str = ""
    model_id: str = ""
