"""Whether there is a newer version of the app: asked when a person wants it, or once a day where they do."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desktop_app.updates.release_key import own_key

if TYPE_CHECKING:
    from desktop_app.domain.errors import Problem
    from desktop_app.domain.updates import UpdateReport
    from desktop_app.services.background import Background
    from desktop_app.services.settings_service import SettingsService
    from desktop_app.updates.release_key import ReleaseKey

_EVERY_S = 24 * 3600


@dataclass(frozen=True, slots=True)
class UpdateState:
    """What is known of updates.

    Attributes:
        address: that is asked, "" for a build without a release key, which cannot ask.
        is_checking: a request is under way.
        report: what the last check found.
        problem: why the last check found nothing.
    """

    address: str = ""
    is_checking: bool = False
    report: UpdateReport | None = None
    problem: Problem | None = None


class UpdateService(QObject):
    """Asks one address; never downloads or installs anything.

    Signals:
        state_changed: the new `UpdateState`.

    Args:
        key: of this build; None for the one in its resources.
    """

    state_changed = Signal(object)

    def __init__(
        self,
        *,
        background: Background,
        settings: SettingsService,
        key: ReleaseKey | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._background = background
        self._settings = settings
        self._key = key or own_key()
        self._state = UpdateState(address=self._key.address if self._key else "")

    @property
    def state(self) -> UpdateState:
        return self._state

    def open(self) -> None:
        """Look once a day where the person wants that; called at the start."""
        settings = self._settings.settings
        # a clock that went back must not keep it from looking for ever
        is_due = not 0 <= time.time() - settings.updates_checked_at < _EVERY_S
        if settings.check_updates and is_due and not settings.offline:
            self.check_now()

    def check_now(self) -> None:
        """Ask; the answer comes as a state."""
        key, settings = self._key, self._settings.settings
        if self._state.is_checking or key is None:
            return
        self._settings.update(updates_checked_at=time.time())
        self._set(is_checking=True, problem=None)

        def work(_task: object) -> UpdateReport:
            # the libraries for signatures are loaded when they are needed
            from desktop_app.updates.check import check

            return check(key, proxy=settings.proxy, is_offline_mode=settings.offline)

        self._background.run(
            work,
            on_result=lambda report: self._set(is_checking=False, report=report),
            on_problem=lambda problem: self._set(is_checking=False, report=None, problem=problem),
        )

    def _set(self, **changes: Any) -> None:
        state = replace(self._state, **changes)
        if state != self._state:
            self._state = state
            self.state_changed.emit(state)
