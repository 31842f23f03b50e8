"""The way out of each problem with access to a model, as buttons of its banner."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices

from desktop_app.domain.errors import ACCESS_KINDS, ErrorKind, Problem
from desktop_app.ui.widgets.states import Action

_LOGIN_KINDS = (ErrorKind.LOGIN_NEEDED, ErrorKind.UNAUTHORIZED, ErrorKind.MISSING_RIGHT)


def access_actions(
    problem: Problem | None, *, log_in: Callable[[], object], try_again: Callable[[], object]
) -> tuple[Action, ...]:
    """Log in, open the page, try again: those that help with this problem, in this order.

    Args:
        problem: what happened; one that is not about access has no actions.
        log_in: goes where a person logs in.
        try_again: asks once more, with the login of then.
    """
    if problem is None or problem.kind not in ACCESS_KINDS:
        return ()
    tr = QCoreApplication.translate
    actions: list[Action] = []
    if problem.kind in _LOGIN_KINDS:
        actions.append((tr("access", "Log in…"), log_in))
    if problem.link:
        link = problem.link
        actions.append((tr("access", "Open its page"), lambda: QDesktopServices.openUrl(QUrl(link))))
    if problem.kind is not ErrorKind.ACCESS_DENIED:
        actions.append((tr("access", "Try again"), try_again))
    return tuple(actions)
