"""The models that are there more than once; the person decides which copy goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.duplicates import DuplicateGroup, Proof
from desktop_app.domain.library import LibraryModel
from desktop_app.ui import format as fmt
from desktop_app.ui.pages.library_texts import origin_name, proof_text
from desktop_app.ui.theme import px
from desktop_app.ui.widgets.activity import ActivityLine
from desktop_app.ui.widgets.buttons import icon_button, push_button
from desktop_app.ui.widgets.labels import ElidedLabel, text_label
from desktop_app.ui.widgets.layout import Card, ScrollPage, clear_layout
from desktop_app.ui.widgets.states import EmptyState, ErrorBanner

if TYPE_CHECKING:
    from desktop_app.services.duplicate_service import DuplicateService
    from desktop_app.services.library_service import LibraryService
    from desktop_app.services.library_states import DuplicateState


class DuplicatesDialog(QDialog):
    """Groups of the same content, those that would save most first.

    Signals:
        model_chosen: id of a copy that is to be shown in the library.
        removal_wanted: id of a copy that is to be removed, after a question.
    """

    model_chosen = Signal(str)
    removal_wanted = Signal(str)

    def __init__(
        self, *, duplicates: DuplicateService, library: LibraryService, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Duplicates"))
        self.resize(px(720), px(560))
        self._duplicates, self._library = duplicates, library
        self._shown: tuple = ()
        self.work = ActivityLine(self.tr("Stop comparing"), duplicates.cancel)
        self._banner = ErrorBanner()
        self._groups = QVBoxLayout()
        self._groups.setSpacing(px(12))
        self._none = EmptyState(
            "check-circle", self.tr("No duplicates"), self.tr("Every model is on this computer once.")
        )
        page = ScrollPage()
        page.column.addWidget(
            text_label(
                self.tr(
                    "Found by size and samples of the content. Compare whole files before you delete one."
                ),
                "secondary",
                wrap=True,
            )
        )
        for widget in (self._banner, self.work, self._none):
            page.column.addWidget(widget)
        page.column.addLayout(self._groups)
        page.column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(page)
        duplicates.state_changed.connect(self.show_state)
        library.models_changed.connect(lambda _models: self.show_state(duplicates.state))
        self.show_state(duplicates.state)

    def show_state(self, state: DuplicateState) -> None:
        self._banner.show_problem(state.problem)
        if state.progress is not None:
            text = self.tr("Comparing {name}").format(name=state.progress.note or "")
            left = fmt.time_left_text(state.progress.seconds_left)
            self.work.show_work("  ·  ".join(filter(None, (text, left))), state.progress.fraction)
        elif state.is_looking:
            fraction = state.n_done / state.n_total if state.n_total else None
            self.work.show_work(self.tr("Looking for duplicates"), fraction)
        else:
            self.work.show_work("")
        shown = (state.groups, state.comparing, self._library.models)
        if shown == self._shown:
            return
        self._shown = shown
        clear_layout(self._groups)
        for group in state.groups:
            self._groups.addWidget(self._card(group, can_compare=not state.comparing))
        self._none.setVisible(not state.groups and not state.is_looking)

    def _card(self, group: DuplicateGroup, *, can_compare: bool) -> QFrame:
        card = Card()
        saves = (
            self.tr("One copy instead of {n} saves {size}.").format(
                n=len(group.copies), size=fmt.bytes_text(group.saves_bytes)
            )
            if group.saves_bytes
            else self.tr("Several names of one file: nothing would be saved.")
        )
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addWidget(text_label(saves, "strong", wrap=True))
        words.addWidget(text_label(proof_text(group.proof), "small", wrap=True))
        head.addLayout(words, 1)
        if group.proof is not Proof.PROVEN:
            button = push_button(
                self.tr("Compare whole files"), on_click=lambda: self._duplicates.compare(group)
            )
            button.setEnabled(can_compare)
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(head)
        for copy in group.copies:
            for model_id in copy:
                model = self._library.find(model_id)
                if model is not None:
                    card.body.addLayout(self._copy(model))
        return card

    def _copy(self, model: LibraryModel) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px(8))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElidedLabel(f"{model.name}  ·  {origin_name(model)}"))
        words.addWidget(ElidedLabel(model.path, "small", Qt.TextElideMode.ElideMiddle))
        row.addLayout(words, 1)
        row.addWidget(
            icon_button(
                "library",
                self.tr("Show {name} in the library").format(name=model.name),
                lambda: self.model_chosen.emit(model.model_id),
            )
        )
        row.addWidget(
            icon_button(
                "trash",
                self.tr("Remove {name}…").format(name=model.name),
                lambda: self.removal_wanted.emit(model.model_id),
            )
        )
        return row
