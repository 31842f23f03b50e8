"""How fast this computer reads its memory, measured: that is what limits the speed of an answer."""

from __future__ import annotations

import os
import threading
import time
from dataclasses import dataclass

import psutil

_BYTES = 256 * 1024 * 1024  # much more than any cache holds
_ROUNDS, _ROUND_S = 3, 0.15
_QUIET_SHARE = 0.9


@dataclass(frozen=True, slots=True)
class Bandwidth:
    """Bytes per second, 0 where there was no room to measure.

    `is_quiet`: the threads that read had the processor for themselves; else it is faster than it looks.
    """

    bytes_per_s: float
    is_quiet: bool


def measure_bandwidth() -> Bandwidth:
    """Plain reads by all physical cores, the best of some rounds.

    Takes about half a second and 256 MB; on a thread of its own, since it fully uses the processor.
    """
    import numpy as np

    if psutil.virtual_memory().available < 4 * _BYTES:
        return Bandwidth(0.0, is_quiet=False)
    physical = psutil.cpu_count(logical=False) or os.cpu_count() or 1
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else physical
    cores = max(1, min(physical, allowed))
    blocks = [np.ones(_BYTES // 8 // cores) for _ in range(cores)]
    counts = [0] * cores
    busy_s = [0.0] * cores

    def read(number: int, until_s: float) -> None:
        block = blocks[number]
        began_s = time.thread_time()
        while time.perf_counter() < until_s:
            block.max()  # one pass of vector loads; numpy lets go of the interpreter meanwhile
            counts[number] += block.nbytes
        busy_s[number] = time.thread_time() - began_s

    best, is_quiet = 0.0, False
    for _ in range(_ROUNDS):
        counts[:] = [0] * cores
        began_s = time.perf_counter()
        threads = [
            threading.Thread(target=read, args=(number, began_s + _ROUND_S), daemon=True)
            for number in range(cores)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        elapsed_s = time.perf_counter() - began_s
        best = max(best, sum(counts) / elapsed_s)
        is_quiet = is_quiet or sum(busy_s) >= _QUIET_SHARE * cores * elapsed_s
    return Bandwidth(best, is_quiet)
