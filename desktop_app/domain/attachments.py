"""Documents and pictures that go into a prompt with a message."""

from __future__ import annotations

import re
from dataclasses import dataclass

from desktop_app.domain.conversation import StoredAttachment

MAX_ATTACHMENTS = 16
PICTURE_WAS_HERE = "[picture]"  # for a model that is not shown it
PICTURE_TYPES = ("image/png", "image/jpeg")  # in which pictures are kept
MAX_PICTURE_SIDE = 2048  # pixels; models look at less
MAX_CHARS = 2_000_000  # of one document; more than any context holds
# until the model itself has counted: what a token is on average, of English text
_CHARS_PER_TOKEN = 4
_BACKTICKS = re.compile("`+")


@dataclass(frozen=True, slots=True)
class Attachment:
    """The text of one document, or a picture.

    `n_pages` is 0 for a text file, `is_cut` when there was more than is kept. `picture` is a file of the
    format `media_type`, empty for a document.
    """

    name: str = ""
    text: str = ""
    n_pages: int = 0
    is_cut: bool = False
    picture: bytes = b""
    media_type: str = ""

    def stored(self, n_tokens: int) -> StoredAttachment:
        """As it is kept with its message."""
        if self.picture:
            return StoredAttachment(self.name, self.media_type, data=self.picture, n_tokens=n_tokens)
        media_type = "application/pdf" if self.n_pages else "text/plain"
        return StoredAttachment(self.name, media_type, self.text, n_tokens=n_tokens)


def message_text(text: str, attachments: tuple[StoredAttachment, ...]) -> str:
    """What the model reads: the documents, fenced and named, then the person's words."""
    parts = [_fenced(attachment) for attachment in attachments if attachment.text]
    return "\n\n".join([*parts, text]) if parts else text


def pictures_of(attachments: tuple[StoredAttachment, ...]) -> tuple[bytes, ...]:
    """The pictures among them."""
    return tuple(attachment.data for attachment in attachments if attachment.data)


def estimated_tokens(text: str) -> int:
    """A guess for as long as no model has counted."""
    return (len(text) + _CHARS_PER_TOKEN - 1) // _CHARS_PER_TOKEN


def _fenced(attachment: StoredAttachment) -> str:
    """A fence longer than any in the document, so that the document cannot end it."""
    longest = max(map(len, _BACKTICKS.findall(attachment.text)), default=0)
    fence = "`" * max(3, longest + 1)
    name = " ".join(attachment.name.split())
    return f"File: {name}\n{fence}\n{attachment.text.rstrip()}\n{fence}"
