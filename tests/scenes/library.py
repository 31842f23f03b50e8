"""The library in each of its states: light, dark and with a large font.

    python -m tests.scenes.library FOLDER

Nothing runs behind it, so that it is drawn in seconds.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.domain.duplicates import DuplicateGroup, Proof
from desktop_app.domain.errors import ErrorKind, Problem
from desktop_app.domain.fit import FitRow, MemoryNeed, Verdict
from desktop_app.domain.jobs import JobProgress
from desktop_app.domain.library import LibraryModel, ModelKind, ModelOrigin
from desktop_app.domain.load_record import ForecastQuality, LoadRecord
from desktop_app.domain.model_check import CheckedFile, FileVerdict, HashBasis, ModelCheck
from desktop_app.domain.settings import ThemeChoice
from desktop_app.domain.speed import SpeedRange
from desktop_app.ui.pages.library_dialogs import TagDialog
from desktop_app.ui.pages.library_duplicates import DuplicatesDialog
from desktop_app.ui.pages.library_page import LibraryPage
from desktop_app.ui.theme import apply_theme, set_base_font
from tests.fakes.page_services import (
    FakeChatState,
    FakeChecks,
    FakeDuplicates,
    FakeFits,
    FakeLibrary,
    FakeLoads,
    FakeSettings,
)

GB = 10**9
_NOW = time.time()
_LONG = "a-model-with-a-very-long-name-that-goes-on-and-on-v2.1-instruct-abliterated-Q4_K_M"


def model(name: str, **changes) -> LibraryModel:
    values = {
        "model_id": name,
        "name": name,
        "path": f"/home/anna/Models/{name}.gguf",
        "origin": ModelOrigin.MADE,
        "quant_type": "Q4_K_M",
        "size_bytes": 4_900_000_000,
        "added_at": _NOW - 86400 * 3,
        "n_params": 8_000_000_000,
        "architecture": "llama",
        "n_ctx_train": 131072,
        "bits_per_weight": 4.89,
    }
    return LibraryModel(**{**values, **changes})


def models() -> tuple[LibraryModel, ...]:
    return (
        model(
            "Llama-3.1-8B-Instruct-Q4_K_M",
            source="meta-llama/Llama-3.1-8B-Instruct",
            revision="0e9e39f249a16976918f6564b8830bc894c89659",
            license="llama3.1",
            tags=("everyday", "German"),
            last_used_at=_NOW - 7200,
            provenance=(("source", "meta-llama/Llama-3.1-8B-Instruct"), ("tool", "bitsmith 0.1")),
        ),
        model(_LONG, size_bytes=12_300_000_000, n_params=20_000_000_000, origin=ModelOrigin.DOWNLOADED),
        model(
            "gpt-oss-120b-MXFP4",
            app="lmstudio",
            origin=ModelOrigin.APP,
            quant_type="MXFP4_MOE",
            size_bytes=63_400_000_000,
            n_params=117_000_000_000,
            n_parts=3,
            source="ggml-org/gpt-oss-120b-GGUF",
        ),
        model(
            "qwen3:4b", app="ollama", origin=ModelOrigin.APP, size_bytes=2_500_000_000, n_params=4_020_000_000
        ),
        model(
            "Qwen3-4B-Q4_K_M", origin=ModelOrigin.DOWNLOADED, size_bytes=2_500_000_000, n_params=4_020_000_000
        ),
        model(
            "Mixtral-8x22B-Q3_K_M",
            origin=ModelOrigin.LOCAL,
            quant_type="Q3_K_M",
            size_bytes=67_800_000_000,
            n_params=141_000_000_000,
            n_parts=5,
            is_missing=True,
            missing_parts=("Mixtral-8x22B-Q3_K_M-00003-of-00005.gguf",),
        ),
        model("old-notes-7B", is_missing=True, quant_type="Q5_1", tags=("to be sorted",)),
        model(
            "SmolLM2 135M Instruct (starter)",
            origin=ModelOrigin.STARTER,
            quant_type="Q4_1",
            size_bytes=91_700_000,
            n_params=134_515_008,
        ),
        model(
            "nomic-embed-text",
            kind=ModelKind.EMBEDDING,
            app="ollama",
            origin=ModelOrigin.APP,
            size_bytes=274_000_000,
        ),
        model(
            "Qwen2.5-1.5B",
            kind=ModelKind.CHECKPOINT,
            app="huggingface",
            origin=ModelOrigin.APP,
            quant_type="BF16",
        ),
    )


def fit(verdict: Verdict, size: float, reason: str) -> FitRow:
    need = MemoryNeed(int(size * GB), GB // 2, GB // 5, GB // 50)
    speed = SpeedRange(4.1, 6.3)
    return FitRow("", 0, 4.9, 4096, 0, need, MemoryNeed(), verdict, reason, speed=speed)


def fits() -> dict[str, FitRow]:
    return {
        "Llama-3.1-8B-Instruct-Q4_K_M": fit(
            Verdict.FITS_RAM, 4.9, "Needs 5.6 GB; 11.2 GB of memory are free."
        ),
        _LONG: fit(
            Verdict.TIGHT, 11, "Needs 13.0 GB; 14.2 GB of memory are free. Close other programs first."
        ),
        "gpt-oss-120b-MXFP4": fit(Verdict.DOES_NOT_FIT, 63, "Needs 64.1 GB; this computer has 16.0 GB."),
        "qwen3:4b": fit(Verdict.FITS_RAM, 2.5, "Needs 3.2 GB; 11.2 GB of memory are free."),
        "Qwen3-4B-Q4_K_M": fit(Verdict.FITS_RAM, 2.5, "Needs 3.2 GB; 11.2 GB of memory are free."),
        "SmolLM2 135M Instruct (starter)": fit(
            Verdict.FITS_RAM, 0.1, "Needs 274 MB; 11.2 GB of memory are free."
        ),
    }


class Scene:
    """A page with its services."""

    def __init__(self, *shown: LibraryModel) -> None:
        self.library, self.fits, self.duplicates = FakeLibrary(*shown), FakeFits(), FakeDuplicates()
        self.checks, self.settings, self.chat, self.loads = (
            FakeChecks(),
            FakeSettings(),
            FakeChatState(),
            FakeLoads(),
        )
        self.page = LibraryPage(
            library=self.library,
            fits=self.fits,
            duplicates=self.duplicates,
            checks=self.checks,
            settings=self.settings,
            chat=self.chat,
            loads=self.loads,
        )


def draw(folder: Path) -> None:
    """Write the pictures into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    usual = QFont(app.font())
    for suffix, theme, scale in (
        ("light", ThemeChoice.LIGHT, 1.0),
        ("dark", ThemeChoice.DARK, 1.0),
        ("large-font", ThemeChoice.LIGHT, 2.0),
    ):
        base = QFont(usual)
        base.setPointSizeF(usual.pointSizeF() * scale)
        set_base_font(app, base)
        apply_theme(app, theme)
        size = (1208, 774) if scale == 1.0 else (1848, 1040)
        _filled(folder, suffix, size)
        _states(folder, suffix, size)
        _dialogs(folder, suffix)
    set_base_font(app, usual)


def _filled(folder: Path, suffix: str, size: tuple[int, int]) -> None:
    scene = Scene(*models())
    scene.fits.publish(fits=fits(), n_done=6, n_total=8, is_busy=True)
    first = models()[0]
    record = LoadRecord(first.path, 1.0, 4096, "f16", 0, 5_610_000_000, 0, 5_640_000_000)
    scene.loads.known[first.path] = ForecastQuality(record, 4, 0.006)
    scene.library.show_scan(is_scanning=True, app="Jan", n_found=5)
    scene.duplicates.publish(groups=(_group(),))
    files = (CheckedFile(first.path, FileVerdict.RIGHT, "ab" * 32, HashBasis.EARLIER),)
    scene.checks.publish(checks={first.model_id: ModelCheck(first.model_id, files, checked_at=_NOW - 300)})
    _save(scene.page, folder / f"library-list-{suffix}.png", size)
    scene.library.show_scan(is_scanning=False, was_done=True)
    scene.fits.publish(is_busy=False)
    scene.settings.update(library_cards=True)
    _save(scene.page, folder / f"library-cards-{suffix}.png", size)
    _save(scene.page, folder / f"library-cards-wide-{suffix}.png", (1848, 1040))
    scene.settings.update(library_cards=False)
    scene.page.list.choose(("Mixtral-8x22B-Q3_K_M",))
    _save(scene.page, folder / f"library-missing-part-{suffix}.png", size)
    scene.page.list.choose((_LONG,))
    scene.checks.publish(
        running=_LONG, progress=JobProgress("Checking", 5 * GB, 12 * GB, "bytes", 4e8, 18.0, "x")
    )
    _save(
        scene.page, folder / f"library-checking-{suffix}.png", (720, 620) if suffix != "large-font" else size
    )
    scene.page.filters.change(words="qwen", tag="German")
    scene.page.notice.show_text(
        "1 model was taken off the list; its file is untouched.", ("Undo", lambda: None)
    )
    _save(scene.page, folder / f"library-none-{suffix}.png", size)


def _states(folder: Path, suffix: str, size: tuple[int, int]) -> None:
    empty = Scene()
    _save(empty.page, folder / f"library-empty-{suffix}.png", size)
    loading = Scene()
    loading.library.is_loaded = False
    loading.library.publish()
    loading.library.problem_raised.emit(
        Problem(
            ErrorKind.BAD_MODEL, "notes.gguf is not a GGUF file that can be used.",
            "It is cut off: it should have 4,900,000,000 bytes and has 1,200,000,000.", "Download it again.",
        )
    )  # fmt: skip
    _save(loading.page, folder / f"library-loading-{suffix}.png", size)


def _group() -> DuplicateGroup:
    return DuplicateGroup((("qwen3:4b",), ("Qwen3-4B-Q4_K_M",)), 2_500_000_000, Proof.LIKELY)


def _dialogs(folder: Path, suffix: str) -> None:
    scene = Scene(*models())
    scene.duplicates.publish(
        groups=(_group(),),
        comparing=("qwen3:4b",),
        progress=JobProgress("Comparing", 2 * GB, 5 * GB, "bytes", 1e8, 30.0, "qwen3:4b"),
    )
    dialog = DuplicatesDialog(duplicates=scene.duplicates, library=scene.library)
    _save(dialog, folder / f"library-duplicates-{suffix}.png")
    tags = TagDialog((models()[0], models()[6]), ("code", "everyday"))
    _save(tags, folder / f"library-tags-{suffix}.png")


def _save(widget: QWidget, path: Path, size: tuple[int, int] | None = None) -> None:
    if size:
        widget.resize(*size)
    widget.show()
    for _ in range(5):
        QApplication.processEvents()
    if size:
        widget.resize(*size)  # a narrow page has to change its layout first
        QApplication.processEvents()
    widget.grab().save(str(path))
    widget.hide()


if __name__ == "__main__":
    draw(Path(sys.argv[1]))
    print(f"pictures in {sys.argv[1]}")
