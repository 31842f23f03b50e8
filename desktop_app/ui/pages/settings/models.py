"""Where models go, and how they are loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QWidget

from desktop_app.ui.pages.settings.fields import SettingsCard, text_field, whole_field
from desktop_app.ui.widgets.buttons import push_button

if TYPE_CHECKING:
    from desktop_app.services.settings_service import SettingsService


class ModelsCard(SettingsCard):
    """Where models go, and how they are loaded."""

    def __init__(self, *, settings: SettingsService, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Models"), parent=parent)
        self._settings = settings
        now = self._settings.settings
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        self._folder = text_field(now.models_folder, str(self._settings.models_folder))
        self._folder.setAccessibleName(self.tr("Models folder"))
        self._folder.editingFinished.connect(
            lambda: self._settings.update(models_folder=self._folder.text().strip())
        )
        row.addWidget(self._folder, 1)
        row.addWidget(push_button(self.tr("Choose…"), on_click=self._choose_folder))
        self.add_row(self.tr("Models folder"), self.tr("Where new models go."), holder)
        context = whole_field(256, 1 << 20, now.load.n_ctx, lambda n: self._settings.update_load(n_ctx=n))
        context.setSingleStep(1024)
        self.add_row(
            self.tr("Context"),
            self.tr("Tokens that a model holds at once; more takes more memory. Used at the next load."),
            context,
        )
        threads = whole_field(0, 256, now.n_threads or 0, self._on_threads)
        threads.setSpecialValueText(self.tr("Automatic"))
        self.add_row(
            self.tr("Threads"),
            self.tr("Processor cores for answering and for making models. Used at the next load."),
            threads,
        )
        cache = QComboBox()
        for value, text in (
            ("f16", self.tr("16-bit, exact")),
            ("q8_0", self.tr("8-bit, half the memory")),
            ("q4_0", self.tr("4-bit, a quarter, less exact")),
        ):
            cache.addItem(text, value)
        cache.setCurrentIndex(max(0, cache.findData(now.load.kv_type)))
        cache.currentIndexChanged.connect(
            lambda _index: self._settings.update_load(kv_type=cache.currentData())
        )
        self.add_row(
            self.tr("Memory of the context"),
            self.tr("How exactly the model keeps what was said. Used at the next load."),
            cache,
        )

    def _on_threads(self, count: int) -> None:
        self._settings.update(n_threads=count or None)

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder for models"))
        if folder:
            self._folder.setText(folder)
            self._settings.update(models_folder=folder)
