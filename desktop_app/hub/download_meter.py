"""How far a download is, how fast, and how long it takes."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from desktop_app.domain.repository import RepoFile
from desktop_app.domain.transfer import FileProgress, FileState, TransferProgress, Waiting

_SPEED_WINDOW_S = 5.0
_LEAST_SPEED_TIME_S = 0.4
_SHOWN_FILES = 12
_REPORT_EVERY_S = 0.1


@dataclass(frozen=True, slots=True)
class DownloadProgress:
    """All files together; `file` is the one that comes now, `seconds_left` None while unknown."""

    file: str
    bytes_done: int
    bytes_total: int
    bytes_per_s: float
    seconds_left: float | None
    note: str = ""
    transfer: TransferProgress = field(default_factory=TransferProgress)


class DownloadMeter:
    """Adds files up, and measures the speed over the last seconds.

    Args:
        files: of the download.
        on_progress: told some times a second.
    """

    def __init__(self, files: tuple[RepoFile, ...], on_progress: Callable[[DownloadProgress], None]) -> None:
        self._on_progress = on_progress
        self._lock = threading.Lock()
        self._total = sum(f.size_bytes for f in files)
        self._sizes = {f.path: f.size_bytes for f in files}
        self._done = dict.fromkeys(self._sizes, 0)
        self._states = dict.fromkeys(self._sizes, FileState.WAITING)
        self._bytes_done = self._transferred = 0
        self._marks: deque[tuple[float, int]] = deque()
        self._reported_at = 0.0
        self._current = ""

    @property
    def missing_bytes(self) -> int:
        return self._total - self._bytes_done

    def start(self, file: RepoFile, have: int) -> None:
        """Some of it is here from an earlier run."""
        with self._lock:
            self._states[file.path] = FileState.WAITING
            self._done[file.path] = have
            self._bytes_done += have

    def have(self, file: RepoFile) -> None:
        """It is here, and was checked."""
        with self._lock:
            self._bytes_done += file.size_bytes - self._done[file.path]
            self._done[file.path] = file.size_bytes
            self._states[file.path] = FileState.DONE

    def change(self, file: RepoFile, state: FileState) -> None:
        with self._lock:
            self._states[file.path] = state
            if state in (FileState.ACTIVE, FileState.CHECKING):
                self._current = file.path

    def add(self, file: RepoFile, count: int) -> None:
        """Bytes came from the network."""
        with self._lock:
            self._done[file.path] += count
            self._bytes_done += count
            self._transferred += count

    def report(
        self,
        waiting: tuple[Waiting, float | None, str] = (Waiting.NOTHING, None, ""),
        *,
        is_end: bool = False,
    ) -> None:
        """Tell how far it is, unless that was told a moment ago."""
        now = time.monotonic()
        if now - self._reported_at < _REPORT_EVERY_S and not is_end:
            return
        self._reported_at = now
        with self._lock:
            if is_end:
                self._states = dict.fromkeys(self._states, FileState.DONE)
            progress = self._progress(now, *waiting)
        self._on_progress(progress)

    def _progress(self, now: float, why: Waiting, retry_in_s: float | None, note: str) -> DownloadProgress:
        self._marks.append((now, self._transferred))
        while len(self._marks) > 2 and now - self._marks[1][0] > _SPEED_WINDOW_S:
            self._marks.popleft()
        since, before = self._marks[0]
        is_measured = now - since >= _LEAST_SPEED_TIME_S
        speed = (self._transferred - before) / (now - since) if is_measured else 0.0
        left = self._total - self._bytes_done
        return DownloadProgress(
            self._current,
            self._bytes_done,
            self._total,
            0.0 if why is not Waiting.NOTHING else speed,
            left / speed if speed > 0 and left and why is Waiting.NOTHING else None,
            note,
            TransferProgress(
                self._shown_files(),
                sum(state is FileState.DONE for state in self._states.values()),
                len(self._states),
                why,
                retry_in_s,
            ),
        )

    def _shown_files(self) -> tuple[FileProgress, ...]:
        at_work = (FileState.ACTIVE, FileState.CHECKING)
        shown = [
            FileProgress(name, self._done[name], self._sizes[name], state)
            for name, state in self._states.items()
            if len(self._states) <= _SHOWN_FILES or state in at_work
        ]
        return tuple(shown[:_SHOWN_FILES])
