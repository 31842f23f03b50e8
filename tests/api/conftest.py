"""A scripted engine behind the real server, on a port that is free."""

from __future__ import annotations

import http.client
import json
import threading
import time

import pytest

from desktop_app.api.application import Api
from desktop_app.api.server import ApiServer
from tests.fakes.api_engine import ScriptedEngine

KEY = "bs-test-key"


def wait_for(condition, what, timeout_s=30.0):
    """Wait for what happens on other threads."""
    until = time.monotonic() + timeout_s
    pause = threading.Event()
    while not condition():
        assert time.monotonic() < until, f"waited in vain for: {what}"
        pause.wait(0.01)


class Client:
    """Sends what a test says, byte for byte, and reads what comes back."""

    def __init__(self, server: ApiServer) -> None:
        self.port = int(server.url.rsplit(":", 1)[1].split("/")[0])

    def send(self, method: str, path: str, body: object = None, **headers: str) -> tuple[int, dict | bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        sent = {"Authorization": f"Bearer {KEY}", **{k.replace("_", "-"): v for k, v in headers.items()}}
        sent = {name: value for name, value in sent.items() if value}
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        try:
            connection.request(method, path, data, sent)
            answer = connection.getresponse()
            text = answer.read()
        finally:
            connection.close()
        is_json = answer.getheader("content-type", "").startswith("application/json")
        return answer.status, json.loads(text) if is_json else text

    def chat(self, **fields: object) -> tuple[int, dict | bytes]:
        body = {"messages": [{"role": "user", "content": "Hi"}], **fields}
        return self.send("POST", "/v1/chat/completions", body)


@pytest.fixture
def engine():
    return ScriptedEngine()


@pytest.fixture
def served(engine):
    seen: list[bool] = []
    server = ApiServer(Api(engine, KEY, on_request=seen.append), 0)
    server.start()
    client = Client(server)
    client.seen = seen
    try:
        yield client
    finally:
        engine.hold.set()
        server.stop()
