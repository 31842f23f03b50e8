"""What a model is given of a conversation, and what the conversation is called."""

from __future__ import annotations

from desktop_app.domain.attachments import PICTURE_WAS_HERE, message_text, pictures_of
from desktop_app.domain.chat import ChatTurn, Role
from desktop_app.domain.conversation import StoredMessage
from desktop_app.domain.reasoning import without_reasoning

_TITLE_LENGTH = 48
_MOST_PICTURE_BYTES = 6_000_000


def turns_for_model(
    system_prompt: str, known: tuple[StoredMessage, ...], answer: StoredMessage
) -> tuple[ChatTurn, ...]:
    """What the model is given: what was thought for earlier answers is not said again.

    Words stand for the oldest pictures where there are more than can be handed over in a moment.

    Text that `answer` has already is the last turn; the engine goes on with it.
    """
    turns = [ChatTurn(Role.SYSTEM, system_prompt)] if system_prompt.strip() else []
    n_bytes = sum(len(picture) for message in known for picture in pictures_of(message.attachments))
    for message in known:
        is_answer = message.role is Role.ASSISTANT
        said = without_reasoning(message.text) if is_answer else message.text
        text = message_text(said, message.attachments)
        pictures = pictures_of(message.attachments)
        if n_bytes > _MOST_PICTURE_BYTES and message is not known[-1]:
            n_bytes -= sum(map(len, pictures))
            text = "\n".join([*[PICTURE_WAS_HERE] * len(pictures), text])
            pictures = ()
        if text or pictures:
            turns.append(ChatTurn(message.role, text, pictures))
    if answer.text:
        turns.append(ChatTurn(answer.role, answer.text))
    return tuple(turns)


def title_of(question: str) -> str:
    """The first line of what was asked, short enough for the history."""
    line = next((line.strip() for line in question.splitlines() if line.strip()), "")
    return line if len(line) <= _TITLE_LENGTH else line[: _TITLE_LENGTH - 1].rstrip() + "…"
