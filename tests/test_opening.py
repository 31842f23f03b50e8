"""What another program hands over, in the real app."""

from __future__ import annotations

import pytest

from desktop_app import opening
from desktop_app.domain.library import ModelOrigin
from tests.fakes.journey import Journey, wait_until
from tests.fakes.tiny_model import write_tiny_model


@pytest.fixture
def journey(qapp, tmp_path):
    made = Journey(tmp_path / "app", None)
    made.app.settings.update(offline=True)
    yield made
    if not made.is_closed:
        made.close()


def answer_with(monkeypatch, answer):
    asked = []
    monkeypatch.setattr(opening, "ask", lambda *words: asked.append(words[1:]) or answer)
    return asked


def test_a_link_asks_before_it_opens_anything(journey, monkeypatch):
    asked = answer_with(monkeypatch, False)
    opening.open_argument(journey.app, "bitsmith:Qwen/Qwen3-0.6B")
    assert "Qwen/Qwen3-0.6B" in asked[0][0]
    assert "nothing is downloaded" in asked[0][1]
    assert journey.app.source.state.source == ""
    assert not journey.app.jobs.jobs


def test_a_link_opens_the_models_page_and_downloads_nothing(journey, monkeypatch):
    answer_with(monkeypatch, True)
    opening.open_argument(journey.app, "bitsmith://Qwen/Qwen3-0.6B")
    assert journey.app.source.state.source == "Qwen/Qwen3-0.6B"
    assert not journey.app.jobs.jobs


def test_a_hostile_link_is_told_and_asks_nothing(journey, monkeypatch):
    asked = answer_with(monkeypatch, True)
    problems = []
    journey.app.library.problem_raised.connect(problems.append)
    opening.open_argument(journey.app, "bitsmith:../../etc/passwd")
    assert asked == []
    assert "cannot be opened" in problems[0].what


def test_the_address_of_a_file_is_opened_like_its_path(journey, tmp_path):
    path = write_tiny_model(tmp_path / "mein Modell 模型.gguf")
    opening.open_argument(journey.app, path.as_uri())
    wait_until(lambda: journey.app.library.models, "the model in the library")
    assert journey.app.library.models[0].path == str(path)


def test_a_starter_model_that_moved_is_the_same_model(qapp, tmp_path):
    first, second = (tmp_path / name / "starter.gguf" for name in ("mount-a", "mount-b"))
    first.parent.mkdir()
    write_tiny_model(first)
    journey = Journey(tmp_path / "app", first)
    journey.app._register_starter()
    before = journey.app.library_store.list()
    journey.close()
    first.parent.rename(second.parent)
    journey = Journey(tmp_path / "app", second)
    journey.app._register_starter()
    after = journey.app.library_store.list()
    journey.close()
    assert [model.origin for model in before] == [model.origin for model in after] == [ModelOrigin.STARTER]
    assert before[0].model_id == after[0].model_id
    assert after[0].path == str(second)
