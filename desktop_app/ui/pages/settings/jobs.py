"""How long work goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QWidget

from desktop_app.ui.pages.settings.fields import SettingsCard

if TYPE_CHECKING:
    from desktop_app.services.settings_service import SettingsService


class JobsCard(SettingsCard):
    """How long work goes on."""

    def __init__(self, *, settings: SettingsService, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Jobs"), parent=parent)
        self._settings = settings
        now = self._settings.settings
        for caption, text, on, change in (
            (
                self.tr("Keep the original weights"),
                self.tr("Downloads them first, for making other types later; else they only pass through."),
                now.keep_source,
                lambda on: self._settings.update(keep_source=on),
            ),
            (
                self.tr("Downloads go on at the start"),
                self.tr("Downloads that were interrupted go on by themselves when the app starts."),
                now.resume_downloads,
                lambda on: self._settings.update(resume_downloads=on),
            ),
            (
                self.tr("Making goes on at the start"),
                self.tr("Models whose making was interrupted go on by themselves when the app starts."),
                now.resume_jobs,
                lambda on: self._settings.update(resume_jobs=on),
            ),
            (
                self.tr("Tell when a job ends"),
                self.tr("Through the desktop, while another window is in front."),
                now.notify,
                lambda on: self._settings.update(notify=on),
            ),
        ):
            box = QCheckBox(self.tr("On"))
            box.setChecked(on)
            box.toggled.connect(change)
            box.setAccessibleName(caption)
            self.add_row(caption, text, box)
