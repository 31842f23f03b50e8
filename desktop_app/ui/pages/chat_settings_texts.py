"""What the settings of a chat say; pure functions of their state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop_app.ui import format as fmt
from desktop_app.ui.translation import numbers, problem_text

if TYPE_CHECKING:
    from desktop_app.domain.chat import LoadForecast
    from desktop_app.domain.load_record import ForecastQuality
    from desktop_app.services.attachment_service import AttachmentsState, PendingAttachment
    from desktop_app.services.chat_settings_service import ChatSettingsState


def _tr(text: str) -> str:
    return QCoreApplication.translate("chat_settings", text)


# --- the fit of a load ---------------------------------------------------------------------------------


def derive_lowered(forecast: LoadForecast | None, n_ctx_train: int = 0) -> tuple[str, ...]:
    """What is used in place of what was asked for, one sentence each."""
    if forecast is None:
        return ()
    asked, used = forecast.asked, forecast.used
    texts = []
    if 0 < used.n_ctx < asked.n_ctx:
        n_ctx = fmt.number_text(used.n_ctx)
        if used.n_ctx == n_ctx_train:
            texts.append(_tr("The longest context of this model is {n} tokens.").format(n=n_ctx))
        else:
            texts.append(_tr("Context lowered to {n} tokens so that it fits.").format(n=n_ctx))
    if used.kv_type != asked.kv_type:
        texts.append(_tr("Memory of the context in 8 bits so that it fits."))
    if used.n_gpu_layers != asked.n_gpu_layers and used.n_gpu_layers >= 0:
        texts.append(
            _tr("{n} of {all} layers on the GPU so that it fits.").format(
                n=used.n_gpu_layers, all=forecast.n_layers
            )
        )
    return tuple(texts)


@dataclass(frozen=True, slots=True)
class FitNote:
    """What the changed settings would take; `tone` is "", "warning" or "danger"."""

    text: str = ""
    tone: str = ""
    is_busy: bool = False
    can_apply: bool = False


def derive_fit_note(state: ChatSettingsState) -> FitNote:
    """Shown while the model in memory was loaded with other settings than those of the chat."""
    if not state.needs_reload:
        return FitNote()
    if state.is_forecasting:
        return FitNote(_tr("Asking the engine what this takes…"), "", True, True)
    if state.forecast_problem is not None:
        return FitNote(problem_text(state.forecast_problem), "danger")
    forecast = state.forecast
    if forecast is None:
        return FitNote("", "", False, True)
    need, free = fmt.bytes_text(forecast.ram.total_bytes), fmt.bytes_text(forecast.ram_free_bytes)
    texts = [_tr("Takes {need} of the {free} of memory that will be free.").format(need=need, free=free)]
    if forecast.vram.total_bytes:
        texts.append(
            _tr("On the GPU {need} of {free} that will be free.").format(
                need=fmt.bytes_text(forecast.vram.total_bytes),
                free=fmt.bytes_text(forecast.vram_free_bytes),
            )
        )
    texts += derive_lowered(forecast, state.n_ctx_train)
    if not forecast.fits:
        texts.append(_tr("This does not fit. Choose a shorter context, or close other programs."))
        return FitNote(" ".join(texts), "danger")
    if forecast.is_tight:
        texts.append(_tr("That is nearly all; other programs may become slow."))
    return FitNote(" ".join(texts), "warning" if forecast.is_tight else "", False, True)


def derive_forecast_quality(quality: ForecastQuality | None) -> str:
    """How good the forecasts for a model were; "" without a load whose peak was observed."""
    if quality is None:
        return ""
    newest = quality.newest
    text = _tr("Predicted {forecast}, took {peak} at its peak ({percent} %).").format(
        forecast=fmt.bytes_text(newest.forecast_bytes),
        peak=fmt.bytes_text(newest.peak_bytes),
        percent=numbers(f"{100 * (newest.error or 0.0):+.1f}"),
    )
    if quality.n_loads > 1:
        text += " " + _tr("Median error of {n} loads: {percent} %.").format(
            n=quality.n_loads, percent=numbers(f"{100 * quality.median_error:.1f}")
        )
    return text


# --- attachments ---------------------------------------------------------------------------------------


def derive_chip_text(item: PendingAttachment) -> str:
    """The words on the chip of one document."""
    if item.attachment is None:
        return _tr("{name} · being read…").format(name=item.name)
    if item.attachment.picture and not item.n_tokens:
        return item.name
    n_tokens = fmt.number_text(item.n_tokens)
    count = _tr("{n} tokens") if item.is_counted else _tr("about {n} tokens")
    parts = [item.name, count.format(n=n_tokens)]
    if item.attachment.n_pages:
        pages = item.attachment.n_pages
        parts.append(_tr("1 page") if pages == 1 else _tr("{n} pages").format(n=fmt.number_text(pages)))
    if item.attachment.is_cut:
        parts.append(_tr("only its beginning"))
    return " · ".join(parts)


def derive_attachments_warning(state: AttachmentsState, context_used: int) -> str:
    """Why the documents are too much for the context; "" when they are not."""
    if state.is_unseen:
        return _tr(
            "This model cannot see pictures. Take them away, or choose a model that comes with a projector "
            "(a file with mmproj in its name)."
        )
    if state.n_ctx <= 0 or not state.items:
        return ""
    tokens, all_ = fmt.number_text(state.n_tokens), fmt.number_text(state.n_ctx)
    if state.n_tokens >= state.n_ctx:
        return _tr(
            "The documents have {n} tokens, the context holds {all}. Attach less, or load the model with a "
            "longer context (chat settings)."
        ).format(n=tokens, all=all_)
    if state.n_tokens + context_used >= state.n_ctx:
        return _tr(
            "With the documents ({n} tokens) the context of {all} overflows: the oldest messages will be "
            "left out."
        ).format(n=tokens, all=all_)
    return ""
