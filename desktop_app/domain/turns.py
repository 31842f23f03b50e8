"""What a model is given of a conversation, and what the conversation is called."""

from __future__ import annotations

from desktop_app.domain.attachments import message_text, pictures_of
from desktop_app.domain.chat import ChatTurn, Role
from desktop_app.domain.conversation import StoredMessage
from desktop_app.domain.reasoning import without_reasoning

_TITLE_LENGTH = 48


def turns_for_model(
    system_prompt: str, known: tuple[StoredMessage, ...], answer: StoredMessage
) -> tuple[ChatTurn, ...]:
    """What the model is given: what was thought for earlier answers is not said again.

    Text that `answer` has already is the last turn; the engine goes on with it.
    """
    turns = [ChatTurn(Role.SYSTEM, system_prompt)] if system_prompt.strip() else []
    for message in known:
        is_answer = message.role is Role.ASSISTANT
        said = without_reasoning(message.text) if is_answer else message.text
        text = message_text(said, message.attachments)
        pictures = pictures_of(message.attachments)
        if text or pictures:
            turns.append(ChatTurn(message.role, text, pictures))
    if answer.text:
        turns.append(ChatTurn(answer.role, answer.text))
    return tuple(turns)


def title_of(question: str) -> str:
    """The first line of what was asked, short enough for the history."""
    line = next((line.strip() for line in question.splitlines() if line.strip()), "")
    return line if len(line) <= _TITLE_LENGTH else line[: _TITLE_LENGTH - 1].rstrip() + "…"
