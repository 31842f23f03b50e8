"""Bytes of tokens to text that may be shown: whole characters only, and never a stop string."""

from __future__ import annotations

import codecs


class TextStream:
    """Grows by the bytes of one token after another.

    Bytes that begin a character wait for its end; text that may begin a stop string waits until it is
    decided. Invalid bytes become U+FFFD.

    Args:
        stop: texts at which the answer ends; empty ones are ignored.
    """

    def __init__(self, stop: tuple[str, ...] = ()) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._waits = False  # bytes that begin a character are there
        self._stop = tuple(text for text in stop if text)
        self._held = ""
        self.is_stopped = False

    def feed(self, piece: bytes) -> str:
        """The text that `piece` completes; sets `is_stopped` when a stop string was found in it."""
        if piece.isascii() and not self._waits:
            text = piece.decode("ascii")
        else:
            text = self._decoder.decode(piece)
            self._waits = bool(self._decoder.getstate()[0])
        return self._release(text) if self._stop else text

    def end(self) -> str:
        """What still waited, when no more bytes come."""
        text = self._decoder.decode(b"", final=True)
        if not self._stop:
            return text
        text = self._release(text)
        if self.is_stopped:
            return text
        rest, self._held = self._held, ""
        return text + rest

    def _release(self, text: str) -> str:
        if self.is_stopped:
            return ""
        text = self._held + text
        cut = min((at for stop in self._stop if (at := text.find(stop)) >= 0), default=-1)
        if cut >= 0:
            self.is_stopped = True
            self._held = ""
            return text[:cut]
        keep = max(_overlap(text, stop) for stop in self._stop)
        self._held = text[len(text) - keep :]
        return text[: len(text) - keep]


def _overlap(text: str, stop: str) -> int:
    """Length of the longest end of `text` that begins `stop`."""
    for length in range(min(len(text), len(stop) - 1), 0, -1):
        if text.endswith(stop[:length]):
            return length
    return 0
