"""What clients send, in the form of OpenAI's API: checked against types, then in the app's own words.

The form is that of https://platform.openai.com/docs/api-reference (chat, completions, embeddings), with the
further fields that llama.cpp's server takes. null is as good as left out. What cannot be done is refused by
its name; hints that do not change what an answer may be (`user`, `metadata`, `store`, `service_tier`,
`prediction`, `reasoning_effort`, ...) are ignored.
"""

from __future__ import annotations

import base64
import json
import re
from dataclasses import replace
from typing import Annotated, Any, Literal, TypeVar

import msgspec

from desktop_app.domain.chat import ChatTurn, GenerationSettings, Role

MOST_STOP_STRINGS = 16
MOST_INPUTS = 256
MOST_PICTURES = 16
_MOST_STOP_CHARACTERS = 200

_NO_CALL = (None, "none", "auto")
_TEXTS, _PICTURES = ("text", "input_text"), ("image_url", "input_image")
_DATA_URL = re.compile(r"data:image/[a-z0-9.+-]{1,40};base64,", re.IGNORECASE)

_Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
# as in llama.cpp's server, -1 is no limit
_Count = Annotated[int, msgspec.Meta(ge=-1, le=1 << 24)]
_Penalty = Annotated[float, msgspec.Meta(ge=-2, le=2)]


class RequestError(Exception):
    """A request that cannot be done; `param` names the field, `code` is OpenAI's word where there is one."""

    def __init__(self, message: str, *, status: int = 400, param: str | None = None, code: str = "") -> None:
        super().__init__(message)
        self.message, self.status, self.param, self.code = message, status, param, code


class ImageUrl(msgspec.Struct):
    """Where a picture is: in a "data:" address, since this server fetches nothing."""

    url: str = ""
    detail: str | None = None


class ContentPart(msgspec.Struct):
    """One part of a message: a text, or a picture."""

    type: str
    text: str | None = None
    image_url: ImageUrl | str | None = None


class Message(msgspec.Struct):
    """One turn."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[ContentPart] | None = None


class StreamOptions(msgspec.Struct):
    """What else a stream says."""

    include_usage: bool | None = None


class SchemaFormat(msgspec.Struct):
    """The schema of a `response_format`; its name and strictness change nothing here."""

    schema: dict[str, Any] | bool | None = None


class ResponseFormat(msgspec.Struct):
    """How an answer is built; llama.cpp's clients put the schema beside the type."""

    type: Literal["text", "json_object", "json_schema"] | None = None
    json_schema: SchemaFormat | None = None
    schema: dict[str, Any] | bool | None = None


class _Sampling(msgspec.Struct, kw_only=True):
    model: str | None = None
    stream: bool | None = None
    stream_options: StreamOptions | None = None
    temperature: Annotated[float, msgspec.Meta(ge=0, le=10)] | None = None
    top_p: _Share | None = None
    top_k: Annotated[int, msgspec.Meta(ge=-1, le=1 << 20)] | None = None
    min_p: _Share | None = None
    repeat_penalty: Annotated[float, msgspec.Meta(gt=0, le=10)] | None = None
    presence_penalty: _Penalty | None = None
    frequency_penalty: _Penalty | None = None
    seed: int | None = None
    stop: str | list[str] | None = None
    max_tokens: _Count | None = None
    n: int | None = None
    logit_bias: dict[str, float] | None = None
    grammar: str | None = None
    json_schema: dict[str, Any] | bool | None = None


class ChatRequest(_Sampling, kw_only=True):
    """POST /v1/chat/completions."""

    messages: list[Message]
    max_completion_tokens: _Count | None = None
    logprobs: bool | None = None
    top_logprobs: int | None = None
    tools: list[Any] | None = None
    tool_choice: Any = None
    functions: list[Any] | None = None
    function_call: Any = None
    modalities: list[str] | None = None
    audio: Any = None
    web_search_options: Any = None
    response_format: ResponseFormat | None = None


class CompletionRequest(_Sampling, kw_only=True):
    """POST /v1/completions."""

    prompt: str | list[str] | None = None
    suffix: str | None = None
    echo: bool | None = None
    best_of: int | None = None
    logprobs: int | None = None


class EmbeddingRequest(msgspec.Struct, kw_only=True):
    """POST /v1/embeddings."""

    input: str | list[str]
    model: str | None = None
    encoding_format: Literal["float", "base64"] | None = None
    dimensions: int | None = None


_T = TypeVar("_T", ChatRequest, CompletionRequest, EmbeddingRequest)


def parse(body: bytes, expected: type[_T]) -> _T:
    """The request in `body`.

    Raises:
        RequestError: it is no JSON, or not of this form; says where.
    """
    try:
        return msgspec.json.decode(body, type=expected)
    except msgspec.ValidationError as error:
        raise RequestError(str(error), param=_param_of(str(error))) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise RequestError(f"The body is not valid JSON: {error}") from error


def turns_of(request: ChatRequest) -> tuple[ChatTurn, ...]:
    """The conversation.

    Raises:
        RequestError: it is empty, or holds what this model cannot take.
    """
    if not request.messages:
        raise RequestError("`messages` is empty: there is nothing to answer.", param="messages")
    return tuple(_turn(message, number) for number, message in enumerate(request.messages))


def settings_of(request: ChatRequest | CompletionRequest, defaults: GenerationSettings) -> GenerationSettings:
    """How to sample: what the request says, else what the app is set to.

    Raises:
        RequestError: it asks for what this server does not do.
    """
    _refuse(request)
    changes: dict[str, Any] = {
        "temperature": request.temperature,
        "top_p": request.top_p,
        "top_k": None if request.top_k is None else max(0, request.top_k),
        "min_p": request.min_p,
        "repeat_penalty": request.repeat_penalty,
        "presence_penalty": request.presence_penalty,
        "frequency_penalty": request.frequency_penalty,
    }
    known = {name: value for name, value in changes.items() if value is not None}
    if request.seed is not None:
        known["seed"] = None if request.seed == -1 else request.seed & 0x7FFFFFFF
    param, longest = "max_tokens", request.max_tokens
    if isinstance(request, ChatRequest) and request.max_completion_tokens is not None:
        param, longest = "max_completion_tokens", request.max_completion_tokens
    if longest == 0:
        raise RequestError(
            "An answer has one token at least; leave it out, or send -1, for no limit.", param=param
        )
    if longest is not None:
        known["max_tokens"] = None if longest == -1 else longest
    return replace(defaults, **known, **_bounds_of(request), stop=_stop_of(request))


def prompt_of(request: CompletionRequest) -> str:
    """The text to go on from; raises RequestError for several at once."""
    if request.prompt is None or isinstance(request.prompt, str):
        return request.prompt or ""
    if len(request.prompt) != 1:
        raise RequestError("One prompt at a time: send a request for each.", param="prompt")
    return request.prompt[0]


def inputs_of(request: EmbeddingRequest) -> tuple[str, ...]:
    """The texts to embed.

    Raises:
        RequestError: there are none, too many, or one is empty.
    """
    texts = (request.input,) if isinstance(request.input, str) else tuple(request.input)
    if not texts or any(not text for text in texts):
        raise RequestError("`input` is empty.", param="input")
    if len(texts) > MOST_INPUTS:
        raise RequestError(f"At most {MOST_INPUTS} texts in a request.", param="input")
    if request.dimensions is not None:
        raise RequestError("This model has embeddings of one size only.", param="dimensions")
    return texts


def _turn(message: Message, number: int) -> ChatTurn:
    roles = {"system": Role.SYSTEM, "developer": Role.SYSTEM, "user": Role.USER, "assistant": Role.ASSISTANT}
    role = roles.get(message.role)
    where = f"messages[{number}]"
    if role is None:
        raise RequestError("Calls of tools are not supported.", param=f"{where}.role")
    if isinstance(message.content, str):
        return ChatTurn(role, message.content)
    parts = message.content or []
    texts = [part.text or "" for part in parts if part.type in _TEXTS]
    pictures = [_picture(part, f"{where}.content") for part in parts if part.type in _PICTURES]
    other = next((part.type for part in parts if part.type not in _TEXTS + _PICTURES), None)
    if other is not None:
        raise RequestError(f"Texts and pictures are read, not {other!r}.", param=f"{where}.content")
    if len(pictures) > MOST_PICTURES:
        raise RequestError(f"At most {MOST_PICTURES} pictures in a message.", param=f"{where}.content")
    return ChatTurn(role, "".join(texts), tuple(pictures))


def _picture(part: ContentPart, where: str) -> bytes:
    url = part.image_url.url if isinstance(part.image_url, ImageUrl) else part.image_url or ""
    found = _DATA_URL.match(url)
    if found is None:
        raise RequestError(
            "Send the picture itself as `data:image/png;base64,…`: this server fetches nothing.", param=where
        )
    try:
        return base64.b64decode(url[found.end() :], validate=True)
    except ValueError:
        raise RequestError("The picture is not valid base64.", param=where) from None


def _bounds_of(request: ChatRequest | CompletionRequest) -> dict[str, str]:
    """The `grammar` and `json_schema` that bound the answer, where the request says one."""
    asked: dict[str, dict[str, str]] = {}
    if request.grammar:
        asked["grammar"] = {"grammar": request.grammar, "json_schema": ""}
    if request.json_schema is not None:
        asked["json_schema"] = {"grammar": "", "json_schema": json.dumps(request.json_schema)}
    how = request.response_format if isinstance(request, ChatRequest) else None
    if how is not None and how.type not in (None, "text"):
        schema = how.json_schema.schema if how.json_schema else how.schema
        if schema is None and how.type == "json_schema":
            raise RequestError("The schema is missing.", param="response_format.json_schema.schema")
        text = json.dumps({"type": "object"} if schema is None else schema)
        asked["response_format"] = {"grammar": "", "json_schema": text}
    if len(asked) > 1:
        raise RequestError(f"Only one of these can bound an answer: {', '.join(asked)}.", param=[*asked][-1])
    return next(iter(asked.values()), {})


def _stop_of(request: _Sampling) -> tuple[str, ...]:
    stop = (request.stop,) if isinstance(request.stop, str) else tuple(request.stop or ())
    if len(stop) > MOST_STOP_STRINGS or any(len(text) > _MOST_STOP_CHARACTERS for text in stop):
        raise RequestError(
            f"At most {MOST_STOP_STRINGS} stop strings of {_MOST_STOP_CHARACTERS} characters.", param="stop"
        )
    return tuple(text for text in stop if text)


def _refuse(request: ChatRequest | CompletionRequest) -> None:
    refused: dict[str, tuple[bool, str]] = {
        "n": (request.n not in (None, 1), "One answer at a time: send the request again for another."),
        "logit_bias": (bool(request.logit_bias), "Biases of single tokens are not supported."),
    }
    if isinstance(request, ChatRequest):
        refused |= {
            "tools": (bool(request.tools), "Calls of tools are not supported."),
            "tool_choice": (request.tool_choice not in _NO_CALL, "Calls of tools are not supported."),
            "functions": (bool(request.functions), "Calls of functions are not supported."),
            "function_call": (request.function_call not in _NO_CALL, "Calls of functions are not supported."),
            "logprobs": (bool(request.logprobs), "Probabilities of tokens are not supported."),
            "top_logprobs": (bool(request.top_logprobs), "Probabilities of tokens are not supported."),
            "modalities": (request.modalities not in (None, ["text"]), "Answers are text."),
            "audio": (request.audio is not None, "Answers are text."),
            "web_search_options": (
                request.web_search_options is not None,
                "This server runs on one computer and searches nothing.",
            ),
        }
    else:
        refused |= {
            "suffix": (bool(request.suffix), "Filling in the middle is not supported."),
            "echo": (bool(request.echo), "Echo is not supported: put the prompt before the answer yourself."),
            "best_of": (request.best_of not in (None, 1), "One answer at a time."),
            "logprobs": (request.logprobs is not None, "Probabilities of tokens are not supported."),
        }
    for param, (is_asked, message) in refused.items():
        if is_asked:
            raise RequestError(message, param=param, code="unsupported_parameter")


def _param_of(message: str) -> str | None:
    """Msgspec says where as "… - at `$.messages[0].role`"."""
    _before, found, path = message.rpartition("at `$")
    return path.rstrip("`").lstrip(".") or None if found else None
