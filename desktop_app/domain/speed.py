"""How fast a model answers: a range that is honest about what is not known."""

from __future__ import annotations

from dataclasses import dataclass

# Each token reads all active weights and the context once, so memory's speed is the limit (the "roofline" of
# decoding at batch size 1). How near to it an engine gets depends on the type and on the processor: llama.cpp
# on CPUs was seen between these shares of a plain read's speed, many threads on few channels at the top.
_LEAST_SHARE, _MOST_SHARE = 0.40, 1.10
# what a token costs beside reading: graph, sampling, threads that meet
_FIXED_S = 0.0004


@dataclass(frozen=True, slots=True)
class SpeedRange:
    """Generated tokens per second; the real speed is expected between `low` and `high`."""

    low: float
    high: float


def estimate_speed(active_bytes: int, kv_bytes: int, memory_bandwidth: float) -> SpeedRange | None:
    """The speed on the processor with a context that is half full, None where the memory was not measured.

    Args:
        active_bytes: weights that one token reads; of a mixture, those of the experts that are used.
        kv_bytes: the KV cache of the whole context.
        memory_bandwidth: of a plain read with all cores, bytes per second.
    """
    read = active_bytes + kv_bytes / 2
    if memory_bandwidth <= 0 or read <= 0:
        return None
    low = 1 / (read / (_LEAST_SHARE * memory_bandwidth) + _FIXED_S)
    high = 1 / (read / (_MOST_SHARE * memory_bandwidth) + _FIXED_S)
    return SpeedRange(low, high)
