"""What takes space on the disk beside the models themselves."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SpaceKind(StrEnum):
    """Kinds of things that can be deleted and made or fetched again."""

    PARTS = "parts"  # unfinished downloads and unfinished models
    SOURCES = "sources"  # original weights that were kept
    WINDOWS = "windows"  # weights on their way into a model
    HEADERS = "headers"  # headers of remote models, for their fit
    HUB_CACHE = "hub_cache"  # of huggingface_hub; other programs use it too


@dataclass(frozen=True, slots=True)
class SpaceItem:
    """One thing that takes space.

    Attributes:
        kind: what it is.
        name: of the model or file, for people.
        path: of the folder or file; tells it from others.
        size_bytes: what deleting it frees.
        is_used: something needs it now, so it stays.
    """

    kind: SpaceKind
    name: str
    path: str
    size_bytes: int
    is_used: bool = False
