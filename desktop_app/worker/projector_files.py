"""Finds the projector of a model: the file beside it that lets it see pictures."""

from __future__ import annotations

import re

from desktop_app.domain.errors import BitsmithError
from desktop_app.worker.gguf_check import GgufFile, TypeSize, read_header

# what a file's name says of its form, not of the model
_TYPE = re.compile(r"(?:^|[-_.])(?:i?q\d\w*|bf16|fp?16|fp?32)(?=$|[-.])")
_FORM = frozenset(("mmproj", "projector", "vision", "model", "gguf", "ud", "it", "instruct", "chat"))
_PREFERRED = ("F16", "BF16", "Q8_0", "F32")
_MAX_TRIED = 64


def find_projector(model: GgufFile, type_size: TypeSize) -> GgufFile | None:
    """The projector for `model` in its folder, None where there is none.

    It is known by what its header says, and belongs to the model if it makes vectors of the model's width and
    is not named after another one. Of several, one of 16 bits is taken.
    """
    width = model.values.get(f"{model.architecture}.embedding_length")
    found: list[GgufFile] = []
    try:
        paths = sorted(
            p for p in model.path.parent.iterdir() if p.suffix.lower() == ".gguf" and p != model.path
        )
    except OSError:
        return None
    for path in [p for p in paths if _may_be_projector(p.name)][:_MAX_TRIED]:
        try:
            header = read_header(path, type_size)
        except BitsmithError:
            continue  # the model can be used without it
        if is_projector(header) and _width(header) in (width, None) and _fits_name(header, model):
            found.append(header)
    return min(found, key=_rank, default=None)


def is_projector(header: GgufFile) -> bool:
    """Whether it lets a model see; one for sound alone does not."""
    values = header.values
    is_clip = header.architecture == "clip" or values.get("general.type") == "mmproj"
    return is_clip and values.get("clip.has_vision_encoder") is True


def _may_be_projector(name: str) -> bool:
    lower = name.lower()
    return "mmproj" in lower or "projector" in lower or "vision" in lower


def _width(header: GgufFile) -> int | None:
    value = header.values.get("clip.vision.projection_dim")
    return value if isinstance(value, int) else None


def _fits_name(projector: GgufFile, model: GgufFile) -> bool:
    """Files of several models may lie in one folder; then their names say what belongs together."""
    own = _words(projector.path.stem)
    return not own or own <= _words(model.path.stem) | _words(str(model.values.get("general.name", "")))


def _words(name: str) -> set[str]:
    parts = re.split(r"[^a-z0-9]+", _TYPE.sub("", name.lower()))
    return {part for part in parts if part} - _FORM


def _rank(header: GgufFile) -> tuple[int, str]:
    name = header.path.stem.upper().replace("FP16", "F16").replace("FP32", "F32")
    words = re.split(r"[^A-Z0-9_]+", name)
    rank = next((n for n, form in enumerate(_PREFERRED) if form in words), len(_PREFERRED))
    return rank, header.path.name
