"""A word on the desktop when a job ends while the window is not in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QSystemTrayIcon, QWidget

from desktop_app.domain.jobs import JobState, JobView
from desktop_app.ui.translation import words

if TYPE_CHECKING:
    from desktop_app.services.job_service import JobService
    from desktop_app.services.settings_service import SettingsService

_SHOWN_MS = 10_000


def derive_notice(job: JobView) -> tuple[str, str] | None:
    """Title and text of the notice for a job that has ended, None when it needs none."""
    name = f"{job.title} {job.subtitle}".strip()
    if job.state is JobState.DONE:
        return QCoreApplication.translate("notice", "Your model is ready"), name
    if job.state is JobState.FAILED:
        title = QCoreApplication.translate("notice", "A model could not be made")
        return title, f"{name}: {words(job.problem.what)}" if job.problem else name
    return None


class Notifier(QObject):
    """Shows notices through the system's tray, where there is one; a click brings the window to the front.

    Args:
        jobs: whose ends are told.
        settings: may turn notices off.
        window: they are not shown while it is in front.
        tray: that shows them; the system's own by default.
    """

    def __init__(
        self,
        *,
        jobs: JobService,
        settings: SettingsService,
        window: QWidget,
        tray: QSystemTrayIcon | None = None,
    ) -> None:
        super().__init__(window)
        self._settings, self._window = settings, window
        self._tray = tray
        jobs.job_ended.connect(self._on_end)

    def _on_end(self, job: JobView) -> None:
        notice = derive_notice(job)
        if notice is None or not self._settings.settings.notify or self._window.isActiveWindow():
            return
        tray = self._tray or self._make_tray()
        if tray is not None:
            tray.show()
            tray.showMessage(*notice, self._window.windowIcon(), _SHOWN_MS)

    def _make_tray(self) -> QSystemTrayIcon | None:
        if not QSystemTrayIcon.isSystemTrayAvailable() or not QSystemTrayIcon.supportsMessages():
            return None
        self._tray = QSystemTrayIcon(self._window.windowIcon(), self)
        self._tray.messageClicked.connect(self._to_front)
        return self._tray

    def _to_front(self) -> None:
        self._window.showNormal()
        self._window.raise_()
        self._window.activateWindow()
