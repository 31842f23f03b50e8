"""Opens what another program hands over: a file, a folder, or a link to a model, which asks first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop_app.domain.errors import ErrorKind, Problem
from desktop_app.domain.links import read_opening
from desktop_app.ui.widgets.questions import ask

if TYPE_CHECKING:
    from desktop_app.app import Application


def open_argument(application: Application, text: str) -> None:
    """Open the path, the address of a file, or the link that `text` is.

    A link comes from a web page that anybody may have written: it names a model, a person is asked, and the
    model's page opens. Nothing is downloaded until they choose something on that page.
    """
    opening = read_opening(text)
    if opening.path:
        application.open_path(opening.path)
    elif opening.repository:
        _open_repository(application, opening.repository)
    else:
        application.window.show_page("library")
        application.library.problem_raised.emit(bad_link(opening.bad_link))


def bad_link(link: str) -> Problem:
    """The words for a link that leads nowhere."""
    return Problem(
        ErrorKind.BAD_REQUEST,
        f"The link {link[:100]!r} cannot be opened.",
        "A link to a model has the form bitsmith:OWNER/NAME.",
        "Search for the model in Discover.",
    )


def _open_repository(application: Application, repository: str) -> None:
    tr = QCoreApplication.translate
    window = application.window
    window.raise_()
    window.activateWindow()
    question = tr("opening", "Open {model} in Discover?").format(model=repository)
    about = tr(
        "opening",
        "A link in another program asks for this model. Bitsmith reads its page on the Hub; nothing is "
        "downloaded until you choose what.",
    )
    if not ask(window, question, about, tr("opening", "Open")):
        return
    window.show_page("discover")
    application.source.open_repository(repository)
