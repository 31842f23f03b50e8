"""Reads buffer sizes from the engine's log: the one place where it says what it really took."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_MIB = 1024 * 1024
_BUFFER = re.compile(
    r"\s(?P<name>\S+)\s+(?P<what>model|KV|RS|compute|output) buffer size\s*=\s*(?P<mib>[\d.]+) MiB"
)


@dataclass(frozen=True, slots=True)
class BufferSizes:
    """What the engine's log says of its buffers; bytes, all devices together."""

    weights_bytes: int
    kv_bytes: int
    compute_bytes: int
    devices: tuple[str, ...]


def buffer_sizes(log: Iterable[str]) -> BufferSizes:
    """Sum the buffers that the engine reports while it loads a model and makes a context."""
    totals = {"model": 0.0, "KV": 0.0, "RS": 0.0, "compute": 0.0, "output": 0.0}
    devices: dict[str, None] = {}
    for line in log:
        if match := _BUFFER.search(line):
            totals[match["what"]] += float(match["mib"])
            if match["what"] == "model":
                devices[re.sub(r"_(Mapped|REPACK|Host|Split|AMX)$", "", match["name"])] = None
    return BufferSizes(
        weights_bytes=round(totals["model"] * _MIB),
        kv_bytes=round((totals["KV"] + totals["RS"]) * _MIB),
        compute_bytes=round((totals["compute"] + totals["output"]) * _MIB),
        devices=tuple(devices),
    )
