"""Settings: each with one line that says what it does; they apply at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.ui.pages.settings.account import AccountCard
from desktop_app.ui.pages.settings.answers import AnswersCard
from desktop_app.ui.pages.settings.api import ApiCard
from desktop_app.ui.pages.settings.appearance import AppearanceCard
from desktop_app.ui.pages.settings.computer import ComputerCard
from desktop_app.ui.pages.settings.hub import HubCard
from desktop_app.ui.pages.settings.jobs import JobsCard
from desktop_app.ui.pages.settings.models import ModelsCard
from desktop_app.ui.pages.settings.privacy import PrivacyCard
from desktop_app.ui.pages.settings.space import SpaceCard
from desktop_app.ui.pages.settings.updates import UpdateCard
from desktop_app.ui.widgets.layout import PageHeader, ScrollPage

if TYPE_CHECKING:
    from desktop_app.services.account_service import AccountService
    from desktop_app.services.api_service import ApiService
    from desktop_app.services.hardware_service import HardwareService
    from desktop_app.services.network_service import NetworkService
    from desktop_app.services.settings_service import SettingsService
    from desktop_app.services.space_service import SpaceService
    from desktop_app.services.update_service import UpdateService


class SettingsPage(QWidget):
    """Cards of settings, and the computer as Bitsmith sees it."""

    def __init__(
        self,
        *,
        settings: SettingsService,
        hardware: HardwareService,
        api: ApiService,
        account: AccountService,
        network: NetworkService,
        space: SpaceService,
        updates: UpdateService,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._hardware = hardware
        self._appearance = AppearanceCard(settings=settings)
        self._space = space
        self.account_card = AccountCard(account=account)
        self._hub = HubCard(settings=settings, network=network)
        self._answers = AnswersCard(settings=settings)
        self.api_card = ApiCard(api=api, settings=settings)
        self._computer = ComputerCard(hardware=hardware)
        self._scroll = scroll = ScrollPage(max_width=760)
        scroll.column.addWidget(PageHeader(self.tr("Settings")))
        for card in (
            self._appearance,
            self.account_card,
            self._hub,
            PrivacyCard(updates.state.address),
            ModelsCard(settings=settings),
            JobsCard(settings=settings),
            self._answers,
            self.api_card,
            SpaceCard(space=space),
            UpdateCard(settings=settings, updates=updates),
            self._computer,
        ):
            scroll.column.addWidget(card)
        scroll.column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def focus_start(self) -> None:
        self._hardware.refresh()
        self._space.measure()
        self._appearance.theme.setFocus()

    def show_account(self) -> None:
        """Go to the account, ready to log in."""
        self._scroll.ensureWidgetVisible(self.account_card)
        self.account_card.browser_button.setFocus()
