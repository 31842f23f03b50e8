"""A limit for all transfers together, which can be changed while they run."""

from __future__ import annotations

import threading
import time

_BURST_S = 0.25  # of the limit may come at once
_LONGEST_WAIT_S = 0.25


class SpeedLimit:
    """So many bytes per second for everybody who calls `take`; may be used from any thread."""

    def __init__(self, bytes_per_s: int = 0) -> None:
        self._lock = threading.Lock()
        self._rate = bytes_per_s
        self._free_at = 0.0  # when all bytes that were let through fit the limit

    @property
    def bytes_per_s(self) -> int:
        """The limit now, 0 for none."""
        return self._rate

    def change(self, bytes_per_s: int) -> None:
        """Another limit from now on, 0 for none."""
        with self._lock:
            self._rate = max(0, bytes_per_s)
            self._free_at = time.monotonic()

    def take(self, count: int, stop: threading.Event) -> None:
        """Wait until `count` more bytes are within the limit, or `stop` is set."""
        with self._lock:
            if not self._rate:
                return
            now = time.monotonic()
            self._free_at = max(self._free_at, now - _BURST_S) + count / self._rate
            until = self._free_at
            rate = self._rate
        while (left := until - time.monotonic()) > 0 and self._rate == rate:
            if stop.wait(min(left, _LONGEST_WAIT_S)):
                return
