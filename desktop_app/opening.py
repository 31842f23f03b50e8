"""What happens to files, folders and links that a person or another program gives to the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from desktop_app.domain.errors import ErrorKind, Problem
from desktop_app.domain.links import read_opening
from desktop_app.ui.widgets.questions import ask

if TYPE_CHECKING:
    from desktop_app.domain.added_files import AddedFiles
    from desktop_app.services.library_service import LibraryService
    from desktop_app.ui.main_window import MainWindow


class Opening(QObject):
    """One model goes straight into the chat; several, and what went wrong, are shown in the library.

    What comes before `begin` waits for it: there is no library yet that could take it.

    Args:
        library: takes the files.
        window: is brought to the front.
        use_model: goes to the chat with a model.
        open_checkpoint: opens the wizard for a folder of original weights.
        open_repository: opens the page of a model on the Hub.
    """

    def __init__(
        self,
        *,
        library: LibraryService,
        window: MainWindow,
        use_model: Callable[[str], object],
        open_checkpoint: Callable[[str], object],
        open_repository: Callable[[str], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._library, self._window = library, window
        self._use_model, self._open_checkpoint = use_model, open_checkpoint
        self._open_repository = open_repository
        self._waiting: list[str] | None = []
        library.files_added.connect(self._show)
        window.files_dropped.connect(self.open)

    def open(self, texts: Sequence[str]) -> None:
        """Open paths, addresses of files, and links to models.

        A link comes from a web page that anybody may have written: it names a model, a person is asked, and
        the model's page opens. Nothing is downloaded until they choose something on that page.
        """
        if self._waiting is not None:
            self._waiting += texts
            return
        openings = [read_opening(text) for text in texts]
        found = tuple(opening.path for opening in openings if opening.path)
        if found:
            self._library.add_files(found)
        for opening in openings:
            if opening.repository:
                self._ask_for(opening.repository)
            elif opening.bad_link:
                self._window.show_page("library")
                self._library.problem_raised.emit(bad_link(opening.bad_link))

    def begin(self) -> None:
        """The window has been painted and the library is open: open what waits, and from now on at once."""
        waiting, self._waiting = self._waiting, None
        if waiting:
            self.open(waiting)

    def come_forward(self, texts: Sequence[str] = ()) -> None:
        """Another start of the app gave what it was to open to this one, and ended."""
        self._window.come_forward()
        self.open(texts)

    def _ask_for(self, repository: str) -> None:
        tr = QCoreApplication.translate
        self._window.come_forward()
        question = tr("opening", "Open {model} in Discover?").format(model=repository)
        about = tr(
            "opening",
            "A link in another program asks for this model. Bitsmith reads its page on the Hub; nothing is "
            "downloaded until you choose what.",
        )
        if ask(self._window, question, about, tr("opening", "Open")):
            self._window.show_page("discover")
            self._open_repository(repository)

    def _show(self, added: AddedFiles) -> None:
        if added.checkpoints and not added.models:
            self._open_checkpoint(added.checkpoints[0])
        only = added.models[0] if len(added.models) == 1 else None
        if only is not None and only.can_chat and not added.problems:
            self._use_model(only.model_id)
        elif added.models or added.problems:
            self._window.show_page("library")
            self._window.page("library").show_added(added)  # type: ignore[attr-defined]


def bad_link(link: str) -> Problem:
    """The words for a link that leads nowhere."""
    return Problem(
        ErrorKind.BAD_REQUEST,
        f"The link {link[:100]!r} cannot be opened.",
        "A link to a model has the form bitsmith:OWNER/NAME.",
        "Search for the model in Discover.",
    )
