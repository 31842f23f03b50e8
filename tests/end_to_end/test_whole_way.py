"""The whole way in the real window: real worker processes, a real model, a hub on the loopback."""

from __future__ import annotations

import os
import signal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop_app.domain.chat import Role, StopReason
from desktop_app.domain.errors import ErrorKind
from desktop_app.domain.jobs import JobState
from desktop_app.services.states import ModelState
from tests.fakes.journey import wait_until

pytestmark = pytest.mark.model
REPO = "org/SmolLM2-135M-Instruct"


def search(journey, words):
    """Type into Discover's search field and wait for the rows."""
    journey.window.show_page("discover")
    page = journey.window.page("discover")
    page.search_field.setFocus()
    page.search_field.selectAll()
    QTest.keyClicks(page.search_field, words)
    catalog = journey.app.catalog
    wait_until(
        lambda: catalog.state.query.words == words and not catalog.state.is_loading,
        "the answer to the search",
    )
    return page


def leftovers(folder):
    return sorted(p.name for p in folder.rglob("*") if ".part" in p.name)


def test_search_fit_make_chat_and_all_of_it_after_a_restart(start, hub):
    journey = start(hub.endpoint)
    journey.open()
    app = journey.app

    page = search(journey, "smol")
    assert [row.repo_id for row in app.catalog.state.rows] == [REPO]
    QTest.keyClick(page.search_field, Qt.Key.Key_Return)
    wait_until(lambda: app.source.state.fit_rows and not app.source.state.is_fitting, "the fit", 60)
    state = app.source.state
    assert state.problem is None
    assert state.fit_problem is None
    assert state.n_ctx_limit == 8192
    assert {"Q8_0", "Q4_K_M", "BF16"} <= {row.quant_type for row in state.fit_rows}
    assert sum(row.recommended for row in state.fit_rows) == 1
    before_weights = sum(r.origin == "cdn" and not r.range for r in hub.requests)
    assert before_weights == 0, "weights were fetched before anybody asked for them"

    page.wizard_requested.emit(REPO, False, "")
    model_id = journey.make("Q4_K_M")
    model = app.library.find(model_id)
    assert model.quant_type == "Q4_K_M"
    assert model.source == REPO
    planned = next(row for row in app.wizard_source.state.fit_rows if row.quant_type == "Q4_K_M")
    assert planned.file_bytes == model.size_bytes
    assert leftovers(app.folders.data) == []
    assert leftovers(app.folders.cache) == []
    assert not list(app.folders.cache.rglob("*-of-00002.safetensors")) or all(
        p.stat().st_size < 1_000_000 for p in app.folders.cache.rglob("*.safetensors")
    ), "downloaded weights were not removed"

    journey.press(app.wizard().next_button)
    wait_until(lambda: app.chat.state.model and app.chat.state.model.model_id == model_id, "the new model")
    journey.wait_for_model()
    app.settings.update_generation(temperature=0.0, max_tokens=48)
    journey.ask("Write three sentences about the sea.")
    answer = app.chat.conversation.messages[-1]
    assert answer.role is Role.ASSISTANT
    assert answer.is_complete
    assert answer.stats.answer_tokens > 20
    assert len(answer.text) > 60
    wait_until(lambda: app.metrics.reading.worker_bytes > 50e6, "a sample of the worker's memory")
    assert len(app.metrics.series["tokens_per_s"]) > 3
    assert max(v for _, v in app.metrics.series["tokens_per_s"]) > 1
    assert len(app.metrics.series["worker_bytes"]) > 3
    assert len(app.metrics.marks) == 1
    first_title, first_text = app.chat.conversation.title, answer.text
    journey.close()

    again = start(hub.endpoint)
    again.open()
    wait_until(lambda: again.app.chat.conversation.messages, "the chat of the last run")
    messages = again.app.chat.conversation.messages
    assert [m.role for m in messages] == [Role.USER, Role.ASSISTANT]
    assert messages[-1].text == first_text
    assert messages[-1].stats == answer.stats
    wait_until(lambda: again.app.history.state.chats, "the history")
    assert [c.title for c in again.app.history.state.chats] == [first_title]
    assert again.app.chat.state.model.model_id == model_id


def test_a_worker_killed_in_the_middle_of_an_answer_loses_nothing(start):
    journey = start()
    journey.open()
    chat = journey.app.chat
    journey.app.settings.update_generation(temperature=0.0, max_tokens=400)
    journey.ask("Tell me a long story.", until=lambda: chat.state.answer_tokens > 10)
    os.kill(chat.worker_pid, signal.SIGKILL)
    wait_until(lambda: chat.state.model_state is ModelState.CRASHED, "the crash to be noticed")
    partial = chat.conversation.messages[-1]
    assert partial.text
    assert not partial.is_complete
    assert chat.state.problem.kind is ErrorKind.WORKER_CRASHED
    assert not chat.state.is_answering

    journey.app.settings.update_generation(max_tokens=20)
    chat.continue_answer()
    wait_until(
        lambda: (
            chat.state.model_state is ModelState.READY
            and not chat.state.is_answering
            and chat.conversation.messages[-1].stats
        ),
        "the answer to go on",
    )
    resumed = chat.conversation.messages[-1]
    assert resumed.message_id == partial.message_id
    assert resumed.text.startswith(partial.text)
    assert len(resumed.text) > len(partial.text)


def test_stop_keeps_what_is_written_and_the_next_question_works(start):
    journey = start()
    journey.open()
    chat = journey.app.chat
    journey.app.settings.update_generation(temperature=0.0, max_tokens=400)
    journey.ask("Tell me a long story.", until=lambda: chat.state.answer_tokens > 5)
    QTest.keyClick(journey.window, Qt.Key.Key_Escape)
    wait_until(lambda: not chat.state.is_answering, "the stop")
    stopped = chat.conversation.messages[-1]
    assert stopped.text
    assert not stopped.is_complete
    assert stopped.stats.stop_reason is StopReason.STOPPED
    journey.app.settings.update_generation(max_tokens=8)
    journey.ask("And now?")
    assert len(chat.conversation.messages) == 4
    assert chat.conversation.messages[-1].is_complete


def test_a_job_that_is_cancelled_leaves_nothing_and_can_be_tried_again(start, hub):
    journey = start(hub.endpoint)
    journey.open()
    jobs = journey.app.jobs
    hub.fail("throttle", "of-00002.safetensors", rate=5_000_000, times=8)
    job = jobs.make(REPO, "Q8_0", is_local=False)
    wait_until(lambda: journey.job(job).progress.stage == "quantize", "the work to be under way")
    jobs.cancel(job)
    wait_until(lambda: journey.job(job).state is JobState.CANCELLED, "the cancel")
    assert [p for p in journey.app.folders.models.rglob("*") if p.is_file()] == []
    assert not (journey.app.folders.cache / "windows").exists()
    jobs.resume(job)
    wait_until(lambda: journey.job(job).state.is_final, "the second try", 300)
    assert journey.job(job).state is JobState.DONE
    assert [p for p in journey.app.folders.cache.rglob("*.safetensors") if p.stat().st_size > 1_000_000] == []


def test_a_download_that_is_cancelled_goes_on_where_it_was(start, hub, checkpoint):
    hub.fail("throttle", "00001-of-00002", rate=20_000_000)
    journey = start(hub.endpoint)
    journey.open()
    journey.app.settings.update(keep_source=True)
    jobs = journey.app.jobs
    job = jobs.make(REPO, "Q8_0", is_local=False)
    wait_until(lambda: journey.job(job).progress.done > 10_000_000, "the download to be under way")
    jobs.cancel(job)
    wait_until(lambda: journey.job(job).state is JobState.CANCELLED, "the cancel")
    assert list(journey.app.folders.models.rglob("*.gguf")) == []
    part = next(journey.app.folders.cache.rglob("*00001-of-00002.safetensors.part"))
    assert part.stat().st_size > 0
    before = len(hub.requests)
    jobs.resume(job)
    wait_until(lambda: journey.job(job).state.is_final, "the second try", 300)
    assert journey.job(job).state is JobState.DONE
    ranges = [r.range for r in hub.requests[before:] if "00001-of-00002" in r.path and r.origin == "cdn"]
    pieces = [tuple(map(int, text.removeprefix("bytes=").split("-"))) for text in ranges]
    size = (checkpoint / "model-00001-of-00002.safetensors").stat().st_size
    fetched = sum(end - start + 1 for start, end in pieces)
    assert 0 < fetched < size, "what was there already was fetched again"


def test_an_unsupported_architecture_is_named_and_another_way_offered(start, hub, tmp_path, checkpoint):
    folder = tmp_path / "odd"
    folder.mkdir()
    for name in ("tokenizer.json", "tokenizer_config.json"):
        (folder / name).write_bytes((checkpoint / name).read_bytes())
    config = (checkpoint / "config.json").read_text().replace("LlamaForCausalLM", "OddForCausalLM")
    (folder / "config.json").write_text(config)
    source = checkpoint / "model-00002-of-00002.safetensors"
    (folder / "model.safetensors").write_bytes(source.read_bytes())
    hub.add_repo("org/odd", folder)
    journey = start(hub.endpoint)
    journey.open()
    journey.window.show_page("discover")
    journey.app.source.open_repository("org/odd")
    wait_until(lambda: journey.app.source.state.fit_problem, "the refusal")
    problem = journey.app.source.state.fit_problem
    assert problem.kind is ErrorKind.UNSUPPORTED
    assert "OddForCausalLM" in problem.what


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ({"kind": "status", "status": 401}, ErrorKind.LOGIN_NEEDED),
        ({"kind": "status", "status": 403, "headers": {"X-Error-Code": "GatedRepo"}}, ErrorKind.LOGIN_NEEDED),
        ({"kind": "status", "status": 404}, ErrorKind.NOT_FOUND),
        ({"kind": "status", "status": 429}, ErrorKind.RATE_LIMITED),
        ({"kind": "status", "status": 500}, ErrorKind.SERVER),
    ],
)
def test_each_refusal_of_the_hub_is_shown_and_can_be_tried_again(start, hub, fault, kind):
    journey = start(hub.endpoint)
    journey.open()
    hub.fail(path="/api/models/org", **fault)
    source = journey.app.source
    journey.window.show_page("discover")
    source.open_repository(REPO)
    wait_until(lambda: source.state.problem, "the refusal")
    assert source.state.problem.kind is kind
    source.retry()
    wait_until(lambda: source.state.detail, "the second try")
    assert source.state.problem is None
    source.close()


def test_without_a_network_everything_local_works(start):
    journey = start("http://127.0.0.1:9")
    journey.open()
    page = journey.window.page("discover")
    journey.window.show_page("discover")
    wait_until(lambda: journey.app.catalog.state.problem, "the failed search")
    assert journey.app.catalog.state.problem.kind is ErrorKind.NETWORK
    assert page is journey.window.page("discover")
    journey.window.show_page("chat")
    journey.app.settings.update_generation(max_tokens=5)
    journey.ask("Hello")
    assert journey.app.chat.conversation.messages[-1].stats.answer_tokens > 0
