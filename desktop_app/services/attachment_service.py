"""Documents and pictures that wait to be sent: read in a child, counted by the model."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.attachments import (
    MAX_ATTACHMENTS,
    MAX_CHARS,
    Attachment,
    estimated_tokens,
    message_text,
    pictures_of,
)
from desktop_app.domain.errors import ErrorKind, Problem
from desktop_app.pipeline import chat_help
from desktop_app.protocol.messages import CountTokens, Finished
from desktop_app.protocol.results import TokenCounts
from desktop_app.services.states import ModelState

if TYPE_CHECKING:
    from desktop_app.domain.conversation import StoredAttachment
    from desktop_app.services.background import Background, Task
    from desktop_app.services.chat_service import ChatService
    from desktop_app.services.states import ChatState
    from desktop_app.services.worker_host import WorkerHost


@dataclass(frozen=True, slots=True)
class PendingAttachment:
    """One of them; `attachment` is None while it is read. `is_counted`: the model itself counted."""

    number: int
    name: str
    attachment: Attachment | None = None
    n_tokens: int = 0
    is_counted: bool = False


@dataclass(frozen=True, slots=True)
class AttachmentsState:
    """What will be sent along; `n_ctx` is the model's context, 0 without a model, which then `can_see`."""

    items: tuple[PendingAttachment, ...] = ()
    n_ctx: int = 0
    can_see: bool = True

    @property
    def is_reading(self) -> bool:
        return any(item.attachment is None for item in self.items)

    @property
    def is_unseen(self) -> bool:
        """There are pictures, and the model cannot see them."""
        pictures = (item for item in self.items if item.attachment and item.attachment.picture)
        return not self.can_see and next(pictures, None) is not None

    @property
    def n_tokens(self) -> int:
        return sum(item.n_tokens for item in self.items)


class AttachmentService(QObject):
    """Holds the documents for the next message.

    Signals:
        state_changed: the new `AttachmentsState`.
        problem_raised: a `Problem` with one of them; it is left out.
    """

    state_changed = Signal(object)
    problem_raised = Signal(object)

    def __init__(self, *, background: Background, chat: ChatService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._chat = chat
        self._state = AttachmentsState()
        self._taken: tuple[PendingAttachment, ...] = ()
        self._tasks: dict[int, Task] = {}
        self._numbers = 0
        self._host: WorkerHost | None = None
        self._is_ready = False
        self._count_jobs: dict[str, int] = {}
        chat.state_changed.connect(self._follow)
        chat.answer_began.connect(self._forget_taken)

    @property
    def state(self) -> AttachmentsState:
        return self._state

    def add_files(self, paths: list[str]) -> None:
        """Read documents of this computer."""
        for path in paths:
            if not self._has_room():
                return
            self._add_file(Path(path))

    def add_text(self, name: str, text: str) -> None:
        """Attach a text that is there already."""
        if self._has_room():
            attachment = Attachment(name, text[:MAX_CHARS], is_cut=len(text) > MAX_CHARS)
            self._put(PendingAttachment(self._next_number(), name, attachment, _estimate(attachment)))
            self._count()

    def add_picture(self, name: str, data: bytes, media_type: str) -> None:
        """Attach a picture that is there already."""
        if self._has_room():
            attachment = Attachment(name, picture=data, media_type=media_type)
            self._put(PendingAttachment(self._next_number(), name, attachment))
            self._count()

    def remove(self, number: int) -> None:
        task = self._tasks.pop(number, None)
        if task:
            task.cancel()
        self._set(items=tuple(item for item in self._state.items if item.number != number))

    def take(self) -> tuple[StoredAttachment, ...]:
        """The documents, which are sent now."""
        items = self._state.items
        taken = tuple(item.attachment.stored(item.n_tokens) for item in items if item.attachment)
        self.clear()
        self._taken = items
        return taken

    def give_back(self) -> None:
        """What was taken last could not be sent."""
        taken, self._taken = self._taken, ()
        self._set(items=(*taken, *self._state.items))

    def clear(self) -> None:
        for task in self._tasks.values():
            task.cancel()
        self._tasks.clear()
        self._set(items=())

    # --- steps ------------------------------------------------------------------------------------

    def _forget_taken(self) -> None:
        self._taken = ()

    def _has_room(self) -> bool:
        if len(self._state.items) < MAX_ATTACHMENTS:
            return True
        self.problem_raised.emit(
            Problem(
                ErrorKind.BAD_REQUEST,
                "No more documents can be attached.",
                f"A message takes at most {MAX_ATTACHMENTS} of them.",
                "Send these first, or take some away.",
            )
        )
        return False

    def _add_file(self, path: Path) -> None:
        number = self._next_number()
        self._put(PendingAttachment(number, path.name))

        def done(attachment: Attachment) -> None:
            if self._tasks.pop(number, None) is not None:
                self._change(number, attachment=attachment, n_tokens=_estimate(attachment))
                self._count()

        def failed(problem: Problem) -> None:
            if self._tasks.pop(number, None) is not None:
                self.remove(number)
                self.problem_raised.emit(problem)

        self._tasks[number] = self._background.run(
            lambda task: chat_help.read_attachment(path, is_cancelled=lambda: task.is_cancelled),
            on_result=done,
            on_problem=failed,
        )

    def _follow(self, state: ChatState) -> None:
        host = self._chat.host
        if host is not self._host:
            self._host = host
            self._count_jobs.clear()
            if host is not None:
                host.event_received.connect(lambda event, h=host: self._on_event(h, event))
        is_ready = state.model_state is ModelState.READY and not state.is_answering
        if is_ready and not self._is_ready:
            # perhaps another model, which counts in its own way
            self._set(
                items=tuple(replace(item, is_counted=False) for item in self._state.items),
                n_ctx=state.n_ctx,
                can_see=state.loaded is not None and bool(state.loaded.projector),
            )
            self._is_ready = True
            self._count()
        self._is_ready = is_ready
        if not is_ready and state.model_state is not ModelState.READY:
            self._set(n_ctx=0, can_see=True)

    def _count(self) -> None:
        """Ask the model; while it writes, the estimate stands."""
        if self._host is None or not self._is_ready:
            return
        asked = set(self._count_jobs.values())
        for item in self._state.items:
            if item.attachment is not None and not item.is_counted and item.number not in asked:
                job = f"count-{item.number}-{self._next_number()}"
                self._count_jobs[job] = item.number
                stored = item.attachment.stored(0)
                texts = () if stored.data else (message_text("", (stored,)),)
                self._host.send(CountTokens(job, texts, pictures_of((stored,))))

    def _on_event(self, host: WorkerHost, event: object) -> None:
        if host is not self._host:
            return
        match event:
            case Finished(job_id=job, result=TokenCounts(counts=counts)) if job in self._count_jobs:
                self._change(self._count_jobs.pop(job), n_tokens=sum(counts), is_counted=True)

    def _next_number(self) -> int:
        self._numbers += 1
        return self._numbers

    def _put(self, item: PendingAttachment) -> None:
        self._set(items=(*self._state.items, item))

    def _change(self, number: int, **changes: object) -> None:
        self._set(
            items=tuple(
                replace(item, **changes) if item.number == number else item  # type: ignore[arg-type]
                for item in self._state.items
            )
        )

    def _set(self, **changes: object) -> None:
        state = replace(self._state, **changes)  # type: ignore[arg-type]
        if state != self._state:
            self._state = state
            self.state_changed.emit(state)


def _estimate(attachment: Attachment) -> int:
    """Of a picture only the model knows."""
    return estimated_tokens(message_text("", (attachment.stored(0),)))
