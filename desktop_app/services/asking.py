"""A question on its way to the model: written down before the engine hears of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_app.domain.chat import Role
from desktop_app.domain.errors import ErrorKind, Problem

if TYPE_CHECKING:
    from desktop_app.domain.conversation import StoredAttachment, StoredMessage
    from desktop_app.storage.chats import ChatStore


@dataclass(frozen=True, slots=True)
class Asking:
    """What was asked for, captured when it was asked.

    Attributes:
        chat_id: of the chat, None for a new one.
        title: of a new chat.
        settings: JSON of a new chat's own settings.
        before: the messages that are answered, or that stand before `question`.
        question: a new message of the person, None to answer `before`.
        resumed: an answer that goes on.
        beside: the message that `question` is another version of.
        beside_answer: the answer that the new one is another version of.
        attachments: files that belong to `question`.
        model_name: who answers.
        model_id: the same in the library.
    """

    chat_id: int | None
    title: str
    settings: str
    before: tuple[StoredMessage, ...]
    question: str | None
    resumed: StoredMessage | None
    beside: int | None
    beside_answer: int | None
    attachments: tuple[StoredAttachment, ...]
    model_name: str
    model_id: str

    def write(self, store: ChatStore) -> tuple[int, StoredMessage | None, StoredMessage]:
        """Write down the question, if there is one, and an empty answer; returns them with their chat."""
        chat = self.chat_id
        if chat is None:
            chat = store.create_chat(self.title, settings=self.settings)
        asked = None
        if self.question is not None:
            asked = store.add_message(
                chat, Role.USER, self.question, beside=self.beside, attachments=self.attachments
            )
        answer = self.resumed or store.add_message(
            chat,
            Role.ASSISTANT,
            "",
            is_complete=False,
            model_name=self.model_name,
            beside=self.beside_answer,
            after=self.before[-1].message_id if self.before and asked is None else None,
        )
        if asked is not None:
            store.keep_draft(chat, "")
        store.keep_model(chat, self.model_id)
        return chat, asked, answer


def model_is_gone(name: str) -> Problem:
    """The words for a model whose file is not there any more; `name` is "" where that is not known."""
    name = name or "This model"
    return Problem(
        ErrorKind.NOT_FOUND,
        f"{name} is not on this computer any more.",
        "Its file was moved or deleted outside Bitsmith.",
        "Put the file back, or choose another model.",
    )
