"""What the chat page says and allows; pure functions of service states."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop_app.domain.chat import AnswerStats, Role, StopReason
from desktop_app.domain.errors import ErrorKind
from desktop_app.domain.library import LibraryModel, ModelOrigin
from desktop_app.services.states import ChatState, ModelState
from desktop_app.ui import format as fmt
from desktop_app.ui.pages.chat_settings_texts import derive_lowered

if TYPE_CHECKING:
    from desktop_app.domain.conversation import Conversation, StoredMessage

_NEARLY_FULL = 0.85


def _tr(text: str) -> str:
    return QCoreApplication.translate("chat", text)


# --- the model ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ModelBar:
    """The line above the conversation."""

    label: str
    status: str
    is_busy: bool
    can_unload: bool


def model_label(model: LibraryModel) -> str:
    """Name and quant type, the type only once."""
    if model.quant_type and model.quant_type.lower() not in model.name.lower():
        return f"{model.name} · {model.quant_type}"
    return model.name


def derive_model_bar(state: ChatState, models: tuple[LibraryModel, ...]) -> ModelBar:
    """Which model is there, what it is doing, and whether it can be unloaded."""
    if state.model is None:
        return ModelBar(_tr("Choose a model") if models else _tr("No model yet"), "", False, False)
    percent = round(100 * state.load_fraction)
    status = {
        ModelState.LOADING: _tr("Loading into memory… {percent} %").format(percent=percent)
        if percent
        else _tr("Loading into memory…"),
        ModelState.CRASHED: _tr("Stopped unexpectedly"),
        ModelState.FAILED: _tr("Could not be loaded"),
    }.get(state.model_state, "")
    if state.loaded is not None and state.model_state is ModelState.READY:
        status = _tr("Ready · {n} tokens of context").format(n=fmt.number_text(state.loaded.n_ctx))
        for text in derive_lowered(state.loaded.forecast, state.loaded.n_ctx_train):
            status += f" · {text.rstrip('.')}"
    return ModelBar(
        model_label(state.model),
        status,
        is_busy=state.model_state is ModelState.LOADING,
        can_unload=state.model_state in (ModelState.READY, ModelState.LOADING),
    )


# --- what stands in place of a conversation ------------------------------------------------------------


class Scene(StrEnum):
    """What the middle of the page shows."""

    NO_MODELS = "no_models"
    CHOOSE_MODEL = "choose_model"
    LOADING = "loading"
    STARTER = "starter"
    READY = "ready"
    CONVERSATION = "conversation"


def derive_scene(state: ChatState, conversation: Conversation, models: tuple[LibraryModel, ...]) -> Scene:
    """A conversation when there is one, else what to do next."""
    if conversation.messages:
        return Scene.CONVERSATION
    if state.model_state is ModelState.LOADING:
        return Scene.LOADING
    if state.model_state is ModelState.READY and state.model is not None:
        return Scene.STARTER if state.model.origin is ModelOrigin.STARTER else Scene.READY
    return Scene.CHOOSE_MODEL if any(not m.is_missing for m in models) else Scene.NO_MODELS


# --- the composer --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Composer:
    """What the field below the conversation allows, and the words beside it."""

    placeholder: str
    can_type: bool
    can_send: bool
    shows_stop: bool
    context_text: str
    context_fraction: float
    context_tone: str


def derive_composer(state: ChatState, text: str) -> Composer:
    """From the state and what is typed; `context_tone` is "", "warning" or "danger"."""
    ready = state.model_state is ModelState.READY
    name = state.model.name if state.model else ""
    placeholder = {
        ModelState.READY: _tr("Message {name}").format(name=name),
        ModelState.LOADING: _tr("{name} is being loaded. You can write already.").format(name=name),
    }.get(state.model_state, _tr("Choose a model above to start"))
    fraction = min(1.0, state.context_used / state.n_ctx) if state.n_ctx > 0 else 0.0
    words = ""
    if ready and state.n_ctx > 0:
        words = _tr("{used} of {all} tokens of context used").format(
            used=fmt.number_text(state.context_used), all=fmt.number_text(state.n_ctx)
        )
        if fraction >= 1.0:
            words = _tr("Context full: the oldest messages are left out")
        elif fraction >= _NEARLY_FULL:
            words += _tr(" (nearly full)")
    return Composer(
        placeholder=placeholder,
        can_type=state.model_state in (ModelState.READY, ModelState.LOADING),
        can_send=ready and not state.is_answering and not state.is_busy and bool(text.strip()),
        shows_stop=state.is_answering,
        context_text=words,
        context_fraction=fraction,
        context_tone="danger" if fraction >= 1.0 else "warning" if fraction >= _NEARLY_FULL else "",
    )


# --- messages ------------------------------------------------------------------------------------------


def derive_stats_text(stats: AnswerStats | None) -> str:
    """The numbers of one answer in one line; empty when there are none."""
    if stats is None or stats.answer_tokens == 0:
        return ""
    parts = [
        fmt.tokens_rate_text(stats.tokens_per_s),
        _tr("1 token")
        if stats.answer_tokens == 1
        else _tr("{n} tokens").format(n=fmt.number_text(stats.answer_tokens)),
        _tr("first after {time}").format(time=fmt.duration_text(stats.time_to_first_token_s)),
    ]
    reason = {
        StopReason.MAX_TOKENS: _tr("length limit reached"),
        StopReason.STOP_STRING: _tr("stop text reached"),
        StopReason.CONTEXT_FULL: _tr("context full"),
    }.get(stats.stop_reason)
    if reason:
        parts.append(reason)
    if stats.dropped_turns:
        parts.append(
            _tr("oldest message left out")
            if stats.dropped_turns == 1
            else _tr("{n} oldest messages left out").format(n=stats.dropped_turns)
        )
    return "  ·  ".join(parts)


@dataclass(frozen=True, slots=True)
class MessageMarks:
    """What stands below an answer: a mark with its icon, and which actions are offered."""

    mark: str
    icon: str
    can_continue: bool
    can_regenerate: bool


def derive_marks(message: StoredMessage, state: ChatState, *, is_last: bool) -> MessageMarks:
    """For an answer; while it is being written there are none."""
    writing = is_last and state.is_answering
    if message.role is not Role.ASSISTANT or writing:
        return MessageMarks("", "", False, False)
    mark, icon = "", ""
    if not message.is_complete:
        stopped = message.stats is not None and message.stats.stop_reason is StopReason.STOPPED
        mark, icon = (_tr("You stopped it"), "stop") if stopped else (_tr("Interrupted"), "alert")
    able = is_last and not state.is_answering
    has_model = state.model is not None and state.model_state is not ModelState.LOADING
    cut = message.stats is not None and message.stats.stop_reason is StopReason.MAX_TOKENS
    return MessageMarks(
        mark,
        icon,
        can_continue=able and has_model and (not message.is_complete or cut),
        can_regenerate=able and state.model_state is ModelState.READY,
    )


def derive_progress_text(state: ChatState) -> str:
    """What is said while no text has come yet."""
    if not state.is_answering:
        return ""
    if state.prompt_total > 0 and state.prompt_done < state.prompt_total:
        return _tr("Reading the prompt: {done} of {all} tokens").format(
            done=fmt.number_text(state.prompt_done), all=fmt.number_text(state.prompt_total)
        )
    return _tr("Thinking…") if state.answer_tokens == 0 else ""


def derive_retry_text(state: ChatState) -> str:
    """The words on the button of the error banner; empty when there is nothing to try."""
    if state.problem is None:
        return ""
    if state.model is None:
        return ""
    if state.model_state is ModelState.CRASHED:
        return _tr("Load again and continue")
    if state.model_state is ModelState.FAILED:
        return _tr("Try again")
    if state.model_state is ModelState.READY and state.problem.kind is not ErrorKind.CONTEXT_FULL:
        return _tr("Try again")
    return ""
