"""How the app looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QWidget

from desktop_app.domain.settings import ThemeChoice
from desktop_app.ui.pages.settings.fields import SettingsCard
from desktop_app.ui.translation import languages

if TYPE_CHECKING:
    from desktop_app.services.settings_service import SettingsService


class AppearanceCard(SettingsCard):
    """How the app looks."""

    def __init__(self, *, settings: SettingsService, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Appearance"), parent=parent)
        self._settings = settings
        self.theme = QComboBox()
        for choice, text in (
            (ThemeChoice.SYSTEM, self.tr("As the system")),
            (ThemeChoice.LIGHT, self.tr("Light")),
            (ThemeChoice.DARK, self.tr("Dark")),
            (ThemeChoice.CONTRAST_LIGHT, self.tr("High contrast, light")),
            (ThemeChoice.CONTRAST_DARK, self.tr("High contrast, dark")),
        ):
            self.theme.addItem(text, choice)
        self.theme.setCurrentIndex(self.theme.findData(self._settings.settings.theme))
        self.theme.currentIndexChanged.connect(
            lambda _index: self._settings.update(theme=ThemeChoice(self.theme.currentData()))
        )
        self.add_row(
            self.tr("Theme"), self.tr("Light, dark, high contrast, or what the system says."), self.theme
        )
        self.language = QComboBox()
        self.language.addItem(self.tr("As the system"), "")
        for code, name in languages().items():
            self.language.addItem(name, code)
        self.language.setCurrentIndex(max(0, self.language.findData(self._settings.settings.language)))
        self.language.currentIndexChanged.connect(self._on_language)
        if self.language.count() > 2:  # with one language there is nothing to choose
            self.add_row(
                self.tr("Language"), self.tr("Of the window. Used at the next start."), self.language
            )

    def _on_language(self) -> None:
        self._settings.update(language=self.language.currentData())
