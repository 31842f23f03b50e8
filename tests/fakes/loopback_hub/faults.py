"""What the loopback hub can be told to do wrong."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass, field


@dataclass
class Fault:
    """One misbehaviour of requests whose path matches `path`, for the next `times` of them.

    Kinds: "status" (with `status`, `headers`), "rst" and "drop" after `after` body bytes (a reset, or a close
    that looks orderly), "stall" (silence after `after` bytes until the hub is closed), "hang" (no answer),
    "corrupt" (one byte changed behind `after`), "norange" (200 and the whole file), "throttle" (`rate`
    bytes per second), "html" (a page instead of JSON), "short" (half of the body, announced as all), "long"
    (1000 bytes more than were asked for, announced), "headers" (`headers` in place of those of the file),
    "resized" (a range of a file that is said to be longer), "gzip" (a body that is said to be compressed),
    "endless" (JSON that never ends).
    """

    kind: str
    path: str = ".*"
    method: str = "GET"
    times: int = 1
    status: int = 500
    headers: dict[str, str] = field(default_factory=dict)
    after: int = 0
    rate: int = 1 << 20


class Faults:
    """The faults that are still to come."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        with self._lock:
            self._waiting.append(fault)

    def put_back(self, fault: Fault) -> None:
        """It is meant for the request that follows this one."""
        with self._lock:
            self._waiting.insert(0, fault)

    def take(self, method: str, path: str) -> Fault | None:
        with self._lock:
            for fault in self._waiting:
                if fault.method == method and re.search(fault.path, path):
                    fault.times -= 1
                    if fault.times <= 0:
                        self._waiting.remove(fault)
                    return fault
        return None
