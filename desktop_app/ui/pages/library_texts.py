"""What the library says about models; pure functions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop_app.domain.duplicates import Proof
from desktop_app.domain.library import LibraryModel, ModelKind, ModelOrigin
from desktop_app.domain.library_query import FitFilter, LibraryQuery, LibrarySort, Shelf
from desktop_app.domain.model_check import FileVerdict, HashBasis, ModelCheck
from desktop_app.domain.other_apps import app_title
from desktop_app.domain.quantization import find_quant_type
from desktop_app.ui import format as fmt
from desktop_app.ui.translation import numbers, words
from desktop_app.ui.widgets.badge import verdict_look

if TYPE_CHECKING:
    from desktop_app.domain.fit import Verdict
    from desktop_app.services.library_states import DuplicateState, LibraryFitState, ScanState

_MOST_NAMES = 3
_HASH_LENGTH = 12  # as much as people compare


def _tr(text: str) -> str:
    return QCoreApplication.translate("library", text)


@dataclass(frozen=True, slots=True)
class Mark:
    """A badge: a word with an icon; tones as of `Badge`."""

    text: str
    icon: str
    tone: str


@dataclass(frozen=True, slots=True)
class ModelView:
    """One model with what is known of it; its words are made when somebody sees or hears them.

    Attributes:
        verdict: of its fit, None while it is not known.
        is_damaged: a check found it so.
        forecast_error: of its last load's forecast, as a share; None without one.
    """

    model: LibraryModel
    verdict: Verdict | None = None
    is_loaded: bool = False
    is_duplicate: bool = False
    is_damaged: bool = False
    forecast_error: float | None = None

    @property
    def facts(self) -> str:
        return derive_facts(self.model)

    @property
    def place(self) -> str:
        place = derive_place(self.model)
        if self.forecast_error is not None:
            percent = numbers(f"{100 * self.forecast_error:+.1f}")
            place += "  ·  " + _tr("forecast {percent} %").format(percent=percent)
        return place

    @property
    def marks(self) -> tuple[Mark, ...]:
        model, marks = self.model, []
        if model.is_missing:
            marks.append(Mark(derive_missing_mark(model), "alert", "warning"))
        elif self.is_damaged:
            marks.append(Mark(_tr("Damaged"), "x-circle", "danger"))
        if self.is_loaded:
            marks.append(Mark(_tr("Loaded"), "play", "accent"))
        elif self.verdict is not None and not model.is_missing:
            marks.append(Mark(*verdict_look(self.verdict)))
        if self.is_duplicate:
            marks.append(Mark(_tr("Duplicate"), "copy", "neutral"))
        return tuple(marks)

    @property
    def spoken(self) -> str:
        """All of it, for a screen reader."""
        marks = (mark.text for mark in self.marks)
        return ", ".join(filter(None, (self.model.name, *marks, self.facts, self.place, *self.model.tags)))


def derive_facts(model: LibraryModel) -> str:
    """One line: precision, size, parameters, parts."""
    quant = find_quant_type(model.quant_type)
    parts = [words(quant.title.split(",")[0]) + f" {quant.name}" if quant else model.quant_type]
    if model.kind is not ModelKind.MODEL:
        parts.insert(0, kind_name(model.kind))
    parts.append(fmt.bytes_text(model.size_bytes))
    if model.n_params:
        parts.append(_tr("{n} parameters").format(n=fmt.parameters_text(model.n_params)))
    if model.n_parts > 1:
        parts.append(_tr("{n} files").format(n=model.n_parts))
    if model.projector:
        parts.append(_tr("sees pictures"))
    return "  ·  ".join(part for part in parts if part)


def derive_place(model: LibraryModel) -> str:
    """One line: where it is from, and when it came or was used."""
    parts = [origin_name(model)]
    if model.source:
        parts.append(_tr("from {source}").format(source=model.source))
    if model.last_used_at:
        parts.append(_tr("used {ago}").format(ago=fmt.ago_text(model.last_used_at)))
    else:
        parts.append(_tr("added {ago}").format(ago=fmt.ago_text(model.added_at)))
    return "  ·  ".join(parts)


def derive_missing_mark(model: LibraryModel) -> str:
    """The badge of a model of which something is not there."""
    if not model.missing_parts:
        return _tr("File is missing")
    if model.n_parts > 1:
        return _tr("{n} of {all} files missing").format(n=len(model.missing_parts), all=model.n_parts)
    return _tr("{n} files missing").format(n=len(model.missing_parts))


def derive_missing(model: LibraryModel) -> str:
    """What is not there and what to do; "" when all is."""
    if not model.is_missing:
        return ""
    if model.missing_parts:
        return _tr("Missing: {names}. Put them beside the others, or download the model again.").format(
            names=_some(model.missing_parts)
        )
    return _tr("Its file was moved, renamed or deleted. Say where it is now, or take it off the list.")


def kind_name(kind: ModelKind) -> str:
    return {
        ModelKind.MODEL: _tr("Language model"),
        ModelKind.EMBEDDING: _tr("Embedding model"),
        ModelKind.PROJECTOR: _tr("Projector for images or sound"),
        ModelKind.ADAPTER: _tr("Adapter (LoRA)"),
        ModelKind.CHECKPOINT: _tr("Original weights"),
    }[kind]


def origin_name(model: LibraryModel) -> str:
    return app_title(model.app) if model.app else origin_title(model.origin.value)


def origin_title(key: str) -> str:
    """The words for what `origin_key` gives."""
    if key.startswith("app:"):
        return app_title(key.removeprefix("app:"))
    return {
        ModelOrigin.STARTER.value: _tr("comes with Bitsmith"),
        ModelOrigin.DOWNLOADED.value: _tr("downloaded"),
        ModelOrigin.MADE.value: _tr("made here"),
        ModelOrigin.LOCAL.value: _tr("added by you"),
    }.get(key, key)


def shelf_name(shelf: Shelf) -> str:
    return {
        Shelf.MODELS: _tr("Models"),
        Shelf.CHECKPOINTS: _tr("Original weights"),
        Shelf.EXTRAS: _tr("Extras"),
    }[shelf]


def sort_name(sort: LibrarySort) -> str:
    return {
        LibrarySort.ADDED: _tr("Added"),
        LibrarySort.USED: _tr("Last used"),
        LibrarySort.NAME: _tr("Name"),
        LibrarySort.SIZE: _tr("Size"),
        LibrarySort.PARAMETERS: _tr("Parameters"),
        LibrarySort.FIT: _tr("Fit"),
    }[sort]


def fit_filter_name(choice: FitFilter) -> str:
    return {
        FitFilter.ANY: _tr("All"),
        FitFilter.FITS: _tr("Fits this computer"),
        FitFilter.DOES_NOT_FIT: _tr("Tight or does not fit"),
    }[choice]


def derive_filters(query: LibraryQuery) -> tuple[tuple[str, str], ...]:
    """(field of the query, words) of each filter that is on, for chips that take it off."""
    found = []
    if query.origin:
        found.append(("origin", origin_title(query.origin)))
    if query.quant_type:
        found.append(("quant_type", query.quant_type))
    if query.fit:
        found.append(("fit", fit_filter_name(query.fit)))
    if query.tag:
        found.append(("tag", query.tag))
    return tuple(found)


def derive_total(shown: tuple[LibraryModel, ...], n_all: int) -> str:
    """The line below the list."""
    size = fmt.bytes_text(sum(m.size_bytes for m in shown if not m.is_missing))
    if not n_all:
        return ""
    if not shown:
        return _tr("0 of {all} models").format(all=n_all)
    if len(shown) == n_all:
        return (
            _tr("1 model, {size}").format(size=size)
            if n_all == 1
            else (_tr("{n} models, {size}").format(n=n_all, size=size))
        )
    return _tr("{n} of {all} models, {size}").format(n=len(shown), all=n_all, size=size)


def derive_scan_text(scan: ScanState) -> str:
    """What the look at other apps found."""
    if scan.is_scanning:
        return _tr("Looking for models of other apps… {n} found").format(n=scan.n_found)
    if scan.cut_short:
        return _tr("Too many files to look through all of {apps}.").format(apps=_some(scan.cut_short))
    return ""


def derive_fit_work(state: LibraryFitState) -> str:
    """What is being found out, "" when nothing is."""
    if not state.is_busy:
        return ""
    return _tr("Finding out what fits: {n} of {all}").format(n=state.n_done, all=state.n_total)


def derive_duplicates_text(state: DuplicateState) -> str:
    """One line about duplicates, "" when there are none that take space."""
    groups = [g for g in state.groups if g.saves_bytes]
    if not groups:
        return ""
    size = fmt.bytes_text(sum(g.saves_bytes for g in groups))
    if len(groups) == 1:
        return _tr("1 model is there twice or more; one copy of it would save {size}.").format(size=size)
    return _tr("{n} models are there twice or more; one copy of each would save {size}.").format(
        n=len(groups), size=size
    )


def proof_text(proof: Proof) -> str:
    return {
        Proof.PROVEN: _tr("Proven: the whole files are the same."),
        Proof.LIKELY: _tr("Likely: size and samples of the content are the same."),
    }[proof]


def derive_check_text(check: ModelCheck) -> str:
    """What a check found, in sentences."""
    lines = []
    damaged = [f for f in check.files if f.verdict is FileVerdict.DAMAGED]
    missing = [f for f in check.files if f.verdict is FileVerdict.MISSING]
    if damaged:
        names = _some(tuple(_name(f.path) for f in damaged))
        lines.append(
            _tr("{names}: the content is not what it should be. Download it again.").format(names=names)
        )
    if missing:
        lines.append(_tr("Missing: {names}.").format(names=_some(tuple(_name(f.path) for f in missing))))
    if not damaged and not missing:
        lines.append(_hash_text(check))
    if check.problem is not None:
        lines.append(words(check.problem.what) + " " + words(check.problem.why))
    elif check.faults:
        lines.append(_tr("Inside: {faults}.").format(faults=_some(check.faults)))
    elif not missing and not all(f.path.endswith(".safetensors") for f in check.files):
        lines.append(_tr("Every tensor is there and holds numbers."))
    return " ".join(line for line in lines if line)


def _hash_text(check: ModelCheck) -> str:
    verdicts = {f.verdict for f in check.files}
    bases = {f.basis for f in check.files}
    if FileVerdict.DIFFERENT in verdicts:
        return _tr("It is not the file that the hub has today; it may be of an earlier revision.")
    if verdicts == {FileVerdict.RIGHT}:
        if bases == {HashBasis.HUB}:
            return _tr("SHA-256 is the one that the hub gives.")
        if HashBasis.EARLIER in bases:
            return _tr("Unchanged since its last check (SHA-256).")
        return _tr("SHA-256 is the one that its app keeps.")
    if FileVerdict.RIGHT in verdicts:
        return _tr("SHA-256 is right where it is known.")
    return _tr("Nobody says what its SHA-256 should be; it is kept for the next check.")


def derive_rows(model: LibraryModel) -> tuple[tuple[str, str], ...]:
    """(caption, value) of everything that is known of a model."""
    quant = find_quant_type(model.quant_type)
    bits = (
        _tr("{n} bits per weight").format(n=numbers(f"{model.bits_per_weight:.2f}"))
        if model.bits_per_weight
        else ""
    )
    rows = (
        (_tr("Kind"), kind_name(model.kind)),
        (_tr("Type"), f"{words(quant.title)}, {quant.name}" if quant else model.quant_type),
        (_tr("Precision"), bits),
        (_tr("Size"), fmt.bytes_text(model.size_bytes)),
        (_tr("Files"), fmt.number_text(model.n_parts) if model.n_parts > 1 else ""),
        (_tr("Parameters"), fmt.parameters_text(model.n_params) if model.n_params else ""),
        (_tr("Architecture"), model.architecture),
        (
            _tr("Context"),
            _tr("{n} tokens").format(n=fmt.number_text(model.n_ctx_train)) if model.n_ctx_train else "",
        ),
        (_tr("Pictures"), _tr("seen with {file}").format(file=model.projector) if model.projector else ""),
        (_tr("License"), model.license),
        (_tr("Name in the file"), model.file_title if model.file_title != model.name else ""),
        (_tr("Where it is from"), origin_name(model)),
        (_tr("Repository"), model.source),
        (_tr("Revision"), model.revision[:_HASH_LENGTH]),
        (_tr("Added"), fmt.ago_text(model.added_at)),
        (_tr("Last used"), fmt.ago_text(model.last_used_at) if model.last_used_at else ""),
        (_tr("File"), model.path),
        *_provenance_rows(model),
    )
    return tuple((caption, value) for caption, value in rows if value)


def _provenance_rows(model: LibraryModel) -> Iterator[tuple[str, str]]:
    """What the file itself says of its making, where the library does not say the same."""
    known = {"source.repository": model.source, "source.revision": model.revision}
    for key, value in model.provenance:
        if value != known.get(key, ""):
            is_hash = key in ("source.revision", "imatrix.sha256")
            yield provenance_name(key), value[:_HASH_LENGTH] if is_hash else value


def provenance_name(key: str) -> str:
    """What a file says of its making; a key that is not known stands as it is."""
    return {
        "source.repository": _tr("Made from"),
        "source.revision": _tr("Its revision"),
        "source.base": _tr("Made with"),
        "version": _tr("Bitsmith version"),
        "engine": _tr("Engine"),
        "recipe": _tr("Recipe"),
        "imatrix.sha256": _tr("Importance matrix (SHA-256)"),
    }.get(key, key.replace("_", " ").replace(".", " "))


def derive_tag_counts(models: tuple[LibraryModel, ...]) -> Mapping[str, int]:
    """Each tag as it was written first, and how many models have it."""
    names: dict[str, str] = {}
    counts: dict[str, int] = {}
    for model in models:
        for tag in model.tags:
            name = names.setdefault(tag.casefold(), tag)
            counts[name] = counts.get(name, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: item[0].casefold()))


def _some(names: tuple[str, ...]) -> str:
    shown = ", ".join(names[:_MOST_NAMES])
    left = len(names) - _MOST_NAMES
    return _tr("{names} and {n} more").format(names=shown, n=left) if left > 0 else shown


def _name(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2]
