"""The open chat: its messages, the model that answers, and the answer in progress."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.chat import AnswerStats, LoadedModel, Role, StopReason
from desktop_app.domain.conversation import Conversation, StoredMessage
from desktop_app.domain.errors import ErrorKind, Problem
from desktop_app.domain.turns import title_of, turns_for_model
from desktop_app.protocol.messages import (
    Cancel,
    Cancelled,
    Failed,
    Finished,
    Generate,
    LoadModel,
    Progress,
    PromptProgress,
    Text,
)
from desktop_app.services.answer_keeper import AnswerKeeper
from desktop_app.services.asking import Asking, model_is_gone
from desktop_app.services.open_chat import OpenChat
from desktop_app.services.retiring_hosts import RetiringHosts
from desktop_app.services.states import ChatState, ModelState

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_app.domain.conversation import StoredAttachment
    from desktop_app.services.background import SerialWriter
    from desktop_app.services.chat_settings_service import ChatSettingsService
    from desktop_app.services.library_service import LibraryService
    from desktop_app.services.settings_service import SettingsService
    from desktop_app.services.worker_host import WorkerHost
    from desktop_app.storage.chats import ChatStore


class ChatService(QObject):
    """Sends what a person writes to the worker, keeps what comes back, and survives the worker's end.

    Signals:
        state_changed: the new `ChatState`.
        conversation_changed: the new `Conversation`, when messages came, went or ended.
        answer_grew: text that was appended to the last message.
        chats_touched: the list of chats is not what it was.
        answer_began: an answer was asked for (graphs mark it).
        speed_measured: tokens/s of the answer in progress.
        not_asked: a question that could not be kept, and was not asked therefore.
        not_edited: the text of a message that was changed when it could not be.
    """

    state_changed = Signal(object)
    conversation_changed = Signal(object)
    answer_grew = Signal(str)
    chats_touched = Signal()
    answer_began = Signal()
    speed_measured = Signal(float)
    not_asked = Signal(str)
    not_edited = Signal(str)

    def __init__(
        self,
        *,
        store: ChatStore,
        writer: SerialWriter,
        library: LibraryService,
        settings: SettingsService,
        chat_settings: ChatSettingsService,
        new_host: Callable[[], WorkerHost],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._writer = writer
        self._library = library
        self._settings = settings
        self._chat_settings = chat_settings
        self._new_host = new_host
        self._host: WorkerHost | None = None
        self._retiring = RetiringHosts()
        self._state = ChatState()
        self._open = OpenChat(store, writer, self)
        self._open.changed.connect(self._on_conversation)
        self._open.touched.connect(self.chats_touched)
        self._open.undo_changed.connect(lambda can_undo: self._set(can_undo=can_undo))
        self._open.problem_raised.connect(self.show_problem)
        self._open.busy_changed.connect(lambda _is_busy: self._set_asking(self._asking))
        self._jobs = 0
        self._load_job = ""
        self._answer_job = ""
        self._asking = False
        self._answer = AnswerKeeper(store, writer, self.show_problem, self._on_kept)
        self._after_load: Callable[[], None] | None = None

    # --- what pages read --------------------------------------------------------------------------

    @property
    def state(self) -> ChatState:
        return self._state

    @property
    def conversation(self) -> Conversation:
        return self._open.conversation

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
            self._set(problem=model_is_gone(model.name if model else ""))
            return
        self._end_answer(StopReason.STOPPED)
        before, self._host = self._host, None
        host = self._new_host()
        host.event_received.connect(lambda event, h=host: self._on_event(h, event))
        host.exited.connect(lambda outcome, h=host: self._on_exited(h, outcome))
        self._host = host
        self._after_load = then
        self._load_job = job = self._next_job()
        load = self._chat_settings.state.load
        self._state = ChatState(model_state=ModelState.LOADING, model=model, n_ctx=load.n_ctx)
        self.state_changed.emit(self._state)

        def begin() -> None:
            if self._host is host:
                host.start()
                host.send(LoadModel(job, model.path, load))

        # both models at once may not fit
        self._retiring.retire(before, begin)

    def unload_model(self) -> None:
        """Give the model's memory back; one that is being loaded is given up."""
        self._end_answer(StopReason.STOPPED)
        before, self._host = self._host, None
        self._retiring.retire(before)
        self._state = ChatState()
        self.state_changed.emit(self._state)

    def close(self) -> None:
        """Keep what is there and end the worker; called when the app ends."""
        self._open.write_pending()
        self._end_answer(StopReason.STOPPED)
        self._drop_host()
        self._retiring.stop()

    # --- chats ------------------------------------------------------------------------------------

    def new_chat(self) -> None:
        """Leave the open chat; the new one is kept from its first message on."""
        self._leave_chat()
        self._open.begin()

    def open_chat(self, chat_id: int) -> None:
        self._leave_chat()
        self._open.open(chat_id)

    def leave_deleted(self, chat_id: int) -> None:
        """A chat was deleted; it is not shown any more."""
        if self.conversation.chat_id == chat_id:
            self.new_chat()

    def rename_chat(self, chat_id: int, title: str) -> None:
        self._open.rename(chat_id, title)

    def keep_settings(self, settings: str) -> None:
        """Keep the JSON of the open chat's own settings, "" for none."""
        self._open.keep_settings(settings)

    def keep_draft(self, text: str) -> None:
        """Keep what is being written in the open chat and not sent yet."""
        self._open.keep_draft(text)

    def show_version(self, message_id: int) -> None:
        """Show another version of a message, with what followed it."""
        if self._can_change():
            self._open.show_version(message_id)

    def edit(self, message_id: int, text: str) -> None:
        """Another version of a message: a question is asked anew, an answer is kept as it is written."""
        place = self._open.place(message_id)
        if place is None or not self._can_change() or self._open.is_busy:
            self.not_edited.emit(text)
            return
        messages = self.conversation.messages
        message = messages[place]
        if message.role is Role.USER and self._can_ask():
            self._ask(messages[:place], question=text, beside=message_id, attachments=message.attachments)
        else:
            self._open.add_version(message, text)

    def delete_message(self, message_id: int) -> None:
        """Take a message away with all that follows it; `undo_delete` brings it back for a moment."""
        if self._can_change():
            self._open.delete_message(message_id)

    def undo_delete(self) -> None:
        """Bring back the message that was deleted last."""
        if self._can_change():
            self._open.undo_delete()

    def _on_conversation(self, conversation: Conversation) -> None:
        self._settings.update(last_chat_id=conversation.chat_id)
        self.conversation_changed.emit(conversation)

    def _can_change(self) -> bool:
        return not self._state.is_answering and not self._asking

    # --- asking -----------------------------------------------------------------------------------

    def send(self, text: str, attachments: tuple[StoredAttachment, ...] = ()) -> None:
        """Keep a message of the person and ask the model for an answer."""
        if not self._can_ask():
            self.not_asked.emit(text)
            return
        self._ask(self.conversation.messages, question=text, attachments=attachments)

    def regenerate(self, message_id: int | None = None) -> None:
        """Ask again for an answer, by default the last one; the old one stays as another version."""
        messages = self.conversation.messages
        place = len(messages) - 1 if message_id is None else self._open.place(message_id)
        if not messages or place is None or not self._can_ask():
            return
        if messages[place].role is Role.ASSISTANT:
            if place:
                self._ask(messages[:place], beside_answer=messages[place].message_id)
        else:
            self._ask(messages[: place + 1])

    def continue_answer(self) -> None:
        """Go on with an answer that was stopped or cut off; loads the model again when it is gone."""
        messages = self.conversation.messages
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
        is_ready = self._state.model_state is ModelState.READY
        return is_ready and self._can_change() and not self._open.is_busy

    def _ask(
        self,
        before: tuple[StoredMessage, ...],
        *,
        question: str | None = None,
        resumed: StoredMessage | None = None,
        beside: int | None = None,
        beside_answer: int | None = None,
        attachments: tuple[StoredAttachment, ...] = (),
    ) -> None:
        """Write the question and an empty answer down first, then start the engine.

        `beside` is the question that `question` is another version of, `beside_answer` the answer.
        """
        self._set_asking(True)
        chat_id, visit = self.conversation.chat_id, self._open.visit
        title = self.conversation.title or title_of(question or "")
        model = self._state.model
        asking = Asking(
            chat_id, title, self.conversation.settings, before, question, resumed, beside, beside_answer,
            attachments, model.name if model else "", model.model_id if model else "",
        )  # fmt: skip

        def begin(written: tuple[int, StoredMessage | None, StoredMessage]) -> None:
            chat, asked, answer = written
            if self._open.visit == visit:  # else another chat was opened; the question is kept in its own
                known = (*before, asked) if asked else before
                answer = replace(answer, is_complete=False, stats=None)
                draft = self.conversation.draft if question is None else ""
                shown = replace(self.conversation, chat_id=chat, title=title, draft=draft)
                self._open.adopt(replace(shown, messages=(*known, answer)))
                self._start_engine(chat, known, answer)
            self._set_asking(False)
            self.chats_touched.emit()

        def failed(problem: Problem) -> None:
            self._set_asking(False)
            self.show_problem(problem)
            self.not_asked.emit(question or "")

        self._writer.run(lambda: asking.write(self._store), on_result=begin, on_problem=failed)

    def _start_engine(self, chat: int, known: tuple[StoredMessage, ...], answer: StoredMessage) -> None:
        if self._host is None or self._state.model_state is not ModelState.READY:
            return
        settings = self._chat_settings.state
        turns = turns_for_model(settings.system_prompt, known, answer)
        self._answer.begin(chat, answer.message_id, answer.text)
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
        self._host.send(Generate(self._answer_job, turns, settings.generation))

    # --- what the worker says -----------------------------------------------------------------------

    def _on_event(self, host: WorkerHost, event: object) -> None:
        if host is not self._host:
            return
        match event:
            case Text(job_id=job) if job == self._answer_job:
                self._on_text(event)
            case Progress(job_id=job, progress=progress) if job == self._load_job and progress.total > 0:
                self._set(load_fraction=min(1.0, progress.done / progress.total))
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
                self._host = None
                self._retiring.retire(host)
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
        self._answer.grow(event.text)
        self._open.replace_last(replace(self.conversation.messages[-1], text=self._answer.text))
        if event.text:
            self.answer_grew.emit(event.text)
        self._set(
            tokens_per_s=event.tokens_per_s,
            answer_tokens=event.answer_tokens,
            context_used=event.context_used,
        )
        self.speed_measured.emit(event.tokens_per_s)

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
        if stats:
            stats = replace(stats, reasoning_s=self._answer.reasoning_s)
        self._answer.end(stats, is_complete=complete)
        if self.conversation.chat_id == self._answer.chat_id and self.conversation.messages:
            last = self.conversation.messages[-1]
            self._open.replace_last(replace(last, text=self._answer.text, is_complete=complete, stats=stats))
            self.conversation_changed.emit(self.conversation)
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

    def show_problem(self, problem: Problem) -> None:
        """Show a problem; the same one again and again is said once."""
        if self._state.problem is None or self._state.problem.what != problem.what:
            self._set(problem=problem)

    def _on_kept(self) -> None:
        """There is room again."""
        if self._state.problem is not None and self._state.problem.kind is ErrorKind.DISK_FULL:
            self._set(problem=None)

    def _set_asking(self, asking: bool) -> None:
        self._asking = asking
        self._set(is_busy=asking or self._open.is_busy)

    def _set(self, **changes: object) -> None:
        state = replace(self._state, **changes)  # type: ignore[arg-type]
        if state != self._state:
            self._state = state
            self.state_changed.emit(state)
