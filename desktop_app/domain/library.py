"""Models on this computer."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

_LONGEST_NAME = 200
MOST_TAG_CHARACTERS = 40
MOST_TAGS = 20


class ModelOrigin(StrEnum):
    """How a model came into the library."""

    STARTER = "starter"
    DOWNLOADED = "downloaded"
    MADE = "made"
    LOCAL = "local"
    APP = "app"


class ModelKind(StrEnum):
    """What a file is for. Only a `MODEL` chats; a `CHECKPOINT` is original weights, a source."""

    MODEL = "model"
    EMBEDDING = "embedding"
    PROJECTOR = "projector"
    ADAPTER = "adapter"
    CHECKPOINT = "checkpoint"


@dataclass(frozen=True, slots=True)
class FileIdentity:
    """What tells whether a file is still the one that was looked at; `inode` is 0 where there is none."""

    size_bytes: int = 0
    mtime_ns: int = 0
    inode: int = 0


@dataclass(frozen=True, slots=True)
class LibraryModel:
    """One GGUF file (or a split set, or a checkpoint folder); times are seconds since the epoch, UTC.

    Attributes:
        path: of the file, of the first one of a split set, of a checkpoint's folder.
        app: key of the app that the file belongs to, "" when it is ours.
        is_missing: a file that belongs to it is not there.
        missing_parts: names of the files that are not there, of a model that has several.
        file_title: the name that the header gives.
        license: as the header names it, "" where it does not.
        provenance: what Bitsmith wrote about source and tools, in the order of the file.
        created_at: when the file was last written; 0 when it is not there.
        last_used_at: when it was last loaded, 0 for never.
        identity: of the first file, when its header was read.
        vector_width: numbers of a token's vector; for a projector those that it makes of a picture, 0 where
            it reads none; None where it is not known.
        projector: name of the file beside it that lets it see pictures, "" without one (`with_projectors`).
    """

    model_id: str
    name: str
    path: str
    origin: ModelOrigin
    quant_type: str
    size_bytes: int
    added_at: float
    source: str = ""
    revision: str = ""
    architecture: str = ""
    n_params: int = 0
    n_ctx_train: int = 0
    is_missing: bool = False
    kind: ModelKind = ModelKind.MODEL
    app: str = ""
    tags: tuple[str, ...] = ()
    last_used_at: float = 0.0
    created_at: float = 0.0
    file_title: str = ""
    license: str = ""
    bits_per_weight: float = 0.0
    provenance: tuple[tuple[str, str], ...] = ()
    n_parts: int = 1
    missing_parts: tuple[str, ...] = ()
    identity: FileIdentity = FileIdentity()
    vector_width: int | None = None
    projector: str = ""

    @property
    def can_chat(self) -> bool:
        return self.kind is ModelKind.MODEL and not self.is_missing

    @property
    def is_ours(self) -> bool:
        """Whether its file may be deleted from here: other apps' files and the starter model may not."""
        return self.origin not in (ModelOrigin.APP, ModelOrigin.STARTER)


def chat_choices(models: tuple[LibraryModel, ...]) -> tuple[LibraryModel, ...]:
    """The models that can be chatted with, the one used last first; missing ones stay, at the end."""
    found = [m for m in models if m.kind is ModelKind.MODEL]
    return tuple(sorted(found, key=lambda m: (m.is_missing, -m.last_used_at, -m.added_at)))


def clean_name(text: str) -> str:
    """A name from outside as one line of visible text: nothing that breaks lines or turns writing around."""
    kept = "".join(c if unicodedata.category(c)[0] not in "CZ" else " " for c in text[: 4 * _LONGEST_NAME])
    return " ".join(kept.split())[:_LONGEST_NAME]


def clean_tag(text: str) -> str:
    """A tag as it is kept: one line, at most `MOST_TAG_CHARACTERS`; "" for nothing."""
    return clean_name(text.replace(",", " "))[:MOST_TAG_CHARACTERS].strip()
