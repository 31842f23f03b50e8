"""A download in detail: its files, and what it waits for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Waiting(StrEnum):
    """Why nothing comes in although nobody stopped it."""

    NOTHING = "nothing"
    NETWORK = "network"
    OFFLINE_MODE = "offline_mode"
    SERVER = "server"
    RATE_LIMIT = "rate_limit"
    DISK = "disk"


class FileState(StrEnum):
    """The life of one file of a download; it gets its name when all files are checked."""

    WAITING = "waiting"
    ACTIVE = "active"
    CHECKING = "checking"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class FileProgress:
    """One file: bytes that are here, of how many."""

    name: str
    done_bytes: int
    total_bytes: int
    state: FileState


@dataclass(frozen=True, slots=True)
class TransferProgress:
    """The files of a download.

    Attributes:
        files: all of a few, or those of many that are at work.
        files_done: how many are whole and checked.
        files_total: how many there are.
        waiting: what it waits for.
        retry_in_s: until it tries again by itself, None where something else decides.
    """

    files: tuple[FileProgress, ...] = ()
    files_done: int = 0
    files_total: int = 0
    waiting: Waiting = Waiting.NOTHING
    retry_in_s: float | None = None
