"""Chats on their way between files and the app."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.domain.chat import AnswerStats, Role
from desktop_app.domain.conversation import StoredAttachment


@dataclass(frozen=True, slots=True)
class MovedMessage:
    """One message; `key` and `parent` are numbers within its chat, None for the first."""

    key: int
    parent: int | None
    role: Role
    text: str
    created_at: float
    is_complete: bool = True
    model_name: str = ""
    stats: AnswerStats | None = None
    attachments: tuple[StoredAttachment, ...] = ()


@dataclass(frozen=True, slots=True)
class MovedChat:
    """A whole chat, every branch of it; parents stand before their children.

    `active` is the key of the message in which the branch that is shown ends.
    """

    title: str
    created_at: float
    updated_at: float
    messages: tuple[MovedMessage, ...]
    active: int | None = None
    is_pinned: bool = False
    folder: str = ""
    settings: str = ""

    @property
    def branch(self) -> tuple[MovedMessage, ...]:
        """The messages of the branch that is shown."""
        by_key = {message.key: message for message in self.messages}
        path: list[MovedMessage] = []
        current = self.active
        while current in by_key and len(path) < len(by_key):
            path.append(by_key[current])
            current = by_key[current].parent
        return tuple(reversed(path))


@dataclass(frozen=True, slots=True)
class Exported:
    """How many chats a file holds, and its name."""

    n_chats: int
    file_name: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file: new chats, chats that were there already, and what could not be read."""

    n_new: int
    n_known: int
    n_unreadable: int
