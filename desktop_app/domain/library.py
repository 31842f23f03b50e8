"""Models on this computer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ModelOrigin(StrEnum):
    """How a model came into the library."""

    STARTER = "starter"
    DOWNLOADED = "downloaded"
    MADE = "made"
    LOCAL = "local"


@dataclass(frozen=True, slots=True)
class LibraryModel:
    """One GGUF file (or the first of a split set); `added_at` is seconds since the epoch, UTC."""

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
