"""How the models of the library fit this computer: kept answers at once, the others from one child."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.domain.fit import FitRow, judge_again
from desktop_app.domain.library import LibraryModel, ModelKind
from desktop_app.pipeline.fit import FitSession, IsCancelled, LocalSource

if TYPE_CHECKING:
    from desktop_app.domain.chat import LoadSettings
    from desktop_app.domain.errors import Problem
    from desktop_app.domain.machine import Machine
    from desktop_app.storage.model_fits import ModelFits

_WAY = "1"  # kept rows of another way of estimating are asked again
_VRAM_STEP = 256 << 20
_DEFAULT_CTX = 4096

OnFit = Callable[[LibraryModel, FitRow], None]
OnProblem = Callable[[LibraryModel, "Problem"], None]


def has_fit(model: LibraryModel) -> bool:
    """Whether it can be asked how a model fits: it is there, and the engine loads its kind by itself."""
    return not model.is_missing and model.kind in (ModelKind.MODEL, ModelKind.EMBEDDING)


def known_fits(
    models: tuple[LibraryModel, ...], store: ModelFits, load: LoadSettings, machine: Machine
) -> dict[str, FitRow]:
    """Model id -> its kept row, judged against the memory that is free now."""
    asked = tuple(m for m in models if has_fit(m))
    kept = store.load(asked, _question(load, machine))
    return {model_id: judge_again(row, machine) for model_id, row in kept.items()}


def estimate_fits(
    models: Iterable[LibraryModel],
    store: ModelFits,
    load: LoadSettings,
    machine: Machine,
    *,
    on_fit: OnFit,
    on_problem: OnProblem,
    is_cancelled: IsCancelled = lambda: False,
) -> None:
    """Ask the engine about one model after the other, and keep the answers; not for the GUI thread.

    A file on which the engine aborts costs its own answer only.

    Raises:
        CancelledError: `is_cancelled` said so.
    """
    question = _question(load, machine)
    with FitSession(LocalSource(Path()), machine) as session:
        for model in models:
            rows: list[FitRow] = []
            session.source = LocalSource(Path(model.path))
            n_ctx = load.n_ctx or model.n_ctx_train or _DEFAULT_CTX
            try:
                session.estimate((), (n_ctx,), load.kv_type, on_row=rows.append, is_cancelled=is_cancelled)
            except BitsmithError as error:
                on_problem(model, error.problem)
                continue
            if not rows:
                on_problem(model, _no_answer(model).problem)
                continue
            store.save(model, question, rows[0])
            on_fit(model, rows[0])


def _question(load: LoadSettings, machine: Machine) -> str:
    """What an answer depends on beside the file.

    With a GPU that is what is free on it, for as many layers go there as fit.
    """
    gpus = [f"{gpu.name}:{gpu.memory_free_bytes // _VRAM_STEP}" for gpu in machine.gpus]
    speed = f"{machine.memory_bandwidth / 1e9:.0f}"
    parts = [_WAY, str(load.n_ctx), load.kv_type, machine.cpu_name, speed, *gpus]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24]


def _no_answer(model: LibraryModel) -> BitsmithError:
    return BitsmithError(
        ErrorKind.UNSUPPORTED,
        f"It cannot be said whether {model.name} fits.",
        "The engine gave no answer for it.",
        "Load it to find out.",
    )
