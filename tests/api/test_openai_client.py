"""The official client, the real server, the real worker, a real model."""

from __future__ import annotations

import math

import openai
import pydantic
import pytest

from desktop_app.api.application import Api
from desktop_app.api.engine import ChildEngine
from desktop_app.api.server import ApiServer
from desktop_app.domain.chat import LoadSettings
from desktop_app.domain.errors import BitsmithError
from tests.api.conftest import KEY
from tests.fakes.starter import starter_model_path

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def client():
    engine = ChildEngine("starter", str(starter_model_path()), LoadSettings(n_ctx=1024))
    engine.open()
    server = ApiServer(Api(engine, KEY), 0)
    server.start()
    try:
        yield openai.OpenAI(base_url=server.url, api_key=KEY, max_retries=0, timeout=60)
    finally:
        server.stop()
        engine.close()


def test_models(client):
    assert [model.id for model in client.models.list()] == ["starter"]
    assert client.models.retrieve("starter").owned_by == "bitsmith"


def test_chat_is_the_same_streamed_and_whole(client):
    asked = {
        "model": "starter",
        "messages": [
            {"role": "developer", "content": "Answer in one word."},
            {"role": "user", "content": [{"type": "text", "text": "What is the capital of France?"}]},
        ],
        "temperature": 0,
        "max_tokens": 12,
    }
    whole = client.chat.completions.create(**asked)
    assert "Paris" in whole.choices[0].message.content
    assert whole.usage.completion_tokens <= 12
    chunks = list(
        client.chat.completions.create(**asked, stream=True, stream_options={"include_usage": True})
    )
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    assert text == whole.choices[0].message.content
    assert chunks[-1].usage.completion_tokens == whole.usage.completion_tokens
    # the same prompt again: nearly all of it was in the context already
    assert chunks[-1].usage.prompt_tokens_details.cached_tokens >= whole.usage.prompt_tokens - 1


def test_completion_goes_on_with_the_text(client):
    answer = client.completions.create(
        model="starter", prompt="One, two, three, four,", temperature=0, max_tokens=8, stop=[" seven"]
    )
    assert "five" in answer.choices[0].text
    assert "seven" not in answer.choices[0].text
    assert answer.choices[0].finish_reason in ("stop", "length")


def test_embeddings_are_near_for_what_is_alike(client):
    texts = ["A cat sleeps on the sofa.", "A kitten naps on the couch.", "Interest rates rose in March."]
    answer = client.embeddings.create(model="starter", input=texts)
    vectors = [item.embedding for item in answer.data]
    assert all(math.isclose(math.hypot(*vector), 1, abs_tol=1e-3) for vector in vectors)

    def likeness(a: int, b: int) -> float:
        return sum(x * y for x, y in zip(vectors[a], vectors[b], strict=True))

    assert likeness(0, 1) > likeness(0, 2)
    assert answer.usage.prompt_tokens > 10
    again = client.embeddings.create(model="starter", input=texts[0], encoding_format="float")
    assert again.data[0].embedding == pytest.approx(vectors[0], abs=1e-3)


class City(pydantic.BaseModel):
    name: str
    population: int
    is_capital: bool


def test_an_answer_in_the_clients_own_class(client):
    answer = client.chat.completions.parse(
        model="starter",
        messages=[{"role": "user", "content": "Describe Paris."}],
        response_format=City,
        temperature=0,
        max_tokens=200,
    )
    city = answer.choices[0].message.parsed
    assert isinstance(city, City)
    assert city.name


def test_an_answer_that_is_a_json_object(client):
    answer = client.chat.completions.create(
        model="starter",
        messages=[{"role": "user", "content": "Describe Paris in JSON, with one short key."}],
        response_format={"type": "json_object"},
        temperature=0,
        max_tokens=60,
        stream=False,
    )
    assert answer.choices[0].message.content.lstrip().startswith("{")


def test_a_conversation_that_is_too_long_is_refused_instead_of_shortened(client):
    turns = [
        {"role": role, "content": f"{number} " + "word " * 150}
        for number in range(5)
        for role in ("user", "assistant")
    ]
    for stream in (False, True):
        with pytest.raises(openai.BadRequestError) as caught:
            client.chat.completions.create(
                model="starter", messages=[*turns, {"role": "user", "content": "And?"}], stream=stream
            )
        assert caught.value.code == "context_length_exceeded"


def test_instructions_alone_are_answered(client):
    answer = client.chat.completions.create(
        model="starter",
        messages=[{"role": "system", "content": "Say hello."}],
        temperature=0,
        max_tokens=8,
    )
    assert answer.choices[0].message.content


def test_failures_are_the_clients_own_errors(client):
    with pytest.raises(openai.BadRequestError) as caught:
        client.chat.completions.create(
            model="starter", messages=[{"role": "user", "content": "word " * 5000}]
        )
    assert caught.value.code == "context_length_exceeded"
    with pytest.raises(openai.BadRequestError):
        client.embeddings.create(model="starter", input="word " * 5000)
    with pytest.raises(openai.AuthenticationError):
        client.with_options(api_key="wrong").models.list()
    with pytest.raises(openai.BadRequestError) as caught:
        client.chat.completions.create(
            model="starter", messages=[{"role": "user", "content": "x"}], temperature=-1
        )
    assert caught.value.param == "temperature"


def test_a_file_that_is_no_model_is_said(tmp_path):
    (tmp_path / "bad.gguf").write_bytes(b"GGUF" + bytes(100))
    engine = ChildEngine("bad", str(tmp_path / "bad.gguf"), LoadSettings())
    with pytest.raises(BitsmithError):
        engine.open()
    assert engine.ended.is_set()
    assert engine.model() is None
