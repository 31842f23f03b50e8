from __future__ import annotations

import json
import socket
import threading

import pytest

from desktop_app.api.application import Api
from desktop_app.api.server import ApiServer
from desktop_app.domain.chat import GenerationSettings, Role, StopReason
from desktop_app.domain.errors import BitsmithError, ErrorKind, Problem
from desktop_app.protocol.messages import Complete, Embed, Generate
from tests.api.conftest import KEY, Client, wait_for
from tests.fakes.api_engine import ScriptedEngine, stats


def test_chat_in_one_document(served, engine):
    status, answer = served.chat(temperature=0.2, max_completion_tokens=9, stop="END", seed=4)
    assert status == 200
    assert answer["object"] == "chat.completion"
    assert answer["model"] == "tiny"
    choice = {
        "index": 0,
        "finish_reason": "stop",
        "message": {"role": "assistant", "content": "Hello there"},
    }
    assert answer["choices"] == [choice]
    assert answer["usage"]["total_tokens"] == 9
    assert answer["usage"]["prompt_tokens_details"] == {"cached_tokens": 3}
    command = engine.commands[0]
    assert isinstance(command, Generate)
    assert [(t.role, t.text) for t in command.turns] == [(Role.USER, "Hi")]
    assert (command.settings.temperature, command.settings.max_tokens, command.settings.seed) == (0.2, 9, 4)
    assert command.settings.stop == ("END",)
    assert served.seen == [True, False]


def test_pictures_are_taken_from_the_request_itself(served, engine):
    url = "data:image/png;base64,iVBORw=="
    parts = [
        {"type": "text", "text": "What?", "image_url": None},
        {"type": "image_url", "text": None, "image_url": {"url": url, "detail": None}},
    ]
    status, _answer = served.send(
        "POST", "/v1/chat/completions", {"messages": [{"role": "user", "content": parts}]}
    )
    assert status == 200
    (turn,) = engine.commands[0].turns
    assert (turn.text, turn.pictures) == ("What?", (b"\x89PNG",))


def test_chat_as_a_stream(served):
    status, body = served.chat(stream=True, stream_options={"include_usage": True})
    assert status == 200
    assert isinstance(body, bytes)
    events = [line[6:] for line in body.decode().split("\n\n") if line.startswith("data: ")]
    assert events[-1] == "[DONE]"
    chunks = [json.loads(text) for text in events[:-1]]
    assert {c["object"] for c in chunks} == {"chat.completion.chunk"}
    assert len({c["id"] for c in chunks}) == 1
    deltas = [c["choices"][0]["delta"] for c in chunks if c["choices"]]
    assert deltas[0] == {"role": "assistant", "content": ""}
    assert "".join(d.get("content", "") for d in deltas) == "Hello there"
    assert [c["choices"][0]["finish_reason"] for c in chunks if c["choices"]][-1] == "stop"
    assert chunks[-1]["choices"] == []
    assert chunks[-1]["usage"]["completion_tokens"] == 2
    wait_for(lambda: served.seen == [True, False], "the end of the request")


def test_completion_and_a_sign_of_life_while_the_prompt_is_read(served, engine):
    status, answer = served.send("POST", "/v1/completions", {"prompt": "Once"})
    assert (status, answer["choices"][0]["text"]) == (200, "Hello there")
    assert isinstance(engine.commands[0], Complete)
    assert engine.commands[0].prompt == "Once"
    status, body = served.send("POST", "/v1/completions", {"prompt": "Once", "stream": True})
    assert status == 200
    assert body.startswith(b": reading the prompt\n\n")
    assert body.endswith(b"data: [DONE]\n\n")


def test_embeddings_keep_the_order_of_the_texts(served, engine):
    status, answer = served.send("POST", "/v1/embeddings", {"input": ["a", "bcd"]})
    assert status == 200
    assert [d["embedding"] for d in answer["data"]] == [[1.0, 1.0], [1.0, 3.0]]
    assert answer["usage"]["prompt_tokens"] == 9
    assert isinstance(engine.commands[0], Embed)
    status, answer = served.send("POST", "/v1/embeddings", {"input": "a", "encoding_format": "base64"})
    assert answer["data"][0]["embedding"] == "AACAPwAAgD8="


def test_models(served, engine):
    status, answer = served.send("GET", "/v1/models")
    assert status == 200
    assert [m["id"] for m in answer["data"]] == ["tiny"]
    assert served.send("GET", "/v1/models/tiny")[0] == 200
    assert served.send("GET", "/v1/models/other")[0] == 404
    engine.served = None
    assert served.send("GET", "/v1/models")[1]["data"] == []
    status, answer = served.chat()
    assert (status, answer["error"]["code"]) == (503, "model_not_loaded")


@pytest.mark.parametrize(
    "key", ["", "Bearer wrong", "Basic " + KEY, "Bearer", f"Bearer {KEY}x", "Bearer \u00e9"]
)
def test_without_the_key_nothing_is_said(served, engine, key):
    for path in ("/v1/models", "/v1/nothing"):
        status, answer = served.send("GET", path, Authorization=key)
        assert (status, answer["error"]["code"]) == (401, "invalid_api_key")
    status, _answer = served.send("POST", "/v1/chat/completions", b"{}", Authorization=key)
    assert status == 401
    assert not engine.commands


def test_health_needs_no_key_and_says_little(served):
    assert served.send("GET", "/health", Authorization="") == (200, {"status": "ok"})


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://example.com"},
        {"Origin": "null"},
        {"Origin": "http://localhost:3000"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Host": "evil.example"},
        {"Host": "evil.example:8426"},
        {"Host": "127.0.0.1.evil.example"},
        {"Host": "127.0.0.1:80@evil.example"},
    ],
)
def test_other_origins_and_names_are_refused_even_with_the_key(served, engine, headers):
    for method, path in (("GET", "/v1/models"), ("OPTIONS", "/v1/chat/completions")):
        status, answer = served.send(method, path, **headers)
        assert status == 403
        assert answer["error"]["code"].startswith("forbidden")
    assert not engine.commands


def test_own_names_are_let_in(served):
    for host in ("127.0.0.1", "localhost", f"localhost:{served.port}", f"[::1]:{served.port}"):
        assert served.send("GET", "/v1/models", Host=host)[0] == 200
    own = f"http://127.0.0.1:{served.port}"
    assert served.send("GET", "/v1/models", Origin=own)[0] == 200


@pytest.mark.parametrize(
    ("body", "param"),
    [
        (b"", None),
        (b"\xff\xfe", None),
        (b"{", None),
        (b"[]", None),
        (b"[" * 100_000, None),
        (b'{"messages": 3}', "messages"),
        (b'{"messages": []}', "messages"),
        (b'{"messages": [{"role": "king", "content": "x"}]}', "messages[0].role"),
        (b'{"messages": [{"role": "tool", "content": "x"}]}', "messages[0].role"),
        (b'{"messages": [{"role": "user", "content": [{"type": "image_url"}]}]}', "messages[0].content"),
        (
            (
                b'{"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url":'
                b' "http://127.0.0.1/x.png"}}]}]}'
            ),
            "messages[0].content",
        ),
        (
            (
                b'{"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url":'
                b' "data:image/png;base64,!"}}]}]}'
            ),
            "messages[0].content",
        ),
        (b'{"messages": [{"role": "user", "content": [{"type": "input_audio"}]}]}', "messages[0].content"),
        (b'{"messages": [{"role": "user", "content": "x"}], "temperature": "hot"}', "temperature"),
        (b'{"messages": [{"role": "user", "content": "x"}], "temperature": 1e999}', "temperature"),
        (b'{"messages": [{"role": "user", "content": "x"}], "top_p": -1}', "top_p"),
        (b'{"messages": [{"role": "user", "content": "x"}], "max_tokens": 0}', "max_tokens"),
        (b'{"messages": [{"role": "user", "content": "x"}], "n": 2}', "n"),
        (b'{"messages": [{"role": "user", "content": "x"}], "tools": [{}]}', "tools"),
        (b'{"messages": [{"role": "user", "content": "x"}], "logprobs": true}', "logprobs"),
        (b'{"messages": [{"role": "user", "content": "x"}], "tool_choice": "required"}', "tool_choice"),
        (
            b'{"messages": [{"role": "user", "content": "x"}], "function_call": {"name": "f"}}',
            "function_call",
        ),
        (b'{"messages": [{"role": "user", "content": "x"}], "modalities": ["audio"]}', "modalities"),
        (b'{"messages": [{"role": "user", "content": "x"}], "web_search_options": {}}', "web_search_options"),
        (
            b'{"messages": [{"role": "user", "content": "x"}], "max_completion_tokens": 0}',
            "max_completion_tokens",
        ),
        (b'{"messages": [{"role": "user", "content": "x"}], "max_tokens": -2}', "max_tokens"),
        (
            b'{"messages": [{"role": "user", "content": "x"}], "response_format": {"type": "xml"}}',
            "response_format.type",
        ),
        (
            b'{"messages": [{"role": "user", "content": "x"}], "response_format": {"type": "json_schema"}}',
            "response_format.json_schema.schema",
        ),
        (
            (
                b'{"messages": [{"role": "user", "content": "x"}], "grammar": "root ::= [a]",'
                b' "response_format": {"type": "json_object"}}'
            ),
            "response_format",
        ),
        (b'{"messages": [{"role": "user", "content": "x"}], "stop": ["a"' + b', "a"' * 20 + b"]}", "stop"),
    ],
)
def test_garbage_is_answered_in_words(served, engine, body, param):
    status, answer = served.send("POST", "/v1/chat/completions", body)
    assert status == 400
    assert answer["error"]["type"] == "invalid_request_error"
    assert answer["error"]["message"]
    assert answer["error"]["param"] == param
    assert not engine.commands
    assert served.chat()[0] == 200


def test_a_body_that_is_too_large_is_not_read(served):
    status, answer = served.send("POST", "/v1/chat/completions", b"x", Content_Length=str(1 << 40))
    assert (status, answer["error"]["code"]) == (413, "request_too_large")
    with socket.create_connection(("127.0.0.1", served.port), timeout=20) as connection:
        connection.sendall(
            f"POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {KEY}\r\n"
            "Transfer-Encoding: chunked\r\n\r\n".encode()
        )
        block = b"100000\r\n" + b"x" * 0x100000 + b"\r\n"
        try:
            for _ in range(20):
                connection.sendall(block)
            received = connection.recv(1 << 16)
        except OSError:
            return  # the server closed before everything was sent
    assert b" 413 " in received


def test_what_is_no_http_is_refused(served):
    with socket.create_connection(("127.0.0.1", served.port), timeout=20) as connection:
        connection.sendall(b"\x16\x03\x01\x02\x00 not http\r\n\r\n")
        assert connection.recv(1 << 16).startswith(b"HTTP/1.1 400")
    assert served.send("GET", "/v1/models")[0] == 200
    assert served.send("GET", "/v1/nothing")[0] == 404
    assert served.send("GET", "/v1/chat/completions")[0] == 405


def test_failures_of_the_engine_have_their_status(served, engine):
    for kind, status in (
        (ErrorKind.CONTEXT_FULL, 400),
        (ErrorKind.WORKER_CRASHED, 503),
        (ErrorKind.INTERNAL, 500),
    ):
        engine.problem = Problem(kind, "What.", "Why.", "Next.")
        for stream in (False, True):
            answer_status, answer = served.chat(stream=stream)
            assert (answer_status, answer["error"]["message"]) == (status, "What. Why. Next.")
    engine.problem, engine.is_gone = None, True
    assert served.chat()[0] == 503
    engine.is_gone = False
    assert served.chat()[0] == 200


def test_one_after_the_other(served, engine):
    engine.hold.clear()
    results: list[int] = []
    threads = [threading.Thread(target=lambda: results.append(served.chat()[0])) for _ in range(4)]
    for thread in threads:
        thread.start()
    wait_for(lambda: served.seen.count(True) == 4, "the requests")
    assert len(engine.commands) == 1
    engine.hold.set()
    for thread in threads:
        thread.join()
    assert results == [200] * 4
    assert engine.most_running == 1


@pytest.mark.parametrize("stream", [False, True])
def test_a_client_that_leaves_ends_its_answer(served, engine, stream):
    engine.hold.clear()
    body = json.dumps({"messages": [{"role": "user", "content": "x"}], "stream": stream}).encode()
    connection = socket.create_connection(("127.0.0.1", served.port), timeout=20)
    head = f"POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {KEY}\r\n"
    connection.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
    wait_for(lambda: engine.commands, "the command")
    if stream:
        connection.recv(1)
    connection.close()
    wait_for(engine.was_cancelled.is_set, "the cancel")
    engine.hold.set()
    assert served.chat()[0] == 200
    wait_for(lambda: served.seen.count(False) == 2, "the ends of both requests")


def test_stopping_ends_open_streams(engine):
    server = ApiServer(Api(engine, KEY), 0)
    server.start()
    port = int(server.url.rsplit(":", 1)[1].split("/")[0])
    engine.hold.clear()
    body = b'{"messages": [{"role": "user", "content": "x"}], "stream": true}'
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        head = f"POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {KEY}\r\n"
        connection.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        connection.recv(1)
        server.stop()
        rest = b""
        while part := connection.recv(1 << 16):
            rest += part
    assert b"The answer was stopped." in rest
    assert not server.url


def test_a_port_in_use_is_said(engine):
    first = ApiServer(Api(engine, KEY), 0)
    first.start()
    port = int(first.url.rsplit(":", 1)[1].split("/")[0])
    try:
        with pytest.raises(BitsmithError) as caught:
            ApiServer(Api(ScriptedEngine(), KEY), port).start()
        assert str(port) in caught.value.problem.what
        assert caught.value.problem.next_step == "Choose another port."
    finally:
        first.stop()


def test_defaults_come_from_the_app_and_a_request_changes_what_it_names(engine):
    server = ApiServer(Api(engine, KEY, lambda: GenerationSettings(temperature=0.3, top_k=7)), 0)
    server.start()
    try:
        assert Client(server).chat(top_p=0.5)[0] == 200
    finally:
        server.stop()
    settings = engine.commands[0].settings
    assert (settings.temperature, settings.top_k, settings.top_p) == (0.3, 7, 0.5)


def test_what_is_null_is_as_good_as_left_out(served, engine):
    names = (
        "model stream temperature top_p top_k min_p repeat_penalty presence_penalty"
        " frequency_penalty seed stop max_tokens max_completion_tokens n logit_bias logprobs top_logprobs"
        " tools tool_choice functions grammar json_schema"
    )
    inside = {"stream_options": {"include_usage": None}, "response_format": {"type": None}}
    status, answer = served.chat(**dict.fromkeys(names.split()), **inside)
    assert (status, answer["object"]) == (200, "chat.completion")
    names = "prompt model stream echo suffix best_of logprobs stop max_tokens"
    status, _answer = served.send("POST", "/v1/completions", dict.fromkeys(names.split()))
    assert status == 200
    status, _answer = served.send(
        "POST", "/v1/embeddings", {"input": "a", "model": None, "encoding_format": None, "dimensions": None}
    )
    assert status == 200
    chat, text, _embed = engine.commands
    assert chat.settings == text.settings == GenerationSettings()


def test_minus_one_lifts_a_limit(engine):
    defaults = GenerationSettings(max_tokens=7, top_k=7, seed=7)
    server = ApiServer(Api(engine, KEY, lambda: defaults), 0)
    server.start()
    try:
        assert Client(server).chat(max_tokens=-1, top_k=-1, seed=-1)[0] == 200
        assert Client(server).chat()[0] == 200
    finally:
        server.stop()
    lifted, set_ = (command.settings for command in engine.commands)
    assert (lifted.max_tokens, lifted.top_k, lifted.seed) == (None, 0, None)
    assert (set_.max_tokens, set_.top_k, set_.seed) == (7, 7, 7)


SCHEMA = {"type": "object", "properties": {"a": {"type": "integer"}}}


@pytest.mark.parametrize(
    ("fields", "grammar", "schema"),
    [
        ({"response_format": {"type": "text"}}, "root ::= [x]", ""),
        ({"response_format": {"type": "json_object"}}, "", {"type": "object"}),
        ({"response_format": {"type": "json_object", "schema": SCHEMA}}, "", SCHEMA),
        (
            {
                "response_format": {
                    "type": "json_schema",
                    "json_schema": {"name": "n", "strict": True, "schema": SCHEMA},
                }
            },
            "",
            SCHEMA,
        ),
        ({"json_schema": SCHEMA}, "", SCHEMA),
        ({"grammar": "root ::= [a]"}, "root ::= [a]", ""),
        ({}, "root ::= [x]", ""),
    ],
)
def test_what_bounds_an_answer(engine, fields, grammar, schema):
    server = ApiServer(Api(engine, KEY, lambda: GenerationSettings(grammar="root ::= [x]")), 0)
    server.start()
    try:
        assert Client(server).chat(**fields)[0] == 200
    finally:
        server.stop()
    settings = engine.commands[0].settings
    assert settings.grammar == grammar
    assert (json.loads(settings.json_schema) if settings.json_schema else "") == schema


def test_nothing_of_a_conversation_may_be_left_out(served, engine):
    served.chat()
    assert engine.commands[0].drops_turns is False


def test_an_answer_that_was_cut_off_says_so():
    from desktop_app.api.answers import AnswerShape

    shape = AnswerShape("id", 1, "m", is_chat=True)
    for reason in (StopReason.MAX_TOKENS, StopReason.CONTEXT_FULL):
        assert shape.whole("x", stats(1, reason))["choices"][0]["finish_reason"] == "length"
