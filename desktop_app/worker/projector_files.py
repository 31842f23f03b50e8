"""Finds the projector of a model: the file beside it that lets it see pictures."""

from __future__ import annotations

from desktop_app.domain.errors import BitsmithError
from desktop_app.domain.projectors import fits_name, may_be_projector, projector_rank
from desktop_app.worker.gguf_check import GgufFile, TypeSize, read_header

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
    for path in [p for p in paths if may_be_projector(p.name)][:_MAX_TRIED]:
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


def _width(header: GgufFile) -> int | None:
    value = header.values.get("clip.vision.projection_dim")
    return value if isinstance(value, int) else None


def _fits_name(projector: GgufFile, model: GgufFile) -> bool:
    title = str(model.values.get("general.name", ""))
    return fits_name(projector.path.stem, model.path.stem, title)


def _rank(header: GgufFile) -> tuple[int, str]:
    return projector_rank(header.path.stem), header.path.name
