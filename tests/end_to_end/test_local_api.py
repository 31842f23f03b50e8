"""The local API of the real window: the official client, the chat's own worker and model."""

from __future__ import annotations

import socket
import threading

import openai
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.fakes.journey import wait_until

pytestmark = pytest.mark.model


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Request(threading.Thread):
    """A client's call on a thread, so that the window goes on living meanwhile."""

    def __init__(self, call):
        super().__init__(daemon=True)
        self._call = call
        self.result = self.error = None
        self.start()

    def run(self):
        try:
            self.result = self._call()
        except Exception as error:
            self.error = error

    def wait(self):
        wait_until(lambda: not self.is_alive(), "the client's call", 60)
        return self


def chat(client, **fields):
    asked = {"model": "any", "messages": [{"role": "user", "content": "Count to five."}], "temperature": 0}
    return Request(lambda: client.chat.completions.create(**{**asked, "max_tokens": 16, **fields}))


def test_switched_on_used_beside_the_chat_and_switched_off(start):
    journey = start()
    journey.open()
    app = journey.app
    port = free_port()
    app.settings.update(api_port=port)
    app.settings.update_generation(temperature=0.0, max_tokens=16)
    journey.window.show_page("settings")
    card = journey.window.page("settings").api_card
    assert not card.key.text()
    QTest.keyClick(card.switch, Qt.Key.Key_Space)
    wait_until(lambda: app.api.state.is_running, "the API")
    assert card.address.text() == f"http://127.0.0.1:{port}/v1"
    client = openai.OpenAI(base_url=card.address.text(), api_key=card.key.text(), max_retries=0)

    answer = chat(client).wait()
    assert answer.error is None
    assert answer.result.choices[0].message.content
    assert answer.result.model == app.chat.state.model.name
    _at, values = app.metrics.series["tokens_per_s"].points()
    assert max(values) > 0, "the graphs do not show the API's answer"
    assert len(app.metrics.marks) == 1
    wait_until(lambda: not app.api.state.open_requests, "the end of the request")
    assert app.api.state.all_requests == 1

    # the chat's own answer and the API's do not disturb each other
    both = chat(client, stream=False)
    journey.ask("Say hello.")
    both.wait()
    assert both.error is None
    assert app.chat.conversation.messages[-1].text
    assert both.result.choices[0].message.content == answer.result.choices[0].message.content

    # another key: the old one is good for nothing
    card.key.clear()
    app.api.renew_key()
    wait_until(lambda: app.api.state.is_running and card.key.text() not in ("", client.api_key), "the key")
    wait_until(lambda: isinstance(chat(client).wait().error, openai.AuthenticationError), "the refusal")
    client = client.with_options(api_key=card.key.text())

    # the model goes away in the middle of an answer
    cut = chat(client, max_tokens=900, messages=[{"role": "user", "content": "Tell a long story."}])
    wait_until(lambda: app.api.state.open_requests, "the request")
    app.chat.use_model(app.chat.state.model.model_id)
    assert isinstance(cut.wait().error, openai.InternalServerError)
    journey.wait_for_model()
    assert chat(client).wait().error is None

    QTest.keyClick(card.switch, Qt.Key.Key_Space)
    wait_until(lambda: not app.api.state.is_running, "the end of the API")
    wait_until(lambda: isinstance(chat(client).wait().error, openai.APIConnectionError), "a closed port")
    assert client.api_key not in repr(app.settings.settings)


def test_a_port_in_use_is_said_in_the_card_and_another_one_helps(start):
    journey = start()
    journey.open()
    app = journey.app
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        app.settings.update(api_port=other.getsockname()[1], serve_api=True)
        wait_until(lambda: app.api.state.problem, "the problem")
        assert app.api.state.problem.next_step == "Choose another port."
        assert not app.api.state.is_running
        app.settings.update(api_port=free_port())
        wait_until(lambda: app.api.state.is_running, "the API")
        assert app.api.state.problem is None
