"""How fast this computer reads its memory, measured: that is what limits the speed of an answer."""

from __future__ import annotations

import os
import threading
import time

import psutil

_BYTES = 256 * 1024 * 1024  # much more than any cache holds
_ROUNDS, _ROUND_S = 3, 0.15


def measure_bandwidth() -> float:
    """Bytes per second of plain reads by all physical cores, the best of some rounds; 0 without room for it.

    Takes about half a second and 256 MB; on a thread of its own, since it fully uses the processor.
    """
    import numpy as np

    if psutil.virtual_memory().available < 4 * _BYTES:
        return 0.0
    physical = psutil.cpu_count(logical=False) or os.cpu_count() or 1
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else physical
    cores = max(1, min(physical, allowed))
    blocks = [np.ones(_BYTES // 8 // cores) for _ in range(cores)]
    counts = [0] * cores

    def read(number: int, until_s: float) -> None:
        block = blocks[number]
        while time.perf_counter() < until_s:
            block.max()  # one pass of vector loads; numpy lets go of the interpreter meanwhile
            counts[number] += block.nbytes

    best = 0.0
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
        best = max(best, sum(counts) / (time.perf_counter() - began_s))
    return best
