"""Library: the models on this computer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.library import LibraryModel, ModelOrigin
from desktop_app.domain.quantization import find_quant_type
from desktop_app.ui import format as fmt
from desktop_app.ui.pages.chat_settings_texts import derive_forecast_quality
from desktop_app.ui.theme import px, set_kind
from desktop_app.ui.widgets.badge import Badge, IconLabel
from desktop_app.ui.widgets.buttons import icon_button, push_button
from desktop_app.ui.widgets.labels import ElidedLabel, text_label
from desktop_app.ui.widgets.layout import PageHeader, ScrollPage, clear_layout
from desktop_app.ui.widgets.states import EmptyState, ErrorBanner

if TYPE_CHECKING:
    from desktop_app.services.library_service import LibraryService
    from desktop_app.services.load_recorder import LoadRecorder

_ORIGINS = {
    ModelOrigin.STARTER: "comes with Bitsmith",
    ModelOrigin.DOWNLOADED: "downloaded",
    ModelOrigin.MADE: "made here",
    ModelOrigin.LOCAL: "added by you",
}


def derive_facts(model: LibraryModel) -> str:
    """One line: precision, size, parameters, where it is from, when it came."""
    quant = find_quant_type(model.quant_type)
    parts = [quant.title.split(",")[0] + f" {quant.name}" if quant else model.quant_type]
    parts.append(fmt.bytes_text(model.size_bytes))
    if model.n_params:
        parts.append(f"{fmt.parameters_text(model.n_params)} parameters")
    parts.append(_ORIGINS[model.origin])
    parts.append(fmt.ago_text(model.added_at))
    return "  ·  ".join(part for part in parts if part)


def derive_matches(model: LibraryModel, words: str) -> bool:
    """Whether a model is shown for what was typed."""
    text = f"{model.name} {model.source} {model.quant_type} {model.architecture}".casefold()
    return all(word in text for word in words.casefold().split())


class _ModelRow(QFrame):
    """One model with its actions."""

    def __init__(self, model: LibraryModel, page: LibraryPage) -> None:
        super().__init__()
        set_kind(self, "card")
        self._model, self._page = model, page
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"{model.name}, {derive_facts(model)}")
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), px(12), px(12), px(12))
        row.setSpacing(px(12))
        row.addWidget(IconLabel("file", "text_muted", 24), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(px(2))
        name = QHBoxLayout()
        name.setSpacing(px(8))
        name.addWidget(ElidedLabel(model.name, "strong", Qt.TextElideMode.ElideMiddle), 1)
        if model.is_missing:
            name.addWidget(Badge(page.tr("File is missing"), "alert", "warning"))
        column.addLayout(name)
        column.addWidget(ElidedLabel(derive_facts(model), "small"))
        if model.source:
            column.addWidget(ElidedLabel(page.tr("from {source}").format(source=model.source), "small"))
        quality = derive_forecast_quality(page.loads.quality_of(model.path)) if page.loads else ""
        if quality:
            column.addWidget(ElidedLabel(quality, "small"))
            self.setAccessibleDescription(quality)
        row.addLayout(column, 1)
        self.chat_button = push_button(
            page.tr("Chat"), "chat", on_click=lambda: page.chat_requested.emit(model.model_id)
        )
        self.chat_button.setAccessibleName(page.tr("Chat with {name}").format(name=model.name))
        self.chat_button.setEnabled(not model.is_missing)
        row.addWidget(self.chat_button)
        row.addWidget(
            icon_button("folder", page.tr("Open its folder"), lambda: page.open_folder(model.model_id))
        )
        row.addWidget(icon_button("trash", page.tr("Remove…"), lambda: page.ask_remove(model)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._model.is_missing:
            self._page.chat_requested.emit(self._model.model_id)
        elif event.key() == Qt.Key.Key_Delete:
            self._page.ask_remove(self._model)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._page.move_focus(self, 1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)


class LibraryPage(QWidget):
    """All models; add, chat, open the folder, remove.

    Signals:
        chat_requested: id of the model to chat with.
        wizard_requested: make a new one.
    """

    chat_requested = Signal(str)
    wizard_requested = Signal()

    def __init__(
        self, *, library: LibraryService, loads: LoadRecorder | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._library, self.loads = library, loads
        header = PageHeader(self.tr("Library"), self.tr("Models on this computer"))
        header.add_action(push_button(self.tr("Add a file…"), "plus", on_click=self._add_file))
        header.add_action(
            push_button(self.tr("Make a model"), "anvil", "primary", self.wizard_requested.emit)
        )
        self.search_field = QLineEdit()
        self.search_field.setPlaceholderText(self.tr("Search your models"))
        self.search_field.setAccessibleName(self.tr("Search your models"))
        self.search_field.setClearButtonEnabled(True)
        self.search_field.textChanged.connect(lambda _text: self._show())
        self._banner = ErrorBanner(on_close=lambda: self._banner.show_problem(None))
        self._total = text_label("", "small")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(px(8))
        self._empty = EmptyState(
            "library",
            self.tr("No models yet"),
            self.tr("Make one that fits this computer, or add a GGUF file that you have."),
            (self.tr("Make a model"), self.wizard_requested.emit),
            (self.tr("Add a file…"), self._add_file),
        )
        scroll = ScrollPage()
        for widget in (header, self.search_field, self._banner, self._empty):
            scroll.column.addWidget(widget)
        scroll.column.addLayout(self._rows)
        scroll.column.addWidget(self._total)
        scroll.column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        library.models_changed.connect(lambda _models: self._show())
        library.problem_raised.connect(self._banner.show_problem)
        if loads is not None:
            loads.qualities_changed.connect(self._show)
        self._show()

    def focus_start(self) -> None:
        self._library.refresh()
        self.search_field.setFocus()

    def _show(self) -> None:
        models = self._library.models
        shown = [m for m in models if derive_matches(m, self.search_field.text())]
        clear_layout(self._rows)
        for model in shown:
            self._rows.addWidget(_ModelRow(model, self))
        self._empty.setVisible(not models)
        self.search_field.setVisible(bool(models))
        total = fmt.bytes_text(sum(m.size_bytes for m in shown if not m.is_missing))
        self._total.setText(
            self.tr("{n} of {all} models, {size}").format(n=len(shown), all=len(models), size=total)
            if models
            else ""
        )

    def move_focus(self, row: QWidget, step: int) -> None:
        """Arrow keys go from row to row."""
        index = self._rows.indexOf(row) + step
        item = self._rows.itemAt(index) if 0 <= index < self._rows.count() else None
        widget = item.widget() if item else None
        if widget:
            widget.setFocus()

    def open_folder(self, model_id: str) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self._library.folder_of(model_id)))

    def ask_remove(self, model: LibraryModel) -> None:
        """Ask what is meant, then do it."""
        choice = self.confirm_remove(model)
        if choice is not None:
            self._library.remove(model.model_id, delete_file=choice)

    def confirm_remove(self, model: LibraryModel) -> bool | None:
        """True to delete the file too, False to forget it only, None to keep it."""
        box = QMessageBox(
            QMessageBox.Icon.Question,
            self.tr("Remove a model"),
            self.tr("Remove {name}?").format(name=model.name),
            parent=self.window(),
        )
        box.setInformativeText(
            self.tr("Deleting the file frees {size}.").format(size=fmt.bytes_text(model.size_bytes))
        )
        keep = box.addButton(self.tr("Keep it"), QMessageBox.ButtonRole.RejectRole)
        forget = box.addButton(self.tr("Take off the list"), QMessageBox.ButtonRole.AcceptRole)
        delete = None
        if not model.is_missing:
            delete = box.addButton(self.tr("Delete the file"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        box.exec()
        clicked = box.clickedButton()
        if delete is not None and clicked is delete:
            return True
        return False if clicked is forget else None

    def _add_file(self) -> None:
        path, _filter = QFileDialog.getOpenFileName(
            self, self.tr("Add a model"), "", self.tr("GGUF models (*.gguf)")
        )
        if path:
            self._library.add_file(path)
