"""What happens while a question or a change of the chat is still being written down."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QObject, Signal

from desktop_app.domain.chat import LoadedModel, Role
from desktop_app.protocol.messages import Finished, Generate, LoadModel
from desktop_app.services.background import Background, SerialWriter
from desktop_app.services.chat_service import ChatService
from desktop_app.services.chat_settings_service import ChatSettingsState
from desktop_app.storage.chats import ChatStore
from desktop_app.storage.database import Database
from tests.fakes.journey import wait_until
from tests.fakes.services import FakeLibraryService, FakeSettingsService, make_model

LOADED = LoadedModel("/m", "m", "llama", 1, 4096, 4096, 2, 0, 1, True, 100, 50, 25, 0.1)


class _Host(QObject):
    """A worker that takes commands and says what a test says."""

    event_received = Signal(object)
    exited = Signal(object)
    pid = 1

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[object] = []

    def start(self) -> None:
        pass

    def send(self, command: object) -> None:
        self.sent.append(command)

    def stop(self) -> None:
        pass

    @property
    def turns(self) -> list[str]:
        """What the engine was given last."""
        return [turn.text for turn in [c for c in self.sent if isinstance(c, Generate)][-1].turns]


class _Settings:
    state = ChatSettingsState()


class _Kept:
    """A chat service with a loaded model, over a database whose writer a test can hold up."""

    def __init__(self, path) -> None:
        self.database = Database(path)
        self.store = ChatStore(self.database)
        self.background = Background()
        self.writer = SerialWriter(self.background)
        self.host = _Host()
        model = make_model()
        self.chat = ChatService(
            store=self.store,
            writer=self.writer,
            library=FakeLibraryService((model,)),
            settings=FakeSettingsService(),
            chat_settings=_Settings(),
            new_host=lambda: self.host,
        )
        self.not_asked: list[str] = []
        self.not_edited: list[str] = []
        self.chat.not_asked.connect(self.not_asked.append)
        self.chat.not_edited.connect(self.not_edited.append)
        self.chat.use_model(model.model_id)
        (load,) = (c for c in self.host.sent if isinstance(c, LoadModel))
        self.host.event_received.emit(Finished(load.job_id, LOADED))
        self.gates: list[threading.Event] = []

    def hold(self) -> threading.Event:
        """Nothing more is written or read until the event is set."""
        gate = threading.Event()
        self.gates.append(gate)
        self.writer.run(gate.wait)
        return gate

    def add(self, title: str, *texts: str) -> int:
        chat_id = self.store.create_chat(title)
        for number, text in enumerate(texts):
            self.store.add_message(chat_id, (Role.USER, Role.ASSISTANT)[number % 2], text)
        return chat_id

    def open(self, chat_id: int) -> None:
        self.chat.open_chat(chat_id)
        wait_until(lambda: self.shown and not self.chat.state.is_busy, "the chat")

    @property
    def shown(self) -> list[str]:
        return [message.text for message in self.chat.conversation.messages]

    def close(self) -> None:
        for gate in self.gates:
            gate.set()
        self.chat.close()
        self.writer.close()
        self.background.close()
        self.database.close()


@pytest.fixture
def kept(qapp, tmp_path):
    made = _Kept(tmp_path / "x.sqlite3")
    yield made
    made.close()


def test_a_second_question_comes_back_while_the_first_is_written(kept):
    gate = kept.hold()
    kept.chat.send("first")
    assert kept.chat.state.is_busy
    kept.chat.send("second")
    assert kept.not_asked == ["second"]
    gate.set()
    wait_until(lambda: kept.chat.state.is_answering, "the answer")
    assert not kept.chat.state.is_busy
    assert kept.shown == ["first", ""]
    assert kept.host.turns == ["first"]


def test_a_changed_message_comes_back_while_a_question_is_written(kept):
    kept.open(kept.add("A", "a1", "a2"))
    first = kept.chat.conversation.messages[0].message_id
    gate = kept.hold()
    kept.chat.send("more")
    kept.chat.edit(first, "a1, changed")
    assert kept.not_edited == ["a1, changed"]
    gate.set()
    wait_until(lambda: kept.chat.state.is_answering, "the answer")
    kept.chat.edit(first, "a1, changed again")
    assert kept.not_edited == ["a1, changed", "a1, changed again"]
    assert kept.shown == ["a1", "a2", "more", ""]


def test_nothing_is_asked_until_the_chosen_version_is_shown(kept):
    chat_id = kept.add("A", "old question", "old answer")
    old = kept.store.conversation(chat_id).messages[0]
    new = kept.store.add_message(chat_id, Role.USER, "new question", beside=old.message_id)
    kept.store.add_message(chat_id, Role.ASSISTANT, "new answer")
    kept.open(chat_id)
    assert kept.shown == ["new question", "new answer"]
    gate = kept.hold()
    kept.chat.show_version(old.message_id)
    kept.chat.send("follow-up")
    assert kept.not_asked == ["follow-up"]
    gate.set()
    wait_until(lambda: not kept.chat.state.is_busy, "the version")
    kept.chat.send("follow-up")
    wait_until(lambda: kept.chat.state.is_answering, "the answer")
    assert kept.shown == ["old question", "old answer", "follow-up", ""]
    assert kept.host.turns == ["old question", "old answer", "follow-up"]
    assert new.message_id not in [m.message_id for m in kept.chat.conversation.messages]


def test_a_chat_that_is_opened_while_a_question_is_written_is_shown(kept):
    first, second = kept.add("A", "a1", "a2"), kept.add("B", "b1", "b2")
    kept.open(first)
    touched = []
    gate = kept.hold()
    kept.chat.send("question in A")
    kept.chat.open_chat(second)
    kept.chat.chats_touched.connect(lambda: touched.append(True))
    gate.set()
    wait_until(lambda: kept.shown == ["b1", "b2"] and not kept.chat.state.is_busy, "the other chat")
    assert not kept.chat.state.is_answering
    assert touched
    assert [m.text for m in kept.store.conversation(first).messages] == ["a1", "a2", "question in A", ""]


def test_a_new_chat_that_is_begun_while_a_first_question_is_written_is_empty(kept):
    gate = kept.hold()
    kept.chat.send("hello")
    kept.chat.new_chat()
    gate.set()
    wait_until(lambda: not kept.chat.state.is_busy, "the question to be kept")
    assert kept.shown == []
    assert kept.chat.conversation.chat_id is None
    kept.chat.send("another")
    wait_until(lambda: kept.chat.state.is_answering, "the answer")
    assert kept.shown == ["another", ""]


def test_a_title_that_is_changed_does_not_bring_back_a_chat_that_was_left(kept):
    first, second = kept.add("A", "a1", "a2"), kept.add("B", "b1", "b2")
    kept.open(first)
    gate = kept.hold()
    kept.chat.open_chat(second)
    kept.chat.rename_chat(first, "Another title")
    gate.set()
    wait_until(lambda: kept.shown == ["b1", "b2"], "the other chat")
