"""Every kind of request that the app sends: when, and what is in it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop_app.ui.theme import px
from desktop_app.ui.widgets.labels import text_label
from desktop_app.ui.widgets.layout import Card


def derive_requests(update_address: str = "") -> tuple[tuple[str, str], ...]:
    """(when, what is sent), for each kind of request; without an address updates are never looked for."""
    tr = QCoreApplication.translate
    updates = (
        tr("PrivacyCard", "You check for updates, or once a day at the start where you switched that on"),
        tr("PrivacyCard", "To {address} and not to the Hub: a request for one small file.").format(
            address=update_address
        ),
    )
    return (
        (
            tr("PrivacyCard", "You search or open Discover"),
            tr("PrivacyCard", "The words and filters of the search."),
        ),
        (
            tr("PrivacyCard", "You open a model"),
            tr("PrivacyCard", "Its name; then its description and the headers of its files are read."),
        ),
        (
            tr("PrivacyCard", "You download or make a model"),
            tr(
                "PrivacyCard",
                "The names of its files and which parts of them come next. The Hub sends large files from "
                "its content network, which sees neither your token nor your account.",
            ),
        ),
        (
            tr("PrivacyCard", "You check the files of a model in the library"),
            tr(
                "PrivacyCard",
                "The name of the repository that it came from, where its hashes are not known yet.",
            ),
        ),
        (
            tr("PrivacyCard", "You log in or out, at each start, and when you check the connection"),
            tr("PrivacyCard", "Your access token, to ask whose it is."),
        ),
        (
            tr("PrivacyCard", "The hub cannot be reached"),
            tr("PrivacyCard", "Once a minute at most, an empty request to notice that it is back."),
        ),
        *([updates] if update_address else []),
        (
            tr("PrivacyCard", "With each of these"),
            tr(
                "PrivacyCard",
                "“Bitsmith” and its version; while you are logged in, your access token, to the hub alone.",
            ),
        ),
    )


class PrivacyCard(Card):
    """A table that leaves nothing out."""

    def __init__(self, update_address: str = "", parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("What is sent"),
            self.tr(
                "Only this, and to the Hub’s address above unless another one is named. Nothing is counted "
                "or reported; chats, documents and models never leave this computer."
            ),
            parent=parent,
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(24))
        grid.setVerticalSpacing(px(8))
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        top = Qt.AlignmentFlag.AlignTop
        for number, (when, what) in enumerate(derive_requests(update_address)):
            grid.addWidget(text_label(when, wrap=True), number, 0, top)
            grid.addWidget(text_label(what, "secondary", wrap=True), number, 1, top)
        self.body.addLayout(grid)
