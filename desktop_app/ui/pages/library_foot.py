"""The lines below the list: how much there is, what is there twice, and what is being found out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.ui.pages.library_texts import derive_duplicates_text, derive_fit_work, derive_scan_text
from desktop_app.ui.theme import px
from desktop_app.ui.widgets.activity import ActivityLine
from desktop_app.ui.widgets.buttons import push_button
from desktop_app.ui.widgets.labels import ElidedLabel, text_label

if TYPE_CHECKING:
    from desktop_app.services.library_states import DuplicateState, LibraryFitState, ScanState


class LibraryFoot(QWidget):
    """Lines without anything to say take no room.

    Args:
        on_stop_scan: stops the look at other apps.
        on_stop_fits: stops finding out what fits.
        on_duplicates: shows what is there more than once.
    """

    def __init__(
        self,
        *,
        on_stop_scan: Callable[[], object],
        on_stop_fits: Callable[[], object],
        on_duplicates: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.total = text_label("", "small")
        self.duplicates_text = ElidedLabel("", "small")
        self.duplicates_button = push_button(self.tr("Show duplicates"), kind="link", on_click=on_duplicates)
        self.scan_work = ActivityLine(self.tr("Stop looking in other apps"), on_stop_scan)
        self.fit_work = ActivityLine(self.tr("Stop finding out what fits"), on_stop_fits)
        copies = QHBoxLayout()
        copies.setSpacing(px(8))
        copies.addWidget(self.duplicates_text, 1)
        copies.addWidget(self.duplicates_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(self.total)
        column.addLayout(copies)
        column.addWidget(self.scan_work)
        column.addWidget(self.fit_work)

    def show_work(self, scan: ScanState, fits: LibraryFitState, duplicates: DuplicateState) -> None:
        self.scan_work.show_work(derive_scan_text(scan) if scan.is_scanning else "")
        self.fit_work.show_work(derive_fit_work(fits), fits.n_done / fits.n_total if fits.n_total else None)
        text = derive_duplicates_text(duplicates)
        self.duplicates_text.setText(text)
        self.duplicates_text.setVisible(bool(text))
        self.duplicates_button.setVisible(bool(text))
