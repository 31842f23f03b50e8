"""The routes of the local API, as an ASGI application over an `Engine`."""

from __future__ import annotations

import contextlib
import time
import uuid
from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from desktop_app.api import answers
from desktop_app.api.jobs import EngineJobs, Running
from desktop_app.api.requests import (
    ChatRequest,
    CompletionRequest,
    EmbeddingRequest,
    RequestError,
    inputs_of,
    parse,
    prompt_of,
    settings_of,
    turns_of,
)
from desktop_app.api.security import BodyTooLargeError, Guard, too_large
from desktop_app.domain.chat import AnswerStats, GenerationSettings
from desktop_app.domain.errors import BitsmithError
from desktop_app.protocol.messages import (
    Cancelled,
    Complete,
    Embed,
    EmbeddingReady,
    Event,
    Failed,
    Finished,
    Generate,
    PromptProgress,
    Text,
)
from desktop_app.protocol.results import Embedded

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp, Receive, Scope, Send

    from desktop_app.api.engine import Engine, ServedModel

# a comment in a stream while a long prompt is read: proxies and clients see that somebody is there
_ALIVE = b": reading the prompt\n\n"


class Api:
    """Answers requests one after the other, in the order in which they came.

    Args:
        engine: does the work.
        key: clients have to know it.
        defaults: how to sample where a request does not say.
        on_request: told of each request that is let through, when it begins and (False) when it has ended.
    """

    def __init__(
        self,
        engine: Engine,
        key: str,
        defaults: Callable[[], GenerationSettings] = GenerationSettings,
        on_request: Callable[[bool], None] = lambda _begins: None,
    ) -> None:
        self._engine = engine
        self._defaults = defaults
        self._on_request = on_request
        self._jobs = EngineJobs(engine)
        routes = [
            Route("/health", self._health),
            Route("/v1/models", self._models),
            Route("/v1/models/{name:path}", self._model),
            Route("/v1/chat/completions", self._counted(self._chat), methods=["POST"]),
            Route("/v1/completions", self._counted(self._complete), methods=["POST"]),
            Route("/v1/embeddings", self._counted(self._embed), methods=["POST"]),
        ]
        handlers: dict[Any, Any] = {
            RequestError: _on_request_error,
            BitsmithError: _on_problem,
            BodyTooLargeError: lambda _request, _error: too_large(),
            HTTPException: _on_http_error,
            Exception: _on_internal_error,
        }
        self.asgi: ASGIApp = Guard(Starlette(routes=routes, exception_handlers=handlers), key)

    def close(self) -> None:
        """End what runs; on the loop's thread."""
        self._jobs.close()

    # --- what is there ----------------------------------------------------------------------------

    async def _health(self, _request: Request) -> Response:
        return JSONResponse({"status": "ok" if self._engine.model() else "no model loaded"})

    async def _models(self, _request: Request) -> Response:
        model = self._engine.model()
        return JSONResponse({"object": "list", "data": [_describe(model)] if model else []})

    async def _model(self, request: Request) -> Response:
        model = self._engine.model()
        name = request.path_params["name"]
        if model is None or model.name != name:
            raise RequestError(f"No model {name!r} is loaded.", status=404, code="model_not_found")
        return JSONResponse(_describe(model))

    # --- what it does -----------------------------------------------------------------------------

    async def _chat(self, request: Request) -> Response:
        asked = parse(await request.body(), ChatRequest)
        turns = turns_of(asked)
        # a client counts on what it sent: nothing of it is left out silently
        command = Generate(_new_id(), turns, settings_of(asked, self._defaults()), drops_turns=False)
        return await self._answer(request, command, asked, is_chat=True)

    async def _complete(self, request: Request) -> Response:
        asked = parse(await request.body(), CompletionRequest)
        command = Complete(_new_id(), prompt_of(asked), settings_of(asked, self._defaults()))
        return await self._answer(request, command, asked, is_chat=False)

    async def _embed(self, request: Request) -> Response:
        asked = parse(await request.body(), EmbeddingRequest)
        command = Embed(_new_id(), inputs_of(asked))
        model = self._loaded()
        vectors: dict[int, tuple[float, ...]] = {}
        async with self._jobs.run(command, request.is_disconnected) as job:
            async for event in job.events():
                match event:
                    case EmbeddingReady():
                        vectors[event.index] = event.vector
                    case Finished(result=Embedded(n_tokens=n_tokens)):
                        ordered = [vectors[number] for number in range(len(command.texts))]
                        as_base64 = asked.encoding_format == "base64"
                        document = answers.embeddings(ordered, n_tokens, model.name, as_base64=as_base64)
                        return JSONResponse(document)
                    case _:
                        _raise_failure(event)
        raise RequestError("The client is gone.", status=499)

    async def _answer(
        self,
        request: Request,
        command: Generate | Complete,
        asked: ChatRequest | CompletionRequest,
        *,
        is_chat: bool,
    ) -> Response:
        model = self._loaded()
        kind = "chatcmpl" if is_chat else "cmpl"
        shape = answers.AnswerShape(f"{kind}-{command.job_id}", int(time.time()), model.name, is_chat=is_chat)
        stack = contextlib.AsyncExitStack()
        async with stack:
            job = await stack.enter_async_context(self._jobs.run(command, request.is_disconnected))
            if not asked.stream:
                return await _whole(job, shape)
            # what is wrong with the request shows before the first text: then there is still a status to send
            first = await job.next()
            if first is None:
                raise RequestError("The client is gone.", status=499)
            _raise_failure(first)
            with_usage = bool(asked.stream_options and asked.stream_options.include_usage)
            stream = _stream(job, first, shape, with_usage=with_usage)
            return _Stream(stream, stack.pop_all())
        raise AssertionError("unreachable: an exit stack swallows nothing")

    def _loaded(self) -> ServedModel:
        model = self._engine.model()
        if model is None:
            raise RequestError(
                "No model is loaded. Choose one in Bitsmith first.", status=503, code="model_not_loaded"
            )
        return model

    def _counted(self, handler: Callable[[Request], Any]) -> Callable[[Request], Any]:
        async def counted(request: Request) -> Response:
            async with contextlib.AsyncExitStack() as stack:
                self._on_request(True)
                stack.callback(self._on_request, False)
                response = await handler(request)
                if isinstance(response, _Stream):
                    response.end_with(stack.pop_all())
                return response
            raise AssertionError("unreachable: an exit stack swallows nothing")

        return counted


class _Stream(StreamingResponse):
    """Server-sent events; what belongs to it is closed when it ends, also when it never began."""

    def __init__(self, chunks: AsyncIterator[bytes], owned: contextlib.AsyncExitStack) -> None:
        headers = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
        super().__init__(chunks, media_type="text/event-stream", headers=headers)
        self._owned = owned

    def end_with(self, owned: contextlib.AsyncExitStack) -> None:
        """Close `owned` as well, after the rest."""
        inner = self._owned
        self._owned = owned
        owned.push_async_callback(inner.aclose)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async with self._owned:
            await super().__call__(scope, receive, send)


async def _whole(job: Running, shape: answers.AnswerShape) -> Response:
    text: list[str] = []
    async for event in job.events():
        match event:
            case Text():
                text.append(event.text)
            case Finished(result=AnswerStats() as stats):
                return JSONResponse(shape.whole("".join(text), stats))
            case _:
                _raise_failure(event)
    raise RequestError("The client is gone.", status=499)


async def _stream(
    job: Running, first: Event, shape: answers.AnswerShape, *, with_usage: bool
) -> AsyncIterator[bytes]:
    """A whole answer, piece by piece, from its first event on."""
    if start := shape.first():
        yield start
    event: Event | None = first
    while event is not None:
        match event:
            case Text():
                yield shape.part(event.text)
            case PromptProgress():
                yield _ALIVE
            case Finished(result=AnswerStats() as stats):
                yield shape.last(stats, with_usage=with_usage)
                return
            case Failed(problem=problem):
                yield answers.event(answers.problem_body(problem))
                return
            case Cancelled():
                yield answers.event(answers.error_body("The answer was stopped.", 503))
                return
        event = await job.next()


def _raise_failure(event: Event) -> None:
    match event:
        case Failed(problem=problem):
            raise BitsmithError(problem.kind, problem.what, problem.why, problem.next_step, problem.detail)
        case Cancelled():
            raise RequestError("The answer was stopped.", status=503)


def _new_id() -> str:
    return f"api-{uuid.uuid4().hex}"


def _describe(model: ServedModel) -> dict[str, Any]:
    loaded = model.loaded
    return {
        "id": model.name,
        "object": "model",
        "created": int(model.since),
        "owned_by": "bitsmith",
        "meta": {
            "n_ctx": loaded.n_ctx,
            "n_ctx_train": loaded.n_ctx_train,
            "n_params": loaded.n_params,
            "description": loaded.description,
        },
    }


async def _on_request_error(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestError)
    body = answers.error_body(error.message, error.status, param=error.param, code=error.code)
    return JSONResponse(body, error.status, {"Retry-After": "1"} if error.status == 429 else None)


async def _on_problem(_request: Request, error: Exception) -> Response:
    assert isinstance(error, BitsmithError)
    return JSONResponse(answers.problem_body(error.problem), answers.problem_status(error.problem))


async def _on_http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    message = {
        404: f"There is no {request.url.path} here. There are /v1/models, /v1/chat/completions, "
        "/v1/completions and /v1/embeddings.",
        405: f"{request.method} is not for {request.url.path}.",
    }.get(error.status_code, str(error.detail))
    return JSONResponse(answers.error_body(message, error.status_code), error.status_code, error.headers)


async def _on_internal_error(_request: Request, error: Exception) -> Response:
    return JSONResponse(answers.error_body(f"Something went wrong here: {type(error).__name__}.", 500), 500)
