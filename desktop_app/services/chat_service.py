"""The open chat: its messages, the model that answers, and the answer in progress."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.chat import AnswerStats, ChatTurn, LoadedModel, Role, StopReason
from desktop_app.domain.conversation import Conversation, StoredMessage
from desktop_app.domain.errors import ErrorKind, Problem
from desktop_app.protocol.messages import (
    Cancel,
    Cancelled,
    Failed,
    Finished,
    Generate,
    LoadModel,
    PromptProgress,
    Text,
)
from desktop_app.services.states import ChatState, ModelState

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_app.domain.conversation import ChatSummary
    from desktop_app.services.background import SerialWriter
    from desktop_app.services.library_service import LibraryService
    from desktop_app.services.settings_service import SettingsService
    from desktop_app.services.worker_host import WorkerHost
    from desktop_app.storage.chats import ChatStore

_SAVE_EVERY_S = 0.5  # how often a growing answer is written down
_TITLE_LENGTH = 48
_HISTORY_LENGTH = 10_000


class ChatService(QObject):
    """Sends what a person writes to the worker, keeps what comes back, and survives the worker's end.

    Signals:
        state_changed: the new `ChatState`.
        conversation_changed: the new `Conversation`, when messages came, went or ended.
        answer_grew: text that was appended to the last message.
        chats_changed: all `ChatSummary`, newest first.
        answer_began: an answer was asked for (graphs mark it).
        speed_measured: tokens/s of the answer in progress.
    """

    state_changed = Signal(object)
    conversation_changed = Signal(object)
    answer_grew = Signal(str)
    chats_changed = Signal(object)
    answer_began = Signal()
    speed_measured = Signal(float)

    def __init__(
        self,
        *,
        store: ChatStore,
        writer: SerialWriter,
        library: LibraryService,
        settings: SettingsService,
        new_host: Callable[[], WorkerHost],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._writer = writer
        self._library = library
        self._settings = settings
        self._new_host = new_host
        self._host: WorkerHost | None = None
        self._state = ChatState()
        self._conversation = Conversation()
        self._chats: tuple[ChatSummary, ...] = ()
        self._jobs = 0
        self._load_job = ""
        self._answer_job = ""
        self._asking = False
        self._answer_chat: int | None = None
        self._answer_message = 0
        self._answer = ""
        self._saved_at = 0.0
        self._after_load: Callable[[], None] | None = None

    # --- what pages read --------------------------------------------------------------------------

    @property
    def state(self) -> ChatState:
        return self._state

    @property
    def conversation(self) -> Conversation:
        return self._conversation

    @property
    def chats(self) -> tuple[ChatSummary, ...]:
        return self._chats

    @property
    def host(self) -> WorkerHost | None:
        """The inference worker, while there is one; `state_changed` follows each change of it."""
        return self._host

    @property
    def worker_pid(self) -> int | None:
        """Process id of the inference worker, when there is one."""
        return self._host.pid if self._host else None

    # --- the model --------------------------------------------------------------------------------

    def use_model(self, model_id: str, then: Callable[[], None] | None = None) -> None:
        """Load a model of the library in a fresh worker; the one before it is let go first."""
        model = self._library.find(model_id)
        if model is None or model.is_missing:
            name = model.name if model else "This model"
            self._set(
                problem=Problem(
                    ErrorKind.NOT_FOUND,
                    f"{name} is not on this computer any more.",
                    "Its file was moved or deleted outside Bitsmith.",
                    "Put the file back, or choose another model.",
                )
            )
            return
        self._end_answer(StopReason.STOPPED)
        self._drop_host()
        host = self._new_host()
        host.event_received.connect(lambda event, h=host: self._on_event(h, event))
        host.exited.connect(lambda outcome, h=host: self._on_exited(h, outcome))
        self._host = host
        self._after_load = then
        self._load_job = self._next_job()
        load = self._settings.settings.load
        if load.n_threads is None and self._settings.settings.n_threads is not None:
            load = replace(load, n_threads=self._settings.settings.n_threads)
        self._state = ChatState(model_state=ModelState.LOADING, model=model, n_ctx=load.n_ctx)
        self.state_changed.emit(self._state)
        host.start()
        host.send(LoadModel(self._load_job, model.path, load))

    def unload_model(self) -> None:
        """Give the model's memory back."""
        self._end_answer(StopReason.STOPPED)
        self._drop_host()
        self._state = ChatState()
        self.state_changed.emit(self._state)

    def close(self) -> None:
        """Keep what is there and end the worker; called when the app ends."""
        self._end_answer(StopReason.STOPPED)
        self._drop_host()

    # --- chats ------------------------------------------------------------------------------------

    def refresh_chats(self) -> None:
        self._writer.run(
            lambda: tuple(self._store.list_chats(limit=_HISTORY_LENGTH, offset=0)),
            on_result=self._show_chats,
            on_problem=self._show_problem,
        )

    def new_chat(self) -> None:
        """Leave the open chat; the new one is kept from its first message on."""
        self._leave_chat()
        self._conversation = Conversation()
        self._settings.update(last_chat_id=None)
        self.conversation_changed.emit(self._conversation)

    def open_chat(self, chat_id: int) -> None:
        self._leave_chat()

        def show(conversation: Conversation | None) -> None:
            if conversation is None:
                self._conversation = Conversation()
            else:
                self._conversation = conversation
                self._settings.update(last_chat_id=conversation.chat_id)
            self.conversation_changed.emit(self._conversation)

        self._writer.run(
            lambda: self._store.conversation(chat_id), on_result=show, on_problem=self._show_problem
        )

    def rename_chat(self, chat_id: int, title: str) -> None:
        title = " ".join(title.split())
        if not title:
            return
        if self._conversation.chat_id == chat_id:
            self._conversation = replace(self._conversation, title=title)
            self.conversation_changed.emit(self._conversation)
        self._writer.run(lambda: self._store.rename(chat_id, title), on_problem=self._show_problem)
        self.refresh_chats()

    def delete_chat(self, chat_id: int) -> None:
        if self._conversation.chat_id == chat_id:
            self.new_chat()
        self._writer.run(lambda: self._store.delete(chat_id), on_problem=self._show_problem)
        self.refresh_chats()

    # --- asking -----------------------------------------------------------------------------------

    def send(self, text: str) -> None:
        """Keep a message of the person and ask the model for an answer."""
        if not text.strip() or not self._can_ask():
            return
        self._ask(self._conversation.messages, question=text)

    def regenerate(self) -> None:
        """Ask again for the last answer; the old one gives way to the new."""
        messages = self._conversation.messages
        if not messages or not self._can_ask():
            return
        if messages[-1].role is Role.ASSISTANT:
            dropped, messages = messages[-1], messages[:-1]
            self._writer.run(
                lambda: self._store.delete_message(dropped.message_id), on_problem=self._show_problem
            )
        if messages:
            self._ask(messages)

    def continue_answer(self) -> None:
        """Go on with an answer that was stopped or cut off; loads the model again when it is gone."""
        messages = self._conversation.messages
        if not messages or messages[-1].role is not Role.ASSISTANT:
            self.regenerate()
            return
        if self._state.model_state in (ModelState.CRASHED, ModelState.NONE, ModelState.FAILED):
            model = self._state.model
            if model is not None:
                self.use_model(model.model_id, then=self.continue_answer)
            return
        if self._can_ask():
            self._ask(messages[:-1], resumed=messages[-1])

    def stop(self) -> None:
        """End the answer here; what is written stays."""
        if self._answer_job and self._host:
            self._host.send(Cancel(self._answer_job))

    def _can_ask(self) -> bool:
        return (
            self._state.model_state is ModelState.READY and not self._state.is_answering and not self._asking
        )

    def _ask(
        self,
        before: tuple[StoredMessage, ...],
        *,
        question: str | None = None,
        resumed: StoredMessage | None = None,
    ) -> None:
        """Write the question and an empty answer down first, then start the engine."""
        self._asking = True
        chat_id = self._conversation.chat_id
        title = self._conversation.title or _title_of(question or "")
        model_name = self._state.model.name if self._state.model else ""

        def write() -> tuple[int, StoredMessage | None, StoredMessage]:
            chat = chat_id if chat_id is not None else self._store.create_chat(title)
            asked = (
                self._store.add_message(chat, Role.USER, question, is_complete=True)
                if question is not None
                else None
            )
            answer = resumed or self._store.add_message(
                chat, Role.ASSISTANT, "", is_complete=False, model_name=model_name
            )
            return chat, asked, answer

        def begin(written: tuple[int, StoredMessage | None, StoredMessage]) -> None:
            self._asking = False
            chat, asked, answer = written
            if self._conversation.chat_id != chat_id:
                return  # another chat was opened meanwhile; the question is kept in its own
            known = (*before, asked) if asked else before
            answer = replace(answer, is_complete=False, stats=None)
            self._conversation = Conversation(chat, title, (*known, answer))
            self._settings.update(last_chat_id=chat)
            self.conversation_changed.emit(self._conversation)
            self.refresh_chats()
            self._start_engine(chat, known, answer)

        def failed(problem: Problem) -> None:
            self._asking = False
            self._show_problem(problem)

        self._writer.run(write, on_result=begin, on_problem=failed)

    def _start_engine(self, chat: int, known: tuple[StoredMessage, ...], answer: StoredMessage) -> None:
        if self._host is None or self._state.model_state is not ModelState.READY:
            return
        settings = self._settings.settings
        # a last turn of the assistant is continued by the engine
        turns = [ChatTurn(m.role, m.text) for m in (*known, answer) if m.text]
        if settings.system_prompt.strip():
            turns.insert(0, ChatTurn(Role.SYSTEM, settings.system_prompt))
        self._answer_chat, self._answer_message = chat, answer.message_id
        self._answer, self._saved_at = answer.text, time.monotonic()
        self._answer_job = self._next_job()
        self._set(
            is_answering=True,
            prompt_done=0,
            prompt_total=0,
            tokens_per_s=0.0,
            answer_tokens=0,
            notice="",
            problem=None,
        )
        self.answer_began.emit()
        self._host.send(Generate(self._answer_job, tuple(turns), settings.generation))

    # --- what the worker says -----------------------------------------------------------------------

    def _on_event(self, host: WorkerHost, event: object) -> None:
        if host is not self._host:
            return
        match event:
            case Text(job_id=job) if job == self._answer_job:
                self._on_text(event)
            case PromptProgress(job_id=job) if job == self._answer_job:
                self._set(prompt_done=event.done, prompt_total=event.total)
            case Finished(job_id=job, result=LoadedModel() as loaded) if job == self._load_job:
                self._on_loaded(loaded)
            case Finished(job_id=job, result=AnswerStats() as stats) if job == self._answer_job:
                self._end_answer(stats.stop_reason, stats)
            case Cancelled(job_id=job, result=result) if job == self._answer_job:
                stats = result if isinstance(result, AnswerStats) else None
                self._end_answer(StopReason.STOPPED, stats)
            case Failed(job_id=job) if job == self._load_job:
                self._load_job = ""
                self._drop_host()
                self._set(model_state=ModelState.FAILED, problem=event.problem)
            case Failed(job_id=job) if job == self._answer_job:
                crashed = event.problem.kind is ErrorKind.WORKER_CRASHED
                self._end_answer(StopReason.CRASHED if crashed else StopReason.STOPPED)
                self._set(problem=event.problem)

    def _on_loaded(self, loaded: LoadedModel) -> None:
        self._load_job = ""
        self._set(model_state=ModelState.READY, loaded=loaded, n_ctx=loaded.n_ctx, problem=None)
        if self._state.model:
            self._settings.update(last_model_id=self._state.model.model_id)
        then, self._after_load = self._after_load, None
        if then:
            then()

    def _on_text(self, event: Text) -> None:
        self._answer += event.text
        last = self._conversation.messages[-1]
        grown = replace(last, text=self._answer)
        self._conversation = replace(self._conversation, messages=(*self._conversation.messages[:-1], grown))
        if event.text:
            self.answer_grew.emit(event.text)
        self._set(
            tokens_per_s=event.tokens_per_s,
            answer_tokens=event.answer_tokens,
            context_used=event.context_used,
        )
        self.speed_measured.emit(event.tokens_per_s)
        now = time.monotonic()
        if now - self._saved_at >= _SAVE_EVERY_S:
            self._saved_at = now
            message, text = self._answer_message, self._answer
            self._writer.run(lambda: self._store.grow_message(message, text), on_problem=self._show_problem)

    def _on_exited(self, host: WorkerHost, outcome: object) -> None:
        if host is not self._host:
            return
        self._drop_host()
        was_loading = self._state.model_state is ModelState.LOADING
        self._end_answer(StopReason.CRASHED)
        problem = self._state.problem or getattr(outcome, "problem", None)
        self._set(
            model_state=ModelState.FAILED if was_loading else ModelState.CRASHED,
            loaded=None,
            problem=problem,
        )

    def _end_answer(self, reason: StopReason, stats: AnswerStats | None = None) -> None:
        """Keep the answer as it is now; complete when the model itself came to an end."""
        if not self._answer_job:
            return
        self._answer_job = ""
        complete = reason not in (StopReason.STOPPED, StopReason.CRASHED)
        message, text = self._answer_message, self._answer
        self._writer.run(
            lambda: self._store.finish_message(message, text, stats, is_complete=complete),
            on_problem=self._show_problem,
        )
        if self._conversation.chat_id == self._answer_chat and self._conversation.messages:
            ended = replace(self._conversation.messages[-1], text=text, is_complete=complete, stats=stats)
            self._conversation = replace(
                self._conversation, messages=(*self._conversation.messages[:-1], ended)
            )
            self.conversation_changed.emit(self._conversation)
        changes = {"context_used": stats.context_used, "last_stats": stats} if stats else {}
        self._set(is_answering=False, prompt_done=0, prompt_total=0, tokens_per_s=0.0, **changes)
        self.speed_measured.emit(0.0)

    # --- helpers ------------------------------------------------------------------------------------

    def _leave_chat(self) -> None:
        if self._answer_job:
            self.stop()
            self._end_answer(StopReason.STOPPED)
        self._set(problem=None, notice="", context_used=0, last_stats=None)

    def _drop_host(self) -> None:
        host, self._host = self._host, None
        if host:
            host.stop()
            host.deleteLater()

    def _next_job(self) -> str:
        self._jobs += 1
        return f"chat-{self._jobs}"

    def _show_chats(self, chats: tuple[ChatSummary, ...]) -> None:
        self._chats = chats
        self.chats_changed.emit(chats)

    def _show_problem(self, problem: Problem) -> None:
        self._set(problem=problem)

    def _set(self, **changes: object) -> None:
        state = replace(self._state, **changes)  # type: ignore[arg-type]
        if state != self._state:
            self._state = state
            self.state_changed.emit(state)


def _title_of(question: str) -> str:
    """The first line of what was asked, short enough for the history."""
    line = next((line.strip() for line in question.splitlines() if line.strip()), "")
    return line if len(line) <= _TITLE_LENGTH else line[: _TITLE_LENGTH - 1].rstrip() + "…"
