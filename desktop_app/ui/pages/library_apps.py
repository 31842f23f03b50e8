"""Which other apps' models the library shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from desktop_app.domain.other_apps import OTHER_APPS
from desktop_app.ui.pages.library_texts import derive_scan_text
from desktop_app.ui.theme import px, set_icon

if TYPE_CHECKING:
    from desktop_app.services.library_service import LibraryService
    from desktop_app.services.settings_service import SettingsService

_MOST_FOLDERS = 5


class AppsButton(QPushButton):
    """A menu with the apps, how many models each has, and what could not be read."""

    def __init__(
        self, *, library: LibraryService, settings: SettingsService, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._library, self._settings = library, settings
        self.setText(self.tr("Other apps"))
        self.setAutoDefault(False)
        self.setToolTip(self.tr("Models that other apps have on this computer, used where they are"))
        self.setIconSize(QSize(px(18), px(18)))
        set_icon(self, "eye", "text")
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)

    def _fill(self) -> None:
        self._menu.clear()
        hidden = set(self._settings.settings.hidden_apps)
        counts: dict[str, int] = {}
        for model in self._library.models:
            counts[model.app] = counts.get(model.app, 0) + 1
        for app in OTHER_APPS:
            n = counts.get(app.key, 0)
            action = QAction(f"{app.title} ({n})" if n else app.title, self._menu, checkable=True)
            action.setChecked(app.key not in hidden)
            action.toggled.connect(lambda on, key=app.key: self._show(key, on))
            self._menu.addAction(action)
        self._menu.addSeparator()
        scan = self._library.scan
        again = self._menu.addAction(self.tr("Look again") + "\tF5")
        again.setEnabled(not scan.is_scanning)
        again.triggered.connect(self._library.scan_apps)
        said = [derive_scan_text(scan)]
        said += [
            self.tr("Cannot be read: {folder}").format(folder=f) for f in scan.unreadable[:_MOST_FOLDERS]
        ]
        if len(scan.unreadable) > _MOST_FOLDERS:
            said.append(self.tr("and {n} more").format(n=len(scan.unreadable) - _MOST_FOLDERS))
        for text in filter(None, said):
            self._menu.addAction(text.replace("&", "&&")).setEnabled(False)

    def _show(self, key: str, on: bool) -> None:
        hidden = set(self._settings.settings.hidden_apps) - {key}
        self._settings.update(hidden_apps=tuple(sorted(hidden if on else {*hidden, key})))
