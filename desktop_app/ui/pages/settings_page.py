"""Settings: each with one line that says what it does; they apply at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.ui.pages.settings.answers import AnswersCard
from desktop_app.ui.pages.settings.api import ApiCard
from desktop_app.ui.pages.settings.appearance import AppearanceCard
from desktop_app.ui.pages.settings.computer import ComputerCard
from desktop_app.ui.pages.settings.hub import HubCard
from desktop_app.ui.pages.settings.jobs import JobsCard
from desktop_app.ui.pages.settings.models import ModelsCard
from desktop_app.ui.widgets.layout import PageHeader, ScrollPage

if TYPE_CHECKING:
    from desktop_app.services.api_service import ApiService
    from desktop_app.services.hardware_service import HardwareService
    from desktop_app.services.settings_service import SettingsService


class SettingsPage(QWidget):
    """Cards of settings, and the computer as Bitsmith sees it."""

    def __init__(
        self,
        *,
        settings: SettingsService,
        hardware: HardwareService,
        api: ApiService,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._hardware = hardware
        self._appearance = AppearanceCard(settings=settings)
        self._hub = HubCard(settings=settings)
        self._answers = AnswersCard(settings=settings)
        self.api_card = ApiCard(api=api, settings=settings)
        self._computer = ComputerCard(hardware=hardware)
        scroll = ScrollPage(max_width=760)
        scroll.column.addWidget(PageHeader(self.tr("Settings")))
        for card in (
            self._appearance,
            self._hub,
            ModelsCard(settings=settings),
            JobsCard(settings=settings),
            self._answers,
            self.api_card,
            self._computer,
        ):
            scroll.column.addWidget(card)
        scroll.column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def focus_start(self) -> None:
        self._hardware.refresh()
        self._appearance.theme.setFocus()
