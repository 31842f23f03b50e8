"""Which projector belongs to which model; a projector lets a model see pictures.

The worker loads one by these rules, and the library says beforehand which models see.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePath

from desktop_app.domain.library import LibraryModel, ModelKind

# what a file's name says of its form, not of the model
_TYPE = re.compile(r"(?:^|[-_.])(?:i?q\d\w*|bf16|fp?16|fp?32)(?=$|[-.])")
_FORM = frozenset(("mmproj", "projector", "vision", "model", "gguf", "ud", "it", "instruct", "chat"))
_PREFERRED = ("F16", "BF16", "Q8_0", "F32")


def may_be_projector(file_name: str) -> bool:
    """Whether a file is worth a look, by its name."""
    lower = file_name.lower()
    return "mmproj" in lower or "projector" in lower or "vision" in lower


def fits_name(projector_stem: str, model_stem: str, model_title: str) -> bool:
    """Files of several models may lie in one folder; then their names say what belongs together."""
    own = _words(projector_stem)
    return not own or own <= _words(model_stem) | _words(model_title)


def projector_rank(stem: str) -> int:
    """Of several, the one with the lowest number is taken: best one of 16 bits."""
    words = re.split(r"[^A-Z0-9_]+", stem.upper().replace("FP16", "F16").replace("FP32", "F32"))
    return next((n for n, form in enumerate(_PREFERRED) if form in words), len(_PREFERRED))


def with_projectors(models: tuple[LibraryModel, ...]) -> tuple[LibraryModel, ...]:
    """The models, with the name of the file that lets them see where one lies beside them."""
    beside: dict[str, list[LibraryModel]] = {}
    for model in models:
        if (
            model.kind is ModelKind.PROJECTOR
            and not model.is_missing
            and may_be_projector(PurePath(model.path).name)
        ):
            beside.setdefault(_folder(model), []).append(model)
    if not beside:
        return models
    return tuple(
        replace(model, projector=_projector_of(model, beside.get(_folder(model), []))) for model in models
    )


def _projector_of(model: LibraryModel, beside: list[LibraryModel]) -> str:
    if model.kind is not ModelKind.MODEL:
        return ""
    fitting = [
        projector
        for projector in beside
        if _fits_width(projector.vector_width, model.vector_width)
        and fits_name(PurePath(projector.path).stem, PurePath(model.path).stem, model.file_title)
    ]
    best = min(fitting, key=lambda p: (projector_rank(PurePath(p.path).stem), p.path), default=None)
    return PurePath(best.path).name if best else ""


def _fits_width(projector: int | None, model: int | None) -> bool:
    """Widths that are not known are taken to be right; with 0 nothing is seen."""
    return projector is None or (projector > 0 and model in (projector, None))


def _folder(model: LibraryModel) -> str:
    return str(PurePath(model.path).parent)


def _words(name: str) -> set[str]:
    parts = re.split(r"[^a-z0-9]+", _TYPE.sub("", name.lower()))
    return {part for part in parts if part} - _FORM
