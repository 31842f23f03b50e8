"""What clients get, in the form of OpenAI's API."""

from __future__ import annotations

import base64
import json
import struct
from collections.abc import Sequence
from typing import Any

from desktop_app.domain.chat import AnswerStats, StopReason
from desktop_app.domain.errors import ErrorKind, Problem

_STATUS = {
    ErrorKind.BAD_REQUEST: 400,
    ErrorKind.CONTEXT_FULL: 400,
    ErrorKind.UNSUPPORTED: 400,
    ErrorKind.BAD_TEMPLATE: 400,
    ErrorKind.OUT_OF_MEMORY: 503,
    ErrorKind.WORKER_CRASHED: 503,
}
_CODES = {ErrorKind.CONTEXT_FULL: "context_length_exceeded"}
DONE = b"data: [DONE]\n\n"


def error_body(message: str, status: int, *, param: str | None = None, code: str = "") -> dict[str, Any]:
    """OpenAI's form of an error."""
    kind = "invalid_request_error" if status < 500 else "server_error"
    return {"error": {"message": message, "type": kind, "param": param, "code": code or None}}


def problem_status(problem: Problem) -> int:
    """The HTTP status that says the same as `problem`."""
    return _STATUS.get(problem.kind, 500)


def problem_body(problem: Problem) -> dict[str, Any]:
    """A failure of the engine in OpenAI's form."""
    return error_body(problem.text(), problem_status(problem), code=_CODES.get(problem.kind, ""))


def finish_reason(reason: StopReason) -> str:
    """OpenAI's word for why an answer ended."""
    return "length" if reason in (StopReason.MAX_TOKENS, StopReason.CONTEXT_FULL) else "stop"


def usage(stats: AnswerStats) -> dict[str, Any]:
    """How many tokens an answer took."""
    return {
        "prompt_tokens": stats.prompt_tokens,
        "completion_tokens": stats.answer_tokens,
        "total_tokens": stats.prompt_tokens + stats.answer_tokens,
        "prompt_tokens_details": {"cached_tokens": stats.reused_tokens},
    }


def timings(stats: AnswerStats) -> dict[str, float]:
    """Speeds under the names that llama.cpp's server gives them; tokens per second and milliseconds."""
    return {
        "prompt_per_second": round(stats.prompt_tokens_per_s, 2),
        "predicted_per_second": round(stats.tokens_per_s, 2),
        "time_to_first_token_ms": round(1000 * stats.time_to_first_token_s, 1),
    }


class AnswerShape:
    """The documents of one answer.

    Args:
        answer_id: of all its documents.
        created: seconds since the epoch.
        model: its name.
        is_chat: of /v1/chat/completions, else of /v1/completions.
    """

    def __init__(self, answer_id: str, created: int, model: str, *, is_chat: bool) -> None:
        self._head = {"id": answer_id, "created": created, "model": model}
        self._is_chat = is_chat

    def whole(self, text: str, stats: AnswerStats) -> dict[str, Any]:
        """The answer in one document."""
        choice: dict[str, Any] = {"index": 0, "finish_reason": finish_reason(stats.stop_reason)}
        choice |= {"message": {"role": "assistant", "content": text}} if self._is_chat else {"text": text}
        kind = "chat.completion" if self._is_chat else "text_completion"
        return {
            **self._head,
            "object": kind,
            "choices": [choice],
            "usage": usage(stats),
            "timings": timings(stats),
        }

    def first(self) -> bytes:
        """The beginning of a stream, b"" where there is nothing to say yet."""
        return self._chunk({"role": "assistant", "content": ""}) if self._is_chat else b""

    def part(self, text: str) -> bytes:
        """More of a streamed answer."""
        return self._chunk({"content": text} if self._is_chat else text)

    def last(self, stats: AnswerStats, *, with_usage: bool) -> bytes:
        """The end of a stream."""
        end = self._chunk({} if self._is_chat else "", finish_reason(stats.stop_reason), timings(stats))
        if with_usage:
            end += event({**self._head, "object": self._kind, "choices": [], "usage": usage(stats)})
        return end + DONE

    @property
    def _kind(self) -> str:
        return "chat.completion.chunk" if self._is_chat else "text_completion"

    def _chunk(
        self,
        content: dict[str, str] | str,
        reason: str | None = None,
        speeds: dict[str, float] | None = None,
    ) -> bytes:
        choice = {"index": 0, ("delta" if self._is_chat else "text"): content, "finish_reason": reason}
        more = {"timings": speeds} if speeds else {}
        return event({**self._head, "object": self._kind, "choices": [choice], **more})


def event(document: dict[str, Any]) -> bytes:
    """One server-sent event."""
    return b"data: " + json.dumps(document, ensure_ascii=True, separators=(",", ":")).encode() + b"\n\n"


def embeddings(
    vectors: Sequence[Sequence[float]], n_tokens: int, model: str, *, as_base64: bool
) -> dict[str, Any]:
    """Vectors in the order of the texts; base64 is of little-endian 32-bit floats."""

    def form(vector: Sequence[float]) -> Any:
        if not as_base64:
            return list(vector)
        return base64.b64encode(struct.pack(f"<{len(vector)}f", *vector)).decode()

    data = [
        {"object": "embedding", "index": number, "embedding": form(v)} for number, v in enumerate(vectors)
    ]
    counts = {"prompt_tokens": n_tokens, "total_tokens": n_tokens}
    return {"object": "list", "data": data, "model": model, "usage": counts}
