"""Weights that pass through this computer without being stored: which bytes, and where they wait."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceSpan:
    """`n_bytes` bytes of the source file called `file`, from byte `offset` on."""

    file: str
    offset: int
    n_bytes: int


def span_file_name(number: int) -> str:
    """What the file of a span is called in the window; it appears when the span is whole."""
    return f"{number:08d}.bin"
