"""Which models of the library are shown, and in which order; pure functions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop_app.domain.fit import FitRow, Verdict
from desktop_app.domain.library import LibraryModel, ModelKind

if TYPE_CHECKING:
    from collections.abc import Callable

_GOOD_FITS = (Verdict.FITS_GPU, Verdict.FITS_GPU_AND_RAM, Verdict.FITS_RAM)
_FIT_RANK = {verdict: number for number, verdict in enumerate(Verdict)}


class Shelf(StrEnum):
    """What stands apart in the library."""

    MODELS = "models"
    CHECKPOINTS = "checkpoints"
    EXTRAS = "extras"


SHELF_OF = {
    ModelKind.MODEL: Shelf.MODELS,
    ModelKind.EMBEDDING: Shelf.EXTRAS,
    ModelKind.PROJECTOR: Shelf.EXTRAS,
    ModelKind.ADAPTER: Shelf.EXTRAS,
    ModelKind.CHECKPOINT: Shelf.CHECKPOINTS,
}


class LibrarySort(StrEnum):
    """Orders of the list."""

    ADDED = "added"
    USED = "used"
    NAME = "name"
    SIZE = "size"
    PARAMETERS = "parameters"
    FIT = "fit"


class FitFilter(StrEnum):
    """By how a model fits this computer."""

    ANY = ""
    FITS = "fits"
    DOES_NOT_FIT = "does_not_fit"


@dataclass(frozen=True, slots=True)
class LibraryQuery:
    """What a person asks of the list; empty texts mean all.

    `origin` is a `ModelOrigin` value or "app:" and an app's key; `quant_type` a file type's name.
    """

    words: str = ""
    shelf: Shelf | None = Shelf.MODELS
    sort: LibrarySort = LibrarySort.ADDED
    is_reversed: bool = False
    origin: str = ""
    quant_type: str = ""
    fit: FitFilter = FitFilter.ANY
    tag: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether something but the shelf leaves models out."""
        return bool(self.words.strip() or self.origin or self.quant_type or self.fit or self.tag)


def origin_key(model: LibraryModel) -> str:
    """What the filter by origin compares."""
    return f"app:{model.app}" if model.app else model.origin.value


def select(
    models: tuple[LibraryModel, ...], query: LibraryQuery, fits: Mapping[str, FitRow] | None = None
) -> tuple[LibraryModel, ...]:
    """The models that a query asks for, in its order.

    Args:
        models: all of them.
        query: what is asked for.
        fits: model id -> its fit, as far as it is known; unknown ones pass no filter by fit.
    """
    fits = fits or {}
    words = query.words.casefold().split()
    found = [m for m in models if _is_wanted(m, query, words, fits)]
    found.sort(key=_order(query.sort, fits), reverse=query.is_reversed)
    return tuple(found)


def search_text(model: LibraryModel) -> str:
    """Everything that typed words are looked for in."""
    parts = (model.name, model.file_title, model.source, model.architecture, model.quant_type, model.app)
    return "\n".join((*parts, *model.tags)).casefold()


def _is_wanted(
    model: LibraryModel, query: LibraryQuery, words: list[str], fits: Mapping[str, FitRow]
) -> bool:
    if query.shelf is not None and SHELF_OF[model.kind] is not query.shelf:
        return False
    if query.origin and origin_key(model) != query.origin:
        return False
    if query.quant_type and model.quant_type != query.quant_type:
        return False
    if query.tag and query.tag.casefold() not in (tag.casefold() for tag in model.tags):
        return False
    if query.fit:
        row = fits.get(model.model_id)
        if row is None or (row.verdict in _GOOD_FITS) != (query.fit is FitFilter.FITS):
            return False
    if words:
        text = search_text(model)
        return all(word in text for word in words)
    return True


def _order(sort: LibrarySort, fits: Mapping[str, FitRow]) -> Callable[[LibraryModel], tuple]:
    def by_fit(model: LibraryModel) -> tuple:
        row = fits.get(model.model_id)
        return (_FIT_RANK[row.verdict] if row else len(_FIT_RANK), -model.size_bytes, model.name.casefold())

    return {
        LibrarySort.ADDED: lambda m: (-m.added_at, m.name.casefold()),
        LibrarySort.USED: lambda m: (-m.last_used_at, -m.added_at, m.name.casefold()),
        LibrarySort.NAME: lambda m: (m.name.casefold(), m.size_bytes),
        LibrarySort.SIZE: lambda m: (-m.size_bytes, m.name.casefold()),
        LibrarySort.PARAMETERS: lambda m: (-m.n_params, m.name.casefold()),
        LibrarySort.FIT: by_fit,
    }[sort]
